#pragma once

#include "files/journal.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace deltascope::files {

/// A session as the store has it.
struct KeptSession {
    std::string path; ///< of its files, without endings
    SessionFile session;
    std::int64_t edited = 0; ///< last, in seconds since 1970
};

/// The folder where sessions are kept, each as it was last: one for a model, and more where several windows had the
/// same model open. A window holds the one it edits, so that none overwrites another's.
class SessionStore {
public:
    explicit SessionStore(std::string folder);

    /// The session that was edited last, whether a window holds it or not; nothing if none is kept or none can be read.
    std::optional<SessionFile> newest() const;
    /// Every one that can be read, those that windows hold too, up to `most`: the one edited last first.
    std::vector<KeptSession> kept(std::size_t most) const;

    struct Claim {
        std::unique_ptr<Journal> journal; ///< not begun yet
        std::optional<SessionFile> session; ///< what was kept; nothing for a model that is new here
        std::string problem; ///< why something kept could not be read; it was put aside
        bool isLeftBehind = false; ///< the program that edited it last was killed
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
    /// Takes that very one; where a window holds it, a new one that begins as a copy. Throws Failure if it cannot be
    /// read.
    Claim claimThis(const KeptSession &kept);
    /// It is kept no more, unless a window holds it.
    void forget(const std::string &path) const;

private:
    Claim claimFree(const std::string &model, const IsLike &isLike, std::vector<std::string> &held);
    std::vector<std::string> pathsOf(const std::string &prefix) const;
    std::unique_ptr<Journal> newJournal(const std::string &model) const;
    void removeLocks();
    void makeFolder() const;

    std::string m_folder;
    std::vector<std::string> m_leftBehind; ///< paths of sessions that programs which were killed held
};

} // namespace deltascope::files
