// A merged checkpoint on its way to the disk: what is in it, and what stays of one that did not get there.
#include "engine/deltasession.h"
#include "engine/engine.h"
#include "io/checkpoint.h"
#include "io/files.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>

#include <sys/wait.h>
#include <unistd.h>

using namespace deltascope;
using namespace deltascope::test;

namespace {

const std::string area = TEST_DATA "/oracles/opendelta";
const std::string model = area + "/backbones/bart-sc";
constexpr char target[] = "DELTASCOPE_TEST_TARGET"; // the environment variable that tells the process that dies

struct Merging : DeltaSession {
    Merging()
        : DeltaSession(model)
    {
        for (const std::string name : {"bart-sc--lora-fc1", "bart-sc--bitfit-ff"})
            mix.deltas.push_back({addSaved(area + "/deltas/" + name), true, 0.75, {}});
    }
    Outcome<VerifiedMerge> verified(const std::string &folder, Verification verification, Progress &progress)
    {
        return engine->verifiedMerges()->mergeVerified({mix, {}, folder}, verification, progress);
    }
    Mix mix;
};

/// Does something once the merged checkpoint is written and its outputs are compared.
struct AtComparing final : Progress {
    explicit AtComparing(std::function<void()> act)
        : act(std::move(act))
    {
    }
    void report(double, std::string_view what) override
    {
        if (what == "comparing outputs")
            act();
    }
    bool cancelled() const override { return isCancelled; }
    std::function<void()> act;
    bool isCancelled = false;
};

std::string_view bytesOf(const io::TensorEntry &entry) { return entry.file->text().substr(entry.offset, entry.bytes); }

} // namespace

TEST_CASE("a verified merge writes what the merge of the window writes, and says which files")
{
    const TempFolder folder;
    Merging session;
    const auto errand = session.engine->merges()->merge({session.mix, {}, folder / "window"}, session.progress);
    REQUIRE_MESSAGE(errand.ok(), errand.error().sentence());
    CHECK_FALSE(std::filesystem::exists(folder / "window"));
    REQUIRE(errand.value()(session.progress).ok());
    const auto measured = session.engine->merges()->measureMerge({session.mix, {}, {}}, session.progress);
    REQUIRE(measured.ok());
    for (const Verification verification : {Verification::Quick, Verification::Full}) {
        const std::string name = verification == Verification::Quick ? "quick" : "full";
        const auto merged = session.verified(folder / name, verification, session.progress);
        REQUIRE_MESSAGE(merged.ok(), merged.error().sentence());
        CHECK(merged.value().report.maxAbsError < 1e-4);
        CHECK(merged.value().report.modules.size() == measured.value().modules.size());
        CHECK(merged.value().wrote.size() > 1);
        for (const std::string &file : merged.value().wrote)
            CHECK(readAll(file) == readAll(folder / ("window/" + std::filesystem::path(file).filename().string())));
    }
}

TEST_CASE("tensors that no delta changes keep their bytes; those that one does are as many")
{
    const TempFolder folder;
    Merging session;
    const auto merged = session.verified(folder / "merged", Verification::Quick, session.progress);
    REQUIRE_MESSAGE(merged.ok(), merged.error().sentence());
    const io::CheckpointIndex before = io::openCheckpointFolder(model),
                              after = io::openCheckpointFolder(folder / "merged");
    REQUIRE(before.entries().size() == after.entries().size());
    std::size_t changed = 0;
    for (const io::TensorEntry &entry : before.entries()) {
        CAPTURE(entry.name);
        const io::TensorEntry *now = after.find(entry.name);
        REQUIRE(now);
        CHECK(now->shape == entry.shape);
        const bool isSame = bytesOf(*now) == bytesOf(entry);
        CHECK((isSame || entry.name.find("fc") != std::string::npos));
        changed += !isSame;
    }
    CHECK(changed > 0);
    CHECK(changed < before.entries().size() / 2);
}

TEST_CASE("a merge that is cancelled leaves nothing, not even the folders on the way")
{
    const TempFolder folder;
    Merging session;
    AtComparing progress([&] { progress.isCancelled = true; });
    CHECK_FALSE(session.verified(folder / "new/merged", Verification::Quick, progress).ok());
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a merge that dies" * doctest::skip())
{
    AtComparing progress([] { ::raise(SIGKILL); });
    Merging().verified(std::getenv(target), Verification::Quick, progress);
    FAIL("it lives");
}

TEST_CASE("a merge that is killed leaves nothing")
{
    const TempFolder folder;
    const pid_t child = ::fork();
    if (child == 0) {
        ::setenv(target, (folder / "new/merged").c_str(), 1);
        ::execl("/proc/self/exe", "tst_merging", "--no-skip", "--test-case=a merge that dies", nullptr);
        ::_exit(1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
    CHECK(std::filesystem::is_empty(folder.path()));
}
