// The Vision Transformer (Dosovitskiy et al. 2021), as transformers/models/vit/modeling_vit.py computes it.
#include "nn/backbones/bertstack.h"
#include "nn/layers/conv.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn {

namespace {

struct VitFacts {
    std::int64_t width, heads, inner, layers, channels, imageHeight, imageWidth, patchHeight, patchWidth, poolerWidth;
    double epsilon;
    Activation activation, poolerActivation;
    Bias attentionBias;

    explicit VitFacts(const Config &config)
        : width(config.size("hidden_size"))
        , heads(config.size("num_attention_heads"))
        , inner(config.size("intermediate_size"))
        , layers(config.count("num_hidden_layers"))
        , channels(config.size("num_channels", 3))
        , poolerWidth(config.size("pooler_output_size", width))
        , epsilon(config.number("layer_norm_eps", 1e-12))
        , activation(activationByName(config.text("hidden_act", "gelu")))
        , poolerActivation(activationByName(config.text("pooler_act", "tanh")))
        , attentionBias(config.flag("qkv_bias", true) ? Bias::With : Bias::Without)
    {
        readPair(config, "image_size", 224, imageHeight, imageWidth);
        readPair(config, "patch_size", 16, patchHeight, patchWidth);
        if (!activation || !poolerActivation)
            config.refuse(activation ? "pooler_act" : "hidden_act", activationNames());
        if (width % heads != 0)
            config.refuse("num_attention_heads", "a divisor of hidden_size " + std::to_string(width));
        if (patchHeight > imageHeight || patchWidth > imageWidth)
            config.refuse("patch_size", "no more than image_size");
    }
    std::int64_t patches() const { return (imageHeight / patchHeight) * (imageWidth / patchWidth); }

private:
    /// A number for both sides, or [height, width].
    static void readPair(const Config &config, std::string_view key, std::int64_t otherwise, std::int64_t &height,
                         std::int64_t &width)
    {
        const auto found = config.json().find(key);
        if (found == config.json().end() || !found->is_array()) {
            height = width = config.size(key, otherwise);
            return;
        }
        if (found->size() != 2 || !(*found)[0].is_number_integer() || !(*found)[1].is_number_integer())
            config.refuse(key, "a whole number, or a list of two");
        height = (*found)[0];
        width = (*found)[1];
        if (height < 1 || width < 1 || height > 1 << 16 || width > 1 << 16)
            config.refuse(key, "positive whole numbers");
    }
};

class VitEmbeddings : public Block {
    struct Patches : Block {
        Patches(const Scope &scope, const VitFacts &facts)
            : Block(scope, "ViTPatchEmbeddings")
            , projection(child("projection"), facts.channels, facts.width, facts.patchHeight, facts.patchWidth)
        {
        }
        PatchConv2d projection;
    };

public:
    VitEmbeddings(const Scope &scope, const VitFacts &facts)
        : Block(scope, "ViTEmbeddings")
        , m_shape{facts.channels, facts.imageHeight, facts.imageWidth}
        , m_class(declare("cls_token", {1, 1, facts.width}))
        , m_positions(declare("position_embeddings", {1, facts.patches() + 1, facts.width}))
        , m_patches(child("patch_embeddings"), facts)
    {
    }
    Act operator()(Pass &pass, const Act &pixels) const
    {
        if (pixels.t.sizes().slice(1) != at::IntArrayRef(m_shape))
            throw Failure("pixels", "expected an image of shape " + toText(m_shape)
                                        + " (channels, height, width), found "
                                        + toText(Shape(pixels.t.sizes().begin() + 1, pixels.t.sizes().end())));
        return through(pass, pixels, [&](const Act &in) {
            const Act patches = m_patches.through(pass, in, [&](const Act &image) {
                const Act typed = image.map([&](const at::Tensor &t) { return t.to(m_class.get().scalar_type()); });
                return m_patches.projection(pass, typed).map([](const at::Tensor &t) {
                    return t.flatten(2).transpose(1, 2);
                });
            });
            return patches.map([&](const at::Tensor &t) {
                return at::cat({m_class.get().expand({t.size(0), -1, -1}), t}, 1) + m_positions.get();
            });
        });
    }

