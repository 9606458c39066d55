#include "views/evaluate/linesdelegate.h"

#include "views/common/numbers.h"
#include "views/common/theme.h"

#include <QCompleter>
#include <QLineEdit>
#include <QPainter>

namespace deltascope::views {

using evaluate::Turn;

namespace {

constexpr int padding = 12, shareWidth = 50;

void drawTurn(QPainter &painter, const QRect &cell, const QColor &ground, Turn turn)
{
    const Theme &t = theme();
    const QPointF middle = QRectF(cell).center();
    painter.setPen(Qt::NoPen);
    if (turn == Turn::Better || turn == Turn::Worse) {
        const double up = turn == Turn::Better ? -1 : 1;
        painter.setBrush(t.readable(turn == Turn::Better ? t.good : t.bad, ground));
        painter.drawPolygon(
            QPolygonF({middle + QPointF(-4, -up * 3), middle + QPointF(4, -up * 3), middle + QPointF(0, up * 4)}));
    } else if (turn == Turn::Otherwise) {
        painter.setBrush(t.readable(t.muted, ground));
        painter.drawRect(QRectF(middle.x() - 4, middle.y() - 1, 8, 2));
    }
}

} // namespace

LinesDelegate::LinesDelegate(const items::Session &session, const items::Evaluation &evaluation,
                             const items::LinesModel &lines, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_session(session)
    , m_evaluation(evaluation)
    , m_lines(lines)
{
}

void LinesDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &t = theme();
    const QRect cell = option.rect;
    const QColor ground = option.state & QStyle::State_Selected    ? t.selection
                          : option.state & QStyle::State_MouseOver ? t.hover
                                                                   : t.panel;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(cell, ground);
    painter->fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), t.line);
    const bool isAnswer = index.column() == items::ThereColumn || index.column() == items::HereColumn;
    if (index.column() == items::TurnColumn) {
        drawTurn(*painter, cell, ground, Turn(index.data(items::TurnRole).toInt()));
    } else if (isAnswer) {
        paintAnswer(*painter, cell, ground, index);
    } else {
        const bool isExpected = index.column() == items::ExpectedColumn;
        const bool isMissing = isExpected && index.data().toString().isEmpty() && (index.flags() & Qt::ItemIsEditable);
        painter->setFont(t.ui());
        painter->setPen(isExpected ? t.readable(t.muted, ground) : t.readable(t.text, ground));
        painter->drawText(
            cell.adjusted(padding, 0, -padding, 0), Qt::AlignVCenter,
            painter->fontMetrics().elidedText(isMissing ? tr("type what is right") : index.data().toString(),
                                              Qt::ElideRight, cell.width() - 2 * padding));
    }
    painter->restore();
}

/// Bold where the answer is right, red where the chosen configuration is wrong on what the baseline had right.
void LinesDelegate::paintAnswer(QPainter &painter, const QRect &cell, const QColor &ground,
                                const QModelIndex &index) const
{
    const Theme &t = theme();
    const QVariant right = index.data(items::IsRightRole), share = index.data(items::ShareRole);
    const bool isBroken
        = index.column() == items::HereColumn && Turn(index.data(items::TurnRole).toInt()) == Turn::Worse;
    const bool isRight = right.isValid() && right.toBool();
    painter.setFont(t.ui(Theme::Size::Normal, isRight ? QFont::DemiBold : QFont::Normal));
    painter.setPen(t.readable(isBroken ? t.bad : isRight ? t.name : t.muted, ground));
    const QRect text = cell.adjusted(padding, 0, share.isValid() ? -shareWidth : -padding, 0);
    painter.drawText(text, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    if (!share.isValid())
        return;
    painter.setFont(t.mono(Theme::Size::Small));
    painter.setPen(t.readable(isRight ? t.text : t.muted, ground));
    painter.drawText(cell.adjusted(0, 0, -padding, 0), Qt::AlignRight | Qt::AlignVCenter, decimal(share.toDouble(), 2));
}

QWidget *LinesDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &) const
{
    auto *editor = new QLineEdit(parent);
    editor->setProperty("role", "inline");
    editor->setAccessibleName(tr("What is right for this input"));
    QStringList labels;
    for (const std::string &label : m_evaluation.labels(m_lines.column()))
        labels << QString::fromStdString(label);
    auto *completer = new QCompleter(labels, editor);
    completer->setCompletionMode(QCompleter::InlineCompletion);
    editor->setCompleter(completer);
    return editor;
}

} // namespace deltascope::views
