#!/usr/bin/env python3
"""Compares what rg found with what thaw found: every line and form of rg must be explained.

usage: compare.py RG THAW FORMS
RG:    lines of `rg -o -n -b -w -F -f FORMS`: line:offset:form
THAW:  JSON Lines of `thaw scan --json --min-score 0`
Prints counts as JSON; ends with 1 when thaw saw nothing where rg saw a form.
"""
import json
import sys
from collections import Counter

rg = []
for row in open(sys.argv[1], encoding="utf-8"):
    _, offset, form = row.rstrip("\n").split(":", 2)
    rg.append((int(offset), int(offset) + len(form.encode()), form))
thaw = []
for row in open(sys.argv[2], encoding="utf-8"):
    found = json.loads(row)
    thaw.append((found["offset"], found["offset"] + found["length"], found["form"]))
forms = {line.rstrip("\n") for line in open(sys.argv[3], encoding="utf-8")}

missed = Counter()
at = 0
for start, end, form in rg:
    while at < len(thaw) and thaw[at][1] <= start:
        at += 1
    if at == len(thaw) or thaw[at][0] >= end:
        missed[form] += 1
covered = {start for start, _, _ in rg}
more = Counter(form for start, _, form in thaw if start not in covered)
print(json.dumps({
    "rg": len(rg),
    "thaw": len(thaw),
    "rg_only": sum(missed.values()),
    "rg_only_forms": missed.most_common(20),
    "thaw_only": sum(more.values()),
    "thaw_only_listed": sum(n for form, n in more.items() if form in forms),
    "thaw_only_forms": more.most_common(10),
}, ensure_ascii=False, indent=1))
sys.exit(1 if missed else 0)
