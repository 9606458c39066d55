#include "engine/local/runner.h"

#include "engine/local/generate/generation.h"
#include "engine/local/kept/keptrun.h"
#include "engine/local/lanerun.h"
#include "engine/local/outputs.h"
#include "nn/layers/toolong.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <chrono>

namespace deltascope {

namespace {

class Run {
public:
    Run(Session &session, const RunRequest &request, Progress &progress, const TakePart &parts, Kept *kept)
        : m_session(session)
        , m_request(request)
        , m_progress(progress)
        , m_parts(parts)
        , m_heads(session, request.columns)
        , m_table(columnTable(session, request.columns))
        , m_fronts(groupByFront(session, m_table, static_cast<int>(request.columns.size())))
        , m_meter(session, static_cast<int>(request.columns.size()))
        , m_kept(kept)
    {
    }

    RunResult operator()()
    {
        const auto start = std::chrono::steady_clock::now();
        expectRunnable(m_session);
        m_task = m_request.task == Task::Auto ? m_heads.defaultTask() : m_request.task;
        m_heads.expectFit(m_task);
        m_inputs = prepareEach(m_session, m_request.inputs, m_result.failures);
        m_result.task = m_task;
        m_result.labels = m_session.info.labels;
        for (const Column &column : m_request.columns) {
            m_result.columns.push_back(
                {column.name, attachedIn(m_session, column), std::vector<Output>(m_inputs.size()), {}, {}, {}});
            const int index = static_cast<int>(m_result.columns.size()) - 1;
            m_result.columns.back().notes = m_heads.notes(index);
            if (m_heads.hasOwnLabels(index))
                m_result.columns.back().labels = m_heads.reading(index).labels;
            for (std::size_t i = 0; i < m_inputs.size(); ++i)
                m_result.columns.back().outputs[i].ids = m_inputs[i].ids;
        }
        if (!m_request.columns.empty())
            runBatches();
        if (m_request.divergence)
            for (std::size_t c = 0; c < m_result.columns.size(); ++c)
                m_result.columns[c].divergence = m_meter.result(static_cast<int>(c));
        m_result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return std::move(m_result);
    }

private:
    void runBatches()
    {
        const bool generates = m_task == Task::Generate;
        if (generates)
            m_plan = planOf(m_session, m_request.generation);
        if (generates && !m_session.backbone->isEncoderDecoder())
            std::transform(m_inputs.begin(), m_inputs.end(), m_inputs.begin(), withoutHidden);
        const auto groups
            = groupAlike(m_inputs, inputsPerBatch(m_inputs, m_request.columns.size(), mostTokensTogether));
        for (std::size_t i = 0; i < groups.size(); ++i) {
            m_progress.report(static_cast<double>(i) / groups.size(), "running");
            if (m_progress.cancelled())
                throw Cancelled();
            runGroup(groups[i]);
        }
    }

    void runGroup(const std::vector<int> &members)
    {
        const bool generates = m_task == Task::Generate;
        try {
            for (const FrontGroup &front : m_fronts) {
                if (!generates || m_request.divergence)
                    forward(members, front);
                if (generates)
                    generate(members, front);
            }
            tell(members);
        } catch (const nn::TooLong &failure) { // alike for all of the group
            fail(members, failure, room(failure.most()));
        } catch (const Failure &failure) {
            if (members.size() == 1)
                return fail(members, failure, 0);
            for (const int member : members) // it may be the fault of one alone
                runGroup({member});
        }
    }

    /// How many tokens of an input leave room among `most` positions for the longest front and for what is generated.
    std::int64_t room(std::int64_t most) const
    {
        std::int64_t taken = 0;
        for (const FrontGroup &front : m_fronts)
            taken = std::max(taken, front.fronts.length() + front.fronts.shift);
        if (m_plan && m_plan->mostNew && !m_session.backbone->isEncoderDecoder())
            taken += *m_plan->mostNew - 1; // the last one is not read again
        return std::max<std::int64_t>(most - taken, 0);
    }

    void fail(const std::vector<int> &members, const Failure &failure, std::int64_t most)
    {
        for (const int input : members) {
            m_result.failures.push_back(
                {static_cast<std::size_t>(input), errorAt(m_inputs[input].where, failure.error()), most});
            for (ColumnResult &column : m_result.columns) {
                column.outputs[input] = {};
                column.outputs[input].ids = m_inputs[input].ids;
            }
        }
    }

    void tell(const std::vector<int> &members)
    {
        if (!m_parts)
            return;
        RunPart part{m_task, m_result.labels, {}};
        for (std::size_t column = 0; column < m_result.columns.size(); ++column)
            for (const int input : members)
                part.cells.push_back(
                    {static_cast<std::size_t>(input), column, m_result.columns[column].outputs[input], true});
        m_parts(std::move(part));
    }

    void forward(const std::vector<int> &members, const FrontGroup &front)
    {
        const LaneRun run = laneRun(reads());
        const LaneRun::Take read = [this](int column, int input, const at::Tensor &said) {
            readOutput({m_session, m_request, m_task, m_heads.reading(column)}, m_inputs[input], said,
                       m_result.columns[column].outputs[input]);
        };
        run(members, front, m_task == Task::Generate ? LaneRun::Take() : read);
    }

