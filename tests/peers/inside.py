"""Runs inside a library's environment: opens the folders listed on standard input and prints what they say.

The argument names the library; a job is {"backbone", "folder", "merged", "inputs"}. Prints one line: a list of
{"logits": one per input} or {"error": text}.
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


def say(library, job):
    try:
        model = backbone(job["folder"] if job["merged"] else job["backbone"])
        if not job["merged"]:
            model = OPENERS[library](model, job["folder"]).eval()
        return {"logits": [logits(model, ids) for ids in job["inputs"]]}
    except Exception as error:  # whatever a library raises is the answer
        return {"error": f"{type(error).__name__}: {error}"[:300]}


def main():
    transformers.logging.set_verbosity_error()
    jobs = json.load(sys.stdin)
    with contextlib.redirect_stdout(io.StringIO()):
        answers = [say(sys.argv[1], job) for job in jobs]
    print(json.dumps(answers))


main()
