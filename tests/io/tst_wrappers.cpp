#include "io/hub.h"
#include "io/wrappers.h"

#include "io/files.h"

using namespace deltascope;
using namespace deltascope::test;

namespace {

/// A safetensors file with a number of each name.
std::string tensorsNamed(const std::vector<std::string> &names)
{
    std::string header = "{";
    for (std::size_t i = 0; i < names.size(); ++i)
        header += (i ? ",\"" : "\"") + names[i] + R"(":{"dtype":"F32","shape":[1],"data_offsets":[)"
                  + std::to_string(4 * i) + "," + std::to_string(4 * i + 4) + "]}";
    return safetensorsFile(header + "}", std::string(4 * names.size(), '\0'));
}

io::Unwrapped unwrappedNames(const std::vector<std::string> &names)
{
    const TempFolder folder;
    return io::unwrapped(io::openCheckpointFile(folder.write("a.safetensors", tensorsNamed(names))));
}

std::vector<std::string> namesOf(const io::CheckpointIndex &index)
{
    std::vector<std::string> names;
    for (const io::TensorEntry &entry : index.entries())
        names.push_back(entry.name);
    return names;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("wrappers: what torch.compile, FSDP and DDP put into names is taken out")
{
    CHECK(namesOf(unwrappedNames({"_orig_mod.a.weight", "_orig_mod.b._orig_mod.c"}).tensors)
          == Names{"a.weight", "b.c"});
    CHECK(namesOf(unwrappedNames({"module.a", "module.b"}).tensors) == Names{"a", "b"});
    CHECK(namesOf(unwrappedNames({"a._fsdp_wrapped_module.b"}).tensors) == Names{"a.b"});
    CHECK(unwrappedNames({"module.a", "module.b"}).removed == Names{"module."});
}

TEST_CASE("wrappers: a module that is called so, and names of that ending, stay")
{
    CHECK(namesOf(unwrappedNames({"module.a", "head.b"}).tensors) == Names{"module.a", "head.b"});
    CHECK(namesOf(unwrappedNames({"my_orig_mod.a"}).tensors) == Names{"my_orig_mod.a"});
    CHECK(unwrappedNames({"a", "b"}).removed.empty());
}

TEST_CASE("index: what no shard holds is left out, a shard that is not there is not")
{
    const TempFolder folder;
    folder.write("one.safetensors", tensorsNamed({"a"}));
    folder.write("model.safetensors.index.json",
                 R"({"weight_map":{"a":"one.safetensors","inv_freq":"one.safetensors"}})");
    CHECK(namesOf(io::openCheckpointFolder(folder.path())) == Names{"a"});
    folder.write("model.safetensors.index.json", R"({"weight_map":{"a":"one.safetensors","b":"two.safetensors"}})");
    CHECK(contains(refusal([&] { io::openCheckpointFolder(folder.path()); }).sentence(), "two.safetensors"));
}

TEST_CASE("places: a repository's folder in a hub cache stands for its snapshot")
{
    const TempFolder folder;
    folder.write("models--o--n/refs/main", "abc");
    folder.write("models--o--n/snapshots/abc/config.json", "{}");
    folder.write("models--o--n/snapshots/def/config.json", "{}");
    NoProgress progress;
    CHECK(io::locate(folder / "models--o--n", HubPart::Model, {}, progress).ends_with("snapshots/abc"));
    CHECK(io::locate(folder.path(), HubPart::Model, {}, progress) == folder.path());
}
