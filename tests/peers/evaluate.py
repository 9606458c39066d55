#!/usr/bin/env python3
"""Time of `evaluate` against the same with transformers and PEFT.

    python tests/peers/evaluate.py build/app/deltascope [--lines 2000] [--rounds 3]

Needs torch, transformers and peft. The demo's model classifies lines of its held-out sentences under four
configurations: bare, and with each of three LoRAs, which deltascope first converts to PEFT's format. The libraries get
batches of 32, padded to the longest, sorted by length. Both take turns, a round each; medians count. Loading is left out
on both sides: deltascope's is the time of one line taken from that of all. Run by hand on a quiet machine.
"""
import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DEMO = Path(__file__).resolve().parents[2] / "resources/demo"
DELTAS = ["en", "zh", "fr"]


def ours(program, data):
    command = [program, "evaluate", str(DEMO / "model"), "--data", str(data), "--json", "--column", "base"]
    for name in DELTAS:
        command += ["--delta", f"{name}={DEMO / 'deltas' / name}", "--column", name]
    start = time.perf_counter()
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return time.perf_counter() - start, [column["accuracy"] for column in answer["columns"]]


def peer(folders, lines):
    """What evaluates all lines once with the libraries, loaded."""
    import torch
    from peft import PeftModel
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(DEMO / "model")
    model = AutoModelForSequenceClassification.from_pretrained(DEMO / "model", dtype=torch.float32)
    labels = model.config.label2id
    model = PeftModel.from_pretrained(model, folders[0], adapter_name=DELTAS[0]).eval()
    for name, folder in zip(DELTAS[1:], folders[1:]):
        model.load_adapter(folder, adapter_name=name)
    lines = sorted(lines, key=lambda line: len(line["text"]))

    @torch.inference_mode()
    def hits():
        right = 0
        for first in range(0, len(lines), 32):
            part = lines[first:first + 32]
            batch = tokenizer([line["text"] for line in part], padding=True, return_tensors="pt")
            found = model(**batch).logits.argmax(-1).tolist()
            right += sum(labels[line["label"]] == label for line, label in zip(part, found))
        return right / len(lines)

    def evaluate():
        start, accuracies = time.perf_counter(), []
        with model.disable_adapter():
            accuracies.append(hits())
        for name in DELTAS:
            model.set_adapter(name)
            accuracies.append(hits())
        return time.perf_counter() - start, accuracies

    return evaluate


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--lines", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    held_out = [json.loads(line) for name in ("en", "fr", "zh", "titles")
                for line in (DEMO / f"data/{name}.test.jsonl").read_text("utf-8").splitlines()]
    lines = [held_out[i % len(held_out)] for i in range(options.lines)]
    with tempfile.TemporaryDirectory() as folder:
        whole, one = Path(folder) / "all.jsonl", Path(folder) / "one.jsonl"
        whole.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        one.write_text(json.dumps(lines[0]) + "\n", "utf-8")
        folders = []
        for name in DELTAS:
            folders.append(str(Path(folder) / name))
            subprocess.run([options.program, "convert", str(DEMO / "model"), "--delta", str(DEMO / "deltas" / name),
                            "--format", "peft", "-o", folders[-1]], check=True, capture_output=True)
        theirs = peer(folders, lines)
        own_times, other_times = [], []
        for _ in range(options.rounds):
            loading = ours(options.program, one)[0]
            seconds, accuracies = ours(options.program, whole)
            own_times.append(seconds - loading)
            other_seconds, other_accuracies = theirs()
            other_times.append(other_seconds)
            print(f"{own_times[-1]:.2f} s and {other_seconds:.2f} s", flush=True)
    own, other = statistics.median(own_times), statistics.median(other_times)
    print(f"deltascope: {own:.2f} s, accuracies {accuracies}")
    print(f"transformers and PEFT: {other:.2f} s, accuracies {other_accuracies}")
    print(f"{own / other:.2f} of the libraries' time")


if __name__ == "__main__":
    sys.exit(main())
