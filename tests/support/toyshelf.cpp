// The toy engine's shelf.
#include "support/toyengine.h"

namespace deltascope::test {

namespace {

/// Six entries: LoRAs that fit, the second the first's twin, one of another backbone, a broken one, adapters.
std::vector<ShelfEntry> entriesOf(const std::string &shelf, bool isOpen)
{
    using Fit = ShelfEntry::Fit;
    const Fit fit = isOpen ? Fit::Fits : Fit::Unknown;
    return {
        {{}, "en", "opendelta", "lora", {"fc2"}, "toy-bart", 36864, 147456, fit, {}, {}, {}, {}},
        {{}, "old/en", "opendelta", "lora", {"fc2"}, "toy-bart", 36864, 147456, fit, {}, {}, shelf + "/en", {}},
        {{},
         "qwen",
         "peft",
         "LORA",
         {"q_proj", "v_proj"},
         "Qwen/Qwen2.5-0.5B",
         540672,
         2162688,
         isOpen ? Fit::Differs : Fit::Unknown,
         isOpen ? "no-such-module" : "",
         isOpen ? "expected a module model.layers.0.self_attn.q_proj, found none" : "",
         {},
         {}},
        {{},
         "torn",
         "peft",
         "LORA",
         {"q_proj"},
         {},
         0,
         0,
         Fit::Broken,
         "truncated",
         "expected bytes up to 4096, found only 120",
         {},
         {}},
        {{}, "titles", "opendelta", "adapter", {"fc1"}, {}, 76032, 304128, fit, {}, {}, {}, {}},
        {{}, "topics", "adapterhub", "houlsby", {}, "toy-bart", 76032, 304128, fit, {}, {}, {}, {}},
    };
}

/// Two entries a batch.
class ToyWalk final : public ShelfWalk {
public:
    ToyWalk(std::string shelf, std::shared_ptr<Gate> gate, std::optional<std::vector<int>> sites)
        : m_shelf(std::move(shelf))
        , m_gate(std::move(gate))
        , m_sites(std::move(sites))
        , m_all(entriesOf(m_shelf, m_sites.has_value()))
    {
    }
    Outcome<ShelfBatch> next(Progress &progress) override
    {
        if (progress.cancelled() || (m_gate && !m_gate->pass(Gate::Call::Shelf, progress)))
            return cancelledError();
        ShelfBatch batch;
        for (int i = 0; i < 2 && m_shelved < m_all.size(); ++i) {
            batch.entries.push_back(m_all[m_shelved++]);
            ShelfEntry &entry = batch.entries.back();
            entry.path = m_shelf + "/" + entry.name;
            if (entry.fit == ShelfEntry::Fit::Fits)
                entry.sites = *m_sites;
        }
        batch.folders = std::int64_t(m_shelved);
        batch.isLast = m_shelved == m_all.size();
        return batch;
    }

private:
    std::string m_shelf;
    std::shared_ptr<Gate> m_gate;
    std::optional<std::vector<int>> m_sites; ///< of the open model; nothing while none is
    std::vector<ShelfEntry> m_all;
    std::size_t m_shelved = 0;
};

} // namespace

Outcome<std::unique_ptr<ShelfWalk>> ToyEngine::walk(const std::string &folder)
{
    if (folder.find("missing") != std::string::npos)
        return Error{folder, "expected a folder to look through, found no such folder", {}, {}};
    std::optional<std::vector<int>> sites;
    if (m_isOpen)
        sites = match({"fc2"}).value();
    return std::unique_ptr<ShelfWalk>(std::make_unique<ToyWalk>(folder, m_gate, std::move(sites)));
}

Capabilities ToyEngine::capabilities() const
{
    Capabilities all;
    all.tree = all.statistics = all.merge = all.similarity = all.save = all.shelf = all.tokens = all.judge = true;
    all.strength = all.siteStrength = all.severalDeltas = true;
    return all;
}

} // namespace deltascope::test
