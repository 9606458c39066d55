#pragma once

#include "items/evaluation.h"
#include "items/linesmodel.h"

#include <QString>

namespace deltascope::views {

/// What the panel shows as tables to take along, numbers in full.
class EvaluationText {
public:
    EvaluationText(const items::Session &session, const items::Evaluation &evaluation)
        : m_session(session)
        , m_evaluation(evaluation)
    {
    }

    /// A row a configuration.
    QString results(QChar separator) const;
    /// Rows expected, columns answered, of one configuration.
    QString confusion(int columnKey, QChar separator) const;
    /// A row a label: precision, recall, F1 and lines of one configuration.
    QString labels(int columnKey, QChar separator) const;
    /// The lines that the list shows.
    static QString lines(const items::LinesModel &lines, QChar separator);

private:
    const items::Session &m_session;
    const items::Evaluation &m_evaluation;
};

} // namespace deltascope::views