    at::Tensor outputShift(std::string_view parameter, const at::Tensor &change) const override
    {
        return parameter == "cls_token" ? at::constant_pad_nd(change, {0, 0, 0, m_positions.shape()[1] - 1}) : change;
    }

private:
    Shape m_shape;
    const Param &m_class;
    const Param &m_positions;
    Patches m_patches;
};

/// A module with one dense layer: ViTSelfOutput, ViTIntermediate, ViTOutput.
struct VitDense : Block {
    VitDense(const Scope &scope, std::string_view type, std::int64_t in, std::int64_t out)
        : Block(scope, type)
        , dense(child("dense"), in, out)
    {
    }
    std::int64_t outputWidth() const override { return dense.outputWidth(); }
    Linear dense;
};

class VitLayer : public Block {
    struct Self : Block {
        Self(const Scope &scope, const VitFacts &facts)
            : Block(scope, "ViTSelfAttention")
            , heads(facts.heads)
            , query(child("query"), facts.width, facts.width, facts.attentionBias)
            , key(child("key"), facts.width, facts.width, facts.attentionBias)
            , value(child("value"), facts.width, facts.width, facts.attentionBias)
        {
        }
        std::optional<KeyHeads> keyHeads() const override { return KeyHeads{heads, query.outputWidth() / heads}; }
        std::int64_t heads;
        Linear query, key, value;
    };
    struct Attention : Block {
        Attention(const Scope &scope, const VitFacts &facts)
            : Block(scope, "ViTAttention")
            , self(child("attention"), facts)
            , output(child("output"), "ViTSelfOutput", facts.width, facts.width)
        {
        }
        Self self;
        VitDense output;
    };

public:
    VitLayer(const Scope &scope, const VitFacts &facts)
        : Block(scope, "ViTLayer")
        , m_activation(facts.activation)
        , m_attention(child("attention"), facts)
        , m_intermediate(child("intermediate"), "ViTIntermediate", facts.width, facts.inner)
        , m_output(child("output"), "ViTOutput", facts.inner, facts.width)
        , m_normBefore(child("layernorm_before"), facts.width, facts.epsilon)
        , m_normAfter(child("layernorm_after"), facts.width, facts.epsilon)
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act mixed = m_attentionJoin(pass, attention(pass, m_normBefore(pass, in)), in);
            const Act wide = m_intermediate.through(pass, m_normAfter(pass, mixed), [&](const Act &read) {
                return m_intermediate.dense(pass, read).map(m_activation);
            });
            return m_output.through(
                pass, wide, [&](const Act &read) { return m_outputJoin(pass, m_output.dense(pass, read), mixed); });
        });
    }

private:
    Act attention(Pass &pass, const Act &x) const
    {
        return m_attention.through(pass, x, [&](const Act &in) {
            const Act mixed = m_attention.self.through(pass, in, [&](const Act &read) {
                const auto heads
                    = [&](const Linear &leaf) { return splitHeads(leaf(pass, read), m_attention.self.heads); };
                const Act query = heads(m_attention.self.query);
                const double scale = 1 / std::sqrt(static_cast<double>(query.t.size(3)));
                return attend(pass, m_attention.self,
                              {query, heads(m_attention.self.key), heads(m_attention.self.value), scale}, {});
            });
            return m_attention.output.through(pass, mixed,
                                              [&](const Act &read) { return m_attention.output.dense(pass, read); });
        });
    }

    Activation m_activation;
    Attention m_attention;
    VitDense m_intermediate, m_output;
    LayerNorm m_normBefore, m_normAfter;
    Join m_attentionJoin{m_attention, JoinPlace::Attention}, m_outputJoin{m_output, JoinPlace::Output};
};

class VitModel : public EncoderModel {
    struct Encoder : Block {
        Encoder(const Scope &scope, const VitFacts &facts)
            : Block(scope, "ViTEncoder")
            , layers(child("layer"), facts.layers, facts)
        {
        }
        BlockList<VitLayer> layers;
    };

public:
    VitModel(const Scope &scope, const VitFacts &facts, Pooling pooling)
        : EncoderModel(scope, "ViTModel")
        , m_embeddings(child("embeddings"), facts)
        , m_encoder(child("encoder"), facts)
        , m_norm(child("layernorm"), facts.width, facts.epsilon)
    {
        if (pooling == Pooling::With) // kept for the tree: what it computes is no output
            m_pooler = std::make_unique<VitDense>(child("pooler"), "ViTPooler", facts.width, facts.poolerWidth);
    }
    Act hidden(Pass &pass, const Batch &batch) const override
    {
        if (!batch.pixels)
            throw Failure("input", "expected pixels, since this is a vision model, found text or ids");
        return through(pass, *batch.pixels, [&](const Act &pixels) {
            const Act x = m_encoder.through(pass, m_embeddings(pass, pixels), [&](const Act &embedded) {
                Act hidden = embedded;
                for (const VitLayer &layer : m_encoder.layers)
                    hidden = layer(pass, hidden);
                return hidden;
            });
            return m_norm(pass, x);
        });
    }
    const Param &tokenWeight() const override { throw Failure("input", "a vision model has no table of tokens"); }

private:
    VitEmbeddings m_embeddings;
    Encoder m_encoder;
    LayerNorm m_norm;
    std::unique_ptr<VitDense> m_pooler;
};

std::unique_ptr<Backbone> buildVit(const BuildContext &context)
{
    const VitFacts facts(context.config);
    const bool hasPooler = context.head == HeadKind::None && context.builder.holds("pooler.dense.weight");
    const auto model = [&](const Scope &scope) {
        return std::make_unique<VitModel>(scope, facts, hasPooler ? Pooling::With : Pooling::Without);
    };
    if (context.head == HeadKind::None)
        return buildBareEncoder(context, model);
    return buildHeadedEncoder(context, "vit", model, [&](const ScopeOf &scope, const EncoderModel &base) {
        return pooledHead(scope, base, "classifier", facts.width, context.labels);
    });
}

} // namespace

namespace backbones {

Family vit()
{
    return {.modelType = "vit",
            .classPrefix = "ViT",
            .basePrefix = "vit",
            .heads = {HeadKind::None, HeadKind::ImageClassification},
            .build = buildVit,
            .headModules = {"classifier"}};
}

} // namespace backbones
} // namespace deltascope::nn
