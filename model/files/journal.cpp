#include "files/journal.h"

#include "core/outcome.h"
#include "files/editjson.h"
#include "io/atomicfile.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace deltascope::files {

namespace {

using Json = nlohmann::ordered_json;

std::string snapshotOf(const std::string &path) { return path + ".deltascope"; }

std::string contents(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Tells a snapshot from the others before it: a hash of its text (FNV-1a).
std::string markOf(const std::string &snapshot)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char byte : snapshot)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
    return std::to_string(hash);
}

int openFile(const std::string &path, int flags)
{
    const int file = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
    if (file < 0)
        throw Failure(path, std::string("could not be opened: ") + std::strerror(errno));
    return file;
}

bool isSameFile(int file, const std::string &path)
{
    struct stat held = {}, named = {};
    return ::fstat(file, &held) == 0 && ::stat(path.c_str(), &named) == 0 && held.st_ino == named.st_ino
           && held.st_dev == named.st_dev;
}

/// -1 if somebody else has it. Whoever lets a lock go removes its file, which another may have opened meanwhile: what
/// counts is the file that stands there.
int takeLock(const std::string &path)
{
    for (;;) {
        const int lock = openFile(path, O_RDWR | O_CREAT);
        const bool isFree = ::flock(lock, LOCK_EX | LOCK_NB) == 0;
        if (isFree && isSameFile(lock, path))
            return lock;
        ::close(lock);
        if (!isFree)
            return -1;
    }
}

/// Makes one line's step; whether it could be.
bool makeStep(const std::string &where, std::string_view line, session::State &state, ModuleTable &modules)
{
    const Json step = Json::parse(line, nullptr, false);
    if (step.is_discarded())
        return false;
    try {
        const std::vector<JsonAt> edits = JsonAt(step, where).list();
        if (edits.size() == 1) {
            perform(state, editFrom(edits.front(), state, modules));
            return true;
        }
        session::State next = state; // all of a step or nothing
        for (const JsonAt &edit : edits)
            perform(next, editFrom(edit, next, modules));
        state = std::move(next);
    } catch (const Failure &) {
        return false;
    }
    return true;
}

} // namespace

Journal::Journal(std::string path)
    : m_path(std::move(path))
    , m_lock(takeLock(m_path + ".lock"))
{
    if (m_lock < 0)
        throw Failure(snapshotOf(m_path), "is open in another window");
}

Journal::~Journal()
{
    if (m_file >= 0)
        ::close(m_file);
    ::unlink((m_path + ".lock").c_str());
    ::close(m_lock);
}

void Journal::begin(const SessionFile &session)
{
    const std::string text = sessionText(session);
    io::AtomicFile snapshot(snapshotOf(m_path));
    snapshot.write(text);
    snapshot.commit();
    // From here on the old journal is another snapshot's.
    if (m_file >= 0)
        ::close(m_file);
    m_file = openFile(m_path + ".journal", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND);
    m_bytes = 0;
    m_snapshot = text.size();
    write(Json{{"snapshot", markOf(text)}}.dump());
}

void Journal::append(const session::Edits &step, const session::State &before, const std::vector<std::string> &modules)
{
    Json line = Json::array();
    if (step.size() == 1) {
        line.push_back(toJson(step.front(), before, Names(before, modules)));
    } else {
        session::State at = before;
        for (const session::Edit &edit : step) {
            Json written = toJson(edit, at, Names(at, modules));
            if (perform(at, edit).any())
                line.push_back(std::move(written));
        }
    }
    write(line.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void Journal::write(const std::string &line)
{
    const std::string whole = line + "\n";
    if (m_file < 0 || ::write(m_file, whole.data(), whole.size()) != ssize_t(whole.size()))
        throw Failure(m_path + ".journal", std::string("could not be written: ") + std::strerror(errno));
    m_bytes += whole.size();
}

std::function<void()> Journal::syncing() const
{
    const int file = m_file < 0 ? -1 : ::fcntl(m_file, F_DUPFD_CLOEXEC, 0);
    return [file] {
        if (file < 0)
            return;
        ::fdatasync(file);
        ::close(file);
    };
}

SessionFile restored(const std::string &path)
{
    SessionFile session = readSession(snapshotOf(path));
    const std::string name = path + ".journal", journal = contents(name);
    ModuleTable modules(session.modules);
    int number = 0;
    for (std::size_t begin = 0, end; (end = journal.find('\n', begin)) != std::string::npos; begin = end + 1) {
        const std::string_view line(journal.data() + begin, end - begin);
        if (++number == 1) {
            if (line != Json{{"snapshot", markOf(contents(snapshotOf(path)))}}.dump())
                break;
        } else if (!makeStep(name + ", line " + std::to_string(number), line, session.state, modules)) {
            break;
        }
    }
    session.modules = modules.names();
    return session;
}

} // namespace deltascope::files
