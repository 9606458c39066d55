#include "nn/block.h"

#include "core/outcome.h"
#include "nn/borders.h"
#include "nn/builder.h"
#include "nn/siterun.h"

#include <c10/core/InferenceMode.h>

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
    if (!m_converted->defined()) {
        const c10::InferenceMode normal(false); // else no backward pass could use the copy
        *m_converted = m_stored.to(m_compute);
    }
    return *m_converted;
}

Block::Block(const Scope &scope, std::string_view type)
    : m_builder(scope.builder)
    , m_path(scope.path)
    , m_module(scope.builder->enter(scope, type, this))
    , m_width(scope.builder->width())
{
}

Block::Block(const Block &known, AnotherUse)
    : m_builder(known.m_builder)
    , m_path(known.m_path)
    , m_module(known.m_module)
    , m_width(known.m_width)
    , m_joinPlace(known.m_joinPlace)
    , m_params(known.m_params)
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

namespace {

Act besideTaps(const Block &block, Pass &pass, const Act &x, const std::function<Act(const Act &)> &body)
{
    const SiteMix mix(block, pass);
    if (mix.isIdle())
        return body(x);
    const SiteRun run(block, pass, mix, x);
    return run.applyAfter(body(run.read()));
}

} // namespace

Act Block::throughTaps(Pass &pass, const Act &x, const std::function<Act(const Act &)> &body) const
{
    const auto whole = [&] {
        Act result = besideTaps(*this, pass, x, body);
        if (pass.observer)
            pass.observer->saw(*this, result);
        return result;
    };
    auto *walk = dynamic_cast<BorderWalk *>(pass.observer);
    return walk ? walk->through(*this, x, whole) : whole();
}

} // namespace deltascope::nn
