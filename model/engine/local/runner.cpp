#include "engine/local/runner.h"

#include "engine/local/divergence.h"
#include "engine/local/fronts.h"
#include "engine/local/generation.h"
#include "engine/local/heads.h"
#include "engine/local/outputs.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <chrono>

namespace deltascope {

namespace {

/// Tokens that one batch may hold over all its lanes: keeps activations within some hundred megabytes.
constexpr std::size_t mostTokens = 16384;

std::size_t inputsPerBatch(const std::vector<Prepared> &inputs, std::size_t columns)
{
    std::size_t longest = 1;
    for (const Prepared &input : inputs)
        longest = std::max({longest, input.ids.size(), input.decoderIds.size()});
    return std::max<std::size_t>(1, mostTokens / (longest * columns));
}

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

class Run {
public:
    Run(Session &session, const RunRequest &request, Progress &progress)
        : m_session(session)
        , m_request(request)
        , m_progress(progress)
        , m_heads(session, request.columns)
        , m_table(columnTable(session, request.columns))
        , m_fronts(groupByFront(session, m_table, static_cast<int>(request.columns.size())))
        , m_meter(session, static_cast<int>(request.columns.size()))
    {
    }

    RunResult operator()()
    {
        const auto start = std::chrono::steady_clock::now();
        expectRunnable(m_session);
        m_task = m_request.task == Task::Auto ? m_heads.defaultTask() : m_request.task;
        m_heads.expectFit(m_task);
        m_inputs = prepare(m_session, m_request.inputs);
        m_result.task = m_task;
        m_result.labels = m_session.info.labels;
        m_result.notes = m_heads.notes();
        for (const Column &column : m_request.columns) {
            m_result.columns.push_back(
                {column.name, attachedIn(m_session, column), std::vector<Output>(m_inputs.size()), {}, {}});
            const int index = static_cast<int>(m_result.columns.size()) - 1;
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
        if (generates && !m_session.backbone->isEncoderDecoder())
            std::transform(m_inputs.begin(), m_inputs.end(), m_inputs.begin(), withoutHidden);
        const auto groups = groupAlike(m_inputs, inputsPerBatch(m_inputs, m_request.columns.size()));
        for (std::size_t i = 0; i < groups.size(); ++i) {
            m_progress.report(static_cast<double>(i) / groups.size(), "running");
            if (m_progress.cancelled())
                throw Cancelled();
            try {
                for (const FrontGroup &front : m_fronts) {
                    if (!generates || m_request.divergence)
                        forward(groups[i], front);
                    if (generates)
                        generate(groups[i], front);
                }
            } catch (const Failure &failure) { // too long for the model, say: alike for all of the group
                throw Failure(Error{m_inputs[groups[i].front()].where, failure.what(), {}, failure.error().code});
            }
        }
    }

    void forward(const std::vector<int> &members, const FrontGroup &front)
    {
        const Lanes lanes = Lanes::of(front.columns, static_cast<int>(members.size()));
        nn::Pass pass(m_table, lanes.columnOfLane, lanes.inputOfLane, m_progress);
        pass.fronts = front.fronts;
        for (const std::int32_t input : lanes.inputOfLane)
            pass.prompts.push_back(&m_inputs[members[input]].ids);
        if (m_request.divergence) {
            m_meter.begin(lanes, m_inputs, members, front.fronts.length());
            pass.observer = &m_meter;
        }
        std::optional<BaseOutput> base;
        if (m_heads.needHidden())
            pass.observer = &base.emplace(m_session, pass.observer);
        const nn::Act head = m_session.backbone->run(pass, makeBatch(m_inputs, members, pass.inputs, front.fronts));
        if (m_task == Task::Generate)
            return;
        for (int lane = 0; lane < pass.lanes(); ++lane) {
            const int input = members[lanes.inputOfLane[lane]], column = lanes.columnOfLane[lane];
            const nn::OwnHead *own = m_heads.own(column);
            const nn::Act &from = own ? base->value() : head;
            const at::Tensor said = withoutFront(from.t[from.rows->of(lane)], input, front);
            readOutput({m_session, m_request, m_task, m_heads.reading(column)}, m_inputs[input],
                       own ? (*own)(said, m_inputs[input].ids) : said, m_result.columns[column].outputs[input]);
        }
    }

    /// Virtual tokens say nothing.
    at::Tensor withoutFront(const at::Tensor &said, int input, const FrontGroup &front) const
    {
        const bool perToken = said.dim() > 1 && !m_session.backbone->isEncoderDecoder();
        return perToken && said.size(0) == m_inputs[input].length() + front.fronts.length()
                   ? said.index_select(0, front.fronts.places(m_inputs[input].length()))
                   : said;
    }

    void generate(const std::vector<int> &members, const FrontGroup &front)
    {
        const Lanes lanes = Lanes::of(front.columns, static_cast<int>(members.size()));
        auto generated = generateGreedily(
            m_session, {m_table, lanes, front.fronts, m_inputs, members, m_request.maxNewTokens}, m_progress);
        for (std::size_t lane = 0; lane < generated.size(); ++lane) {
            Output &output = m_result.columns[lanes.columnOfLane[lane]].outputs[members[lanes.inputOfLane[lane]]];
            output.newIds = std::move(generated[lane].ids);
            output.newProbabilities = std::move(generated[lane].probabilities);
            if (!m_session.tokenizer)
                continue;
            output.text = m_session.tokenizer->decode(output.newIds);
            for (const std::int64_t id : output.newIds)
                output.newTokens.push_back(m_session.tokenizer->token(id).value_or(""));
        }
    }

    Session &m_session;
    const RunRequest &m_request;
    Progress &m_progress;
    Task m_task = Task::Auto;
    ColumnHeads m_heads;
    nn::ColumnTable m_table;
    std::vector<FrontGroup> m_fronts;
    DivergenceMeter m_meter;
    std::vector<Prepared> m_inputs;
    RunResult m_result;
};

} // namespace

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

RunResult runColumns(Session &session, const RunRequest &request, Progress &progress)
{
    const c10::InferenceMode inference;
    return Run(session, request, progress)();
}

} // namespace deltascope
