#!/usr/bin/env python3
"""Every job that speed is promised for, ours and the Python libraries' in turn, as one table of ratios.

    python3 tests/bench/bench_all.py BUILD [--peer PYTHON] [--rounds 5] [--only WORD] [--folder DIR]

BUILD is the build folder, with its programs; PYTHON one that has torch, transformers and peft (without it, ours alone is
measured). Each round does every job once with each side; medians count, so that what else the machine does falls on
both. The limit of the machine is measured between rounds: bytes that a job must read by the memory's bandwidth, or its
multiplications by the best rate of a product, whichever takes longer. The table is Markdown, on standard output.
Run by hand on a quiet machine; times travel to no other.
"""
import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
WIDTH, INNER = 768, 3072
ENCODER = 6 * (4 * WIDTH * WIDTH + 2 * WIDTH * INNER)  # weights that every token of bart-base is multiplied with
DECODER = 6 * (8 * WIDTH * WIDTH + 2 * WIDTH * INNER)
GPT2 = 12 * (4 * WIDTH * WIDTH + 2 * WIDTH * INNER)
HEAD = 50257 * WIDTH


def bart(count, length, passes=1.0):
    """Bytes and floating-point operations of a forward; `passes` of them that share the weights."""
    weights = ENCODER + DECODER
    attention = 18 * 4 * count * length * length * WIDTH
    return 4 * weights, passes * (2 * weights * count * length + attention)


def gpt2(tokens, heads):
    return 4 * (GPT2 + HEAD), 2 * GPT2 * tokens + 2 * HEAD * heads


# name, (bytes, operations) that it cannot do without, the job that it is held against where that is ours, the goal
SERVED = [
    ("forward 1x16", bart(1, 16), None, "peer 0.5"),
    ("forward 8x16", bart(8, 16), None, "peer 0.6"),
    ("forward 1x128", bart(1, 128), None, "peer 0.8"),
    ("forward 8x128", bart(8, 128), None, "peer 0.85"),
    ("8 configurations, first layer", bart(8, 16), "forward 8x16", "ours 1.0"),
    ("8 configurations, last quarter", bart(1, 16, 2.75), "forward 8x16", "ours 0.35"),
    ("switch in the last layer", None, "forward 1x16", "ours 0.25"),
    ("a tick of a strength in the last quarter", None, "forward 1x16", "ours 0.33"),
    ("one more column beside seven", None, "8 configurations, first layer", "ours 0.2"),
    ("generate", tuple(48 * part for part in gpt2(1, 1)), None, "limit 1.1, peer 0.77"),
    ("forward of 100 tokens, GPT-2", gpt2(100, 1), None, ""),
    ("a key behind 100 tokens, GPT-2", gpt2(1, 1), "forward of 100 tokens, GPT-2", "ours 0.1"),
    ("300 short texts x 2 columns", bart(300, 18, 2), None, "peer 0.4"),
]
PEER_SERVES = ["forward", "8 configurations, first layer", "generate", "300 short texts"]
TEXT = "word100 word200 word300 word400 word500 word600 word700 word800"


class Server:
    """A program that answers names of jobs with seconds."""

    def __init__(self, command, env):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
        if self.process.stdout.readline().strip() != "ready":
            sys.exit(f"{command[0]} did not start")

    def seconds(self, job):
        self.process.stdin.write(job + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


def measured(command, env):
    """Seconds of a process from its start to its end, and its peak memory in bytes."""
    start = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env=env)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit("failed: " + " ".join(map(str, command)))
    return time.perf_counter() - start, usage.ru_maxrss * 1024


