"""Prints the strings of the differential test, one a line: dates of every level of EDTF, and texts that are nearly dates.

The same seed gives the same strings on every Python, since only random() is used, whose sequence is fixed.
"""

import random
import sys

SEED = 19561025
COUNT = 10_000


class Dice:
    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, n):
        return int(self.random() * n)

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def one_of(self, choices):
        return choices[self.below(len(choices))]

    def happens(self, probability):
        return self.random() < probability


def year(dice):
    if dice.happens(0.08):
        return "-%04d" % dice.between(1, 9999)
    return "%04d" % (dice.between(1800, 2030) if dice.happens(0.7) else dice.between(0, 9999))


def month(dice):
    return "%02d" % dice.between(1, 12)


def day(dice):
    return "%02d" % dice.between(1, 28 if dice.happens(0.7) else 31)


def plain(dice):
    return "-".join([year(dice), month(dice), day(dice)][: dice.between(1, 3)])


def moment(dice):
    zone = dice.one_of(["", "", "Z", "+%02d" % dice.between(0, 14), "-%02d:%02d" % (dice.between(0, 12), dice.between(0, 59))])
    clock = "%02d:%02d:%02d" % (dice.between(0, 23), dice.between(0, 59), dice.between(0, 59))
    if dice.happens(0.1):
        clock = dice.one_of(["24:00:00", "24:00:01", "23:59:60", "12:30", "12"])
    return "-".join([year(dice), month(dice), day(dice)]) + "T" + clock + zone


def long_year(dice):
    text = "Y" + dice.one_of(["", "-"]) + str(dice.between(10_000, 10 ** dice.between(5, 9)))
    if dice.happens(0.3):
        text += "E%d" % dice.between(1, 5)
    if dice.happens(0.3):
        text += "S%d" % dice.between(1, 5)
    return text


def significant(dice):
    return year(dice) + "S%d" % dice.between(1, 4)


def season(dice):
    return year(dice) + "-%02d" % (dice.between(21, 24) if dice.happens(0.6) else dice.between(25, 41))


def masked_right(dice):
    return dice.one_of(
        [year(dice)[:-1] + "X", year(dice)[:-2] + "XX", year(dice) + "-XX", plain(dice)[:7].ljust(7, "1") + "-XX", year(dice) + "-XX-XX"]
    )


def masked_anywhere(dice):
    return "".join("X" if c.isdigit() and dice.happens(0.3) else c for c in plain(dice))


def qualified(dice):
    base = dice.one_of([plain, plain, plain, masked_right])(dice)
    return base + dice.one_of("?~%")


def partly_qualified(dice):
    parts = [year(dice), month(dice), day(dice)][: dice.between(1, 3)]
    sides = [dice.one_of(["", "", "before", "after"]) for _ in parts]
    sign = lambda: dice.one_of("?~%")
    return "-".join({"": p, "before": sign() + p, "after": p + sign()}[s] for p, s in zip(parts, sides))


def end(dice):
    return dice.one_of([plain, plain, plain, plain, qualified, masked_right, season, partly_qualified, lambda d: "..", lambda d: ""])(dice)


def interval(dice):
    ends = [end(dice), end(dice)]
    if dice.happens(0.85):
        ends.sort(key=lambda text: (text[:1] not in ".", text.lstrip("?~%")))
    return "/".join(ends)


def dated_set(dice):
    members = sorted(dice.one_of([plain, plain, plain, masked_right])(dice) for _ in range(dice.between(1, 4)))
    if dice.happens(0.2):
        members[0] = ".." + members[0]
    if dice.happens(0.2):
        members[-1] += ".."
    elif dice.happens(0.3):
        later = sorted([plain(dice)[:4], plain(dice)[:4]])
        members.append("..".join(later))
    return dice.one_of(["[%s]", "{%s}"]) % dice.one_of([",", ",", ", "]).join(members)


def mutated(dice):
    text = list(dice.one_of([plain, moment, long_year, season, masked_right, qualified, partly_qualified, interval, dated_set])(dice))
    for _ in range(dice.between(1, 2)):
        at = dice.below(len(text) + 1)
        piece = dice.one_of("0123456789-X?~%/.YTSEZ[],{} ux")
        if dice.happens(0.4) or at == len(text):
            text.insert(at, piece)
        elif dice.happens(0.5):
            text[at] = piece
        else:
            del text[at]
    return "".join(text)


KINDS = [
    (14, plain), (7, moment), (5, long_year), (3, significant), (6, season), (9, masked_right), (10, masked_anywhere),
    (9, qualified), (10, partly_qualified), (15, interval), (8, dated_set), (14, mutated),
]


def main():
    dice = Dice(SEED)
    table = [kind for weight, kind in KINDS for _ in range(weight)]
    seen = set()
    while len(seen) < COUNT:
        text = dice.one_of(table)(dice)
        if text and text not in seen:
            seen.add(text)
            sys.stdout.write(text + "\n")


main()
