#include "views/bench/celldelegate.h"

#include "core/isnumber.h"
#include "items/benchmodel.h"
#include "items/wording.h"
#include "views/bench/generatedtext.h"
#include "views/bench/servedtext.h"
#include "views/bench/tokentext.h"
#include "views/common/columnlook.h"
#include "views/common/mark.h"
#include "views/common/numbers.h"
#include "views/common/theme.h"

#include <QAbstractItemView>
#include <QAbstractTextDocumentLayout>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>

namespace deltascope::views {

using items::Bench;

namespace {

constexpr int padding = 12, lineHeight = 14, numberWidth = 42, leastBar = 30, leastHeight = 58, linkHeight = 16,
              linkGap = 14, pickHeight = 17, pickMark = 10;

QString fromStd(const std::string &text) { return QString::fromStdString(text); }

} // namespace

CellDelegate::CellDelegate(const items::Session &session, const Bench &bench, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_session(session)
    , m_bench(bench)
    , m_lines(session, bench)
{
}

QString CellDelegate::labelledTokens(const Bench::Cell &cell, int inputKey, const QColor &color) const
{
    const std::vector<std::string> *tokens = m_bench.tokens(inputKey);
    QStringList parts;
    for (std::size_t i = 0; i < cell.output.labels.size(); ++i) {
        const QString label = fromStd(cell.output.labels[i]);
        const QString token
            = tokens && tokens->size() == cell.output.labels.size() ? readableToken((*tokens)[i]) : QString::number(i);
        parts << (label == QLatin1String("O")
                      ? htmlSpan(token, QStringLiteral("color:%1").arg(theme().muted.name()))
                      : htmlSpan(token, QStringLiteral("font-weight:600")) + QStringLiteral("&nbsp;")
                            + htmlSpan(label, QStringLiteral("color:%1;font-size:small").arg(color.name())));
    }
    return parts.join(QStringLiteral(" "));
}

QString CellDelegate::richText(const Bench::Cell &cell, const QModelIndex &index, const QColor &color) const
{
    if (cell.failure)
        return QStringLiteral("<span style='color:%1'>%2</span>")
            .arg(theme().bad.name(), items::wording(cell.failure->error.what).toHtmlEscaped());
    if (!isNumber(cell.output))
        return htmlSpan(tr("not a number"), QStringLiteral("color:%1").arg(theme().bad.name()));
    const int inputKey = index.data(items::InputKeyRole).toInt();
    switch (m_bench.task()) {
    case Task::Generate: {
        const items::BenchColumn *baseline = items::baselineOf(m_session.state());
        return generatedHtml(cell, baseline ? m_bench.cell(inputKey, baseline->key) : nullptr, color);
    }
    case Task::Tokens: return labelledTokens(cell, inputKey, color);
    case Task::Answer:
        return (cell.output.answerText.empty()
                    ? htmlSpan(tr("no answer"), QStringLiteral("color:%1").arg(theme().muted.name()))
                    : htmlSpan(fromStd(cell.output.answerText), QStringLiteral("font-weight:600")))
               + QStringLiteral("<br>")
               + htmlSpan(tr("score %1").arg(double(cell.output.answerScore), 0, 'f', 2),
                          QStringLiteral("color:%1").arg(theme().muted.name()));
    default: return {};
    }
}

QString CellDelegate::scoreHtml(const QModelIndex &index) const
{
    const auto [own, beside] = scoresOf(index);
    if (own && own->failure)
        return htmlSpan(items::wording(*own->failure), QStringLiteral("color:%1").arg(theme().bad.name()));
    return own ? tokenHtml(own->score, beside ? &beside->score : nullptr, m_session.state().run.view) : QString();
}

QString CellDelegate::scoreTip(const QModelIndex &index, const QString &anchor) const
{
    const auto [own, beside] = scoresOf(index);
    return own ? tokenTip(own->score, beside ? &beside->score : nullptr, anchor) : QString();
}

/// The cell's score and the baseline's for the same input; null where there is none.
std::pair<const items::Scores::Cell *, const items::Scores::Cell *> CellDelegate::scoresOf(
    const QModelIndex &index) const
{
    const int inputKey = index.data(items::InputKeyRole).toInt();
    const items::BenchColumn *baseline = items::baselineOf(m_session.state());
    return {m_bench.scores().cell(inputKey, index.data(items::ColumnKeyRole).toInt()),
            baseline ? m_bench.scores().cell(inputKey, baseline->key) : nullptr};
}

QString CellDelegate::emptyText(const QModelIndex &index) const
{
    const items::BenchInput *input = m_session.state().input(index.data(items::InputKeyRole).toInt());
    const items::BenchColumn *column = m_session.state().column(index.data(items::ColumnKeyRole).toInt());
    if (!m_session.network() || (!m_session.network()->runnable && (!column || items::runsHere(*column))))
        return tr("cannot run");
    if (input && column)
        if (const QString lack = items::lackOf(m_session.state(), *column, *input); !lack.isEmpty())
            return lack;
    if (!input || !items::isRunnable(input->input))
        return {};
    if (column && !items::runsHere(*column) && m_bench.scores().isWanted())
        return tr("not asked of servers");
    return column && m_bench.wasStopped(input->key, column->key) ? tr("stopped") : tr("…");
}

bool CellDelegate::goesByRule(const QModelIndex &index) const
{
    const items::BenchColumn *column = m_session.state().column(index.data(items::ColumnKeyRole).toInt());
    return column && column->kind == items::ColumnKind::ByRule;
}

/// Of a cell that is higher than its answer, as beside a long conversation, and begins above the viewport, the part
/// that is in sight as far as the answer needs it.
QRect CellDelegate::boxIn(const QRect &cell, const QModelIndex &index) const
{
    const int above = cell.top() < 0 ? std::min(-cell.top(), cell.height() - heightOf(index, cell.width())) : 0;
    return cell.adjusted(padding, std::max(0, above) + (goesByRule(index) ? 6 + pickHeight : 6), -padding, -6);
}

void CellDelegate::paintPick(QPainter &painter, const QRect &box, const QModelIndex &index) const
{
    const items::SessionState &state = m_session.state();
    const items::BenchInput *input = state.input(index.data(items::InputKeyRole).toInt());
    if (!input || !items::isRunnable(input->input))
        return;
    const Theme &t = theme();
    const session::Pick pick = state.pickFor(*input);
    const QRect line(box.left(), box.top() - pickHeight, box.width(), pickHeight - 3);
    int x = line.left();
    for (const int series : seriesOf(state, pick.mix)) {
        drawMark(painter, series, pick.gone.empty() ? MarkFill::Filled : MarkFill::Hollow,
                 QRectF(x, line.center().y() - pickMark / 2.0 + 0.5, pickMark, pickMark));
        x += pickMark + 4;
    }
    painter.setFont(t.ui(Theme::Size::Small));
    painter.setPen(t.muted);
    painter.drawText(line.adjusted(x - line.left(), 0, 0, 0), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(items::titleOf(state, pick), Qt::ElideMiddle, line.right() - x));
}

/// "zh, since it begins with “Q:”"
QString CellDelegate::pickTip(const QModelIndex &index) const
{
    const items::SessionState &state = m_session.state();
    const items::BenchInput *input = state.input(index.data(items::InputKeyRole).toInt());
    if (!input || !goesByRule(index))
        return {};
    const QString title = items::titleOf(state, state.pickFor(*input));
    if (input->rule.kind != items::RuleKind::ByRules)
        return tr("%1: the input's own choice").arg(title);
    const session::Rule *rule = state.deciding(*input);
    return rule                  ? tr("%1, by the rule: %2").arg(title, items::wordsOf(rule->when))
           : state.rules.empty() ? tr("%1, by the text's language").arg(title)
                                 : tr("%1: no rule takes it").arg(title);
}

items::ServedLack CellDelegate::lackOf(const QModelIndex &index) const
{
    const items::BenchColumn *column = m_session.state().column(index.data(items::ColumnKeyRole).toInt());
    if (!column || items::runsHere(*column) || !m_bench.served() || m_bench.scores().isWanted())
        return {};
    switch (m_bench.stateOf(index.data(items::InputKeyRole).toInt(), column->key)) {
    case Bench::State::Empty: return m_bench.served()->lackOf(*column);
    case Bench::State::Failed: return {{}, items::ServedLack::Help::AskAgain};
    default: return {};
    }
}

QString CellDelegate::lackHtml(const QModelIndex &index) const
{
    const QString lack = lackOf(index).sentence;
    return lack.isEmpty() ? lack : htmlSpan(lack, QStringLiteral("color:%1").arg(theme().muted.name()));
}

/// Of a cell that has something to show and whose run was stopped: over its lower edge, at the right.
void CellDelegate::paintStopped(QPainter &painter, const QRect &rect) const
{
    const Theme &t = theme();
    painter.setOpacity(1);
    painter.setFont(t.ui(Theme::Size::Small));
    const QString word = tr("stopped");
    QRect chip(0, 0, painter.fontMetrics().horizontalAdvance(word) + 12, 17);
    chip.moveBottomRight(rect.bottomRight() - QPoint(5, 4));
    painter.setPen(t.line);
    painter.setBrush(t.panel);
    painter.drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(t.readable(t.warning, t.panel));
    painter.drawText(chip, Qt::AlignCenter, word);
}

void CellDelegate::paintLines(QPainter &painter, const QRect &box, const QList<CellLine> &lines,
                              const QColor &color) const
{
    const Theme &t = theme();
    const QFont plain = t.ui(Theme::Size::Normal), bold = t.ui(Theme::Size::Normal, QFont::DemiBold), mono = t.mono();
    const bool hasBars = std::any_of(lines.begin(), lines.end(), [](const CellLine &line) { return line.level >= 0; });
    int nameWidth = hasBars ? 0 : box.width();
    for (const CellLine &line : lines)
        nameWidth = std::max(nameWidth, QFontMetrics(bold).horizontalAdvance(line.name) + 10);
    if (hasBars)
        nameWidth = std::clamp(nameWidth, 40, std::max(40, box.width() - numberWidth - leastBar));
    int y = box.top();
    for (const CellLine &line : lines) {
        if (y + lineHeight > box.bottom() + lineHeight / 2)
            break;
        const QRect row(box.left(), y, box.width(), lineHeight);
        painter.setFont(line.isBest ? bold : plain);
        painter.setPen(line.isBest ? t.text : t.muted);
        painter.drawText(row.adjusted(0, 0, nameWidth - 6 - row.width(), 0), Qt::AlignVCenter | Qt::TextDontClip,
                         painter.fontMetrics().elidedText(line.name, Qt::ElideMiddle, nameWidth - 6));
        if (line.level >= 0) {
            const QRectF track(box.left() + nameWidth, y + 4, box.width() - nameWidth - numberWidth, 7);
            painter.setPen(Qt::NoPen);
            painter.setBrush(t.line);
            painter.drawRoundedRect(track, 1.5, 1.5);
            painter.setBrush(line.isBest ? color : Theme::mixed(color, t.window, 0.55));
            painter.drawRoundedRect(
                QRectF(track.topLeft(), QSizeF(track.width() * std::clamp(line.level, 0.0, 1.0), track.height())), 1.5,
                1.5);
        }
        painter.setFont(mono);
        painter.setPen(line.isBest ? t.text : t.muted);
        painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight | Qt::TextDontClip, line.number);
        y += lineHeight;
    }
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &t = theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isFocused = option.state & QStyle::State_HasFocus;
    painter->fillRect(option.rect,
                      option.state & QStyle::State_Selected ? Theme::mixed(t.selection, t.window, 0.35) : t.window);
    painter->setPen(t.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->drawLine(option.rect.topRight(), option.rect.bottomRight());
    if (isFocused) {
        painter->setPen(QPen(t.accent, 1));
        painter->drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -1.5, -1.5));
    }
    const int inputKey = index.data(items::InputKeyRole).toInt(), columnKey = index.data(items::ColumnKeyRole).toInt();
    const Bench::Cell *cell = m_bench.cell(inputKey, columnKey);
    const Bench::State state = m_bench.stateOf(inputKey, columnKey);
    const items::BenchColumn *column = m_session.state().column(columnKey);
    const QRect box = boxIn(option.rect, index);
    painter->setClipRect(option.rect);
    if (goesByRule(index))
        paintPick(*painter, box, index);
    const bool isScored = m_bench.scores().isWanted(), hasAnswer = cell && column && state != Bench::State::Empty;
    const QColor color = column ? cellColor(m_session.state(), *column, inputKey) : t.muted;
    const QString rich = isScored ? scoreHtml(index) : hasAnswer ? richText(*cell, index, color) : lackHtml(index);
    if (rich.isEmpty() && (isScored || !hasAnswer)) {
        painter->setPen(t.muted);
        painter->setFont(t.ui());
        painter->drawText(box, Qt::AlignLeft | Qt::AlignTop, emptyText(index));
        painter->restore();
        return;
    }
    if (isScored ? !m_bench.scores().isCurrent(inputKey, columnKey) : state == Bench::State::Stale)
        painter->setOpacity(staleOpacity);
    if (!rich.isEmpty()) {
        painter->translate(box.topLeft());
        m_texts.document(rich, box.width()).drawContents(painter);
        painter->translate(-box.topLeft());
    } else {
        paintLines(*painter, box, m_lines(*cell, index), color);
    }
    if (m_bench.wasStopped(inputKey, columnKey))
        paintStopped(*painter, option.rect);
    const auto links = linksOf(index);
    const QList<QRect> rects = rectsOf(links, option.rect);
    painter->setOpacity(1);
    painter->setFont(t.ui(Theme::Size::Small));
    painter->setPen(t.readable(t.accent, t.window));
    for (qsizetype i = 0; i < links.size(); ++i)
        painter->drawText(rects[i], Qt::AlignLeft | Qt::AlignVCenter, links[i].second);
    painter->restore();
}

