#include "views/compare/similaritymap.h"

#include "views/common/chartpicture.h"
#include "views/common/mark.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

namespace {

constexpr int nameWidth = 190, totalWidth = 62, leastCell = 13, mostCell = 62, markSize = 10, padding = 12;
constexpr int numberWidth = 40; ///< a cell that is narrower says its number by colour only
constexpr double softness = 0.6; ///< small cosines are told apart too

void drawCell(QPainter &painter, const Theme &theme, const QRectF &rect, const QModelIndex &index)
{
    const QVariant cosine = index.data(items::CosineRole);
    const QRectF box = rect.adjusted(0.5, 1.5, -0.5, -1.5);
    painter.setPen(Qt::NoPen);
    if (!cosine.isValid()) {
        painter.setBrush(theme.line);
        painter.drawRect(QRectF(box.center() - QPointF(1.5, 0.5), QSizeF(3, 1)));
        return;
    }
    const QColor ground = SimilarityMap::colorOf(cosine.toDouble(), theme.raised, theme);
    painter.setBrush(ground);
    painter.drawRoundedRect(box, 2, 2);
    if (box.width() < numberWidth)
        return;
    painter.setFont(theme.mono(Theme::Size::Small));
    painter.setPen(theme.readable(theme.text, ground));
    painter.drawText(box, Qt::AlignCenter, index.data().toString());
}

void drawName(QPainter &painter, const Theme &theme, const QRectF &rect, const QAbstractItemModel &model, int row)
{
    double left = rect.left() + padding;
    for (const int series : model.headerData(row, Qt::Vertical, items::PairSeriesRole).value<QList<int>>()) {
        drawMark(painter, series, MarkFill::Filled, {left, rect.center().y() - markSize / 2.0, markSize, markSize},
                 theme.seriesColor(series));
        left += markSize + 4;
    }
    painter.setFont(theme.ui(Theme::Size::Small));
    painter.setPen(theme.text);
    const QRectF room(left + 4, rect.top(), rect.right() - left - 8, rect.height());
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(model.headerData(row, Qt::Vertical).toString(), Qt::ElideMiddle,
                                                      int(room.width())));
}

class CellDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &t = theme();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        drawCell(*painter, t, option.rect, index);
        if (option.state & (QStyle::State_Selected | QStyle::State_HasFocus)) {
            painter->setPen(QPen(t.name, 1.5));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(option.rect).adjusted(0.5, 1.5, -0.5, -1.5), 2, 2);
        }
        painter->restore();
    }
};

class NameHeader : public QHeaderView {
public:
    explicit NameHeader(QWidget *parent)
        : QHeaderView(Qt::Vertical, parent)
    {
        setSectionResizeMode(Fixed);
        setDefaultSectionSize(SimilarityMap::rowHeight);
        setMinimumSectionSize(SimilarityMap::rowHeight);
    }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->fillRect(rect, theme().window);
        drawName(*painter, theme(), rect, *model(), logicalIndex);
        painter->restore();
    }
    QSize sizeHint() const override { return {nameWidth, 0}; }
};

/// The ends of the modules' names, where there is room for them.
class ModuleHeader : public QHeaderView {
public:
    explicit ModuleHeader(QWidget *parent)
        : QHeaderView(Qt::Horizontal, parent)
    {
        setSectionResizeMode(Fixed);
    }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override
    {
        painter->save();
        painter->fillRect(rect, theme().window);
        if (rect.width() >= numberWidth) {
            painter->setFont(theme().ui(Theme::Size::Small));
            painter->setPen(theme().muted);
            const QString name = model()->headerData(logicalIndex, Qt::Horizontal).toString();
            painter->drawText(rect, Qt::AlignCenter,
                              painter->fontMetrics().elidedText(name, Qt::ElideLeft, rect.width() - 6));
        }
        painter->restore();
    }
    QSize sizeHint() const override { return {0, SimilarityMap::rowHeight - 4}; }
};

} // namespace

SimilarityMap::SimilarityMap(items::SimilarityModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setModel(&model);
    setItemDelegate(new CellDelegate(this));
    setVerticalHeader(new NameHeader(this));
    setHorizontalHeader(new ModuleHeader(this));
    horizontalHeader()->setMinimumSectionSize(leastCell);
    setCornerButtonEnabled(false);
    setFrameShape(NoFrame);
    setShowGrid(false);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Similarity of deltas: pairs by module"));
    connect(this, &QTableView::entered, this, &SimilarityMap::pointedAt);
    connect(this, &QTableView::clicked, this, &SimilarityMap::choose);
    connect(&model, &QAbstractItemModel::modelReset, this, &SimilarityMap::spread);
    spread();
}

QColor SimilarityMap::colorOf(double cosine, const QColor &background, const Theme &theme)
{
    const QColor &hue = cosine < 0 ? theme.bad : theme.accent;
    return Theme::mixed(hue, background, 0.9 * std::pow(std::min(1.0, std::abs(cosine)), softness));
}

/// The modules share the room, as long as each can be told from its neighbours.
void SimilarityMap::spread()
{
    const int modules = m_model.columnCount() - 1;
    if (modules < 1)
        return;
    const int room = (viewport()->width() - totalWidth) / modules;
    setColumnWidth(0, totalWidth);
    for (int i = 1; i <= modules; ++i)
        setColumnWidth(i, std::clamp(room, leastCell, mostCell));
}

void SimilarityMap::choose(const QModelIndex &index)
{
    if (const QVariant module = index.data(items::SharedModuleRole); module.isValid())
        Q_EMIT moduleChosen(module.toInt());
}

void SimilarityMap::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    spread();
}

void SimilarityMap::leaveEvent(QEvent *event)
{
    QTableView::leaveEvent(event);
    Q_EMIT pointedAt(currentIndex());
}

void SimilarityMap::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT pointedAt(current);
}

void SimilarityMap::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        choose(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

QImage SimilarityMap::picture(Theme::Kind kind) const
{
    const int modules = m_model.columnCount() - 1;
    const double cell = columnWidth(std::min(1, modules));
    const QSize size(nameWidth + totalWidth + int(cell * modules) + 2 * padding,
                     rowHeight * m_model.rowCount() + 2 * padding);
    return chartPicture(size, kind, [&](QPainter &painter, const Theme &own) {
        painter.setRenderHint(QPainter::Antialiasing);
        for (int row = 0; row < m_model.rowCount(); ++row) {
            const double top = padding + row * rowHeight;
            drawName(painter, own, {0, top, nameWidth, rowHeight}, m_model, row);
            for (int column = 0; column <= modules; ++column) {
                const double left = nameWidth + (column > 0 ? totalWidth + (column - 1) * cell : 0);
                drawCell(painter, own, {left, top, column > 0 ? cell : totalWidth, rowHeight},
                         m_model.index(row, column));
            }
        }
    });
}

} // namespace deltascope::views
