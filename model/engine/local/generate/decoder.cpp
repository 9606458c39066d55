#include "engine/local/generate/decoder.h"

#include <ATen/ATen.h>

#include <map>
#include <numeric>

namespace deltascope {

using nn::Act;

namespace {

Act longer(const Act &mask)
{
    return mask.map([](const at::Tensor &t) { return at::cat({t, at::ones({t.size(0), 1}, t.options())}, 1); });
}

} // namespace

Decoder::Decoder(const Session &session, const ToContinue &prompts, Progress &progress)
    : m_session(session)
    , m_prompts(prompts)
    , m_progress(progress)
    , m_remembers(session.backbone->isEncoderDecoder() || session.backbone->cachesKeys())
    , m_lanes(prompts.lanes)
    , m_new(prompts.lanes.columnOfLane.size())
    , m_batch(makeBatch(prompts.inputs, prompts.members, std::make_shared<nn::Rows>(prompts.lanes.inputOfLane),
                        prompts.fronts, prompts.beginnings.known.length))
    , m_cache(prompts.beginnings.known)
{
    if (!session.backbone->isEncoderDecoder())
        return;
    nn::Pass pass = newPass();
    m_memory = session.backbone->encode(pass, m_batch);
    m_batch.decoderIds = Act{at::full({1, 1}, session.facts.decoderStart, at::kLong), pass.single};
}

at::Tensor Decoder::step()
{
    const nn::Backbone &backbone = *m_session.backbone;
    nn::Pass pass = newPass();
    pass.pause();
    pass.cache = m_remembers ? &m_cache : nullptr;
    const bool isFirst = m_cache.length == 0;
    const Act logits = m_memory ? backbone.decode(pass, *m_memory, m_batch) : backbone.run(pass, m_batch);
    const Act &fed = m_memory ? *m_batch.decoderIds : m_batch.ids;
    if (m_remembers)
        m_cache.length += fed.t.size(1) + (!m_memory && isFirst ? m_prompts.fronts.length() : 0);
    if (!m_hasRead && m_prompts.beginnings.tell)
        m_prompts.beginnings.tell(m_cache);
    m_hasRead = true;
    std::vector<std::int64_t> rows;
    for (int lane = 0; lane < pass.lanes(); ++lane)
        rows.push_back(logits.rows->of(lane));
    return logits.t.select(1, logits.t.size(1) - 1).to(at::kFloat).index_select(0, at::tensor(rows, at::kLong));
}

void Decoder::goOn(const std::vector<int> &parents, const std::vector<std::int64_t> &ids)
{
    std::vector<int> same(m_new.size());
    std::iota(same.begin(), same.end(), 0);
    if (parents != same)
        rearrange(parents);
    for (std::size_t i = 0; i < ids.size(); ++i)
        m_new[i].push_back(ids[i]);
    if (ids.empty())
        return;
    Act &fed = m_memory ? *m_batch.decoderIds : m_batch.ids;
    const Act next = newColumn();
    fed = m_remembers ? next : nn::combine(fed, next, [](const at::Tensor &a, const at::Tensor &b) {
        return at::cat({a, b}, 1);
    });
    if (!m_memory && m_batch.mask)
        m_batch.mask = longer(*m_batch.mask);
    if (!m_memory)
        m_batch.typeIds.reset();
}

nn::Pass Decoder::newPass() const
{
    std::vector<std::int32_t> inputs;
    std::map<std::int32_t, std::int32_t> rowOfInput;
    for (const std::int32_t input : m_lanes.inputOfLane)
        inputs.push_back(rowOfInput.try_emplace(input, static_cast<std::int32_t>(rowOfInput.size())).first->second);
    nn::Pass pass(m_prompts.table, m_lanes.columnOfLane, std::move(inputs), m_progress);
    pass.fronts = m_prompts.fronts;
    for (const std::int32_t input : m_lanes.inputOfLane)
        pass.prompts.push_back(&m_prompts.inputs[m_prompts.members[input]].ids);
    return pass;
}

/// [rows, 1]: the newest ids, lanes of one input sharing a row where they chose alike so far.
Act Decoder::newColumn() const
{
    std::map<std::pair<std::int32_t, std::vector<std::int64_t>>, std::int32_t> seen;
    std::vector<std::int32_t> rowOfLane;
    std::vector<std::int64_t> ids;
    for (std::size_t i = 0; i < m_new.size(); ++i) {
        const auto [found, added]
            = seen.try_emplace(std::pair(m_lanes.inputOfLane[i], m_new[i]), static_cast<std::int32_t>(seen.size()));
        if (added)
            ids.push_back(m_new[i].back());
        rowOfLane.push_back(found->second);
    }
    return {at::tensor(ids, at::kLong).unsqueeze(1), std::make_shared<nn::Rows>(std::move(rowOfLane))};
}

void Decoder::rearrange(const std::vector<int> &parents)
{
    Lanes lanes;
    std::vector<std::vector<std::int64_t>> chosen;
    for (const int parent : parents) {
        lanes.columnOfLane.push_back(m_lanes.columnOfLane[parent]);
        lanes.inputOfLane.push_back(m_lanes.inputOfLane[parent]);
        chosen.push_back(m_new[parent]);
    }
    m_lanes = std::move(lanes);
    m_new = std::move(chosen);
    if (parents.empty())
        return;
    m_cache.keepLanes(parents);
    const auto keep = [&](std::optional<Act> &act) {
        if (act)
            act = restrictTo(*act, parents);
    };
    m_batch.ids = restrictTo(m_batch.ids, parents);
    keep(m_batch.mask);
    keep(m_batch.typeIds);
    keep(m_batch.decoderIds);
    keep(m_memory);
}

} // namespace deltascope
