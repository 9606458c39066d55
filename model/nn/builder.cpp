#include "nn/builder.h"

#include "core/outcome.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

namespace deltascope::nn {

Builder::Builder(Weights &weights, BuildOptions options, std::int64_t width)
    : m_weights(weights)
    , m_options(std::move(options))
    , m_width(width)
{
}

int Builder::enter(const Scope &scope, std::string_view type, Block *block)
{
    ModuleInfo info;
    info.name = scope.path;
    info.type = type;
    info.parent = scope.parent;
    info.depth = scope.parent < 0 ? 0 : m_modules[scope.parent].depth + 1;
    m_modules.push_back(std::move(info));
    m_blocks.push_back(block);
    return static_cast<int>(m_modules.size()) - 1;
}

std::shared_ptr<const Param> Builder::declare(const Block &block, std::string_view name, Shape shape, Init init)
{
    const std::string fullName = block.path().empty() ? std::string(name) : block.path() + "." + std::string(name);
    ParamInfo info{std::string(name), shape, DType::F32, m_nextId++};
    at::Tensor tensor;
    const io::TensorEntry *entry = m_weights.find(fullName);
    if (entry && entry->shape != shape && mayBeFresh(fullName)) { // a head with another number of labels
        m_otherShape = true;
        entry = nullptr;
    }
    if (entry) {
        m_weights.expectShape(*entry, shape);
        info.dtype = entry->dtype;
        tensor = m_weights.tensor(*entry);
    } else if (mayBeFresh(fullName)) {
        m_fresh.push_back(fullName);
        tensor = makeFresh(shape, init);
    } else {
        m_missing.push_back(fullName);
        tensor = at::empty(shape, at::TensorOptions().dtype(m_options.compute).device(at::kMeta));
    }
    m_parameters += elementCount(shape).value_or(0);
    auto param = std::make_shared<Param>(fullName, std::move(shape), info.dtype, tensor, m_options.compute);
    m_modules[block.module()].params.push_back(std::move(info));
    m_ids.emplace_back(param.get(), m_nextId - 1);
    return param;
}

std::shared_ptr<const Param> Builder::tie(const Block &block, std::string_view name, const Param &other)
{
    const auto known
        = std::find_if(m_ids.begin(), m_ids.end(), [&](const auto &entry) { return entry.first == &other; });
    const std::string fullName = block.path().empty() ? std::string(name) : block.path() + "." + std::string(name);
    m_weights.find(fullName); // an old file may hold it too: then it is no unexpected key
    ParamInfo info{std::string(name), other.shape(), DType::F32, known->second};
    info.dtype = other.dtype();
    m_modules[block.module()].params.push_back(std::move(info));
    auto param = std::make_shared<Param>(other);
    m_ids.emplace_back(param.get(), known->second);
    return param;
}

void Builder::alias(const Scope &scope, Block &use)
{
    ModuleInfo info = m_modules[use.module()];
    for (const ParamInfo &param : info.params)
        m_weights.find(scope.path + "."
                       + param.name); // an old file may hold them twice: then they are no unexpected keys
    info.name = scope.path;
    info.parent = scope.parent;
    info.depth = m_modules[scope.parent].depth + 1;
    info.sameAs = use.module();
    m_modules.push_back(std::move(info));
    m_blocks.push_back(&use);
}

at::Tensor Builder::buffer(std::string_view fullName, const Shape &shape)
{
    const io::TensorEntry *entry = m_weights.find(fullName);
    if (!entry)
        return {};
    m_weights.expectShape(*entry, shape);
    return m_weights.tensor(*entry).to(m_options.compute);
}

bool Builder::mayBeFresh(std::string_view fullName) const
{
    for (const std::string &path : m_options.freshBelow)
        if (fullName.substr(0, path.size()) == path && (fullName.size() == path.size() || fullName[path.size()] == '.'))
            return true;
    return false;
}

at::Tensor Builder::makeFresh(const Shape &shape, Init init)
{
    if (!m_generator)
        m_generator = at::make_generator<at::CPUGeneratorImpl>(m_options.seed);
    if (init == Init::Normal)
        return at::empty(shape, at::kFloat).normal_(0, m_options.initRange, m_generator);
    return init == Init::Ones ? at::ones(shape) : at::zeros(shape);
}

void Builder::describe(NetworkInfo &info) const
{
    info.modules = m_modules;
    info.parameterCount = m_parameters;
    info.bytes = m_weights.totalBytes();
    info.missing = m_missing;
    info.fresh = m_fresh;
    if (!m_fresh.empty())
        info.notes.push_back(
            std::string(m_otherShape ? "of another shape in the checkpoint, or not there" : "not in the checkpoint")
            + ", freshly initialised (seed " + std::to_string(m_options.seed) + "): " + joinNames(m_fresh));
    const std::vector<std::string> unexpected = m_weights.unused();
    if (!unexpected.empty())
        info.notes.push_back("in the checkpoint but not used by " + info.architecture + ": " + joinNames(unexpected));
}

} // namespace deltascope::nn
