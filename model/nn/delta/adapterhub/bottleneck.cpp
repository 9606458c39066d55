// AdapterHub's bottleneck adapters (adapters/methods/modeling.py and bottleneck.py) in all their placements: Houlsby et
// al. 2019 (double_seq_bn), Pfeiffer et al. 2020 (seq_bn), He et al. 2022 (par_bn) and what lies between.
#include "nn/delta/adapterhub/adapterhub.h"
#include "nn/layers/join.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn::adapterhub {

namespace {

struct Norm {
    at::Tensor weight, bias; ///< undefined: no norm
    at::Tensor operator()(const at::Tensor &x) const
    {
        return weight.defined() ? at::layer_norm(x, weight.sizes(), weight, bias, 1e-5) : x;
    }
};

/// What the fields of a configuration make of a bottleneck.
struct Placement {
    enum class Residual { F, Sum, Normed } residual = Residual::F;
    bool parallel, readsNormed, residualBeforeNorm, endsJoin;

    explicit Placement(const Config &config)
        : parallel(config.flag("is_parallel"))
        , readsNormed(!parallel && config.flag("original_ln_before"))
        , residualBeforeNorm(config.flag("adapter_residual_before_ln"))
        , endsJoin(!config.flag("original_ln_after"))
    {
        const auto where = config.json().find("residual_before_ln");
        if (parallel || where == config.json().end() || *where == true)
            return;
        if (*where == "post_add" && readsNormed)
            residual = Residual::Sum;
        else if (*where == false)
            residual = readsNormed ? Residual::Normed : Residual::F;
        else
            config.refuse("residual_before_ln", "true, false, or post_add where original_ln_before is true");
    }
    std::string formula() const
    {
        const std::string up = std::string("Up(act(Down ") + (parallel ? "u" : readsNormed ? "LN(f + u)" : "f") + "))";
        const std::string rest = residual == Residual::F ? "f" : residual == Residual::Sum ? "(f + u)" : "LN(f + u)";
        return endsJoin ? rest + " + s·" + up : "LN(" + rest + " + s·" + up + " + u)";
    }
};

class AdapterHubBottleneck : public JoinTap {
public:
    struct Parts {
        Norm before, after;
        Bottleneck bottleneck;
        at::Tensor scaling; ///< [1] or [width]
        std::optional<Gate> gate;
    };
    AdapterHubBottleneck(Placement placement, Parts parts)
        : m_placement(placement)
        , m_parts(std::move(parts))
    {
    }
    bool readsSum() const override { return m_placement.readsNormed; }
    bool endsJoin() const override { return m_placement.endsJoin; }
    /// Without its own norm and with f for residual, a zero update leaves all as it is.
    bool isIdle() const override
    {
        return m_placement.residual == Placement::Residual::F && !m_placement.endsJoin
               && !m_parts.after.weight.defined()
               && (m_parts.bottleneck.isZero() || !m_parts.scaling.any().item<bool>());
    }
    at::Tensor joined(const TapCall &call, const JoinInput &in) const override
    {
        const at::Tensor &read = m_placement.parallel ? in.residual : m_placement.readsNormed ? in.normed : in.f;
        at::Tensor update = m_parts.bottleneck(m_parts.before(read)) * m_parts.scaling;
        if (m_parts.gate)
            update = update * (*m_parts.gate)(read);
        if (m_placement.parallel) // it knows no adapter_residual_before_ln
            return in.f.add(m_parts.after(update), call.strength);
        using Residual = Placement::Residual;
        const at::Tensor &residual = m_placement.residual == Residual::F     ? in.f
                                     : m_placement.residual == Residual::Sum ? in.sum
                                                                             : in.normed;
        if (m_placement.residual == Residual::F && !m_placement.residualBeforeNorm)
            return in.f.add(m_parts.after(update), call.strength);
        const at::Tensor whole
            = m_placement.residualBeforeNorm ? m_parts.after(update + residual) : m_parts.after(update) + residual;
        return call.strength == 1 ? whole : at::lerp(in.f, whole, call.strength);
    }

private:
    Placement m_placement;
    Parts m_parts;
};

constexpr std::string_view places[] = {"attention_adapters", "cross_attention_adapters", "output_adapters"};

/// The module behind whose output the part's adapter acts. Some models hold the adapters in the sub-layer's last
/// module, some in its layer under the name of the place.
int siteOf(const Work &work, const SavedPart &part)
{
    std::string path = part.path;
    std::optional<JoinPlace> place;
    const std::size_t dot = path.rfind('.');
    for (std::size_t i = 0; i < std::size(places); ++i)
        if (dot != std::string::npos && path.substr(dot + 1) == places[i]) {
            place = static_cast<JoinPlace>(i);
            path.resize(dot);
            break;
        }
    const int module = moduleAt(work, part, path);
    for (const int below : subtree(work.host, module)) {
        const auto found = work.host.blocks[below]->joinPlace();
        if (found && (place ? found == place : below == module))
            return below;
    }
    throw Failure(Error{work.file,
                        part.tensors.begin()->second->name
                            + ": expected an output that meets its residual, which this program knows for "
                            + "BERT, RoBERTa, ELECTRA, DeBERTa, ALBERT, DistilBERT, BART, T5, GPT-2, GPT-J, Llama and "
                              "ViT and their kin, found "
                            + work.host.network.modules[module].type + " of " + work.host.network.architecture,
                        {},
                        "no-such-module"});
}

/// True if this configuration, of several in a union, is the one that the adapter at that place is of.
bool isMeant(const Work &work, int site)
{
    constexpr const char *keys[] = {"mh_adapter", "cross_adapter", "output_adapter"};
    const auto place = *work.host.blocks[site]->joinPlace();
    const std::vector<std::int64_t> without = work.config.integers("leave_out");
    return work.config.flag(keys[static_cast<int>(place)], place == JoinPlace::Output)
           && std::find(without.begin(), without.end(), layerOf(work.host, work.host.network.modules[site].name))
                  == without.end();
}

/// The places that the configuration names must all be there.
void expectEverywhere(const Work &work, const std::vector<int> &sites)
{
    for (std::size_t i = 0; i < work.host.blocks.size(); ++i)
        if (work.host.blocks[i]->joinPlace() && isMeant(work, static_cast<int>(i))
            && std::find(sites.begin(), sites.end(), static_cast<int>(i)) == sites.end())
            throw Failure(Error{work.file,
                                "expected an adapter at " + work.host.network.modules[i].name
                                    + ", as the configuration says, found none",
                                {},
                                "missing-weight"});
}

Norm loadNorm(const Work &work, const SavedPart &part, const std::string &name, std::int64_t width,
              std::vector<TapModule> &modules)
{
    modules.push_back({name, "LayerNorm", {{"weight", {width}}, {"bias", {width}}}});
    return {load(work, part, name + ".weight", {width}), load(work, part, name + ".bias", {width})};
}

at::Tensor loadScaling(const Work &work, const SavedPart &part, std::int64_t width, std::vector<TapModule> &modules)
{
    const auto value = work.config.json().find("scaling");
    if (value == work.config.json().end() || value->is_number())
        return at::full({1}, value == work.config.json().end() ? 1.0 : value->get<double>());
    if (*value != "learned" && *value != "channel")
        work.config.refuse("scaling", "a number, learned or channel");
    const Shape shape{*value == "learned" ? 1 : width};
    modules.front().params.push_back({"scaling", shape});
    return load(work, part, "scaling", shape);
}

void addSite(const Work &work, const SavedPart &part, int site)
{
    const Config &config = work.config;
    const std::int64_t width = work.host.blocks[site]->outputWidth();
    const bool norms = config.flag("ln_before");
    const std::string down = norms ? "adapter_down.1" : "adapter_down.0";
    const std::int64_t inner = widthOf(work, part, down);
    std::vector<TapModule> modules{{"", config.flag("is_parallel") ? "ParallelAdapter" : "Adapter", {}}};
    AdapterHubBottleneck::Parts parts;
    parts.scaling = loadScaling(work, part, width, modules);
    modules.push_back({"adapter_down", "Sequential", {}});
    if (norms) // saved as adapter_norm_before too
        parts.before = loadNorm(work, part, "adapter_down.0", width, modules);
    LoadedLayer first = loadLayer(work, part, down, width, inner),
                second = loadLayer(work, part, "adapter_up", inner, width);
    modules.push_back(std::move(first.module));
    modules.push_back(std::move(second.module));
    if (config.flag("ln_after"))
        parts.after = loadNorm(work, part, "adapter_norm_after", width, modules);
    if (config.flag("use_gating")) {
        parts.gate = loadGate(work, part, "gate.", 1, width);
        modules.push_back({"gate", "Linear", {{"weight", {1, width}}, {"bias", {1}}}});
    }
    parts.bottleneck = {std::move(first.layer), std::move(second.layer), activation(work)};
    for (TapModule &module : modules)
        module.path = part.container + "." + part.name + (module.path.empty() ? "" : ".") + module.path;
    const Placement placement(config);
    TapInfo info;
    info.formula = placement.formula();
    info.modules = std::move(modules);
    nn::addTap(work.delta, site, std::make_shared<AdapterHubBottleneck>(placement, std::move(parts)), std::move(info));
}

void addBottlenecks(const Work &work)
{
    DeltaInfo &info = work.delta.info;
    const bool compacter = work.config.flag("phm_layer");
    info.kind = compacter ? "compacter" : "adapter";
    info.summary = work.config.flag("is_parallel") ? "parallel adapter" : info.kind;
    const std::size_t before = info.taps.size();
    std::vector<int> sites;
    for (const SavedPart *part : partsOf(work, "adapters"))
        if (const int site = siteOf(work, *part); isMeant(work, site)) {
            sites.push_back(site);
            addSite(work, *part, site);
        }
    expectEverywhere(work, sites);
    if (compacter && info.taps.size() > before) {
        TapModule module = sharedModule(work);
        for (const ParamInfo &param : module.params)
            info.parameterCount += elementCount(param.shape).value_or(0);
        if (!module.params.empty())
            info.taps[before].modules.push_back(std::move(module));
    }
}

BuiltDelta buildBottleneck(const Host &host, const DeltaSource &source)
{
    return buildPart(host, source, [](const Work &work) {
        addBottlenecks(work);
        addInvertible(work);
    });
}

} // namespace

