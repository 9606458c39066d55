#include "support/recordings.h"

#include <QDir>
#include <QFile>

#include <cmath>

namespace deltascope::test {

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

QByteArray bytesOf(const ordered_json &text) { return QByteArray::fromStdString(text.get<std::string>()); }

Recording readRecording(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    const ordered_json all = ordered_json::parse(file.readAll().toStdString());
    const ordered_json &request = all["request"], &response = all["response"];
    Recording recording;
    recording.verb = bytesOf(request["method"]);
    recording.path = bytesOf(request["path"]);
    recording.body = bytesOf(request["body"]);
    recording.status = response["status"];
    recording.reason = bytesOf(response["reason"]);
    for (const auto &[name, value] : response["headers"].items())
        recording.headers.emplace_back(QByteArray::fromStdString(name), bytesOf(value));
    if (response.contains("body"))
        recording.answer = bytesOf(response["body"]);
    else
        for (const ordered_json &chunk : response["chunks"])
            recording.chunks << bytesOf(chunk["data"]);
    return recording;
}

int logProbsIn(const Recording &recording)
{
    const json body = json::parse(recording.body.toStdString(), nullptr, false);
    const int count = std::max(body.value("logprobs", 0), body.value("n_probs", 0));
    const QByteArray said = recording.answer + recording.chunks.join();
    return said.contains("token_id:") || said.contains("\"token_ids\":[")
                   || said.contains("\"completion_probabilities\"")
               ? 100 + count
               : count;
}

} // namespace

QByteArray Recording::bytes() const
{
    QByteArray all = "HTTP/1.1 " + QByteArray::number(status) + " " + reason + "\r\n";
    for (const auto &[name, value] : headers)
        all += name + ": " + value + "\r\n";
    all += "\r\n";
    if (chunks.isEmpty())
        return all + answer;
    for (const QByteArray &chunk : chunks)
        all += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    return all + "0\r\n\r\n";
}

Recording asStream(const Recording &whole)
{
    const ordered_json said = ordered_json::parse(whole.answer.toStdString());
    const bool isVllm = said.contains("choices");
    const ordered_json &choice = isVllm ? said["choices"][0] : said;
    const ordered_json ids = choice.value(isVllm ? "token_ids" : "tokens", ordered_json::array());
    const QString text = QString::fromStdString(choice[isVllm ? "text" : "content"].get<std::string>());
    const std::size_t count = std::max<std::size_t>(1, ids.size());
    const auto textBefore = [&](std::size_t token) { return text.size() * qsizetype(token) / qsizetype(count); };
    Recording stream = whole;
    stream.answer.clear();
    stream.headers.removeIf([](const auto &header) { return header.first.toLower() == "content-length"; });
    stream.headers.emplace_back("transfer-encoding", "chunked");
    const auto tell = [&stream](const ordered_json &event) {
        stream.chunks << "data: " + QByteArray::fromStdString(event.dump()) + "\n\n";
    };
    for (std::size_t i = 0; i < count; ++i) {
        const qsizetype from = textBefore(i);
        const std::string piece = text.mid(from, textBefore(i + 1) - from).toStdString();
        const ordered_json own = i < ids.size() ? ordered_json::array({ids[i]}) : ordered_json::array();
        if (!isVllm) {
            tell({{"content", piece}, {"tokens", own}, {"stop", false}});
            continue;
        }
        ordered_json part{
            {"index", 0}, {"text", piece}, {"logprobs", nullptr}, {"finish_reason", nullptr}, {"token_ids", own}};
        if (i + 1 == count)
            part["finish_reason"] = choice["finish_reason"];
        tell({{"object", "text_completion"}, {"model", said["model"]}, {"choices", ordered_json::array({part})}});
    }
    ordered_json last = said;
    if (!isVllm) {
        last["content"] = "";
        last["tokens"] = ordered_json::array();
        last.erase("completion_probabilities");
        tell(last);
    } else {
        stream.chunks << "data: [DONE]\n\n";
    }
    return stream;
}