CellDelegate::Shown CellDelegate::shownAt(const QModelIndex &index, int width) const
{
    const int inputKey = index.data(items::InputKeyRole).toInt(), columnKey = index.data(items::ColumnKeyRole).toInt();
    const items::BenchColumn *baseline = items::baselineOf(m_session.state());
    const auto versionOf = [&](int column) {
        if (m_bench.scores().isWanted()) {
            const items::Scores::Cell *cell = m_bench.scores().cell(inputKey, column);
            return cell ? cell->version : 0;
        }
        const Bench::Cell *cell = m_bench.cell(inputKey, column);
        return cell ? cell->version : 0;
    };
    return {versionOf(columnKey),       baseline ? versionOf(baseline->key) : 0, width,
            m_session.state().run.view, m_bench.tokens(inputKey) != nullptr,     linksOf(index).size(),
            lackOf(index).sentence};
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {option.rect.width(), heightOf(index, option.rect.width())};
}

/// Of hundreds of cells few change at a time: the others keep the height that they had.
int CellDelegate::heightOf(const QModelIndex &index, int width) const
{
    const QPair key(index.data(items::InputKeyRole).toInt(), index.data(items::ColumnKeyRole).toInt());
    const Shown shown = shownAt(index, width);
    const auto known = m_heights.constFind(key);
    if (known != m_heights.constEnd() && known->first == shown)
        return known->second;
    const int height = measured(index, width);
    m_heights.insert(key, {shown, height});
    return height;
}

