// vLLM's OpenAI server. What it does and where it goes wrong was measured on 0.32.0.
#include "engine/served/answers.h"
#include "engine/served/batchgate.h"
#include "engine/served/kinds.h"
#include "engine/served/link.h"
#include "engine/served/refusal.h"

#include <algorithm>
#include <charconv>

namespace deltascope::served {

namespace {

constexpr char loadPath[] = "/v1/load_lora_adapter", unloadPath[] = "/v1/unload_lora_adapter",
               completionsPath[] = "/v1/completions";
constexpr std::string_view tokenMark = "token_id:";

/// "token_id:123" as 123.
std::optional<std::int64_t> idIn(const std::string &token)
{
    std::int64_t id = 0;
    if (!token.starts_with(tokenMark))
        return std::nullopt;
    const char *end = token.data() + token.size();
    const auto [stop, error] = std::from_chars(token.data() + tokenMark.size(), end, id);
    return error == std::errc() && stop == end ? std::optional(id) : std::nullopt;
}

/// The likeliest tokens of one place. Keys that are texts are left out: pieces that are no whole characters are all
/// "" and overwrite one another.
std::vector<Alternative> alternativesFrom(const JsonAt &dictionary)
{
    std::vector<Alternative> alternatives;
    if (dictionary.value().is_null())
        return alternatives;
    for (const auto &[key, value] : dictionary.members())
        if (const auto id = idIn(key))
            if (const auto logProb = logProbFrom(value))
                alternatives.push_back({*id, {}, *logProb});
    sortByLikelihood(alternatives);
    return alternatives;
}

std::vector<std::int64_t> tokensOf(const JsonAt &choice)
{
    if (const auto ids = choice.find("token_ids"); ids && ids->value().is_array())
        return idsFrom(*ids);
    const auto logProbs = choice.find("logprobs");
    if (!logProbs || logProbs->value().is_null())
        choice.expected("key token_ids");
    std::vector<std::int64_t> ids;
    for (const JsonAt &token : logProbs->at("tokens").list()) {
        const auto id = idIn(token.text());
        if (!id)
            token.expected("token_id:NUMBER");
        ids.push_back(*id);
    }
    return ids;
}

void addLogProbs(const JsonAt &choice, Completion &completion)
{
    const auto logProbs = choice.find("logprobs");
    if (!logProbs || logProbs->value().is_null())
        return;
    const JsonAt own = logProbs->at("token_logprobs"), top = logProbs->at("top_logprobs");
    const std::vector<JsonAt> ownList = own.list(), topList = top.list();
    const std::string wanted = "one number for each of " + std::to_string(completion.tokens.size()) + " tokens";
    if (ownList.size() != completion.tokens.size())
        own.expected(wanted);
    if (topList.size() != completion.tokens.size())
        top.expected(wanted);
    for (std::size_t i = 0; i < ownList.size(); ++i) {
        completion.tokens[i].logProb = logProbFrom(ownList[i]);
        completion.tokens[i].alternatives = alternativesFrom(topList[i]);
    }
}

void addSampling(const GenerationSettings &generation, Json &body)
{
    // What is left open would be what the checkpoint's generation_config.json says.
    body["temperature"] = generation.samples.value_or(false) ? generation.temperature.value_or(1) : 0;
    body["repetition_penalty"] = generation.repetitionPenalty.value_or(1);
    if (generation.samples.value_or(false)) {
        body["top_k"] = generation.topK.value_or(0);
        body["top_p"] = generation.topP.value_or(1);
        body["min_p"] = generation.minP.value_or(0);
        body["seed"] = generation.seed;
    }
    if (generation.minNewTokens.value_or(0) > 0)
        body["min_tokens"] = *generation.minNewTokens;
    if (!generation.stops.empty()) {
        body["stop"] = generation.stops;
        body["include_stop_str_in_output"] = true;
    }
}

class Vllm final : public ServedEngine {
public:
    explicit Vllm(std::unique_ptr<Link> link)
        : m_link(std::move(link))
    {
    }

private:
    ServedState askState(const Progress &progress) override
    {
        const Answer models = good(m_link->get("/v1/models", progress));
        ServedState state;
        state.engine = "vLLM";
        state.seconds = models.seconds;
        readModels(models, state);
        m_base = state.model;
        const Answer version = good(m_link->get("/version", progress));
        state.version = version.at().at("version").text();
        // The routes exist only with that variable; asked with GET they then refuse the method.
        if (m_link->get(loadPath, progress).status == 404)
            state.limits.load = "the server was started without VLLM_ALLOW_RUNTIME_LORA_UPDATING=True";
        state.limits.strength = "vLLM serves an adapter as it was saved; a rescaled copy of its folder can be loaded";
        state.limits.several = "vLLM takes one adapter in a request; a copy that holds their sum can be loaded";
        return state;
    }

