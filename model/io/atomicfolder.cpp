#include "io/atomicfolder.h"

#include "core/outcome.h"
#include "io/atomicfile.h"
#include "io/bytesource.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace deltascope::io {

namespace fs = std::filesystem;

namespace {

void syncFolder(const fs::path &folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

/// The topmost folder on the way to `folder` that does not exist; empty if there is none.
fs::path firstMissing(fs::path folder)
{
    fs::path missing;
    std::error_code error;
    for (; !folder.empty() && !fs::exists(folder, error) && !error; folder = folder.parent_path())
        missing = folder;
    return missing;
}

} // namespace

void AtomicFolder::expectFree(const std::string &target)
{
    if (target.empty())
        throw Failure("", "expected the name of a folder to write, found nothing");
    std::error_code error;
    const fs::file_status status = fs::status(target, error);
    if (!fs::exists(status))
        return;
    if (!fs::is_directory(status))
        throw Failure(target, "expected a folder that is new or empty, found a file");
    if (!fs::is_empty(target, error) || error)
        throw Failure(target, "expected a folder that is new or empty, found files in it");
}

AtomicFolder::AtomicFolder(const std::string &target)
{
    expectFree(target);
    std::error_code error;
    m_target = fs::absolute(target, error).lexically_normal();
    if (!m_target.has_filename()) // a slash at the end
        m_target = m_target.parent_path();
    m_beside = m_target.parent_path() / ("." + m_target.filename().string() + ".part-" + std::to_string(::getpid()));
    if (!error && !fs::is_directory(neighbour(), error) && !error)
        error = std::make_error_code(std::errc::not_a_directory);
    if (!error && ::access(neighbour().c_str(), W_OK | X_OK) != 0)
        error = {errno, std::generic_category()};
    if (error)
        throw Failure(target, "cannot be created: " + error.message());
}

void AtomicFolder::make()
{
    if (m_isMade)
        return;
    std::error_code error;
    m_made = firstMissing(m_target.parent_path());
    m_isMade = true;
    fs::create_directories(m_target.parent_path(), error);
    if (!error) {
        fs::remove_all(m_beside, error);
        fs::create_directory(m_beside, error);
    }
    if (error)
        throw Failure(m_target.string(), "cannot be created: " + error.message());
}

std::string AtomicFolder::neighbour() const
{
    fs::path folder = m_target.parent_path();
    std::error_code error;
    while (folder.has_relative_path() && !fs::exists(fs::symlink_status(folder, error)))
        folder = folder.parent_path();
    return folder.string();
}

AtomicFolder::~AtomicFolder() { abandon(); }

void AtomicFolder::abandon()
{
    std::error_code ignored;
    if (m_target.empty() || !m_isMade)
        return;
    fs::remove_all(m_beside, ignored);
    if (m_made.empty())
        return;
    // Only what is still empty goes: somebody else may have put something there.
    for (fs::path folder = m_target.parent_path(); fs::remove(folder, ignored) && folder != m_made;)
        folder = folder.parent_path();
}

std::string AtomicFolder::pathOf(const std::string &name)
{
    make();
    return placeOf(name);
}

std::string AtomicFolder::placeOf(const std::string &name) const
{
    if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos)
        throw Failure(m_target.string(), "expected the name of a file in the folder, found " + name);
    return (m_beside / name).string();
}

void AtomicFolder::write(const std::string &name, std::string_view text)
{
    AtomicFile file(pathOf(name));
    file.write(text);
    file.commit();
}

void AtomicFolder::copy(const std::string &name, const std::string &from)
{
    write(name, MappedFile::open(from)->text());
}

std::vector<std::string> AtomicFolder::commit()
{
    make();
    std::vector<std::string> written;
    for (const fs::directory_entry &file : fs::directory_iterator(m_beside))
        written.push_back((m_target / file.path().filename()).string());
    std::sort(written.begin(), written.end());
    syncFolder(m_beside);
    std::error_code error;
    fs::rename(m_beside, m_target, error); // onto an empty folder, or where nothing is
    if (error)
        throw Failure(m_target.string(), "cannot be moved into place: " + error.message());
    syncFolder(m_target.parent_path());
    m_target.clear(); // nothing to abandon any more
    return written;
}

} // namespace deltascope::io
