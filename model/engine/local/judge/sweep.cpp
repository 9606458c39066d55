#include "engine/local/judge/sweep.h"

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
std::vector<std::vector<int>> Sweep::batches(const std::vector<Prepared> &inputs) const
{
    constexpr std::size_t mostScores = std::size_t(1) << 26;
    const HeadKind head = m_session.info.head;
    const bool scoresVocabulary
        = head == HeadKind::CausalLm || head == HeadKind::ConditionalGeneration || head == HeadKind::MaskedLm;
    const std::size_t tokens
        = scoresVocabulary ? std::min<std::size_t>(
              mostTokensTogether, mostScores / static_cast<std::size_t>(m_session.config->integer("vocab_size", 1)))
                           : mostTokensTogether;
    return groupAlike(inputs, inputsPerBatch(inputs, m_columns, tokens));
}

void Sweep::operator()(const std::vector<Prepared> &inputs, const Take &take)
{
    const auto groups = batches(inputs);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        m_progress.report(static_cast<double>(i) / static_cast<double>(groups.size()), "judging");
        (*this)(inputs, groups[i], take);
    }
}

void Sweep::operator()(const std::vector<Prepared> &inputs, const std::vector<int> &members, const Take &take)
{
    if (m_progress.cancelled())
        throw Cancelled();
    const LaneRun run{m_session, m_heads, m_table, inputs, m_progress};
    try {
        for (const FrontGroup &front : m_fronts)
            run(members, front,
                [&take](int column, int input, const at::Tensor &own) { take(column, input, own.to(at::kFloat)); });
    } catch (const Failure &failure) { // too long for the model, say: alike for all of the batch
        throw Failure(errorAt(inputs[members.front()].where, failure.error()));
    }
}

} // namespace deltascope