    Completion askCompletion(const CompletionRequest &request, const Progress &progress,
                             const TakeCompletion &grown) override
    {
        expectServable(request.generation, m_link->name());
        if (m_base.empty())
            askState(progress);
        Json body = bodyOf(request);
        const std::string asked = body.at("model").get<std::string>();
        const BatchGate::Pass pass(
            m_link->gate(), request.adapters.empty() ? BatchGate::Side::Backbone : BatchGate::Side::Adapters, progress);
        if (grown)
            return hear(body, request, progress, grown);
        const Answer answer = good(m_link->post(completionsPath, body, m_link->patience().answer, progress));
        return wholeFrom(answer, asked, request);
    }

    /// Every event holds a token or a few; the last one of them says why it ended.
    Completion hear(Json &body, const CompletionRequest &request, const Progress &progress, const TakeCompletion &grown)
    {
        const std::string asked = body.at("model").get<std::string>();
        body["stream"] = true;
        Completion all;
        bool hasEnded = false;
        const auto heard = [&](const JsonAt &event) {
            expectModel(event, asked);
            for (const JsonAt &choice : event.at("choices").list()) { // none: the usage
                append(all, completionFrom(choice), request, event.place());
                const auto reason = choice.find("finish_reason");
                hasEnded = hasEnded || (reason && !reason->value().is_null());
            }
            grown(all);
        };
        const Answer answer
            = good(m_link->postHearing(completionsPath, body, m_link->patience().answer, heard, progress));
        if (!answer.text.empty()) // it streams nothing
            return wholeFrom(answer, asked, request);
        if (!hasEnded)
            throw Failure(answer.place, "expected an answer to its end, found one that broke off");
        return all;
    }

    static void expectModel(const JsonAt &reply, const std::string &asked)
    {
        if (reply.at("model").text() != asked)
            reply.at("model").expected(asked);
    }

    static Completion wholeFrom(const Answer &answer, const std::string &asked, const CompletionRequest &request)
    {
        const JsonAt reply = answer.at();
        expectModel(reply, asked);
        const std::vector<JsonAt> choices = reply.at("choices").list();
        if (choices.size() != 1)
            reply.at("choices").expected("one choice");
        Completion completion = completionFrom(choices.front());
        expectLength(completion, request, answer.place);
        return completion;
    }

    Json bodyOf(const CompletionRequest &request) const
    {
        const std::string &server = m_link->name();
        if (request.adapters.size() > 1)
            cannot(server, "expected at most one adapter, found " + std::to_string(request.adapters.size())
                               + ": vLLM takes one in a request; a copy that holds their sum can be loaded");
        if (!request.adapters.empty() && request.adapters.front().strength != 1)
            cannot(server, "expected strength 1 of " + request.adapters.front().adapter
                               + ": vLLM serves an adapter as it was saved; a rescaled copy of its folder can be "
                                 "loaded");
        Json body{{"model", request.adapters.empty() ? m_base : request.adapters.front().adapter},
                  {"prompt", request.ids},
                  {"max_tokens", request.maxTokens}};
        addSampling(request.generation, body);
        body["return_token_ids"] = true;
        if (request.alternatives > 0) {
            body["logprobs"] = std::min(request.alternatives, 20); // more are refused
            body["return_tokens_as_token_ids"] = true;
        }
        return body;
    }

