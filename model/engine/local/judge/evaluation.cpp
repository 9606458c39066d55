#include "engine/local/judge/evaluation.h"

#include "engine/local/runner.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace deltascope {

namespace {

constexpr auto turn = std::chrono::milliseconds(40);
constexpr std::size_t mostGeneratedTogether = 32; ///< lines

EvaluationKind kindOf(const Session &session, const ColumnHeads &heads, int column)
{
    const HeadReading &reading = heads.reading(column);
    switch (heads.kind(column)) {
    case HeadKind::SequenceClassification:
    case HeadKind::ImageClassification:
        if (reading.problem == RunFacts::Problem::MultiLabel)
            throw Failure(session.info.model, "expected a model with one right label a line, found one with several "
                                              "(problem_type multi_label_classification)");
        return reading.labels.size() == 1 ? EvaluationKind::Regression : EvaluationKind::Classification;
    case HeadKind::TokenClassification: return EvaluationKind::TokenClassification;
    case HeadKind::CausalLm:
    case HeadKind::ConditionalGeneration: return EvaluationKind::LanguageModel;
    default:
        throw Failure(session.info.model, "expected a classifier or a model that writes text, found "
                                              + session.info.architecture + "; open it with another --head");
    }
}

/// The deltas that a column names, in the order of insertion.
std::vector<DeltaId> namedIn(const Session &session, const Column &column)
{
    std::vector<DeltaId> ids;
    for (const LoadedDelta &delta : session.deltas)
        if (column.mix.find(delta.info.id))
            ids.push_back(delta.info.id);
    return ids;
}

void classify(const at::Tensor &logits, int expected, LineOutcome &line)
{
    const at::Tensor logs = logits.to(at::kDouble).log_softmax(-1).contiguous();
    const auto *log = logs.data_ptr<double>();
    line.expected = expected;
    line.loss = -log[expected];
    line.counted = 1;
    if (line.isNumber())
        line.predicted = static_cast<int>(std::max_element(log, log + logs.numel()) - log);
    line.probabilities.resize(static_cast<std::size_t>(logs.numel()));
    std::transform(log, log + logs.numel(), line.probabilities.begin(),
                   [](double each) { return static_cast<float>(std::exp(each)); });
}

void labelTokens(const at::Tensor &logits, const std::vector<int> &expected, LineOutcome &line)
{
    const at::Tensor logs = logits.log_softmax(-1).contiguous(), best = logits.argmax(-1).contiguous();
    const std::int64_t labels = logs.size(1);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (expected[i] < 0)
            continue;
        line.loss -= logs.data_ptr<float>()[static_cast<std::int64_t>(i) * labels + expected[i]];
        ++line.counted;
        line.expectedLabels.push_back(expected[i]);
        line.predictedLabels.push_back(static_cast<int>(best.data_ptr<std::int64_t>()[i]));
    }
}

std::string stripped(const std::string &text)
{
    constexpr const char *blanks = " \t\r\n\f\v";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == text.npos ? "" : text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

} // namespace

Evaluation::Evaluation(Session &session, EvaluationRequest request)
    : m_request(std::move(request))
{
    expectRunnable(session);
    readColumns(session);
    prepareLines(session);
    if (m_form.kind != EvaluationKind::LanguageModel)
        readTruths();
    NoProgress none;
    m_batches = batches(session, Sweep(session, m_request.columns, none));
}

void Evaluation::readColumns(const Session &session)
{
    const ColumnHeads heads(session, m_request.columns);
    m_form.labels = session.info.labels;
    for (std::size_t i = 0; i < m_request.columns.size(); ++i) {
        const Column &column = m_request.columns[i];
        const int index = static_cast<int>(i);
        const EvaluationKind kind = kindOf(session, heads, index);
        if (i > 0 && kind != m_form.kind)
            throw Failure("column " + column.name, "expected a head of the same task in every column, found "
                                                       + std::string(wordOf(heads.kind(index))) + " beside "
                                                       + std::string(wordOf(heads.kind(0))) + " of column "
                                                       + m_request.columns.front().name);
        m_form.kind = kind;
        m_form.columns.push_back({column.name, attachedIn(session, column), {}, {}});
        if (heads.hasOwnLabels(index))
            m_form.columns.back().labels = heads.reading(index).labels;
        m_deltas.push_back(namedIn(session, column));
    }
    if (generates(session) && !session.tokenizer)
        throw Failure(session.info.model, "--generate: expected a tokenizer beside the model, found none");
}

bool Evaluation::generates(const Session &session) const
{
    return m_request.texts == EvaluationRequest::Texts::Generated
           && session.info.head == HeadKind::ConditionalGeneration;
}

