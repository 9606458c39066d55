#include "nn/borders.h"

#include "nn/block.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

namespace {

bool isWithin(const Block &block, const Block &layer)
{
    const std::string &path = block.path(), &above = layer.path();
    return path.compare(0, above.size(), above) == 0 && (path.size() == above.size() || path[above.size()] == '.');
}

/// A layer: an item of a numbered list.
bool isItem(const Block &block)
{
    const std::string &path = block.path();
    const std::size_t last = path.find_last_not_of("0123456789");
    return !path.empty() && last != path.size() - 1 && (last == std::string::npos || path[last] == '.');
}

} // namespace

std::size_t Route::phaseOf(const Block &block) const
{
    for (std::size_t i = 0; i < borders.size(); ++i)
        if (isWithin(block, *borders[i].layer))
            return i;
    const auto found = outside.find(&block);
    return found == outside.end() ? 0 : found->second;
}

BorderWalk::BorderWalk(std::vector<Act> known, std::size_t most)
    : m_known(known.size())
    , m_most(most)
    , m_seen(std::move(known))
{
}

void BorderWalk::saw(const Block &block, const Act &y)
{
    if (m_next)
        m_next->saw(block, y);
}

Act BorderWalk::through(const Block &block, const Act &x, const std::function<Act()> &run)
{
    if (m_isInside)
        return run();
    if (!isItem(block)) {
        m_route.outside.try_emplace(&block, m_passed);
        return run();
    }
    const std::size_t border = m_passed++;
    if (border < m_known) {
        const Act &known = m_seen[border];
        return known.t.defined() ? known.map([](const at::Tensor &t) { return t.clone(); }) : Act{known.t, x.rows};
    }
    if (!m_route.borders.empty())
        m_route.borders.back().isPassedOn = x.t.is_same(m_last);
    m_isInside = true;
    Act y = run();
    m_isInside = false;
    m_route.borders.push_back({&block, false});
    m_last = y.t;
    m_bytes += y.t.nbytes();
    if (m_bytes <= m_most)
        m_seen.push_back(y.map([](const at::Tensor &t) { return t.clone(); })); // what follows may write into y
    else
        m_seen.clear();
    return y;
}

} // namespace deltascope::nn
