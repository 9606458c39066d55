// Speed on a random BART of bart-base's size that this program writes itself: bench_bart [PROGRAM [FOLDER]].
// PROGRAM is deltascope (for the time from process start to the first tree); FOLDER is where the model goes.
#include "bench/random.h"
#include "engine/engine.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

using namespace deltascope;
using namespace deltascope::bench;
namespace fs = std::filesystem;

namespace {

constexpr int width = 768, inner = 3072, layers = 6, vocabulary = 50265, positions = 1026, labels = 3, rank = 8;

void writeModel(const fs::path &folder)
{
    fs::create_directories(folder);
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
    std::ofstream(folder / "config.json") << nlohmann::json{{"architectures", {"BartForSequenceClassification"}},
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
                                                            {"eos_token_id", 2}};
}

void writeLora(const fs::path &folder, unsigned seed)
{
    fs::create_directories(folder);
    Checkpoint checkpoint;
    for (const std::string stack : {"encoder", "decoder"})
        for (int i = 0; i < layers; ++i) {
            const std::string site = "base_model.model.model." + stack + ".layers." + std::to_string(i) + ".fc2.";
            checkpoint.add(site + "lora_A.weight", {rank, inner});
            checkpoint.add(site + "lora_B.weight", {width, rank});
        }
    checkpoint.write(folder / "adapter_model.safetensors", seed);
    std::ofstream(folder / "adapter_config.json")
        << nlohmann::json{{"peft_type", "LORA"}, {"r", rank}, {"lora_alpha", 16}, {"target_modules", {"fc2"}}};
}

RunRequest requestOf(std::size_t count, std::size_t length, std::vector<Column> columns)
{
    std::mt19937 random(3);
    RunRequest request;
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<std::int64_t> ids(length);
        for (std::int64_t &id : ids)
            id = 4 + random() % 50'000;
        ids.back() = 2;
        request.inputs.emplace_back().ids = ids;
    }
    request.columns = std::move(columns);
    return request;
}

} // namespace

int main(int argc, char **argv)
{
    const std::string program = argc > 1 ? argv[1] : "";
    const fs::path root = argc > 2 ? fs::path(argv[2]) : fs::temp_directory_path() / "deltascope-bench";
    const fs::path model = root / "bart-base";
    if (!fs::exists(model / "config.json"))
        writeModel(model);
    for (unsigned i = 0; i < 32; ++i)
        if (!fs::exists(root / "adapters" / std::to_string(i) / "adapter_config.json"))
            writeLora(root / "adapters" / std::to_string(i), 100 + i);

    std::printf("Baselines: the Python libraries on the same sizes, two cores (README, Speed)\n");
    if (!program.empty()) {
        const std::string command = program + " log " + model.string() + " --format text > /dev/null";
        print("process start to the first tree",
              best(5,
                   [&] {
                       if (std::system(command.c_str()) != 0)
                           std::abort();
                   }),
              2.9, "of start to an open model, transformers");
    }
    NoProgress progress;
    const auto engine = makeEngine();
    OpenRequest open;
    open.model = model.string();
    print("open",
          best(3,
               [&] {
                   if (!engine->open(open, progress))
                       std::abort();
               }),
          2.9, "of the same");

    Mix live;
    const auto toggles = [&](const char *what) {
        constexpr int many = 100'000;
        const double seconds = best(3,
                                    [&] {
                                        for (int i = 0; i < many; ++i)
                                            live.deltas[0].attached = !live.deltas[0].attached;
                                    })
                               / many;
        print(what, seconds, 3.2e-3, "of set_adapter with 32 loaded, PEFT");
    };
    std::vector<DeltaId> deltas;
    double firstAdd = 0;
    for (int i = 0; i < 32; ++i) {
        DeltaRequest request;
        request.path = (root / "adapters" / std::to_string(i)).string();
        request.name = "a" + std::to_string(i);
        const double seconds = best(1, [&] {
            const auto added = engine->add(request, progress);
            if (!added)
                std::abort();
            deltas.push_back(added.value().id);
        });
        live.deltas.push_back({deltas.back(), true, 1, {}});
        if (i == 0) {
            firstAdd = seconds;
            toggles("switch a delta, 1 loaded");
        }
    }
    toggles("switch a delta, 32 loaded");
    std::printf("%-46s %10.3f ms\n", "add a saved LoRA", firstAdd * 1e3);

    const auto run = [&](const RunRequest &request, int times) {
        return best(times, [&] {
            if (!engine->run(request, progress))
                std::abort();
        });
    };
    const std::vector<Column> bare{{"base", {}}};
    std::vector<Column> eight = bare;
    for (int i = 0; i < 7; ++i)
        eight.push_back({"a" + std::to_string(i), {{{deltas[i], true, 1, {}}}}});
    const double forward = run(requestOf(1, 16, bare), 10);
    print("forward, 1 x 16 tokens", forward, 43e-3, "of transformers");
    print("forward, 8 x 128 tokens", run(requestOf(8, 128, bare), 3), 744e-3, "of transformers");
    print("a plain batch of 8 x 16 tokens", run(requestOf(8, 16, bare), 8), forward,
          "of one forward (transformers: 2.4)");
    print("8 configurations of 1 x 16 tokens", run(requestOf(1, 16, eight), 8), forward,
          "of one forward (PEFT: 9.8, mixed batch 3.0)");
    const auto with = [&](int count) {
        Column column{"all", {}};
        for (int i = 0; i < count; ++i)
            column.mix.deltas.push_back({deltas[i], true, 1, {}});
        return run(requestOf(1, 16, {column}), 10);
    };
    print("forward with 1 LoRA attached", with(1), forward, "of a bare forward");
    print("forward with 8 LoRAs attached", with(8), forward, "of a bare forward");
}
