#pragma once

#include <string>
#include <vector>

namespace deltascope::tree {

/// "0-5", "self_attn,encoder_attn": names as log() writes those of equal siblings. Whole numbers become ranges.
std::string joinedNames(const std::vector<std::string> &names);
/// The same as a window says it: "0-5, 7", "self_attn, encoder_attn".
std::string shortNames(const std::vector<std::string> &names);

/// OpenDelta's rule for a name that is taken at a module: name_1, then the text before the first underscore and _2, _3
/// ...; a matrix that is called by a letter (PEFT's lora_A) keeps it.
std::string freeName(const std::vector<std::string> &taken, const std::string &name);

} // namespace deltascope::tree
