// GPT-Neo, as transformers/models/gpt_neo/modeling_gpt_neo.py computes it (evaluation mode).
#include "nn/backbones/decoder.h"
#include "nn/backbones/heads.h"
#include "nn/layers/activation.h"
#include "nn/layers/attention.h"
#include "nn/layers/positions.h"

namespace deltascope::nn {

namespace {

struct GptNeoFacts {
    std::int64_t width, heads, inner, layers, positions, vocabulary, window;
    double epsilon;
    Activation activation;
    std::vector<bool> local; ///< by layer: sees no more than `window` keys

    explicit GptNeoFacts(const Config &config)
        : width(config.size("hidden_size"))
        , heads(config.size({"num_heads", "num_attention_heads"}))
        , inner(config.size("intermediate_size", 4 * width))
        , layers(config.count({"num_layers", "num_hidden_layers"}))
        , positions(config.size("max_position_embeddings"))
        , vocabulary(config.size("vocab_size"))
        , window(config.size("window_size", 256))
        , epsilon(config.number("layer_norm_epsilon", 1e-5))
        , activation(activationByName(config.text("activation_function", "gelu_new")))
    {
        if (!activation)
            config.refuse("activation_function", activationNames());
        if (width % heads != 0)
            config.refuse("num_heads", "a divisor of hidden_size " + std::to_string(width));
        readKinds(config);
    }

private:
    /// attention_types: [[["global", "local"], 12]] stands for twelve times both.
    void readKinds(const Config &config)
    {
        const auto types = config.json().find("attention_types");
        if (types == config.json().end() && !config.has("attention_layers")) {
            for (std::int64_t i = 0; i < layers; ++i)
                local.push_back(i % 2 == 1);
            return;
        }
        const auto wrong = [&] {
            config.refuse("attention_types", "lists of global and local for " + std::to_string(layers) + " layers");
        };
        if (types != config.json().end() && types->is_array()) {
            for (const nlohmann::json &group : *types) {
                if (!group.is_array() || group.size() != 2 || !group[0].is_array() || !group[1].is_number_integer())
                    wrong();
                for (std::int64_t i = 0; i < group[1] && static_cast<std::int64_t>(local.size()) <= layers; ++i)
                    for (const nlohmann::json &kind : group[0])
                        local.push_back(kind == "local");
            }
        } else {
            for (const std::string &kind : config.texts("attention_layers"))
                local.push_back(kind == "local");
        }
        if (static_cast<std::int64_t>(local.size()) != layers)
            wrong();
    }
};

class GptNeoAttention : public Block {
    struct Self : Block {
        Self(const Scope &scope, const GptNeoFacts &facts)
            : Block(scope, "GPTNeoSelfAttention")
            , count(facts.heads)
            , key(child("k_proj"), facts.width, facts.width, Bias::Without)
            , value(child("v_proj"), facts.width, facts.width, Bias::Without)
            , query(child("q_proj"), facts.width, facts.width, Bias::Without)
            , output(child("out_proj"), facts.width, facts.width)
        {
        }
        std::optional<KeyHeads> keyHeads() const override { return KeyHeads{count, query.outputWidth() / count}; }
        std::int64_t count;
        Linear key, value, query, output;
    };

public:
    GptNeoAttention(const Scope &scope, const GptNeoFacts &facts)
        : Block(scope, "GPTNeoAttention")
        , m_self(child("attention"), facts)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            return m_self.through(pass, in, [&](const Act &read) {
                const auto heads = [&](const Linear &leaf) { return splitHeads(leaf(pass, read), m_self.count); };
                const Act query = heads(m_self.query), key = heads(m_self.key), value = heads(m_self.value);
                const Cached own = extendCache(pass, m_self, key, value);
                // Scores are not scaled.
                return m_self.output(pass, attend(pass, m_self, {query, own.key, own.value, 1}, mask));
            });
        });
    }

private:
    Self m_self;
};

