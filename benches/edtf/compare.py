"""Compares how Thaw and its peers read the dates: `compare.py FOLDER PAGE FIXTURE`.

FOLDER holds thaw.tsv, edtf-py.tsv, undate.tsv and edtf-js.tsv. PAGE is a Markdown page whose part between the marks is written anew,
FIXTURE the sample of verdicts that the tests of thaw-core check. Exit code 1 when Thaw differs where the peers agree.
"""

import re
import sys

PEERS = ["edtf-py", "edtf-js", "undate"]
BEGIN, END = "<!-- differential test: begin -->", "<!-- differential test: end -->"
SEASON = re.compile(r"-[?~%]?(2[1-9]|3\d|4[01])[?~%]?$")


def load(path):
    rows = (line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8"))
    return {row[0]: (row[1], row[2]) for row in rows}


def dates_of(text):
    return [date for date in re.split(r"[/, ]+|\.\.", text.strip("[]{}")) if date]


def is_set(text):
    return text[0] in "[{"


def is_season(date):
    return bool(SEASON.search(date)) and len(re.sub(r"[?~%]|^-", "", re.sub(r"^[?~%]+", "", date))) == 7


def is_qualified(date):
    return bool(re.search(r"[?~%]", date))


def is_inside_qualified(date):
    return bool(re.search(r"[?~%].", date))


def lacks(peer, text):
    """Tells whether the text has a form that the peer does not implement, so that its refusal says nothing about the text."""
    dates, interval = dates_of(text), "/" in text
    if peer == "undate":
        return (
            any(letter in text for letter in "TES[{")
            or (interval and set(text) <= set("./"))
            or any(is_inside_qualified(d) or is_season(d) or re.search(r"X[^X-]|-X\d", d) or (d[0] == "-" and "X" in d) for d in dates)
        )
    if peer == "edtf-js":
        return any(
            ("X" in d and (is_qualified(d) or re.search(r"-X[03-9]", d)))
            or (is_season(d) and (interval or is_set(text) or is_qualified(d)))
            or ("Y" in d and (interval or is_set(text) or is_qualified(d)))
            or (is_set(text) and (is_qualified(d) or re.search(r"\.\.[^,]*X|X[^,]*\.\.", text)))
            or (interval and is_inside_qualified(d) and len({is_inside_qualified(e) for e in dates}) == 2)
            for d in dates
        )
    return any(
        ("X" in d and (is_inside_qualified(d) or re.search(r"^-.*X", d)))
        or (is_season(d) and (is_qualified(d) or is_set(text) or (interval and not re.search(r"-2[1-4]$", d))))
        or ("Y" in d and (interval or is_set(text) or is_qualified(d)))
        or (is_set(text) and (is_qualified(d) or re.search(r"\.\.[^,]*X|X[^,]*\.\.", text)))
        or (interval and is_inside_qualified(d) and len({is_inside_qualified(e) for e in dates}) == 2)
        for d in dates
    ) or bool(re.fullmatch(r"[\[{][^,.]*[\]}]", text))


def votes(text, peers):
    found = {}
    for name, verdicts in peers.items():
        verdict = verdicts[text]
        refuses = verdict[0] == "error"
        if verdict[0] in ("crash", "trims") or "?" in verdict or (refuses and lacks(name, text)):
            continue
        found[name] = verdict
    return found


def has_odd_year(text):
    return any(not re.match(r"[?~%]?-?[?~%]?[0-9X]{4}(?![0-9X])", d) and "Y" not in d for d in dates_of(text))


# What decides where the peers differ or too few of them vote: the first class that fits.
# Name, test, clause (sections of the EDTF specification of the Library of Congress, 2019, which is ISO 8601-2:2019, clauses 4 and 8), reason.
CLASSES = [
    ("white space around a date", lambda t, o: t != t.strip() or (" " in t and not is_set(t)), "Level 0, Date",
     "The expressions have no white space; `undate` and `edtf` (Python) strip it. Readers of tables strip their cells before they parse."),
    ("a year of other than four digits without `Y`", lambda t, o: not o and not is_set(t) and has_odd_year(t), "Level 0, Date; Level 1, Letter-prefixed calendar year",
     "A year has four digits, or `Y` and more. `undate` takes any number of digits, `edtf` (npm) reads two digits as a century and eight as a number of milliseconds."),
    ("a set", lambda t, o: is_set(t), "Level 2, Set representation",
     "`undate` has no sets. `edtf` (npm) leaves the end of a range `a..b` out of the bounds; `edtf` (Python) refuses sets of one member and ends in `..` after some members, "
     "takes the first year of a negative decade for its earliest, and fails inside for some masks. `..` stands only before the first or behind the last member, and no range runs backwards."),
    ("a time of day", lambda t, o: "T" in t, "Level 0, Date and Time; ISO 8601-1, 4.3.13",
     "The day is the one that is written; `edtf` (npm) converts it to UTC, and reads times without seconds, which the clause lacks. Both packages refuse some differences from UTC between -14:00 and +14:00."),
    ("a season alone", lambda t, o: is_season(t) and "X" not in t and not is_qualified(t) and "/" not in t, "Level 1, Seasons; Level 2, Sub-year groupings",
     "The clause fixes no months. Thaw takes the meteorological seasons, and winter ends in February of the next year; `edtf` (Python) ends winter with the year, "
     "`edtf` (npm) takes quarters of the year for seasons."),
    ("a season in an interval or qualified", lambda t, o: any(is_season(d) for d in dates_of(t)), "Level 1, Seasons; Level 2, Interval",
     "A season is a date of the precision between year and month; only `edtf` (Python) reads it in intervals (21 to 24), none with a qualifier. Winter as above."),
    ("significant digits or an exponent", lambda t, o: "S" in t or "E" in t, "Level 2, Significant digits; Level 2, Exponential year",
     "`1950S2` is a year from 1900 to 1999, estimated to be 1950. `edtf` (npm) leaves the digits out of the bounds, `edtf` (Python) rounds negative years the wrong way. "
     "Thaw reads years up to 10,000,000,000,000,000 either way, so that every date has its days."),
    ("a long year", lambda t, o: "Y" in t, "Level 1, Letter-prefixed calendar year",
     "`edtf` (npm) has no bounds beyond the year 275760; `undate` also takes a zero after `Y`, and months; neither of the others takes a qualifier."),
    ("an interval that ends before it begins", lambda t, o: "/" in t and not o, "Level 0, Time Interval",
     "An interval has a start and an end. `edtf` (Python) reads it as it stands, or fails inside."),
    ("an unknown or open end beside a date of level 2", lambda t, o: "/" in t and (t[0] in "./" or t[-1] in "./"), "Level 1, Extended Interval; Level 2, Interval",
     "Both ends may be unknown or open, beside any date. `edtf` (Python) refuses or fails inside, `undate` refuses two such ends."),
    ("an interval with unspecified digits", lambda t, o: "/" in t and "X" in t, "Level 2, Interval",
     "Each end may have unspecified digits. `edtf` (Python) fails inside for `YYYY-XX`, `edtf` (npm) refuses an end whose first day lies before the start; neither takes a qualifier beside them everywhere."),
    ("an interval with qualified components", lambda t, o: "/" in t, "Level 2, Interval; Level 2, Qualification",
     "Each end may be qualified on either side; `undate` has no qualified components, `edtf` (Python) refuses a component with qualifiers on both sides."),
    ("unspecified digits of a negative year", lambda t, o: re.search(r"^[?~%]?-.*X", t), "Level 1, Negative calendar year; Level 2, Unspecified Digit",
     "`-196X` are the years -1969 to -1960; the packages swap earliest and latest, or refuse. There is no year -0000."),
    ("unspecified digits with a qualifier", lambda t, o: "X" in t and is_qualified(t), "Level 1, Qualification of a date (complete)",
     "The sign applies to the date as it stands; `edtf` (npm) takes none beside `X`."),
    ("unspecified digits that no day fits", lambda t, o: "X" in t and not o, "Level 2, Unspecified Digit",
     "A digit that is not specified stands for one that makes a day; none does here. `edtf` (Python) counts a day that the calendar lacks, or fails inside."),
    ("unspecified digits anywhere", lambda t, o: "X" in t, "Level 2, Unspecified Digit",
     "Any digit may be unspecified. `edtf` (Python) fails inside for `1X`, `0X` and `X1`, `undate` reads them only from the right and gives `XXXX` bounds of its own, "
     "`edtf` (npm) takes no `X3` to `X9` and reads `X0` as any month."),
    ("a qualifier on both sides, or on several components", lambda t, o: is_qualified(t) and o, "Level 2, Qualification",
     "A sign behind a component holds for all before it, one before it for that alone; signs add up. `edtf` (Python) takes one sign a component."),
    ("a day that the calendar lacks", lambda t, o: not o, "Level 0, Date",
     "`1855-02-29` is no day. `edtf` (Python) takes it as it stands, `edtf` (npm) as the first of March."),
]


def classify(text, is_read):
    return next((idx for idx, (_, test, _, _) in enumerate(CLASSES) if test(text, is_read)), None)


def show(verdict):
    return {"error": "refused", "crash": "fails inside", "trims": "stripped"}.get(verdict[0], f"{verdict[0]} to {verdict[1]}")


def main():
    folder, page, fixture = sys.argv[1:]
    thaw = load(f"{folder}/thaw.tsv")
    peers = {name: load(f"{folder}/{name}.tsv") for name in PEERS}
    agreed, differs, classes, unclassified = [], [], {}, []
    for text, ours in thaw.items():
        found = votes(text, peers)
        if all(verdicts[text][0] == ours[0] == "error" for verdicts in peers.values()):
            agreed.append(text)
            continue
        if len(found) >= 2 and len(set(found.values())) == 1:
            (agreed if ours in found.values() else differs).append(text)
            continue
        idx = classify(text, ours[0] != "error")
        (unclassified if idx is None else classes.setdefault(idx, [])).append(text)

    n_read = sum(thaw[text][0] != "error" for text in agreed)
    others = [text for texts in classes.values() for text in texts]
    n_alone = sum(all(verdicts[text][0] == "error" for verdicts in peers.values()) for text in others)
    lines = [
        f"Of {len(thaw):,} generated texts at least two peers agree on {len(agreed) + len(differs):,} "
        f"(same refusal, or same first and last day), and Thaw agrees with them on {len(agreed):,} ({n_read:,} dates, {len(agreed) - n_read:,} refusals). "
        "A peer's refusal of a form that it does not implement, a failure inside it and a day that it cannot tell are no votes, "
        "unless all refuse.",
        f"Of the others Thaw reads {n_alone:,} that all three refuse: forms that none of them implements.",
        "",
        "All others, by what decides:",
        "",
        "| what | texts | example | Thaw | edtf (Python) | edtf (npm) | undate | clause | why |",
        "| --- | ---: | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for idx, texts in sorted(classes.items()):
        name, _, clause, why = CLASSES[idx]
        example = next((text for text in texts if text.strip() == text), texts[0])
        verdicts = [show(verdicts[example]) for verdicts in (thaw, *peers.values())]
        lines.append("| " + " | ".join([name, f"{len(texts):,}", f"`{example}`", *verdicts, clause, why]) + " |")
    text = open(page, encoding="utf-8").read()
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    open(page, "w", encoding="utf-8").write(before + BEGIN + "\n" + "\n".join(lines) + "\n" + END + after)

    # Every fifteenth text on which peers agree, with what they say, and two of each class, with what Thaw says.
    with open(fixture, "w", encoding="utf-8") as output:
        output.write("text\tfirst\tlast\tby\n")
        for text in agreed[::15]:
            output.write("\t".join((text, *thaw[text], "+".join(votes(text, peers)) or "all refuse")) + "\n")
        for idx, texts in sorted(classes.items()):
            for text in texts[:2]:
                output.write("\t".join((text, *thaw[text], CLASSES[idx][0])) + "\n")

    print(f"{len(thaw)} texts: {len(agreed)} agreed, {len(differs)} differ, {sum(map(len, classes.values()))} decided by a clause, {len(unclassified)} unclassified")
    for text in differs:
        print("differs:", repr(text), thaw[text], votes(text, peers))
    for text in unclassified:
        print("unclassified:", repr(text), thaw[text], {name: verdicts[text] for name, verdicts in peers.items()})
    sys.exit(1 if differs or unclassified else 0)


main()
