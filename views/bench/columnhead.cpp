#include "views/bench/columnhead.h"

#include "items/servedcells.h"
#include "items/wording.h"
#include "views/bench/ruleschip.h"
#include "views/bench/servedtext.h"
#include "views/common/columnlook.h"
#include "views/common/drifttext.h"
#include "views/common/elision.h"
#include "views/common/icons.h"
#include "views/common/numbers.h"
#include "views/common/theme.h"

#include <QPainter>

#include <algorithm>

namespace deltascope::views {

namespace {
constexpr int mostMarks = 5;
constexpr std::size_t mostNamed = 3; ///< deltas that are attached now
constexpr int markWidth = 18, narrowestTitle = 110;
} // namespace

const items::RightAnswers &ColumnHead::rightAnswers(int columnKey) const
{
    const auto known = m_right.constFind(columnKey);
    return known != m_right.constEnd()
               ? *known
               : *m_right.insert(columnKey, items::rightAnswers(m_session.state(), m_bench, columnKey));
}

/// What the engine reports as attached, if that is what the column stands for now; else what it will plug in. A delta
/// that is missing at some of its sites is half there, one that the column waits for is hollow.
ColumnHead::Marks ColumnHead::marksOf(const items::BenchColumn &column) const
{
    Marks marks;
    if (!items::runsHere(column))
        return servedMarks(column);
    if (column.kind == items::ColumnKind::ByRule)
        return marks; // it differs from input to input; the cells wear the colours
    const Mix mix = m_session.state().mixOf(column);
    const std::vector<AttachedDelta> *attached = m_bench.attached(column.key);
    marks.isReported
        = attached
          && std::equal(attached->begin(), attached->end(), mix.deltas.begin(), mix.deltas.end(),
                        [](const AttachedDelta &is, const DeltaSetting &wanted) { return is.id == wanted.id; });
    const std::vector<const items::SessionDelta *> lacking = m_session.state().lacking(column);
    for (const items::SessionDelta *delta : lacking)
        marks.list.append({delta->series, MarkFill::Hollow});
    if (!lacking.empty())
        marks.isReported = false;
    for (std::size_t i = 0; i < mix.deltas.size(); ++i) {
        const DeltaSetting &setting = mix.deltas[i];
        const items::SessionDelta *delta = m_session.state().find(setting.id);
        if (!delta)
            continue;
        marks.list.append({delta->series, fillOf(attachmentOf(setting, *delta->info))});
    }
    return marks;
}

/// What the server has of the column's adapters that are deltas here too; hollow while it cannot be asked.
ColumnHead::Marks ColumnHead::servedMarks(const items::BenchColumn &column) const
{
    Marks marks;
    marks.isReported = m_bench.served() && m_bench.served()->lackOf(column).sentence.isEmpty();
    for (const int series : columnSeries(m_session.state(), column))
        marks.list.append({series, marks.isReported ? MarkFill::Filled : MarkFill::Hollow});
    return marks;
}

/// The title, and of the live column in words that it is what is attached now. Where it runs has a sign of its own.
QString ColumnHead::title(const items::BenchColumn &column) const
{
    if (!items::runsHere(column) && column.name.empty())
        return items::configurationOf(column.served);
    const QString name = items::titleOf(m_session.state(), column);
    if (column.kind != items::ColumnKind::AsAttached)
        return name;
    const std::size_t count = m_session.state().mixOf(column).deltas.size();
    return count > mostNamed ? tr("now: %1 attached").arg(count) : tr("attached now: %1").arg(name);
}

/// Its deltas' marks, or the backbone's sign; returns where the title can begin.
int ColumnHead::paintMarks(QPainter &painter, const QRect &rect, const items::BenchColumn &column) const
{
    const Theme &t = theme();
    int x = rect.left() + 12;
    const Marks marks = marksOf(column);
    painter.setOpacity(marks.isReported ? 1 : staleOpacity);
    const qsizetype most = std::clamp<qsizetype>((rect.width() - narrowestTitle) / markWidth, 1, mostMarks);
    for (const Marks::Mark &mark : marks.list.mid(0, most)) {
        drawMark(painter, mark.series, mark.fill, QRectF(x, rect.center().y() - 6, 13, 13));
        x += markWidth;
    }
    painter.setOpacity(1);
    painter.setPen(t.muted);
    if (marks.list.size() > most) {
        const QString more = QStringLiteral("+%1").arg(marks.list.size() - most);
        painter.setFont(t.ui(Theme::Size::Small));
        painter.drawText(QRect(x, rect.top(), 24, rect.height()), Qt::AlignVCenter, more);
        x += painter.fontMetrics().horizontalAdvance(more) + 5;
    }
    const bool isBare = column.kind != items::ColumnKind::ByRule && column.served.adapters.empty();
    if (marks.list.isEmpty() && isBare) {
        painter.setFont(t.ui(Theme::Size::Normal));
        painter.drawText(QRect(x, rect.top(), 16, rect.height()), Qt::AlignVCenter, QStringLiteral("\u2300"));
        x += 17;
    }
    return x;
}

/// A line over the column whose server does not answer as what it is asked for.
void ColumnHead::paintDrift(QPainter &painter, const QRect &rect, const items::BenchColumn &column) const
{
    const DriftColumn *verdict
        = m_bench.served() && !items::runsHere(column) ? m_bench.served()->drifting().verdictOf(column) : nullptr;
    if (verdict && isDrift(verdict->verdict))
        painter.fillRect(QRect(rect.topLeft(), QSize(rect.width() - 1, 3)), theme().warning);
}

/// The sign of a server and its name, amber where it does not answer as what it is asked for; returns where what stands
/// before it must end.
int ColumnHead::paintPlace(QPainter &painter, const QRect &rect, int right, const items::BenchColumn &column) const
{
    const Theme &t = theme();
    constexpr int sign = 13, gap = 4, margin = 6;
    const QString name = painter.fontMetrics().elidedText(
        QLatin1Char('@') + QString::fromStdString(column.served.server), Qt::ElideMiddle, rect.width() * 2 / 5);
    const int width = margin + sign + gap + painter.fontMetrics().horizontalAdvance(name) + margin;
    const QRectF frame(right - width + 0.5, rect.center().y() - 8.5, width, 18);
    const DriftColumn *verdict = m_bench.served() ? m_bench.served()->drifting().verdictOf(column) : nullptr;
    const bool isDrifting = verdict && isDrift(verdict->verdict);
    painter.setPen(isDrifting ? t.warning : t.line);
    painter.drawRoundedRect(frame, 4, 4);
    icon(QStringLiteral("server")).paint(&painter, int(frame.left()) + margin, int(frame.top()) + 3, sign, sign);
    painter.setPen(isDrifting ? t.readable(t.warning, t.panel) : t.muted);
    painter.drawText(frame.adjusted(margin + sign + gap, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, name);
    return int(frame.left()) - 6;
}

/// From the right: its key or its place, its perplexity, the sign that it has notes; returns where the title must end.
int ColumnHead::paintFacts(QPainter &painter, const QRect &rect, const items::BenchColumn &column) const
{
    const Theme &t = theme();
    painter.setFont(t.ui(Theme::Size::Small));
    painter.setBrush(Qt::NoBrush);
    int right = rect.right() - 10;
    const auto chip = [&](const QString &text, const QColor &ink) {
        const int width = painter.fontMetrics().horizontalAdvance(text) + 11;
        const QRectF frame(right - width + 0.5, rect.center().y() - 8.5, width, 18);
        painter.setPen(t.line);
        painter.drawRoundedRect(frame, 4, 4);
        painter.setPen(ink);
        painter.drawText(frame, Qt::AlignCenter, text);
        right = int(frame.left()) - 6;
    };
    if (const int key = m_session.state().presetOf(column.key); key > 0 && key <= 9)
        chip(QString::number(key), t.muted);
    if (column.kind == items::ColumnKind::ByRule)
        chip(rulesChipText(m_session.state().rules.size()), t.readable(t.accent, t.panel));
    if (!items::runsHere(column))
        right = paintPlace(painter, rect, right, column);
    const auto say = [&](const QString &text) {
        right -= painter.fontMetrics().horizontalAdvance(text);
        painter.setPen(t.muted);
        painter.drawText(QRect(right, rect.top(), rect.right() - right, rect.height()), Qt::AlignVCenter, text);
        right -= 8;
    };
    if (const items::RightAnswers &answers = rightAnswers(column.key); answers.judged > 0)
        say(tr("%1 of %2 right").arg(answers.right).arg(answers.judged));
    const bool isScored = m_bench.scores().isWanted();
    if (const auto perplexity = isScored ? m_bench.scores().perplexity(column.key) : std::nullopt)
        say(tr("perplexity %1").arg(decimal(*perplexity, 2)));
    if (column.isBaseline)
        say(tr("baseline"));
    if (!m_bench.notes(column.key).empty()) { // what the tooltip says
        const QRectF circle(right - 15, rect.center().y() - 6.5, 13, 13);
        painter.setPen(t.warning);
        painter.drawEllipse(circle);
        painter.drawText(circle, Qt::AlignCenter, QStringLiteral("i"));
        right = int(circle.left()) - 6;
    }
    return right;
}

/// What a column had attached when it last ran, or waits for.
QStringList ColumnHead::attachedText(const items::BenchColumn &column) const
{
    const std::vector<AttachedDelta> *attached = m_bench.attached(column.key);
    if (column.kind == items::ColumnKind::ByRule)
        return {tr("Every input with what the rules pick for it, see below the inputs. A click on the right, or Space, "
                   "opens the rules.")};
    QStringList lines;
    if (const auto lacking = m_session.state().lacking(column); !lacking.empty()) {
        for (const items::SessionDelta *delta : lacking)
            lines << tr("waits for %1").arg(QString::fromStdString(delta->name()));
        return lines;
    }
    if (!attached)
        return {tr("not computed yet")};
    if (attached->empty())
        return {tr("The engine had nothing attached.")};
    for (const AttachedDelta &delta : *attached)
        lines << tr("The engine had attached: %1 (%2), strength %3, at %4")
                     .arg(QString::fromStdString(delta.name), QString::fromStdString(delta.kind))
                     .arg(delta.strength, 0, 'g', 3)
                     .arg(counted(delta.sites, tr("%1 module"), tr("%1 modules")));
    return lines;
}

void ColumnHead::paint(QPainter &painter, const QRect &rect, const items::BenchColumn &column) const
{
    const Theme &t = theme();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect, t.panel);
    painter.setPen(t.line);
    painter.drawLine(rect.bottomLeft(), rect.bottomRight());
    painter.drawLine(rect.topRight(), rect.bottomRight());
    paintDrift(painter, rect, column);
    const int left = paintMarks(painter, rect, column) + 2, right = paintFacts(painter, rect, column);
    painter.setFont(t.ui(Theme::Size::Normal, QFont::DemiBold));
    painter.setPen(t.text);
    QStringList titles;
    for (const items::BenchColumn &each : m_session.state().columns)
        titles << title(each);
    painter.drawText(QRect(left, rect.top(), right - left, rect.height()), Qt::AlignVCenter,
                     elidedAmong(title(column), titles, painter.fontMetrics(), right - left));
}

QString ColumnHead::tip(const items::BenchColumn &column) const
{
    QStringList lines{title(column)};
    if (const auto perplexity = m_bench.scores().perplexity(column.key); perplexity && m_bench.scores().isWanted())
        lines << tr("perplexity over all inputs: %1").arg(decimal(*perplexity, 3));
    for (const std::string &note : m_bench.notes(column.key))
        lines << items::wording(note);
    lines << (items::runsHere(column) ? attachedText(column) : servedText(column, m_bench.served()));
    return lines.join(QLatin1Char('\n'));
}

} // namespace deltascope::views
