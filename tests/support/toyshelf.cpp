// The toy engine's shelf.
#include "support/toyengine.h"

namespace deltascope::test {

Outcome<ShelfBatch> ToyEngine::beginShelf(const std::string &folder, Progress &progress)
{
    if (folder.find("missing") != std::string::npos)
        return Error{folder, "expected a folder to look through, found no such folder", {}, {}};
    m_shelf = folder;
    m_shelved = 0;
    return continueShelf(progress);
}

/// Six entries, two a batch: LoRAs that fit, the second the first's twin, one of another backbone, a broken one,
/// adapters.
Outcome<ShelfBatch> ToyEngine::continueShelf(Progress &progress)
{
    if (!pass(Gate::Call::Shelf, progress))
        return cancelledError();
    using Fit = ShelfEntry::Fit;
    const Fit fit = m_isOpen ? Fit::Fits : Fit::Unknown;
    const std::vector<ShelfEntry> all = {
        {{}, "en", "opendelta", "lora", {"fc2"}, "toy-bart", 36864, 147456, fit, {}, {}, {}, {}},
        {{}, "old/en", "opendelta", "lora", {"fc2"}, "toy-bart", 36864, 147456, fit, {}, {}, m_shelf + "/en", {}},
        {{},
         "qwen",
         "peft",
         "LORA",
         {"q_proj", "v_proj"},
         "Qwen/Qwen2.5-0.5B",
         540672,
         2162688,
         m_isOpen ? Fit::Differs : Fit::Unknown,
         m_isOpen ? "no-such-module" : "",
         m_isOpen ? "expected a module model.layers.0.self_attn.q_proj, found none" : "",
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
    ShelfBatch batch;
    for (int i = 0; i < 2 && m_shelved < int(all.size()); ++i) {
        batch.entries.push_back(all[std::size_t(m_shelved++)]);
        batch.entries.back().path = m_shelf + "/" + batch.entries.back().name;
        if (m_isOpen && batch.entries.back().fit == Fit::Fits)
            if (const auto sites = match({"fc2"}))
                batch.entries.back().sites = sites.value();
    }
    batch.folders = m_shelved;
    batch.isLast = m_shelved == int(all.size());
    return batch;
}

} // namespace deltascope::test
