// How alike deltas change weights, against the changes as whole matrices, and deltas cut to a rank.
#include "engine/deltasession.h"
#include "io/files.h"

#include <cmath>

using namespace deltascope;
using namespace deltascope::test;

namespace {

const std::string peft = TEST_DATA "/oracles/peft", opendelta = TEST_DATA "/oracles/opendelta";

std::string saved(const char *name) { return peft + "/deltas/" + name; }

Similarity compare(DeltaSession &session, const std::vector<DeltaId> &ids)
{
    const auto similarity = session.engine->similarities()->compare(ids, session.progress);
    REQUIRE_MESSAGE(similarity.ok(), similarity.error().sentence());
    return similarity.value();
}

Outcome<Similarity> alone(const std::vector<std::string> &paths)
{
    std::vector<DeltaRequest> requests;
    for (const std::string &path : paths)
        requests.push_back({"", path, "", {}, ""});
    NoProgress progress;
    return makeEngine()->similarities()->compareSaved(requests, progress);
}

void checkSame(const PairSimilarity &one, const PairSimilarity &other)
{
    CHECK(*one.cosine == doctest::Approx(*other.cosine).epsilon(1e-9));
    REQUIRE(one.modules.size() == other.modules.size());
    for (const ModuleSimilarity &module : one.modules) {
        const auto same = std::find_if(other.modules.begin(), other.modules.end(), [&](const ModuleSimilarity &each) {
            return each.module.ends_with(module.module) || module.module.ends_with(each.module);
        });
        REQUIRE(same != other.modules.end());
        CHECK(*module.cosine == doctest::Approx(*same->cosine).epsilon(1e-9));
        REQUIRE(module.angles.size() == same->angles.size());
        for (std::size_t i = 0; i < module.angles.size(); ++i)
            CHECK(module.angles[i] == doctest::Approx(same->angles[i]).epsilon(1e-6));
    }
}

} // namespace

TEST_CASE("a delta is like itself, in whatever library it is written")
{
    DeltaSession session(opendelta + "/backbones/bart-sc");
    const DeltaId lora = session.addSaved(opendelta + "/deltas/bart-sc--lora-fc2");
    const TempFolder folder;
    REQUIRE(session.engine->saves()->save({lora, "peft", -2, folder / "peft"}, session.progress).ok());
    const DeltaId other = session.addSaved(folder / "peft");
    const Similarity similarity = compare(session, {lora, other});
    REQUIRE(similarity.pairs.size() == 1);
    CHECK(*similarity.pairs[0].cosine == doctest::Approx(-1).epsilon(1e-9)); // written at strength -2
    CHECK(similarity.pairs[0].modules.size() == session.engine->deltas()[0].taps.size());
    for (const ModuleSimilarity &module : similarity.pairs[0].modules) {
        CHECK(*module.cosine == doctest::Approx(-1).epsilon(1e-9));
        CHECK(module.angles.back() < 1e-3); // float32 factors
    }
    const auto files = alone({opendelta + "/deltas/bart-sc--lora-fc2", folder / "peft"});
    REQUIRE_MESSAGE(files.ok(), files.error().sentence());
    checkSame(similarity.pairs[0], files.value().pairs[0]);
}

TEST_CASE("factors alone say what they say on their backbone")
{
    DeltaSession session(peft + "/backbones/bert");
    std::vector<DeltaId> ids;
    std::vector<std::string> paths;
    for (const char *name : {"lora-bert", "lora-bert2", "loha-bert", "lokr-bert", "adalora-bert"}) {
        ids.push_back(session.addSaved(saved(name)));
        paths.push_back(saved(name));
    }
    const Similarity similarity = compare(session, ids);
    CHECK(similarity.pairs.size() == 10);
    const auto files = alone(paths);
    REQUIRE_MESSAGE(files.ok(), files.error().sentence());
    for (std::size_t i = 0; i < similarity.pairs.size(); ++i)
        if (!similarity.pairs[i].modules.empty())
            checkSame(similarity.pairs[i], files.value().pairs[i]);
}

