#include "core/outcome.h"
#include "files/journal.h"
#include "files/samesession.h"
#include "files/sessionstore.h"
#include "support/randomstate.h"

#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace deltascope;
using namespace deltascope::files;
using deltascope::test::RandomSession;
using deltascope::test::renumbered;
namespace fs = std::filesystem;

namespace {

/// A folder of its own that goes with the test.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("deltascope-journal-" + std::to_string(::getpid()));
    Folder()
    {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
    std::string at(const char *name) const { return (path / name).string(); }
};

SessionFile sessionOf(const session::State &state, const std::string &model = "m")
{
    SessionFile session;
    session.model.model = model;
    session.modules = RandomSession::modules();
    session.state = state;
    return session;
}

bool areSame(const SessionFile &a, const SessionFile &b)
{
    return a.model == b.model && renumbered(a) == renumbered(b);
}

/// Starts the writer, kills it after `steps` steps and a little, and returns how many it had said.
int writeAndKill(const std::string &path, unsigned seed, int steps, int microseconds)
{
    int pipes[2];
    REQUIRE(::pipe(pipes) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(pipes[1], STDOUT_FILENO);
        ::execl(WRITER, WRITER, path.c_str(), std::to_string(seed).c_str(), nullptr);
        ::_exit(127);
    }
    ::close(pipes[1]);
    int said = 0, next = 0;
    while (said < steps && ::read(pipes[0], &next, sizeof next) == sizeof next)
        said = next;
    ::usleep(useconds_t(microseconds));
    ::kill(child, SIGKILL);
    while (::read(pipes[0], &next, sizeof next) == sizeof next)
        said = next;
    ::close(pipes[0]);
    ::waitpid(child, nullptr, 0);
    return said;
}

/// What the writer's session is after so many steps.
session::State stateAfter(unsigned seed, int steps)
{
    RandomSession random(seed);
    session::State state;
    for (int i = 0; i < steps; ++i)
        perform(state, random.edit(state));
    return state;
}

} // namespace

TEST_CASE("every step is there again")
{
    const Folder folder;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        RandomSession random(seed);
        Journal journal(folder.at("s"));
        SessionFile session = sessionOf(random.state(20));
        journal.begin(session);
        for (int step = 0; step < 100; ++step) {
            session::Edits edits{random.edit(session.state)};
            session::State after = session.state;
            perform(after, edits.front());
            if (random.chance(30))
                edits.push_back(random.edit(after));
            if (session::State probe = session.state; !perform(probe, edits).any())
                continue;
            journal.append(edits, session.state, session.modules);
            perform(session.state, edits);
        }
        CAPTURE(seed);
        REQUIRE(areSame(restored(folder.at("s")), session));
    }
}

TEST_CASE("killed at any moment, the last step that was told is there")
{
    const Folder folder;
    RandomSession random(20240229);
    for (int kill = 0; kill < 50; ++kill) {
        const unsigned seed = 1000U + unsigned(kill);
        const int said = writeAndKill(folder.at("s"), seed, 1 + random.below(120), random.below(3000));
        const SessionFile after = restored(folder.at("s"));
        // A step may be written and not yet told.
        CAPTURE(kill);
        CAPTURE(said);
        REQUIRE((areSame(after, sessionOf(stateAfter(seed, said)))
                 || areSame(after, sessionOf(stateAfter(seed, said + 1)))));
    }
}

TEST_CASE("a line that was cut is as if it never was")
{
    const Folder folder;
    SessionFile session = sessionOf({});
    {
        Journal journal(folder.at("s"));
        journal.begin(session);
        for (int i = 0; i < 2; ++i) {
            const session::Edit edit = session::PutInput{{i + 1, {}, {}, {}}, i};
            journal.append({edit}, session.state, session.modules);
            perform(session.state, edit);
        }
    }
    const auto size = fs::file_size(folder.at("s.journal"));
    for (std::uintmax_t cut = 1; cut < 20; ++cut) {
        fs::resize_file(folder.at("s.journal"), size - cut);
        CHECK(restored(folder.at("s")).state.inputs.size() == 1);
    }
}

TEST_CASE("a journal left over from another snapshot is not made twice")
{
    const Folder folder;
    SessionFile session = sessionOf({});
    {
        Journal journal(folder.at("s"));
        journal.begin(session);
        const session::Edit edit = session::PutInput{{1, {}, {}, {}}, 0};
        journal.append({edit}, session.state, session.modules);
        perform(session.state, edit);
    }
    // As if it was killed between the new snapshot and the new journal.
    writeSession(folder.at("s.deltascope"), session);
    CHECK(restored(folder.at("s")).state.inputs.size() == 1);
}

TEST_CASE("a window keeps its session from others")
{
    const Folder folder;
    SessionStore store(folder.at("sessions"));
    auto first = store.claim("/models/m");
    CHECK(!first.session);
    RandomSession random(1);
    first.journal->begin(sessionOf(random.state(20), "/models/m"));

    auto second = store.claim("/models/m");
    REQUIRE(second.session);
    CHECK(second.journal->path() != first.journal->path());
    second.journal->begin(sessionOf(random.state(20), "/models/m"));
    auto other = store.claim("/models/other");
    CHECK(!other.session);
    other.journal->begin(sessionOf(random.state(5), "/models/other"));

    const SessionFile kept = restored(first.journal->path()), keptToo = restored(second.journal->path());
    CHECK(!areSame(kept, keptToo));
    const std::string path = first.journal->path();
    first.journal.reset();
    auto again = store.claim("/models/m");
    CHECK(again.journal->path() == path);
    CHECK(areSame(*again.session, kept));
    second.journal.reset();
    CHECK(areSame(*store.claim("/models/m").session, keptToo));
    CHECK(store.newest()->model.model == "/models/other");
}

TEST_CASE("a kept session that cannot be read is put aside and told")
{
    const Folder folder;
    SessionStore store(folder.at("sessions"));
    std::string path;
    {
        auto first = store.claim("/m");
        first.journal->begin(sessionOf({}, "/m"));
        path = first.journal->path();
    }
    std::ofstream(path + ".deltascope") << "garbage";
    const auto again = store.claim("/m");
    CHECK(!again.session);
    CHECK(again.problem.find(path) == 0);
    CHECK(fs::exists(path + ".unreadable"));
    CHECK(!store.newest());
}

TEST_CASE("a lock is there for as long as somebody holds it")
{
    const Folder folder;
    const std::string path = folder.at("one"), lock = path + ".lock";
    {
        const Journal journal(path);
        CHECK(fs::exists(lock));
        CHECK_THROWS_AS(std::make_unique<Journal>(path), Failure);
        CHECK(fs::exists(lock)); // who failed to get it leaves it
        std::ofstream(folder.at("killed") + ".lock");
        const SessionStore store(folder.path.string());
        CHECK_FALSE(fs::exists(folder.at("killed") + ".lock"));
        CHECK(fs::exists(lock));
    }
    CHECK_FALSE(fs::exists(lock));
    const Journal again(path);
    CHECK_THROWS_AS(std::make_unique<Journal>(path), Failure);
}
