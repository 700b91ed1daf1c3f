#!/usr/bin/env python3
"""Writes a text of mixed Cyrillic and Latin words in which forms of the dossiers occur now and then.

usage: generate.py FORMS MEGABYTES >text     (FORMS: one a line; the same arguments give the same bytes)

The words are made of syllables, with the lengths and letters of Russian, Polish, Spanish and English; about one word in 3,000 is a
form. So few are real: in a newspaper of the time there are more, in a map or a register of today fewer.
"""
import random
import sys

CYRILLIC = ("ко ра ли но ва то ста ре ни по ла ми че го ру са ти де во мо зна при вер ный ость ение ская лен гра дов бой жду щий ый"
            .split())
LATIN = ("ca lo mi ra te no sta de ri po la si cho go ru sa ti ve men to pri ver ción owa nie szcz dad ing er ly ton beria"
         .replace("beria", "ber").split())


def words(syllables, rng, n):
    made = set()
    while len(made) < n:
        made.add("".join(rng.choices(syllables, k=rng.choices([1, 2, 3, 4, 5], [10, 30, 30, 20, 10])[0])))
    return sorted(made)


def main():
    forms = [line.rstrip("\n") for line in open(sys.argv[1], encoding="utf-8") if line.strip()]
    left = int(sys.argv[2]) * 1_000_000
    rng = random.Random(1953)
    lists = [words(CYRILLIC, rng, 30_000), words(LATIN, rng, 30_000)]
    while left > 0:
        # A block of lines in each script in turn; blocks are drawn once and repeated with other forms in them.
        lines = []
        for _ in range(2_000):
            line = rng.choices(lists[rng.random() < 0.5], k=rng.randint(6, 16))
            if rng.random() < 0.004:
                line.insert(rng.randint(0, len(line)), rng.choice(forms))
            line[0] = line[0].capitalize()
            lines.append(" ".join(line) + ".\n")
        block = "".join(lines).encode()
        sys.stdout.buffer.write(block[:left])
        left -= len(block)


main()
