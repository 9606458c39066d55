#pragma once

#include "items/bench.h"
#include "items/rightness.h"
#include "views/common/mark.h"

#include <QCoreApplication>
#include <QHash>

class QPainter;

namespace deltascope::views {

/// What the head of one column of the comparison shows: the marks that the engine reports as attached, the column's
/// name, its key or its place, and what its answers come to.
class ColumnHead {
    Q_DECLARE_TR_FUNCTIONS(deltascope::views::ColumnHead)

public:
    ColumnHead(const items::Session &session, const items::Bench &bench)
        : m_session(session)
        , m_bench(bench)
    {
    }
    /// The column's name, and of the live column in words that it is what is attached now.
    QString title(const items::BenchColumn &column) const;
    /// Its name, what it comes to over all inputs, its notes and what was attached: lines.
    QString tip(const items::BenchColumn &column) const;
    void paint(QPainter &painter, const QRect &rect, const items::BenchColumn &column) const;
    /// Answers or expectations have changed: which of them are right is counted anew.
    void forgetRight() { m_right.clear(); }

private:
    struct Marks {
        struct Mark {
            int series;
            MarkFill fill;
        };
        QList<Mark> list;
        bool isReported = false; ///< by the engine, for what the column stands for now; else they are to come
    };
    const items::RightAnswers &rightAnswers(int columnKey) const;
    Marks marksOf(const items::BenchColumn &column) const;
    Marks servedMarks(const items::BenchColumn &column) const;
    int paintMarks(QPainter &painter, const QRect &rect, const items::BenchColumn &column) const;
    int paintFacts(QPainter &painter, const QRect &rect, const items::BenchColumn &column) const;
    int paintPlace(QPainter &painter, const QRect &rect, int right, const items::BenchColumn &column) const;
    void paintDrift(QPainter &painter, const QRect &rect, const items::BenchColumn &column) const;
    QStringList attachedText(const items::BenchColumn &column) const;

    const items::Session &m_session;
    const items::Bench &m_bench;
    mutable QHash<int, items::RightAnswers> m_right; ///< by column, as far as it was looked for
};

} // namespace deltascope::views
