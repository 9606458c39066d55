#pragma once

#include "core/comparison.h"
#include "engine/roles.h"

namespace deltascope {

/// Compares those of the loaded deltas that change weights. Fails where no two of them change the same module
/// (nothing-shared).
inline Outcome<Comparison> compareWhatChangesWeights(SimilarityRole &role, const std::vector<DeltaId> &deltas,
                                                     Progress &progress)
{
    Comparison comparison;
    for (const DeltaId id : deltas) {
        const Outcome<Similarity> alone = role.compare({id}, progress);
        if (alone.ok())
            comparison.deltas.push_back(id);
        else
            comparison.left.push_back(alone.error());
    }
    if (comparison.deltas.size() < 2)
        return comparison;
    Outcome<Similarity> similarity = role.compare(comparison.deltas, progress);
    if (!similarity.ok())
        return similarity.error();
    comparison.similarity = std::move(similarity.value());
    return comparison;
}

} // namespace deltascope