    LaneRun laneRun(LaneRun::Reads reads)
    {
        return {m_session, m_heads, m_table, m_inputs, m_progress, m_request.divergence ? &m_meter : nullptr,
                m_kept,    reads};
    }

    LaneRun::Reads reads() const
    {
        const bool isOneAnswer = m_session.info.head == HeadKind::SequenceClassification;
        const bool isOfLast = m_task == Task::Logits && m_request.positions == LogitPositions::Last;
        return isOneAnswer || isOfLast ? LaneRun::Reads::Last : LaneRun::Reads::Whole;
    }

    void generate(const std::vector<int> &members, const FrontGroup &front)
    {
        const Lanes lanes = Lanes::of(front.columns, static_cast<int>(members.size()));
        const TokenSeen seen = [&](int lane, std::int64_t id) {
            tellToken(members[lanes.inputOfLane[lane]], lanes.columnOfLane[lane], id);
        };
        const LaneRun run = laneRun(LaneRun::Reads::Last);
        std::optional<KeptRun> kept;
        if (m_kept && KeptRun::isPossible(m_session, m_inputs, members))
            kept.emplace(run, *m_kept, members, front);
        const Beginnings beginnings = kept ? kept->beginnings() : Beginnings();
        auto generated = deltascope::generate(
            m_session, {m_table, lanes, front.fronts, m_inputs, members, m_request.seeds, beginnings}, *m_plan,
            m_parts ? seen : TokenSeen(), m_progress);
        for (std::size_t lane = 0; lane < generated.size(); ++lane) {
            Output &output = m_result.columns[lanes.columnOfLane[lane]].outputs[members[lanes.inputOfLane[lane]]];
            output.newProbabilities = std::move(generated[lane].probabilities);
            setNew(output, std::move(generated[lane].ids));
        }
    }

    /// The text of `output` as far as it has come.
    void setNew(Output &output, std::vector<std::int64_t> ids) const
    {
        output.newIds = std::move(ids);
        output.newTokens.clear();
        if (!m_session.tokenizer)
            return;
        output.text = m_session.tokenizer->decode(output.newIds);
        for (const std::int64_t id : output.newIds)
            output.newTokens.push_back(m_session.tokenizer->piece(id));
    }

    void tellToken(int input, int column, std::int64_t id)
    {
        Output &output = m_result.columns[column].outputs[input];
        std::vector<std::int64_t> ids = std::move(output.newIds);
        ids.push_back(id);
        setNew(output, std::move(ids));
        m_parts(RunPart{m_task,
                        m_result.labels,
                        {{static_cast<std::size_t>(input), static_cast<std::size_t>(column), output, false}}});
    }

    Session &m_session;
    const RunRequest &m_request;
    Progress &m_progress;
    const TakePart &m_parts;
    Task m_task = Task::Auto;
    ColumnHeads m_heads;
    nn::ColumnTable m_table;
    std::vector<FrontGroup> m_fronts;
    DivergenceMeter m_meter;
    Kept *m_kept; ///< null: nothing is reused
    std::optional<GenerationPlan> m_plan;
    std::vector<Prepared> m_inputs;
    RunResult m_result;
};

} // namespace

void expectRunnable(const Session &session)
{
    if (!session.backbone)
        throw Failure(session.info.model, session.info.notes.empty() ? "this checkpoint can be shown but not run"
                                                                     : session.info.notes.front());
}

std::vector<AttachedDelta> attachedIn(const Session &session, const Column &column)
{
    std::vector<AttachedDelta> list;
    for (const LoadedDelta &delta : session.deltas) {
        const DeltaSetting *setting = column.mix.find(delta.info.id);
        if (!setting)
            continue;
        int sites = 0;
        for (const TapInfo &tap : delta.info.taps)
            sites += setting->attachedAt(tap.module);
        if (sites > 0 || (setting->attached && delta.info.taps.empty()))
            list.push_back({delta.info.id, delta.info.name, delta.info.kind, setting->strength, sites});
    }
    return list;
}

Lanes Lanes::of(const std::vector<int> &columns, int inputs)
{
    Lanes lanes;
    for (const int column : columns)
        for (int input = 0; input < inputs; ++input) {
            lanes.columnOfLane.push_back(column);
            lanes.inputOfLane.push_back(input);
        }
    return lanes;
}

nn::ColumnTable columnTable(const Session &session, const std::vector<Column> &columns)
{
    nn::ColumnTable table;
    for (const LoadedDelta &delta : session.deltas) {
        table.bySlot.emplace_back();
        for (const Column &column : columns) {
            const DeltaSetting *setting = column.mix.find(delta.info.id);
            table.bySlot.back().push_back(setting && (setting->attached || !setting->sites.empty()) ? setting
                                                                                                    : nullptr);
        }
    }
    return table;
}

RunResult runColumns(Session &session, const RunRequest &request, Progress &progress, const TakePart &parts)
{
    const c10::InferenceMode inference;
    return Run(session, request, progress, parts, nullptr)();
}

RunResult runKeeping(Session &session, Kept &kept, const RunRequest &request, Progress &progress, const TakePart &parts)
{
    const c10::InferenceMode inference;
    return Run(session, request, progress, parts, &kept)();
}

} // namespace deltascope
