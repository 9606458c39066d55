#pragma once

#include "nn/pass.h"

#include <optional>
#include <vector>

namespace deltascope::nn {

/// The end of a model whose head reads its stack's last hidden state at one position: what comes behind the scores of
/// the last attention works position by position, so that it need compute only that one.
class StackEnd {
public:
    StackEnd() = default;
    /// `attention` of the last layer, which a pass calls once; null: nothing is ever cut. `blocks` are the model's, in
    /// their order.
    StackEnd(const Block *attention, const std::vector<Block *> &blocks);
    /// False where nothing is ever cut.
    bool isKnown() const { return m_attention; }
    /// From here on `pass` computes behind that attention only `position` of the stack's `length`, the same in every
    /// row; all of them where anything attached or observing would notice.
    void cut(Pass &pass, std::optional<std::int64_t> position, std::int64_t length) const;

private:
    bool isNoticed(const Pass &pass) const;

    const Block *m_attention = nullptr;
    std::vector<const Block *> m_around; ///< the attention and what contains it: they read more than they return
    std::vector<const Block *> m_behind; ///< whatever may run behind it
};

/// The position that all rows of `index` [rows] name; none if they differ.
std::optional<std::int64_t> commonPosition(const at::Tensor &index);

} // namespace deltascope::nn
