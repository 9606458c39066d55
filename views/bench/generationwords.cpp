#include "views/bench/generationwords.h"

#include "views/common/numbers.h"

#include <QCoreApplication>
#include <QStringList>

namespace deltascope::views {

namespace {

constexpr std::int64_t usualLength = 20; ///< transformers', where a model's files do not say
constexpr int usualBeams = 4;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Generation)
};

QString number(double value) { return decimal(value, 2); }

/// What is drawn from.
QStringList drawingWords(const GenerationSettings &settings)
{
    QStringList words;
    if (settings.temperature)
        words << Words::tr("T %1").arg(number(*settings.temperature));
    if (settings.topK)
        words << Words::tr("top-k %1").arg(*settings.topK);
    if (settings.topP)
        words << Words::tr("top-p %1").arg(number(*settings.topP));
    if (settings.minP)
        words << Words::tr("min-p %1").arg(number(*settings.minP));
    return words;
}

} // namespace

GenerationMode modeOf(const GenerationSettings &settings)
{
    if (settings.basis == GenerationSettings::Basis::AsConfigured)
        return GenerationMode::AsConfigured;
    if (settings.beams.value_or(1) > 1)
        return GenerationMode::Beams;
    return settings.samples.value_or(false) ? GenerationMode::Sample : GenerationMode::Greedy;
}

GenerationSettings inMode(GenerationSettings settings, GenerationMode mode)
{
    if (mode == modeOf(settings))
        return settings;
    if (mode == GenerationMode::AsConfigured) {
        GenerationSettings configured;
        configured.basis = GenerationSettings::Basis::AsConfigured;
        configured.seed = settings.seed;
        return configured;
    }
    if (settings.basis == GenerationSettings::Basis::AsConfigured && !settings.maxNewTokens)
        settings.maxNewTokens = session::usualGeneration().maxNewTokens;
    settings.basis = GenerationSettings::Basis::Plain;
    settings.samples = mode == GenerationMode::Sample ? std::optional(true) : std::nullopt;
    settings.beams = mode == GenerationMode::Beams ? std::optional(usualBeams) : std::nullopt;
    return settings;
}

bool isDrawn(const GenerationSettings &settings, const GenerationSettings &ofModel)
{
    const bool isModels = settings.basis == GenerationSettings::Basis::AsConfigured;
    return settings.samples.value_or(isModels && ofModel.samples.value_or(false));
}

QString configuredText(const GenerationSettings &ofModel)
{
    const int beams = ofModel.beams.value_or(1);
    QStringList words;
    if (beams > 1)
        words << Words::tr("%1 beams").arg(beams);
    if (ofModel.samples.value_or(false))
        words << Words::tr("sample") << drawingWords(ofModel);
    if (words.isEmpty())
        words << Words::tr("greedy");
    words << Words::tr("at most %1 tokens").arg(ofModel.maxNewTokens.value_or(usualLength));
    return words.join(QStringLiteral(", "));
}

QString generationText(const items::RunSettings &run, const GenerationSettings &ofModel)
{
    const GenerationSettings &settings = run.generation;
    QStringList words;
    switch (modeOf(settings)) {
    case GenerationMode::AsConfigured: words << Words::tr("As configured: %1").arg(configuredText(ofModel)); break;
    case GenerationMode::Greedy: words << Words::tr("Greedy"); break;
    case GenerationMode::Sample: words << Words::tr("Sample") << drawingWords(settings); break;
    case GenerationMode::Beams: words << Words::tr("%1 beams").arg(*settings.beams); break;
    }
    if (settings.maxNewTokens)
        words << Words::tr("at most %1").arg(*settings.maxNewTokens);
    if (isDrawn(settings, ofModel))
        words << Words::tr("seed %1").arg(settings.seed);
    if (run.answers() > 1)
        words << Words::tr("%1 answers").arg(run.answers());
    return words.join(QStringLiteral(", "));
}

} // namespace deltascope::views