std::vector<std::vector<int>> Evaluation::batches(const Session &session, const Sweep &sweep) const
{
    if (!generates(session))
        return sweep.batches(m_inputs);
    // A batch is generated from its sources, and scored with targets of whatever lengths.
    std::vector<Prepared> sources = m_inputs;
    for (Prepared &source : sources)
        source.decoderIds.clear();
    return groupAlike(sources, mostGeneratedTogether);
}

void Evaluation::expectSameDeltas(const Session &session) const
{
    for (std::size_t i = 0; i < m_deltas.size(); ++i)
        if (namedIn(session, m_request.columns[i]) != m_deltas[i])
            throw Failure("column " + m_request.columns[i].name,
                          "expected its deltas as they were when the evaluation began, found others");
}

EvaluationPart Evaluation::next(Session &session, Progress &progress)
{
    const c10::InferenceMode inference;
    const auto start = std::chrono::steady_clock::now();
    expectSameDeltas(session);
    Sweep sweep(session, m_request.columns, progress);
    EvaluationPart part{m_form, false};
    part.answered.failures = std::exchange(m_failures, {});
    while (m_next < m_batches.size() && std::chrono::steady_clock::now() - start < turn) {
        progress.report(static_cast<double>(m_next) / static_cast<double>(m_batches.size()), "evaluating");
        answer(session, m_batches[m_next], sweep, progress, part.answered);
        ++m_next;
    }
    part.isLast = m_next == m_batches.size();
    part.answered.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return part;
}

/// Where a batch fails, each of its lines is tried alone: those fail that do so by themselves.
void Evaluation::answer(Session &session, const std::vector<int> &members, Sweep &sweep, Progress &progress,
                        EvaluationResult &answered)
{
    EvaluationResult own = m_form;
    try {
        judge(session, members, sweep, own);
        if (generates(session))
            generate(session, members, progress, own);
        answered.add(std::move(own));
    } catch (const Failure &failure) {
        if (members.size() == 1)
            answered.failures.push_back({static_cast<std::size_t>(members.front()), failure.error()});
        else
            for (const int member : members)
                answer(session, {member}, sweep, progress, answered);
    }
}

void Evaluation::judge(Session &session, const std::vector<int> &members, Sweep &sweep, EvaluationResult &answered)
{
    std::map<int, std::size_t> slots; // of each line, behind what is answered
    std::map<std::size_t, std::vector<int>> alike; // in what the decoder reads too
    for (const int member : members) {
        slots[member] = answered.places.size();
        answered.places.push_back(static_cast<std::size_t>(member));
        alike[m_inputs[member].decoderIds.size()].push_back(member);
    }
    for (ColumnOutcomes &column : answered.columns)
        column.lines.resize(answered.places.size());
    for (const auto &[length, batch] : alike)
        sweep(m_inputs, batch, [&](int column, int input, const at::Tensor &own) {
            read(session, column, input, own, answered.columns[column].lines[slots[input]]);
        });
}

void Evaluation::read(const Session &session, int column, int input, const at::Tensor &own, LineOutcome &line) const
{
    if (m_form.kind == EvaluationKind::LanguageModel) {
        for (const auto &logProb : logProbsOf(session, m_texts[input], own)) {
            line.loss -= logProb.value_or(0);
            line.counted += logProb.has_value();
        }
        return;
    }
    const Truth &truth = (*m_truths[column])[input];
    if (m_form.kind == EvaluationKind::Classification) {
        classify(own, truth.label, line);
    } else if (m_form.kind == EvaluationKind::Regression) {
        line.expectedValue = truth.value;
        line.value = own[0].item<float>();
    } else {
        labelTokens(own, truth.tokens, line);
    }
}

/// Generated texts beside the targets, blanks at the ends aside.
void Evaluation::generate(Session &session, const std::vector<int> &members, Progress &progress,
                          EvaluationResult &answered)
{
    RunRequest run;
    run.columns = m_request.columns;
    run.task = Task::Generate;
    run.generation = m_request.generation;
    for (const int member : members)
        run.inputs.push_back(m_request.lines[member].input);
    const RunResult generated = runColumns(session, run, progress);
    if (!generated.failures.empty())
        throw Failure(generated.failures.front().error);
    const std::size_t first = answered.places.size() - members.size();
    for (std::size_t c = 0; c < answered.columns.size(); ++c)
        for (std::size_t i = 0; i < members.size(); ++i) {
            LineOutcome &line = answered.columns[c].lines[first + i];
            const auto &target = m_request.lines[members[i]].target;
            line.expectedText = stripped(target ? *target : session.tokenizer->decode(m_texts[members[i]].ids));
            line.text = stripped(generated.columns[c].outputs[i].text);
        }
}

} // namespace deltascope
