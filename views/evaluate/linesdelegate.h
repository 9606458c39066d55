#pragma once

#include "items/linesmodel.h"

#include <QStyledItemDelegate>

namespace deltascope::views {

/// Paints a line: which way it went, its text, and who said what with how much confidence. The editor of what is right
/// completes the model's labels.
class LinesDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    LinesDelegate(const items::Session &session, const items::Evaluation &evaluation, const items::LinesModel &lines,
                  QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintAnswer(QPainter &painter, const QRect &cell, const QColor &ground, const QModelIndex &index) const;

    const items::Session &m_session;
    const items::Evaluation &m_evaluation;
    const items::LinesModel &m_lines;
};

} // namespace deltascope::views
