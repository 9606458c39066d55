#pragma once

#include "items/background.h"
#include "items/moduletreemodel.h"
#include "items/questions.h"

namespace deltascope::items {

/// Finds modules of the tree, lights up their rows and walks through them. A text is part of a name or a type; one that
/// begins with [r] or holds an @ is a pattern as OpenDelta's modified_modules takes it.
class TreeSearch : public QObject {
    Q_OBJECT

public:
    TreeSearch(Session &session, Questions &questions, ModuleTreeModel &model, QObject *parent = nullptr);

    /// An empty text ends the search.
    void setText(const QString &text);
    /// Ends the search without touching what is lit.
    void forget();
    bool isOn() const { return !m_text.isEmpty(); }
    /// Whether what is there is the answer to the latest text.
    bool isAnswered() const { return isOn() && !m_isLooking; }
    /// Why the text is no pattern; empty if it is one.
    const QString &error() const { return m_error; }
    /// Modules that were found; folded rows show several at once.
    int moduleCount() const { return m_count; }

    /// The row found next after or before a row, round the ends; the first or last if `from` is none.
    enum class Direction { Forward, Back };
    QModelIndex step(const QModelIndex &from, Direction direction) const;
    /// "2 of 6", "6 found", "nothing found", or the error: for a row that is current.
    QString summary(const QModelIndex &current) const;

Q_SIGNALS:
    void found(); ///< an answer is there, or the search ended

private:
    void take(std::vector<int> modules);

    Session &m_session;
    Questions &m_questions;
    ModuleTreeModel &m_model;
    Background m_background;
    Question m_question;
    QString m_text, m_error;
    int m_count = 0;
    bool m_isLooking = false;
};

} // namespace deltascope::items
