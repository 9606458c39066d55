// llama.cpp's server. What it does and where it goes wrong was measured on b11549 and 0c1e57098.
#include "engine/served/answers.h"
#include "engine/served/kinds.h"
#include "engine/served/link.h"

#include <algorithm>
#include <cmath>

namespace deltascope::served {

namespace {

constexpr char adaptersPath[] = "/lora-adapters", completionPath[] = "/completion";

std::vector<Alternative> alternativesFrom(const JsonAt &entry)
{
    std::vector<Alternative> alternatives;
    for (const JsonAt &one : entry.at("top_logprobs").list())
        if (const auto logProb = logProbFrom(one.at("logprob")))
            alternatives.push_back({one.at("id").whole(), {}, *logProb});
    sortByLikelihood(alternatives);
    return alternatives;
}

/// Entries of pieces that are no whole characters are missing, and the one that completes a character stands for the
/// last of its tokens: they are aligned by id from the end, never by position.
void addLogProbs(const JsonAt &reply, Completion &completion)
{
    const auto entries = reply.find("completion_probabilities");
    if (!entries)
        return;
    const std::vector<JsonAt> list = entries->list();
    auto token = completion.tokens.rbegin();
    for (auto entry = list.rbegin(); entry != list.rend(); ++entry, ++token) {
        const std::int64_t id = entry->at("id").whole();
        token = std::find_if(token, completion.tokens.rend(), [id](const CompletedToken &one) { return one.id == id; });
        if (token == completion.tokens.rend())
            entry->at("id").expected("a token of the answer");
        token->logProb = logProbFrom(entry->at("logprob"));
        token->alternatives = alternativesFrom(*entry);
    }
}

/// The answer's ids; where the server leaves them out, those of the probabilities, if none is missing there.
std::vector<std::int64_t> tokensOf(const JsonAt &reply)
{
    std::vector<std::int64_t> ids = idsFrom(reply.at("tokens"));
    const int said = reply.at("tokens_predicted").whole();
    if (!ids.empty() || said == 0)
        return ids;
    if (const auto entries = reply.find("completion_probabilities"))
        for (const JsonAt &entry : entries->list())
            ids.push_back(entry.at("id").whole());
    if (static_cast<int>(ids.size()) != said)
        reply.at("tokens").expected(std::to_string(said) + " ids");
    return ids;
}

void addSampling(const GenerationSettings &generation, Json &body)
{
    const bool samples = generation.samples.value_or(false);
    body["temperature"] = samples ? generation.temperature.value_or(1) : 0;
    body["repeat_penalty"] = generation.repetitionPenalty.value_or(1);
    if (samples) {
        body["top_k"] = generation.topK.value_or(0);
        body["top_p"] = generation.topP.value_or(1);
        body["min_p"] = generation.minP.value_or(0);
        body["seed"] = generation.seed;
    }
    if (!generation.stops.empty())
        body["stop"] = generation.stops;
}

class Llama final : public ServedEngine {
public:
    explicit Llama(std::unique_ptr<Link> link)
        : m_link(std::move(link))
    {
    }

private:
    ServedState askState(const Progress &progress) override
    {
        const Answer props = good(m_link->get("/props", progress));
        const JsonAt said = props.at();
        ServedState state;
        state.engine = "llama.cpp";
        state.seconds = props.seconds;
        state.path = said.at("model_path").text();
        const auto alias = said.find("model_alias");
        state.model = alias ? alias->text() : ownName(state.path);
        if (state.model == state.path)
            state.model = ownName(state.path);
        if (const auto build = said.find("build_info"))
            state.version = build->text();
        state.context = said.at("default_generation_settings").at("n_ctx").whole();
        state.adapters = adapters(progress);
        state.limits.load = "llama.cpp takes adapters at its start alone, as LoRA files that were converted to GGUF";
        m_adapters = state.adapters;
        return state;
    }

    std::vector<ServedAdapter> adapters(const Progress &progress)
    {
        const Answer answer = good(m_link->get(adaptersPath, progress));
        std::vector<ServedAdapter> list;
        for (const JsonAt &entry : answer.at().list()) {
            const std::string path = entry.at("path").text();
            if (entry.at("id").whole() != static_cast<int>(list.size()))
                entry.at("id").expected(std::to_string(list.size()));
            list.push_back({ownName(path), path, entry.at("scale").number()});
        }
        return list;
    }

    Completion askCompletion(const CompletionRequest &request, const Progress &progress,
                             const TakeCompletion &grown) override
    {
        expectServable(request.generation, m_link->name());
        if (request.generation.minNewTokens.value_or(0) > 0)
            cannot(m_link->name(), "llama.cpp has no least number of new tokens");
        if (!m_adapters)
            askState(progress);
        const Json scales = scalesOf(request.adapters);
        Json body{{"prompt", request.ids}, {"n_predict", request.maxTokens}};
        addSampling(request.generation, body);
        // The prompt's cache does not know the adapters: after a request without a list, or a switch of the global
        // scales, it is that of other adapters. No list, and an empty one, mean the global scales.
        body["cache_prompt"] = false;
        body["lora"] = scales;
        body["return_tokens"] = true;
        if (request.alternatives > 0)
            body["n_probs"] = request.alternatives;
        if (grown)
            return hear(body, request, progress, grown);
        const Answer answer = good(m_link->post(completionPath, body, m_link->patience().answer, progress));
        return wholeFrom(answer, scales, request);
    }

