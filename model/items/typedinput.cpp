#include "items/typedinput.h"

#include "files/conversation.h"

#include <QRegularExpression>
#include <QStringList>

namespace deltascope::items {

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
        input.ids->push_back(id.toLongLong());
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

} // namespace deltascope::items
