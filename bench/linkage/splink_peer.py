"""The peer of our own matcher: Splink with DuckDB on a list that million.ts made, as its users would set it up.

Usage: python3 -m venv VENV && VENV/bin/pip install -r bench/linkage/splink-requirements.txt
       VENV/bin/python bench/linkage/splink_peer.py DIR OUT [--exact-email]

DIR has input.csv. OUT gets pairs.csv and clusters.csv, with the columns that `match evaluate` reads, and
standard output one JSON object. Seconds are counted from here to the last written row, importing included;
asking for single records comes after. With --exact-email an e-mail address agrees or not: Splink's own
comparison also counts near ones, which on this list says little more than that the names agree, since they are in it.
"""

from time import perf_counter

BEGAN = perf_counter()

import argparse
import json
import logging
import platform
import resource
import statistics
import sys
from pathlib import Path

import duckdb
import splink
import splink.comparison_library as library
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

THREADS = 2
FLOOR = 0.001
JOINED = 0.99
# What Splink takes unless told otherwise; ten times as many cost 15 s more and gain .001 of F1.
RANDOM_PAIRS = 1e6
QUESTIONS = 20
# SIX_RULES of linkage-speed.bench.ts.
RULES = [
    block_on("given_name", "family_name"),
    block_on("given_name", "dob"),
    block_on("family_name", "dob"),
    block_on("given_name", "postcode"),
    block_on("family_name", "postcode"),
    block_on("dob", "postcode"),
]
# Hardly anybody but one person agrees so: from these pairs comes the share of true pairs among all.
CERTAIN = [
    block_on("given_name", "family_name", "dob"),
    block_on("given_name", "dob", "postcode"),
    block_on("family_name", "dob", "postcode"),
    block_on("email", "dob"),
]
CERTAIN_RECALL = 0.8
# Together they leave every column free in at least one pass. Not both names: among a million many share them, and the
# addresses made from the names would pass for a second proof.
PASSES = [block_on("dob", "postcode"), block_on("email"), block_on("given_name", "dob")]


def main(folder, out, exact_email):
    out.mkdir(parents=True, exist_ok=True)
    stages = {}
    database = duckdb.connect(config={"threads": THREADS})
    timed(stages, "reading", lambda: load(database, folder / "input.csv"))
    api = DuckDBAPI(database)
    people = api.register("people")
    linker = Linker(people, settings(exact_email), log_level=logging.ERROR)
    timed(stages, "training", lambda: train(linker.training))
    blocked = timed(stages, "blocking", linker.inference.compute_blocked_pairs_for_predict)
    scored = timed(stages, "scoring", lambda: linker.inference.predict(threshold_match_probability=FLOOR))
    cluster = linker.clustering.cluster_pairwise_predictions_at_threshold
    clusters = timed(stages, "deciding", lambda: cluster(scored, threshold_match_probability=JOINED))
    timed(stages, "writing", lambda: write(database, out, scored, clusters))
    # Seconds and memory first: what follows them here is no part of the run.
    result = {
        "seconds": perf_counter() - BEGAN,
        "megabytes": megabytes(),
        "stages": stages,
        "compared": count(database, blocked),
        "record": ask(linker, api, people, database),
        "versions": {"Splink": splink.__version__, "DuckDB": duckdb.__version__, "Python": platform.python_version()},
    }
    print(json.dumps(result))


def timed(stages, name, work):
    began = perf_counter()
    result = work()
    stages[name] = perf_counter() - began
    return result


def load(database, file):
    """An empty cell is null, and a date is a date, so that Splink need not read it anew for every pair."""
    rows = "SELECT * FROM read_csv(?, header = true, nullstr = '', types = {'dob': 'DATE'})"
    database.execute(f"CREATE TABLE people AS {rows}", [str(file)])


def settings(exact_email):
    """Names count by how frequent they are in Splink's own comparison of names; of the town it has to be said."""
    email = library.ExactMatch("email").configure(term_frequency_adjustments=True)
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=[
            library.NameComparison("given_name"),
            library.NameComparison("family_name"),
            library.DateOfBirthComparison("dob", input_is_string=False),
            library.PostcodeComparison("postcode"),
            library.ExactMatch("city").configure(term_frequency_adjustments=True),
            email if exact_email else library.EmailComparison("email"),
        ],
        blocking_rules_to_generate_predictions=RULES,
        retain_matching_columns=False,
    )


def train(training):
    training.estimate_probability_two_random_records_match(CERTAIN, recall=CERTAIN_RECALL)
    training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS)
    for rule in PASSES:
        training.estimate_parameters_using_expectation_maximisation(rule)


def write(database, out, scored, clusters):
    pairs = f"SELECT id_l, id_r, match_weight AS weight, match_probability AS probability FROM {scored.physical_name}"
    members = f"SELECT id, cluster_id AS cluster FROM {clusters.physical_name}"
    database.execute(f"COPY ({pairs}) TO '{out / 'pairs.csv'}' (HEADER)")
    database.execute(f"COPY ({members}) TO '{out / 'clusters.csv'}' (HEADER)")


def ask(linker, api, people, database):
    """One record against the list: a row of it under another id and with an error in the given name."""
    rows = count(database, people)
    times = []
    for question in range(QUESTIONS):
        changed = "'asked' AS id, given_name || 'e' AS given_name"
        row = f"SELECT * REPLACE ({changed}) FROM people WHERE id = 'r{1 + question * (rows // QUESTIONS)}'"
        record = database.sql(row).to_arrow_table()
        began = perf_counter()
        found = linker.inference.predict_between(people, api.register(record), threshold_match_probability=FLOOR)
        found.as_record_list()
        times.append(1000 * (perf_counter() - began))
    return {"records": QUESTIONS, "p50": statistics.median(times)}


def count(database, frame):
    return database.sql(f"SELECT count(*) FROM {frame.physical_name}").fetchall()[0][0]


def megabytes():
    """Of the process at its largest, in units of 2^20 bytes."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--exact-email", action="store_true")
    given = parser.parse_args()
    main(given.folder, given.out, given.exact_email)
