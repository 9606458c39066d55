#!/usr/bin/env python3
"""Accuracy per cent of every column: accuracy.py PROGRAM DEMO_FOLDER runs the demo's nine columns over its four held-out
sets and prints the table of resources/demo/ABOUT.md. With --expect FILE exits with 1 where a number is off by more than
one sentence from the file's ({"en": {"base": 45.1, ...}, ...})."""
import json
import subprocess
import sys
from pathlib import Path

COLUMNS = ["base", "en", "zh", "fr", "titles", "mixed", "en+titles", "zh+titles", "fr+titles"]
SETS = ["en", "zh", "fr", "titles"]


def accuracies(program, demo, name):
    data = demo / "data" / f"{name}.test.jsonl"
    command = [program, "run", str(demo / "model"), "--input", str(data), "--json"]
    for delta in ["en", "zh", "fr", "titles", "mixed"]:
        command += ["--delta", f"{delta}={demo / 'deltas' / delta}"]
    for column in COLUMNS:
        command += ["--column", column]
    labels = [json.loads(line)["label"] for line in data.read_text("utf-8").splitlines()]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    hits = {column["name"]: sum(output["label"] == label for output, label in zip(column["outputs"], labels))
            for column in answer["columns"]}
    return {name: 100 * count / len(labels) for name, count in hits.items()}, len(labels)


def main():
    program, demo = sys.argv[1], Path(sys.argv[2])
    expected = json.loads(Path(sys.argv[4]).read_text("utf-8")) if "--expect" in sys.argv else None
    table, wrong = {}, 0
    for name in SETS:
        table[name], count = accuracies(program, demo, name)
        for column, value in (expected or {}).get(name, {}).items():
            wrong += abs(value - table[name][column]) > 100 / count + 0.05
    print("attached    " + "".join(f"{name:>8}" for name in SETS))
    for column in COLUMNS:
        print(f"{column:12}" + "".join(f"{table[name][column]:8.1f}" for name in SETS))
    if expected:
        print(f"{len(SETS) * len(COLUMNS) - wrong} numbers within one sentence, {wrong} not")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
