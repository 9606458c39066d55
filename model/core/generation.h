#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace deltascope {

/// How text is generated (cli.md, Generation): transformers' generate() with these arguments. What is absent is as the
/// model's generation_config.json says, or that of config.json without one, else as transformers takes for granted.
struct GenerationSettings {
    /// Where do_sample, num_beams and the lengths come from: Plain is one beam, no sampling, 32 new tokens.
    enum class Basis { Plain, AsConfigured };
    Basis basis = Basis::Plain;
    std::optional<bool> samples;
    std::optional<int> beams;
    std::optional<std::int64_t> maxNewTokens, minNewTokens, topK, noRepeatNgram;
    std::optional<double> temperature, topP, minP, repetitionPenalty, lengthPenalty;
    std::optional<bool> stopsEarly; ///< beams: as soon as enough of them have ended
    std::vector<std::string> stops; ///< texts that end a generation and stay in it
    std::uint64_t seed = 0; ///< of every single output
    bool operator==(const GenerationSettings &) const = default;
};

} // namespace deltascope
