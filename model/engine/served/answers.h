#pragma once

#include "core/served.h"
#include "engine/served/link.h"

namespace deltascope::served {

/// What a generation asks for that an engine has no means for; throws Failure (cannot) naming it.
void expectServable(const GenerationSettings &generation, const std::string &server);
[[noreturn]] void cannot(const std::string &server, const std::string &what);

/// Throws Failure if an answer has more tokens than were asked for.
void expectLength(const Completion &completion, const CompletionRequest &request, const std::string &place);

/// What an event adds to an answer; throws Failure if it has become longer than was asked for.
void append(Completion &all, Completion piece, const CompletionRequest &request, const std::string &place);

std::vector<std::int64_t> idsFrom(const JsonAt &list);
/// A number; none where there is no finite one, as for what cannot be said at all.
std::optional<float> logProbFrom(const JsonAt &number);
/// The likeliest first.
void sortByLikelihood(std::vector<Alternative> &alternatives);

} // namespace deltascope::served
