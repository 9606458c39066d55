#pragma once

#include "views/bench/generationwords.h"
#include "views/bench/numberfield.h"

#include <QList>

#include <variant>

namespace deltascope::views {

/// A number among the settings of a generation, as it is offered. Texts are to be translated in the context Generation.
struct GenerationField {
    using Member = std::variant<std::optional<std::int64_t> GenerationSettings::*,
                                std::optional<double> GenerationSettings::*, std::optional<int> GenerationSettings::*>;
    const char *label;
    const char *tip;
    Member member;
    NumberField::Bounds bounds;
    const char *otherwise; ///< what counts where neither the user nor the model says
    QList<GenerationMode> modes; ///< in which it matters
};

/// In the order in which they stand.
const QList<GenerationField> &generationFields();

std::optional<double> valueOf(const GenerationSettings &settings, const GenerationField::Member &member);
void setValue(GenerationSettings &settings, const GenerationField::Member &member, const std::optional<double> &value);

/// Texts that end a generation, one a line; line breaks and tabs in them as \n and \t.
QString stopLines(const std::vector<std::string> &stops);
std::vector<std::string> stopsIn(const QString &lines);

} // namespace deltascope::views
