"""Writes the benchmarks with truth in one shape: id, cluster, and columns `name:kind`. Usage: prepare.py DATA OUT"""
import csv, pathlib, sys

data, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
FEBRL = {"given_name": "given", "surname": "surname", "street_number": "code", "address_1": "text", "address_2": "text",
         "suburb": "text", "postcode": "code", "state": "code", "date_of_birth": "date"}

def rows(name):
    with open(data / name if isinstance(name, str) else name, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, skipinitialspace=True):
            yield {key.strip(): (value or "").strip() for key, value in row.items()}

def febrl(*names):
    for name in names:
        for row in rows(name):
            row["id"], row["cluster"] = row["rec_id"], row["rec_id"].split("-")[1]
            born = row["date_of_birth"]
            row["date_of_birth"] = f"{born[:4]}-{born[4:6]}-{born[6:]}" if len(born) == 8 else born
            yield row

def write(name, rows, kinds):
    with open(out / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "cluster", *(f"{key}:{kind}" for key, kind in kinds.items())])
        writer.writerows([row["id"], row["cluster"], *(row[key] for key in kinds)] for row in rows)

for name in ("febrl1.csv", "febrl2.csv", "febrl3.csv"):
    if (data / name).exists():
        write(name, febrl(name), FEBRL)
write("febrl4.csv", febrl("febrl4a.csv", "febrl4b.csv"), FEBRL)
FAKE = {"first_name": "given", "surname": "surname", "dob": "date", "city": "place", "email": "text"}
write("fake_1000.csv", ({**row, "id": row["unique_id"]} for row in rows("fake_1000.csv")), FAKE)
PEOPLE = {"first_name": "given", "surname": "surname", "dob": "date", "birth_place": "place", "postcode": "code", "occupation": "text"}
# The real set of historical people, where somebody has it; otherwise the made one of `historical.py`, which `run` puts there.
for name in ("historical.csv", "historical_50k.csv"):
    if (data / name).exists() or (out / name).exists():
        source = data / name if (data / name).exists() else (out / name).rename(out / "historical.source")
        write(name, [{**row, "id": row["unique_id"], "postcode": row["postcode_fake"]} for row in rows(source)], PEOPLE)
