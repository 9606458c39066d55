#pragma once

#include "tree/totals.h"

#include <QString>

namespace deltascope::views {

/// What the foot of the tree and of its picture says in numbers.
struct TreeTotals {
    TreeTotals(const NetworkInfo &network, const std::vector<tree::DeltaCount> &deltas, const Mix &mix);

    tree::Totals sums;
    std::int64_t inDeltas = 0; ///< trainable parameters of all deltas, attached or not
    std::int64_t bytes = 0; ///< of all deltas
    /// "4.15%" of all parameters.
    QString share(std::int64_t part) const;
    /// "deltas 195,840 = 7.05%"
    QString deltasText() const;
    /// "trainable 112,896 of 2,722,307 = 4.15%", with what stands before and behind the number.
    QString trainableText(const QString &before = {}, const QString &behind = {}) const;
};

} // namespace deltascope::views
