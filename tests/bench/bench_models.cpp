// Cached generation and the opening of many tensors, on random models that this program writes: bench_models [FOLDER].
#include "bench/random.h"
#include "engine/engine.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>

using namespace deltascope;
using namespace deltascope::bench;
namespace fs = std::filesystem;

namespace {

constexpr int width = 768, layers = 12, vocabulary = 50257, positions = 1024;
constexpr int promptLength = 16, newTokens = 48, manyTensors = 10'000;

/// A GPT-2 of the smallest published size.
void writeGpt2(const fs::path &folder)
{
    fs::create_directories(folder);
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
        conv(layer + "mlp.c_fc", width, 4 * width);
        conv(layer + "mlp.c_proj", 4 * width, width);
    }
    checkpoint.norm("transformer.ln_f", width);
    checkpoint.write(folder / "model.safetensors", 1);
    std::ofstream(folder / "config.json") << nlohmann::json{{"architectures", {"GPT2LMHeadModel"}},
                                                            {"model_type", "gpt2"},
                                                            {"n_embd", width},
                                                            {"n_layer", layers},
                                                            {"n_head", 12},
                                                            {"n_positions", positions},
                                                            {"vocab_size", vocabulary}};
}

void writeManyTensors(const fs::path &folder)
{
    fs::create_directories(folder);
    Checkpoint checkpoint;
    for (int i = 0; i < manyTensors / 2; ++i)
        checkpoint.linear("model.layers." + std::to_string(i / 10) + ".part" + std::to_string(i % 10), 16, 16);
    checkpoint.write(folder / "model.safetensors", 2);
    std::ofstream(folder / "config.json") << R"({"model_type": "unknown", "architectures": ["ManyTensors"]})";
}

RunResult runOrAbort(Engine &engine, const RunRequest &request)
{
    NoProgress progress;
    auto result = engine.run(request, progress);
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().sentence().c_str());
        std::abort();
    }
    return std::move(result.value());
}

/// The same greedy text without a cache: every step runs the whole text again.
double secondsWithoutCache(Engine &engine, RunRequest request)
{
    request.task = Task::Logits;
    request.positions = LogitPositions::Last;
    return best(1, [&] {
        for (int i = 0; i < newTokens; ++i) {
            const std::vector<float> logits = runOrAbort(engine, request).columns[0].outputs[0].logits.values;
            request.inputs[0].ids->push_back(std::max_element(logits.begin(), logits.end()) - logits.begin());
        }
    });
}

void measureGeneration(const fs::path &folder)
{
    const auto engine = makeEngine();
    NoProgress progress;
    OpenRequest open;
    open.model = folder.string();
    if (!engine->open(open, progress))
        std::abort();
    RunRequest request;
    request.inputs.emplace_back().ids.emplace();
    for (int i = 0; i < promptLength; ++i)
        request.inputs[0].ids->push_back(100 + 37 * i);
    request.columns = {{"base", {}}};
    request.generation.maxNewTokens = newTokens;
    runOrAbort(*engine, request);
    const double without = secondsWithoutCache(*engine, request);
    const double cached = best(3, [&] { runOrAbort(*engine, request); });
    std::printf("GPT-2 (124 M), prompt of %d, %d new tokens: %.1f tokens a second with the cache, %.1f without "
                "(baseline), %.1f x\n",
                promptLength, newTokens, newTokens / cached, newTokens / without, without / cached);
    std::vector<Input> eight(8, request.inputs[0]);
    for (int i = 0; i < 8; ++i)
        (*eight[i].ids)[0] += i;
    request.inputs = eight;
    const double batch = best(2, [&] { runOrAbort(*engine, request); });
    std::printf("the same of 8 texts in one batch: %.1f tokens a second, %.1f x one text (baseline)\n",
                8 * newTokens / batch, 8 * cached / batch);
}

void measureOpening(const fs::path &folder)
{
    const fs::path file = folder / "model.safetensors";
    const double baseline = best(5, [&] { // what no reader can do without
        std::ifstream stream(file, std::ios::binary);
        std::uint64_t length = 0;
        stream.read(reinterpret_cast<char *>(&length), 8);
        std::string header(length, ' ');
        stream.read(header.data(), static_cast<std::streamsize>(length));
        if (nlohmann::json::parse(header).size() < manyTensors)
            std::abort();
    });
    const double seconds = best(5, [&] {
        const auto engine = makeEngine();
        NoProgress progress;
        OpenRequest open;
        open.model = folder.string();
        if (!engine->open(open, progress))
            std::abort();
    });
    print("open a checkpoint of 10,000 tensors", seconds, baseline, "of parsing its header alone");
}

} // namespace

int main(int argc, char **argv)
{
    const fs::path root = argc > 1 ? fs::path(argv[1]) : fs::temp_directory_path() / "deltascope-bench";
    if (!fs::exists(root / "gpt2" / "config.json"))
        writeGpt2(root / "gpt2");
    if (!fs::exists(root / "many" / "config.json"))
        writeManyTensors(root / "many");
    measureGeneration(root / "gpt2");
    measureOpening(root / "many");
}
