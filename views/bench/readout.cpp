#include "views/bench/readout.h"

#include "views/common/numbers.h"

#include <QPainter>

#include <algorithm>

namespace deltascope::views {

namespace {
constexpr int padding = 8, rowHeight = 17, sample = 18, gap = 8, widestName = 260, aside = 12, edge = 4;
}

ReadOut::ReadOut(QWidget *plot)
    : QFrame(plot)
    , m_plot(plot)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setVisible(false);
}

void ReadOut::show(const QList<DivergenceLine> &lines, std::size_t index, const QPoint &globalPosition)
{
    if (parentWidget() != m_plot->window())
        setParent(m_plot->window());
    m_drawn = lines;
    m_lines = {QString::fromStdString(lines.first().points().at(index).name)};
    m_numbers.clear();
    const QFontMetrics metrics(theme().ui(Theme::Size::Small)), mono(theme().mono(Theme::Size::Small));
    int names = 0, numbers = 0;
    for (const DivergenceLine &line : lines) {
        const QString number = index < line.points().size() ? shortNumber(line.points()[index].relative) : QString();
        const QString name = metrics.elidedText(line.name, Qt::ElideMiddle, widestName);
        m_lines << name + QLatin1Char(' ') + number;
        m_numbers << number;
        names = std::max(names, metrics.horizontalAdvance(name));
        numbers = std::max(numbers, mono.horizontalAdvance(number));
    }
    const int wide = std::max(mono.horizontalAdvance(m_lines.first()), sample + gap + names + gap + numbers);
    resize(wide + 2 * padding, int(m_lines.size()) * rowHeight + 2 * padding - 4);
    const QWidget *window = parentWidget();
    QPoint at = window->mapFromGlobal(globalPosition);
    at.rx() += at.x() + aside + width() + edge <= window->width() ? aside : -aside - width();
    at.setX(std::clamp(at.x(), edge, std::max(edge, window->width() - width() - edge)));
    at.setY(std::clamp(at.y(), edge, std::max(edge, window->height() - height() - edge)));
    move(at);
    setVisible(true);
    raise();
    update();
}

void ReadOut::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.line);
    painter.setBrush(t.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    QRect row(padding, padding - 2, width() - 2 * padding, rowHeight);
    painter.setPen(t.name);
    painter.setFont(t.mono(Theme::Size::Small));
    painter.drawText(row, Qt::AlignVCenter, m_lines.value(0));
    for (qsizetype i = 0; i < m_drawn.size(); ++i) {
        row.translate(0, rowHeight);
        painter.setPen(linePen(m_drawn[i], t));
        painter.drawLine(row.left(), row.center().y(), row.left() + sample, row.center().y());
        painter.setPen(t.text);
        painter.setFont(t.ui(Theme::Size::Small));
        painter.drawText(row.adjusted(sample + gap, 0, 0, 0), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_drawn[i].name, Qt::ElideMiddle, widestName));
        painter.setFont(t.mono(Theme::Size::Small));
        painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight, m_numbers.value(i));
    }
}

} // namespace deltascope::views
