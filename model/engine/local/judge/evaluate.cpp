#include "engine/local/judge/labels.h"
#include "engine/local/judge/scorer.h"
#include "engine/local/judge/sweep.h"
#include "engine/local/runner.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <chrono>

namespace deltascope {

namespace {

EvaluationKind kindOf(const Session &session)
{
    switch (session.info.head) {
    case HeadKind::SequenceClassification:
    case HeadKind::ImageClassification:
        if (session.facts.problem == RunFacts::Problem::MultiLabel)
            throw Failure(session.info.model, "expected a model with one right label a line, found one with several "
                                              "(problem_type multi_label_classification)");
        return session.info.labels.size() == 1 ? EvaluationKind::Regression : EvaluationKind::Classification;
    case HeadKind::TokenClassification: return EvaluationKind::TokenClassification;
    case HeadKind::CausalLm:
    case HeadKind::ConditionalGeneration: return EvaluationKind::LanguageModel;
    default:
        throw Failure(session.info.model, "expected a classifier or a model that writes text, found "
                                              + session.info.architecture + "; open it with another --head");
    }
}

/// Labelled lines under every column, in one sweep.
class Evaluation {
public:
    Evaluation(Session &session, const EvaluationRequest &request, Progress &progress)
        : m_session(session)
        , m_request(request)
        , m_progress(progress)
        , m_labels(session.info.labels)
    {
    }

    EvaluationResult operator()()
    {
        const auto start = std::chrono::steady_clock::now();
        expectRunnable(m_session);
        m_result.kind = kindOf(m_session);
        m_result.labels = m_session.info.labels;
        for (const Column &column : m_request.columns)
            m_result.columns.push_back(
                {column.name, attachedIn(m_session, column), std::vector<LineOutcome>(m_request.lines.size())});
        if (m_result.kind == EvaluationKind::LanguageModel)
            judgeTexts();
        else
            judgeLabels();
        m_result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return std::move(m_result);
    }

private:
    void judgeLabels()
    {
        std::vector<Input> given;
        for (const DataLine &line : m_request.lines)
            given.push_back(line.input);
        const std::vector<Prepared> inputs = prepare(m_session, given);
        for (std::size_t i = 0; i < inputs.size(); ++i)
            expect(i, inputs[i]);
        Sweep sweep(m_session, m_request.columns, m_progress);
        sweep(inputs, [this](int column, int input, const at::Tensor &own) {
            LineOutcome &line = m_result.columns[column].lines[input];
            if (m_result.kind == EvaluationKind::Classification)
                classify(own, line);
            else if (m_result.kind == EvaluationKind::Regression)
                line.value = own[0].item<float>();
            else
                labelTokens(m_expected[input], own, line);
        });
    }

    /// Reads what is right, the same for all columns.
    void expect(std::size_t place, const Prepared &input)
    {
        const DataLine &line = m_request.lines[place];
        LineOutcome known;
        if (m_result.kind == EvaluationKind::Classification) {
            known.expected = m_labels.index(line, input.where);
        } else if (m_result.kind == EvaluationKind::Regression) {
            known.expectedValue = m_labels.value(line, input.where);
        } else {
            m_expected.push_back(m_labels.indices(line, input.ids.size(), input.where));
            for (const int label : m_expected.back())
                if (label >= 0)
                    known.expectedLabels.push_back(label);
        }
        for (ColumnOutcomes &column : m_result.columns)
            column.lines[place] = known;
    }

    static void classify(const at::Tensor &logits, LineOutcome &line)
    {
        const at::Tensor logs = logits.log_softmax(-1), probabilities = logs.exp().contiguous();
        line.loss = -logs[line.expected].item<float>();
        line.counted = 1;
        line.predicted = static_cast<int>(logits.argmax().item<std::int64_t>());
        line.probabilities.assign(probabilities.data_ptr<float>(),
                                  probabilities.data_ptr<float>() + probabilities.numel());
    }

    static void labelTokens(const std::vector<int> &expected, const at::Tensor &logits, LineOutcome &line)
    {
        const at::Tensor logs = logits.log_softmax(-1).contiguous(), best = logits.argmax(-1).contiguous();
        const std::int64_t labels = logs.size(1);
        for (std::size_t i = 0; i < expected.size(); ++i) {
            if (expected[i] < 0)
                continue;
            line.loss -= logs.data_ptr<float>()[static_cast<std::int64_t>(i) * labels + expected[i]];
            ++line.counted;
            line.predictedLabels.push_back(static_cast<int>(best.data_ptr<std::int64_t>()[i]));
        }
    }

    void judgeTexts()
    {
        const ScoreResult scores = scoreTexts(m_session, {m_request.lines, m_request.columns}, m_progress);
        for (std::size_t c = 0; c < scores.columns.size(); ++c)
            for (std::size_t i = 0; i < m_request.lines.size(); ++i) {
                m_result.columns[c].lines[i].loss = -scores.columns[c].outputs[i].sum();
                m_result.columns[c].lines[i].counted = scores.columns[c].outputs[i].count();
            }
        const bool generates = m_request.texts == EvaluationRequest::Texts::Generated
                               && m_session.info.head == HeadKind::ConditionalGeneration;
        if (generates)
            compareTexts(scores);
    }

    /// Generated texts beside the targets, blanks at the ends aside.
    void compareTexts(const ScoreResult &scores)
    {
        RunRequest run;
        run.columns = m_request.columns;
        run.task = Task::Generate;
        run.generation = m_request.generation;
        for (const DataLine &line : m_request.lines)
            run.inputs.push_back(line.input);
        if (!m_session.tokenizer)
            throw Failure(m_session.info.model, "--generate: expected a tokenizer beside the model, found none");
        const RunResult generated = runColumns(m_session, run, m_progress);
        if (!generated.failures.empty())
            throw Failure(generated.failures.front().error);
        for (std::size_t c = 0; c < m_result.columns.size(); ++c)
            for (std::size_t i = 0; i < m_request.lines.size(); ++i) {
                LineOutcome &line = m_result.columns[c].lines[i];
                const auto &target = m_request.lines[i].target;
                line.expectedText
                    = stripped(target ? *target : m_session.tokenizer->decode(scores.columns[c].outputs[i].ids));
                line.text = stripped(generated.columns[c].outputs[i].text);
            }
    }

    static std::string stripped(const std::string &text)
    {
        constexpr const char *blanks = " \t\r\n\f\v";
        const std::size_t first = text.find_first_not_of(blanks);
        return first == text.npos ? "" : text.substr(first, text.find_last_not_of(blanks) + 1 - first);
    }

    Session &m_session;
    const EvaluationRequest &m_request;
    Progress &m_progress;
    const LabelReader m_labels;
    EvaluationResult m_result;
    std::vector<std::vector<int>> m_expected; ///< token classification: by line and id, -1 for none
};

} // namespace

EvaluationResult evaluateLines(Session &session, const EvaluationRequest &request, Progress &progress)
{
    const c10::InferenceMode inference;
    return Evaluation(session, request, progress)();
}

} // namespace deltascope
