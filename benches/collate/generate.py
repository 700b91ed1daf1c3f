#!/usr/bin/env python3
"""Makes two witnesses of a work: a full one, and one with planted cuts and substitutions.

usage: generate.py WORDS FOLDER    writes FOLDER/full.txt, FOLDER/cut.txt, FOLDER/truth.csv

The same number of words always gives the same files. Words are drawn as in natural texts: the r-th word comes 1/r as often
as the first. In cut.txt five hundredths of the words are missing, in one passage for every 2,000 words; one word in a hundred
is another one. truth.csv lists each cut: the first word (from 0) in full.txt and the number of words.
"""

import bisect
import itertools
import random
import sys

SYLLABLES = ["ba", "cor", "den", "fil", "gra", "hom", "il", "jun", "kel", "lor", "mi", "nas", "or", "pel", "ra", "sten", "tu", "ver", "win", "zo"]


def main(n_words, folder):
    rng = random.Random(20261123 + n_words)
    n_forms = min(20_000, max(400, n_words // 5))
    forms = []
    for number in range(n_forms):
        word = ""
        rest = number + 1
        while rest:
            word += SYLLABLES[rest % len(SYLLABLES)]
            rest //= len(SYLLABLES)
        forms.append(word)
    weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(n_forms)))

    def draw():
        return forms[bisect.bisect_left(weights, rng.random() * weights[-1])]

    full = [draw() for _ in range(n_words)]
    # Sentences of 6 to 24 words, paragraphs of 3 to 9 sentences.
    ends, paragraphs, at, n_sentences = set(), set(), 0, rng.randint(3, 9)
    while at < n_words:
        at += rng.randint(6, 24)
        ends.add(at - 1)
        n_sentences -= 1
        if n_sentences == 0:
            paragraphs.add(at - 1)
            n_sentences = rng.randint(3, 9)

    n_cuts = max(3, n_words // 2000)
    size = n_words * 5 // 100 // n_cuts
    cuts = []
    for number in range(n_cuts):
        start = n_words * number // n_cuts + rng.randrange(n_words // n_cuts - size - 2) + 1
        cuts.append((start, size))
    is_cut = bytearray(n_words)
    for start, length in cuts:
        is_cut[start : start + length] = b"\1" * length

    def write(path, words):
        out, sentence_begins = [], True
        for number, word in words:
            out.append(word.capitalize() if sentence_begins else word)
            sentence_begins = number in ends
            out.append(".\n\n" if number in paragraphs else ".\n" if number in ends else " ")
        with open(path, "w", encoding="utf-8") as file:
            file.write("".join(out).strip() + "\n")

    own = []
    for number, word in enumerate(full):
        if is_cut[number]:
            continue
        if rng.random() < 0.01:
            word = draw()
        own.append((number, word))
    write(f"{folder}/full.txt", enumerate(full))
    write(f"{folder}/cut.txt", own)
    with open(f"{folder}/truth.csv", "w", encoding="utf-8") as file:
        file.write("start,words\n")
        file.writelines(f"{start},{length}\n" for start, length in cuts)


main(int(sys.argv[1]), sys.argv[2])