Recordings::Recordings(const QString &folder, const QString &engine)
{
    const QDir place(folder + "/" + engine);
    for (const QString &name : place.entryList({"*.json"}, QDir::Files, QDir::Name)) {
        m_all << readRecording(place.filePath(name));
        m_all.back().name = name.chopped(5).toUtf8();
        const Recording &last = m_all.back();
        const json asked = json::parse(last.body.toStdString(), nullptr, false);
        const json said = json::parse(last.answer.toStdString(), nullptr, false);
        if (m_base.isEmpty() && last.path == "/v1/models" && last.status == 200)
            m_base = QByteArray::fromStdString(said["data"][0]["id"].get<std::string>());
        if (last.path == "/tokenize" && last.status == 200)
            learn(asked, said);
    }
}

void Recordings::learn(const json &asked, const json &said)
{
    const bool isVllm = asked.contains("prompt");
    const json text = isVllm ? asked["prompt"] : asked.value("content", json());
    if (!text.is_string() || !asked.value(isVllm ? "add_special_tokens" : "add_special", isVllm))
        return;
    json ids = json::array();
    for (const json &token : said["tokens"])
        ids.push_back(token.is_object() ? token["id"] : token);
    m_ids[QByteArray::fromStdString(text.get<std::string>())] = QByteArray::fromStdString(ids.dump());
}

const Recording *Recordings::named(const QByteArray &name) const
{
    for (const Recording &one : m_all)
        if (one.name == name)
            return &one;
    return nullptr;
}

const Recording *Recordings::exact(const QByteArray &verb, const QByteArray &path, const QByteArray &body) const
{
    const json asked = json::parse(body.toStdString(), nullptr, false);
    for (const Recording &one : m_all)
        if (one.verb == verb && one.path == path
            && (one.body == body
                || (!asked.is_discarded() && json::parse(one.body.toStdString(), nullptr, false) == asked)))
            return &one;
    return nullptr;
}

QByteArray Recordings::promptOf(const json &prompt) const
{
    if (!prompt.is_string())
        return QByteArray::fromStdString(prompt.dump());
    const QByteArray text = QByteArray::fromStdString(prompt.get<std::string>());
    const auto known = m_ids.find(text);
    return known == m_ids.end() ? text : known->second;
}

std::optional<Meaning> Recordings::meaningOf(const QByteArray &path, const QByteArray &body) const
{
    const json asked = json::parse(body.toStdString(), nullptr, false);
    const bool isVllm = path == "/v1/completions";
    if ((!isVllm && path != "/completion") || !asked.is_object() || !asked.contains("prompt")
        || asked.value("echo", false) || asked.contains("stop") || asked.contains("id_slot")
        || asked.contains("post_sampling_probs"))
        return std::nullopt;
    const auto temperature = asked.find("temperature");
    const auto length = asked.find(isVllm ? "max_tokens" : "n_predict");
    if (temperature == asked.end() || *temperature != 0 || length == asked.end() || !length->is_number())
        return std::nullopt;
    Meaning meaning{promptOf(asked["prompt"]), {}, length->get<long>(), asked.value("stream", false)};
    if (isVllm) {
        if (const QByteArray model = QByteArray::fromStdString(asked.value("model", ""));
            model != m_base && !model.isEmpty())
            meaning.adapters[model] = 1;
        return meaning;
    }
    if (!asked.contains("lora") || !asked["lora"].is_array())
        return std::nullopt;
    for (const json &share : asked["lora"])
        if (share.is_object() && share.value("scale", 0.0) != 0)
            meaning.adapters[QByteArray::number(share.value("id", 0))] = share["scale"];
    return meaning;
}

const Recording *Recordings::meaning(const QByteArray &path, const Meaning &meaning) const
{
    const Recording *best = nullptr;
    for (const Recording &one : m_all)
        if (one.path == path && one.status == 200 && meaningOf(path, one.body) == meaning
            && (!best || logProbsIn(one) > logProbsIn(*best)))
            best = &one;
    return best;
}

} // namespace deltascope::test
