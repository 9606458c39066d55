// Deltas beside a checkpoint of bfloat16 numbers that is computed as it is stored.
#include "engine/deltasession.h"
#include "io/files.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <fstream>

using namespace deltascope;
using namespace deltascope::test;

namespace {

const std::string oracles = TEST_DATA "/oracles";

/// The upper halves of float32 numbers: bfloat16, rounded towards zero.
std::string halvesOf(const std::string &floats)
{
    std::string halves;
    for (std::size_t i = 0; i + 4 <= floats.size(); i += 4)
        halves += floats.substr(i + 2, 2);
    return halves;
}

/// Copies a model's folder with its safetensors' float32 tensors as bfloat16.
void copyHalved(const std::string &model, const std::string &target)
{
    std::filesystem::copy(model, target);
    const std::string file = target + "/model.safetensors", bytes = readAll(model + "/model.safetensors");
    std::uint64_t size = 0;
    std::memcpy(&size, bytes.data(), sizeof size);
    nlohmann::json header = nlohmann::json::parse(bytes.substr(8, size));
    std::string data;
    for (auto &[name, tensor] : header.items()) {
        if (name == "__metadata__")
            continue;
        const std::size_t begin = tensor["data_offsets"][0], end = tensor["data_offsets"][1];
        std::string part = bytes.substr(8 + size + begin, end - begin);
        if (tensor["dtype"] == "F32") {
            part = halvesOf(part);
            tensor["dtype"] = "BF16";
        }
        tensor["data_offsets"] = {data.size(), data.size() + part.size()};
        data += part;
    }
    const std::string text = header.dump();
    size = text.size();
    std::filesystem::permissions(file, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char *>(&size), sizeof size);
    out << text << data;
}

} // namespace

TEST_CASE("every delta runs beside half-precision weights, near to what it says in float32")
{
    const TempFolder folder;
    int number = 0;
    for (const auto &[area, backbone] :
         {std::pair("peft", "bert"), {"peft", "llama"}, {"adapterhub", "bert"}, {"adapterhub", "gpt2"}}) {
        const std::string home = oracles + "/" + area, halved = folder / std::to_string(number++);
        copyHalved(home + "/backbones/" + backbone, halved);
        DeltaSession wide(halved), stored(halved, ComputeType::AsStored);
        for (const std::string &saved : fitting(wide, home)) {
            CAPTURE(saved);
            const std::vector<float> expected = wide.runWith(wide.addSaved(saved)),
                                     found = stored.runWith(stored.addSaved(saved));
            double largest = 1e-3;
            for (const float value : expected)
                largest = std::max(largest, std::abs(static_cast<double>(value)));
            CHECK(distance(expected, found) < 0.3 * largest);
        }
    }
}
