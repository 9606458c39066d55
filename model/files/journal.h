#pragma once

#include "files/sessionfile.h"
#include "session/edit.h"

#include <cstdint>
#include <functional>
#include <string>

namespace deltascope::files {

/// A session that is kept as it is edited: a snapshot (a session file) and beside it a journal with one step of edits a
/// line. What was written is there after the program was killed at any moment; a line that was cut is as if it never
/// was. One process at a time holds a session, told by a lock that ends with the process.
///
/// PATH.deltascope, PATH.journal, and while it is held PATH.lock. The first line of a journal names the snapshot that
/// it goes on from, so that a journal which an interrupted compaction left behind is not made twice.
class Journal {
public:
    /// Takes the lock; throws Failure if another process holds it or the files cannot be written. `path` is without
    /// ending. What is there already can be read with restored().
    explicit Journal(std::string path);
    ~Journal();
    Journal(const Journal &) = delete;
    Journal &operator=(const Journal &) = delete;

    const std::string &path() const { return m_path; }

    /// The journal starts anew from this session.
    void begin(const SessionFile &session);
    /// Writes a step that is about to change `before`, whose sites are indices of `modules`.
    void append(const session::Edits &step, const session::State &before, const std::vector<std::string> &modules);
    /// Whether the journal is so long that begin() with the session as it is now would be better.
    bool isLong() const { return m_bytes > std::max(longest, sessionsLong * m_snapshot); }
    /// Puts what was written on the disk, so that it survives a loss of power too; takes its time. May be called once,
    /// on any thread, whatever becomes of the journal.
    std::function<void()> syncing() const;

private:
    static constexpr std::uint64_t longest = 1 << 20, sessionsLong = 16; ///< a key in a long text writes all of it

    void write(const std::string &line);

    std::string m_path;
    int m_lock = -1, m_file = -1;
    std::uint64_t m_bytes = 0, m_snapshot = 0; ///< sizes of the journal and of what it begins with
};

/// What a session was when its last step was written: its snapshot and every whole line of its journal. `path` is
/// without ending. Throws Failure; a journal that cannot be made counts up to the first such line.
SessionFile restored(const std::string &path);

} // namespace deltascope::files
