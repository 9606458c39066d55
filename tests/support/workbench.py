#!/usr/bin/env python3
"""compare, convert --rank, test and report of the program as a user runs them.

    python workbench.py PROGRAM SOURCE
"""
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

PROGRAM, SOURCE = Path(sys.argv[1]), Path(sys.argv[2])
DEMO = SOURCE / "resources/demo"
PEFT = SOURCE / "tests/data/oracles/peft"
failures = 0


def run(*words, cwd=None):
    done = subprocess.run([str(PROGRAM), *map(str, words)], capture_output=True, text=True, cwd=cwd,
                          env={**os.environ, "HF_HUB_OFFLINE": "1"})
    return done.returncode, done.stdout, done.stderr


def check(holds, what):
    global failures
    if not holds:
        failures += 1
        print("FAILED:", what)


def expect_failure(status, part, *words):
    code, out, err = run(*words)
    said = [line for line in err.splitlines() if "%" not in line]  # progress aside
    check(code == status and out == "" and len(said) == 1 and part in said[0],
          f"{words}: expected status {status} and one line with {part!r}, found {code} and {err!r}")


def compare():
    deltas = [DEMO / "deltas" / name for name in ("en", "zh", "fr")]
    code, out, err = run("compare", *deltas, "--json")
    check(code == 0, err)
    pairs = json.loads(out)["pairs"]
    check([(pair["a"], pair["b"]) for pair in pairs] == [("en", "zh"), ("en", "fr"), ("zh", "fr")], "names of pairs")
    for pair in pairs:
        check(-1 <= pair["cosine"] <= 1 and pair["modules"], f"cosine of {pair['a']} and {pair['b']}")
        for module in pair["modules"]:
            angles = module["angles"]
            check(angles == sorted(angles) and all(0 <= angle <= math.pi / 2 + 1e-9 for angle in angles), "angles")
    code, against, err = run("compare", *deltas, "--against", DEMO / "model", "--json")
    for alone, loaded in zip(pairs, json.loads(against)["pairs"]):
        check(abs(alone["cosine"] - loaded["cosine"]) < 1e-9, "with its backbone a delta changes the same")
    code, text, err = run("compare", *deltas)
    check(code == 0 and "en and zh: cosine" in text, "readable text")
    code, out, err = run("compare", PEFT / "deltas/lora-bert", PEFT / "deltas/ia3-bert", "--against",
                         PEFT / "backbones/bert", "--json")
    check(code == 0 or "share" in err or "both change" in err, err)
    expect_failure(2, "two deltas or more", "compare", deltas[0])
    expect_failure(1, "--against", "compare", PEFT / "deltas/lora-bert", PEFT / "deltas/ia3-bert")
    expect_failure(1, "/nowhere", "compare", deltas[0], "/nowhere")


def convert(folder):
    words = ["convert", DEMO / "model", "--delta", DEMO / "deltas/en"]
    code, out, err = run(*words, "--rank", 3, "-o", folder / "cut", "--json")
    answer = json.loads(out)
    check(code == 0 and answer["rank"] == 3 and answer["rank_before"] == 8 and 0 < answer["kept"] < 1, out + err)
    config = json.loads((folder / "cut/config.json").read_text())
    check(config["lora_r"] == 3 and config["delta_type"] == "lora", "configuration of the cut delta")
    code, out, err = run("compare", f"whole={DEMO / 'deltas/en'}", f"cut={folder / 'cut'}", "--json")
    check(abs(json.loads(out)["pairs"][0]["cosine"] ** 2 - answer["kept"]) < 1e-5, "what is kept is the projection")
    code, out, err = run(*words, "--rank", 3, "--format", "peft", "-o", folder / "peft")
    check(code == 0 and "rank 3 of 8 keeps" in out, out + err)
    expect_failure(1, "from 1 to 8", *words, "--rank", 9, "-o", folder / "none")
    expect_failure(2, "--rank", *words, "--rank", 0, "-o", folder / "none")
    expect_failure(2, "--rank", *words, "--rank", -2, "-o", folder / "none")
    expect_failure(2, "--format or --rank", *words, "-o", folder / "none")
    check(not (folder / "none").exists(), "nothing is written where a rank is refused")


