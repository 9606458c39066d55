// The scan of many adapter folders against the demo's model, on LoRAs that this program writes: bench_shelf MODEL
// [FOLDER].
#include "bench/random.h"
#include "engine/engine.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

using namespace deltascope;
using namespace deltascope::bench;
namespace fs = std::filesystem;

namespace {

constexpr int folders = 2000, distinct = 1500, width = 128, layers = 3;

void writeAdapter(const fs::path &folder, int number)
{
    fs::create_directories(folder);
    const int rank = 4 << number % 3;
    Checkpoint checkpoint;
    for (int i = 0; i < layers; ++i)
        for (const char *side : {"encoder", "decoder"})
            for (const char *part : {"q_proj", "v_proj"}) {
                const std::string module = "base_model.model.model." + std::string(side) + ".layers."
                                           + std::to_string(i) + ".self_attn." + part;
                checkpoint.add(module + ".lora_A.weight", {rank, width});
                checkpoint.add(module + ".lora_B.weight", {width, rank});
            }
    checkpoint.write(folder / "adapter_model.safetensors", static_cast<unsigned>(2 + number % distinct));
    std::ofstream(folder / "adapter_config.json")
        << nlohmann::json{{"peft_type", "LORA"},    {"r", rank},
                          {"lora_alpha", 2 * rank}, {"target_modules", {"q_proj", "v_proj"}},
                          {"bias", "none"},         {"base_model_name_or_path", "some/bart"}};
}

/// What a script does: every file is read whole, and the header becomes a document.
double secondsNaively(const fs::path &shelf)
{
    const auto readAll = [](const fs::path &path) {
        std::ifstream file(path, std::ios::binary);
        return std::string{std::istreambuf_iterator<char>(file), {}};
    };
    return best(3, [&] {
        std::size_t tensors = 0;
        for (const fs::directory_entry &entry : fs::directory_iterator(shelf)) {
            const auto config = nlohmann::json::parse(readAll(entry.path() / "adapter_config.json"));
            const std::string weights = readAll(entry.path() / "adapter_model.safetensors");
            std::uint64_t length = 0;
            std::memcpy(&length, weights.data(), sizeof length);
            tensors += nlohmann::json::parse(weights.substr(8, length)).size() + config.size();
        }
        if (tensors == 0)
            std::abort();
    });
}

double secondsOfScan(Engine &engine, const fs::path &shelf)
{
    NoProgress progress;
    return best(3, [&] {
        std::size_t found = 0, twins = 0, fitting = 0;
        const auto walk = engine.shelves()->walk(shelf.string());
        for (;;) {
            const auto batch = walk.value()->next(progress);
            if (!batch)
                std::abort();
            for (const ShelfEntry &entry : batch.value().entries) {
                ++found;
                twins += !entry.sameAs.empty();
                fitting += entry.fit == ShelfEntry::Fit::Fits;
            }
            if (batch.value().isLast)
                break;
        }
        if (found != folders || twins != folders - distinct || (engine.network() && fitting != folders))
            std::abort();
    });
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "expected the folder of the demo's model (resources/demo/model)\n");
        return 2;
    }
    const fs::path shelf = argc > 2 ? fs::path(argv[2]) : fs::temp_directory_path() / "deltascope-bench-shelf";
    if (!fs::exists(shelf / "adapter1999" / "adapter_config.json"))
        for (int i = 0; i < folders; ++i)
            writeAdapter(shelf / ("adapter" + std::to_string(i)), i);
    const auto engine = makeEngine();
    const double naive = secondsNaively(shelf), plain = secondsOfScan(*engine, shelf);
    NoProgress progress;
    OpenRequest request;
    request.model = argv[1];
    if (!engine->open(request, progress))
        std::abort();
    const double judged = secondsOfScan(*engine, shelf);
    std::printf("shelf of %d LoRA folders: %.0f folders a second with kinds, sizes and duplicates, %.0f with their fit "
                "as well, %.0f read whole and parsed "
                "(baseline)\n",
                folders, folders / plain, folders / judged, folders / naive);
}
