// A checkpoint of Llama 7B's size opens by mapping: the file is sparse, and reading it would show in time and memory.
#include "engine/engine.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>

#include <sys/resource.h>

using namespace deltascope;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t width = 4096, inner = 11008, vocabulary = 32000, layers = 32;

class Checkpoint {
public:
    void add(const std::string &name, const std::vector<std::int64_t> &shape)
    {
        std::int64_t bytes = 2;
        for (const std::int64_t size : shape)
            bytes *= size;
        m_header[name] = {{"dtype", "F16"}, {"shape", shape}, {"data_offsets", {m_bytes, m_bytes + bytes}}};
        m_bytes += bytes;
    }
    void write(const fs::path &path) const
    {
        std::string header = m_header.dump();
        header.resize((header.size() + 7) / 8 * 8, ' ');
        std::uint64_t length = header.size();
        std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char *>(&length), 8) << header;
        fs::resize_file(path, 8 + header.size() + static_cast<std::uintmax_t>(m_bytes));
    }

private:
    nlohmann::json m_header;
    std::int64_t m_bytes = 0;
};

void writeLlama(const fs::path &folder)
{
    fs::create_directories(folder);
    Checkpoint checkpoint;
    checkpoint.add("model.embed_tokens.weight", {vocabulary, width});
    for (int i = 0; i < layers; ++i) {
        const std::string layer = "model.layers." + std::to_string(i) + ".";
        for (const char *part : {"q_proj", "k_proj", "v_proj", "o_proj"})
            checkpoint.add(layer + "self_attn." + part + ".weight", {width, width});
        checkpoint.add(layer + "mlp.gate_proj.weight", {inner, width});
        checkpoint.add(layer + "mlp.up_proj.weight", {inner, width});
        checkpoint.add(layer + "mlp.down_proj.weight", {width, inner});
        checkpoint.add(layer + "input_layernorm.weight", {width});
        checkpoint.add(layer + "post_attention_layernorm.weight", {width});
    }
    checkpoint.add("model.norm.weight", {width});
    checkpoint.add("lm_head.weight", {vocabulary, width});
    checkpoint.write(folder / "model.safetensors");
    std::ofstream(folder / "config.json") << nlohmann::json{{"architectures", {"LlamaForCausalLM"}},
                                                            {"model_type", "llama"},
                                                            {"hidden_size", width},
                                                            {"intermediate_size", inner},
                                                            {"num_hidden_layers", layers},
                                                            {"num_attention_heads", 32},
                                                            {"vocab_size", vocabulary},
                                                            {"rms_norm_eps", 1e-6}};
}

long peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

} // namespace

TEST_CASE("a 7B-sized checkpoint opens without being read, and what running takes is known before")
{
    const fs::path folder = fs::temp_directory_path() / ("deltascope-big-" + std::to_string(::getpid()));
    writeLlama(folder);
    const auto engine = makeEngine();
    NoProgress progress;
    const long before = peakMegabytes();
    const auto start = std::chrono::steady_clock::now();
    OpenRequest request;
    request.model = folder.string();
    auto opened = engine->open(request, progress);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    REQUIRE(opened.ok());
    CHECK(opened.value().runnable);
    CHECK(opened.value().parameterCount == 6'738'415'616);
    CHECK(opened.value().bytes == 2 * 6'738'415'616);
    CHECK(opened.value().copyBytes == 4 * 6'738'415'616);
    CHECK(opened.value().bytesPerToken > 4 * vocabulary);
    CHECK(seconds < 2);
    CHECK(peakMegabytes() - before < 100);

    request.compute = ComputeType::AsStored;
    opened = engine->open(request, progress);
    REQUIRE(opened.ok());
    CHECK(opened.value().copyBytes == 0);
    fs::remove_all(folder);
}
