#include "nn/delta/alone.h"

#include "core/outcome.h"
#include "nn/layers/leaf.h"

#include <array>
#include <cctype>
#include <map>
#include <optional>

namespace deltascope::nn {

namespace {

/// What the shapes of a delta's factors say of the weight [out, in] that it changes: of a Kronecker product both sides
/// are products.
struct Sides {
    std::int64_t out = 1, in = 1;
    bool knowsOut = false, knowsIn = false, isTable = false;
};

/// A factor by the name that its library saves it under, and which of its dimensions are sides of the weight.
struct Factor {
    std::string_view name;
    int outDimension, inDimension; ///< -1: neither
    bool isTable = false;
};
constexpr std::array factors{
    Factor{"lora_A", -1, 1},
    Factor{"lora_B", 0, -1},
    Factor{"lora_embedding_A", -1, 1, true},
    Factor{"lora_embedding_B", 0, -1, true},
    Factor{"hada_w1_a", 0, -1},
    Factor{"hada_w1_b", -1, 1},
    Factor{"lokr_w1", 0, 1},
    Factor{"lokr_w2", 0, 1},
    Factor{"lokr_w1_a", 0, -1},
    Factor{"lokr_w1_b", -1, 1},
    Factor{"lokr_w2_a", 0, -1},
    Factor{"lokr_w2_b", -1, 1},
};

/// True for "lora" and "lora_1", the layer between module and factor in OpenDelta's keys.
bool isLayerName(std::string_view part)
{
    return part == "lora" || (part.starts_with("lora_") && part.size() > 5 && std::isdigit(part[5]));
}

/// The path of the module that a key belongs to, and its factor; nothing for a key of another sort.
std::optional<std::pair<std::string, Factor>> readKey(std::string_view key, std::string_view library)
{
    std::string path;
    for (const std::string_view start : {"base_model.model.", "base_model."})
        if (key.starts_with(start)) {
            key.remove_prefix(start.size());
            break;
        }
    while (!key.empty()) {
        const std::size_t dot = key.find('.');
        const std::string_view part = key.substr(0, dot);
        for (const Factor &factor : factors)
            if (factor.name == part)
                return std::pair{path, factor};
        if (part != "base_layer" && !(library == "opendelta" && isLayerName(part)))
            path += (path.empty() ? "" : ".") + std::string(part);
        key.remove_prefix(dot == std::string_view::npos ? key.size() : dot + 1);
    }
    return std::nullopt;
}

std::vector<std::pair<std::string, Sides>> modulesOf(const DeltaFolder &folder)
{
    std::vector<std::pair<std::string, Sides>> modules;
    std::map<std::string, std::size_t> known;
    for (const io::TensorEntry &entry : folder.tensors.entries()) {
        const auto read = readKey(entry.name, folder.kind->library);
        if (!read || entry.shape.size() != 2)
            continue;
        const auto [place, isNew] = known.try_emplace(read->first, modules.size());
        if (isNew)
            modules.emplace_back(read->first, Sides());
        Sides &sides = modules[place->second].second;
        const Factor &factor = read->second;
        sides.isTable |= factor.isTable;
        if (factor.outDimension >= 0) {
            sides.out *= entry.shape[static_cast<std::size_t>(factor.outDimension)];
            sides.knowsOut = true;
        }
        if (factor.inDimension >= 0) {
            sides.in *= entry.shape[static_cast<std::size_t>(factor.inDimension)];
            sides.knowsIn = true;
        }
    }
    std::erase_if(modules, [](const auto &module) { return !module.second.knowsOut || !module.second.knowsIn; });
    return modules;
}

/// Without the tensors that belong to no factor: whole modules and biases beside them, which a backbone must tell.
DeltaFolder factorsOnly(DeltaFolder folder, const std::vector<std::pair<std::string, Sides>> &modules)
{
    std::vector<io::TensorEntry> kept;
    for (const io::TensorEntry &entry : folder.tensors.entries())
        for (const auto &[path, sides] : modules)
            if (path.empty() || entry.name.find(path + ".") != std::string::npos) {
                kept.push_back(entry);
                break;
            }
    folder.tensors = io::CheckpointIndex(std::move(kept));
    return folder;
}

} // namespace

AloneDelta::AloneDelta(DeltaFolder folder)
    : m_folder(std::move(folder))
    , m_config(nlohmann::json::object(), m_folder.weightsFile)
    , m_weights(NamedTensors())
    , m_builder(m_weights, {at::kFloat, {}, 0, 0}, 1)
{
    const auto modules = modulesOf(m_folder);
    if (modules.empty())
        throw Failure(Error{m_folder.config.path(),
                            "expected updates of weights that are known by their factors (lora, adalora, loha, lokr), "
                            "found "
                                + std::string(m_folder.kind->name) + " of " + std::string(m_folder.kind->library),
                            "if it changes weights at all, name the backbone with --against", "needs-backbone"});
    for (const auto &[path, sides] : modules) {
        const Scope scope{&m_builder, path, -1};
        if (sides.isTable)
            m_blocks.push_back(std::make_unique<Embedding>(scope, sides.in, sides.out));
        else
            m_blocks.push_back(std::make_unique<Linear>(scope, sides.in, sides.out, Bias::Without));
    }
    m_builder.describe(m_info);
    m_info.architecture = "the delta's own modules";
    m_folder = factorsOnly(std::move(m_folder), modules);
    m_delta = buildLive({m_info, m_builder.blocks(), m_config, {}}, m_folder, {});
}

const Leaf *AloneDelta::leafAt(int module) const
{
    return dynamic_cast<const Leaf *>(m_builder.blocks()[static_cast<std::size_t>(module)]);
}

} // namespace deltascope::nn
