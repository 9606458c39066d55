// BERT with every head of transformers/models/bert/modeling_bert.py (evaluation mode).
#include "nn/backbones/bertstack.h"
#include "nn/backbones/families.h"
#include "nn/layers/positions.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

namespace {

enum class Pooling { With, Without };

class BertModel : public Block {
public:
    BertModel(const Scope &scope, const BertFacts &facts, Pooling pooling)
        : Block(scope, "BertModel")
        , m_isDecoder(facts.isDecoder)
        , m_embeddings(child("embeddings"), facts)
        , m_encoder(child("encoder"), facts)
    {
        if (pooling == Pooling::With)
            m_pooler = std::make_unique<BertPooler>(child("pooler"), "BertPooler", facts.width);
    }

    Act hidden(Pass &pass, const Batch &batch) const
    {
        return through(pass, batch.ids, [&](const Act &ids) {
            const Act positions = positionsFrom(pass, pass.past(), embeddedLength(pass, ids));
            return m_encoder(pass, m_embeddings(pass, batch, positions), selfMask(pass, batch, m_isDecoder));
        });
    }
    Act pooled(Pass &pass, const Batch &batch) const { return (*m_pooler)(pass, hidden(pass, batch)); }
    const Param &tokenWeight() const { return m_embeddings.tokenWeight(); }

private:
    bool m_isDecoder;
    BertEmbeddings m_embeddings;
    BertEncoder m_encoder;
    std::unique_ptr<BertPooler> m_pooler;
};

/// cls: transform, then scores over the vocabulary with the table of the embeddings (BertOnlyMLMHead).
class BertLmHead : public Block {
public:
    BertLmHead(const Scope &scope, std::string_view type, const BertFacts &facts, const BertModel &model)
        : Block(scope, type), m_predictions(child("predictions"), facts, model)
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &in) {
            return m_predictions.through(pass, in, [&](const Act &read) {
                const Act transformed = m_predictions.transform.through(pass, read, [&](const Act &t) {
                    return m_predictions.transform.norm(pass, m_predictions.transform.dense(pass, t).map(m_predictions.transform.activation));
                });
                return (*m_predictions.decoder)(pass, transformed);
            });
        });
    }

private:
    struct Transform : Block {
        Transform(const Scope &scope, const BertFacts &facts)
            : Block(scope, "BertPredictionHeadTransform")
            , activation(facts.activation)
            , dense(child("dense"), facts.width, facts.width)
            , norm(child("LayerNorm"), facts.width, facts.epsilon)
        {
        }
        Activation activation;
        Linear dense;
        LayerNorm norm;
    };
    struct Predictions : Block {
        Predictions(const Scope &scope, const BertFacts &facts, const BertModel &model)
            : Block(scope, "BertLMPredictionHead")
            , bias(declare("bias", {facts.vocabulary}, Init::Zeros))
            , transform(child("transform"), facts)
            , decoder(facts.tied ? std::make_unique<Linear>(child("decoder"), model.tokenWeight(), &bias)
                                 : std::make_unique<Linear>(child("decoder"), facts.width, facts.vocabulary, bias))
        {
        }
        const Param &bias;
        Transform transform;
        std::unique_ptr<Linear> decoder;
    };
    Predictions m_predictions;
};

class BareBert : public Backbone {
public:
    explicit BareBert(const BuildContext &context)
        : m_facts(context.config, "Bert"), m_model(context.builder.root(), m_facts, Pooling::With)
    {
    }
    Act run(Pass &pass, const Batch &batch) const override { return m_model.hidden(pass, batch); }
    Block &root() override { return m_model; }

private:
    BertFacts m_facts;
    BertModel m_model;
};

/// BERT with one linear layer on top: of the pooled first position, or of every position.
class BertWithLinear : public Backbone {
    struct Root : Block {
        Root(const BuildContext &context, const BertFacts &facts, Pooling pooling, std::string_view name, std::int64_t outputs)
            : Block(context.builder.root(), context.architecture)
            , model(child("bert"), facts, pooling)
            , head(child(name), facts.width, outputs)
        {
        }
        BertModel model;
        Linear head;
    };

public:
    BertWithLinear(const BuildContext &context, Pooling pooling, std::string_view name, std::int64_t outputs)
        : m_pooling(pooling), m_root(context, BertFacts(context.config, "Bert"), pooling, name, outputs)
    {
    }
    Block &root() override { return m_root; }
    Act run(Pass &pass, const Batch &batch) const override
    {
        return m_root.through(pass, batch.ids, [&](const Act &) {
            return m_root.head(pass, m_pooling == Pooling::With ? m_root.model.pooled(pass, batch) : m_root.model.hidden(pass, batch));
        });
    }

private:
    Pooling m_pooling;
    Root m_root;
};

class BertWithLmHead : public Backbone {
    struct Root : Block {
        Root(const BuildContext &context, const BertFacts &facts)
            : Block(context.builder.root(), context.architecture)
            , model(child("bert"), facts, Pooling::Without)
            , head(child("cls"), "BertOnlyMLMHead", facts, model)
        {
        }
        BertModel model;
        BertLmHead head;
    };

public:
    explicit BertWithLmHead(const BuildContext &context) : m_facts(context.config, "Bert"), m_root(context, m_facts) {}
    Block &root() override { return m_root; }
    bool cachesKeys() const override { return m_facts.isDecoder; }
    Act run(Pass &pass, const Batch &batch) const override
    {
        return m_root.through(pass, batch.ids, [&](const Act &) { return m_root.head(pass, m_root.model.hidden(pass, batch)); });
    }

private:
    BertFacts m_facts;
    Root m_root;
};

} // namespace

std::unique_ptr<Backbone> buildBert(const BuildContext &context)
{
    switch (context.head) {
    case HeadKind::SequenceClassification: return std::make_unique<BertWithLinear>(context, Pooling::With, "classifier", context.labels);
    case HeadKind::TokenClassification: return std::make_unique<BertWithLinear>(context, Pooling::Without, "classifier", context.labels);
    case HeadKind::QuestionAnswering: return std::make_unique<BertWithLinear>(context, Pooling::Without, "qa_outputs", 2);
    case HeadKind::MaskedLm:
    case HeadKind::CausalLm: return std::make_unique<BertWithLmHead>(context);
    default: return std::make_unique<BareBert>(context);
    }
}

} // namespace deltascope::nn
