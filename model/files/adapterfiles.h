#pragma once

#include <string>

namespace deltascope::files {

/// Whether two folders hold the same saved delta.
enum class SameFiles { Unknown, Same, Other };

/// By adapter_config.json (as a value) and the bytes of adapter_model.safetensors or adapter_model.bin, which is how
/// PEFT names them; unknown where either folder lacks one. Reads both whole.
SameFiles compareAdapters(const std::string &one, const std::string &other);

/// Sizes and times of those files: as long as it stays, the comparison does.
std::string stampOf(const std::string &folder);

} // namespace deltascope::files
