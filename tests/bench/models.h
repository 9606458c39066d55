#pragma once

#include "bench/random.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <string>
#include <vector>

// Random models of published sizes, as Hugging Face folders.
namespace deltascope::bench {

namespace fs = std::filesystem;

constexpr int width = 768, inner = 3072, rank = 8;

inline void writeConfig(const fs::path &folder, const nlohmann::json &config)
{
    std::ofstream(folder / "config.json") << config; // last: a folder that has it is whole
}

/// bart-base with a classifier.
inline void writeBart(const fs::path &folder)
{
    constexpr int layers = 6, vocabulary = 50265, positions = 1026, labels = 3;
    Checkpoint checkpoint;
    checkpoint.add("model.shared.weight", {vocabulary, width});
    for (const std::string stack : {"encoder", "decoder"}) {
        const std::string root = "model." + stack;
        checkpoint.add(root + ".embed_positions.weight", {positions, width});
        checkpoint.norm(root + ".layernorm_embedding", width);
        for (int i = 0; i < layers; ++i) {
            const std::string layer = root + ".layers." + std::to_string(i) + ".";
            for (const std::string attention : {"self_attn", "encoder_attn"}) {
                if (attention == "encoder_attn" && stack == "encoder")
                    continue;
                for (const char *part : {".k_proj", ".v_proj", ".q_proj", ".out_proj"})
                    checkpoint.linear(layer + attention + part, width, width);
                checkpoint.norm(layer + attention + "_layer_norm", width);
            }
            checkpoint.linear(layer + "fc1", width, inner);
            checkpoint.linear(layer + "fc2", inner, width);
            checkpoint.norm(layer + "final_layer_norm", width);
        }
    }
    checkpoint.linear("classification_head.dense", width, width);
    checkpoint.linear("classification_head.out_proj", width, labels);
    checkpoint.write(folder / "model.safetensors", 1);
    writeConfig(folder, {{"architectures", {"BartForSequenceClassification"}},
                         {"model_type", "bart"},
                         {"d_model", width},
                         {"vocab_size", vocabulary},
                         {"encoder_layers", layers},
                         {"decoder_layers", layers},
                         {"encoder_attention_heads", 12},
                         {"decoder_attention_heads", 12},
                         {"encoder_ffn_dim", inner},
                         {"decoder_ffn_dim", inner},
                         {"max_position_embeddings", 1024},
                         {"activation_function", "gelu"},
                         {"id2label", {{"0", "a"}, {"1", "b"}, {"2", "c"}}},
                         {"decoder_start_token_id", 2},
                         {"pad_token_id", 1},
                         {"eos_token_id", 2}});
}

/// The smallest published GPT-2.
inline void writeGpt2(const fs::path &folder)
{
    constexpr int layers = 12, vocabulary = 50257, positions = 1024;
    Checkpoint checkpoint;
    checkpoint.add("transformer.wte.weight", {vocabulary, width});
    checkpoint.add("transformer.wpe.weight", {positions, width});
    const auto conv = [&](const std::string &name, int in, int out) {
        checkpoint.add(name + ".weight", {in, out});
        checkpoint.add(name + ".bias", {out});
    };
    for (int i = 0; i < layers; ++i) {
        const std::string layer = "transformer.h." + std::to_string(i) + ".";
        checkpoint.norm(layer + "ln_1", width);
        conv(layer + "attn.c_attn", width, 3 * width);
        conv(layer + "attn.c_proj", width, width);
        checkpoint.norm(layer + "ln_2", width);
        conv(layer + "mlp.c_fc", width, inner);
        conv(layer + "mlp.c_proj", inner, width);
    }
    checkpoint.norm("transformer.ln_f", width);
    checkpoint.write(folder / "model.safetensors", 1);
    writeConfig(folder, {{"architectures", {"GPT2LMHeadModel"}},
                         {"model_type", "gpt2"},
                         {"n_embd", width},
                         {"n_layer", layers},
                         {"n_head", 12},
                         {"n_positions", positions},
                         {"vocab_size", vocabulary},
                         {"bos_token_id", 50256},
                         {"eos_token_id", 50256}});
}

/// bert-base with a classifier, and a vocabulary of numbered words.
inline void writeBert(const fs::path &folder)
{
    constexpr int layers = 12, vocabulary = 30522, positions = 512;
    Checkpoint checkpoint;
    const std::string embeddings = "bert.embeddings.";
    checkpoint.add(embeddings + "word_embeddings.weight", {vocabulary, width});
    checkpoint.add(embeddings + "position_embeddings.weight", {positions, width});
    checkpoint.add(embeddings + "token_type_embeddings.weight", {2, width});
    checkpoint.norm(embeddings + "LayerNorm", width);
    for (int i = 0; i < layers; ++i) {
        const std::string layer = "bert.encoder.layer." + std::to_string(i) + ".";
        for (const char *part : {"self.query", "self.key", "self.value", "output.dense"})
            checkpoint.linear(layer + "attention." + part, width, width);
        checkpoint.norm(layer + "attention.output.LayerNorm", width);
        checkpoint.linear(layer + "intermediate.dense", width, inner);
        checkpoint.linear(layer + "output.dense", inner, width);
        checkpoint.norm(layer + "output.LayerNorm", width);
    }
    checkpoint.linear("bert.pooler.dense", width, width);
    checkpoint.linear("classifier", width, 2);
    checkpoint.write(folder / "model.safetensors", 1);
    std::ofstream words(folder / "vocab.txt");
    for (const char *special : {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"})
        words << special << '\n';
    for (int i = 5; i < vocabulary; ++i)
        words << "word" << i << '\n';
    words.close();
    writeConfig(folder, {{"architectures", {"BertForSequenceClassification"}},
                         {"model_type", "bert"},
                         {"hidden_size", width},
                         {"num_hidden_layers", layers},
                         {"num_attention_heads", 12},
                         {"intermediate_size", inner},
                         {"vocab_size", vocabulary},
                         {"max_position_embeddings", positions},
                         {"type_vocab_size", 2}});
}

/// `modules` small linears in layers of ten, of no family.
inline void writeMany(const fs::path &folder, int modules)
{
    Checkpoint checkpoint;
    for (int i = 0; i < modules; ++i)
        checkpoint.linear("model.layers." + std::to_string(i / 10) + ".part" + std::to_string(i % 10), 4, 4);
    checkpoint.write(folder / "model.safetensors", 2);
    writeConfig(folder, {{"model_type", "unknown"}, {"architectures", {"ManyModules"}}});
}

/// A linear that a LoRA acts at.
struct Site {
    std::string module;
    int in, out;
};

/// PEFT's LoRA at modules whose names end as `targets` say.
inline void writeLora(const fs::path &folder, const std::vector<Site> &sites, const nlohmann::json &targets,
                      unsigned seed)
{
    fs::create_directories(folder);
    Checkpoint checkpoint;
    for (const Site &site : sites) {
        checkpoint.add("base_model.model." + site.module + ".lora_A.weight", {rank, site.in});
        checkpoint.add("base_model.model." + site.module + ".lora_B.weight", {site.out, rank});
    }
    checkpoint.write(folder / "adapter_model.safetensors", seed);
    std::ofstream(folder / "adapter_config.json")
        << nlohmann::json{{"peft_type", "LORA"}, {"r", rank}, {"lora_alpha", 16}, {"target_modules", targets}};
}

/// The second linear of every layer of BART behind the first `from` of its twelve.
inline std::vector<Site> bartSites(int from)
{
    std::vector<Site> sites;
    for (int i = from; i < 12; ++i)
        sites.push_back(
            {"model." + std::string(i < 6 ? "encoder" : "decoder") + ".layers." + std::to_string(i % 6) + ".fc2", inner,
             width});
    return sites;
}

/// Every Conv1D of GPT-2.
inline std::vector<Site> gpt2Sites()
{
    std::vector<Site> sites;
    for (int i = 0; i < 12; ++i) {
        const std::string layer = "transformer.h." + std::to_string(i) + ".";
        sites.insert(sites.end(), {{layer + "attn.c_attn", width, 3 * width},
                                   {layer + "attn.c_proj", width, width},
                                   {layer + "mlp.c_fc", width, inner},
                                   {layer + "mlp.c_proj", inner, width}});
    }
    return sites;
}

} // namespace deltascope::bench
