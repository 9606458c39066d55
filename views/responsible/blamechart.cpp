#include "views/responsible/blamechart.h"

#include "views/common/chartpicture.h"
#include "views/common/numbers.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace deltascope::views {

namespace {

constexpr int padding = 8, lineHeight = 17, leastWidth = 96, mostSquares = 150, largestSquare = 9, smallestSquare = 4;
constexpr int verdictHeight = 28, gap = 14, titleShare = 24, countWidth = 70, noteWidth = 130, numberWidth = 44;

} // namespace

BlameChart::BlameChart(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Runs of the search"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void BlameChart::show(const BlameChartData &data)
{
    m_data = data;
    m_current = std::clamp(m_current, 0, std::max(0, int(data.trials.size()) - 1));
    setMinimumHeight(heightForWidth(width()));
    updateGeometry();
    update();
}

BlameChart::Block BlameChart::block() const
{
    const int candidates = m_data.rows.isEmpty() ? 1 : std::max(1, int(m_data.rows.first().isThere.size()));
    Block block{};
    block.square = std::clamp(mostSquares / candidates - 1, smallestSquare, largestSquare);
    block.perLine = std::min(candidates, mostSquares / (block.square + 1));
    block.lines = (candidates + block.perLine - 1) / block.perLine;
    block.width = std::max(leastWidth, block.perLine * (block.square + 1) + 2 * padding);
    block.height = 2 * padding + 3 * lineHeight + int(m_data.rows.size()) * block.lines * (block.square + 1) + 4;
    return block;
}

int BlameChart::perRow(int width) const { return std::max(1, width / block().width); }

int BlameChart::trialsHeight(int width) const
{
    const int rows = (int(m_data.trials.size()) + perRow(width) - 1) / perRow(width);
    return rows * block().height;
}

QRect BlameChart::trialRect(int trial, int width) const
{
    const Block size = block();
    const int columns = perRow(width), wide = std::max(size.width, std::min(width / columns, size.width + 24));
    return {trial % columns * wide, trial / columns * size.height, wide, size.height};
}

QRect BlameChart::trialRect(int trial) const { return trialRect(trial, width()); }

int BlameChart::heightForWidth(int width) const
{
    return trialsHeight(width) + (m_data.verdicts.isEmpty() ? 0 : gap + int(m_data.verdicts.size()) * verdictHeight)
           + 1;
}

void BlameChart::drawTrial(QPainter &painter, const Theme &theme, int trial) const
{
    const BlameChartData::Trial &run = m_data.trials[trial];
    const Block size = block();
    const QRect box = trialRect(trial);
    const QColor ground = run.isFound ? theme.selection : theme.panel;
    painter.fillRect(box, ground);
    painter.setPen(theme.line);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box.adjusted(0, 0, -1, -1));
    const QRect line(box.left() + padding, box.top() + padding, box.width() - 2 * padding, lineHeight);
    const auto on = std::count(run.isOn.begin(), run.isOn.end(), true);
    painter.setFont(theme.ui(Theme::Size::Small, run.isFound ? QFont::DemiBold : QFont::Normal));
    painter.setPen(theme.readable(run.isFound ? theme.text : theme.muted, ground));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     run.isFound ? tr("%1 on, found").arg(on) : tr("%1 on").arg(on));
    int y = line.bottom() + 2;
    for (const BlameChartData::Row &row : m_data.rows) {
        for (std::size_t i = 0; i < row.isThere.size() && i < run.isOn.size(); ++i) {
            if (!row.isThere[i])
                continue;
            const QRect square(line.left() + int(i) % size.perLine * (size.square + 1),
                               y + int(i) / size.perLine * (size.square + 1), size.square, size.square);
            if (run.isOn[i])
                painter.fillRect(square, row.color);
            else if (size.square > smallestSquare) {
                painter.setPen(theme.line);
                painter.drawRect(square.adjusted(0, 0, -1, -1));
            }
        }
        y += size.lines * (size.square + 1);
    }
    const QColor ink = theme.readable(run.holds ? theme.good : theme.bad, ground);
    painter.setFont(theme.ui(Theme::Size::Small));
    painter.setPen(ink);
    const QString mark = run.holds ? QStringLiteral("✓ ") : QStringLiteral("✗ ");
    painter.drawText(QRect(line.left(), y + 4, line.width(), lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(mark + run.answer, Qt::ElideRight, line.width()));
    if (!run.probability)
        return;
    painter.setFont(theme.mono(Theme::Size::Small));
    painter.setPen(theme.readable(theme.muted, ground));
    painter.drawText(QRect(line.left(), y + 4 + lineHeight, line.width(), lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     decimal(double(*run.probability), 2));
}

void BlameChart::drawVerdict(QPainter &painter, const Theme &theme, const QRect &box,
                             const BlameChartData::Verdict &verdict) const
{
    const QColor ground = verdict.isFound ? theme.selection : theme.panel;
    painter.fillRect(box, ground);
    painter.setPen(theme.line);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box.adjusted(0, 0, -1, 0));
    const QFont plain = theme.ui(), bold = theme.ui(Theme::Size::Normal, QFont::DemiBold);
    int x = box.left() + 12;
    const auto cell = [&](int width, const QFont &font, const QColor &ink, int side, const QString &text) {
        painter.setFont(font);
        painter.setPen(theme.readable(ink, ground));
        painter.drawText(QRect(x, box.top(), width, box.height()), side | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, width));
        x += width + 8;
    };
    const int room = box.width() - 24 - countWidth - noteWidth - numberWidth - 40;
    cell(room * titleShare / 64, verdict.isFound ? bold : plain, theme.text, Qt::AlignLeft, verdict.title);
    cell(countWidth, theme.ui(Theme::Size::Small), theme.muted, Qt::AlignLeft,
         verdict.sites == 1 ? tr("1 site") : tr("%1 sites").arg(verdict.sites));
    cell(room * titleShare / 64, verdict.holds ? bold : plain, verdict.holds ? theme.text : theme.muted, Qt::AlignLeft,
         verdict.answer);
    const int barWidth = std::max(20, room * 16 / 64);
    if (verdict.probability) {
        const QRectF track(x, box.center().y() - 3, barWidth, 6);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.line);
        painter.drawRoundedRect(track, 2, 2);
        painter.setBrush(verdict.holds ? theme.accent : theme.muted);
        painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(track.width() * double(*verdict.probability), 6)), 2, 2);
    }
    x += barWidth + 8;
    cell(numberWidth, theme.mono(), theme.text, Qt::AlignRight,
         verdict.probability ? decimal(double(*verdict.probability), 2) : QString());
    cell(box.right() - 12 - x, theme.ui(Theme::Size::Small), verdict.isFound ? theme.text : theme.muted, Qt::AlignRight,
         verdict.note);
}

