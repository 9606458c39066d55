// AdapterHub's LoRA, IA3, DoRA and VeRA (adapters/methods/lora.py; Hu et al. 2021, Liu et al. 2022 and 2024, Kopiczko
// et al. 2024). Its DoRA differs from PEFT's: the norm has no scale, and the bias is scaled with the rest.
#include "nn/delta/adapterhub/adapterhub.h"
#include "nn/delta/taps/taps.h"

#include "core/outcome.h"
#include "nn/product/product.h"

#include <ATen/ATen.h>

namespace deltascope::nn::adapterhub {

namespace {

/// u = s B A x, or g B A x with a gate g; y + u, or with row factors m / |W + B A| the sum of y and u times those.
class WideLoraTap : public Tap {
public:
    struct Parts {
        at::Tensor a, b;
        double scale;
        std::optional<Gate> gate;
        at::Tensor columnGate; ///< which output of the gate each column of y takes
        at::Tensor ratio; ///< [out]; undefined without DoRA
    };
    explicit WideLoraTap(Parts parts)
        : m_parts(std::move(parts))
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override
    {
        at::Tensor update = product(product(x, m_parts.a), m_parts.b);
        update
            = m_parts.gate ? update * (*m_parts.gate)(x).index_select(-1, m_parts.columnGate) : update * m_parts.scale;
        if (!m_parts.ratio.defined())
            return y.add(update, call.strength);
        return y.add((y + update) * m_parts.ratio - y, call.strength);
    }
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override
    {
        if (m_parts.gate)
            return std::nullopt;
        const bool columns = dynamic_cast<const Conv1D *>(&leaf);
        const at::Tensor change = m_parts.b.mm(m_parts.a) * m_parts.scale, factors = 1 + strength * (m_parts.ratio - 1);
        const at::Tensor own = columns ? params.weight.t() : params.weight;
        const at::Tensor weight = own * factors.unsqueeze(1) + change * (strength * m_parts.ratio).unsqueeze(1);
        return LeafParams{columns ? weight.t() : weight, params.bias.defined() ? params.bias * factors : params.bias};
    }

private:
    Parts m_parts;
};

/// y * (1 + strength (v - 1)), v also times the mean gate.
class ScalingTap : public Tap {
public:
    ScalingTap(at::Tensor factors, std::optional<Gate> gate, at::Tensor columnGate)
        : m_factors(std::move(factors))
        , m_gate(std::move(gate))
        , m_columnGate(std::move(columnGate))
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override
    {
        if (!m_gate)
            return y * (1 + call.strength * (m_factors - 1));
        return y * (1 + call.strength * (m_factors * (*m_gate)(x).index_select(-1, m_columnGate) - 1));
    }
    bool isIdle() const override { return !m_gate && (m_factors == 1).all().item<bool>(); }
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override
    {
        if (m_gate)
            return std::nullopt;
        const at::Tensor factors = 1 + strength * (m_factors - 1);
        const bool columns = dynamic_cast<const Conv1D *>(&leaf);
        return LeafParams{params.weight * (columns ? factors : factors.unsqueeze(1)),
                          params.bias.defined() ? params.bias * factors : params.bias};
    }

private:
    at::Tensor m_factors;
    std::optional<Gate> m_gate;
    at::Tensor m_columnGate;
};

/// What a projection's outputs are grouped by: one group, or those of query, key and value that a fused one adapts.
struct Groups {
    std::int64_t total, width; ///< all outputs, outputs of one group
    std::vector<std::int64_t> taken; ///< numbers of the groups that are adapted

