#include "nn/backbones/seq2seq.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

namespace {

class Seq2SeqBackbone : public Backbone {
    struct Holder : Block {
        using Block::Block;
        ScopeOf scopes() const
        {
            return [this](std::string_view name) { return child(name); };
        }
    };

public:
    Seq2SeqBackbone(const BuildContext &context, const Seq2SeqBase &base, const MakeSeq2Seq &make,
                    const MakeSeq2SeqHead &makeHead)
        : m_root(context.builder.root(), context.architecture)
    {
        if (!base.name.empty())
            m_base = std::make_unique<Holder>(m_root.scopes()(base.name), base.type);
        m_model = make(m_base ? m_base->scopes() : m_root.scopes());
        if (makeHead)
            m_head = makeHead(m_root.scopes(), *m_model);
    }
    Block &root() override { return m_root; }
    bool isEncoderDecoder() const override { return true; }
    Act encode(Pass &pass, const Batch &batch) const override { return m_model->encode(pass, batch); }
    Act decode(Pass &pass, const Act &memory, const Batch &batch) const override
    {
        return headed(pass, m_model->decode(pass, *batch.decoderIds, memory, batch), batch.ids);
    }
    Act run(Pass &pass, const Batch &batch) const override
    {
        return m_root.through(pass, batch.ids, [&](const Act &) {
            const auto both = [&](const Act &) {
                const Act ids = batch.decoderIds ? *batch.decoderIds : m_model->startIds(batch.ids);
                return m_model->decode(pass, ids, m_model->encode(pass, batch), batch);
            };
            return headed(pass, m_base ? m_base->through(pass, batch.ids, both) : both(batch.ids), batch.ids);
        });
    }

private:
    Act headed(Pass &pass, const Act &hidden, const Act &ids) const
    {
        return m_head ? m_head(pass, hidden, ids) : hidden;
    }

    Holder m_root;
    std::unique_ptr<Holder> m_base;
    std::unique_ptr<Seq2Seq> m_model;
    Seq2SeqHead m_head;
};

class DenseHead : public Block {
public:
    DenseHead(const Scope &scope, std::string_view type, std::int64_t width, std::int64_t labels)
        : Block(scope, type)
        , m_dense(child("dense"), width, width)
        , m_out(child("out_proj"), width, labels)
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x,
                       [&](const Act &in) { return m_out(pass, m_dense(pass, in).map(activationByName("tanh"))); });
    }
    std::int64_t outputWidth() const override { return m_out.outputWidth(); }

private:
    Linear m_dense, m_out;
};

/// The hidden state at each row's last end-of-sequence id.
at::Tensor atLastEos(const at::Tensor &x, const at::Tensor &ids, std::int64_t eos)
{
    const at::Tensor isEos = ids == eos;
    if (!isEos.any(1).all().item<bool>())
        throw Failure("ids", "expected the end-of-sequence id " + std::to_string(eos)
                                 + " in every input of an encoder-decoder's classifier, found an input without it");
    const at::Tensor last = (isEos.to(at::kLong) * at::arange(ids.size(1))).argmax(1);
    return x.index({at::arange(x.size(0)), last});
}

} // namespace

std::unique_ptr<Backbone> buildSeq2Seq(const BuildContext &context, const Seq2SeqBase &base, const MakeSeq2Seq &make,
                                       const MakeSeq2SeqHead &makeHead)
{
    return std::make_unique<Seq2SeqBackbone>(context, base, make, makeHead);
}

Seq2SeqHead lastEosHead(const ScopeOf &scope, std::string_view name, std::string_view type, std::int64_t width,
                        std::int64_t labels, std::int64_t eos)
{
    auto head = std::make_shared<DenseHead>(scope(name), type, width, labels);
    return [head, eos](Pass &pass, const Act &hidden, const Act &ids) {
        return (*head)(
            pass, combine(hidden, ids, [&](const at::Tensor &x, const at::Tensor &i) { return atLastEos(x, i, eos); }));
    };
}

Seq2SeqHead decoderPositionHead(const ScopeOf &scope, std::string_view name, std::int64_t width, std::int64_t outputs)
{
    auto leaf = std::make_shared<Linear>(scope(name), width, outputs);
    return [leaf](Pass &pass, const Act &hidden, const Act &) { return (*leaf)(pass, hidden); };
}

} // namespace deltascope::nn
