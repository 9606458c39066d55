#!/usr/bin/env python3
"""Have the real libraries open what deltascope writes, and compare their outputs with ours.

    python3 tests/peers/peers.py build/app/deltascope [AREA...] [--only WORD]... [--environments DIR]

An AREA is a folder with backbones, deltas and a cases.jsonl, such as those below tests/data/oracles (default: opendelta).
Every pair of a backbone and one delta that a `run` case names is saved in the delta's own format, converted to the other
library's, and merged; PEFT, OpenDelta, adapters and transformers open the results in environments of their own, which
the first run makes (about 3 GB, from the package index). What is saved must say in its library what the original says there,
the rest what deltascope says. Prints a line for each result that differs, that deltascope refuses to make, or whose original
the library cannot open either, and a closing line.
"""
import argparse
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
TORCH = ["--extra-index-url", "https://download.pytorch.org/whl/cpu", "torch==2.13.0+cpu"]
ENVIRONMENTS = {
    "peft": [TORCH + ["transformers==4.57.6", "peft==0.18.1"]],
    "adapterhub": [TORCH + ["adapters==1.3.0"]],
    # OpenDelta pins packages that it does not need to open a delta.
    "opendelta": [TORCH + ["transformers==4.28.1", "numpy<2", "bigmodelvis", "yacs", "decorator", "rich", "gitpython", "web.py",
                          "delta_center_client", "setuptools<80"],
                  ["--no-deps", "opendelta==0.3.2"]],
}
COUNTERPARTS = {"peft": "opendelta", "opendelta": "peft"}
TOLERANCE = 1e-4  # of the largest number of an output, or absolute where that is small


def environment(root, library):
    """The python of a library's environment, made if it is not there."""
    folder = root / library
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        for packages in ENVIRONMENTS[library]:
            subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    return python


def pairs(area):
    """Backbones and deltas that a case runs alone."""
    found = {}
    for line in (area / "cases.jsonl").read_text().splitlines():
        args = json.loads(line)["args"]
        given = [args[i + 1] for i, word in enumerate(args) if word == "--delta"]
        if args[0] != "run" or len(given) != 1 or "--new" in args:
            continue
        path = given[0].split("=", 1)[-1].split("*")[0]
        if (area / path).is_dir() and (area / args[1]).is_dir():
            found[args[1], path] = None
    return [(area / backbone, area / delta) for backbone, delta in found]


def library_of(delta):
    adapter = delta / "adapter_config.json"
    if not adapter.exists():
        return "opendelta"
    return "peft" if "peft_type" in json.loads(adapter.read_text()) else "adapterhub"


def run(program, *args):
    return subprocess.run([program, *map(str, args)], capture_output=True, text=True)


def inputs_of(config):
    """Ids without padding that end as the model's classifiers expect."""
    pad, end = config.get("pad_token_id"), config.get("eos_token_id")
    end = [end] if isinstance(end, int) and end != pad else []
    return [[i for i in ids if i != pad and i not in end] + end for ids in ([8, 7, 31, 12, 3, 6], [5, 9, 4])]


def our_logits(program, config, backbone, delta):
    words = []
    for ids in inputs_of(config):
        words += ["--ids", ",".join(map(str, ids))]
        if any(name.endswith("ForConditionalGeneration") for name in config["architectures"]):
            words += ["--decoder-ids", ",".join(map(str, ids))]
    done = run(program, "run", backbone, "--delta", f"d={delta}", *words, "--task", "logits", "--json")
    if done.returncode:
        return None
    return [output["logits"] for output in json.loads(done.stdout)["columns"][0]["outputs"]]


def jobs_of(program, area, target, only):
    """Everything to open: who opens it, the backbone, the folder that deltascope wrote, and what ours says."""
    jobs = []
    for backbone, delta in pairs(area):
        name = f"{backbone.name} {delta.name}"
        config = json.loads((backbone / "config.json").read_text())
        ours = our_logits(program, config, backbone, delta)
        if ours is None or (only and not any(word in name for word in only)):
            continue
        library = library_of(delta)
        actions = [("save", library), ("merge", "peft")]
        if library in COUNTERPARTS:
            actions.append(("convert", COUNTERPARTS[library]))
        for verb, opener in actions:
            folder = target / f"{len(jobs)}"
            command = ["merge", backbone, "--delta", delta, "-o", folder] if verb == "merge" else \
                ["convert", backbone, "--delta", delta, "--format", opener, "-o", folder]
            done = run(program, *command)
            jobs.append({"name": f"{name}: {verb} {opener}", "opener": opener, "merged": verb == "merge",
                         "backbone": str(backbone), "folder": str(folder), "inputs": inputs_of(config), "ours": ours,
                         "original": str(delta) if verb == "save" else None,
                         "refused": done.stderr.strip().splitlines()[-1] if done.returncode else None})
    return jobs


def flat(output):
    return [number for row in output for number in flat(row)] if isinstance(output, list) else [output]


def difference(ours, theirs):
    """How far two outputs are apart, of the largest number; infinite if they are of different kinds."""
    if isinstance(ours[0], list):
        theirs = theirs[-len(ours):]  # a library may say something at virtual tokens too
    ours, theirs = flat(ours), flat(theirs)
    if len(ours) != len(theirs):
        return float("inf")
    return max(abs(a - b) for a, b in zip(ours, theirs)) / max(1, *map(abs, ours))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("areas", nargs="*", type=Path, default=[HERE.parent / "data" / "oracles" / "opendelta"])
    parser.add_argument("--only", action="append")
    parser.add_argument("--environments", type=Path, default=HERE.parent.parent / "build" / "peers")
    options = parser.parse_args()
    same = refused = unable = differ = 0
    with tempfile.TemporaryDirectory() as scratch:
        jobs = []
        for number, area in enumerate(options.areas):
            jobs += jobs_of(options.program, area.resolve(), Path(scratch) / str(number), options.only)
        for job in [job for job in jobs if job["refused"]]:
            refused += 1
            print(f"refused  {job['name']}: {job['refused']}")
        for opener in ENVIRONMENTS:
            own = [job for job in jobs if job["opener"] == opener and not job["refused"]]
            if not own:
                continue
            python = environment(options.environments, opener)
            done = subprocess.run([python, HERE / "inside.py", opener], input=json.dumps(own), stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, text=True, check=True)
            for job, theirs in zip(own, json.loads(done.stdout.splitlines()[-1])):
                if "unable" in theirs:
                    unable += 1
                    print(f"unable   {job['name']}: {theirs['unable']}")
                    continue
                gaps = [difference(*pair) for pair in zip(theirs.get("expected", job["ours"]), theirs.get("logits", []))]
                if gaps and max(gaps) <= TOLERANCE:
                    same += 1
                else:
                    differ += 1
                    print(f"differs  {job['name']}: {theirs.get('error') or f'by {max(gaps):.3g}'}")
    print(f"{same} same, {differ} different, {refused} refused by deltascope, {unable} beyond the library")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
