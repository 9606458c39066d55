#include "nn/backbones/llamastack.h"

#include "nn/layers/join.h"
#include "nn/layers/positions.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn {

namespace {

std::unique_ptr<Leaf> makeNorm(const Scope &scope, const LlamaFacts &facts, std::int64_t width)
{
    if (facts.norm == LlamaFacts::Norm::Layer)
        return std::make_unique<LayerNorm>(scope, width, facts.epsilon);
    return std::make_unique<RmsNorm>(scope, width, facts.epsilon, facts.prefix + "RMSNorm",
                                     facts.norm == LlamaFacts::Norm::OffsetRms ? 1 : 0);
}

/// What one pass gives every layer.
struct LayerInput {
    AttentionMask mask;
    const Angles *angles;
};

class LlamaAttention : public Block {
public:
    LlamaAttention(const Scope &scope, const LlamaFacts &facts, std::int64_t layer)
        : Block(scope, facts.prefix + "Attention")
        , m_facts(facts)
        , m_turns(facts.turns[layer])
    {
        const std::int64_t own = facts.heads * facts.headDim, shared = facts.keyHeads * facts.headDim;
        if (facts.projections == LlamaFacts::Projections::Fused) {
            m_output = std::make_unique<Linear>(child("o_proj"), own, facts.width, facts.outputBias);
            m_fused = std::make_unique<Linear>(child("qkv_proj"), facts.width, own + 2 * shared, facts.inputBias);
            return;
        }
        m_query = std::make_unique<Linear>(child("q_proj"), facts.width, own, facts.inputBias);
        m_key = std::make_unique<Linear>(child("k_proj"), facts.width, shared, facts.inputBias);
        m_value = std::make_unique<Linear>(child("v_proj"), facts.width, shared, facts.inputBias);
        m_output = std::make_unique<Linear>(child("o_proj"), own, facts.width, facts.outputBias);
        if (facts.queryNorm != LlamaFacts::QueryNorm::None) {
            const bool whole = facts.queryNorm == LlamaFacts::QueryNorm::Whole;
            m_queryNorm = makeNorm(child("q_norm"), facts, whole ? own : facts.headDim);
            m_keyNorm = makeNorm(child("k_norm"), facts, whole ? shared : facts.headDim);
        }
    }

    Act operator()(Pass &pass, const Act &x, const LayerInput &input, const Rotary &rotary) const
    {
        return through(pass, x, [&](const Act &in) {
            auto [query, key, value] = project(pass, in);
            if (m_turns) {
                query = rotary.turn(query, *input.angles);
                key = rotary.turn(key, *input.angles);
            }
            const Cached own = extendCache(pass, *this, key, value);
            return (*m_output)(pass, attend(pass, *this,
                                            {query, own.key, own.value, m_facts.scales.attention, m_facts.scoreCap},
                                            input.mask));
        });
    }

    std::optional<KeyHeads> keyHeads() const override { return KeyHeads{m_facts.keyHeads, m_facts.headDim}; }

private:
    struct Projected {
        Act query, key, value;
    };
    Projected project(Pass &pass, const Act &in) const
    {
        if (m_fused) {
            const Act all = (*m_fused)(pass, in);
            const std::int64_t own = m_facts.heads * m_facts.headDim, shared = m_facts.keyHeads * m_facts.headDim;
            const auto part = [&](std::int64_t from, std::int64_t size, std::int64_t heads) {
                return splitHeads(all.map([&](const at::Tensor &t) { return t.narrow(-1, from, size).contiguous(); }),
                                  heads);
            };
            return {part(0, own, m_facts.heads), part(own, shared, m_facts.keyHeads),
                    part(own + shared, shared, m_facts.keyHeads)};
        }
        return {normed(pass, (*m_query)(pass, in), m_queryNorm.get(), m_facts.heads),
                normed(pass, (*m_key)(pass, in), m_keyNorm.get(), m_facts.keyHeads),
                splitHeads((*m_value)(pass, in), m_facts.keyHeads)};
    }
    Act normed(Pass &pass, const Act &x, const Leaf *norm, std::int64_t heads) const
    {
        if (!norm)
            return splitHeads(x, heads);
        if (m_facts.queryNorm == LlamaFacts::QueryNorm::Whole)
            return splitHeads((*norm)(pass, x), heads);
        // [rows, T, heads, headDim], as the library's norm sees it
        const Act apart = x.map([&](const at::Tensor &t) { return t.view({t.size(0), t.size(1), heads, -1}); });
        return (*norm)(pass, apart).map([](const at::Tensor &t) { return t.transpose(1, 2); });
    }

