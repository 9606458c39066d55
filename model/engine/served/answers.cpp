#include "engine/served/answers.h"

#include <algorithm>
#include <iterator>

namespace deltascope::served {

void cannot(const std::string &server, const std::string &what) { throw Failure(Error{server, what, {}, "cannot"}); }

void expectServable(const GenerationSettings &generation, const std::string &server)
{
    if (generation.beams.value_or(1) > 1)
        cannot(server,
               "expected one beam, found " + std::to_string(*generation.beams) + ": serving engines search with none");
    if (generation.noRepeatNgram.value_or(0) > 0)
        cannot(server, "forbidding repeated n-grams is something that serving engines do not do");
}

void expectLength(const Completion &completion, const CompletionRequest &request, const std::string &place)
{
    if (static_cast<std::int64_t>(completion.tokens.size()) > request.maxTokens)
        throw Failure(place, "expected at most " + std::to_string(request.maxTokens) + " tokens, found "
                                 + std::to_string(completion.tokens.size()));
}

void append(Completion &all, Completion piece, const CompletionRequest &request, const std::string &place)
{
    std::move(piece.tokens.begin(), piece.tokens.end(), std::back_inserter(all.tokens));
    all.text += piece.text;
    all.isCut = all.isCut || piece.isCut;
    expectLength(all, request, place);
}

std::vector<std::int64_t> idsFrom(const JsonAt &list)
{
    std::vector<std::int64_t> ids;
    for (const JsonAt &id : list.list())
        ids.push_back(id.whole());
    return ids;
}

std::optional<float> logProbFrom(const JsonAt &number)
{
    constexpr float least = -9000; // what vLLM writes for minus infinity is -9999
    if (number.value().is_null())
        return std::nullopt;
    const auto value = static_cast<float>(number.number());
    if (value > 1e-3f)
        number.expected("a log-probability");
    return value < least ? std::nullopt : std::optional(value);
}

void sortByLikelihood(std::vector<Alternative> &alternatives)
{
    std::stable_sort(alternatives.begin(), alternatives.end(),
                     [](const Alternative &a, const Alternative &b) { return a.logProb > b.logProb; });
}

} // namespace deltascope::served
