#include "views/evaluate/labelbars.h"

#include "views/common/chartpicture.h"
#include "views/common/numbers.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

namespace {
constexpr int margin = 12, rowHeight = 26, barHeight = 5, numberWidth = 40, changeWidth = 58, gap = 8, mostLabel = 150;
constexpr double noChange = 0.005;
} // namespace

LabelBars::LabelBars(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("F1 by label"));
}

void LabelBars::show(const LabelBarsData &data)
{
    m_data = data;
    QStringList words;
    for (const LabelBarsData::Bar &bar : data.bars)
        words << QStringLiteral("%1 %2").arg(bar.label).arg(decimal(bar.here, 2));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize LabelBars::sizeHint() const { return {300, int(m_data.bars.size()) * rowHeight + margin}; }

void LabelBars::draw(QPainter &painter, const Theme &theme) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont names = theme.ui(), numbers = theme.mono(Theme::Size::Small);
    int label = 60;
    for (const LabelBarsData::Bar &bar : m_data.bars)
        label = std::max(label, QFontMetrics(names).horizontalAdvance(bar.label) + 4);
    label = std::min({label, mostLabel, width() / 3});
    const int right = width() - margin - changeWidth - numberWidth - (m_data.isBaseline ? 0 : numberWidth);
    const double left = margin + label + gap, room = std::max(20.0, right - gap - left);
    double y = 0;
    for (const LabelBarsData::Bar &bar : m_data.bars) {
        const QRectF row(margin, y, label, rowHeight);
        painter.setFont(names);
        painter.setPen(theme.text);
        painter.drawText(row, Qt::AlignVCenter, painter.fontMetrics().elidedText(bar.label, Qt::ElideRight, label));
        const auto drawBar = [&](double top, double value, const QColor &color) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.line);
            painter.drawRoundedRect(QRectF(left, top, room, barHeight), 2, 2);
            painter.setBrush(color);
            painter.drawRoundedRect(QRectF(left, top, room * value, barHeight), 2, 2);
        };
        const bool isPair = !m_data.isBaseline && bar.hasThere;
        const double middle = y + rowHeight / 2.0;
        if (isPair)
            drawBar(middle - barHeight - 1, bar.there, theme.muted);
        drawBar(isPair ? middle + 1 : middle - barHeight / 2.0, bar.here, m_data.here);
        painter.setFont(numbers);
        QRectF number(right, y, numberWidth, rowHeight);
        if (isPair) {
            painter.setPen(theme.muted);
            painter.drawText(number, Qt::AlignRight | Qt::AlignVCenter, decimal(bar.there, 2));
            number.translate(numberWidth, 0);
        }
        painter.setPen(theme.name);
        painter.drawText(number, Qt::AlignRight | Qt::AlignVCenter, decimal(bar.here, 2));
        if (isPair) {
            const double change = bar.here - bar.there;
            const bool isSame = std::abs(change) < noChange;
            painter.setPen(theme.readable(isSame ? theme.muted : change > 0 ? theme.good : theme.bad, theme.panel));
            const QString sign = isSame ? QString() : change > 0 ? QStringLiteral("▲ +") : QStringLiteral("▼ −");
            painter.drawText(QRectF(width() - margin - changeWidth, y, changeWidth, rowHeight),
                             Qt::AlignRight | Qt::AlignVCenter, sign + decimal(std::abs(change), 2));
        }
        y += rowHeight;
    }
}

void LabelBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    draw(painter, theme());
}

QImage LabelBars::picture(Theme::Kind kind) const
{
    return chartPicture(size(), kind, [this](QPainter &painter, const Theme &own) { draw(painter, own); });
}

} // namespace deltascope::views
