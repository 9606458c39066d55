#include "nn/backbones/encoder.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

namespace {

class BareEncoder : public Backbone {
public:
    BareEncoder(const BuildContext &context, const MakeEncoder &make)
        : m_model(make(context.builder.root()))
    {
    }
    Block &root() override { return *m_model; }
    bool cachesKeys() const override { return false; }
    Act run(Pass &pass, const Batch &batch) const override { return m_model->hidden(pass, batch); }

private:
    std::unique_ptr<EncoderModel> m_model;
};

class HeadedEncoder : public Backbone {
    struct Root : Block {
        Root(const BuildContext &context, std::string_view base, const MakeEncoder &make, const MakeHead &makeHead)
            : Block(context.builder.root(), context.architecture)
            , model(make(child(base)))
            , head(makeHead([this](std::string_view name) { return child(name); }, *model))
        {
        }
        std::unique_ptr<EncoderModel> model;
        Head head;
    };

public:
    HeadedEncoder(const BuildContext &context, std::string_view base, const MakeEncoder &make, const MakeHead &head,
                  Caching caching)
        : m_caching(caching)
        , m_root(context, base, make, head)
    {
    }
    Block &root() override { return m_root; }
    bool cachesKeys() const override { return m_caching == Caching::Keys; }
    Act run(Pass &pass, const Batch &batch) const override
    {
        return m_root.through(pass, batch.ids,
                              [&](const Act &) { return m_root.head(pass, m_root.model->hidden(pass, batch)); });
    }

private:
    Caching m_caching;
    Root m_root;
};

class DenseHead : public Block {
public:
    DenseHead(const Scope &scope, std::string_view type, std::int64_t width, std::int64_t outputs,
              Activation activation)
        : Block(scope, type)
        , m_activation(activation)
        , m_dense(child("dense"), width, width)
        , m_out(child("out_proj"), width, outputs)
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x,
                       [&](const Act &in) { return m_out(pass, m_dense(pass, firstPosition(in)).map(m_activation)); });
    }
    std::int64_t outputWidth() const override { return m_out.outputWidth(); }

private:
    Activation m_activation;
    Linear m_dense, m_out;
};

} // namespace

Act firstPosition(const Act &x)
{
    return x.map([](const at::Tensor &t) { return t.select(1, 0); });
}

Head pooledHead(const ScopeOf &scope, const EncoderModel &model, std::string_view name, std::int64_t width,
                std::int64_t outputs)
{
    auto leaf = std::make_shared<Linear>(scope(name), width, outputs);
    return [leaf, &model](Pass &pass, const Act &hidden) { return (*leaf)(pass, model.pooled(pass, hidden)); };
}

Head positionHead(const ScopeOf &scope, std::string_view name, std::int64_t width, std::int64_t outputs)
{
    auto leaf = std::make_shared<Linear>(scope(name), width, outputs);
    return [leaf](Pass &pass, const Act &hidden) { return (*leaf)(pass, hidden); };
}

Head denseHead(const ScopeOf &scope, std::string_view name, std::string_view type, std::int64_t width,
               std::int64_t outputs, Activation activation)
{
    auto head = std::make_shared<DenseHead>(scope(name), type, width, outputs, activation);
    return [head](Pass &pass, const Act &hidden) { return (*head)(pass, hidden); };
}

std::unique_ptr<Backbone> buildBareEncoder(const BuildContext &context, const MakeEncoder &make)
{
    return std::make_unique<BareEncoder>(context, make);
}

std::unique_ptr<Backbone> buildHeadedEncoder(const BuildContext &context, std::string_view base,
                                             const MakeEncoder &make, const MakeHead &head, Caching caching)
{
    return std::make_unique<HeadedEncoder>(context, base, make, head, caching);
}

} // namespace deltascope::nn
