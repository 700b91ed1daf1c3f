"""Compares scores of pairs of names: nomenklatura's logic-v2 and `linkage names`. Usage: names.py PAIRS LINKAGE [open|kept|all]"""
import csv, subprocess, sys, time
from collections import defaultdict

pairs, program = sys.argv[1], sys.argv[2]
half = sys.argv[3] if len(sys.argv) > 3 else "kept"
with open(pairs, encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
ran = subprocess.run([program, "names", pairs], capture_output=True, text=True, check=True)
thaw = [float(line) for line in ran.stdout.split()]

from followthemoney import model
from nomenklatura.matching.logic_v2.model import LogicV2

config = LogicV2.default_config()
person = lambda i, name: model.get_proxy({"id": str(i), "schema": "Person", "properties": {"name": [name]}})
entities = [(person(f"l{i}", row["left"]), person(f"r{i}", row["right"])) for i, row in enumerate(rows)]
start = time.process_time()
peer = [LogicV2.compare(left, right, config).score for left, right in entities]
took = time.process_time() - start

chosen = [i for i, row in enumerate(rows) if half in ("all", row.get("half"))]
same = [i for i in chosen if rows[i]["same"] == "1"]
other = [i for i in chosen if rows[i]["same"] == "0"]

def auc(scores):
    ranked = sorted(chosen, key=lambda i: scores[i])
    ranks, i = {}, 0
    while i < len(ranked):
        j = i
        while j < len(ranked) and scores[ranked[j]] == scores[ranked[i]]:
            j += 1
        for k in range(i, j):
            ranks[ranked[k]] = (i + j + 1) / 2
        i = j
    return (sum(ranks[i] for i in same) - len(same) * (len(same) + 1) / 2) / (len(same) * len(other))

def at(scores, least):
    found = [i for i in chosen if scores[i] >= least]
    right = sum(rows[i]["same"] == "1" for i in found)
    precision, recall = right / max(len(found), 1), right / len(same)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)

print(f"pairs {len(chosen)} ({half} half): {len(same)} same, {len(other)} other")
for name, scores in (("Thaw", thaw), ("logic-v2", peer)):
    best = max((at(scores, step / 100) + (step / 100,) for step in range(1, 100)), key=lambda x: x[2])
    print(f"{name}: AUC {auc(scores):.4f}, best F1 {best[2]:.4f} at {best[3]:.2f} (precision {best[0]:.4f} recall {best[1]:.4f})")
    for least in (0.3, 0.5, 0.7, 0.8, 0.9):
        print(f"  from {least}: precision {at(scores, least)[0]:.4f} recall {at(scores, least)[1]:.4f} F1 {at(scores, least)[2]:.4f}")
print(f"speed: Thaw {ran.stderr.strip()}; logic-v2 {len(rows) / took:.0f} pairs a second of CPU")
kinds = defaultdict(list)
for i in chosen:
    kinds[rows[i]["same"], rows[i]["kind"]].append(i)
print("right at 0.5 (Thaw) and 0.7 (logic-v2, its own threshold), by kind:")
for (is_same, kind), members in sorted(kinds.items(), reverse=True):
    share = lambda scores, least: sum((scores[i] >= least) == (is_same == "1") for i in members) / len(members)
    print(f"  {'same ' if is_same == '1' else 'other'} {kind:24} {len(members):4} {share(thaw, 0.5):.2f} {share(peer, 0.7):.2f}")
