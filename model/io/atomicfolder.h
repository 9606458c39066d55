#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace deltascope::io {

/// A folder that appears whole or not at all: filled beside its place, moved there by commit(). What is not committed
/// is removed again, with the parents that were made for it. Throws Failure.
class AtomicFolder {
public:
    /// Refuses a target that is there already, unless it is an empty folder.
    static void expectFree(const std::string &target);
    explicit AtomicFolder(const std::string &target);
    ~AtomicFolder();
    AtomicFolder(const AtomicFolder &) = delete;
    AtomicFolder &operator=(const AtomicFolder &) = delete;

    /// Where to write a file of that name (no folders in it); the folder is made by then.
    std::string pathOf(const std::string &name);
    /// The same, when nothing is to be made yet.
    std::string placeOf(const std::string &name) const;
    /// A folder that is there already, in whose file system this one will be.
    std::string neighbour() const;
    void write(const std::string &name, std::string_view text);
    void copy(const std::string &name, const std::string &from);
    /// Moves the folder into place; the paths of its files, sorted.
    std::vector<std::string> commit();

private:
    void make();
    void abandon();

    std::filesystem::path m_target, m_beside;
    bool m_isMade = false;
    std::filesystem::path m_made; ///< the topmost parent that was made for the target; empty if none
};

} // namespace deltascope::io