def session(folder, expectations):
    deltas = [{"name": name, "path": str(DEMO / "deltas" / name)} for name in ("en", "fr")]
    text = json.loads((DEMO / "data/en.test.jsonl").read_text().splitlines()[0])["text"]
    document = {"deltascope": 4, "model": str(DEMO / "model"), "deltas": deltas,
                "columns": [{"kind": "fixed", "deltas": []},
                            {"kind": "fixed", "deltas": [{"name": "en"}]}, {"kind": "by-rule"}],
                "inputs": [{"text": text, "expectations": expectations}, {"text": "ohne"}]}
    file = folder / "kept.deltascope"
    file.write_text(json.dumps(document))
    return file


def test(folder):
    code, out, err = run("run", "--session", session(folder, []), "--json")
    label = json.loads(out)["columns"][1]["outputs"][0]["label"]
    code, out, err = run("test", "--session", session(folder, [{"label": label, "column": "en"},
                                                               {"regex": ".", "probability": 0.01}]))
    check(code == 0 and "4 expectations, 0 broke" in out, out + err)
    broken = session(folder, [{"label": label, "column": "en"}, {"text": "<&>", "column": "by rule"}])
    code, out, err = run("test", "--session", broken, "--junit", folder / "junit.xml")
    check(code == 1 and "2 expectations, 1 broke" in out and "broke  by rule" in out, out + err)
    suites = ElementTree.parse(folder / "junit.xml").getroot()
    check(suites.get("tests") == "2" and suites.get("failures") == "1", "counts of JUnit's file")
    check("<&>" in suites.find(".//failure").get("message"), "the message of JUnit's file")
    code, out, err = run("test", "--session", session(folder, [{"label": label, "column": "en"}]), "--delta",
                         f"en={DEMO / 'deltas/fr'}")
    check(code in (0, 1) and "1 expectation," in out, out + err)
    expect_failure(1, "expectations", "test", "--session", session(folder, []))
    expect_failure(1, "expected the name of a column (base, en, by rule)", "test", "--session",
                   session(folder, [{"label": label, "column": "zh"}]))
    expect_failure(2, "--session", "test", DEMO / "model")


def contents(folder):
    """Bytes by name, without dates."""
    return {file.name: re.sub(rb"\d{4}-\d\d-\d\d|/CreationDate \([^)]*\)", b"", file.read_bytes())
            for file in folder.iterdir()}


def report(folder):
    kept = session(folder, [])
    first, second = folder / "first", folder / "second"
    for target in (first, second):
        code, out, err = run("report", "--session", kept, "-o", target)
        check(code == 0, err)
    names = sorted(file.name for file in first.iterdir())
    check({"index.html", "tree.svg", "tree.pdf", "probabilities.svg", "divergence.svg", "similarity.svg", "outputs.csv",
           "outputs.json", "facts.json"} == set(names), f"files of a report: {names}")
    one, two = contents(first), contents(second)
    for name in names:
        # Qt writes the hour into the fonts of a PDF too, compressed.
        same = abs(len(one[name]) - len(two[name])) < 64 if name.endswith(".pdf") else one[name] == two[name]
        check(same, f"{name} is the same the second time")
    facts = json.loads((first / "facts.json").read_text())
    check(facts["command"].endswith("-o DIR") and len(facts["deltas"]) == 2, "facts")
    for svg in first.glob("*.svg"):
        ElementTree.parse(svg)
    code, out, err = run("report", DEMO / "model", "-o", folder / "tree only")
    check(code == 0 and not (folder / "tree only/probabilities.svg").exists(), err)
    expect_failure(1, "first", "report", "--session", kept, "-o", first)
    expect_failure(1, "nowhere", "report", "/nowhere", "-o", folder / "none")
    check(not (folder / "none").exists(), "nothing is left of a report that failed")


with tempfile.TemporaryDirectory() as name:
    compare()
    convert(Path(name))
    test(Path(name))
    report(Path(name))
print("all as expected" if failures == 0 else f"{failures} failed")
sys.exit(failures > 0)
