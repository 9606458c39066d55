#include "engine/local/judge/sweep.h"

#include "engine/local/runner.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope {

Sweep::Sweep(Session &session, const std::vector<Column> &columns, Progress &progress)
    : m_session(session)
    , m_columns(columns.size())
    , m_progress(progress)
    , m_heads(session, columns)
    , m_table(columnTable(session, columns))
    , m_fronts(groupByFront(session, m_table, static_cast<int>(columns.size())))
{
}

/// Keeps activations within some hundred megabytes, the scores of a whole vocabulary included.
std::size_t Sweep::inputsPerBatch(const std::vector<Prepared> &inputs) const
{
    constexpr std::size_t mostTokens = 16384, mostScores = std::size_t(1) << 26;
    const HeadKind head = m_session.info.head;
    const bool scoresVocabulary
        = head == HeadKind::CausalLm || head == HeadKind::ConditionalGeneration || head == HeadKind::MaskedLm;
    const std::size_t tokens
        = scoresVocabulary ? std::min<std::size_t>(
              mostTokens, mostScores / static_cast<std::size_t>(m_session.config->integer("vocab_size", 1)))
                           : mostTokens;
    std::size_t longest = 1;
    for (const Prepared &input : inputs)
        longest = std::max({longest, input.ids.size(), input.decoderIds.size()});
    return std::max<std::size_t>(1, tokens / (longest * m_columns));
}

void Sweep::operator()(const std::vector<Prepared> &inputs, const Take &take)
{
    const auto groups = groupAlike(inputs, inputsPerBatch(inputs));
    for (std::size_t i = 0; i < groups.size(); ++i) {
        m_progress.report(static_cast<double>(i) / static_cast<double>(groups.size()), "judging");
        if (m_progress.cancelled())
            throw Cancelled();
        try {
            for (const FrontGroup &front : m_fronts)
                forward(inputs, groups[i], front, take);
        } catch (const Failure &failure) { // too long for the model, say: alike for all of the group
            throw Failure(Error{inputs[groups[i].front()].where, failure.what(), {}, failure.error().code});
        }
    }
}

void Sweep::forward(const std::vector<Prepared> &inputs, const std::vector<int> &members, const FrontGroup &front,
                    const Take &take)
{
    const Lanes lanes = Lanes::of(front.columns, static_cast<int>(members.size()));
    nn::Pass pass(m_table, lanes.columnOfLane, lanes.inputOfLane, m_progress);
    pass.fronts = front.fronts;
    for (const std::int32_t input : lanes.inputOfLane)
        pass.prompts.push_back(&inputs[members[input]].ids);
    std::optional<BaseOutput> base;
    if (m_heads.needHidden())
        pass.observer = &base.emplace(m_session, nullptr);
    const nn::Act head = m_session.backbone->run(pass, makeBatch(inputs, members, pass.inputs, front.fronts));
    for (int lane = 0; lane < pass.lanes(); ++lane) {
        const int input = members[lanes.inputOfLane[lane]];
        const nn::OwnHead *brought = m_heads.own(lanes.columnOfLane[lane]);
        const nn::Act &from = brought ? base->value() : head;
        at::Tensor own = from.t[from.rows->of(lane)].to(at::kFloat);
        const bool isPerToken = own.dim() > 1 && !m_session.backbone->isEncoderDecoder();
        if (isPerToken && own.size(0) == inputs[input].length() + front.fronts.length())
            own = own.index_select(0, front.fronts.places(inputs[input].length()));
        take(lanes.columnOfLane[lane], input, brought ? (*brought)(own, inputs[input].ids) : own);
    }
}

} // namespace deltascope
