"""Writes a made list of people with truth: persons, several records of each, copying errors and script changes. Usage: make.py N OUT [SEED]

Names are drawn with the skew of real ones (the k-th of a list is k times rarer than the first); surnames are built from 3,000 stems.
"""
import csv, random, sys
import pairs as names

n, out = int(sys.argv[1]), sys.argv[2]
rng = names.rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1953)
SYLLABLES = "ба бе бо бу ва ве ви га го гу да де до жа жи за зо ка ке ко ку ла ле ли ма ме ми мо на не но па пе по ра ре ри ро са се си со та те ти ту фе ха хо ца ча че ша ше".split()
stems = sorted({"".join(rng.sample(SYLLABLES, rng.choice([2, 2, 3]))) + rng.choice("вдзклмнрст") for _ in range(3200)})
surnames = [s for s in names.SURNAMES if s[0] != s[1]][:20] + [[s.capitalize() + "ов", s.capitalize() + "ова"] for s in rng.sample(stems, 3000)]
weights = lambda items: [1 / (i + 5) for i in range(len(items))]
WS, WM, WW = weights(surnames), weights(names.MEN), weights(names.WOMEN)
PLACES = [s.capitalize() + end for s in stems[::8] for end in ("ск", "ово")][:700]
wp = weights(PLACES)

def typo(text):
    return names.typo(text) if len(text) > 4 else text

with open(out, "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["id", "cluster", "surname:surname", "given:given", "patronymic:patronymic", "born:date", "place:place"])
    row = cluster = 0
    while row < n:
        woman = rng.random() < 0.2
        s = rng.choices(surnames, WS)[0][woman]
        g = rng.choices(names.WOMEN if woman else names.MEN, WW if woman else WM)[0][0]
        f = rng.choices(names.MEN, WM)[0][3 + woman]
        y, m, d = rng.randint(1870, 1930), rng.randint(1, 12), rng.randint(1, 28)
        p = rng.choices(PLACES, wp)[0]
        for _ in range(rng.choices([1, 2, 3], [6, 3, 1])[0]):
            if row == n:
                break
            surname, given, father, born, place = s, g, f, f"{y}-{m:02}-{d:02}", p
            if rng.random() < 0.10: surname = typo(surname)
            if rng.random() < 0.05: given = typo(given)
            if rng.random() < 0.15: father = ""
            elif rng.random() < 0.06: father = typo(father)
            if rng.random() < 0.05: given, father = given[0] + ".", father[:1] and father[0] + "."
            chance = rng.random()
            if chance < 0.06: born = str(y)
            elif chance < 0.09: born = f"{y}-{d if d < 13 else m:02}-{m if d < 13 else d:02}"
            elif chance < 0.14: born = f"{y + rng.choice([-1, 1, 10])}-{m:02}-{d:02}"
            elif chance < 0.17: born = ""
            if rng.random() < 0.15: place = "" if rng.random() < 0.5 else rng.choices(PLACES, wp)[0]
            if rng.random() < 0.10: surname, given, father = (names.romanize(x, "english") for x in (surname, given, father))
            if rng.random() < 0.02: surname, given = given, surname
            writer.writerow([f"r{row:07}", cluster, surname, given, father, born, place])
            row += 1
        cluster += 1
