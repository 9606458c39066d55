#pragma once

// What prefixes and prompts of all libraries share.
#include "nn/tap.h"

namespace deltascope::nn {

/// Trained keys and values [1, heads, p, headDim] in front of an attention's own (Li and Liang 2021).
class PrefixTap : public Tap {
public:
    explicit PrefixTap(KeyValue front)
        : m_front(std::move(front))
    {
    }
    bool changesOutput() const override { return false; }
    bool isPrefix() const override { return true; }
    KeyValue prefix(const TapCall &, const at::Tensor &) const override { return m_front; }

private:
    KeyValue m_front;
};

/// Virtual tokens, or moved positions, in front of the sequence (Lester et al. 2021).
class FrontTap : public Tap {
public:
    explicit FrontTap(Front front)
        : m_front(std::move(front))
    {
    }
    bool changesOutput() const override { return false; }
    std::optional<Front> front() const override { return m_front; }

private:
    Front m_front;
};

/// [p, heads * size] -> [1, heads, p, size]
at::Tensor splitPrefix(const at::Tensor &flat, std::int64_t heads);

} // namespace deltascope::nn
