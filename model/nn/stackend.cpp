#include "nn/stackend.h"

#include "nn/block.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn {

namespace {

bool contains(const Block &outer, const Block &inner)
{
    return outer.path().empty() || inner.path() == outer.path() || inner.path().starts_with(outer.path() + ".");
}

/// True if the tap acts in any column of the pass.
bool acts(const TapRef &ref, const Pass &pass)
{
    return std::any_of(pass.columnOfLane.begin(), pass.columnOfLane.end(),
                       [&](int column) { return ref.strength(pass.table, column) != 0; });
}

} // namespace

StackEnd::StackEnd(const Block *attention, const std::vector<Block *> &blocks)
    : m_attention(attention)
{
    if (!attention)
        return;
    for (const Block *block : blocks) {
        if (contains(*block, *attention))
            m_around.push_back(block);
        else if (block->module() > attention->module())
            m_behind.push_back(block);
    }
}

bool StackEnd::isNoticed(const Pass &pass) const
{
    const auto anyActs = [&](const Block *block) {
        return std::any_of(block->taps.begin(), block->taps.end(), [&](const TapRef &ref) { return acts(ref, pass); });
    };
    const auto anyMixes = [&](const Block *block) {
        return std::any_of(block->taps.begin(), block->taps.end(),
                           [&](const TapRef &ref) { return !ref.tap->worksByPosition() && acts(ref, pass); });
    };
    return std::any_of(m_around.begin(), m_around.end(), anyActs)
           || std::any_of(m_behind.begin(), m_behind.end(), anyMixes);
}

void StackEnd::cut(Pass &pass, std::optional<std::int64_t> position, std::int64_t length) const
{
    const bool hasFronts
        = pass.fronts.length() != 0 || pass.fronts.shift != 0 || !pass.fronts.insertions.empty(); // they move positions
    if (!m_attention || !position || *position >= length || length == 1 || pass.cache || pass.observer || hasFronts
        || isNoticed(pass))
        return;
    pass.cut = Pass::Cut{m_attention, *position};
}

std::optional<std::int64_t> commonPosition(const at::Tensor &index)
{
    const std::int64_t first = index[0].item<std::int64_t>();
    return (index == first).all().item<bool>() ? std::optional(first) : std::nullopt;
}

} // namespace deltascope::nn
