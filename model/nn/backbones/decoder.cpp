#include "nn/backbones/decoder.h"

#include "nn/layers/positions.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

namespace {

class BareDecoder : public Backbone {
public:
    BareDecoder(const BuildContext &context, const MakeDecoder &make)
        : m_model(make(context.builder.root()))
    {
    }
    Block &root() override { return *m_model; }
    Act run(Pass &pass, const Batch &batch) const override { return (*m_model)(pass, batch); }

private:
    std::unique_ptr<DecoderModel> m_model;
};

/// A base model and one linear layer on top.
class HeadedDecoder : public Backbone {
protected:
    struct Root : Block {
        Root(const BuildContext &context, const DecoderHeads &heads, const MakeDecoder &make)
            : Block(context.builder.root(), context.architecture)
            , model(make(child(heads.base)))
        {
        }
        void add(std::string_view name, std::int64_t width, std::int64_t outputs, Bias bias)
        {
            head = std::make_unique<Linear>(child(name), width, outputs, bias);
        }
        void addTied(std::string_view name, Bias bias)
        {
            head = std::make_unique<Linear>(child(name), model->tokenWeight(), bias);
        }
        std::unique_ptr<DecoderModel> model;
        std::unique_ptr<Linear> head;
    };

public:
    HeadedDecoder(const BuildContext &context, const DecoderHeads &heads, const MakeDecoder &make)
        : m_root(context, heads, make)
    {
    }
    Block &root() override { return m_root; }
    Act run(Pass &pass, const Batch &batch) const override
    {
        return m_root.through(pass, batch.ids,
                              [&](const Act &) { return head(pass, batch, (*m_root.model)(pass, batch)); });
    }

protected:
    virtual Act head(Pass &pass, const Batch &batch, const Act &hidden) const
    {
        (void)batch;
        return (*m_root.head)(pass, hidden);
    }
    Root m_root;
};

class CausalDecoder : public HeadedDecoder {
public:
    CausalDecoder(const BuildContext &context, const DecoderHeads &heads, const MakeDecoder &make)
        : HeadedDecoder(context, heads, make)
        , m_cap(heads.logitCap)
        , m_scale(heads.logitScale)
    {
        if (heads.tied)
            m_root.addTied(heads.lmHead, heads.lmBias);
        else
            m_root.add(heads.lmHead, heads.width, heads.vocabulary, heads.lmBias);
    }

private:
    Act head(Pass &pass, const Batch &, const Act &hidden) const override
    {
        const Act raw = (*m_root.head)(pass, hidden);
        const Act logits = m_scale == 1 ? raw : raw.map([&](const at::Tensor &t) { return t * m_scale; });
        return m_cap == 0 ? logits : logits.map([&](const at::Tensor &t) { return (t / m_cap).tanh_() * m_cap; });
    }
    double m_cap, m_scale;
};

/// One label for each position, or two scores for the question answerer's span.
class TokenDecoder : public HeadedDecoder {
public:
    TokenDecoder(const BuildContext &context, const DecoderHeads &heads, const MakeDecoder &make, std::string_view name,
                 std::int64_t outputs)
        : HeadedDecoder(context, heads, make)
    {
        m_root.add(name, heads.width, outputs, Bias::With);
    }
};

/// Labels for the whole sequence, read at the rightmost position whose id is no padding.
class SequenceDecoder : public HeadedDecoder {
public:
    SequenceDecoder(const BuildContext &context, const DecoderHeads &heads, const MakeDecoder &make)
        : HeadedDecoder(context, heads, make)
        , m_pad(heads.pad)
    {
        m_root.add("score", heads.width, context.labels, Bias::Without);
    }

private:
    Act head(Pass &pass, const Batch &batch, const Act &hidden) const override
    {
        const Act last = combine(hidden, batch.ids, [&](const at::Tensor &x, const at::Tensor &ids) {
            if (!m_pad || x.size(1) != ids.size(1)) // soft prompts hide the ids from the head
                return x.select(1, x.size(1) - 1);
            const at::Tensor index = ((ids != *m_pad).to(at::kLong) * at::arange(ids.size(1))).argmax(-1);
            return x.index({at::arange(x.size(0)), index});
        });
        return (*m_root.head)(pass, last);
    }
    std::optional<std::int64_t> m_pad;
};

} // namespace

std::unique_ptr<Backbone> buildDecoder(const BuildContext &context, const DecoderHeads &heads, const MakeDecoder &make)
{
    switch (context.head) {
    case HeadKind::CausalLm: return std::make_unique<CausalDecoder>(context, heads, make);
    case HeadKind::SequenceClassification: return std::make_unique<SequenceDecoder>(context, heads, make);
    case HeadKind::TokenClassification:
        return std::make_unique<TokenDecoder>(context, heads, make, heads.tokenHead, context.labels);
    case HeadKind::QuestionAnswering: return std::make_unique<TokenDecoder>(context, heads, make, "qa_outputs", 2);
    default: return std::make_unique<BareDecoder>(context, make);
    }
}

} // namespace deltascope::nn
