#!/usr/bin/env python3
"""The real serving engines under this program: columns here and there, drift, wrong answers that are provoked.

    python3 tests/peers/engines.py build/app/deltascope [--vllm NAME=URL]

Puts llama.cpp's server (the wheel xllamacpp, 34 MB) into build/engines and starts it on the test data's models, once
with its float16 cache and once with float32. A vLLM that serves tests/data/engines/models/tiny-llama with fr and zh
is asked besides where one is named: it needs 3 GB and minutes, so nobody starts it here. Prints a table; ends with 1
if an answer is not what it should be. DELTASCOPE_SERVER_KEY counts.
"""
import argparse
import json
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests/data/engines"
HOME = ROOT / "build/engines"
ADAPTERS = ["fr", "zh", "loud", "rslora", "pattern"]
TEXTS = ["A program that reads", "Une bibliothèque pour", "一个播放", "A library for reading and writing music files of many kinds"]
PORT = 18752
SERVER = """
import signal, sys, xllamacpp as x
model, port, cache, adapters = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:]
p = x.CommonParams()
p.model.path = model
entries = []
for path in adapters:
    entry = x.CommonAdapterLoraInfo()
    entry.path, entry.scale = path, 1.0
    entries.append(entry)
p.lora_adapters = entries
p.hostnames = ["127.0.0.1"] if isinstance(p.hostnames, (list, tuple)) else "127.0.0.1"
p.port, p.n_ctx, p.n_parallel = port, 512, 2
p.cpuparams.n_threads = p.cpuparams_batch.n_threads = 1
p.endpoint_props = True
if cache == "f32":
    p.cache_type_k = p.cache_type_v = x.ggml_type.GGML_TYPE_F32
    p.flash_attn_type = x.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
server = x.Server(p)
signal.pause()
"""


def python():
    binary = HOME / "venv/bin/python"
    if not binary.exists():
        venv.create(HOME / "venv", with_pip=True)
        subprocess.run([binary, "-m", "pip", "-q", "install", "--no-deps", "xllamacpp==2026.10.11549"], check=True)
    return str(binary)


class Llama:
    """The server for as long as the block lasts."""

    def __init__(self, cache):
        self.cache = cache

    def __enter__(self):
        gguf = [str(DATA / f"gguf/llama-{name}.gguf") for name in ADAPTERS]
        with open(HOME / f"llama-{self.cache}.log", "w") as log:
            self.process = subprocess.Popen(
                [python(), "-c", SERVER, str(DATA / "gguf/tiny-llama.gguf"), str(PORT), self.cache, *gguf], stdout=log, stderr=log)
        for _ in range(100):
            time.sleep(0.2)
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=2)
                return f"llama=http://127.0.0.1:{PORT}"
            except OSError:
                if self.process.poll() is not None:
                    break
        raise SystemExit(f"the server did not start: see {HOME}/llama-{self.cache}.log")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def ask(program, *words):
    done = subprocess.run([program, *words], capture_output=True, text=True, timeout=600)
    return done.returncode, json.loads(done.stdout) if done.stdout.startswith("{") else None, done.stderr.strip()


def deltas(names):
    return [word for name in names for word in ("--delta", f"{name}={DATA}/models/llama-{name}")]


def inputs():
    return [word for text in TEXTS for word in ("--text", text)]


class Table:
    def __init__(self):
        self.failed = 0

    def line(self, what, column, found, expected):
        good = found["verdict"] in expected[0] and (found["matches"] or "") in expected[1]
        self.failed += not good
        first = found["first_difference"]
        print(f"{what:14} {column:16} {found['max_abs_logprob']:9.2e}  {found['verdict']:9} {found['matches'] or '-':34} "
              f"{'-' if not first else '%(input)d/%(token)d gap %(gap).2g' % first:22} {'ok' if good else 'EXPECTED ' + str(expected)}")


