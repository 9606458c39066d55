#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deltascope::session {

/// The language a sentence is written in, as far as its script and its commonest words tell: "zh", "ja", "ko", "ru",
/// "ar", "en", "fr", "de", "es", "it", "pt"; empty if they tell nothing. A long text is told by its beginning.
std::string languageOf(std::string_view text);

/// Those that languageOf() tells.
std::vector<std::string_view> languageCodes();

/// The code of a language by its code or one of its names: "fr" for "fr", "FR-ca", "French" and "français". Nothing
/// where languageOf() tells no such language.
std::optional<std::string> languageCodeOf(std::string_view name);

/// Whether a delta's name says that it is for the language: "fr", "lora-fr", "French" for "fr".
bool namesLanguage(std::string_view name, std::string_view language);

} // namespace deltascope::session
