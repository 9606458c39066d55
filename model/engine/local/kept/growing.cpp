// Texts that grow at their ends, in causal models.
#include "engine/local/kept/keptrun.h"

#include "nn/delta/taps/taps.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>
#include <typeinfo>

namespace deltascope {

namespace {

/// What a position sees of earlier ones has the same bits whatever the length of the whole text: positions turn by
/// angles that it does not change, and scores are the kernels' own (Gemma 2 bends them).
bool attendsByPosition(const Session &session)
{
    if (session.config->has("attn_logit_softcapping"))
        return false;
    const nn::Config scaling
        = session.config->section(session.config->has("rope_parameters") ? "rope_parameters" : "rope_scaling");
    const std::string type = scaling.text("rope_type", scaling.text("type", "default"));
    return type != "dynamic" && type != "longrope" && type != "su";
}

/// Whether what the tap makes of a position depends on that position alone.
bool actsByPosition(const nn::Tap &tap)
{
    const std::type_info &type = typeid(tap);
    return type == typeid(nn::LowRankTap) || type == typeid(nn::UpdateTap) || type == typeid(nn::ShiftTap)
           || type == typeid(nn::ReplaceTap);
}

} // namespace

bool KeptRun::mayGrow(const std::vector<Lane> &lanes) const
{
    for (const nn::Block *block : m_run.session.blocks)
        for (const nn::TapRef &ref : block->taps)
            for (const Lane &lane : lanes)
                if (ref.strength(m_run.table, m_front.columns[lane.column]) != 0 && !actsByPosition(*ref.tap))
                    return false;
    const Prepared &first = m_run.inputs[m_members[0]];
    if (m_run.session.info.head == HeadKind::SequenceClassification) // a classifier reads before pads
        for (const int member : m_members)
            if (m_run.inputs[member].ids.back() == m_run.session.facts.pad)
                return false;
    return m_run.reads == LaneRun::Reads::Last && !m_run.heads.needHidden() && m_front.taps.empty()
           && m_run.session.config && !m_run.session.backbone->isEncoderDecoder()
           && m_run.session.backbone->cachesKeys() && attendsByPosition(m_run.session) && first.mask.empty()
           && first.typeIds.empty();
}

/// Of all that acts, whatever the borders.
int KeptRun::wholeHistory(const Lane &lane) const
{
    return m_kept.histories.of(m_front.columns[lane.column], m_front, m_run.session, m_run.table, nn::Route())->back();
}

Beginnings KeptRun::beginnings()
{
    m_kept.limit();
    std::vector<Lane> lanes;
    for (int column = 0; column < static_cast<int>(m_front.columns.size()); ++column)
        for (int input = 0; input < static_cast<int>(m_members.size()); ++input)
            lanes.push_back({column, input});
    if (!mayGrow(lanes))
        return {};
    return {beginningOf(lanes), [this, lanes](const nn::Cache &whole) { keepTexts(lanes, whole); }};
}

nn::Cache KeptRun::beginningOf(const std::vector<Lane> &lanes) const
{
    nn::Cache cache;
    std::map<const KeptText *, std::int32_t> rowOfText;
    std::vector<std::int32_t> rowOfLane;
    std::int64_t length = static_cast<std::int64_t>(idsOf(lanes.front()).size()) - 1; // the last one runs
    for (const Lane &lane : lanes) {
        const KeptText *text = m_kept.texts.alike(wholeHistory(lane), idsOf(lane));
        if (!text)
            return {};
        length = std::min(length, text->shared(idsOf(lane)));
        rowOfLane.push_back(rowOfText.try_emplace(text, static_cast<std::int32_t>(rowOfText.size())).first->second);
    }
    if (length == 0)
        return {};
    const auto rows = std::make_shared<nn::Rows>(std::move(rowOfLane));
    std::vector<const KeptText *> texts(rowOfText.size());
    for (const auto &[text, row] : rowOfText)
        texts[static_cast<std::size_t>(row)] = text;
    for (const auto &[block, first] : texts.front()->keysAndValues) {
        std::vector<at::Tensor> keys, values;
        for (const KeptText *text : texts) {
            const auto &[key, value] = text->keysAndValues.at(block);
            keys.push_back(key.narrow(2, 0, length));
            values.push_back(value.narrow(2, 0, length));
        }
        cache.byBlock.emplace(block, nn::Cached{{at::cat(keys, 0), rows}, {at::cat(values, 0), rows}});
    }
    cache.length = length;
    return cache;
}

bool KeptRun::grow(const std::vector<Lane> &lanes, const LaneRun::Take &take)
{
    if (!mayGrow(lanes))
        return false;
    nn::Cache cache = beginningOf(lanes);
    if (cache.length * 2 < static_cast<std::int64_t>(idsOf(lanes.front()).size()))
        return false;
    pass(lanes, {nullptr, &cache}, take);
    keepTexts(lanes, cache);
    return true;
}

void KeptRun::keepTexts(const std::vector<Lane> &lanes, const nn::Cache &cache)
{
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        KeptText text{wholeHistory(lanes[i]), idsOf(lanes[i]), {}};
        const auto rowOf
            = [&](const nn::Act &act) { return act.t.narrow(0, act.rows->of(static_cast<int>(i)), 1).clone(); };
        for (const auto &[block, both] : cache.byBlock)
            text.keysAndValues.emplace(block, std::pair(rowOf(both.key), rowOf(both.value)));
        m_kept.texts.keep(std::move(text));
    }
}

} // namespace deltascope
