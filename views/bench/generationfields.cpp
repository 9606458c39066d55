#include "views/bench/generationfields.h"

#include <QCoreApplication>
#include <QStringList>

namespace deltascope::views {

using Mode = GenerationMode;
using Bounds = NumberField::Bounds;

const QList<GenerationField> &generationFields()
{
    constexpr auto whole = Bounds::Kind::Whole;
    constexpr auto real = Bounds::Kind::Real;
    constexpr auto open = Bounds::Least::Excluded;
    constexpr auto closed = Bounds::Least::Included;
    const QList<Mode> everyMode{Mode::AsConfigured, Mode::Greedy, Mode::Sample, Mode::Beams};
    const QList<Mode> drawing{Mode::AsConfigured, Mode::Sample};
    static const QList<GenerationField> all{
        {QT_TRANSLATE_NOOP("Generation", "at most"),
         QT_TRANSLATE_NOOP("Generation", "New tokens of an answer"),
         &GenerationSettings::maxNewTokens,
         {1, 1e6, closed, whole},
         "32",
         everyMode},
        {QT_TRANSLATE_NOOP("Generation", "at least"),
         QT_TRANSLATE_NOOP("Generation", "No end before so many new tokens"),
         &GenerationSettings::minNewTokens,
         {0, 1e6, closed, whole},
         "0",
         everyMode},
        {QT_TRANSLATE_NOOP("Generation", "beams"),
         QT_TRANSLATE_NOOP("Generation", "Texts that are followed side by side"),
         &GenerationSettings::beams,
         {2, 1000, closed, whole},
         "1",
         {Mode::Beams}},
        {QT_TRANSLATE_NOOP("Generation", "length penalty"),
         QT_TRANSLATE_NOOP("Generation", "Above 0 favours long texts, below 0 short ones"),
         &GenerationSettings::lengthPenalty,
         {-1e9, 1e9, closed, real},
         "1",
         {Mode::Beams}},
        {QT_TRANSLATE_NOOP("Generation", "temperature"),
         QT_TRANSLATE_NOOP("Generation", "Divides the scores before drawing: below 1 bolder for the likely"),
         &GenerationSettings::temperature,
         {0, 1e9, open, real},
         "1",
         drawing},
        {QT_TRANSLATE_NOOP("Generation", "top-k"),
         QT_TRANSLATE_NOOP("Generation", "Draw among the k best; 0: among all"),
         &GenerationSettings::topK,
         {0, 1e9, closed, whole},
         "50",
         drawing},
        {QT_TRANSLATE_NOOP("Generation", "top-p"),
         QT_TRANSLATE_NOOP("Generation", "Draw among the best that together have this probability"),
         &GenerationSettings::topP,
         {0, 1, closed, real},
         "1",
         drawing},
        {QT_TRANSLATE_NOOP("Generation", "min-p"),
         QT_TRANSLATE_NOOP("Generation", "Draw among those with this share of the best one's probability"),
         &GenerationSettings::minP,
         {0, 1, closed, real},
         QT_TRANSLATE_NOOP("Generation", "off"),
         drawing},
        {QT_TRANSLATE_NOOP("Generation", "repetition penalty"),
         QT_TRANSLATE_NOOP("Generation", "Above 1: against tokens that were there"),
         &GenerationSettings::repetitionPenalty,
         {0, 1e9, open, real},
         "1",
         everyMode},
        {QT_TRANSLATE_NOOP("Generation", "no repeated n-gram"),
         QT_TRANSLATE_NOOP("Generation", "No n tokens in a row come twice; 0: off"),
         &GenerationSettings::noRepeatNgram,
         {0, 1e6, closed, whole},
         QT_TRANSLATE_NOOP("Generation", "off"),
         everyMode},
    };
    return all;
}

std::optional<double> valueOf(const GenerationSettings &settings, const GenerationField::Member &member)
{
    return std::visit(
        [&settings](auto pointer) {
            const auto &value = settings.*pointer;
            return value ? std::optional(double(*value)) : std::nullopt;
        },
        member);
}

void setValue(GenerationSettings &settings, const GenerationField::Member &member, const std::optional<double> &value)
{
    std::visit(
        [&settings, &value](auto pointer) {
            using Value = typename std::decay_t<decltype(settings.*pointer)>::value_type;
            settings.*pointer = value ? std::optional(Value(*value)) : std::nullopt;
        },
        member);
}

QString stopLines(const std::vector<std::string> &stops)
{
    QStringList lines;
    for (const std::string &stop : stops)
        lines << QString::fromStdString(stop)
                     .replace(QLatin1Char('\\'), QLatin1String("\\\\"))
                     .replace(QLatin1Char('\n'), QLatin1String("\\n"))
                     .replace(QLatin1Char('\t'), QLatin1String("\\t"));
    return lines.join(QLatin1Char('\n'));
}

std::vector<std::string> stopsIn(const QString &lines)
{
    std::vector<std::string> stops;
    for (const QString &line : lines.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        QString stop;
        for (qsizetype i = 0; i < line.size(); ++i) {
            const QChar next = line[i] == QLatin1Char('\\') && i + 1 < line.size() ? line[++i] : QChar();
            stop += next.isNull()              ? line[i]
                    : next == QLatin1Char('n') ? QChar(QLatin1Char('\n'))
                    : next == QLatin1Char('t') ? QChar(QLatin1Char('\t'))
                                               : next;
        }
        stops.push_back(stop.toStdString());
    }
    return stops;
}

} // namespace deltascope::views
