#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace deltascope {

/// A delta folder on a shelf, as its configuration and the headers of its weights say.
struct ShelfEntry {
    /// Unknown: no backbone is open. Broken: its files cannot be read, or their kind is none that this program knows.
    enum class Fit { Unknown, Fits, Differs, Broken };

    std::string path; ///< of the folder
    std::string name; ///< its path below the shelf; for the shelf's own folder that folder's name
    std::string library, kind; ///< as its files name them; empty if they do not say
    std::vector<std::string> targets; ///< modified_modules or target_modules as configured
    std::string backbone; ///< that it names; may be empty
    std::int64_t parameters = 0, bytes = 0; ///< of all its tensors
    Fit fit = Fit::Unknown;
    std::string code, says; ///< one sentence and its code (cli.md, check): why it does not fit or is broken, or a
                            ///< warning; may be empty
    std::string sameAs; ///< path of an entry found earlier whose configuration and tensors are equal; mostly empty
    std::vector<int> sites; ///< modules of the open backbone at which it would sit
};

/// A part of a walk through a shelf.
struct ShelfBatch {
    std::vector<ShelfEntry> entries;
    std::int64_t folders = 0; ///< looked into since the walk began
    bool isLast = false;
};

} // namespace deltascope
