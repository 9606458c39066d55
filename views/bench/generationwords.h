#pragma once

#include "items/sessionstate.h"

#include <QString>

namespace deltascope::views {

/// The ways of generating that are offered as one choice.
enum class GenerationMode { AsConfigured, Greedy, Sample, Beams };

GenerationMode modeOf(const GenerationSettings &settings);
/// The settings with the mode chosen. As configured, all but the seed is the model's to say.
GenerationSettings inMode(GenerationSettings settings, GenerationMode mode);

/// Whether answers are drawn, so that their seed matters. `ofModel`: what its files say.
bool isDrawn(const GenerationSettings &settings, const GenerationSettings &ofModel);
/// The settings in force, in words: "Sample, T 0.70, top-p 0.90, seed 7".
QString generationText(const items::RunSettings &run, const GenerationSettings &ofModel);
/// "greedy, at most 64 tokens": what the files of a model come to where they alone are followed.
QString configuredText(const GenerationSettings &ofModel);

} // namespace deltascope::views
