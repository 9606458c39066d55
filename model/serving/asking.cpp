#include "serving/asking.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace deltascope::serving {

namespace {

/// Whether the next question would fare no better.
bool isForAll(const std::string &code)
{
    constexpr std::string_view codes[] = {"no-key", "not-ready", "redirect", "cannot"};
    return std::find(std::begin(codes), std::end(codes), code) != std::end(codes);
}

} // namespace

Answers askAll(const Server &server, std::size_t count, const std::function<CompletionRequest(std::size_t)> &question,
               Progress &progress)
{
    constexpr int mostSilences = 2; // one connection may break
    Answers answers;
    answers.completions.resize(count);
    int silences = 0;
    for (std::size_t i = 0; i < count; ++i) {
        progress.report(double(i) / double(count), "asking " + server.name);
        auto said = server.engine->complete(question(i), progress);
        if (said) {
            silences = 0;
            answers.completions[i] = std::move(said.value());
            continue;
        }
        const Error error = said.error();
        if (error.code == "cancelled")
            throw Failure(error);
        answers.failures.push_back({i, error, 0});
        silences = error.code == "no-answer" ? silences + 1 : 0;
        if (silences < mostSilences && !isForAll(error.code))
            continue;
        for (++i; i < count; ++i)
            answers.failures.push_back({i, error, 0});
    }
    return answers;
}

} // namespace deltascope::serving
