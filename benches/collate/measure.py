"""Times each program on each size, checks the planted cuts, and writes raw.csv and summary.md.

usage: measure.py THAW PYTHON FOLDER
"""

import csv
import json
import os
import platform
import subprocess
import sys
import time

RUNS = 5


def once(command, output):
    """Runs a program; returns seconds on the clock, seconds of the processor and the most memory in megabytes."""
    with open(output, "wb") as out, open(os.devnull, "wb") as nothing:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=nothing)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        raise SystemExit(f"{command} ended with {code}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def cuts_found(folder):
    """Returns how many planted cuts there are, and how many are told: every word of them in a change without other words."""
    with open(f"{folder}/truth.csv", encoding="utf-8") as file:
        truth = [(int(row["start"]), int(row["words"])) for row in csv.DictReader(file)]
    with open(f"{folder}/thaw.csv", encoding="utf-8", newline="") as file:
        told = [
            (int(row["word"]) - 1, int(row["words"]))
            for row in csv.DictReader(file)
            if row["kind"] in ("cut", "softened", "replaced")
        ]
    words = set()
    for start, length in told:
        words.update(range(start, start + length))
    # The first and last words of a cut may equal its neighbours: two words of play.
    found = sum(sum(word in words for word in range(start, start + length)) >= length - 2 for start, length in truth)
    return len(truth), found


def matches_of_collatex(path):
    """Returns how many words CollateX has in one column."""
    with open(path, encoding="utf-8") as file:
        left, right = json.load(file)["table"]
    return sum(a is not None and b is not None and a[0]["n"] == b[0]["n"] for a, b in zip(left, right))


def main(thaw, python, folder):
    here = os.path.dirname(os.path.abspath(__file__))
    rows, notes = [], []
    for words in (500, 1000, 10_000, 100_000, 1_000_000):
        at = f"{folder}/{words}"
        programs = {
            "thaw": ([thaw, "collate", f"{at}/full.txt", f"{at}/cut.txt", "--format", "csv"], f"{at}/thaw.csv"),
            "diff": (["diff", f"{at}/full.words", f"{at}/cut.words"], f"{at}/diff.out"),
        }
        if words <= 1000:
            programs["collatex"] = ([python, f"{here}/peer.py", f"{at}/full.txt", f"{at}/cut.txt"], f"{at}/collatex.json")
        for name, (command, output) in programs.items():
            # The peer takes seconds: once is enough.
            runs = [once(command, output) for _ in range(1 if name == "collatex" else RUNS)]
            rows += [(words, name, *run) for run in runs]
        planted, found = cuts_found(at)
        notes.append(f"{words:,} words: {found} of {planted} planted cuts found")
        if found != planted:
            raise SystemExit(f"a planted cut is missing: {notes[-1]}")
        if words <= 1000:
            notes[-1] += f"; CollateX has {matches_of_collatex(f'{at}/collatex.json')} words in common columns"
    with open(f"{folder}/raw.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["words", "program", "seconds", "cpu_seconds", "megabytes"])
        table.writerows((words, name, f"{s:.4f}", f"{cpu:.4f}", f"{mb:.1f}") for words, name, s, cpu, mb in rows)
    with open(f"{folder}/summary.md", "w", encoding="utf-8") as file:
        file.write("| words | program | seconds (best) | processor seconds (best) | megabytes |\n|---|---|---|---|---|\n")
        for words, name in dict.fromkeys(row[:2] for row in rows):
            own = [row for row in rows if row[:2] == (words, name)]
            best = [min(row[column] for row in own) for column in (2, 3)]
            file.write(f"| {words:,} | {name} | {best[0]:.3f} | {best[1]:.3f} | {max(row[4] for row in own):.0f} |\n")
        file.write("\n" + "\n".join(f"- {note}" for note in notes) + "\n")
        version = subprocess.run(["diff", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
        file.write(f"\n{version}; CollateX for Python 2.3 with Levenshtein 0.27.5; {platform.platform()}, {os.cpu_count()} cores\n")


main(*sys.argv[1:4])
