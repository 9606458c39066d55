// Every kind learns without code of its own: parameters by saved name -> taps -> forward -> backward -> a step -> saved
// by name and loaded again. The deltas are those that the Python libraries saved, and fresh ones.
#include "nn/openmodel.h"

#include "core/outcome.h"
#include "nn/layers/leaf.h"

#include <ATen/core/grad_mode.h>

#include <filesystem>
#include <map>
#include <set>

using namespace deltascope;
using namespace deltascope::nn;
using namespace deltascope::nn::test;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> foldersIn(const std::string &path)
{
    std::vector<std::string> list;
    for (const auto &entry : fs::directory_iterator(path))
        if (entry.is_directory())
            list.push_back(entry.path().string());
    std::sort(list.begin(), list.end());
    return list;
}

/// A number that depends on all of `output`.
at::Tensor lossOf(const at::Tensor &output)
{
    return (output.flatten() * at::arange(output.numel()).to(at::kFloat).cos()).sum();
}

void step(const LiveTensors &live)
{
    const at::NoGradGuard still;
    std::set<const void *> done; // one that has several names steps once
    for (const auto &[name, tensor] : live)
        if (tensor.grad().defined() && done.insert(tensor.unsafeGetTensorImpl()).second)
            tensor.add_(tensor.grad(), -0.1 / (1e-6 + tensor.grad().abs().max().item<double>()));
}

/// The delta trained for one step; where `mayIdle` names a tensor, nothing has to reach it.
void learn(const OpenModel &model, const DeltaFolder &folder)
{
    const LiveTensors live = liveTensors(folder);
    REQUIRE_FALSE(live.empty());
    const at::Tensor before = model.run(buildLive(model.host(), folder, live));
    REQUIRE(before.requires_grad());
    lossOf(before).backward();
    bool anyMoves = false;
    for (const auto &[name, tensor] : live) {
        CAPTURE(name);
        CHECK(tensor.grad().defined());
        if (!tensor.grad().defined())
            continue;
        CHECK(at::isfinite(tensor.grad()).all().item<bool>());
        anyMoves = anyMoves || tensor.grad().any().item<bool>();
    }
    CHECK(anyMoves);
    step(live);
    const at::NoGradGuard still;
    const at::Tensor after = model.run(buildLive(model.host(), folder, live));
    CHECK_FALSE(at::equal(before, after));
    CHECK(at::isfinite(after).all().item<bool>());
    const BuiltDelta again = buildSaved(model.host(), withTensors(folder, live));
    CHECK(at::equal(model.run(again), after));
}

/// The first saved delta of every kind of an area that fits one of its backbones, wholly if there is one.
std::map<std::string, std::pair<std::string, DeltaFolder>> oneOfEach(const std::string &area)
{
    std::map<std::string, std::pair<std::string, DeltaFolder>> found, partly;
    for (const std::string &path : foldersIn(area + "/deltas")) {
        if (fs::path(path).filename().string().starts_with("bad-"))
            continue;
        DeltaFolder folder = identify(path);
        const std::string kind(folder.kind->name);
        if (found.contains(kind) || liveTensors(folder).empty())
            continue;
        for (const std::string &backbone : foldersIn(area + "/backbones")) {
            const OpenModel model(backbone);
            try {
                const BuiltDelta built = buildSaved(model.host(), folder);
                if (built.taps.empty())
                    continue;
                if (!built.unexpected.empty()) { // another head's, say
                    partly.try_emplace(kind, backbone, folder);
                    continue;
                }
            } catch (const Failure &) {
                continue; // of another backbone
            }
            found.emplace(kind, std::pair(backbone, folder));
            break;
        }
    }
    found.merge(partly);
    return found;
}

const std::string data = TEST_DATA "/oracles/";
/// The only trained tokens at hand are of T5's shared table, which is never called by their name.
const std::string actsNowhere = "TRAINABLE_TOKENS";

} // namespace

TEST_CASE("every saved kind learns by saved name, and what it learnt is read again bit for bit")
{
    std::set<std::string> kinds;
    for (const std::string area : {"opendelta", "peft", "adapterhub", "extensions"})
        for (const auto &[kind, where] : oneOfEach(data + area)) {
            if (kind == actsNowhere)
                continue;
            const std::string library(where.second.kind->library);
            CAPTURE(library);
            CAPTURE(kind);
            CAPTURE(where.second.weightsFile);
            learn(OpenModel(where.first), where.second);
            kinds.insert(library + " " + kind);
        }
    for (const DeltaKind &kind : deltaKinds()) {
        const std::string name = std::string(kind.library) + " " + std::string(kind.name);
        CHECK_MESSAGE((kind.fresh || kinds.contains(name) || kind.name == actsNowhere), name);
    }
}

TEST_CASE("every kind that can be made fresh learns")
{
    for (const DeltaKind &kind : deltaKinds()) {
        if (!kind.fresh)
            continue;
        CAPTURE(kind.name);
        const OpenModel model(data + (kind.library == "peft" ? "peft/backbones/bert" : "opendelta/backbones/bert-sc"));
        nlohmann::json values{{std::string(layoutOf(kind.library)->kindKey), std::string(kind.name)}};
        for (const KeyInfo &key : kind.keys)
            if (key.name == "soft_token_num" || key.name == "hypercomplex_division" || key.name == "reduction_factor")
                values[key.name] = 4;
        const BuiltDelta fresh = buildFresh(model.host(), values, 3);
        learn(model, *fresh.files);
    }
}

TEST_CASE("a weight that was first converted in a run without gradients serves one with them")
{
    Bench bench({{"a.weight", at::ones({3, 3}, at::kHalf)}, {"a.bias", at::zeros({3}, at::kHalf)}});
    const Linear linear(bench.at("a"), 3, 3);
    const Lanes lanes({{0}}, 1);
    {
        const c10::InferenceMode inference;
        Pass pass = lanes.pass();
        (void)linear(pass, {at::ones({1, 2, 3}), pass.inputs});
    }
    Pass pass = lanes.pass();
    const at::Tensor x = at::ones({1, 2, 3}).requires_grad_();
    linear(pass, {x, pass.inputs}).t.sum().backward();
    CHECK(distance(x.grad(), at::full({1, 2, 3}, 3.0)) == 0);
}

TEST_CASE("a tensor of a LoRA's module that its configuration does not ask for is named")
{
    const OpenModel model(TEST_DATA "/oracles/peft/backbones/bert");
    DeltaFolder folder = identify(TEST_DATA "/oracles/peft/deltas/lora-bert");
    CHECK(buildSaved(model.host(), folder).unexpected.empty());
    std::vector<io::TensorEntry> entries = folder.tensors.entries();
    const std::string b = "lora_B.weight";
    io::TensorEntry other = *std::find_if(entries.begin(), entries.end(),
                                          [&b](const io::TensorEntry &entry) { return entry.name.ends_with(b); });
    std::vector<std::string> added;
    for (const char *name : {"lora_A.bias", "lora_magnitude_vector.weight"}) {
        io::TensorEntry more = other;
        more.name = other.name.substr(0, other.name.size() - b.size()) + name;
        added.push_back(more.name);
        entries.push_back(std::move(more));
    }
    folder.tensors = io::CheckpointIndex(entries);
    CHECK(buildSaved(model.host(), folder).unexpected == added);
}
