#pragma once

#include "core/generation.h"
#include "core/reports.h"
#include "core/run.h"
#include "core/score.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace deltascope {

/// Where a serving engine answers. Holds no key: keys stand in no session, log or command line.
struct ServerAddress {
    std::string name; ///< as columns call it
    std::string url; ///< "http://host:port", without what every question adds
    bool operator==(const ServerAddress &) const = default;
};
/// "[NAME=]URL". Where the text has no name it is "server", "server-2" and so on, whichever is not `taken` yet: names
/// stand in sessions, and addresses never do. Throws Failure.
ServerAddress parseServer(const std::string &text, const std::vector<std::string> &taken = {});
/// "host:port" of an address.
std::string hostOf(const ServerAddress &server);

/// An adapter that a server has loaded.
struct ServedAdapter {
    std::string name; ///< as requests call it; of a file its name without ending
    std::string path; ///< on the server's disk
    double scale = 1; ///< that a request gets which names none (llama.cpp)
    bool operator==(const ServedAdapter &) const = default;
};

/// Why an engine cannot do something, in words; empty where it can.
struct ServedLimits {
    std::string load, strength, several;
    bool operator==(const ServedLimits &) const = default;
};

/// What a server says of itself.
struct ServedState {
    std::string engine, version; ///< "vLLM", "0.32.0"
    std::string model, path; ///< the backbone's name and its place on the server's disk
    std::int64_t context = 0; ///< tokens of one request, prompt and answer together
    std::vector<ServedAdapter> adapters;
    ServedLimits limits;
    double seconds = 0; ///< that the first question took

    const ServedAdapter *adapter(const std::string &name) const;
};

/// A folder's or file's own name: without what stands before it, a slash behind it, or a GGUF file's ending.
std::string ownName(const std::string &path);
/// The adapter that a server has loaded for a delta called `name` whose files stand in `path`: of its name, else from
/// its folder, else from a file or folder of its folder's name or its own; null if there is none.
const ServedAdapter *adapterFor(const ServedState &state, const std::string &name, const std::string &path);

/// Why vLLM would refuse a saved delta, or would take it and answer rubbish, since it checks no shapes: it does not
/// fit, is no LoRA of PEFT, is DoRA or another variant, brings modules_to_save or biases, or has a rank above
/// `mostRank` (0: unknown). Empty: it can be served.
std::string notServable(const CheckReport &report, std::int64_t mostRank);

/// An adapter in a request. Adapters that are not named are off.
struct AdapterShare {
    std::string adapter;
    double strength = 1;
    bool operator==(const AdapterShare &) const = default;
};

/// Why an engine takes no such request, as it says itself; empty: it takes it.
std::string limitOf(const std::vector<AdapterShare> &shares, const ServedLimits &limits);
/// As --column says it: "base", "en+zh*0.5".
std::string specOf(const std::vector<AdapterShare> &shares);
/// Throws Failure for what is more than a text, a conversation or ids, which are what servers take.
void expectPrompt(const Input &input, const std::string &where);

/// What `given` leaves open as the model's own files have it, which a server may not have read: repetition rules
/// always, sampling where it samples, lengths where they are wanted as configured (cli.md, Generation).
GenerationSettings settled(const GenerationSettings &given, const GenerationSettings &configured);

struct CompletionRequest {
    std::vector<std::int64_t> ids; ///< the prompt, special tokens included
    std::vector<AdapterShare> adapters; ///< none: the backbone
    std::int64_t maxTokens = 32;
    int alternatives = 0; ///< of every token, the likeliest first; with any, tokens have log-probabilities
    GenerationSettings generation; ///< greedy unless it samples; what it leaves open changes nothing
};

/// A token of an answer.
struct CompletedToken {
    std::int64_t id = 0;
    std::optional<float> logProb; ///< natural; none where the engine leaves it out
    std::vector<Alternative> alternatives; ///< without their texts
};

struct Completion {
    std::vector<CompletedToken> tokens; ///< the end token too, where the engine tells it
    std::string text;
    bool isCut = false; ///< there was room for no more tokens
};
/// A server's answer to ids as the local model's would be told. Without probabilities where one is missing.
Output outputOf(const std::vector<std::int64_t> &prompt, const Completion &completion);

} // namespace deltascope