class GptNeoMlp : public Block {
public:
    GptNeoMlp(const Scope &scope, const GptNeoFacts &facts)
        : Block(scope, "GPTNeoMLP")
        , m_activation(facts.activation)
        , m_up(child("c_fc"), facts.width, facts.inner)
        , m_down(child("c_proj"), facts.inner, facts.width)
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &in) { return m_down(pass, m_up(pass, in).map(m_activation)); });
    }

private:
    Activation m_activation;
    Linear m_up, m_down;
};

class GptNeoBlock : public Block {
public:
    GptNeoBlock(const Scope &scope, const GptNeoFacts &facts)
        : Block(scope, "GPTNeoBlock")
        , m_attentionNorm(child("ln_1"), facts.width, facts.epsilon)
        , m_attention(child("attn"), facts)
        , m_mlpNorm(child("ln_2"), facts.width, facts.epsilon)
        , m_mlp(child("mlp"), facts)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act mixed = m_attention(pass, m_attentionNorm(pass, in), mask) + in;
            return mixed + m_mlp(pass, m_mlpNorm(pass, mixed));
        });
    }

private:
    LayerNorm m_attentionNorm;
    GptNeoAttention m_attention;
    LayerNorm m_mlpNorm;
    GptNeoMlp m_mlp;
};

class GptNeoModel : public DecoderModel {
public:
    GptNeoModel(const Scope &scope, const GptNeoFacts &facts)
        : DecoderModel(scope, "GPTNeoModel")
        , m_positionCount(facts.positions)
        , m_window(facts.window)
        , m_local(facts.local)
        , m_tokens(child("wte"), facts.vocabulary, facts.width)
        , m_positions(child("wpe"), facts.positions, facts.width)
        , m_layers(child("h"), facts.layers, facts)
        , m_norm(child("ln_f"), facts.width, facts.epsilon)
    {
    }
    const Param &tokenWeight() const override { return m_tokens.weightParam(); }
    Act operator()(Pass &pass, const Batch &batch) const override
    {
        return through(pass, batch.ids, [&](const Act &ids) {
            Act x = withPrompts(pass, m_tokens(pass, ids));
            const std::int64_t length = x.t.size(1);
            expectLength(m_positions, pass.position() + length, m_positionCount);
            x = x + m_positions(pass, positionsFrom(pass, pass.position(), length));
            if (batch.typeIds)
                x = x + m_tokens(pass, *batch.typeIds);
            const AttentionMask global = causalMask(pass, batch.mask, length),
                                local = causalMask(pass, batch.mask, length, m_window);
            for (std::size_t i = 0; i < m_layers.size(); ++i)
                x = m_layers[i](pass, x, m_local[i] ? local : global);
            return m_norm(pass, x);
        });
    }

private:
    std::int64_t m_positionCount, m_window;
    std::vector<bool> m_local;
    Embedding m_tokens, m_positions;
    BlockList<GptNeoBlock> m_layers;
    LayerNorm m_norm;
};

std::unique_ptr<Backbone> buildGptNeo(const BuildContext &context)
{
    const GptNeoFacts facts(context.config);
    const DecoderHeads heads{"transformer",
                             facts.width,
                             facts.vocabulary,
                             context.config.optionalInteger("pad_token_id"),
                             context.config.flag("tie_word_embeddings", true),
                             "lm_head",
                             Bias::Without,
                             0,
                             "classifier"};
    return buildDecoder(context, heads,
                        [&](const Scope &scope) { return std::make_unique<GptNeoModel>(scope, facts); });
}

} // namespace

namespace backbones {

Family gptNeo()
{
    return {.modelType = "gpt_neo",
            .classPrefix = "GPTNeo",
            .basePrefix = "transformer",
            .heads = heads::decoder,
            .build = buildGptNeo,
            .headModules = {"score", "classifier", "qa_outputs", "lm_head"},
            .tokenizer = "GPT2Tokenizer",
            .peft
            = {.lora = {"q_proj", "v_proj"}, .ia3 = {"q_proj", "v_proj", "c_proj"}, .ia3FeedForward = {"c_proj"}}};
}

} // namespace backbones
} // namespace deltascope::nn
