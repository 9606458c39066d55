// Random programs of edits over every kind of delta at once, compared with a session that was built in that state anew.
#include "engine/deltasession.h"
#include "support/seed.h"

#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <random>

using namespace deltascope;
using namespace deltascope::test;

namespace {

const std::string oracles = TEST_DATA "/oracles/";

/// A session that is edited at random, with what is needed to build its state anew.
class Program {
public:
    /// `backbone` is a folder of an area: "opendelta/backbones/bart-sc".
    Program(const std::string &backbone, unsigned seed)
        : m_backbone(backbone)
        , m_random(seed)
        , m_session(oracles + backbone)
    {
        const bool hasDefaultSites = backbone.ends_with("bert-sc");
        std::uint64_t fresh = 1;
        for (const KindInfo &kind : hasDefaultSites ? m_session.engine->network()->kinds : std::vector<KindInfo>())
            m_offers.push_back(freshOf(kind, fresh++));
        for (const std::string &folder : fitting(m_session, oracles + backbone.substr(0, backbone.find('/'))))
            m_offers.push_back({"", folder, "", {}, ""});
    }

    void step()
    {
        switch (pick(10)) {
        case 0:
        case 1: add(); break;
        case 2: remove(); break;
        case 3: reorder(); break;
        case 4:
        case 5: change([](DeltaSetting &setting, auto &&) { setting.attached = !setting.attached; }); break;
        case 6:
            change([](DeltaSetting &setting, auto &&pick) { setting.strength = static_cast<double>(pick(9)) / 4; });
            break;
        case 7:
            change([this](DeltaSetting &setting, auto &&pick) {
                SiteSetting &site = setting.sites[static_cast<int>(pick(m_session.engine->network()->modules.size()))];
                if (pick(2))
                    site.attached = pick(2) == 0;
                else
                    site.strength = static_cast<double>(pick(5)) / 2;
            });
            break;
        case 8:
        case 9: undo(); break;
        }
    }

    void expectLikeNew()
    {
        DeltaSession anew(oracles + m_backbone);
        Mix mix;
        for (const DeltaInfo &delta : m_session.engine->deltas()) {
            DeltaSetting setting = *m_mix.find(delta.id);
            setting.id = anew.add(m_requests.at(delta.id)).id;
            mix.deltas.push_back(std::move(setting));
        }
        CHECK(sameBits(anew.run(mix), m_session.run(m_mix)));
        CHECK(sameBits(anew.run({}), m_session.run({})));
    }

private:
    std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(m_random); }

    std::vector<DeltaId> present() const
    {
        std::vector<DeltaId> ids;
        for (const DeltaInfo &delta : m_session.engine->deltas())
            ids.push_back(delta.id);
        return ids;
    }

    void add()
    {
        constexpr std::size_t most = 8;
        if (present().size() >= most)
            return remove();
        const DeltaRequest request = m_offers[pick(m_offers.size())];
        const DeltaId id = m_session.add(request).id;
        m_requests[id] = request;
        m_mix.deltas.push_back({id, pick(2) == 0, 1, {}});
        m_undo.push_back([this, id] { REQUIRE(m_session.engine->remove(id).ok()); });
    }

    void remove()
    {
        const std::vector<DeltaId> ids = present();
        if (ids.empty())
            return;
        const std::size_t at = pick(ids.size());
        REQUIRE(m_session.engine->remove(ids[at]).ok());
        m_undo.push_back(
            [this, id = ids[at], at] { REQUIRE(m_session.engine->restore(id, static_cast<int>(at)).ok()); });
    }

    void reorder()
    {
        const std::vector<DeltaId> before = present();
        std::vector<DeltaId> after = before;
        std::shuffle(after.begin(), after.end(), m_random);
        REQUIRE(m_session.engine->reorder(after).ok());
        m_undo.push_back([this, before] { REQUIRE(m_session.engine->reorder(before).ok()); });
    }

    template<class Change>
    void change(Change change)
    {
        if (m_mix.deltas.empty())
            return;
        m_undo.push_back([this, before = m_mix] {
            for (const DeltaSetting &setting : before.deltas) // of those added since, the settings stay
                *std::find_if(m_mix.deltas.begin(), m_mix.deltas.end(), [&](const DeltaSetting &own) {
                    return own.id == setting.id;
                }) = setting;
        });
        change(m_mix.deltas[pick(m_mix.deltas.size())], [this](std::size_t count) { return pick(count); });
    }

    void undo()
    {
        if (m_undo.empty())
            return;
        m_undo.back()();
        m_undo.pop_back();
    }

    const std::string m_backbone;
    std::mt19937 m_random;
    DeltaSession m_session;
    std::vector<DeltaRequest> m_offers;
    std::map<DeltaId, DeltaRequest> m_requests; ///< of all that were ever added
    Mix m_mix;
    std::vector<std::function<void()>> m_undo; ///< the inverse of each edit, last edit last
};

} // namespace

TEST_CASE("random programs over all kinds end bit-identical to a session built anew in the same state")
{
    const unsigned first = test::seedOr(1);
    constexpr unsigned programs = 4;
    constexpr int steps = 240, between = 24;
    for (unsigned i = 0; i < (test::chosenSeed() ? 1 : programs); ++i) {
        for (const std::string backbone :
             {"opendelta/backbones/bart-sc", "opendelta/backbones/bert-sc", "peft/backbones/bert",
              "peft/backbones/llama", "adapterhub/backbones/bert"}) {
            std::cout << "seed " << first + i << " on " << backbone << '\n';
            INFO("seed " << first + i << " on " << backbone);
            Program program(backbone, first + i);
            for (int step = 1; step <= steps; ++step) {
                program.step();
                if (step % between == 0)
                    program.expectLikeNew();
            }
        }
    }
}
