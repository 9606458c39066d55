#pragma once

#include "files/journal.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace deltascope::files {

/// The folder where sessions are kept, each as it was last: one for a model, and more where several windows had the
/// same model open. A window holds the one it edits, so that none overwrites another's.
class SessionStore {
public:
    explicit SessionStore(std::string folder);

    /// The session that was edited last, whether a window holds it or not; nothing if none is kept or none can be read.
    std::optional<SessionFile> newest() const;

    struct Claim {
        std::unique_ptr<Journal> journal; ///< not begun yet
        std::optional<SessionFile> session; ///< what was kept; nothing for a model that is new here
        std::string problem; ///< why something kept could not be read; it was put aside
    };
    /// Takes the model's newest session that no window holds. Where windows hold all of them, a new one that begins as
    /// a copy. Throws Failure if the folder cannot be written.
    Claim claim(const std::string &model);
    using IsLike = std::function<bool(const SessionFile &)>;
    /// The same of those sessions that `isLike` says yes to; a new one, without a copy, where no window can have one.
    Claim claimLike(const std::string &model, const IsLike &isLike);
    /// Takes a new one, whatever was kept of the model. Of sessions that no window holds the oldest go when there are
    /// very many.
    Claim claimNew(const std::string &model);

private:
    Claim claimFree(const std::string &model, const IsLike &isLike, std::vector<std::string> &held) const;
    std::vector<std::string> pathsOf(const std::string &prefix) const;
    std::unique_ptr<Journal> newJournal(const std::string &model) const;
    void removeLocks() const;
    void makeFolder() const;

    std::string m_folder;
};

} // namespace deltascope::files
