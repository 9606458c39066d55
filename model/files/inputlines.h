#pragma once

#include "core/dataline.h"
#include "core/outcome.h"

#include <string>
#include <string_view>
#include <vector>

namespace deltascope::files {

/// What a file of inputs holds.
struct InputLines {
    std::vector<DataLine> lines; ///< in the order of the file; each input's origin names file and line
    std::vector<std::string> ignored; ///< keys that mean nothing, each once, first seen first
};

/// Json: one object a line. Text: one text a line. Comma and Tab: a table whose first line names the keys.
enum class LineFormat { Json, Text, Comma, Tab };
/// By the name's ending; JSON lines unless it says otherwise.
LineFormat lineFormatOf(std::string_view path);

/// The inputs of a file or, for "-", of standard input as JSON lines. Blank lines are skipped; there must be one other
/// line at least. A picture's path is relative to the file's folder. Throws Failure naming file, line, key, what was
/// expected and found.
InputLines readInputLines(const std::string &path);
/// The same from memory; `name` stands in messages.
InputLines inputLinesFrom(const std::string &name, std::string_view bytes, LineFormat format);

/// The inputs alone.
std::vector<Input> inputsOf(InputLines lines);
/// "FILE: keys that mean nothing were ignored: a, b"; empty where there are none.
std::string ignoredNote(const std::string &name, const InputLines &lines);

} // namespace deltascope::files
