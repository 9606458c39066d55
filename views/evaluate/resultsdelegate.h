#pragma once

#include "items/evaluationmodel.h"

#include <QStyledItemDelegate>

namespace deltascope::views {

class ResultsTable;

/// Paints a configuration's marks and name, its numbers, and its accuracy with the interval as a whisker.
class ResultsDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    ResultsDelegate(const items::Session &session, const items::Evaluation &evaluation, ResultsTable &table);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    struct Row {
        int key;
        bool isBaseline, isPart; ///< isPart: not all of its lines are answered
        QColor ground, ink, muted, color;
    };
    Row rowOf(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    static void paintNumber(QPainter &painter, const QRect &box, const QModelIndex &index);
    void paintName(QPainter &painter, const QRect &cell, const Row &row, const QString &name) const;
    void paintWhisker(QPainter &painter, const QRect &cell, const Row &row, const QModelIndex &index) const;
    void paintChange(QPainter &painter, const QRect &cell, const Row &row, const QModelIndex &index) const;
    void paintAgainst(QPainter &painter, const QRect &cell, const Row &row, const QModelIndex &index) const;

    const items::Session &m_session;
    const items::Evaluation &m_evaluation;
    const ResultsTable &m_table;
};

} // namespace deltascope::views
