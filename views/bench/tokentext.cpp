#include "views/bench/tokentext.h"

#include "views/bench/generatedtext.h"
#include "views/bench/tint.h"
#include "views/common/numbers.h"
#include "views/common/theme.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

namespace {

struct TokenWords {
    Q_DECLARE_TR_FUNCTIONS(Tokens)
};

/// With a sign that is as wide as a plus.
QString signedNumber(double value)
{
    return (value < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + decimal(std::abs(value), 2);
}

QString logText(double value) { return value < 0 ? QStringLiteral("\u2212") + decimal(-value, 2) : decimal(value, 2); }

/// What the baseline says to the same token of the same text.
std::optional<float> besideOf(const TextScore *baseline, const TextScore &score, std::size_t place)
{
    return baseline && baseline->ids == score.ids ? baseline->logProbs[place] : std::nullopt;
}

/// A token that adds no text of its own, such as one that begins a text, goes by its name.
QString pieceOf(const TextScore &score, std::size_t place)
{
    const QString piece = place < score.pieces.size() ? QString::fromStdString(score.pieces[place]) : QString();
    return piece.isEmpty() ? readableToken(score.tokens[place])
                           : QString(piece).replace(QChar::ReplacementCharacter, partOfCharacter);
}

QString html(const QString &text)
{
    return text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("\u21b5<br>"));
}

/// Nothing for what is not a number, which has no tint.
std::optional<float> numberOf(const std::optional<float> &value)
{
    return value && !std::isnan(*value) ? value : std::nullopt;
}

QString tokenSpan(const TextScore &score, const TextScore *baseline, items::CellView view, std::size_t place)
{
    const Theme &t = theme();
    const std::optional<float> own = numberOf(score.logProbs[place]),
                               beside = numberOf(besideOf(baseline, score, place));
    Tint tint{t.window, false};
    if (own && view == items::CellView::LogProbability)
        tint = tintOfLogProb(double(*own));
    else if (own && beside)
        tint = tintOfDifference(double(*own) - double(*beside));
    return QStringLiteral("<a name=\"t\" href=\"%1\" style=\"text-decoration:%2;color:%3;background-color:%4\">%5</a>")
        .arg(QString::number(place), tint.isUnderlined ? QStringLiteral("underline") : QStringLiteral("none"),
             (own ? t.text : t.muted).name(), tint.background.name(), html(pieceOf(score, place)));
}

} // namespace

QString tokenHtml(const TextScore &score, const TextScore *baseline, items::CellView view)
{
    // Of a text behind a prompt, the prompt is not repeated; the first token of a text counts nothing and is shown.
    std::size_t first = 0;
    while (first < score.logProbs.size() && !score.logProbs[first])
        ++first;
    QString text;
    for (std::size_t i = first <= 1 ? 0 : first; i < score.ids.size(); ++i)
        text += tokenSpan(score, baseline, view, i);
    QString numbers = score.isNumber() ? TokenWords::tr("no token counts") : TokenWords::tr("not a number");
    if (const auto perplexity = score.perplexity())
        numbers = TokenWords::tr("mean %1, perplexity %2").arg(logText(*score.mean())).arg(decimal(*perplexity, 2));
    if (view == items::CellView::Difference && baseline && baseline->ids == score.ids && score.mean()
        && baseline->mean() && baseline != &score)
        numbers += TokenWords::tr(", %1 a token").arg(signedNumber(*score.mean() - *baseline->mean()));
    return QStringLiteral("<p style=\"white-space:pre-wrap;margin:0\">%1</p><p style=\"margin:4px 0 0 0\">%2</p>")
        .arg(text, htmlSpan(numbers, QStringLiteral("color:%1;font-size:small").arg(theme().muted.name())));
}

QString tokenTip(const TextScore &score, const TextScore *baseline, const QString &anchor)
{
    bool isNumber = false;
    const std::size_t place = anchor.toULong(&isNumber);
    if (!isNumber || place >= score.ids.size())
        return {};
    QStringList lines{
        QStringLiteral("<b>\u201c%1\u201d</b> %2")
            .arg(html(pieceOf(score, place)), TokenWords::tr("token %1, id %2").arg(place + 1).arg(score.ids[place]))};
    const std::optional<float> own = score.logProbs[place], beside = besideOf(baseline, score, place);
    if (!own)
        return lines.first() + QStringLiteral("<br>") + TokenWords::tr("counts nothing");
    lines << TokenWords::tr("log-probability %1, probability %2")
                 .arg(logText(double(*own)))
                 .arg(decimal(std::exp(double(*own)), 3));
    if (beside && baseline != &score)
        lines << TokenWords::tr("baseline %1, difference %2")
                     .arg(logText(double(*beside)), signedNumber(double(*own) - double(*beside)));
    if (place < score.alternatives.size() && !score.alternatives[place].empty()) {
        lines << TokenWords::tr("likeliest here:");
        for (const Alternative &other : score.alternatives[place])
            lines << QStringLiteral("%1&nbsp; %2%3")
                         .arg(decimal(std::exp(double(other.logProb)), 3))
                         .arg(readableToken(other.piece.empty() ? other.token : other.piece).toHtmlEscaped(),
                              other.id == score.ids[place] ? QStringLiteral(" \u2190") : QString());
    }
    return lines.join(QStringLiteral("<br>"));
}

} // namespace deltascope::views
