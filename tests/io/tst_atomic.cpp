#include "io/atomicfile.h"
#include "io/atomicfolder.h"
#include "io/bytesource.h"

#include "io/files.h"

#include <sys/stat.h>

namespace fs = std::filesystem;
using namespace deltascope;
using namespace deltascope::test;

TEST_CASE("bytes: empty files, folders, pipes and missing files")
{
    const TempFolder folder;
    CHECK(io::MappedFile::open(folder.write("empty", ""))->text().empty());
    CHECK(contains(refusal([&] { io::MappedFile::open(folder.path()); }).sentence(), "found a folder"));
    CHECK(contains(refusal([&] { io::MappedFile::open(folder / "ghost"); }).sentence(), "ghost"));
    REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK(contains(refusal([&] { io::MappedFile::open(folder / "pipe"); }).sentence(), "pipe"));
}

TEST_CASE("bytes: a slice lies inside the file")
{
    const TempFolder folder;
    const auto file = io::MappedFile::open(folder.write("ten", "0123456789"));
    CHECK(file->slice(10, 0).empty());
    CHECK(file->slice(8, 2)[1] == '9');
    for (const auto &[offset, length] :
         {std::pair<std::uint64_t, std::uint64_t>{8, 3}, {11, 0}, {1, ~0ull}, {~0ull, 2}})
        CHECK(refusal([&, from = offset, count = length] { file->slice(from, count); }).code == "truncated");
}

TEST_CASE("atomic file: without commit the old content stays and nothing is left over")
{
    const TempFolder folder;
    const std::string path = folder.write("tree.txt", "old");
    {
        io::AtomicFile file(path);
        file.write("new");
        CHECK(readAll(path) == "old");
    }
    CHECK(readAll(path) == "old");
    {
        io::AtomicFile file(path);
        file.write("new");
        file.commit();
    }
    CHECK(readAll(path) == "new");
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("atomic folder: appears whole")
{
    const TempFolder folder;
    for (const std::string &target : {folder / "new/deep/delta", folder / "slash/", folder / "empty"}) {
        if (fs::path(target).filename() == "empty")
            fs::create_directory(target);
        io::AtomicFolder out(target);
        out.write("config.json", "{}");
        out.copy("copy.json", folder.write("from", "[]"));
        CHECK_FALSE(fs::exists(fs::path(target) / "config.json"));
        const auto files = out.commit();
        REQUIRE(files.size() == 2);
        CHECK(readAll(files[0]) == "{}");
        CHECK(readAll(files[1]) == "[]");
        CHECK(fs::path(files[0]).filename() == "config.json");
    }
}

TEST_CASE("atomic folder: nothing stays behind what was not committed")
{
    const TempFolder folder;
    {
        io::AtomicFolder out(folder / "new/deep/delta");
        out.write("config.json", "{}");
        CHECK(contains(refusal([&] { out.write("../escape", ""); }).sentence(), "../escape"));
    }
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("atomic folder: what is there is never replaced")
{
    const TempFolder folder;
    const std::string file = folder.write("full/file", "kept");
    CHECK(contains(refusal([&] { io::AtomicFolder out(folder / "full"); }).sentence(), "full"));
    CHECK(contains(refusal([&] { io::AtomicFolder out(file); }).sentence(), "found a file"));
    CHECK(contains(refusal([&] { io::AtomicFolder out(file + "/below"); }).sentence(), "below"));
    CHECK(readAll(file) == "kept");
    CHECK(std::distance(fs::recursive_directory_iterator(folder.path()), {}) == 2);
}
