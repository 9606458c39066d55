#pragma once

#include "nn/delta/delta.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace deltascope {

/// A hash of a folder's configuration, apart from what it says of the backbone's origin and of versions, and of its
/// tensors' names, types and shapes.
std::uint64_t formOf(const nn::DeltaFolder &folder);

/// Tells delta folders of equal content, whatever the file format: equal configurations, apart from what they say of
/// the backbone's origin and of versions, and equal tensors. Bytes are read only where configurations and headers
/// agree.
class Duplicates {
public:
    /// The path of an earlier folder with the same content; `form` is its formOf(). Empty if there is none, and the
    /// folder is remembered.
    std::string find(const std::string &path, const nn::DeltaFolder &folder, std::uint64_t form);

private:
    struct Group {
        std::string first; ///< of which no bytes were read yet; else empty
        std::unordered_map<std::uint64_t, std::vector<std::string>> bySample;
    };
    std::unordered_map<std::uint64_t, Group> m_groups; ///< by form
};

} // namespace deltascope
