#include "views/inspector/barchart.h"

#include "views/common/numbers.h"
#include "views/common/popup.h"
#include "views/common/theme.h"
#include "views/common/writing.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

namespace {

/// Counts stay whole.
QString valueText(double value)
{
    return value == std::floor(value) && std::abs(value) < 1e9 ? grouped(std::int64_t(value)) : shortNumber(value);
}

} // namespace

BarChart::BarChart(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(sizeHint().height());
    setMouseTracking(true);
}

void BarChart::show(const BarData &data)
{
    m_data = data;
    setAccessibleName(data.horizontal + QStringLiteral(", ") + data.vertical);
    update();
}

QRectF BarChart::plotBox() const { return QRectF(rect()).adjusted(2, 6, -2, -30); }

double BarChart::positionOf(std::size_t bar) const
{
    if (m_data.marks == BarData::Marks::Count)
        return double(bar) + 1;
    return m_data.from + (m_data.to - m_data.from) * (double(bar) + 0.5) / double(m_data.bars.size());
}

int BarChart::barAt(const QPointF &position) const
{
    const QRectF box = plotBox();
    if (m_data.bars.empty() || position.x() < box.left() || position.x() >= box.right())
        return -1;
    return int((position.x() - box.left()) / box.width() * double(m_data.bars.size()));
}

void BarChart::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = plotBox();
    painter.setFont(t.ui(Theme::Size::Small));
    painter.setPen(t.muted);
    if (m_data.bars.empty()) {
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_data.waiting);
        return;
    }
    const double largest = *std::max_element(m_data.bars.begin(), m_data.bars.end());
    const double step = box.width() / double(m_data.bars.size());
    const double width = std::clamp(step * 0.72, 1.0, 22.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_data.color);
    for (std::size_t i = 0; i < m_data.bars.size(); ++i) {
        const double height = largest > 0 ? box.height() * m_data.bars[i] / largest : 0;
        painter.drawRect(
            QRectF(box.left() + step * (double(i) + 0.5) - width / 2, box.bottom() - height, width, height));
    }
    painter.setPen(t.line);
    painter.drawLine(box.bottomLeft(), box.bottomRight());
    painter.setPen(t.muted);
    const bool counts = m_data.marks == BarData::Marks::Count;
    const QRectF marks(box.left(), box.bottom() + 1, box.width(), 14);
    painter.drawText(marks, Qt::AlignLeft, counts ? QStringLiteral("1") : shortNumber(m_data.from));
    painter.drawText(marks, Qt::AlignRight, counts ? QString::number(m_data.bars.size()) : shortNumber(m_data.to));
    painter.drawText(marks.translated(0, 13), Qt::AlignHCenter, m_data.horizontal);
    painter.drawText(box.adjusted(0, -5, 0, 0), Qt::AlignRight | Qt::AlignTop,
                     tr("%1, at most %2").arg(m_data.vertical, valueText(largest)));
}

QString BarChart::csv() const
{
    QString text = QStringLiteral("%1,%2\n").arg(m_data.horizontal, m_data.vertical);
    for (std::size_t i = 0; i < m_data.bars.size(); ++i)
        text += QStringLiteral("%1,%2\n").arg(positionOf(i), 0, 'g', 9).arg(m_data.bars[i], 0, 'g', 9);
    return text;
}

void BarChart::save(const QString &suffix)
{
    askPath(this, {PathQuestion::What::NewFile, tr("Save the chart"), QStringLiteral("chart.") + suffix},
            [this, suffix](const QString &path, const QString &) { saveAs(path, suffix); });
}

/// What came of it is said over the chart.
void BarChart::saveAs(const QString &path, const QString &suffix)
{
    std::function<QByteArray()> bytes = [text = csv()] { return text.toUtf8(); };
    if (suffix == QLatin1String("png")) {
        QPixmap picture(size() * 2);
        picture.setDevicePixelRatio(2);
        picture.fill(theme().panel);
        render(&picture);
        bytes = [image = picture.toImage()] { return pngOf(image); };
    }
    writeBeside(this, path, bytes, [this, path](const QString &problem) {
        QToolTip::showText(mapToGlobal(rect().center()),
                           problem.isEmpty() ? tr("Saved as %1").arg(path)
                                             : tr("%1 could not be written: %2").arg(path, problem),
                           this);
    });
}

void BarChart::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = makePopup(this);
    menu->addAction(tr("Save as picture…"), this, [this] { save(QStringLiteral("png")); });
    menu->addAction(tr("Save as CSV…"), this, [this] { save(QStringLiteral("csv")); });
    for (QAction *action : menu->actions())
        action->setEnabled(!m_data.bars.empty());
    popUp(menu, event->globalPos());
}

bool BarChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto *help = static_cast<QHelpEvent *>(event);
    const int bar = barAt(help->pos());
    if (bar >= 0)
        QToolTip::showText(help->globalPos(),
                           QStringLiteral("%1 %2: %3 %4")
                               .arg(m_data.horizontal, valueText(positionOf(std::size_t(bar))), m_data.vertical,
                                    valueText(m_data.bars[std::size_t(bar)])),
                           this);
    return true;
}

} // namespace deltascope::views