int CellDelegate::measured(const QModelIndex &index, int width) const
{
    const Bench::Cell *cell
        = m_bench.cell(index.data(items::InputKeyRole).toInt(), index.data(items::ColumnKeyRole).toInt());
    const bool isScored = m_bench.scores().isWanted();
    const QString lack = lackHtml(index);
    const QString rich = isScored          ? scoreHtml(index)
                         : !lack.isEmpty() ? lack
                         : cell            ? richText(*cell, index, theme().accent)
                                           : QString();
    if (rich.isEmpty() && (isScored || !cell))
        return leastHeight + (goesByRule(index) ? pickHeight : 0);
    int height = rich.isEmpty() ? lineHeight * int(m_lines(*cell, index).size()) + 13
                                : int(m_texts.document(rich, width - 2 * padding).size().height()) + 16;
    if (const QList<QRect> links = rectsOf(linksOf(index), {0, 0, width, 0}); !links.isEmpty())
        height += links.last().bottom() - links.first().top() + 1;
    if (goesByRule(index))
        height += pickHeight;
    return std::max(leastHeight, height);
}

bool CellDelegate::isContinuable(const QModelIndex &index) const
{
    const int inputKey = index.data(items::InputKeyRole).toInt(), columnKey = index.data(items::ColumnKeyRole).toInt();
    const items::BenchInput *input = m_session.state().input(inputKey);
    return input && input->input.messages && m_bench.task() == Task::Generate && !m_bench.scores().isWanted()
           && m_bench.stateOf(inputKey, columnKey) == Bench::State::Current;
}

