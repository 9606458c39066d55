#pragma once

// What kinds declare of the keys of their configurations, and what follows from it.
#include "nn/delta/delta.h"

namespace deltascope::nn {

/// `own`, then those of `shared` that it does not name.
std::vector<KeyInfo> withKeys(std::vector<KeyInfo> own, const std::vector<KeyInfo> &shared);
/// A key that changes nothing when a delta runs, since it is about training it.
KeyInfo trainingKey(std::string name, KeyType type, std::string standard = {});
/// A key that decided how a training began; people are told of it where it is set.
KeyInfo preparingKey(std::string name);
/// A key that changes nothing, since it is about where a delta came from.
KeyInfo recordKey(std::string name, KeyType type = KeyType::Other);

/// What a kind, or all kinds of its library, declare under that name; null if neither does.
const KeyInfo *keyOf(const DeltaKind &kind, std::string_view name);
/// A value that was typed, as a value of the key's type; where it is none, as JSON reads it, so that who reads the key
/// refuses it. A list's type gives one item.
nlohmann::json typedValue(KeyType type, const std::string &text);
/// The configuration that the kind's keys are in, where they have their defaults.
Config kindConfig(const DeltaKind &kind, const Config &config);

/// Keys of a configuration that are set (not null, false or empty), by what is known of them.
struct KeyReview {
    std::vector<std::string> unknown; ///< declared by nobody
    std::vector<std::string> unsupported; ///< would change what is computed in a way that this program does not
    std::vector<std::string> prepared; ///< decided how the training began
};
KeyReview reviewKeys(const DeltaKind &kind, const Config &config);

/// What people may know of the kind.
KindInfo infoOf(const DeltaKind &kind);

} // namespace deltascope::nn