class Bench:
    def __init__(self, options):
        self.options = options
        self.build = Path(options.build)
        self.root = Path(options.folder)
        self.env = os.environ | {"OMP_NUM_THREADS": str(options.threads), "HF_HUB_OFFLINE": "1"}
        self.ours, self.peers, self.limits = {}, {}, []
        self.server = Server([self.build / "tests/bench_jobs", self.root], self.env)
        self.peer = options.peer and Server(self.peer_command(), self.env)

    def peer_command(self, *words):
        once = ["--once", *words] if words else []
        return [self.options.peer, HERE / "peer_jobs.py", self.root, "--threads", str(self.options.threads), *once]

    def wants(self, job):
        return self.options.only in job

    def note(self, kept, job, value):
        kept.setdefault(job, []).append(value)
        time.sleep(0.3)  # threads that wait for more work look for it for a while

    def round(self):
        limit = subprocess.run([self.build / "tests/bench_limit"], capture_output=True, text=True, env=self.env)
        self.limits.append(json.loads(limit.stdout))
        for job, *_ in filter(lambda line: self.wants(line[0]), SERVED):
            self.note(self.ours, job, self.server.seconds(job))
            if self.peer and any(job.startswith(name) for name in PEER_SERVES):
                self.note(self.peers, job, self.peer.seconds(job))
        self.processes()
        self.crowded()

    def processes(self):
        program, scratch = self.build / "app/deltascope", Path(tempfile.mkdtemp(dir=self.root))
        model, delta = self.root / "gpt2", self.root / "gpt2-lora"
        pairs = {
            "process start to the first tree": ([program, "log", self.root / "bart-base"],
                                                ("open", self.root / "bart-base")),
            "process start to the tree of 100,000 modules": ([program, "log", self.root / "many"], None),
            "process start to an answer, bert-base": ([program, "run", self.root / "bert-base", "--text", TEXT],
                                                      ("answer", self.root / "bert-base", TEXT)),
            "merge GPT-2": ([program, "merge", model, "--delta", delta, "-o", scratch / "ours"],
                            ("merge", model, delta, scratch / "peer")),
        }
        for job, (own, other) in filter(lambda pair: self.wants(pair[0]), pairs.items()):
            for kept, command in ((self.ours, own), (self.peers, self.peer and other and self.peer_command(*other))):
                if command:
                    spent, memory = measured(command, self.env)
                    self.note(kept, job, spent)
                    self.note(kept, job + ", memory", memory)
        shutil.rmtree(scratch)

    def crowded(self):
        job = "forward 1x16, two busy programs beside it"
        if not self.wants(job):
            return
        busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
        try:
            time.sleep(0.2)
            self.note(self.ours, job, statistics.median(self.server.seconds("forward 1x16") for _ in range(5)))
        finally:
            for process in busy:
                process.kill()
                process.wait()

    def tree(self):
        """Milliseconds by what bench_tree says of its tree, in its own words."""
        answer = subprocess.run([self.build / "tests/bench_tree"], capture_output=True, text=True,
                                env=self.env | {"QT_QPA_PLATFORM": "offscreen"})
        return answer.stdout.strip()

    def limit(self, needs):
        if not needs:
            return None
        median = {key: statistics.median(each[key] for each in self.limits) for key in ("bytes", "flops")}
        return max(needs[0] / median["bytes"], needs[1] / median["flops"])


def ratio(value, base):
    return f"{value / base:.2f}" if value and base else ""


def shown(value, job):
    if not value:
        return ""
    return f"{value / 2**20:.0f} MiB" if job.endswith("memory") else f"{value * 1e3:.3g} ms"


def table(bench):
    middle = lambda kept: {job: statistics.median(values) for job, values in kept.items()}
    ours, peers = middle(bench.ours), middle(bench.peers)
    rows = [["job", "ours", "peer", "ours / peer", "ours / limit", "ours / held against", "goal"]]
    for job, needs, against, goal in SERVED:
        if job in ours:
            rows.append([job, shown(ours[job], job), shown(peers.get(job), job), ratio(ours[job], peers.get(job)),
                         ratio(ours[job], bench.limit(needs)),
                         ratio(ours[job], ours.get(against)) + (f" ({against})" if against in ours else ""), goal])
    goals = {"merge GPT-2": "peer 0.3", "merge GPT-2, memory": "peer 0.5", "process start to the first tree": "150 ms",
             "process start to the tree of 100,000 modules": "1000 ms",
             "process start to an answer, bert-base": "peer 0.2", "forward 1x16, two busy programs beside it": "ours 3"}
    for job in (job for job in ours if job not in {line[0] for line in SERVED}):
        against = "forward 1x16" if "busy" in job else None
        rows.append([job, shown(ours[job], job), shown(peers.get(job), job), ratio(ours[job], peers.get(job)), "",
                     ratio(ours[job], ours.get(against)) + (f" ({against})" if against in ours else ""),
                     goals.get(job, "")])
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "| --- " * len(rows[0]) + "|", *lines[1:]])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--peer", help="a python with torch, transformers and peft")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", default="", metavar="WORD", help="jobs whose names hold it")
    parser.add_argument("--folder", default=str(Path(tempfile.gettempdir()) / "deltascope-bench"))
    options = parser.parse_args()
    Path(options.folder).mkdir(parents=True, exist_ok=True)
    bench = Bench(options)
    for number in range(options.rounds):
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
        bench.round()
    limit = {key: statistics.median(each[key] for each in bench.limits) for key in ("bytes", "mkl", "onednn")}
    print(f"{options.rounds} rounds, {options.threads} threads; memory {limit['bytes'] / 1e9:.1f} GB/s, products: MKL "
          f"{limit['mkl'] / 1e9:.0f}, oneDNN {limit['onednn'] / 1e9:.0f} GFLOP/s\n")
    print(table(bench))
    if bench.wants("tree"):
        print("\n" + bench.tree())


if __name__ == "__main__":
    main()
