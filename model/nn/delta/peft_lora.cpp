// PEFT's LoRA (peft/tuners/lora/layer.py, dora.py): y + s B A x with s = alpha / r, or alpha / sqrt(r).
#include "nn/delta/opendelta.h"
#include "nn/delta/peft.h"
#include "nn/delta/taps.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

namespace {

/// s * (A^T[i] B^T) added to an embedding's rows, times the table's own scale.
class EmbeddingLoraTap : public Tap {
public:
    EmbeddingLoraTap(at::Tensor a, at::Tensor b, double scale) : m_a(a.t().contiguous()), m_b(std::move(b)), m_scale(scale) {}
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override
    {
        return y.add(at::embedding(m_a, x).matmul(m_b.t()), call.strength * m_scale);
    }

private:
    at::Tensor m_a, m_b;
    double m_scale;
};

/// y + (m/n - 1) (y - bias) + (m/n) s B A x, n the row norms of W + s B A (Liu et al. 2024; PEFT's order of adapters).
class DoraTap : public Tap {
public:
    DoraTap(const Leaf &leaf, at::Tensor a, at::Tensor b, at::Tensor magnitude, double scale)
        : m_leaf(leaf), m_a(std::move(a)), m_b(std::move(b)), m_magnitude(std::move(magnitude)), m_scale(scale)
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override
    {
        const double s = call.strength * m_scale;
        const at::Tensor weight = dynamic_cast<const Conv1D *>(&m_leaf) ? m_leaf.weight().t() : m_leaf.weight();
        const at::Tensor ratio = m_magnitude / (weight + s * m_b.mm(m_a)).norm(2, 1);
        const at::Tensor plain = m_leaf.hasBias() ? y - m_leaf.bias() : y;
        return y + (ratio - 1) * plain + ratio * at::linear(at::linear(x, m_a), m_b) * s;
    }

private:
    const Leaf &m_leaf;
    at::Tensor m_a, m_b, m_magnitude;
    double m_scale;
};

const Leaf &leafAt(const Host &host, const DeltaSource &source, const peft::SavedSite &site)
{
    const auto *leaf = dynamic_cast<const Leaf *>(host.blocks[site.module]);
    if (!leaf)
        throw Failure(Error{source.file, site.tensors.begin()->second->name + ": expected a Linear, a Conv1D or an Embedding, found "
                                + host.network.modules[site.module].type, {}, "shape-mismatch"});
    return *leaf;
}

void expectKnown(const Config &config)
{
    const auto init = config.json().find("init_lora_weights");
    if (init != config.json().end() && init->is_string() && (*init == "pissa" || *init == "olora" || init->get<std::string>().substr(0, 11) == "pissa_niter"))
        config.refuse("init_lora_weights", "an initialisation that leaves the backbone's weights as they are");
    if (config.has("target_parameters") && !config.json().at("target_parameters").empty())
        config.refuse("target_parameters", "none");
}

void addSite(const Host &host, const DeltaSource &source, const peft::SavedSite &site, BuiltDelta &delta)
{
    const Config &config = source.config;
    const Leaf &leaf = leafAt(host, source, site);
    const double rank = peft::patternValue(config, "rank_pattern", site.path, static_cast<double>(config.size("r", 8)));
    const double alpha = peft::patternValue(config, "alpha_pattern", site.path, config.number("lora_alpha", 8));
    const double scale = alpha / (config.flag("use_rslora", false) ? std::sqrt(rank) : rank);
    const auto r = static_cast<std::int64_t>(rank);
    const auto param = [](const char *name, const at::Tensor &t) { return ParamInfo{name, t.sizes().vec()}; };
    TapInfo info;
    info.formula = "y + s·BA x";
    info.scale = scale;
    std::shared_ptr<const Tap> tap;
    if (site.tensors.count("lora_embedding_A")) {
        const at::Tensor a = peft::load(site, source, "lora_embedding_A", {r, leaf.inputWidth()});
        const at::Tensor b = peft::load(site, source, "lora_embedding_B", {leaf.outputWidth(), r});
        info.modules = {{"lora_embedding_A", "ParameterDict", {param("default", a)}}, {"lora_embedding_B", "ParameterDict", {param("default", b)}}};
        const auto *table = dynamic_cast<const Embedding *>(&leaf);
        tap = std::make_shared<EmbeddingLoraTap>(a, b, scale * (table ? table->scale() : 1));
    } else {
        const at::Tensor a = peft::load(site, source, "lora_A.weight", {r, leaf.inputWidth()});
        const at::Tensor b = peft::load(site, source, "lora_B.weight", {leaf.outputWidth(), r});
        info.modules = {{"lora_A", "Linear", {param("weight", a)}}, {"lora_B", "Linear", {param("weight", b)}}};
        if (site.tensors.count("lora_B.bias")) {
            const at::Tensor bias = peft::load(site, source, "lora_B.bias", {leaf.outputWidth()});
            TapInfo shift{site.module, {{"lora_B", "Linear", {param("bias", bias)}}}, {}, "y + s·b", scale};
            opendelta::addTap(delta, site.module, std::make_shared<ShiftTap>(bias * scale), std::move(shift));
        }
        const char *magnitude = site.tensors.count("lora_magnitude_vector.weight") ? "lora_magnitude_vector.weight" : "lora_magnitude_vector";
        if (config.flag("use_dora", false)) {
            const at::Tensor m = peft::load(site, source, magnitude, {leaf.outputWidth()});
            info.formula = "m/|W + s·BA| (W + s·BA) x";
            info.modules.push_back({"lora_magnitude_vector", "DoraLinearLayer", {param("weight", m)}});
            tap = std::make_shared<DoraTap>(leaf, a, b, m, scale);
        } else {
            tap = std::make_shared<LowRankTap>(a, b, scale);
        }
    }
    opendelta::addTap(delta, site.module, std::move(tap), std::move(info));
}

} // namespace

BuiltDelta buildPeftLora(const Host &host, const DeltaSource &source)
{
    expectKnown(source.config);
    BuiltDelta delta = opendelta::begin(source, "lora", {"r", "lora_alpha", "lora_dropout", "use_rslora", "use_dora"});
    delta.info.library = "peft";
    delta.info.summary = "lora r" + std::to_string(source.config.size("r", 8));
    delta.info.targets = source.config.texts("target_modules");
    const peft::Saved saved = peft::savedSites(host, source, {"lora_A", "lora_B", "lora_embedding_A", "lora_embedding_B", "lora_magnitude_vector"});
    if (saved.sites.empty())
        throw Failure(Error{source.file, "expected lora_A and lora_B of modules that target_modules " + joinNames(delta.info.targets) + " names, found none",
                            {}, "missing-weight"});
    for (const peft::SavedSite &site : saved.sites)
        addSite(host, source, site, delta);
    std::vector<const io::TensorEntry *> others;
    for (const io::TensorEntry &entry : saved.others) {
        others.push_back(&entry);
        delta.info.parameterCount += elementCount(entry.shape).value_or(0);
    }
    opendelta::replaceTuned(host, source, others, delta);
    return delta;
}

} // namespace deltascope::nn
