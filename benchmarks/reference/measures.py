"""The reference figures that the harness is held to: pytrec_eval, which is trec_eval's own code.

python3 -m venv VENV && VENV/bin/pip install pytrec-eval-terrier==0.5.11
VENV/bin/python measures.py fixture FOLDER      writes run.tsv, qrels.tsv and reference.tsv for the test
VENV/bin/python measures.py check RUN.json DATA compares a run written by --json with pytrec_eval

pytrec-eval-terrier is pytrec_eval with a wheel; the package pytrec_eval itself downloads trec_eval's source while it
is built.
"""

import json
import os
import random
import sys

import pytrec_eval

CUTOFFS = (1, 5, 10, 20)
NAMES = {"recip_rank": "mrr", "ndcg_cut_10": "ndcg@10"}
NAMES.update({f"{kind}_{k}": f"{kind}@{k}" for kind in ("recall", "success") for k in CUTOFFS})
MEASURES = {"recip_rank", "ndcg_cut.10", "recall.1,5,10,20", "success.1,5,10,20"}


def evaluate(qrels, run):
    """Returns the measures of each query under the harness's names."""
    found = pytrec_eval.RelevanceEvaluator(qrels, MEASURES).evaluate(run)
    return {q: {NAMES[n]: v for n, v in values.items()} for q, values in found.items()}


def fixture(folder):
    """A run with ties, documents nobody judged, judged ones not found, grades, and queries without a relevant one."""
    draw = random.Random(20261121)
    documents = [f"d{n:02}" for n in range(60)]
    qrels, run = {}, {}
    for n in range(40):
        query = f"q{n:02}"
        judged = draw.sample(documents, draw.randint(1, 12))
        grades = [0] if n % 10 == 9 else [-1, 0, 0, 1, 1, 2, 3]
        qrels[query] = {document: draw.choice(grades) for document in judged}
        found = draw.sample(documents, draw.choice([0, 1, 4, 15, 30, 60]) if n % 4 == 3 else 20)
        run[query] = {document: draw.randint(0, 8) / 4 for document in found}
    lines(folder, "qrels.tsv", "query-id\tcorpus-id\tscore", qrels)
    lines(folder, "run.tsv", "query-id\tcorpus-id\tscore", run)
    lines(folder, "reference.tsv", "query-id\tmeasure\tvalue", evaluate(qrels, run))


def lines(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(header + "\n")
        for first, values in rows.items():
            for second, value in values.items():
                file.write(f"{first}\t{second}\t{value}\n")


def check(run_file, data):
    """Compares every query's figures; the order of a run is its ranks, so the score is what is left below a rank."""
    with open(run_file, encoding="utf-8") as file:
        queries = json.load(file)["queries"]
    qrels = {}
    judged = [os.path.join(data, name) for name in ("qrels/test.tsv", "qrels-test.tsv")]
    with open(next(filter(os.path.exists, judged)), encoding="utf-8") as file:
        for line in list(file)[1:]:
            query, document, score = line.rstrip("\r\n").split("\t")
            if query in queries:
                qrels.setdefault(query, {})[document] = int(score)
    run = {q: {hit["id"]: -float(rank) for rank, hit in enumerate(v["ranking"])} for q, v in queries.items()}
    reference = evaluate(qrels, run)
    largest = 0.0
    for name in NAMES.values():
        pairs = [(queries[q]["measures"][name], reference[q][name]) for q in queries if name in queries[q]["measures"]]
        if pairs:
            largest = max([largest] + [abs(mine - theirs) for mine, theirs in pairs])
            mine, theirs = (sum(column) / len(pairs) for column in zip(*pairs))
            print(f"{name:12} {mine:.6f} {theirs:.6f}")
    print(f"{len(queries)} queries, largest difference in one of them: {largest:.2e}")


if __name__ == "__main__":
    {"fixture": fixture, "check": check}[sys.argv[1]](*sys.argv[2:])
