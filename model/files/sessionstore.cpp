#include "files/sessionstore.h"

#include "core/outcome.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <filesystem>

namespace deltascope::files {

namespace fs = std::filesystem;

namespace {

/// What a model's sessions are called: the end of its name, readable, and a hash of the whole (FNV-1a, 32 bits).
std::string prefixOf(const std::string &model)
{
    std::uint32_t hash = 2166136261U;
    for (const char byte : model)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
    std::string name;
    for (const char byte : fs::path(model).filename().string())
        name += std::isalnum(static_cast<unsigned char>(byte)) ? byte : '_';
    char digits[16];
    std::snprintf(digits, sizeof digits, "%08x", hash);
    return name.substr(0, 40) + "-" + digits;
}

constexpr std::size_t mostKept = 20; ///< of one model

fs::file_time_type lastEdit(const std::string &path)
{
    std::error_code none;
    const auto snapshot = fs::last_write_time(path + ".deltascope", none);
    const auto journal = fs::last_write_time(path + ".journal", none);
    return none ? snapshot : std::max(snapshot, journal);
}

std::unique_ptr<Journal> tryJournal(const std::string &path)
{
    try {
        return std::make_unique<Journal>(path);
    } catch (const Failure &) {
        return nullptr;
    }
}

/// Out of the way of what is kept, and still there.
void putAside(const std::string &path)
{
    std::error_code ignored;
    fs::rename(path + ".deltascope", path + ".unreadable", ignored);
    fs::rename(path + ".journal", path + ".unreadable-journal", ignored);
}

void removeKept(const std::string &path)
{
    std::error_code ignored;
    for (const char *ending : {".deltascope", ".journal"})
        fs::remove(path + ending, ignored);
}

/// The session of a file, or a sentence why not.
std::optional<SessionFile> readKept(const std::string &path, const std::string &model, std::string &problem)
{
    try {
        SessionFile session = restored(path);
        return session.model.model == model ? std::optional(std::move(session)) : std::nullopt;
    } catch (const Failure &failure) {
        problem = failure.what();
        return std::nullopt;
    }
}

} // namespace

SessionStore::SessionStore(std::string folder)
    : m_folder(std::move(folder))
{
    removeLocks();
}

/// What programs that were killed left behind: whoever holds a lock and lets it go removes it.
void SessionStore::removeLocks()
{
    std::vector<fs::path> left;
    std::error_code none;
    for (const fs::directory_entry &entry : fs::directory_iterator(m_folder, none))
        if (entry.path().extension() == ".lock")
            left.push_back(entry.path());
    for (const fs::path &lock : left)
        if (std::string path = (lock.parent_path() / lock.stem()).string(); tryJournal(path))
            m_leftBehind.push_back(std::move(path));
}

/// Without their endings, the one edited last first.
std::vector<std::string> SessionStore::pathsOf(const std::string &prefix) const
{
    std::vector<std::string> paths;
    std::error_code none;
    for (const fs::directory_entry &entry : fs::directory_iterator(m_folder, none)) {
        const fs::path &path = entry.path();
        if (path.extension() == ".deltascope" && path.filename().string().starts_with(prefix))
            paths.push_back((path.parent_path() / path.stem()).string());
    }
    std::sort(paths.begin(), paths.end(), [](const std::string &a, const std::string &b) {
        const auto timeA = lastEdit(a), timeB = lastEdit(b);
        return timeA != timeB ? timeA > timeB : a < b;
    });
    return paths;
}

std::optional<SessionFile> SessionStore::newest() const
{
    for (const std::string &path : pathsOf({}))
        try {
            return restored(path);
        } catch (const Failure &) {
            continue;
        }
    return std::nullopt;
}

std::vector<KeptSession> SessionStore::kept(std::size_t most) const
{
    std::vector<KeptSession> all;
    for (const std::string &path : pathsOf({})) {
        if (all.size() == most)
            break;
        try {
            const auto edited = std::chrono::file_clock::to_sys(lastEdit(path)).time_since_epoch();
            all.push_back({path, restored(path), std::chrono::duration_cast<std::chrono::seconds>(edited).count()});
        } catch (const Failure &) {
            continue;
        }
    }
    return all;
}

/// The newest that no window holds and `isLike` says yes to; without a journal if there is none. Those that windows
/// hold are added to `held`.
SessionStore::Claim SessionStore::claimFree(const std::string &model, const IsLike &isLike,
                                            std::vector<std::string> &held)
{
    makeFolder();
    Claim claim;
    for (const std::string &path : pathsOf(prefixOf(model))) {
        auto journal = tryJournal(path);
        if (!journal) {
            held.push_back(path);
            continue;
        }
        auto session = readKept(path, model, claim.problem);
        if (session && isLike(*session)) {
            claim.journal = std::move(journal);
            claim.session = std::move(session);
            claim.isLeftBehind = std::erase(m_leftBehind, path) > 0; // said once
            return claim;
        }
        if (!session && !claim.problem.empty())
            putAside(path);
    }
    return claim;
}

SessionStore::Claim SessionStore::claim(const std::string &model)
{
    std::vector<std::string> held;
    Claim claim = claimFree(
        model, [](const SessionFile &) { return true; }, held);
    if (claim.journal)
        return claim;
    std::string ignored;
    for (std::size_t i = 0; i < held.size() && !claim.session; ++i)
        claim.session = readKept(held[i], model, ignored);
    claim.journal = newJournal(model);
    return claim;
}

SessionStore::Claim SessionStore::claimLike(const std::string &model, const IsLike &isLike)
{
    std::vector<std::string> held;
    Claim claim = claimFree(model, isLike, held);
    if (!claim.journal)
        claim.journal = claimNew(model).journal;
    return claim;
}

SessionStore::Claim SessionStore::claimNew(const std::string &model)
{
    makeFolder();
    const std::vector<std::string> kept = pathsOf(prefixOf(model));
    for (std::size_t i = mostKept; i < kept.size(); ++i)
        forget(kept[i]);
    return {newJournal(model), std::nullopt, {}};
}

SessionStore::Claim SessionStore::claimThis(const KeptSession &kept)
{
    auto journal = tryJournal(kept.path);
    SessionFile session = restored(kept.path);
    if (!journal)
        journal = claimNew(session.model.model).journal;
    return {std::move(journal), std::move(session), {}};
}

void SessionStore::forget(const std::string &path) const
{
    if (const auto journal = tryJournal(path))
        removeKept(path);
}

void SessionStore::makeFolder() const
{
    std::error_code failed;
    fs::create_directories(m_folder, failed);
    if (failed)
        throw Failure(m_folder, "expected a folder for sessions, found none that can be made");
}

std::unique_ptr<Journal> SessionStore::newJournal(const std::string &model) const
{
    const std::string base = m_folder + "/" + prefixOf(model);
    constexpr int mostWindows = 1000;
    for (int number = 1; number < mostWindows; ++number) {
        const std::string path = number == 1 ? base : base + "-" + std::to_string(number);
        if (fs::exists(path + ".deltascope"))
            continue;
        if (auto journal = tryJournal(path))
            return journal;
    }
    throw Failure(m_folder, "expected a folder where sessions can be kept, found none that can be written");
}

} // namespace deltascope::files
