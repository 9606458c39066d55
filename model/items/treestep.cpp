#include "items/treestep.h"

#include <algorithm>

namespace deltascope::items {

TreeStep makeStep(const TreeWish &wish, const TreeStep &before)
{
    TreeStep step;
    const bool isSameNetwork = before.skeleton && &before.skeleton->network() == wish.network.get();
    step.skeleton = isSameNetwork ? before.skeleton : std::make_shared<const tree::Skeleton>(wish.network);
    for (const SessionDelta &delta : wish.deltas) {
        const auto known = std::find_if(before.parts.begin(), before.parts.end(),
                                        [&delta](const auto &parts) { return parts->info == delta.info; });
        step.parts.push_back(known == before.parts.end() ? std::make_shared<const tree::DeltaParts>(delta.info)
                                                         : *known);
    }
    step.outline = std::make_shared<const tree::Outline>(
        tree::OutlineRequest{step.skeleton, step.parts, wish.repeats, wish.unfolded});
    for (const SessionDelta &delta : wish.deltas)
        step.sites.push_back(std::make_shared<const tree::DeltaSites>(*step.outline, *delta.info));
    if (isSameNetwork)
        step.change = tree::difference(*before.outline, *step.outline);
    return step;
}

} // namespace deltascope::items
