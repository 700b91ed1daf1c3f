"""Links a table with Splink and reports what `linkage link` reports. Usage: splink_run.py TABLE

A careful model: names written in Latin letters beforehand (outside of the time), comparisons by the kind of column with term frequencies
where they help, u from random pairs, m by expectation maximisation over two blockings, several blocking rules. A table with a postal code
and no street is modelled as Splink's own tutorial models its historical people.
"""
import logging, re, resource, sys, time, warnings
from collections import Counter

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
import pandas as pd
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI
import pairs as made

begun = time.time()
table = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False).replace("", None)
read = time.time() - begun
kinds = {name.split(":")[0]: name.split(":")[1] for name in table.columns if ":" in name}
table.columns = [name.split(":")[0] for name in table.columns]
truth = dict(zip(table["id"], table["cluster"]))
frame = table.drop(columns=["cluster"]).rename(columns={"id": "unique_id"})
of = lambda *which: [name for name, kind in kinds.items() if kind in which]
(date, *_), (given, *_), (surname, *_) = of("date"), of("given"), of("surname")
codes, texts, fathers = [name for name in of("code") if name != "state"], of("text", "place"), of("patronymic")
cyrillic = re.compile("[а-яА-Я]")
for name in [given, surname, *fathers]:
    frame[name] = frame[name].map(lambda text: made.romanize(text, "english") if text and cyrillic.search(text) else text)
frame["year"] = frame[date].str[:4]
frame["both_names"] = frame[given].fillna("") + " " + frame[surname].fillna("")
are_days = frame[date].dropna().str.fullmatch(r"\d{4}-\d\d-\d\d").all()
is_history = codes == ["postcode"] and not any("address" in name for name in texts)
start, started = time.time(), resource.getrusage(resource.RUSAGE_SELF)

comparisons = [cl.ForenameSurnameComparison(given, surname, forename_surname_concat_col_name="both_names")]
for name, kind in kinds.items():
    if kind == "patronymic":
        comparisons.append(cl.JaroWinklerAtThresholds(name, [0.92, 0.85]).configure(term_frequency_adjustments=True))
    elif kind == "date" and is_history and are_days:
        comparisons.append(cl.DateOfBirthComparison(name, input_is_string=True))
    elif kind == "date":
        comparisons.append(cl.DamerauLevenshteinAtThresholds(name, [1, 2]).configure(term_frequency_adjustments=True))
    elif kind == "code" and is_history:
        comparisons.append(cl.PostcodeComparison(name))
    elif kind == "code":
        comparisons.append(cl.DamerauLevenshteinAtThresholds(name, [1]).configure(term_frequency_adjustments=True))
    elif kind in ("text", "place") and is_history:
        comparisons.append(cl.ExactMatch(name).configure(term_frequency_adjustments=True))
    elif kind in ("text", "place"):
        comparisons.append(cl.JaroWinklerAtThresholds(name, [0.92, 0.82]).configure(term_frequency_adjustments=True))

rules = [block_on(date), block_on(given, surname)]
trains = [block_on(date), block_on(given, surname)]
if is_history:
    begin = lambda name, n: f"substr({name},1,{n})"
    (post, *_), place = codes, next(name for name in texts if "place" in name)
    rules = [block_on(given, surname), block_on(surname, date), block_on(given, date), block_on(post, given), block_on(post, surname),
             block_on(date, place), block_on(begin(post, 3), date), block_on(begin(post, 3), given), block_on(begin(post, 3), surname),
             block_on(begin(given, 2), begin(surname, 2), begin(date, 4))]
elif len(table) <= 20_000:
    rules += [block_on(surname), block_on(given, "year")] + [block_on(name) for name in texts]
    rules += [block_on(codes[0], codes[1])] if len(codes) > 1 else []
else:
    rules = [block_on(date, surname), block_on(date, given), block_on(given, surname, "year")]
    rules += [block_on(date, name) for name in texts] + [block_on(surname, "year", name) for name in texts]
    rules += [block_on(given, surname, name) for name in texts]
    rules += [rule for name in fathers for rule in (block_on(date, name), block_on(surname, name, "year"))]
# As many pairs as a hundred thousand records have teach the model: all pairs of a million with the same names would fill the memory.
taught = 3e6
settings = SettingsCreator(link_type="dedupe_only", comparisons=comparisons, blocking_rules_to_generate_predictions=rules)
api = DuckDBAPI()
linker = Linker(api.register(frame), settings)
linker.training.estimate_probability_two_random_records_match([block_on(given, surname, date)], recall=0.6)
linker.training.estimate_u_using_random_sampling(max_pairs=5e6 if is_history else 1e6, seed=1)
for rule in trains:
    linker.training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=taught)
trained = time.time()
# Done first so that the pairs can be counted; predict takes them over.
candidates = linker.inference.compute_blocked_pairs_for_predict()
predicted = linker.inference.predict(threshold_match_probability=0.01)
scored = time.time()
cluster = lambda least: linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, least).as_pandas_dataframe()
clusters = {0.9: cluster(0.9)}
took, usage = time.time() - start, resource.getrusage(resource.RUSAGE_SELF)
print(f"records {len(table)}")
print(f"seconds {took + read:.2f} (reading {read:.2f}, training {trained - start:.2f}, pairs {scored - trained:.2f}, clusters {start + took - scored:.2f})")
print(f"user CPU {usage.ru_utime - started.ru_utime + read:.1f} s, memory {usage.ru_maxrss / 1024:.0f} MB")
print(f"candidates {candidates.as_duckdbpyrelation().count('*').fetchone()[0]}", flush=True)
# Its clusters at 0.9 may be strict or loose: others too, outside of the time.
clusters |= {least: cluster(least) for least in (0.99, 0.999, 0.5, 0.1, 0.01)}
pairs = predicted.as_pandas_dataframe()[["unique_id_l", "unique_id_r", "match_probability"]]
same = pairs["unique_id_l"].map(truth) == pairs["unique_id_r"].map(truth)
n_true = sum(n * (n - 1) // 2 for n in Counter(truth.values()).values())

def report(label, n_found, n_right):
    precision, recall = n_right / max(n_found, 1), n_right / n_true
    print(f"{label}: precision {precision:.4f} recall {recall:.4f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.4f}")

for least in (0.01, 0.05, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999):
    chosen = pairs["match_probability"] >= least
    report(f"pairs from {least}", int(chosen.sum()), int((chosen & same).sum()))
for least, frame in clusters.items():
    n_found = n_right = 0
    for _, ids in frame.groupby("cluster_id")["unique_id"]:
        if len(ids) > 1:
            n_found += len(ids) * (len(ids) - 1) // 2
            n_right += sum(n * (n - 1) // 2 for n in Counter(truth[i] for i in ids).values())
    report(f"clusters from {least}", n_found, n_right)
