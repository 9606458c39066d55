// PEFT's updates of a convolution (peft/tuners/lora/layer.py and dora.py: _ConvNd; peft/tuners/{loha,lokr}/layer.py:
// Conv2d): the kernel [out, in, height, width] is a weight [out, in * height * width].
#include "nn/delta/peft/conv.h"

#include "nn/delta/taps/taps.h"
#include "nn/layers/conv.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn::peft {

namespace {

/// y + strength * scale * conv(x, U), U [out, in * height * width] built anew for every call.
class KernelUpdateTap : public UpdateTap {
public:
    KernelUpdateTap(const Leaf &conv, std::function<at::Tensor()> update, double scale)
        : UpdateTap(std::move(update), scale)
        , m_conv(conv)
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override
    {
        return y.add(m_conv.evaluate(x, m_update().view(m_conv.weight().sizes()), {}), call.strength * m_scale);
    }

private:
    const Leaf &m_conv;
};

/// y + (m/n - 1) (y - bias) + (m/n) s conv(x, BA), n the norms of the kernels W + s BA.
class ConvDoraTap : public Tap {
public:
    ConvDoraTap(const Leaf &conv, at::Tensor update, at::Tensor magnitude, double scale)
        : m_conv(conv)
        , m_update(update.view(conv.weight().sizes()))
        , m_magnitude(magnitude.view({-1, 1, 1, 1}))
        , m_scale(scale)
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override
    {
        const at::Tensor change = m_update * (call.strength * m_scale), ratio = ratioWith(change).view({-1, 1, 1});
        const at::Tensor plain = m_conv.hasBias() ? y - m_conv.wideBias().view({-1, 1, 1}) : y;
        return y + (ratio - 1) * plain + ratio * m_conv.evaluate(x, change, {});
    }
    std::optional<LeafParams> merged(const Leaf &, const LeafParams &params, double strength) const override
    {
        const at::Tensor change = m_update * (strength * m_scale);
        return LeafParams{ratioWith(change) * (params.weight + change), params.bias};
    }

private:
    at::Tensor ratioWith(const at::Tensor &change) const
    {
        return m_magnitude / (m_conv.wideWeight() + change).norm(2, {1, 2, 3}, true);
    }

    const Leaf &m_conv;
    at::Tensor m_update, m_magnitude;
    double m_scale;
};

} // namespace

const Leaf &weightAt(const Host &host, const DeltaSource &source, const SavedSite &site)
{
    const auto *conv = dynamic_cast<const PatchConv2d *>(host.blocks[site.module]);
    return conv ? *conv : linearAt(host, source, site);
}

std::int64_t columnsOf(const Leaf &leaf) { return leaf.weight().numel() / leaf.outputWidth(); }

std::shared_ptr<const Tap> updateTap(const Leaf &leaf, std::function<at::Tensor()> update, double scale)
{
    if (dynamic_cast<const PatchConv2d *>(&leaf))
        return std::make_shared<KernelUpdateTap>(leaf, std::move(update), scale);
    return std::make_shared<UpdateTap>(std::move(update), scale);
}

at::Tensor kernelFromCore(const at::Tensor &core, const at::Tensor &left, const at::Tensor &right)
{
    return at::einsum("ijkl,ip,jr->prkl", {core, left, right}).flatten(1);
}

bool addConvLora(const Host &host, const DeltaSource &source, const SavedSite &site, std::int64_t r, double scale,
                 BuiltDelta &delta)
{
    const auto *conv = dynamic_cast<const PatchConv2d *>(host.blocks[site.module]);
    if (!conv)
        return false;
    if (site.has("lora_B.bias"))
        source.config.refuse("lora_bias", "false for the convolution " + site.path);
    const Shape kernel = conv->weight().sizes().vec();
    const at::Tensor a = load(site, source, "lora_A.weight", {r, kernel[1], kernel[2], kernel[3]}).flatten(1);
    const at::Tensor b = load(site, source, "lora_B.weight", {kernel[0], r, 1, 1}).flatten(1);
    if (source.config.flag("use_dora")) {
        const char *name
            = site.has("lora_magnitude_vector.weight") ? "lora_magnitude_vector.weight" : "lora_magnitude_vector";
        const at::Tensor m = load(site, source, name, {1, kernel[0], 1, 1});
        addTap(delta, site, std::make_shared<ConvDoraTap>(*conv, b.mm(a), m, scale), "m/|W + s·BA| (W + s·BA) x",
               scale);
    } else {
        addTap(delta, site,
               updateTap(
                   *conv, [a, b] { return b.mm(a); }, scale),
               "y + s·B(A x)", scale);
    }
    return true;
}

} // namespace deltascope::nn::peft
