"""Makes this folder with transformers 4.57.6 and PEFT 0.18.1: small Granite models with random weights, a CPT delta on each
that heads a language, and what the libraries answer. Usage: recipe.py FOLDER [SEED ...]"""
import json, os, random, sys
import torch
from transformers import GraniteConfig, GraniteForCausalLM, GraniteModel
from peft import CPTConfig, get_peft_model

folder, seeds = sys.argv[1], [int(s) for s in sys.argv[2:]] or [3, 8]
for part in ("backbones", "deltas", "inputs"):
    os.makedirs(f"{folder}/{part}", exist_ok=True)
cases = []


def case(name, args, expect):
    cases.append({"id": f"extensions/{name}", "args": args, "expect": expect})


def rounded(tensor):
    return [[float(f"{x:.7g}") for x in row] for row in tensor.tolist()]


def configuration(draw):
    heads = draw.choice([2, 4])
    return GraniteConfig(
        vocab_size=draw.randint(60, 90), hidden_size=heads * draw.choice([6, 8, 10]), intermediate_size=draw.randint(20, 50),
        num_hidden_layers=draw.randint(1, 3), num_attention_heads=heads, num_key_value_heads=draw.choice([1, heads // 2, heads]),
        max_position_embeddings=64, tie_word_embeddings=draw.random() < 0.5, attention_bias=draw.random() < 0.5,
        mlp_bias=draw.random() < 0.5, hidden_act=draw.choice(["silu", "gelu"]), initializer_range=0.3,
        rope_scaling=draw.choice([None, {"rope_type": "linear", "factor": 2.0}]), embedding_multiplier=draw.uniform(0.5, 12),
        logits_scaling=draw.uniform(0.5, 8), residual_multiplier=draw.uniform(0.2, 1.5), attention_multiplier=draw.uniform(0.05, 0.9),
        pad_token_id=0, bos_token_id=1, eos_token_id=2)


@torch.no_grad()
def language(name, config, draw):
    torch.manual_seed(draw.randint(0, 10**6))
    model = GraniteForCausalLM(config).eval()
    model.save_pretrained(f"{folder}/backbones/{name}")
    inputs = [[draw.randint(3, config.vocab_size - 1) for _ in range(length)] for length in (1, 5, 9)]
    with open(f"{folder}/inputs/{name}.jsonl", "w") as file:
        file.writelines(json.dumps({"ids": ids}) + "\n" for ids in inputs)
    run = ["run", f"backbones/{name}", "--input", f"inputs/{name}.jsonl", "--json"]
    logits = [rounded(model(torch.tensor([ids])).logits[0]) for ids in inputs]
    case(f"{name}-logits", run + ["--task", "logits"],
         {"task": "logits", "columns": [{"outputs": [{"logits": rows} for rows in logits]}]})
    new = [model.generate(torch.tensor([ids]), attention_mask=torch.ones(1, len(ids), dtype=torch.long), num_beams=1,
                          do_sample=False, max_new_tokens=6)[0, len(ids):].tolist() for ids in inputs]
    case(f"{name}-generate", run + ["--task", "generate", "--max-new-tokens", "6"],
         {"task": "generate", "columns": [{"outputs": [{"new_ids": ids} for ids in new]}]})

    tokens = [draw.randint(3, config.vocab_size - 1) for _ in range(4)]
    tuned = get_peft_model(GraniteForCausalLM.from_pretrained(f"{folder}/backbones/{name}"), CPTConfig(
        task_type="CAUSAL_LM", cpt_token_ids=tokens, cpt_mask=[1] * 4, cpt_tokens_type_mask=[1, 2, 3, 4], num_virtual_tokens=4)).eval()
    embedding = tuned.prompt_encoder["default"]
    embedding.delta_embedding.weight.normal_(0, 0.5)
    tuned.save_pretrained(f"{folder}/deltas/{name}-cpt")
    # The library drops the context's rows of the logits in generate() alone; here they say nothing.
    with_context = [rounded(tuned(input_ids=torch.tensor([ids])).logits[0, 4:]) for ids in inputs]
    case(f"{name}-cpt", run + ["--task", "logits", "--delta", f"a=deltas/{name}-cpt", "--column", "base", "--column", "a"],
         {"columns": [{"outputs": [{"logits": rows} for rows in logits]},
                      {"attached": [{"name": "a", "kind": "cpt", "strength": 1.0}],
                       "outputs": [{"logits": rows} for rows in with_context]}]})


@torch.no_grad()
def bare(name, config, draw):
    torch.manual_seed(draw.randint(0, 10**6))
    model = GraniteModel(config).eval()
    model.save_pretrained(f"{folder}/backbones/{name}")
    inputs = [[draw.randint(3, config.vocab_size - 1) for _ in range(length)] for length in (3, 6)]
    with open(f"{folder}/inputs/{name}.jsonl", "w") as file:
        file.writelines(json.dumps({"ids": ids}) + "\n" for ids in inputs)
    states = [rounded(model(torch.tensor([ids])).last_hidden_state.mean(1))[0] for ids in inputs]
    case(f"{name}-embed", ["run", f"backbones/{name}", "--input", f"inputs/{name}.jsonl", "--task", "embed", "--json"],
         {"task": "embed", "columns": [{"outputs": [{"embedding": state} for state in states]}]})


for seed in seeds:
    draw = random.Random(seed)
    language(f"granite-{seed}", configuration(draw), draw)
    bare(f"granite-bare-{seed}", configuration(draw), draw)
with open(f"{folder}/cases.jsonl", "w") as file:
    file.writelines(json.dumps(one) + "\n" for one in cases)
