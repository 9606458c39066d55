#include "nn/rows.h"

#include <ATen/ATen.h>

#include <unordered_map>

namespace deltascope::nn {

namespace {

/// Numbers pairs in the order of their first appearance over lanes.
template<class First, class Second>
RowsPtr numberPairs(int lanes, First &&first, Second &&second)
{
    std::unordered_map<std::int64_t, std::int32_t> seen;
    std::vector<std::int32_t> rowOfLane(lanes);
    for (int lane = 0; lane < lanes; ++lane) {
        const std::int64_t key
            = (static_cast<std::int64_t>(first(lane)) << 32) | static_cast<std::uint32_t>(second(lane));
        rowOfLane[lane] = seen.try_emplace(key, static_cast<std::int32_t>(seen.size())).first->second;
    }
    return std::make_shared<Rows>(std::move(rowOfLane));
}

int countOf(const std::vector<std::int32_t> &rowOfLane)
{
    std::int32_t largest = -1;
    for (const std::int32_t row : rowOfLane)
        largest = std::max(largest, row);
    return largest + 1;
}

} // namespace

Rows::Rows(std::vector<std::int32_t> rowOfLane)
    : m_rowOfLane(std::move(rowOfLane))
    , m_count(countOf(m_rowOfLane))
{
}

RowsPtr meet(const RowsPtr &a, const RowsPtr &b)
{
    if (a == b || *a == *b)
        return a;
    const RowsPtr both = numberPairs(
        a->lanes(), [&](int lane) { return a->of(lane); }, [&](int lane) { return b->of(lane); });
    return *both == *a ? a : *both == *b ? b : both;
}

RowsPtr part(const RowsPtr &rows, const std::vector<std::int32_t> &classOfLane)
{
    const RowsPtr parted = numberPairs(
        rows->lanes(), [&](int lane) { return rows->of(lane); }, [&](int lane) { return classOfLane[lane]; });
    return *parted == *rows ? rows : parted;
}

at::Tensor layOut(const Act &act, const RowsPtr &finer)
{
    if (act.rows == finer || *act.rows == *finer)
        return act.t;
    std::vector<std::int64_t> source(finer->count());
    for (int lane = 0; lane < finer->lanes(); ++lane)
        source[finer->of(lane)] = act.rows->of(lane);
    if (act.rows->count() == 1) {
        auto sizes = act.t.sizes().vec();
        sizes[0] = finer->count();
        return act.t.expand(sizes).contiguous();
    }
    return act.t.index_select(0, at::tensor(source, at::kLong));
}

RowsPtr restrictTo(const RowsPtr &rows, const std::vector<int> &lanes)
{
    return numberPairs(
        static_cast<int>(lanes.size()), [&](int i) { return rows->of(lanes[i]); }, [](int) { return 0; });
}

Act restrictTo(const Act &act, const std::vector<int> &lanes)
{
    const RowsPtr sub = restrictTo(act.rows, lanes);
    std::vector<std::int64_t> source(sub->count());
    bool contiguous = true;
    for (int i = 0; i < sub->lanes(); ++i)
        source[sub->of(i)] = act.rows->of(lanes[i]);
    for (std::size_t i = 1; i < source.size(); ++i)
        contiguous &= source[i] == source[i - 1] + 1;
    if (contiguous && !source.empty())
        return {act.t.narrow(0, source[0], static_cast<std::int64_t>(source.size())), sub};
    return {act.t.index_select(0, at::tensor(source, at::kLong)), sub};
}

Act joinLanes(const std::vector<Act> &parts, const std::vector<std::vector<int>> &lanes)
{
    std::vector<at::Tensor> tensors;
    std::vector<std::int32_t> rowOfLane;
    std::int32_t first = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (std::size_t k = 0; k < lanes[i].size(); ++k) {
            rowOfLane.resize(std::max<std::size_t>(rowOfLane.size(), lanes[i][k] + 1));
            rowOfLane[lanes[i][k]] = first + parts[i].rows->of(static_cast<int>(k));
        }
        first += parts[i].rows->count();
        tensors.push_back(parts[i].t);
    }
    return {at::cat(tensors, 0), std::make_shared<Rows>(std::move(rowOfLane))};
}

// A single row broadcasts: every Rows refines it.
Act operator+(const Act &a, const Act &b)
{
    if (b.rows->count() == 1)
        return {a.t + b.t, a.rows};
    return combine(a, b, [](const at::Tensor &x, const at::Tensor &y) { return x + y; });
}

Act operator*(const Act &a, const Act &b)
{
    return combine(a, b, [](const at::Tensor &x, const at::Tensor &y) { return x * y; });
}

} // namespace deltascope::nn
