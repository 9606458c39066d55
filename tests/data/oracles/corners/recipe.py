"""Makes this folder with transformers 4.57.6 and PEFT 0.18.1: deltas whose files hold what libraries save seldom, on small models
with random weights, and what the libraries answer. Usage: recipe.py FOLDER"""
import json, os, shutil, sys, warnings
import torch
from peft import LoraConfig, PeftModel, get_peft_model
from safetensors.torch import load_file, save_file
from transformers import (AutoTokenizer, BertConfig, LlamaConfig, LlamaForCausalLM, T5Config, T5ForConditionalGeneration)

folder = sys.argv[1]
warnings.filterwarnings("ignore")
os.makedirs(f"{folder}/backbones", exist_ok=True)
cases = []


def case(name, args, expect, **more):
    cases.append({"id": f"corners/{name}", "args": args, **more, **({"expect": expect} if expect else {})})


def rounded(tensor):
    return [[float(f"{x:.7g}") for x in row] for row in tensor.tolist()]


def commas(ids):
    return ",".join(map(str, ids))


@torch.no_grad()
def random_lora(model, path, seed, **config):
    torch.manual_seed(seed)
    tuned = get_peft_model(model, LoraConfig(r=3, lora_alpha=6, **config))
    for name, value in tuned.named_parameters():
        if "lora_" in name or "modules_to_save.default" in name:
            value.normal_(0, 0.3)
    tuned.save_pretrained(path)


@torch.no_grad()
def tables():
    """T5's encoder and decoder read one table with its shared one; PEFT saves and loads copies of their own."""
    torch.manual_seed(1)
    for tied in (True, False):
        base = f"t5-{'tied' if tied else 'apart'}"
        config = T5Config(vocab_size=50, d_model=24, d_kv=8, d_ff=40, num_layers=2, num_heads=3, decoder_start_token_id=0,
                          initializer_factor=1.0, tie_word_embeddings=tied)
        T5ForConditionalGeneration(config).eval().save_pretrained(f"{folder}/backbones/{base}")
        for saved in (["embed_tokens"], ["embed_tokens", "lm_head"], ["shared"]):
            name = f"{base}-{'-'.join(saved)}"
            fresh = lambda: T5ForConditionalGeneration.from_pretrained(f"{folder}/backbones/{base}").eval()
            random_lora(fresh(), f"{folder}/deltas/{name}", 2, target_modules=["q", "wo"], modules_to_save=saved,
                        task_type="SEQ_2_SEQ_LM")
            tuned = PeftModel.from_pretrained(fresh(), f"{folder}/deltas/{name}").eval()
            ids, decoder = [5, 9, 17, 33, 41, 8, 3], [0, 4, 7]
            logits = tuned(input_ids=torch.tensor([ids]), decoder_input_ids=torch.tensor([decoder])).logits[0]
            case(name, ["run", f"backbones/{base}", "--delta", f"a=deltas/{name}", "--task", "logits", "--ids", commas(ids),
                        "--decoder-ids", commas(decoder), "--json"], {"columns": [{"outputs": [{"logits": rounded(logits)}]}]})
        name = f"{base}-embed_tokens"
        case(f"merge-{name}", ["merge", f"backbones/{base}", "--delta", f"a=deltas/{name}", "-o", "$TMP/merged"],
             None, exit=1, mentions=["embed_tokens", "cannot be merged"])


@torch.no_grad()
def strays():
    """Tensors beside a LoRA's own that PEFT does not load."""
    torch.manual_seed(3)
    LlamaForCausalLM(LlamaConfig(vocab_size=60, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
                                 num_key_value_heads=2, initializer_range=0.3)).save_pretrained(f"{folder}/backbones/llama")
    fresh = lambda: LlamaForCausalLM.from_pretrained(f"{folder}/backbones/llama").eval()
    random_lora(fresh(), f"{folder}/deltas/llama", 4, target_modules=["q_proj", "down_proj"], task_type="CAUSAL_LM")
    site = "base_model.model.model.layers.0.self_attn.q_proj"
    for name, key, shape in (("weight", f"{site}.weight", (32, 32)), ("bias", f"{site}.lora_B.bias", (32,)),
                             ("own-bias", f"{site}.bias", (32,))):
        path = f"{folder}/deltas/llama-stray-{name}"
        shutil.copytree(f"{folder}/deltas/llama", path, dirs_exist_ok=True)
        tensors = load_file(f"{path}/adapter_model.safetensors")
        save_file({**tensors, key: torch.randn(shape)}, f"{path}/adapter_model.safetensors")
        ids = [5, 9, 17, 33, 41, 8, 3]
        tuned = PeftModel.from_pretrained(fresh(), path).eval()
        case(f"llama-stray-{name}", ["run", "backbones/llama", "--delta", f"a=deltas/llama-stray-{name}", "--task", "logits",
                                     "--ids", commas(ids), "--json"],
             {"columns": [{"outputs": [{"logits": rounded(tuned(torch.tensor([ids])).logits[0])}]}]})
        case(f"check-llama-stray-{name}", ["check", f"deltas/llama-stray-{name}", "--against", "backbones/llama", "--json"],
             {"fits": True, "unexpected": [key]}, exit=0)


def special_tokens():
    """BERT's vocab.txt alone, its special tokens named beside it."""
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "<s>", "</s>", "hello", "wor", "##ld", "t3", "t4", "##é", "<neu>"]
    slots = {"lstrip": False, "rstrip": False, "normalized": False, "single_word": False}
    for name, config, special in (
            ("map", {"cls_token": "[CLS]"}, {"cls_token": "<s>", "sep_token": {"content": "</s>", **slots},
                                             "additional_special_tokens": ["<neu>", "t3"]}),
            ("config", {"cls_token": "<s>", "unk_token": "t4"}, {}),
            ("new", {"sep_token": "<end>", "cls_token": "<begin>"}, {})):
        path = f"{folder}/backbones/bert-{name}"
        BertConfig(vocab_size=40, hidden_size=8, num_hidden_layers=1, num_attention_heads=1,
                   intermediate_size=8).save_pretrained(path)
        with open(f"{path}/vocab.txt", "w") as file:
            file.write("\n".join(words) + "\n")
        with open(f"{path}/tokenizer_config.json", "w") as file:
            json.dump({"tokenizer_class": "BertTokenizer", **config}, file)
        if special:
            with open(f"{path}/special_tokens_map.json", "w") as file:
                json.dump(special, file)
        text = "Hello world <neu> t3 t4é unheard [SEP]"
        case(f"tokenize-bert-{name}", ["tokenize", f"backbones/bert-{name}", "--text", text, "--json"],
             {"outputs": [{"ids": AutoTokenizer.from_pretrained(path)(text)["input_ids"]}]})


tables()
strays()
special_tokens()
for path in (f"{folder}/deltas/{name}/README.md" for name in os.listdir(f"{folder}/deltas")):
    if os.path.exists(path):
        os.remove(path)
with open(f"{folder}/cases.jsonl", "w") as file:
    file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in cases)
