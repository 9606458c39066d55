// AdapterHub's invertible adapters (Pfeiffer et al. 2020, MAD-X; adapters/methods/invertible.py): a NICE coupling
// behind the embeddings, y1 = x1 + F(x2), y2 = x2 + G(y1).
#include "nn/delta/adapterhub/adapterhub.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn::adapterhub {

namespace {

/// Behind the module that embeds, or, where that is not one module, in front of the first layer.
enum class Side { Behind, InFront };

class CouplingTap : public Tap {
public:
    CouplingTap(Side side, Bottleneck f, Bottleneck g)
        : m_side(side)
        , m_f(std::move(f))
        , m_g(std::move(g))
    {
    }
    bool changesInput() const override { return m_side == Side::InFront; }
    bool changesOutput() const override { return m_side == Side::Behind; }
    at::Tensor before(const TapCall &call, const at::Tensor &x) const override { return couple(call, x); }
    at::Tensor after(const TapCall &call, const at::Tensor &, at::Tensor y) const override { return couple(call, y); }
    bool isIdle() const override { return m_f.isZero() && m_g.isZero(); }

private:
    at::Tensor couple(const TapCall &call, const at::Tensor &x) const
    {
        const std::int64_t half = x.size(-1) / 2;
        const at::Tensor first = x.narrow(-1, 0, half), second = x.narrow(-1, half, x.size(-1) - half);
        const at::Tensor moved = first.add(m_f(second), call.strength);
        return at::cat({moved, second.add(m_g(moved), call.strength)}, -1);
    }

    Side m_side;
    Bottleneck m_f, m_g;
};

struct Site {
    int module;
    Side side;
};

Site siteOf(const Work &work, const SavedPart &part)
{
    const auto &modules = work.host.network.modules;
    const std::vector<int> below = subtree(work.host, moduleAt(work, part, part.path));
    for (const int module : below)
        if (modules[module].name.ends_with("embeddings") && modules[module].parent == below.front())
            return {module, Side::Behind};
    for (const int module : below)
        if (modules[module].parent >= 0 && modules[modules[module].parent].type == "ModuleList")
            return {module, Side::InFront};
    throw Failure(Error{work.file,
                        part.tensors.begin()->second->name + ": expected embeddings or layers in "
                            + work.host.network.architecture + ", found neither",
                        {},
                        "no-such-module"});
}

} // namespace

void addInvertible(const Work &work)
{
    for (const SavedPart *part : partsOf(work, "invertible_adapters")) {
        if (const std::string type = work.config.text("inv_adapter"); type != "nice")
            work.config.refuse("inv_adapter", "nice");
        const Site site = siteOf(work, *part);
        const Block &block = *work.host.blocks[site.module];
        const std::int64_t width = site.side == Side::Behind ? block.outputWidth() : block.inputWidth(),
                           half = width / 2;
        TapInfo info;
        info.formula = "y1 = x1 + s·F(x2), y2 = x2 + s·G(y1)";
        info.modules.push_back({"invertible_adapters." + part->name, "NICECouplingBlock", {}});
        const auto net = [&](const std::string &name, std::int64_t in, std::int64_t out) {
            const Shape &shape = shapeOf(work, *part, name + ".0.weight");
            const std::int64_t inner = shape.empty() ? 0 : shape.front();
            const std::string path = "invertible_adapters." + part->name + "." + name;
            info.modules.push_back({path, "Sequential", {}});
            info.modules.push_back({path + ".0", "Linear", {{"weight", {inner, in}}, {"bias", {inner}}}});
            info.modules.push_back({path + ".2", "Linear", {{"weight", {out, inner}}, {"bias", {out}}}});
            return Bottleneck{
                {load(work, *part, name + ".0.weight", {inner, in}), load(work, *part, name + ".0.bias", {inner})},
                {load(work, *part, name + ".2.weight", {out, inner}), load(work, *part, name + ".2.bias", {out})},
                activation(work)};
        };
        Bottleneck f = net("F", width - half, half), g = net("G", half, width - half);
        nn::addTap(work.delta, site.module, std::make_shared<CouplingTap>(site.side, std::move(f), std::move(g)),
                   std::move(info));
    }
}

} // namespace deltascope::nn::adapterhub
