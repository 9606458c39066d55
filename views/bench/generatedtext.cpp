#include "views/bench/generatedtext.h"

#include "views/common/theme.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace deltascope::views {

using items::Bench;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(GeneratedText)
};

QString idsText(const std::vector<std::int64_t> &ids)
{
    QStringList texts;
    for (const std::int64_t id : ids)
        texts << QString::number(id);
    return texts.join(QStringLiteral(", "));
}

/// The text with its line breaks and indents as they are.
QString plainHtml(const QString &text)
{
    return text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
}

/// A text of nothing but blanks, so that they can be seen; empty for any other.
QString blanksOf(const QString &text)
{
    if (!text.trimmed().isEmpty())
        return {};
    return QString(text).replace(QLatin1Char(' '), QChar(0x2423)).replace(QLatin1Char('\n'), QChar(0x23ce));
}

/// The answer that another column gave in the same place; `mayGrow`: there may be more of it to come.
struct Beside {
    const Output *output = nullptr;
    bool mayGrow = false;
};

QString answerHtml(const Output &output, const Beside &beside, const QColor &color)
{
    const QString mine = QString::fromStdString(output.text);
    if (output.newTokens.empty() && !output.newIds.empty() && mine.isEmpty()) // there is no tokenizer
        return Words::tr("ids: %1").arg(idsText(output.newIds));
    if (!beside.output || output.newTokens.size() != output.newIds.size())
        return plainHtml(mine);
    const auto &ids = beside.output->newIds;
    const std::size_t common = std::min(ids.size(), output.newIds.size());
    std::size_t parts = 0;
    while (parts < common && ids[parts] == output.newIds[parts])
        ++parts;
    if (parts == output.newIds.size() || (parts == ids.size() && beside.mayGrow))
        return plainHtml(mine);
    // The text up to the parting token is that of the baseline's up to there; mark the word that follows it.
    const QString theirs = QString::fromStdString(beside.output->text);
    qsizetype at = 0;
    while (at < std::min(mine.size(), theirs.size()) && mine[at] == theirs[at])
        ++at;
    // A token's blank in front is not seen: the mark stands on the first letter behind it.
    qsizetype seen = at;
    while (seen < mine.size() && mine[seen].isSpace())
        ++seen;
    const QString token = readableToken(output.newTokens[parts]);
    const qsizetype found = mine.indexOf(token, std::max<qsizetype>(0, at - token.size()));
    const qsizetype from = found >= 0 && found <= seen ? found : seen;
    const qsizetype length = std::max<qsizetype>(1, found == from ? token.size() : 1);
    return plainHtml(mine.left(from))
           + htmlSpan(
               mine.mid(from, length),
               QStringLiteral("background-color:%1;color:%2;font-weight:600").arg(color.name(), theme().panel.name()))
           + plainHtml(mine.mid(from + length));
}

const Output *answerOf(const Bench::Cell *cell, std::size_t place)
{
    if (!cell || place > cell->others.size())
        return nullptr;
    return place == 0 ? &cell->output : &cell->others[place - 1];
}

} // namespace

QString readableToken(const std::string &token)
{
    const QString text = QString::fromStdString(token)
                             .replace(QChar(0x0120), QLatin1Char(' '))
                             .replace(QChar(0x2581), QLatin1Char(' '))
                             .replace(QChar::ReplacementCharacter, partOfCharacter);
    if (text.isEmpty() || !text.trimmed().isEmpty())
        return text.trimmed();
    return text.contains(QLatin1Char('\n')) ? QStringLiteral("\u21b5") : QStringLiteral("\u2423");
}

QString htmlSpan(const QString &text, const QString &css)
{
    return QStringLiteral("<span style=\"%1\">%2</span>").arg(css, text.toHtmlEscaped());
}

QString generatedHtml(const Bench::Cell &cell, const Bench::Cell *baseline, const QColor &color)
{
    const QString muted = QStringLiteral("color:%1").arg(theme().muted.name());
    QStringList answers;
    for (std::size_t i = 0; i <= cell.others.size(); ++i) {
        const Output &output = *answerOf(&cell, i);
        QString html = answerHtml(output, {answerOf(baseline, i), baseline && !baseline->isWhole}, color);
        if (cell.isWhole && html.isEmpty())
            html = htmlSpan(Words::tr("(nothing)"), muted);
        else if (const QString blanks = blanksOf(QString::fromStdString(output.text)); !blanks.isEmpty())
            html = htmlSpan(blanks, muted);
        if (cell.run.answers() > 1)
            html = htmlSpan(Words::tr("seed %1").arg(cell.run.generation.seed + i),
                            muted + QStringLiteral(";font-size:small"))
                   + QStringLiteral("<br>") + html;
        answers << html;
    }
    if (!cell.isWhole)
        answers.last() += htmlSpan(QString(QChar(0x258d)), QStringLiteral("color:%1").arg(color.name()));
    return answers.join(QStringLiteral("<br>"));
}

} // namespace deltascope::views
