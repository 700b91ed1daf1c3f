#!/usr/bin/env python3
"""Writes the questions of the benchmark, one path a line: questions.py ADDRESS FOLDER.

Every name of the record is asked for, each with a typing error; every subject as of many days.
"""

import json
import sys
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

address, folder = sys.argv[1], Path(sys.argv[2])


def get(path):
    with urlopen(f"{address}/api/v1/{path}") as answer:
        return json.load(answer)


def mistyped(name, index):
    """Swaps two neighbouring letters, another pair in each name."""
    if len(name) < 4:
        return name
    at = 1 + index % (len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


names = sorted({row[0] for row in get("find.json")["names"]})
ids = [place["id"] for place in get("places.json")["places"]]
days = [f"{1922 + index % 104}-{1 + index % 12:02}-{1 + index % 28:02}" for index in range(2000)]
questions = {
    "find, as written": [f"find?q={quote(name)}" for name in names],
    "find, mistyped": [f"find?q={quote(mistyped(name, index))}" for index, name in enumerate(names)],
    "as of, one place": [f"asof?id={ids[index % len(ids)]}&date={day}" for index, day in enumerate(days)],
    "as of, list of 100": [f"asof?date={day}&limit=100" for day in days],
    "as of, whole record": [f"asof?date={day}&limit=1000" for day in days],
}
for index, (title, paths) in enumerate(questions.items()):
    text = "".join(f"/api/v1/{path}\n" for path in paths)
    (folder / f"{index} {title}.txt").write_text(text, encoding="utf-8")
