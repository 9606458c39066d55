#pragma once

#include "core/describe.h"
#include "nn/block.h"
#include "nn/weights.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deltascope::nn {

struct BuildOptions {
    at::ScalarType compute;
    /// Weights below these module paths may be missing and are then initialised anew (a head chosen by the user).
    std::vector<std::string> freshBelow;
    std::uint64_t seed = 0;
    double initRange = 0.02;
};

/// Collects modules and parameters while a backbone is constructed, and finds their tensors in the checkpoint. Missing
/// and mismatching weights are gathered, so that one message can name them all.
class Builder {
public:
    Builder(Weights &weights, BuildOptions options, std::int64_t width);

    Scope root() { return {this, {}, -1}; }
    std::int64_t width() const { return m_width; }

    int enter(const Scope &scope, std::string_view type, Block *block);
    std::shared_ptr<const Param> declare(const Block &block, std::string_view name, Shape shape, Init init);
    std::shared_ptr<const Param> tie(const Block &block, std::string_view name, const Param &other);
    /// Lists the module of `use` (a leaf) a second time, under the name by which it is called there.
    void alias(const Scope &scope, Block &use);
    /// A tensor of the checkpoint that is no parameter (final_logits_bias); undefined if there is none.
    at::Tensor buffer(std::string_view fullName, const Shape &shape);
    /// True if the checkpoint holds the tensor under any of its names.
    bool holds(std::string_view fullName) const { return m_weights.find(fullName) != nullptr; }

    /// Fills modules, counts, missing, fresh and notes.
    void describe(NetworkInfo &info) const;
    const std::vector<Block *> &blocks() const { return m_blocks; }

private:
    bool mayBeFresh(std::string_view fullName) const;
    at::Tensor makeFresh(const Shape &shape, Init init);

    Weights &m_weights;
    BuildOptions m_options;
    std::int64_t m_width;
    std::vector<ModuleInfo> m_modules;
    std::vector<Block *> m_blocks; ///< by module index; of an alias, that use of its module
    std::vector<std::pair<const Param *, int>> m_ids;
    std::vector<std::string> m_missing, m_fresh;
    bool m_otherShape = false; ///< a fresh one is in the checkpoint, but not for this head
    std::optional<at::Generator> m_generator;
    std::int64_t m_parameters = 0;
    int m_nextId = 0;
};

} // namespace deltascope::nn
