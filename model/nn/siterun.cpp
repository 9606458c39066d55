#include "nn/siterun.h"

#include "core/outcome.h"

namespace deltascope::nn {

namespace {

/// One lane of each of the rows.
std::vector<int> lanesOf(const Rows &rows, const std::vector<std::int64_t> &list)
{
    std::vector<int> laneOfRow(rows.count());
    for (int lane = 0; lane < rows.lanes(); ++lane)
        laneOfRow[rows.of(lane)] = lane;
    std::vector<int> lanes;
    for (const std::int64_t row : list)
        lanes.push_back(laneOfRow[row]);
    return lanes;
}

} // namespace

SiteRun::SiteRun(const Block &block, Pass &pass, const SiteMix &mix, const Act &x)
    : m_block(block)
    , m_pass(pass)
    , m_mix(mix)
    , m_reads(block.taps.size() + 1, x)
{
    for (std::size_t end = block.taps.size(); end > 0;) {
        const std::size_t begin = beginOfGroup(end - 1);
        Act read = m_reads[end];
        for (std::size_t tap = begin; tap < end; ++tap) {
            if (block.taps[tap].tap->keepsInput())
                pass.kept.insert_or_assign(block.taps[tap].tap.get(), m_reads[end]);
            if (block.taps[tap].tap->changesInput())
                readBefore(tap, read);
        }
        m_reads[begin] = std::move(read);
        end = begin;
    }
}

std::size_t SiteRun::beginOfGroup(std::size_t last) const
{
    const auto inOrder = [&](std::size_t tap) { return m_block.taps[tap].tap->readsInOrder(); };
    std::size_t begin = last;
    while (begin > 0 && inOrder(begin) && inOrder(begin - 1))
        --begin;
    return begin;
}

void SiteRun::readBefore(std::size_t tap, Act &read) const
{
    const RowsPtr rows = m_mix.part(read.rows);
    at::Tensor changed = layOut(read, rows).clone();
    for (const auto &[strength, list] : m_mix.rowsByStrength(*rows, tap))
        onRows(changed, list, [&](const at::Tensor &part, auto &&) {
            return m_block.taps[tap].tap->before({m_block, strength, m_pass}, widened(part)).to(part.scalar_type());
        });
    read = {changed, rows};
}

Act SiteRun::partedOutput(const Act &y) const
{
    RowsPtr rows = m_mix.part(meet(y.rows, read().rows));
    for (const TapRef &ref : m_block.taps)
        if (const auto kept = m_pass.kept.find(ref.tap->source()); kept != m_pass.kept.end())
            rows = meet(rows, kept->second.rows);
    at::Tensor out = layOut(y, rows);
    if (out.is_alias_of(m_reads.back().t) || (out.is_alias_of(y.t) && !y.t.is_contiguous()))
        out = out.clone();
    return {out, rows};
}

at::Tensor SiteRun::readOf(std::size_t tap, const RowsPtr &rows) const
{
    const Tap *source = m_block.taps[tap].tap->source();
    if (!source)
        return layOut(m_reads[tap + 1], rows);
    const auto kept = m_pass.kept.find(source);
    if (kept == m_pass.kept.end())
        throw Failure(m_block.path(),
                      "expected the module whose input is read here to run earlier, found that it runs later");
    return layOut(kept->second, rows);
}

Act SiteRun::applyAfter(const Act &y) const
{
    Act result = partedOutput(y);
    for (std::size_t i = 0; i < m_block.taps.size(); ++i) {
        const Tap &tap = *m_block.taps[i].tap;
        if (!tap.changesOutput())
            continue;
        const RowLists lists = m_mix.rowsByStrength(*result.rows, i);
        if (lists.empty())
            continue;
        const at::Tensor read = readOf(i, result.rows);
        for (const auto &[strength, list] : lists)
            onRows(result.t, list, [&](const at::Tensor &part, auto &&pick) {
                const TapCall call{m_block, strength, m_pass,
                                   tap.asksForLanes() ? lanesOf(*result.rows, list) : std::vector<int>()};
                return tap.after(call, widened(pick(read)), widened(part)).to(part.scalar_type());
            });
    }
    return result;
}

} // namespace deltascope::nn