DeltaKind bottleneck()
{
    return {.library = "adapterhub",
            .name = "adapter",
            .title = "Adapter (AdapterHub)",
            .says = "a bottleneck where a sub-layer meets its residual",
            .build = buildBottleneck,
            .keys = {{"reduction_factor", KeyType::Other, {}, {}, KeyPlace::Rack},
                     {"non_linearity", KeyType::Text, "linear", {}, KeyPlace::Rack},
                     {"scaling", KeyType::Other, "1", {}, KeyPlace::Rack},
                     {"is_parallel", KeyType::Flag, "False", {}, KeyPlace::Rack},
                     {"original_ln_before", KeyType::Flag, "False", {}, KeyPlace::Rack},
                     {"original_ln_after", KeyType::Flag, "True", {}, KeyPlace::Rack},
                     {"residual_before_ln", KeyType::Other, "True", {}, KeyPlace::Rack},
                     {"ln_before", KeyType::Flag, "False", {}, KeyPlace::Rack},
                     {"ln_after", KeyType::Flag, "False", {}, KeyPlace::Rack},
                     {"use_gating", KeyType::Flag, "False", {}, KeyPlace::Rack},
                     {"leave_out", KeyType::Wholes, {}, {}, KeyPlace::Rack},
                     {"mh_adapter", KeyType::Flag, "False"},
                     {"output_adapter", KeyType::Flag, "True"},
                     {"cross_adapter", KeyType::Flag, "False"},
                     {"adapter_residual_before_ln", KeyType::Flag, "False"},
                     {"inv_adapter", KeyType::Text, "nice"},
                     {"inv_adapter_reduction_factor", KeyType::Number},
                     {"phm_layer", KeyType::Flag, "False"},
                     {"phm_dim", KeyType::Whole, "4"},
                     {"factorized_phm_W", KeyType::Flag, "True"},
                     {"shared_W_phm", KeyType::Flag, "False"},
                     {"shared_phm_rule", KeyType::Flag, "True"},
                     {"factorized_phm_rule", KeyType::Flag, "False"},
                     {"phm_rank", KeyType::Whole, "1"},
                     {"phm_bias", KeyType::Flag, "True"},
                     trainingKey("phm_c_init", KeyType::Text, "normal"),
                     trainingKey("phm_init_range", KeyType::Number, "0.0001"),
                     trainingKey("learn_phm", KeyType::Flag, "True"),
                     trainingKey("hypercomplex_nonlinearity", KeyType::Text, "glorot-uniform"),
                     trainingKey("init_weights", KeyType::Text, "bert"),
                     trainingKey("init_weights_seed", KeyType::Whole),
                     trainingKey("dropout", KeyType::Number, "0"),
                     trainingKey("stochastic_depth", KeyType::Number, "0")}};
}

} // namespace deltascope::nn::adapterhub
