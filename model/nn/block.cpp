#include "nn/block.h"

#include "core/outcome.h"
#include "nn/builder.h"

#include <map>

namespace deltascope::nn {

namespace {

/// The strengths of a site's taps for every lane: lanes of one column have the same, so one list per column.
struct SiteMix {
    std::vector<std::vector<double>> byColumn;  ///< [column][tap]
    bool idle = true;
};

SiteMix mixAt(const Block &block, const Pass &pass)
{
    const int columns = block.taps.empty() ? 0 : static_cast<int>(pass.table.bySlot[block.taps[0].slot].size());
    SiteMix mix{std::vector<std::vector<double>>(columns, std::vector<double>(block.taps.size())), true};
    for (const int column : pass.columnOfLane)
        for (std::size_t i = 0; i < block.taps.size(); ++i) {
            mix.byColumn[column][i] = block.taps[i].strength(pass, column);
            mix.idle &= mix.byColumn[column][i] == 0;
        }
    return mix;
}

/// A number per lane that two lanes share exactly if their taps act alike.
std::vector<std::int32_t> classes(const Pass &pass, const SiteMix &mix)
{
    std::map<std::vector<double>, std::int32_t> seen;
    std::vector<std::int32_t> ofLane(pass.lanes());
    for (int lane = 0; lane < pass.lanes(); ++lane)
        ofLane[lane] = seen.try_emplace(mix.byColumn[pass.columnOfLane[lane]], static_cast<std::int32_t>(seen.size())).first->second;
    return ofLane;
}

/// Rows of `rows` on which a tap acts with one strength, ascending.
using RowLists = std::map<double, std::vector<std::int64_t>>;

RowLists rowsByStrength(const Pass &pass, const Rows &rows, const SiteMix &mix, std::size_t tap)
{
    std::vector<double> ofRow(rows.count(), 0);
    for (int lane = 0; lane < rows.lanes(); ++lane)
        ofRow[rows.of(lane)] = mix.byColumn[pass.columnOfLane[lane]][tap];
    RowLists lists;
    for (int row = 0; row < rows.count(); ++row)
        if (ofRow[row] != 0)
            lists[ofRow[row]].push_back(row);
    return lists;
}

/// Runs `change` on the given rows of `y` and puts the result back; all rows at once where they are all.
template<class Change>
void onRows(at::Tensor &y, const std::vector<std::int64_t> &list, Change &&change)
{
    const auto count = static_cast<std::int64_t>(list.size());
    if (count == y.size(0)) {
        y = change(y, [](const at::Tensor &x) { return x; });
        return;
    }
    if (list.back() - list.front() + 1 == count) {
        const auto pick = [&](const at::Tensor &x) { return x.narrow(0, list.front(), count); };
        const at::Tensor before = pick(y);
        const at::Tensor after = change(before, pick);
        if (!after.is_alias_of(before) || after.data_ptr() != before.data_ptr())
            pick(y).copy_(after);
        return;
    }
    const at::Tensor index = at::tensor(list, at::kLong);
    const auto pick = [&](const at::Tensor &x) { return x.index_select(0, index); };
    y.index_copy_(0, index, change(pick(y), pick));
}

} // namespace

Param::Param(std::string fullName, Shape shape, DType dtype, at::Tensor stored, at::ScalarType compute)
    : m_fullName(std::move(fullName)), m_shape(std::move(shape)), m_dtype(dtype), m_stored(std::move(stored)), m_compute(compute)
    , m_converted(std::make_shared<at::Tensor>())
{
}

const at::Tensor &Param::get() const
{
    if (!m_stored.defined())
        throw Failure(Error{m_fullName, "expected in the checkpoint, found no such weight", {}, "missing-weight"});
    if (m_stored.scalar_type() == m_compute)
        return m_stored;
    if (!m_converted->defined())
        *m_converted = m_stored.to(m_compute);
    return *m_converted;
}

Block::Block(const Scope &scope, std::string_view type)
    : m_builder(scope.builder)
    , m_path(scope.path)
    , m_module(scope.builder->enter(scope, type, this))
    , m_width(scope.builder->width())
{
}

const Param *Block::param(std::string_view name) const
{
    for (const auto &[own, param] : m_params)
        if (own == name)
            return param.get();
    return nullptr;
}

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

Act Block::throughTaps(Pass &pass, const Act &x, const std::function<Act(const Act &)> &body) const
{
    pass.pause();
    const SiteMix mix = taps.empty() ? SiteMix{} : mixAt(*this, pass);
    if (mix.idle) {
        Act y = body(x);
        if (pass.observer)
            pass.observer->saw(*this, y);
        return y;
    }
    const std::vector<std::int32_t> classOfLane = classes(pass, mix);
    // Outermost first: what each tap, and at last the module, reads.
    std::vector<Act> reads(taps.size() + 1, x);
    for (std::size_t i = taps.size(); i-- > 0;) {
        reads[i] = reads[i + 1];
        if (taps[i].tap->keepsInput())
            pass.kept.insert_or_assign(taps[i].tap.get(), reads[i + 1]);
        if (!taps[i].tap->changesInput())
            continue;
        const RowsPtr rows = part(reads[i].rows, classOfLane);
        at::Tensor changed = layOut(reads[i], rows).clone();
        for (const auto &[strength, list] : rowsByStrength(pass, *rows, mix, i))
            onRows(changed, list, [&](const at::Tensor &part, auto &&) { return taps[i].tap->before({*this, strength, pass}, part); });
        reads[i] = {changed, rows};
    }
    Act y = body(reads[0]);
    RowsPtr rows = part(meet(y.rows, reads[0].rows), classOfLane);
    for (const TapRef &ref : taps)
        if (const auto kept = pass.kept.find(ref.tap->source()); kept != pass.kept.end())
            rows = meet(rows, kept->second.rows);
    at::Tensor out = layOut(y, rows);
    if (out.is_alias_of(x.t) || (out.is_alias_of(y.t) && !y.t.is_contiguous()))
        out = out.clone();
    for (std::size_t i = 0; i < taps.size(); ++i) {
        if (!taps[i].tap->changesOutput())
            continue;
        const RowLists lists = rowsByStrength(pass, *rows, mix, i);
        if (lists.empty())
            continue;
        const Tap *source = taps[i].tap->source();
        const at::Tensor read = layOut(source ? pass.kept.at(source) : reads[i + 1], rows);
        for (const auto &[strength, list] : lists)
            onRows(out, list, [&](const at::Tensor &part, auto &&pick) {
                return taps[i].tap->after({*this, strength, pass}, pick(read), part);
            });
    }
    Act result{out, rows};
    if (pass.observer)
        pass.observer->saw(*this, result);
    return result;
}

} // namespace deltascope::nn
