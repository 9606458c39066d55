#include "items/inputlines.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace deltascope::items {

namespace {

constexpr int largestCount = 500;

std::optional<std::vector<std::int64_t>> numbers(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    if (!value.isArray())
        return std::nullopt;
    std::vector<std::int64_t> list;
    for (const QJsonValue &item : value.toArray())
        list.push_back(item.toInteger());
    return list;
}

std::optional<std::string> text(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    return value.isString() ? std::optional(value.toString().toStdString()) : std::nullopt;
}

} // namespace

Input inputFrom(const QJsonObject &object)
{
    Input input;
    input.text = text(object, "text");
    input.textPair = text(object, "text_pair");
    input.ids = numbers(object, "ids");
    input.attentionMask = numbers(object, "attention_mask");
    input.tokenTypeIds = numbers(object, "token_type_ids");
    input.decoderIds = numbers(object, "decoder_ids");
    return input;
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
        input.ids->push_back(id.toLongLong());
    return input;
}

QString typedText(const Input &input)
{
    if (!input.ids || input.text)
        return QString::fromStdString(input.text.value_or(""));
    QStringList ids;
    for (const std::int64_t id : *input.ids)
        ids << QString::number(id);
    return QStringLiteral("ids: ") + ids.join(QStringLiteral(", "));
}

Outcome<QList<Input>> inputsFrom(const QString &path, const QByteArray &bytes)
{
    const bool isJson = path.endsWith(QLatin1String(".jsonl"), Qt::CaseInsensitive)
                        || path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    QList<Input> inputs;
    int number = 0;
    for (const QByteArray &line : bytes.split('\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        if (inputs.size() == largestCount)
            break;
        Input input;
        if (isJson) {
            const QJsonDocument document = QJsonDocument::fromJson(line);
            input = inputFrom(document.object());
            if (!document.isObject() || (!input.text && !input.ids))
                return Error{path.toStdString(),
                             "line " + std::to_string(number) + " is not an object with \"text\" or \"ids\"",
                             {},
                             {}};
        } else {
            input.text = QString::fromUtf8(line).trimmed().toStdString();
        }
        inputs.append(input);
    }
    if (inputs.isEmpty())
        return Error{path.toStdString(), "holds no inputs", {}, {}};
    return inputs;
}

} // namespace deltascope::items
