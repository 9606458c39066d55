// AdapterHub's representation fine-tuning (adapters/methods/reft.py; Wu et al. 2024): behind a layer, the first and the
// last positions h become h + (act(W h + b) - R h) R, or h + act(W h + b) R (DiReFT).
#include "nn/delta/adapterhub/adapterhub.h"

#include "nn/product/product.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn::adapterhub {

namespace {

struct Unit {
    at::Tensor weight, bias, projection; ///< [r, width], [r], [r, width]
    Activation activation;
    bool subtracts;

    /// What is added to h.
    at::Tensor operator()(const at::Tensor &h) const
    {
        at::Tensor source = activation(product(h, weight, bias));
        if (subtracts)
            source = source - product(h, projection);
        return product(source, projection.t());
    }
};

class ReftTap : public Tap {
public:
    ReftTap(Unit first, Unit last, std::int64_t firsts, std::int64_t lasts)
        : m_first(std::move(first))
        , m_last(std::move(last))
        , m_firsts(firsts)
        , m_lasts(lasts)
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &, at::Tensor y) const override
    {
        const std::int64_t length = y.size(1), firsts = call.pass.past() > 0 ? 0 : std::min(m_firsts, length),
                           lasts = std::min(m_lasts, length);
        const at::Tensor first = y.narrow(1, 0, firsts), last = y.narrow(1, length - lasts, lasts);
        const at::Tensor changed = at::cat({first + m_first(first), last + m_last(last)}, 1);
        at::Tensor out = y.clone();
        const auto put = [&](std::int64_t at, std::int64_t from, std::int64_t count) {
            out.narrow(1, at, count)
                .copy_(at::lerp(y.narrow(1, at, count), changed.narrow(1, from, count), call.strength));
        };
        put(0, 0, firsts);
        // Where both meet, the last positions' change stands. A sequence shorter than they are takes, as the library
        // does, the beginning of the last m_lasts of all changed positions.
        put(length - lasts, std::max<std::int64_t>(0, firsts + lasts - m_lasts), lasts);
        return out;
    }

private:
    Unit m_first, m_last;
    std::int64_t m_firsts, m_lasts;
};

/// torch.nn.utils.parametrizations.orthogonal, map householder, of a wide matrix: reflections below the diagonal of
/// original^T, columns times the diagonal's whole part, then base times that.
at::Tensor orthogonal(const at::Tensor &original, const at::Tensor &base)
{
    const at::Tensor columns = original.t().contiguous();
    const std::int64_t rows = columns.size(0), count = columns.size(1);
    const at::Tensor below = columns.tril(-1);
    const at::Tensor factors = 2 / (1 + (below * below).sum(0));
    const at::Tensor unit = below + at::eye(rows, count);
    at::Tensor q = at::eye(rows, count);
    for (std::int64_t i = count; i-- > 0;) { // H_1 H_2 ... H_k applied to the identity's columns
        const at::Tensor v = unit.select(1, i).unsqueeze(1);
        q = q - factors[i] * v.mm(v.t().mm(q));
    }
    q = q * columns.diagonal().to(at::kInt).to(at::kFloat);
    return base.mm(q).t().contiguous();
}

Unit loadUnit(const Work &work, const SavedPart &part, std::int64_t number, std::int64_t width,
              std::vector<TapModule> &modules)
{
    const std::int64_t rank = work.config.size("r");
    const std::string unit = "units." + std::to_string(number), path = "reft_layer.refts." + part.name + "." + unit;
    modules.push_back({path, "ReftUnit", {}});
    modules.push_back({path + ".learned_source", "Linear", {{"weight", {rank, width}}, {"bias", {rank}}}});
    modules.push_back({path + ".projection", "Linear", {{"weight", {rank, width}}}});
    Unit loaded;
    loaded.weight = load(work, part, unit + ".learned_source.weight", {rank, width});
    loaded.bias = load(work, part, unit + ".learned_source.bias", {rank});
    const std::string reflections = unit + ".projection.parametrizations.weight.";
    loaded.projection = part.holds(reflections + "original")
                            ? orthogonal(load(work, part, reflections + "original", {rank, width}),
                                         load(work, part, reflections + "0.base", {width, width}))
                            : load(work, part, unit + ".projection.weight", {rank, width});
    loaded.activation = activation(work);
    loaded.subtracts = work.config.flag("subtract_projection");
    return loaded;
}

void addRefts(const Work &work)
{
    DeltaInfo &info = work.delta.info;
    info.kind = "reft";
    info.summary = "reft r" + std::to_string(work.config.size("r"));
    const std::int64_t firsts = work.config.integer("prefix_positions"),
                       lasts = work.config.integer("suffix_positions");
    for (const SavedPart *part : partsOf(work, "refts")) {
        const int module = moduleAt(work, *part, part->path.substr(0, part->path.rfind('.')));
        const std::int64_t width = work.host.blocks[module]->outputWidth();
        TapInfo tap;
        tap.formula = work.config.flag("subtract_projection") ? "h + s·(act(W h + b) - R h) R" : "h + s·act(W h + b) R";
        tap.modules.push_back({"reft_layer.refts." + part->name, "ReftModule", {}});
        const Unit first = loadUnit(work, *part, 0, width, tap.modules);
        const Unit last = work.config.flag("tied_weights") ? first : loadUnit(work, *part, 1, width, tap.modules);
        nn::addTap(work.delta, module, std::make_shared<ReftTap>(first, last, firsts, lasts), std::move(tap));
    }
}

BuiltDelta buildReft(const Host &host, const DeltaSource &source) { return buildPart(host, source, addRefts); }

} // namespace

DeltaKind reft()
{
    return {.library = "adapterhub",
            .name = "reft",
            .title = "ReFT (AdapterHub)",
            .says = "h + s·(act(W h + b) - R h) R at the first and last positions",
            .build = buildReft,
            .keys = {{"r", KeyType::Whole, "1", {}, KeyPlace::Rack},
                     {"prefix_positions", KeyType::Whole, "0", {}, KeyPlace::Rack},
                     {"suffix_positions", KeyType::Whole, "0", {}, KeyPlace::Rack},
                     {"orthogonality", KeyType::Flag, {}, {}, KeyPlace::Rack},
                     {"subtract_projection", KeyType::Flag, "True", {}, KeyPlace::Rack},
                     {"tied_weights", KeyType::Flag, "False", {}, KeyPlace::Rack},
                     {"layers", KeyType::Other, {}, {}, KeyPlace::Rack},
                     {"non_linearity", KeyType::Text, "linear"},
                     {"output_reft", KeyType::Flag, "True"},
                     recordKey("dtype", KeyType::Text),
                     recordKey("architecture", KeyType::Text),
                     trainingKey("init_weights_seed", KeyType::Whole),
                     trainingKey("dropout", KeyType::Number, "0.05")},
            .frozen = {"parametrizations.weight.0.base"}};
}

} // namespace deltascope::nn::adapterhub