TEST_CASE("kinds that need their backbone are compared on it")
{
    DeltaSession session(peft + "/backbones/bert");
    const DeltaId lora = session.addSaved(saved("lora-bert")), ia3 = session.addSaved(saved("ia3-bert"));
    for (const PairSimilarity &pair : compare(session, {lora, ia3}).pairs)
        for (const ModuleSimilarity &module : pair.modules)
            CHECK(std::abs(*module.cosine) <= 1);
    const auto refused = alone({saved("lora-bert"), saved("ia3-bert")});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "needs-backbone");
    const auto dora = alone({saved("lora-gpt2"), saved("lora-dora-gpt2")});
    REQUIRE_FALSE(dora.ok());
    CHECK(dora.error().code == "needs-backbone");
}

TEST_CASE("what cannot be compared is named")
{
    DeltaSession session(opendelta + "/backbones/bart-sc");
    const DeltaId lora = session.addSaved(opendelta + "/deltas/bart-sc--lora-fc2"),
                  other = session.addSaved(opendelta + "/deltas/bart-sc--lora-fc1"),
                  bitfit = session.addSaved(opendelta + "/deltas/bart-sc--bitfit-ff");
    SimilarityRole &role = *session.engine->similarities();
    CHECK(role.compare({lora, bitfit}, session.progress).error().code == "no-weights");
    CHECK(role.compare({lora, other}, session.progress).error().code == "nothing-shared");
    CHECK(alone({opendelta + "/deltas/bart-sc--lora-fc2", "/nowhere"}).error().sentence().find("/nowhere")
          != std::string::npos);
}

TEST_CASE("a delta cut to a rank keeps its strongest directions, its scale and what stands beside")
{
    DeltaSession session(peft + "/backbones/bert");
    const DeltaId lora = session.addSaved(saved("lora-bert"));
    SaveRole &saves = *session.engine->saves();
    const TempFolder folder;
    const std::int64_t own = saves.measureTruncation({lora, "peft", 1, "", 1}, session.progress).value().rankBefore;
    REQUIRE(own > 1);
    double before = -1;
    for (std::int64_t rank = 1; rank <= own; ++rank) {
        CAPTURE(rank);
        const auto report = saves.measureTruncation({lora, "peft", 1, "", rank}, session.progress);
        REQUIRE_MESSAGE(report.ok(), report.error().sentence());
        CHECK(report.value().kept > before);
        CHECK(report.value().bytes * own == report.value().bytesBefore * rank);
        before = report.value().kept;
        const std::string path = folder / std::to_string(rank);
        const auto wrote = saves.save({lora, "peft", 1, path, rank}, session.progress);
        REQUIRE_MESSAGE(wrote.ok(), wrote.error().sentence());
        const DeltaId cut = session.addSaved(path);
        const double apart = distance(session.runWith(cut), session.runWith(lora));
        if (rank == own)
            CHECK(apart < 1e-5);
        else
            CHECK(apart > 1e-5);
        const double cosine = *compare(session, {lora, cut}).pairs[0].cosine;
        CHECK(cosine * cosine == doctest::Approx(report.value().kept).epsilon(1e-5)); // an orthogonal projection
    }
    CHECK(before == doctest::Approx(1));
}

TEST_CASE("ranks and kinds that cannot be cut are refused, and nothing is written")
{
    DeltaSession session(peft + "/backbones/bert");
    const TempFolder folder;
    SaveRole &saves = *session.engine->saves();
    const auto refusal = [&](const char *name, std::int64_t rank) {
        const DeltaId id = session.addSaved(saved(name));
        const auto wrote = saves.save({id, "peft", 1, folder / "none", rank}, session.progress);
        REQUIRE_FALSE(wrote.ok());
        CHECK(wrote.error().code == "no-low-rank");
        CHECK_FALSE(std::filesystem::exists(folder / "none"));
        return wrote.error().sentence();
    };
    CHECK(refusal("lora-bert", 1000).find("found 1000") != std::string::npos);
    CHECK(refusal("lora-bert", -1).find("found -1") != std::string::npos);
    CHECK(refusal("loha-bert", 2).find("low-rank") != std::string::npos);
    CHECK(refusal("ia3-bert", 2).find("low-rank") != std::string::npos);
}
