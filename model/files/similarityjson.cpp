#include "files/similarityjson.h"

#include "files/columnjson.h"

namespace deltascope::files {

namespace {

using nlohmann::ordered_json;

ordered_json orNull(const std::optional<double> &number) { return number ? ordered_json(*number) : ordered_json(); }

} // namespace

std::string similarityJson(const Similarity &similarity)
{
    ordered_json pairs = ordered_json::array();
    for (const PairSimilarity &pair : similarity.pairs) {
        ordered_json modules = ordered_json::array();
        for (const ModuleSimilarity &module : pair.modules)
            modules.push_back(
                {{"module", module.module}, {"cosine", orNull(module.cosine)}, {"angles", module.angles}});
        pairs.push_back({{"a", similarity.deltas[pair.first]},
                         {"b", similarity.deltas[pair.second]},
                         {"cosine", orNull(pair.cosine)},
                         {"modules", std::move(modules)}});
    }
    return answerLine({{"pairs", std::move(pairs)}});
}

} // namespace deltascope::files