QList<std::pair<CellDelegate::Link, QString>> CellDelegate::linksOf(const QModelIndex &index) const
{
    if (isContinuable(index))
        return {{Link::This, tr("continue with this")}, {Link::Each, tr("each with its own")}};
    const auto help = lackOf(index).help;
    if (help == items::ServedLack::Help::None)
        return {};
    const items::BenchColumn *column = m_session.state().column(index.data(items::ColumnKeyRole).toInt());
    return {{Link::Help, helpText(help, QString::fromStdString(column->served.server))}};
}

/// At the cell's foot, beside one another as far as there is room.
QList<QRect> CellDelegate::rectsOf(const QList<std::pair<Link, QString>> &links, const QRect &cell)
{
    const QFontMetrics metrics(theme().ui(Theme::Size::Small));
    QList<QRect> rects;
    QPoint corner(cell.left() + padding, 0);
    for (const auto &[link, text] : links) {
        const int width = metrics.horizontalAdvance(text) + 4;
        if (!rects.isEmpty() && corner.x() + width > cell.right() - padding)
            corner = {cell.left() + padding, corner.y() + linkHeight};
        rects << QRect(corner, QSize(width, linkHeight));
        corner.rx() += width + linkGap - 4;
    }
    for (QRect &rect : rects)
        rect.translate(0, cell.bottom() - 3 - linkHeight - corner.y());
    return rects;
}