void BlameChart::draw(QPainter &painter, const Theme &theme) const
{
    for (int i = 0; i < m_data.trials.size(); ++i)
        drawTrial(painter, theme, i);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < m_data.verdicts.size(); ++i)
        drawVerdict(painter, theme, {0, trialsHeight(width()) + gap + i * verdictHeight, width() - 1, verdictHeight},
                    m_data.verdicts[i]);
}

void BlameChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    draw(painter, theme());
    if (!hasFocus() || m_data.trials.isEmpty())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().accent, 1.5));
    painter.drawRect(QRectF(trialRect(m_current)).adjusted(1, 1, -2, -2));
}

QImage BlameChart::picture(Theme::Kind kind) const
{
    return chartPicture({width(), heightForWidth(width())}, kind,
                        [this](QPainter &painter, const Theme &own) { draw(painter, own); });
}

int BlameChart::trialAt(const QPoint &position) const
{
    for (int i = 0; i < m_data.trials.size(); ++i)
        if (trialRect(i).contains(position))
            return i;
    return -1;
}

QString BlameChart::textOf(int trial) const
{
    if (trial < 0 || trial >= m_data.trials.size())
        return {};
    const BlameChartData::Trial &run = m_data.trials[trial];
    const auto on = std::count(run.isOn.begin(), run.isOn.end(), true);
    const QString said = run.holds ? tr("Run %1: %2 sites attached, %3") : tr("Run %1: %2 sites attached, only %3");
    return said.arg(trial + 1).arg(on).arg(run.answer);
}

void BlameChart::mousePressEvent(QMouseEvent *event)
{
    const int trial = trialAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || trial < 0)
        return QWidget::mousePressEvent(event);
    m_current = trial;
    update();
    Q_EMIT trialChosen(trial);
}

void BlameChart::keyPressEvent(QKeyEvent *event)
{
    const int columns = perRow(width()), last = int(m_data.trials.size()) - 1;
    int to = m_current;
    switch (event->key()) {
    case Qt::Key_Left: to -= 1; break;
    case Qt::Key_Right: to += 1; break;
    case Qt::Key_Up: to -= columns; break;
    case Qt::Key_Down: to += columns; break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (last >= 0)
            Q_EMIT trialChosen(m_current);
        return;
    default: return QWidget::keyPressEvent(event);
    }
    m_current = std::clamp(to, 0, std::max(0, last));
    setAccessibleDescription(textOf(m_current));
    update();
}

void BlameChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    setMinimumHeight(heightForWidth(width()));
}

bool BlameChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto *help = static_cast<QHelpEvent *>(event);
    QToolTip::showText(help->globalPos(), textOf(trialAt(help->pos())), this);
    return true;
}

} // namespace deltascope::views
