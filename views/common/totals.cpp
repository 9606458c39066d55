#include "views/common/totals.h"

#include "views/common/numbers.h"

#include <QCoreApplication>

namespace deltascope::views {

namespace {
QString tr(const char *source) { return QCoreApplication::translate("deltascope::views::TreeTotals", source); }
} // namespace

TreeTotals::TreeTotals(const NetworkInfo &network, const std::vector<tree::DeltaCount> &deltas, const Mix &mix)
    : sums(tree::totals(network, deltas, mix))
{
    for (const tree::DeltaCount &delta : deltas) {
        inDeltas += delta.trainable;
        bytes += delta.bytes;
    }
}

QString TreeTotals::share(std::int64_t part) const
{
    return sums.parameters > 0 ? percent(double(part) / double(sums.parameters), 2) : percent(0, 0);
}

QString TreeTotals::deltasText() const { return tr("deltas %1 = %2").arg(grouped(inDeltas), share(inDeltas)); }

QString TreeTotals::trainableText(const QString &before, const QString &behind) const
{
    return tr("trainable %1 of %2 = %3")
        .arg(before + grouped(sums.trainable) + behind, grouped(sums.parameters), share(sums.trainable));
}

} // namespace deltascope::views
