"""Runs inside a library's environment: opens the folders listed on standard input and prints what they say.

The argument names the library; a job is {"backbone", "folder", "original", "merged", "inputs"}. Prints one line: a list of
{"logits": one per input} or {"error": text}, with "expected" logits of the original if there is one, or {"unable": text}
if the library cannot open that either.
"""
import contextlib
import io
import json
import sys

import torch
import transformers


def backbone(folder):
    with open(f"{folder}/config.json", encoding="utf-8") as file:
        name = json.load(file)["architectures"][0]
    return getattr(transformers, name).from_pretrained(folder).eval()


def with_peft(model, folder):
    from peft import PeftModel
    return PeftModel.from_pretrained(model, folder)


def with_opendelta(model, folder):
    from opendelta import AutoDeltaModel
    AutoDeltaModel.from_finetuned(folder, backbone_model=model, check_hash=False)
    return model


def with_adapterhub(model, folder):
    import adapters
    adapters.init(model)
    model.load_adapter(folder, set_active=True, with_head=True)
    return model


OPENERS = {"peft": with_peft, "opendelta": with_opendelta, "adapterhub": with_adapterhub}


def logits(model, ids):
    words = {"input_ids": torch.tensor([ids]), "attention_mask": torch.ones(1, len(ids), dtype=torch.long)}
    if type(model).__name__.endswith("ForConditionalGeneration") or getattr(model, "peft_type", None) and \
            type(model.get_base_model()).__name__.endswith("ForConditionalGeneration"):
        words["decoder_input_ids"] = torch.tensor([ids])
    with torch.no_grad():
        output = model(**words)
    result = output.logits if hasattr(output, "logits") else output.last_hidden_state
    return result[0].tolist()


def say(library, job, folder):
    model = backbone(folder if job["merged"] else job["backbone"])
    if not job["merged"]:
        model = OPENERS[library](model, folder).eval()
    return [logits(model, ids) for ids in job["inputs"]]


def answer(library, job):
    with open(f"{job['backbone']}/config.json", encoding="utf-8") as file:
        name = json.load(file)["architectures"][0]
    if not hasattr(transformers, name):
        return {"unable": f"this transformers has no {name}"}
    answers = {}
    try:
        if job["original"]:
            answers["expected"] = say(library, job, job["original"])
    except Exception as error:  # whatever a library raises is the answer
        return {"unable": f"{type(error).__name__}: {error}"[:300]}
    try:
        answers["logits"] = say(library, job, job["folder"])
    except Exception as error:
        answers["error"] = f"{type(error).__name__}: {error}"[:300]
    return answers


def main():
    transformers.logging.set_verbosity_error()
    jobs = json.load(sys.stdin)
    with contextlib.redirect_stdout(io.StringIO()):
        answers = [answer(sys.argv[1], job) for job in jobs]
    print(json.dumps(answers))


main()
