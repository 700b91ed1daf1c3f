#!/usr/bin/env python3
"""Writes a Russian text of so many megabytes: a labelled sentence with names about every kilobyte, plain words between them."""
import csv, pathlib, random, sys

n_bytes = int(sys.argv[1]) * 1_000_000
root = pathlib.Path(__file__).resolve().parents[2]
with open(root / "crates/revise/tests/cases/resolution.csv", encoding="utf-8") as file:
    sentences = [row["text"] for row in csv.DictReader(file) if row["lang"] == "ru"]
words = "поле река дом старый новый год весна осень работа письмо дорога мост поезд школа учитель зима снег идти видеть знать".split()
chance = random.Random(1953)
written = 0
while written < n_bytes:
    plain = " ".join(chance.choice(words) for _ in range(70))
    paragraph = f"{plain.capitalize()}. {chance.choice(sentences)}\n\n"
    sys.stdout.write(paragraph)
    written += len(paragraph.encode())
