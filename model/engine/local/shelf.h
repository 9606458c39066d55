#pragma once

#include "core/shelf.h"
#include "engine/local/duplicates.h"
#include "engine/local/session.h"

#include <filesystem>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace deltascope {

/// A walk through a folder for deltas, in the order of their names, that pauses after every batch. Reads configurations
/// and headers; of tensors only what telling duplicates apart takes. A folder that cannot be read is an entry that says
/// why.
class ShelfScan {
public:
    /// Throws Failure if there is no such folder.
    explicit ShelfScan(const std::string &folder);

    /// The next finds, after about 30 ms of work. `session` is the open backbone, the same in every call; may be null.
    /// Throws Cancelled.
    ShelfBatch next(const Session *session, const Progress &progress);

private:
    /// What does not depend on the numbers: folders of equal configurations and headers share it.
    struct Verdict {
        ShelfEntry::Fit fit = ShelfEntry::Fit::Unknown;
        std::string code, says;
        std::vector<int> sites;
    };

    static Verdict judge(const Session &session, const nn::DeltaFolder &folder);
    void visit(const std::filesystem::path &folder, const Session *session, std::vector<ShelfEntry> &found);

    std::filesystem::path m_root;
    std::vector<std::filesystem::path> m_waiting; ///< the next one last
    std::set<std::filesystem::path> m_linked; ///< targets of links that were followed, so that circles end
    std::int64_t m_folders = 0;
    Duplicates m_duplicates;
    std::unordered_map<std::uint64_t, Verdict> m_verdicts; ///< by formOf()
};

} // namespace deltascope
