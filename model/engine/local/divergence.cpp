#include "engine/local/divergence.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope {

DivergenceMeter::DivergenceMeter(const Session &session, int columns)
    : m_session(session)
    , m_columns(columns)
{
}

void DivergenceMeter::begin(const Lanes &lanes, const std::vector<Prepared> &inputs, const std::vector<int> &members,
                            std::int64_t front)
{
    m_lanes = &lanes;
    m_inputs = &inputs;
    m_members = &members;
    m_front = front;
    m_calls.clear();
    m_hasReference = lanes.columnOfLane.front() == 0;
    if (m_hasReference)
        m_references.clear();
}

at::Tensor DivergenceMeter::real(const at::Tensor &row, int input) const
{
    const Prepared &prepared = (*m_inputs)[(*m_members)[input]];
    at::Tensor t = row;
    if (m_front > 0 && t.dim() > 1 && t.size(0) == prepared.length() + m_front)
        t = t.narrow(0, m_front, prepared.length());
    if (!prepared.mask.empty() && t.dim() > 1 && t.size(0) == prepared.length())
        t = t.index_select(0, at::tensor(prepared.mask, at::kLong).nonzero().flatten());
    return t.to(at::kDouble);
}

void DivergenceMeter::saw(const nn::Block &block, const nn::Act &y)
{
    if (m_session.info.modules[block.module()].params.empty() || !y.t.is_floating_point())
        return;
    const auto [found, added] = m_sums.try_emplace(block.module());
    Sums &sums = found->second;
    if (added) {
        m_order.push_back(block.module());
        sums.difference.resize(m_columns);
    }
    std::vector<at::Tensor> &references = m_references[{block.module(), m_calls[block.module()]++}];
    references.resize(m_members->size());
    for (int lane = 0; lane < y.rows->lanes(); ++lane) {
        const int column = m_lanes->columnOfLane[lane], input = m_lanes->inputOfLane[lane];
        const std::int32_t row = y.rows->of(lane);
        if (column == 0) {
            references[input] = real(y.t[row], input);
            sums.reference += references[input].square().sum().item<double>();
        } else if (references[input].defined()
                   && !(m_hasReference && row == y.rows->of(input))) { // column 0 comes first
            const at::Tensor own = real(y.t[row], input);
            if (own.sizes() == references[input].sizes())
                sums.difference[column] += (own - references[input]).square().sum().item<double>();
        }
    }
}

std::vector<ModuleDivergence> DivergenceMeter::result(int column) const
{
    std::vector<ModuleDivergence> list;
    for (const int module : m_order) {
        const Sums &sums = m_sums.at(module);
        const double relative = sums.difference[column] == 0 ? 0 : std::sqrt(sums.difference[column] / sums.reference);
        list.push_back({module, m_session.info.modules[module].name, relative});
    }
    return list;
}

} // namespace deltascope