bool CellDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                               const QModelIndex &index)
{
    if (event->type() != QEvent::MouseButtonRelease)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const QPoint at = static_cast<QMouseEvent *>(event)->position().toPoint();
    const auto links = linksOf(index);
    const QList<QRect> rects = rectsOf(links, option.rect);
    const auto hit = std::find_if(rects.begin(), rects.end(), [at](const QRect &rect) { return rect.contains(at); });
    if (hit == rects.end())
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    switch (links[hit - rects.begin()].first) {
    case Link::This: Q_EMIT continueAsked(index); break;
    case Link::Each: Q_EMIT continueEachAsked(index); break;
    case Link::Help: Q_EMIT helpAsked(index.data(items::ColumnKeyRole).toInt()); break;
    }
    return true;
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() == QEvent::ToolTip && m_bench.scores().isWanted()) {
        const QPoint at = event->pos() - boxIn(option.rect, index).topLeft();
        QTextDocument &document = m_texts.document(scoreHtml(index), option.rect.width() - 2 * padding);
        QToolTip::showText(event->globalPos(), scoreTip(index, document.documentLayout()->anchorAt(at)), view);
        return true;
    }
    const Bench::Cell *cell
        = m_bench.cell(index.data(items::InputKeyRole).toInt(), index.data(items::ColumnKeyRole).toInt());
    if (!cell || event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStringList tip{index.data(Qt::DisplayRole).toString()};
    if (const QString pick = pickTip(index); !pick.isEmpty())
        tip.prepend(pick);
    for (std::size_t i = 0; i < std::min(cell->output.newTokens.size(), cell->output.newProbabilities.size()); ++i)
        tip << QStringLiteral("%1  %2")
                   .arg(double(cell->output.newProbabilities[i]), 0, 'f', 3)
                   .arg(readableToken(cell->output.newTokens[i]));
    const auto &labels = m_bench.labels(*cell);
    if (m_bench.task() == Task::Classify)
        for (std::size_t i = 0; i < std::min(labels.size(), cell->output.logits.values.size()); ++i)
            tip << tr("%1: logit %2").arg(fromStd(labels[i])).arg(double(cell->output.logits.values[i]), 0, 'f', 4);
    QToolTip::showText(event->globalPos(), tip.mid(0, 40).join(QLatin1Char('\n')), view);
    return true;
}

} // namespace deltascope::views
