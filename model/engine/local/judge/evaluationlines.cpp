// What lines of labelled data ask, and what is right of them.
#include "engine/local/judge/evaluation.h"
#include "engine/local/judge/labels.h"

namespace deltascope {

void Evaluation::fail(int line, const Error &error)
{
    m_failures.push_back({static_cast<std::size_t>(line), error});
    m_inputs[line].hasFailed = true;
}

void Evaluation::prepareLines(const Session &session)
{
    m_inputs.resize(m_request.lines.size());
    m_texts.resize(m_form.kind == EvaluationKind::LanguageModel ? m_inputs.size() : 0);
    for (std::size_t i = 0; i < m_inputs.size(); ++i) {
        DataLine &line = m_request.lines[i];
        line.input.origin = nameOf(line.input, i);
        try {
            if (m_form.kind == EvaluationKind::LanguageModel) {
                m_texts[i] = scoredText(session, line, line.input.origin);
                m_inputs[i] = m_texts[i].input;
            } else {
                m_inputs[i] = prepare(session, {line.input}).front();
            }
        } catch (const Failure &failure) {
            fail(static_cast<int>(i), failure.error());
        }
    }
}

void Evaluation::readTruths()
{
    std::map<std::vector<std::string>, std::shared_ptr<const Truths>> known;
    for (const ColumnOutcomes &column : m_form.columns) {
        const std::vector<std::string> &labels = m_form.labelsOf(column);
        const auto [found, isNew] = known.try_emplace(labels);
        if (isNew)
            found->second = std::make_shared<const Truths>(truthsBy(labels));
        m_truths.push_back(found->second);
    }
}

Evaluation::Truths Evaluation::truthsBy(const std::vector<std::string> &labels)
{
    Truths truths(m_request.lines.size());
    for (std::size_t i = 0; i < truths.size(); ++i) {
        if (m_inputs[i].hasFailed)
            continue;
        try {
            truths[i] = truthOf(static_cast<int>(i), labels);
        } catch (const Failure &failure) {
            fail(static_cast<int>(i), failure.error());
        }
    }
    return truths;
}

Evaluation::Truth Evaluation::truthOf(int line, const std::vector<std::string> &labels) const
{
    const LabelReader reader(labels);
    const DataLine &data = m_request.lines[line];
    const std::string &where = m_inputs[line].where;
    Truth truth;
    if (m_form.kind == EvaluationKind::Classification)
        truth.label = reader.index(data, where);
    else if (m_form.kind == EvaluationKind::Regression)
        truth.value = reader.value(data, where);
    else
        truth.tokens = reader.indices(data, m_inputs[line].ids.size(), where);
    return truth;
}

} // namespace deltascope
