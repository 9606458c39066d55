#!/usr/bin/env python3
"""`compare` and `convert --rank` against numpy on what PEFT's own merge makes of real weights.

    python tests/peers/compare.py build/app/deltascope

Needs torch, transformers, peft and numpy. Random deltas of several kinds and ranks on a small random BERT are saved by
PEFT; the changes of weights are what merging them into a fresh model changes.
"""
import itertools
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import torch
from peft import LoHaConfig, LoKrConfig, LoraConfig, PeftModel, get_peft_model
from transformers import BertConfig, BertForSequenceClassification

PROGRAM = sys.argv[1]
ATTENTION = ["query", "value"]
KINDS = {
    "r4": LoraConfig(r=4, lora_alpha=9, target_modules=ATTENTION),
    "r7": LoraConfig(r=7, lora_alpha=3, target_modules=["value", "dense"], use_rslora=True),
    "patterns": LoraConfig(r=6, lora_alpha=8, target_modules=ATTENTION, rank_pattern={"layer.0.*query": 2},
                           alpha_pattern={"value": 5}),
    "dora": LoraConfig(r=4, lora_alpha=8, target_modules=ATTENTION, use_dora=True),
    "loha": LoHaConfig(r=3, alpha=6, target_modules=ATTENTION),
    "lokr": LoKrConfig(r=3, alpha=6, target_modules=ATTENTION),
}


def bert(folder):
    torch.manual_seed(0)
    config = BertConfig(vocab_size=60, hidden_size=32, num_hidden_layers=2, num_attention_heads=4,
                        intermediate_size=48, max_position_embeddings=40)
    BertForSequenceClassification(config).save_pretrained(folder)


def make(model, config, folder, seed):
    torch.manual_seed(seed)
    peft = get_peft_model(BertForSequenceClassification.from_pretrained(model), config)
    with torch.no_grad():
        for name, parameter in peft.named_parameters():
            if parameter.requires_grad:
                parameter.add_(0.1 * torch.randn_like(parameter))
    peft.save_pretrained(folder)


def changes(model, delta):
    before = BertForSequenceClassification.from_pretrained(model)
    kept = {name: tensor.double().clone() for name, tensor in before.state_dict().items()}
    after = PeftModel.from_pretrained(before, delta).merge_and_unload().state_dict()
    found = {name[:-len(".weight")]: (after[name].double() - kept[name]).numpy()
             for name in kept if name.endswith(".weight") and kept[name].dim() == 2}
    return {name: change for name, change in found.items() if numpy.abs(change).max() > 1e-7}


def columns(matrix):
    u, s, _ = numpy.linalg.svd(matrix, full_matrices=False)
    return u[:, s > 1e-5 * s[0]]


def angles(one, other):
    q, p = columns(one), columns(other)
    return numpy.sort(numpy.arccos(numpy.clip(numpy.linalg.svd(q.T @ p, compute_uv=False), 0, 1)))


def cosine(one, other):
    return float((one * other).sum() / numpy.linalg.norm(one) / numpy.linalg.norm(other))


def ours(*words):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{words}: {done.stderr}")
    return json.loads(done.stdout)


def compared(pair, one, other):
    """The largest differences of a cosine and of an angle."""
    shared = [name for name in one if name in other]
    assert sorted(shared) == sorted(module["module"] for module in pair["modules"]), (pair["a"], pair["b"])
    stack = [numpy.concatenate([each[name].ravel() for name in shared]) for each in (one, other)]
    worst = [abs(pair["cosine"] - cosine(*stack)), 0.0]
    for module in pair["modules"]:
        a, b = one[module["module"]], other[module["module"]]
        worst[0] = max(worst[0], abs(module["cosine"] - cosine(a, b)))
        expected = angles(a, b)
        assert len(expected) == len(module["angles"]), (pair["a"], pair["b"], module["module"])
        worst[1] = max(worst[1], float(numpy.abs(expected - module["angles"]).max(initial=0)))
    return worst


def truncated(change, rank):
    u, s, v = numpy.linalg.svd(change, full_matrices=False)
    return (u[:, :rank] * s[:rank]) @ v[:rank]


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model = folder / "bert"
        bert(model)
        found = {}
        for seed, (kind, config) in enumerate(KINDS.items()):
            make(model, config, folder / kind, seed + 1)
            found[kind] = changes(model, folder / kind)
        for a, b in itertools.combinations(KINDS, 2):
            pair = ours("compare", folder / a, folder / b, "--against", model, "--json")["pairs"][0]
            print(f"{a} and {b}: cosines within %.1e, angles within %.1e" % tuple(compared(pair, found[a], found[b])))
            if "dora" not in (a, b):
                alone = ours("compare", folder / a, folder / b, "--json")["pairs"][0]
                alone["modules"] = [{**module, "module": module["module"]} for module in alone["modules"]]
                print("  without the backbone %.1e, %.1e" % tuple(compared(alone, found[a], found[b])))
        for kind, rank in (("r4", 1), ("r4", 3), ("r7", 5), ("patterns", 3)):
            target = folder / f"{kind}-{rank}"
            ours("convert", model, "--delta", folder / kind, "--rank", rank, "-o", target, "--json")
            cut = changes(model, target)
            worst = max(numpy.abs(cut[name] - truncated(change, rank)).max() for name, change in found[kind].items())
            print(f"{kind} cut to {rank}: loaded by PEFT it is numpy's truncation within {worst:.1e}")
            opendelta = folder / f"{kind}-{rank}-opendelta"
            ours("convert", model, "--delta", folder / kind, "--rank", rank, "--format", "opendelta", "-o", opendelta,
                 "--json")
            pair = ours("compare", target, f"other={opendelta}", "--json")["pairs"][0]
            print(f"  the same for OpenDelta: cosine {pair['cosine']:.9f}")


if __name__ == "__main__":
    main()
