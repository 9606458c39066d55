#pragma once

#include <string>
#include <vector>

namespace deltascope {

/// What the value of a configuration's key may be. Other is what JSON has besides: objects, or values of several types.
enum class KeyType { Whole, Number, Flag, Text, Wholes, Texts, Other };

/// What a key does to a delta that runs: changes what is computed or which tensors there are; nothing, since it is
/// about training; nothing, but it decided how training began, which people are told; nothing, since it is about where
/// the delta came from; or changes what is computed in a way that this program does not, so that only its default is
/// taken.
enum class KeyEffect { Computes, Trains, Prepares, Records, Unsupported };

/// Where a key is shown while it is set: nowhere, in the rack, or also in the form of a fresh delta.
enum class KeyPlace { File, Rack, Form };

/// A key of a kind's configuration.
struct KeyInfo {
    std::string name = {};
    KeyType type = KeyType::Other;
    std::string standard = {}; ///< what it is where a configuration does not say, as one would type it; empty: null
    std::string says = {}; ///< a few words for people; may be empty
    KeyPlace place = KeyPlace::File;
    KeyEffect effect = KeyEffect::Computes;
    std::vector<std::string> choices = {}; ///< empty: anything of the type
    bool operator==(const KeyInfo &) const = default;
};

/// A kind of delta as its library names it, "opendelta" "lora" or "peft" "LORA", with what people may know of it.
struct KindInfo {
    std::string library, kind;
    std::string title = {}, says = {};
    std::string targetsKey = {}; ///< that names the modules of a fresh one; empty: it asks for none
    std::vector<KeyInfo> keys = {};
    bool operator==(const KindInfo &) const = default;
};

} // namespace deltascope