    const LlamaFacts &m_facts;
    bool m_turns;
    std::unique_ptr<Linear> m_query, m_key, m_value, m_output, m_fused;
    std::unique_ptr<Leaf> m_queryNorm, m_keyNorm;
};

/// What stands between a layer's norms besides attention.
class LlamaMlp : public Block {
public:
    using Block::Block;
    virtual Act operator()(Pass &pass, const Act &x) const = 0;
};

class GatedMlp : public LlamaMlp {
public:
    GatedMlp(const Scope &scope, const LlamaFacts &facts)
        : LlamaMlp(scope, facts.prefix + "MLP")
        , m_activation(facts.activation)
    {
        if (facts.projections == LlamaFacts::Projections::Fused) {
            m_up = std::make_unique<Linear>(child("gate_up_proj"), facts.width, 2 * facts.inner, facts.innerBias);
        } else {
            m_gate = std::make_unique<Linear>(child("gate_proj"), facts.width, facts.inner, facts.innerBias);
            if (facts.downFirst)
                m_down = std::make_unique<Linear>(child("down_proj"), facts.inner, facts.width, facts.innerBias);
            m_up = std::make_unique<Linear>(child("up_proj"), facts.width, facts.inner, facts.innerBias);
        }
        if (!m_down)
            m_down = std::make_unique<Linear>(child("down_proj"), facts.inner, facts.width, facts.innerBias);
    }
    Act operator()(Pass &pass, const Act &x) const override
    {
        return through(pass, x, [&](const Act &in) {
            if (m_gate) {
                const Act open = (*m_gate)(pass, in).map(m_activation);
                return (*m_down)(pass, open * (*m_up)(pass, in));
            }
            return (*m_down)(pass, (*m_up)(pass, in).map([&](const at::Tensor &t) {
                const auto halves = t.chunk(2, -1);
                return halves[1] * m_activation(halves[0]);
            }));
        });
    }

private:
    Activation m_activation;
    std::unique_ptr<Linear> m_gate, m_up, m_down;
};

class PlainMlp : public LlamaMlp {
public:
    PlainMlp(const Scope &scope, const LlamaFacts &facts)
        : LlamaMlp(scope, facts.prefix + "MLP")
        , m_activation(facts.activation)
        , m_up(child("c_fc"), facts.width, facts.inner, facts.innerBias)
        , m_down(child("c_proj"), facts.inner, facts.width, facts.innerBias)
    {
    }
    Act operator()(Pass &pass, const Act &x) const override
    {
        return through(pass, x, [&](const Act &in) { return m_down(pass, m_up(pass, in).map(m_activation)); });
    }

private:
    Activation m_activation;
    Linear m_up, m_down;
};

/// A token's output is the weighted sum of those of its best experts (transformers/models/mixtral/modeling_mixtral.py).
class ExpertMlp : public LlamaMlp {
    struct Expert : Block {
        Expert(const Scope &scope, const LlamaFacts &facts)
            : Block(scope, facts.prefix + "BlockSparseTop2MLP")
            , w1(child("w1"), facts.width, facts.inner, Bias::Without)
            , w2(child("w2"), facts.inner, facts.width, Bias::Without)
            , w3(child("w3"), facts.width, facts.inner, Bias::Without)
        {
        }
        Linear w1, w2, w3;
    };

public:
    ExpertMlp(const Scope &scope, const LlamaFacts &facts)
        : LlamaMlp(scope, facts.prefix + "SparseMoeBlock")
        , m_activation(facts.activation)
        , m_perToken(facts.expertsPerToken)
        , m_gate(child("gate"), facts.width, facts.experts, Bias::Without)
        , m_experts(child("experts"), facts.experts, facts)
    {
    }
    Act operator()(Pass &pass, const Act &x) const override
    {
        return through(pass, x, [&](const Act &in) {
            const Act shares = m_gate(pass, in).map([&](const at::Tensor &t) { return sharesOf(t); });
            Act sum = in.map([](const at::Tensor &t) { return at::zeros_like(t); });
            for (std::size_t i = 0; i < m_experts.size(); ++i) {
                const Act share = shares.map(
                    [&](const at::Tensor &t) { return t.select(-1, static_cast<std::int64_t>(i)).unsqueeze(-1); });
                if (share.t.any().item<bool>())
                    sum = sum + run(pass, m_experts[i], in) * share;
            }
            return sum;
        });
    }

private:
    /// [rows, T, experts]: how much of each expert a token takes; 0 for all but its best.
    at::Tensor sharesOf(const at::Tensor &logits) const
    {
        const auto [values, indices] = at::softmax(logits.to(at::kFloat), -1).topk(m_perToken);
        const at::Tensor shares = at::zeros(logits.sizes()).scatter_(-1, indices, values / values.sum(-1, true));
        return shares.to(logits.scalar_type());
    }
    Act run(Pass &pass, const Expert &expert, const Act &x) const
    {
        return expert.through(pass, x, [&](const Act &in) {
            return expert.w2(pass, expert.w1(pass, in).map(m_activation) * expert.w3(pass, in));
        });
    }

