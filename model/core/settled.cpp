#include "core/served.h"

namespace deltascope {

namespace {

constexpr std::int64_t usualLength = 32, usualTopK = 50; // transformers'

template<class T>
void settle(std::optional<T> &given, const std::optional<T> &configured)
{
    if (!given)
        given = configured;
}

} // namespace

GenerationSettings settled(const GenerationSettings &given, const GenerationSettings &configured)
{
    GenerationSettings settings = given;
    settle(settings.repetitionPenalty, configured.repetitionPenalty);
    settle(settings.noRepeatNgram, configured.noRepeatNgram);
    if (given.basis == GenerationSettings::Basis::AsConfigured) {
        settle(settings.samples, configured.samples);
        settle(settings.beams, configured.beams);
        settle(settings.maxNewTokens, configured.maxNewTokens);
        settle(settings.minNewTokens, configured.minNewTokens);
    }
    if (settings.samples.value_or(false)) {
        settle(settings.temperature, configured.temperature);
        settle(settings.topK, configured.topK);
        settle(settings.topP, configured.topP);
        settle(settings.minP, configured.minP);
        settle(settings.topK, std::optional(usualTopK));
    }
    settle(settings.maxNewTokens, std::optional(usualLength));
    return settings;
}

} // namespace deltascope
