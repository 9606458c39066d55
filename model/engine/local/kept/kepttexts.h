#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <list>
#include <unordered_map>
#include <utility>
#include <vector>

namespace deltascope {

namespace nn {
class Block;
}

/// A text that ran through a causal model under a history: what each attention made of its positions.
struct KeptText {
    int history;
    std::vector<std::int64_t> ids;
    std::unordered_map<const nn::Block *, std::pair<at::Tensor, at::Tensor>> keysAndValues; ///< [1, heads, T, headDim]

    std::size_t bytes() const;
    /// How many ids both begin with.
    std::int64_t shared(const std::vector<std::int64_t> &other) const;
};

/// The texts that ran last, at most so many bytes of them.
class KeptTexts {
public:
    explicit KeptTexts(std::size_t most)
        : m_most(most)
    {
    }
    /// The one under that history that begins most like `ids`; null without one. Until the next keep().
    const KeptText *alike(int history, const std::vector<std::int64_t> &ids) const;
    /// In place of those under its history that are the same but for the last few ids.
    void keep(KeptText text);
    void clear();

private:
    std::size_t m_most, m_bytes = 0;
    std::list<KeptText> m_texts; ///< the newest first
};

} // namespace deltascope
