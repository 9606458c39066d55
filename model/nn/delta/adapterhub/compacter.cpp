// The linears of AdapterHub's bottlenecks (adapters/methods/modeling.py): plain, or y = x H + b with
// H = sum_i kron(rule_i, W_i) (Compacter, Mahabadi et al. 2021), whose rules and W may be shared by all layers.
#include "nn/delta/adapterhub/adapterhub.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn::adapterhub {

namespace {

/// The part that all layers share; null if there is none.
const SavedPart *shared(const Work &work)
{
    const auto parts = partsOf(work, "shared_parameters");
    return parts.empty() ? nullptr : parts.front();
}

/// A tensor of the layer itself, or of what all layers share under another name.
class PhmSource {
public:
    PhmSource(const Work &work, const SavedPart &part, const std::string &layer, TapModule &module)
        : m_work(work)
        , m_part(part)
        , m_layer(layer)
        , m_module(module)
    {
    }
    at::Tensor own(const std::string &name, const Shape &shape)
    {
        m_module.params.push_back({name, shape});
        return load(m_work, m_part, m_layer + "." + name, shape);
    }
    at::Tensor common(const std::string &name, const Shape &shape)
    {
        const SavedPart *all = shared(m_work);
        if (!all)
            throw Failure(Error{m_work.file,
                                "shared_parameters." + m_part.name + "." + name + ": expected beside "
                                    + m_part.tensors.begin()->second->name + ", found no such key",
                                {},
                                "missing-weight"});
        return load(m_work, *all, name, shape);
    }

private:
    const Work &m_work;
    const SavedPart &m_part;
    const std::string &m_layer;
    TapModule &m_module;
};

LoadedLayer loadPhm(const Work &work, const SavedPart &part, const std::string &name, std::int64_t in, std::int64_t out)
{
    const Config &config = work.config;
    const std::int64_t parts = config.size("phm_dim"), rank = config.size("phm_rank");
    if (in % parts != 0 || out % parts != 0)
        config.refuse("phm_dim", "a divisor of " + std::to_string(in) + " and " + std::to_string(out));
    LoadedLayer loaded{{}, {name, "PHMLayer", {}}};
    PhmSource source(work, part, name, loaded.module);
    const bool sharedRule = config.flag("shared_phm_rule"), sharedWeight = config.flag("shared_W_phm");
    const std::string place = name == "adapter_up" ? "up" : "down";
    const auto rule = [&](const char *key, const Shape &shape) {
        return sharedRule ? source.common(key, shape) : source.own(key, shape);
    };
    const auto weight = [&](const std::string &end, const Shape &shape) {
        return sharedWeight ? source.common("W_" + place + end, shape) : source.own("W" + end, shape);
    };
    const at::Tensor rules
        = config.flag("factorized_phm_rule")
              ? rule("phm_rule_left", {parts, parts, 1}).bmm(rule("phm_rule_right", {parts, 1, parts}))
              : rule("phm_rule", {parts, parts, parts});
    const at::Tensor weights
        = config.flag("factorized_phm_W")
              ? weight("_left", {parts, in / parts, rank}).bmm(weight("_right", {parts, rank, out / parts}))
              : weight("", {parts, in / parts, out / parts});
    at::Tensor sum = at::zeros({in, out});
    for (std::int64_t i = 0; i < parts; ++i)
        sum += at::kron(rules[i], weights[i]);
    loaded.layer.weight = sum.t().contiguous();
    if (config.flag("phm_bias"))
        loaded.layer.bias = source.own("b", {out});
    return loaded;
}

} // namespace

LoadedLayer loadLayer(const Work &work, const SavedPart &part, const std::string &name, std::int64_t in,
                      std::int64_t out)
{
    if (work.config.flag("phm_layer"))
        return loadPhm(work, part, name, in, out);
    return {{load(work, part, name + ".weight", {out, in}), load(work, part, name + ".bias", {out})},
            {name, "Linear", {{"weight", {out, in}}, {"bias", {out}}}}};
}

std::int64_t widthOf(const Work &work, const SavedPart &part, const std::string &name)
{
    if (!work.config.flag("phm_layer")) {
        const Shape &shape = shapeOf(work, part, name + ".weight");
        return shape.empty() ? 0 : shape.front();
    }
    if (part.holds(name + ".b"))
        return elementCount(shapeOf(work, part, name + ".b")).value_or(0);
    const std::string end = work.config.flag("factorized_phm_W") ? "_right" : "";
    const SavedPart *all = shared(work);
    const Shape &shape = work.config.flag("shared_W_phm") && all ? shapeOf(work, *all, "W_down" + end)
                                                                 : shapeOf(work, part, name + ".W" + end);
    return shape.size() == 3 ? shape.front() * shape.back() : 0;
}

TapModule sharedModule(const Work &work)
{
    TapModule module{"shared_parameters", "ParameterDict", {}};
    if (const SavedPart *all = shared(work))
        for (const auto &[name, entry] : all->tensors)
            module.params.push_back({all->name + "." + name, entry->shape});
    return module;
}

} // namespace deltascope::nn::adapterhub
