"""Writes a summary of what `run` left in a folder. Usage: summary.py OUT"""
import pathlib, re, sys

out = pathlib.Path(sys.argv[1])

def read(path):
    if not path.exists() or not (text := path.read_text()).startswith("records"):
        return None
    number = lambda pattern: next(iter(re.findall(pattern, text)), "")
    f1 = lambda kind: max((float(x) for x in re.findall(rf"^{kind} from .*F1 ([\d.]+)", text, re.M)), default=0)
    return {"n": int(number(r"records (\d+)")), "s": float(number(r"seconds ([\d.]+)")), "cpu": number(r"user CPU ([\d.]+)"),
            "mb": number(r"memory (\d+) MB"), "pairs": int(number(r"candidates (\d+)")), "best": f1("pairs"),
            "at": float(number(r"clusters from 0\.9: .*F1 ([\d.]+)")), "clusters": f1("clusters")}

names = sorted({path.name.split(".")[0] for path in out.glob("*.thaw.txt")})
runs = sorted(((name, read(out / f"{name}.thaw.txt"), read(out / f"{name}.splink.txt")) for name in names), key=lambda run: (run[1]["n"], run[0]))
show = lambda run, key, form: format(run[key], form) if run else "-"
print("# Linkage\n\nTime is the wall clock and includes reading the table for both. Splink's clusters: at 0.9, and the best of six thresholds.\n")
print("| table | records | F1 pairs, best: Thaw | Splink | F1 clusters at 0.9: Thaw | Splink | best | s: Thaw | Splink | times | MB: Thaw | Splink | pairs: Thaw | Splink |")
print("|" + " --- |" * 14)
for name, thaw, peer in runs:
    times = f"{peer['s'] / thaw['s']:.1f}" if peer else "-"
    print(f"| {name} | {thaw['n']:,} | {thaw['best']:.4f} | {show(peer, 'best', '.4f')} | {thaw['at']:.4f} | {show(peer, 'at', '.4f')} | {show(peer, 'clusters', '.4f')} | {thaw['s']:.2f} | {show(peer, 's', '.2f')} | {times} | {thaw['mb']} | {show(peer, 'mb', '')} | {thaw['pairs']:,} | {show(peer, 'pairs', ',')} |")
for path in sorted(out.glob("names-*.txt")):
    print(f"\n## {path.stem}\n\n    " + path.read_text().rstrip().replace("\n", "\n    "))
