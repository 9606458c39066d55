#include "engine/local/kept/keptrun.h"

#include "nn/product/byrows.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>

namespace deltascope {

KeptRun::KeptRun(const LaneRun &run, Kept &kept, const std::vector<int> &members, const FrontGroup &front)
    : m_run(run)
    , m_kept(kept)
    , m_members(members)
    , m_front(front)
{
}

bool KeptRun::isPossible(const Session &session, const std::vector<Prepared> &inputs, const std::vector<int> &members)
{
    return nn::hasRowKernels() && session.family && session.request.compute == ComputeType::Float32
           && inputs[members[0]].pixels.empty();
}

void KeptRun::operator()(const LaneRun::Take &take)
{
    std::vector<Lane> open, apart;
    if (m_kept.route)
        number();
    for (int column = 0; column < static_cast<int>(m_front.columns.size()); ++column)
        for (int input = 0; input < static_cast<int>(m_members.size()); ++input) {
            const Lane lane{column, input};
            if (m_kept.route && !m_histories[column])
                apart.push_back(lane);
            else if (const at::Tensor *said = answerTo(lane))
                take(m_front.columns[column], m_members[input], *said);
            else
                open.push_back(lane);
        }
    if (!open.empty())
        run(open, take);
    if (!apart.empty())
        pass(apart, {nullptr, nullptr}, take);
}

const at::Tensor *KeptRun::answerTo(const Lane &lane)
{
    return m_kept.route ? m_kept.rows.find(keyOf(lane, m_kept.route->borders.size())) : nullptr;
}

void KeptRun::number()
{
    m_kept.limit();
    m_histories.clear();
    m_inputs.clear();
    for (const int column : m_front.columns)
        m_histories.push_back(m_kept.histories.of(column, m_front, m_run.session, m_run.table, *m_kept.route));
    for (const int member : m_members)
        m_inputs.push_back(m_kept.histories.numberOf(m_run.inputs[member]));
}

KeptRows::Key KeptRun::keyOf(const Lane &lane, std::size_t border) const
{
    return {border, m_inputs[lane.input], (*m_histories[lane.column])[border]};
}

bool KeptRun::isKnown(const std::vector<Lane> &lanes, std::size_t border) const
{
    return std::all_of(lanes.begin(), lanes.end(),
                       [&](const Lane &lane) { return m_kept.rows.has(keyOf(lane, border)); });
}

/// The rows of the lanes at a border where all are known.
nn::Act KeptRun::knownAt(const std::vector<Lane> &lanes, std::size_t border)
{
    std::map<KeptRows::Key, std::int32_t> seen;
    std::vector<std::int32_t> rowOfLane;
    std::vector<at::Tensor> rows;
    for (const Lane &lane : lanes) {
        const KeptRows::Key key = keyOf(lane, border);
        const auto [found, added] = seen.try_emplace(key, static_cast<std::int32_t>(seen.size()));
        if (added)
            rows.push_back(*m_kept.rows.find(key));
        rowOfLane.push_back(found->second);
    }
    return {at::cat(rows, 0), std::make_shared<nn::Rows>(std::move(rowOfLane))};
}

/// What the layers before the last border that all lanes are known at return.
std::vector<nn::Act> KeptRun::known(const std::vector<Lane> &lanes)
{
    const auto &borders = m_kept.route->borders;
    for (std::size_t last = borders.size(); last-- > 0;) {
        bool isEnough = isKnown(lanes, last);
        for (std::size_t i = 0; i < last && isEnough; ++i)
            isEnough = borders[i].isPassedOn || isKnown(lanes, i);
        if (!isEnough)
            continue;
        std::vector<nn::Act> acts(last + 1);
        for (std::size_t i = 0; i <= last; ++i)
            if (i == last || !borders[i].isPassedOn)
                acts[i] = knownAt(lanes, i);
        return acts;
    }
    return {};
}

void KeptRun::pass(const std::vector<Lane> &lanes, const LaneRun::Within &within, const LaneRun::Take &take) const
{
    std::vector<int> members;
    Lanes narrow;
    std::map<int, std::int32_t> placeOfInput;
    for (const Lane &lane : lanes) {
        const auto [found, added]
            = placeOfInput.try_emplace(lane.input, static_cast<std::int32_t>(placeOfInput.size()));
        if (added)
            members.push_back(m_members[lane.input]);
        narrow.columnOfLane.push_back(m_front.columns[lane.column]);
        narrow.inputOfLane.push_back(found->second);
    }
    m_run.pass(members, narrow, m_front, within, take);
}

void KeptRun::run(const std::vector<Lane> &lanes, const LaneRun::Take &take)
{
    if (m_kept.route && grow(lanes, take))
        return;
    nn::BorderWalk walk(m_kept.route ? known(lanes) : std::vector<nn::Act>(), m_kept.rows.most() / 2);
    const bool leavesTexts = m_kept.route && walk.seen().empty() && mayGrow(lanes);
    nn::Cache cache;
    std::vector<at::Tensor> answers;
    pass(lanes, {&walk, leavesTexts ? &cache : nullptr}, [&](int column, int input, const at::Tensor &said) {
        answers.push_back(said);
        take(column, input, said);
    });
    if (!m_kept.route) {
        m_kept.route = walk.route();
        number();
    }
    keep(lanes, walk);
    if (leavesTexts)
        keepTexts(lanes, cache);
    for (std::size_t i = 0; i < lanes.size(); ++i)
        if (m_histories[lanes[i].column] && !m_run.heads.own(m_front.columns[lanes[i].column])
            && answers[i].nbytes() <= m_kept.rows.most() / 32)
            m_kept.rows.keep(keyOf(lanes[i], m_kept.route->borders.size()), answers[i].clone());
}

void KeptRun::keep(const std::vector<Lane> &lanes, const nn::BorderWalk &walk)
{
    for (std::size_t border = 0; border < walk.seen().size(); ++border) {
        const nn::Act &act = walk.seen()[border];
        if (!act.t.defined())
            continue;
        for (std::size_t i = 0; i < lanes.size(); ++i)
            if (m_histories[lanes[i].column] && !m_kept.rows.has(keyOf(lanes[i], border))) {
                const at::Tensor row = act.t.narrow(0, act.rows->of(static_cast<int>(i)), 1);
                m_kept.rows.keep(keyOf(lanes[i], border), act.rows->count() == 1 ? row : row.clone());
            }
    }
}

} // namespace deltascope
