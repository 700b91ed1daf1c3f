"""Prints how the Python packages `edtf` and `undate` read dates: `peer.py edtf|undate DATES RESULT`.

A line of the result is: text, first day, last day, note; `error` for a refusal, `crash` when the package fails inside, `?` for a day that it cannot tell.
"""

import math
import sys
import warnings

warnings.filterwarnings("ignore")


def iso(year, month, day):
    if 0 <= year <= 9999:
        return "%04d-%02d-%02d" % (year, month, day)
    return "%s%04d-%02d-%02d" % ("-" if year < 0 else "+", abs(year), month, day)


def read_edtf():
    import edtf
    from edtf.parser.edtf_exceptions import EDTFParseException
    from edtf.parser.parser_classes import UnspecifiedIntervalSection

    def limit(value):
        if isinstance(value, float):
            return ".." if math.isinf(value) else "?"
        return iso(value.tm_year, value.tm_mon, value.tm_mday)

    def read(text):
        try:
            date = edtf.parse_edtf(text)
        except EDTFParseException:
            return "error", "error"
        if text.strip() != text:
            return "trims", "trims"
        significant = "S" in text  # the strict limits leave the significant digits out, the fuzzy ones count them
        first, last = (date.lower_fuzzy(), date.upper_fuzzy()) if significant else (date.lower_strict(), date.upper_strict())
        first, last = limit(first), limit(last)
        # For an unknown end the package makes up a date ten years off.
        if isinstance(getattr(date, "lower", None), UnspecifiedIntervalSection) and text.startswith("/"):
            first = ""
        if isinstance(getattr(date, "upper", None), UnspecifiedIntervalSection) and text.endswith("/"):
            last = ""
        return first, last

    return read


def read_undate():
    from undate.converters.edtf import EDTFDateConverter
    from undate.interval import UndateInterval

    converter = EDTFDateConverter()

    def limit(date, if_none):
        return if_none if date is None else iso(int(date.year), int(date.month), int(date.day))

    def read(text):
        try:
            date = converter.parse(text)
        except ValueError:
            return "error", "error"
        except Exception as error:
            # The parser wraps what a rule throws, such as a day that the calendar lacks.
            if type(error).__name__ == "VisitError" and isinstance(error.orig_exc, ValueError):
                return "error", "error"
            raise
        if isinstance(date, UndateInterval):
            ends = text.split("/")
            none = [".." if end == ".." else "" for end in ends]
            return (
                limit(date.earliest and date.earliest.earliest, none[0]),
                limit(date.latest and date.latest.latest, none[-1]),
            )
        return limit(date.earliest, "?"), limit(date.latest, "?")

    return read


def main():
    package, dates, result = sys.argv[1:]
    read = {"edtf": read_edtf, "undate": read_undate}[package]()
    with open(dates) as lines, open(result, "w") as output:
        for text in lines.read().split("\n"):
            if not text:
                continue
            try:
                verdict = (*read(text), "")
            except Exception as error:
                verdict = ("crash", "crash", type(error).__name__)
            output.write("\t".join((text, *verdict)) + "\n")


main()
