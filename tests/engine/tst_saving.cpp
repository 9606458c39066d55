// Deltas are written back, converted and merged.
#include "engine/deltasession.h"
#include "io/files.h"

#include <algorithm>

using namespace deltascope;
using namespace deltascope::test;

namespace {

const std::string oracles = TEST_DATA "/oracles";
const std::string area = oracles + "/opendelta";

std::vector<std::string> filesOf(const std::string &folder)
{
    std::vector<std::string> files;
    for (const auto &entry : std::filesystem::directory_iterator(folder))
        files.push_back(entry.path().filename().string());
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<std::string> save(DeltaSession &session, DeltaId id, const std::string &library, const std::string &folder,
                              double strength = 1)
{
    const auto wrote = session.engine->saves()->save({id, library, strength, folder}, session.progress);
    REQUIRE_MESSAGE(wrote.ok(), wrote.error().sentence());
    return wrote.value();
}

/// Saves, loads and saves again: the same outputs bit by bit, the same files byte by byte.
void roundTrip(DeltaSession &session, DeltaId id, const std::string &library)
{
    const TempFolder folder;
    save(session, id, library, folder / "first");
    const DeltaId loaded = session.addSaved(folder / "first");
    CHECK(sameBits(session.runWith(loaded), session.runWith(id)));
    save(session, loaded, library, folder / "second");
    CHECK(filesOf(folder / "first") == filesOf(folder / "second"));
    for (const std::string &file : filesOf(folder / "first"))
        CHECK(readAll(folder / ("first/" + file)) == readAll(folder / ("second/" + file)));
    REQUIRE(session.engine->remove(loaded).ok());
}

} // namespace

TEST_CASE("load, save, load is identical for every kind")
{
    for (const std::string backbone : {"bart-sc", "bert-sc"}) {
        DeltaSession session(area + "/backbones/" + backbone);
        const bool hasDefaultSites = backbone == "bert-sc";
        for (const KindInfo &kind : hasDefaultSites ? session.engine->network()->kinds : std::vector<KindInfo>()) {
            CAPTURE(kind.library + " " + kind.kind + " on " + backbone);
            roundTrip(session, session.add(freshOf(kind, 7)).id, kind.library);
        }
        for (const std::string &saved : savedFor(area, backbone)) {
            CAPTURE(saved);
            const DeltaInfo info = session.add({"", saved, "", {}, ""});
            roundTrip(session, info.id, info.library);
        }
    }
}

TEST_CASE(
    "a lora is the same in the other library's format, its strength in its scale; what has no counterpart is refused")
{
    DeltaSession session(area + "/backbones/bart-sc");
    const TempFolder folder;
    const DeltaId lora = session.addSaved(area + "/deltas/bart-sc--lora-fc2");
    save(session, lora, "peft", folder / "peft", 0.5);
    const DeltaId peft = session.addSaved(folder / "peft");
    CHECK(distance(session.runWith(peft), session.runWith(lora, 0.5)) < 1e-5);
    save(session, peft, "opendelta", folder / "back");
    CHECK(distance(session.runWith(session.addSaved(folder / "back")), session.runWith(lora, 0.5)) < 1e-5);

    const DeltaId adapter = session.addSaved(area + "/deltas/bart-sc--adapter-fc1");
    const auto refused = session.engine->saves()->save({adapter, "peft", 1, folder / "none"}, session.progress);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "no-counterpart");
    CHECK_FALSE(std::filesystem::exists(folder / "none"));
}

TEST_CASE("a merged checkpoint says what the mix said; the folder it came from is untouched")
{
    const TempFolder folder;
    const std::string model = area + "/backbones/bart-sc";
    DeltaSession session(model);
    Mix mix;
    for (const std::string name : {"bart-sc--lora-fc1", "bart-sc--lora-fc2", "bart-sc--bitfit-ff"})
        mix.deltas.push_back({session.addSaved(area + "/deltas/" + name), true, 0.75, {}});
    const MergeRequest request{mix, {}, folder / "merged"};
    const auto measured = session.engine->merges()->measureMerge(request, session.progress);
    REQUIRE_MESSAGE(measured.ok(), measured.error().sentence());
    CHECK(measured.value().maxAbsError < 1e-4);
    CHECK(measured.value().modules.size() >= 8);
    CHECK_FALSE(std::filesystem::exists(folder / "merged"));
    const auto folded = session.engine->merges()->merge(request, session.progress);
    REQUIRE_MESSAGE(folded.ok(), folded.error().sentence());
    const auto wrote = folded.value()(session.progress);
    REQUIRE_MESSAGE(wrote.ok(), wrote.error().sentence());
    DeltaSession merged(folder / "merged");
    CHECK(distance(merged.run({}), session.run(mix)) < 1e-4);
    CHECK(distance(session.run({}), session.run(mix)) > 1e-3);
}

TEST_CASE("what no weights can do is not merged, and nothing is written")
{
    const TempFolder folder;
    DeltaSession session(area + "/backbones/bert-sc");
    for (const std::string kind : {"adapter", "compacter", "parallel_adapter", "prefix", "soft_prompt"}) {
        CAPTURE(kind);
        const std::vector<KindInfo> &kinds = session.engine->network()->kinds;
        const auto known = std::find_if(kinds.begin(), kinds.end(), [&](const KindInfo &each) {
            return each.library == "opendelta" && each.kind == kind;
        });
        REQUIRE(known != kinds.end());
        const DeltaId id = session.add(freshOf(*known, 3)).id;
        const auto refused
            = session.engine->merges()->measureMerge({{{{id, true, 1, {}}}}, {}, folder / kind}, session.progress);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == "cannot-merge");
        CHECK_FALSE(session.engine->merges()->merge({{{{id, true, 1, {}}}}, {}, folder / kind}, session.progress).ok());
        CHECK_FALSE(std::filesystem::exists(folder / kind));
    }
}