    Activation m_activation;
    std::int64_t m_perToken;
    Linear m_gate;
    BlockList<Expert> m_experts;
};

class LlamaLayer : public Block {
public:
    LlamaLayer(const Scope &scope, const LlamaFacts &facts, std::int64_t index)
        : Block(scope, facts.prefix + "DecoderLayer")
        , m_around(facts.around)
        , m_residualScale(facts.scales.residual)
        , m_attention(child("self_attn"), facts, index)
    {
        if (facts.feedForward == LlamaFacts::FeedForward::Experts)
            m_mlp = std::make_unique<ExpertMlp>(child("block_sparse_moe"), facts);
        else if (facts.feedForward == LlamaFacts::FeedForward::Plain)
            m_mlp = std::make_unique<PlainMlp>(child("mlp"), facts);
        else
            m_mlp = std::make_unique<GatedMlp>(child("mlp"), facts);
        m_outputJoin = std::make_unique<Join>(*m_mlp, JoinPlace::Output);
        if (m_around != LlamaFacts::Around::After)
            m_before = makeNorm(child("input_layernorm"), facts, facts.width);
        m_between = makeNorm(child("post_attention_layernorm"), facts, facts.width);
        if (m_around == LlamaFacts::Around::Both)
            m_beforeMlp = makeNorm(child("pre_feedforward_layernorm"), facts, facts.width);
        if (m_around != LlamaFacts::Around::Before)
            m_after = makeNorm(child("post_feedforward_layernorm"), facts, facts.width);
    }

    Act operator()(Pass &pass, const Act &x, const LayerInput &input, const Rotary &rotary) const
    {
        return through(pass, x, [&](const Act &in) {
            if (m_around == LlamaFacts::Around::Before) {
                const Act mixed
                    = m_attentionJoin(pass, scaled(m_attention(pass, (*m_before)(pass, in), input, rotary)), in);
                return (*m_outputJoin)(pass, scaled((*m_mlp)(pass, (*m_between)(pass, mixed))), mixed);
            }
            const Act read = m_before ? (*m_before)(pass, in) : in;
            const Act mixed = m_attentionJoin(pass, (*m_between)(pass, m_attention(pass, read, input, rotary)), in);
            return (*m_outputJoin)(
                pass, (*m_after)(pass, (*m_mlp)(pass, m_beforeMlp ? (*m_beforeMlp)(pass, mixed) : mixed)), mixed);
        });
    }

private:
    Act scaled(const Act &f) const
    {
        return m_residualScale == 1 ? f : f.map([&](const at::Tensor &t) { return t * m_residualScale; });
    }