def drift(program, table, what, server, names, specs, expected):
    columns = [word for spec in specs for word in ("--column", spec)]
    status, answer, error = ask(program, "drift", f"{DATA}/models/tiny-llama", *deltas(names), "--server", server, *columns,
                                *inputs(), "--json")
    if not answer:
        raise SystemExit(f"{what}: {error}")
    for column in answer["columns"]:
        table.line(what, column["name"], column, expected(column["name"]))
    wanted = 0 if all(column["verdict"] in ("same", "rounding") for column in answer["columns"]) else 1
    if status != wanted:
        table.failed += 1
        print(f"{what}: expected status {wanted}, found {status}")


def side_by_side(program, table, what, server):
    """The same texts from here and from there; where they part, first and second are closer than rounding moves them."""
    name = server.split("=")[0]
    status, answer, error = ask(program, "run", f"{DATA}/models/tiny-llama", *deltas(["fr", "zh"]), "--server", server, "--column", "fr",
                                "--column", f"fr@{name}", "--column", "zh", "--column", f"zh@{name}", *inputs(), "--json")
    if status:
        raise SystemExit(f"{what}: {error}")
    texts = [[output["text"] for output in column["outputs"]] for column in answer["columns"]]
    for here, there, adapter in ((0, 1, "fr"), (2, 3, "zh")):
        equal = sum(a.startswith(b) or b.startswith(a) for a, b in zip(texts[here], texts[there]))
        table.failed += equal < len(TEXTS)
        print(f"{what:14} {adapter:16} {equal} of {len(TEXTS)} texts are the same here and there")


def stale(program, table, server):
    """After a switch of the global scales the server's own cache answers wrong; this program's questions do not."""
    address = server.split("=", 1)[1]

    def post(path, body):
        request = urllib.request.Request(address + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        return json.load(urllib.request.urlopen(request))

    def plain():
        body = {"prompt": TEXTS[3], "n_predict": 6, "temperature": 0, "n_probs": 1, "id_slot": 0}
        return [one["logprob"] for one in post("/completion", body)["completion_probabilities"]]

    post("/lora-adapters", [{"id": 1, "scale": 1}])
    post("/completion", {"prompt": "Something else", "n_predict": 1, "id_slot": 0})
    right = plain()
    post("/lora-adapters", [{"id": 0, "scale": 1}])
    plain()
    post("/lora-adapters", [{"id": 1, "scale": 1}])
    wrong = plain()
    away = max(abs(a - b) for a, b in zip(right, wrong))
    print(f"{'stale cache':14} {'zh, plain':16} {away:9.2e}  away from the right answer after a switch of global scales")
    drift(program, table, "stale cache", server, ["fr", "zh"], ["zh", "fr", "base"], lambda _: (("same",), ("",)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--vllm")
    given = parser.parse_args()
    program, table = str(Path(given.program).resolve()), Table()
    HOME.mkdir(parents=True, exist_ok=True)
    sums = ["base", "fr", "zh", "loud", "fr*0.5", "fr*-1", "fr*2", "fr+zh", "fr*0.5+zh*2", "fr+zh+loud"]
    converted = {"rslora": "base+rslora*0.3536", "pattern": "base+pattern with one lora_alpha"}
    for cache, near in (("f32", ("same",)), ("f16", ("same", "rounding"))):
        with Llama(cache) as server:
            side_by_side(program, table, f"llama {cache}", server)
            drift(program, table, f"llama {cache}", server, ADAPTERS[:3], sums, lambda _, near=near: (near, ("",)))
            drift(program, table, f"llama {cache}", server, ADAPTERS, list(converted), lambda name: (("other",), (converted[name],)))
            if cache == "f32":
                stale(program, table, server)
    if given.vllm:
        side_by_side(program, table, "vLLM", given.vllm)
        drift(program, table, "vLLM", given.vllm, ["fr", "zh"], ["base", "fr", "zh"], lambda _: (("same",), ("",)))
    print("all as it should be" if not table.failed else f"{table.failed} are not as they should be")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main())