    std::int64_t count() const { return static_cast<std::int64_t>(taken.size()); }
    /// [total]: the adapted groups' own values, in the others `other`.
    at::Tensor spread(const at::Tensor &values, double other) const
    {
        at::Tensor all = at::full({total}, other);
        for (std::int64_t i = 0; i < count(); ++i)
            all.narrow(0, taken[i] * width, width).copy_(values.narrow(0, i * width, width));
        return all;
    }
    /// Which of count() numbers each output takes; 0 in groups that are not adapted.
    at::Tensor numbers() const
    {
        at::Tensor all = at::zeros({total}, at::kLong);
        for (std::int64_t i = 0; i < count(); ++i)
            all.narrow(0, taken[i] * width, width).fill_(i);
        return all;
    }
    /// [total, count * rank], block by block, of B [count * width, rank].
    at::Tensor blocks(const at::Tensor &b) const
    {
        const std::int64_t rank = b.size(1);
        at::Tensor all = at::zeros({total, count() * rank});
        for (std::int64_t i = 0; i < count(); ++i)
            all.narrow(0, taken[i] * width, width).narrow(1, i * rank, rank).copy_(b.narrow(0, i * width, width));
        return all;
    }
};

/// Only GPT-2 keeps query, key and value in one module here.
Groups groupsOf(const Work &work, const SavedPart &part, const Leaf &leaf)
{
    const std::int64_t out = leaf.outputWidth();
    if (!part.path.ends_with(".c_attn"))
        return {out, out, {0}};
    const std::vector<std::string> names = work.config.texts("attn_matrices");
    Groups groups{out, out / 3, {}};
    for (std::int64_t i = 0; i < 3; ++i)
        if (std::find(names.begin(), names.end(), std::string(1, "qkv"[i])) != names.end())
            groups.taken.push_back(i);
    if (groups.taken.empty())
        work.config.refuse("attn_matrices", "some of q, k and v");
    return groups;
}

struct Site {
    int module;
    const Leaf &leaf;
    Groups groups;
    std::vector<ParamInfo> params;
    std::optional<Gate> gate;
    std::vector<TapModule> inner;
};

Site siteOf(const Work &work, const SavedPart &part)
{
    const int module = moduleAt(work, part, part.path);
    const auto *leaf = dynamic_cast<const Leaf *>(work.host.blocks[module]);
    if (!leaf)
        throw Failure(Error{work.file,
                            part.tensors.begin()->second->name + ": expected a Linear or a Conv1D, found "
                                + work.host.network.modules[module].type,
                            {},
                            "shape-mismatch"});
    Site site{module, *leaf, groupsOf(work, part, *leaf), {}, std::nullopt, {}};
    if (work.config.flag("use_gating")) {
        site.gate = loadGate(work, part, "gate.", site.groups.count(), leaf->inputWidth());
        site.inner.push_back(
            {"gate",
             "Linear",
             {{"weight", {site.groups.count(), leaf->inputWidth()}}, {"bias", {site.groups.count()}}}});
    }
    return site;
}

void add(const Work &work, const SavedPart &part, Site site, std::string_view type, std::shared_ptr<const Tap> tap,
         TapInfo info)
{
    const std::string layer = "loras." + part.name;
    info.modules = {{layer, std::string(type), std::move(site.params)}};
    for (TapModule &module : site.inner) {
        module.path = layer + "." + module.path;
        info.modules.push_back(std::move(module));
    }
    nn::addTap(work.delta, site.module, std::move(tap), std::move(info));
}

/// "alpha", but for a LoRA (not one in a union) of a version "adapters.1.0.3", older than 1.1, that was scaled by 1
/// whatever it says.
double alphaOf(const Work &work, double otherwise)
{
    const Config &whole = work.source.whole;
    const std::string version = whole.text("version", "");
    int major = 0, minor = 0;
    const bool isOld = std::sscanf(version.c_str(), "adapters.%d.%d", &major, &minor) == 2
                       && std::pair(major, minor) < std::pair(1, 1);
    const bool isAlone = whole.section("config").text("architecture", "") == "lora";
    return isOld && isAlone && work.config.has("r") ? static_cast<double>(work.config.size("r"))
                                                    : work.config.number("alpha", otherwise);
}

void addScaling(const Work &work, const SavedPart &part)
{
    Site site = siteOf(work, part);
    const Shape shape{site.groups.count() * site.groups.width, 1};
    const at::Tensor factors = load(work, part, "lora_B", shape).squeeze(1) * alphaOf(work, 1);
    site.params = {{"lora_B", shape}};
    TapInfo info;
    info.formula = site.gate ? "y · (1 + s·(g(x) v - 1))" : "y · (1 + s·(v - 1))";
    auto tap = std::make_shared<ScalingTap>(site.groups.spread(factors, 1), site.gate, site.groups.numbers());
    add(work, part, std::move(site), "IA3", std::move(tap), std::move(info));
}

/// A and B of a part: its own, or those that all layers share between the part's own square matrices (VeRA).
std::pair<at::Tensor, at::Tensor> factorsOf(const Work &work, const SavedPart &part, std::int64_t rank, Site &site)
{
    const std::int64_t in = site.leaf.inputWidth(), out = site.groups.count() * site.groups.width;
    if (!part.holds("vera_D")) {
        const Shape a{site.groups.count() * rank, in}, b{out, rank};
        site.params = {{"lora_A", a}, {"lora_B", b}};
        return {load(work, part, "lora_A", a), site.groups.blocks(load(work, part, "lora_B", b))};
    }
    const auto shared = partsOf(work, "shared_parameters");
    if (shared.empty())
        throw Failure(Error{work.file,
                            "shared_parameters." + part.name + ".lora_A: expected beside "
                                + part.tensors.begin()->second->name + ", found no such key",
                            {},
                            "missing-weight"});
    site.params = {{"vera_D", {rank, rank}}, {"vera_B", {out, out}}};
    const at::Tensor b = load(work, part, "vera_B", {out, out}).mm(load(work, *shared.front(), "lora_B", {out, rank}));
    return {load(work, *shared.front(), "lora_A", {rank, in}),
            site.groups.blocks(b.mm(load(work, part, "vera_D", {rank, rank})))};
}

void addLora(const Work &work, const SavedPart &part)
{
    Site site = siteOf(work, part);
    const std::int64_t rank = work.config.size("r");
    const double scale = alphaOf(work, 8) / static_cast<double>(rank);
    const auto [a, b] = factorsOf(work, part, rank, site);
    TapInfo info;
    info.formula = site.gate ? "y + s·g(x)·BA x" : "y + s·BA x";
    info.scale = site.gate ? 1 : scale;
    const bool dora = work.config.flag("use_dora");
    at::Tensor ratio;
    if (dora) {
        const std::int64_t out = site.leaf.outputWidth();
        const at::Tensor weight
            = dynamic_cast<const Conv1D *>(&site.leaf) ? site.leaf.wideWeight().t() : site.leaf.wideWeight();
        ratio = load(work, part, "m.weight", {out, 1}).squeeze(1) / (weight.to(at::kFloat) + b.mm(a)).norm(2, 1);
        site.inner.push_back({"m", "Linear", {{"weight", {out, 1}}}});
        info.formula = "m/|W + BA| (y + s·BA x)";
    }
    std::shared_ptr<const Tap> tap;
    if (site.gate || dora)
        tap = std::make_shared<WideLoraTap>(WideLoraTap::Parts{a, b, scale, site.gate, site.groups.numbers(), ratio});
    else
        tap = std::make_shared<LowRankTap>(a, b, scale);
    add(work, part, std::move(site), part.holds("vera_D") ? "Vera" : "LoRA", std::move(tap), std::move(info));
}

void addLoras(const Work &work)
{
    DeltaInfo &info = work.delta.info;
    const bool scales = work.config.text("composition_mode") == "scale";
    info.kind = scales ? "ia3" : "lora";
    info.summary = scales ? "ia3" : "lora r" + std::to_string(work.config.size("r"));
    info.targets = work.config.texts("attn_matrices");
    bool shares = false;
    for (const SavedPart *part : partsOf(work, "loras")) {
        shares |= part->holds("vera_D");
        if (scales)
            addScaling(work, *part);
        else
            addLora(work, *part);
    }
    if (shares) { // the matrices that all layers share are not trained
        info.kind = "vera";
        for (const ParamInfo &param : sharedModule(work).params)
            info.constantCount += elementCount(param.shape).value_or(0);
    }
}

BuiltDelta buildLora(const Host &host, const DeltaSource &source) { return buildPart(host, source, addLoras); }

} // namespace

DeltaKind lora()
{
    return {.library = "adapterhub",
            .name = "lora",
            .title = "LoRA (AdapterHub)",
            .says = "y + s·BA x: a low-rank update, or learned factors (IA3, VeRA)",
            .build = buildLora,
            .keys = {{"r", KeyType::Whole, "8", {}, KeyPlace::Rack},
                     {"alpha", KeyType::Number, "8", {}, KeyPlace::Rack},
                     {"attn_matrices", KeyType::Texts, {}, {}, KeyPlace::Rack},
                     {"selfattn_lora", KeyType::Flag, "True", {}, KeyPlace::Rack},
                     {"intermediate_lora", KeyType::Flag, "False", {}, KeyPlace::Rack},
                     {"output_lora", KeyType::Flag, "False", {}, KeyPlace::Rack},
                     {"use_gating", KeyType::Flag, "False", {}, KeyPlace::Rack},
                     {"use_dora", KeyType::Flag, "False", {}, KeyPlace::Rack},
                     {"composition_mode", KeyType::Text, "add"},
                     {"leave_out", KeyType::Wholes},
                     trainingKey("init_weights", KeyType::Text, "lora"),
                     trainingKey("vera_d", KeyType::Number),
                     trainingKey("vera_b", KeyType::Number),
                     recordKey("dtype", KeyType::Text),
                     recordKey("architecture", KeyType::Text),
                     trainingKey("init_weights_seed", KeyType::Whole),
                     trainingKey("dropout", KeyType::Number, "0")},
            .frozen = {"shared_parameters."}};
}

} // namespace deltascope::nn::adapterhub
