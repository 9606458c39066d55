#include "items/typedinput.h"

#include "files/conversation.h"

#include <QRegularExpression>
#include <QStringList>

#include <limits>

namespace deltascope::items {

namespace {

/// The number, or the largest there is for one that has no place: no vocabulary has it, and the answer says so.
std::int64_t idOf(const QString &digits)
{
    bool isThere = false;
    const qlonglong id = digits.toLongLong(&isThere);
    return isThere ? id : std::numeric_limits<std::int64_t>::max();
}

} // namespace

bool isRunnable(const Input &input)
{
    return (input.text && !input.text->empty()) || (input.messages && !files::waitsForWords(*input.messages))
           || (input.ids && !input.ids->empty()) || input.image || !input.pixels.empty();
}

Input typed(const QString &text, Input input)
{
    static const QRegularExpression ids(QStringLiteral("^\\s*ids:([\\s\\d,]*)$"));
    static const QRegularExpression separators(QStringLiteral("[\\s,]+"));
    input.ids.reset();
    input.text.reset();
    const QRegularExpressionMatch match = ids.match(text);
    if (!match.hasMatch()) {
        input.text = text.toStdString();
        return input;
    }
    input.ids.emplace();
    for (const QString &id : match.captured(1).split(separators, Qt::SkipEmptyParts))
        input.ids->push_back(idOf(id));
    return input;
}

QString typedText(const Input &input)
{
    if (input.messages)
        return QString::fromStdString(files::transcriptOf(*input.messages));
    if (!input.ids || input.text)
        return QString::fromStdString(input.text.value_or(""));
    QStringList ids;
    for (const std::int64_t id : *input.ids)
        ids << QString::number(id);
    return QStringLiteral("ids: ") + ids.join(QStringLiteral(", "));
}

QString inputText(const Input &input) { return input.image ? QString::fromStdString(*input.image) : typedText(input); }

} // namespace deltascope::items
