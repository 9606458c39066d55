"""The jobs of bench_all.py as transformers and PEFT do them: peer_jobs.py FOLDER [--threads N].

Answers names of jobs from standard input with seconds, as bench_jobs does; with --once JOB MODEL [DELTA OUTPUT] it is a
process that does one job from its start, whose time and memory its caller takes.
"""
import argparse
import sys
import time
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--once", nargs="+")
options = parser.parse_args()

import torch
from transformers import AutoModelForCausalLM, AutoModelForSequenceClassification, AutoTokenizer
from transformers.utils import logging

logging.set_verbosity_error()
torch.set_num_threads(options.threads)
torch.set_grad_enabled(False)
root = Path(options.folder)


def once(job, model, *rest):
    if job == "answer":
        tokenizer = AutoTokenizer.from_pretrained(model)
        answering = AutoModelForSequenceClassification.from_pretrained(model).eval()
        print(answering(**tokenizer(rest[0], return_tensors="pt")).logits.argmax().item())
    elif job == "merge":
        from peft import PeftModel
        PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(model), rest[0]).merge_and_unload().save_pretrained(rest[1])
    elif job == "open":
        AutoModelForSequenceClassification.from_pretrained(model)


def ids(count, length, end=2):
    numbers = torch.randint(4, 30000, (count, length))
    numbers[:, -1] = end
    return numbers


def timed(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


class Jobs:
    def __init__(self):
        from peft import PeftModel
        backbone = AutoModelForSequenceClassification.from_pretrained(root / "bart-base").eval()
        self.bart = PeftModel.from_pretrained(backbone, root / "bart-loras/all0", adapter_name="all0").eval()
        for i in range(1, 7):
            self.bart.load_adapter(root / f"bart-loras/all{i}", adapter_name=f"all{i}")
        self.gpt2 = AutoModelForCausalLM.from_pretrained(root / "gpt2").eval()
        self.bare = backbone

    def forward(self, count, length):
        numbers = ids(count, length)
        with self.bart.disable_adapter():
            return timed(lambda: self.bart(numbers))

    def configurations(self):
        numbers = ids(1, 16).repeat(8, 1)
        names = ["__base__"] + [f"all{i}" for i in range(7)]
        return timed(lambda: self.bart(numbers, adapter_names=names))

    def texts(self):
        lengths = sorted(6 + i * 7 % 25 for i in range(300))
        rows = [ids(1, length)[0] for length in lengths]

        def column():
            for first in range(0, 300, 32):
                part = rows[first:first + 32]
                batch = torch.nn.utils.rnn.pad_sequence(part, batch_first=True, padding_value=1)
                self.bart(batch, attention_mask=(batch != 1).long()).logits.argmax(-1).tolist()

        def both():
            with self.bart.disable_adapter():
                column()
            self.bart.set_adapter("all0")
            column()
        return timed(both)

    def generate(self):
        prompt = ids(1, 16, 11)
        return timed(lambda: self.gpt2.generate(prompt, attention_mask=torch.ones_like(prompt), do_sample=False,
                                                max_new_tokens=48, min_new_tokens=48, pad_token_id=50256))

    def run(self, name):
        if name.startswith("forward ") and "x" in name:
            return self.forward(*map(int, name.split()[1].split("x")))
        if name == "forward of 100 tokens, GPT-2":
            numbers = ids(1, 100)
            return timed(lambda: self.gpt2(numbers, logits_to_keep=1))
        return {"8 configurations, first layer": self.configurations, "300 short texts x 2 columns": self.texts,
                "generate": self.generate}[name]()


if options.once:
    once(*options.once)
else:
    jobs = Jobs()
    jobs.forward(1, 16)
    print("ready", flush=True)
    for line in sys.stdin:
        print(jobs.run(line.strip()), flush=True)
