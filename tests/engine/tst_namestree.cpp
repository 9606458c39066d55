// Trees of files that no architecture is known of.
#include "engine/engine.h"
#include "io/files.h"
#include "io/safetensors.h"

#include <doctest/doctest.h>

using namespace deltascope;
using namespace deltascope::test;

namespace {

std::vector<std::string> modulesOf(const std::vector<std::string> &tensors)
{
    const TempFolder folder;
    const std::string path = folder / "weights.safetensors";
    const std::vector<float> number = {1};
    std::vector<io::TensorToWrite> written;
    for (const std::string &name : tensors)
        written.push_back({name, DType::F32, {1}, bytesOf(number)});
    io::writeSafetensors(path, written, {});
    NoProgress progress;
    OpenRequest request;
    request.model = path;
    const auto network = makeEngine()->open(request, progress);
    REQUIRE_MESSAGE(network.ok(), network.error().sentence());
    std::vector<std::string> names;
    for (const ModuleInfo &module : network.value().modules)
        names.push_back(module.name);
    return names;
}

} // namespace

TEST_CASE("layers stand by their numbers, whatever the order of the file")
{
    CHECK(modulesOf({"h.0.a.weight", "h.1.a.weight", "h.10.a.weight", "h.2.a.weight"})
          == std::vector<std::string>{"", "h", "h.0", "h.0.a", "h.1", "h.1.a", "h.2", "h.2.a", "h.10", "h.10.a"});
}

TEST_CASE("modules with names stay in the order of the file")
{
    CHECK(modulesOf({"z.weight", "h.1.weight", "h.x.weight", "h.0.weight", "a.weight"})
          == std::vector<std::string>{"", "z", "h", "h.1", "h.x", "h.0", "a"});
}