    LlamaFacts::Around m_around;
    double m_residualScale;
    LlamaAttention m_attention;
    Join m_attentionJoin{m_attention, JoinPlace::Attention};
    std::unique_ptr<LlamaMlp> m_mlp;
    std::unique_ptr<Join> m_outputJoin;
    std::unique_ptr<Leaf> m_before, m_between, m_beforeMlp, m_after;
};

class LlamaModel : public DecoderModel {
public:
    LlamaModel(const Scope &scope, const Config &config, const LlamaFacts &facts)
        : DecoderModel(scope, facts.prefix + "Model")
        , m_facts(facts)
        , m_rotary(config, static_cast<std::int64_t>(facts.headDim * facts.rotaryPart), facts.rotaryTheta)
        , m_tokens(child("embed_tokens"), facts.vocabulary, facts.width)
        , m_layers(child("layers"), facts.layers, m_facts)
        , m_norm(makeNorm(child("norm"), facts, facts.width))
    {
    }
    const Param &tokenWeight() const override { return m_tokens.weightParam(); }
    Act operator()(Pass &pass, const Batch &batch) const override
    {
        return through(pass, batch.ids, [&](const Act &ids) {
            Act x = withPrompts(pass, m_tokens(pass, ids));
            if (m_facts.scales.embedding != 1)
                x = x.map(
                    [&](const at::Tensor &t) { return t * at::scalar_tensor(m_facts.scales.embedding, t.options()); });
            const std::int64_t length = x.t.size(1);
            const Angles angles = m_rotary.angles(pass.position(), length, x.t.scalar_type());
            for (std::size_t i = 0; i < m_layers.size(); ++i)
                x = m_layers[i](pass, x, {causalMask(pass, batch.mask, length, m_facts.windows[i]), &angles}, m_rotary);
            return (*m_norm)(pass, x);
        });
    }

private:
    LlamaFacts m_facts;
    Rotary m_rotary;
    Embedding m_tokens;
    BlockList<LlamaLayer> m_layers;
    std::unique_ptr<Leaf> m_norm;
};

} // namespace

LlamaFacts::LlamaFacts(const Config &config, std::string_view prefix, double epsilon)
    : prefix(prefix)
    , width(config.size("hidden_size"))
    , heads(config.size("num_attention_heads"))
    , keyHeads(config.size("num_key_value_heads", heads))
    , headDim(config.size("head_dim", std::max<std::int64_t>(1, width / heads)))
    , inner(config.size("intermediate_size"))
    , layers(config.count("num_hidden_layers"))
    , vocabulary(config.size("vocab_size"))
    , epsilon(config.number("rms_norm_eps", epsilon))
    , activation(activationByName(config.text("hidden_act", "silu")))
    , tied(config.flag("tie_word_embeddings", false))
    , pad(config.optionalInteger("pad_token_id"))
    , scales{.attention = 1 / std::sqrt(static_cast<double>(headDim))}
    , windows(layers, 0)
    , turns(layers, true)
{
    if (!activation)
        config.refuse("hidden_act", activationNames());
    if (heads % keyHeads != 0)
        config.refuse("num_key_value_heads", "a divisor of num_attention_heads " + std::to_string(heads));
    if (headDim % 2 != 0)
        config.refuse("head_dim", "an even number");
}

void LlamaFacts::readAttentionBias(const Config &config, std::string_view key, bool otherwise)
{
    inputBias = outputBias = config.flag(key, otherwise) ? Bias::With : Bias::Without;
}

void LlamaFacts::readInnerBias(const Config &config, std::string_view key, bool otherwise)
{
    innerBias = config.flag(key, otherwise) ? Bias::With : Bias::Without;
}

void LlamaFacts::readActivation(const Config &config, std::string_view key, std::string_view otherwise)
{
    activation = activationByName(config.text(key, otherwise));
    if (!activation)
        config.refuse(key, activationNames());
}

void LlamaFacts::slideEverywhere(std::optional<std::int64_t> window) { windows.assign(layers, window.value_or(0)); }

void LlamaFacts::slideWhere(const Config &config, std::int64_t window, const std::function<bool(std::int64_t)> &slides)
{
    const std::vector<std::string> types = config.texts("layer_types");
    if (!types.empty() && static_cast<std::int64_t>(types.size()) != layers)
        config.refuse("layer_types", "one for each of " + std::to_string(layers) + " layers");
    for (std::int64_t i = 0; i < layers; ++i)
        if (types.empty() ? slides(i) : types[i] == "sliding_attention")
            windows[i] = window;
}

std::unique_ptr<Backbone> buildLlamaStack(const BuildContext &context, const LlamaFacts &facts)
{
    // LlamaForQuestionAnswering alone keeps its base model under another name.
    const bool renamed
        = context.head == HeadKind::QuestionAnswering && context.builder.holds("transformer.embed_tokens.weight");
    const DecoderHeads heads{renamed ? "transformer" : "model",
                             facts.width,
                             facts.vocabulary,
                             facts.pad,
                             facts.tied,
                             "lm_head",
                             Bias::Without,
                             facts.logitCap,
                             "score",
                             facts.scales.logits};
    return buildDecoder(context, heads,
                        [&](const Scope &scope) { return std::make_unique<LlamaModel>(scope, context.config, facts); });
}

} // namespace deltascope::nn
