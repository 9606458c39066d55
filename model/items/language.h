#pragma once

#include <QString>

namespace deltascope::items {

/// The language a sentence is written in, as far as its script and its commonest words tell: "zh", "ja", "ko", "ru",
/// "ar", "en", "fr", "de", "es", "it", "pt"; empty if they tell nothing.
QString languageOf(const QString &text);

/// Whether a delta's name says that it is for the language: "fr", "lora-fr", "French" for "fr".
bool namesLanguage(const QString &name, const QString &language);

} // namespace deltascope::items
