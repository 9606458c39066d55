#pragma once

#include <string_view>
#include <vector>

namespace deltascope::tree {

/// One row of a backbone's table of common names. `$` stands for a layer number and is kept.
struct StructureRow {
    std::string_view original; ///< "encoder.layer.$.attention"
    std::string_view common; ///< "encoder@.block@.$.attn@"
    std::string_view virtualParent; ///< replaces the last part for a second, virtual name ("ff@"); usually empty
};

struct StructureTable {
    std::vector<std::string_view> classes;
    std::vector<StructureRow> rows;
};

/// The classes that OpenDelta knows common names for (opendelta/utils/common_structures).
const std::vector<StructureTable> &structureTables();

} // namespace deltascope::tree