    /// Every event holds a token or a few; the last one none, but with what settings they were made.
    Completion hear(Json &body, const CompletionRequest &request, const Progress &progress, const TakeCompletion &grown)
    {
        const Json scales = body.at("lora");
        body["stream"] = true;
        Completion all;
        bool hasEnded = false;
        const auto heard = [&](const JsonAt &event) {
            append(all, completionFrom(event, idsFrom(event.at("tokens"))), request, event.place());
            hasEnded = event.at("stop").flag();
            if (hasEnded)
                expectScales(event, scales);
            grown(all);
        };
        const Answer answer
            = good(m_link->postHearing(completionPath, body, m_link->patience().answer, heard, progress));
        if (!answer.text.empty()) // it streams nothing
            return wholeFrom(answer, scales, request);
        if (!hasEnded)
            throw Failure(answer.place, "expected an answer to its end, found one that broke off");
        return all;
    }

    /// All ids, since those that are left out get 0 and none at all means the global scales.
    Json scalesOf(const std::vector<AdapterShare> &shares) const
    {
        std::vector<double> scales(m_adapters->size());
        for (const AdapterShare &share : shares) {
            const auto found = std::find_if(m_adapters->begin(), m_adapters->end(),
                                            [&share](const ServedAdapter &one) { return one.name == share.adapter; });
            if (found == m_adapters->end())
                cannot(m_link->name(), "expected an adapter that the server has loaded, found " + share.adapter);
            scales[static_cast<std::size_t>(found - m_adapters->begin())] += share.strength;
        }
        Json list = Json::array();
        for (std::size_t id = 0; id < scales.size(); ++id)
            list.push_back({{"id", id}, {"scale", scales[id]}});
        return list;
    }

    /// The reply repeats the list that it understood, without those at 0.
    void expectScales(const JsonAt &reply, const Json &asked) const
    {
        const auto settings = reply.find("generation_settings");
        const auto said = settings ? settings->find("lora") : std::nullopt;
        if (!said)
            return;
        std::vector<double> found(asked.size());
        for (const JsonAt &entry : said->list())
            found.at(static_cast<std::size_t>(entry.at("id").whole(0, static_cast<int>(asked.size()) - 1)))
                = entry.at("scale").number();
        for (std::size_t id = 0; id < found.size(); ++id)
            if (const double wanted = asked[id]["scale"]; std::abs(found[id] - wanted) > 1e-6 * std::abs(wanted))
                said->expected("scale " + asked[id]["scale"].dump() + " of " + (*m_adapters)[id].name);
    }

    Completion wholeFrom(const Answer &answer, const Json &scales, const CompletionRequest &request) const
    {
        const JsonAt reply = answer.at();
        expectScales(reply, scales);
        Completion completion = completionFrom(reply, tokensOf(reply));
        expectLength(completion, request, answer.place);
        return completion;
    }

    static Completion completionFrom(const JsonAt &reply, const std::vector<std::int64_t> &ids)
    {
        Completion completion;
        for (const std::int64_t id : ids)
            completion.tokens.push_back({id, {}, {}});
        addLogProbs(reply, completion);
        completion.text = reply.at("content").text();
        const auto reason = reply.find("stop_type");
        completion.isCut = reason && reason->value() == "limit";
        return completion;
    }

    void askLoad(const ServedAdapter &, const Progress &) override
    {
        cannot(m_link->name(),
               "llama.cpp takes adapters at its start alone, as LoRA files that were converted to GGUF");
    }

    void askUnload(const std::string &, const Progress &) override
    {
        cannot(m_link->name(), "llama.cpp gives up adapters at its end alone; a scale of 0 turns one off");
    }

    void askScales(const std::vector<AdapterShare> &shares, const Progress &progress) override
    {
        if (!m_adapters)
            askState(progress);
        const Json scales = scalesOf(shares);
        good(m_link->post(adaptersPath, scales, m_link->patience().question, progress));
        // It says success whatever the list holds.
        const std::vector<ServedAdapter> now = adapters(progress);
        for (std::size_t id = 0; id < scales.size(); ++id)
            if (id >= now.size() || std::abs(now[id].scale - scales[id]["scale"].get<double>()) > 1e-6)
                throw Failure(m_link->name(), "said that scales were set, but does not have them");
        m_adapters = now;
    }

    Answer good(Answer answer) const
    {
        m_link->expectGood(answer);
        return answer;
    }

    std::unique_ptr<Link> m_link;
    std::optional<std::vector<ServedAdapter>> m_adapters; ///< by id; none: not asked yet
};

} // namespace

bool isLlama(const Answer &answer)
{
    if (answer.server == "llama.cpp")
        return true;
    if (!answer.json || !answer.json->is_object() || !answer.json->contains("data"))
        return false;
    const Json &data = (*answer.json)["data"];
    return data.is_array() && !data.empty() && data[0].is_object() && data[0].value("owned_by", Json()) == "llamacpp";
}

std::unique_ptr<ServedEngine> makeLlama(std::unique_ptr<Link> link) { return std::make_unique<Llama>(std::move(link)); }

} // namespace deltascope::served
