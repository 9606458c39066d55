#include "nn/block.h"

#include "core/outcome.h"
#include "nn/builder.h"
#include "nn/sitemix.h"

namespace deltascope::nn {

Param::Param(std::string fullName, Shape shape, DType dtype, at::Tensor stored, at::ScalarType compute)
    : m_fullName(std::move(fullName))
    , m_shape(std::move(shape))
    , m_dtype(dtype)
    , m_stored(std::move(stored))
    , m_compute(compute)
    , m_converted(std::make_shared<at::Tensor>())
{
}

const at::Tensor &Param::get() const
{
    if (!m_stored.defined())
        throw Failure(Error{m_fullName, "expected in the checkpoint, found no such weight", {}, "missing-weight"});
    if (m_stored.scalar_type() == m_compute)
        return m_stored;
    if (!m_converted->defined())
        *m_converted = m_stored.to(m_compute);
    return *m_converted;
}

Block::Block(const Scope &scope, std::string_view type)
    : m_builder(scope.builder)
    , m_path(scope.path)
    , m_module(scope.builder->enter(scope, type, this))
    , m_width(scope.builder->width())
{
}

const Param *Block::param(std::string_view name) const
{
    for (const auto &[own, param] : m_params)
        if (own == name)
            return param.get();
    return nullptr;
}

at::Tensor Block::outputShift(std::string_view, const at::Tensor &) const { return {}; }

Scope Block::child(std::string_view name) const
{
    return {m_builder, m_path.empty() ? std::string(name) : m_path + "." + std::string(name), m_module};
}

const Param &Block::declare(std::string_view name, Shape shape, Init init)
{
    m_params.emplace_back(name, m_builder->declare(*this, name, std::move(shape), init));
    return *m_params.back().second;
}

const Param &Block::tie(std::string_view name, const Param &other)
{
    m_params.emplace_back(name, m_builder->tie(*this, name, other));
    return *m_params.back().second;
}

Act Block::throughTaps(Pass &pass, const Act &x, const std::function<Act(const Act &)> &body) const
{
    pass.pause();
    const SiteMix mix(*this, pass);
    if (mix.isIdle()) {
        Act y = body(x);
        if (pass.observer)
            pass.observer->saw(*this, y);
        return y;
    }
    // Outermost first: what each tap, and at last the module, reads.
    std::vector<Act> reads(taps.size() + 1, x);
    for (std::size_t end = taps.size(), begin; end > 0; end = begin) {
        begin = end - 1;
        while (begin > 0 && taps[begin].tap->readsInOrder() && taps[begin - 1].tap->readsInOrder())
            --begin;
        reads[begin] = reads[end];
        for (std::size_t i = begin; i < end; ++i) {
            if (taps[i].tap->keepsInput())
                pass.kept.insert_or_assign(taps[i].tap.get(), reads[end]);
            if (!taps[i].tap->changesInput())
                continue;
            const RowsPtr rows = mix.part(reads[begin].rows);
            at::Tensor changed = layOut(reads[begin], rows).clone();
            for (const auto &[strength, list] : mix.rowsByStrength(*rows, i))
                onRows(changed, list, [&](const at::Tensor &part, auto &&) {
                    return taps[i].tap->before({*this, strength, pass}, widened(part)).to(part.scalar_type());
                });
            reads[begin] = {changed, rows};
        }
    }
    Act y = body(reads[0]);
    RowsPtr rows = mix.part(meet(y.rows, reads[0].rows));
    for (const TapRef &ref : taps)
        if (const auto kept = pass.kept.find(ref.tap->source()); kept != pass.kept.end())
            rows = meet(rows, kept->second.rows);
    at::Tensor out = layOut(y, rows);
    if (out.is_alias_of(x.t) || (out.is_alias_of(y.t) && !y.t.is_contiguous()))
        out = out.clone();
    for (std::size_t i = 0; i < taps.size(); ++i) {
        if (!taps[i].tap->changesOutput())
            continue;
        const RowLists lists = mix.rowsByStrength(*rows, i);
        if (lists.empty())
            continue;
        const Tap *source = taps[i].tap->source();
        if (source && !pass.kept.count(source))
            throw Failure(path(),
                          "expected the module whose input is read here to run earlier, found that it runs later");
        const at::Tensor read = layOut(source ? pass.kept.at(source) : reads[i + 1], rows);
        for (const auto &[strength, list] : lists)
            onRows(out, list, [&](const at::Tensor &part, auto &&pick) {
                return taps[i]
                    .tap->after({*this, strength, pass}, widened(pick(read)), widened(part))
                    .to(part.scalar_type());
            });
    }
    Act result{out, rows};
    if (pass.observer)
        pass.observer->saw(*this, result);
    return result;
}

} // namespace deltascope::nn
