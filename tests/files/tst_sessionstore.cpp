// The sessions that are kept, seen from outside: which there are, and taking a certain one.
#include "core/outcome.h"
#include "files/sessionstore.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace deltascope;
using namespace deltascope::files;
namespace fs = std::filesystem;

namespace {

struct Home {
    fs::path path = fs::temp_directory_path() / ("deltascope-store-" + std::to_string(::getpid()));
    SessionStore store{path.string()};

    Home() { fs::remove_all(path); }
    ~Home() { fs::remove_all(path); }
    /// Keeps a session with that text as its input, edited so many seconds ago.
    void keep(const std::string &model, const std::string &text, int age)
    {
        SessionFile session;
        session.model.model = model;
        Input input;
        input.text = text;
        addInput(session.state, std::move(input));
        const auto claim = store.claimNew(model);
        claim.journal->begin(session);
        const auto then = fs::file_time_type::clock::now() - std::chrono::seconds(age);
        for (const char *ending : {".deltascope", ".journal"})
            fs::last_write_time(claim.journal->path() + ending, then);
    }
};

std::string textOf(const SessionFile &session) { return session.state.inputs.at(0).input.text.value(); }

} // namespace

TEST_CASE("what is kept is listed by its last edit, and what cannot be read is left out")
{
    Home home;
    CHECK(home.store.kept(10).empty());
    home.keep("/a", "old", 300);
    home.keep("/b", "new", 10);
    home.keep("/a", "middle", 100);
    std::ofstream(home.path / "torn-1.deltascope") << "{";
    const auto kept = home.store.kept(10);
    REQUIRE(kept.size() == 3);
    CHECK(textOf(kept[0].session) == "new");
    CHECK(textOf(kept[1].session) == "middle");
    CHECK(textOf(kept[2].session) == "old");
    CHECK(kept[0].session.model.model == "/b");
    CHECK(kept[0].edited - kept[2].edited >= 289);
    CHECK(kept[0].edited - kept[2].edited <= 291);
    CHECK(home.store.kept(2).size() == 2);
}

TEST_CASE("that very session is taken, a copy of it while a window holds it")
{
    Home home;
    home.keep("/a", "old", 300);
    home.keep("/a", "new", 10);
    const KeptSession old = home.store.kept(10).at(1);
    auto claim = home.store.claimThis(old);
    CHECK(claim.journal->path() == old.path);
    CHECK(textOf(*claim.session) == "old");
    const auto copy = home.store.claimThis(old);
    CHECK(copy.journal->path() != old.path);
    CHECK(textOf(*copy.session) == "old");
    home.store.forget(old.path); // held
    CHECK(home.store.kept(10).size() == 2);
    claim.journal.reset();
    home.store.forget(old.path);
    REQUIRE(home.store.kept(10).size() == 1);
    CHECK(textOf(home.store.kept(10).at(0).session) == "new");
    CHECK_THROWS_AS((void)home.store.claimThis(old), Failure);
}

TEST_CASE("what a program that was killed held is told apart from what was let go")
{
    Home home;
    home.keep("/a", "killed", 10);
    home.keep("/b", "closed", 20);
    const std::string killed = home.store.kept(1)[0].path;
    std::ofstream(killed + ".lock"); // its holder is gone, the file stays
    SessionStore next(home.path.string());
    CHECK(next.claim("/a").isLeftBehind);
    CHECK_FALSE(next.claim("/b").isLeftBehind);
    CHECK_FALSE(next.claim("/a").isLeftBehind); // opened again in the same program: nothing is to be told
    CHECK_FALSE(fs::exists(killed + ".lock"));
    CHECK_FALSE(SessionStore(home.path.string()).claim("/a").isLeftBehind);
}