    static Completion completionFrom(const JsonAt &choice)
    {
        Completion completion;
        for (const std::int64_t id : tokensOf(choice))
            completion.tokens.push_back({id, {}, {}});
        addLogProbs(choice, completion);
        completion.text = choice.at("text").text();
        const auto reason = choice.find("finish_reason");
        completion.isCut = reason && reason->value() == "length";
        return completion;
    }

    void askLoad(const ServedAdapter &adapter, const Progress &progress) override
    {
        const Json body{{"lora_name", adapter.name}, {"lora_path", adapter.path}};
        const Answer answer = m_link->post(loadPath, body, m_link->patience().load, progress);
        expectRoute(answer);
        expectGood(answer);
        ServedState now;
        readModels(good(m_link->get("/v1/models", progress)), now);
        if (!now.adapter(adapter.name))
            throw Failure(m_link->name(),
                          "said that " + adapter.name + " was loaded, but does not list it among its models");
    }

    void askUnload(const std::string &name, const Progress &progress) override
    {
        const Answer answer
            = m_link->post(unloadPath, Json::object({{"lora_name", name}}), m_link->patience().load, progress);
        expectRoute(answer);
        expectGood(answer);
    }

    void askScales(const std::vector<AdapterShare> &, const Progress &) override
    {
        cannot(m_link->name(), "vLLM has no scales: an adapter acts as it was saved");
    }

    /// Its own refusals have an error; an unknown route has FastAPI's.
    void expectRoute(const Answer &answer) const
    {
        if (answer.status == 404 && answer.json && answer.json->is_object() && answer.json->contains("detail"))
            cannot(m_link->name(), "loads nothing: it was started without VLLM_ALLOW_RUNTIME_LORA_UPDATING=True");
    }

    void readModels(const Answer &answer, ServedState &state) const
    {
        const auto textOf = [](const JsonAt &entry, const char *key) {
            const auto value = entry.find(key);
            return value && value->value().is_string() ? value->text() : std::string();
        };
        for (const JsonAt &entry : answer.at().at("data").list()) {
            const std::string name = entry.at("id").text(), path = textOf(entry, "root");
            if (!textOf(entry, "parent").empty()) {
                state.adapters.push_back({name, path, 1});
            } else if (state.model.empty()) { // --served-model-name may give the one backbone several names
                state.model = name;
                state.path = path;
                if (const auto length = entry.find("max_model_len"); length && !length->value().is_null())
                    state.context = length->whole();
            }
        }
        if (state.model.empty())
            answer.at().at("data").expected("a model without a parent");
    }

    void expectGood(const Answer &answer) const { m_link->expectGood(answer); }
    Answer good(Answer answer) const
    {
        expectGood(answer);
        return answer;
    }

    std::unique_ptr<Link> m_link;
    std::string m_base; ///< the backbone's name; empty: not asked yet
};

} // namespace

bool isVllm(const Answer &answer)
{
    if (answer.status == 401) // of /v1/... without its key
        return answer.server == "uvicorn" && answer.json && answer.json->is_object()
               && answer.json->value("error", Json()).is_string();
    if (!answer.json || !answer.json->is_object() || !answer.json->contains("data"))
        return false;
    const Json &data = (*answer.json)["data"];
    return data.is_array() && !data.empty() && data[0].is_object() && data[0].value("owned_by", Json()) == "vllm";
}

std::unique_ptr<ServedEngine> makeVllm(std::unique_ptr<Link> link) { return std::make_unique<Vllm>(std::move(link)); }

} // namespace deltascope::served
