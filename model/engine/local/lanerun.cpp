#include "engine/local/lanerun.h"

#include "engine/local/kept/keptrun.h"

#include <ATen/ATen.h>

namespace deltascope {

void LaneRun::operator()(const std::vector<int> &members, const FrontGroup &front, const Take &take) const
{
    if (kept && !meter && take && KeptRun::isPossible(session, inputs, members))
        KeptRun(*this, *kept, members, front)(take);
    else
        this->pass(members, Lanes::of(front.columns, static_cast<int>(members.size())), front, {nullptr, nullptr},
                   take);
}

void LaneRun::pass(const std::vector<int> &members, const Lanes &lanes, const FrontGroup &front, const Within &within,
                   const Take &take) const
{
    nn::Pass pass(table, lanes.columnOfLane, lanes.inputOfLane, progress);
    pass.fronts = front.fronts;
    for (const std::int32_t input : lanes.inputOfLane)
        pass.prompts.push_back(&inputs[members[input]].ids);
    if (meter) {
        meter->begin(lanes, inputs, members, front.fronts.length());
        pass.observer = meter;
    }
    std::optional<BaseOutput> base;
    if (heads.needHidden())
        pass.observer = &base.emplace(session, pass.observer);
    if (within.walk) {
        within.walk->setNext(pass.observer);
        pass.observer = within.walk;
    }
    pass.cache = within.cache;
    const nn::Act head
        = session.backbone->run(pass, makeBatch(inputs, members, pass.inputs, front.fronts, pass.past()));
    if (!take)
        return;
    for (int lane = 0; lane < pass.lanes(); ++lane) {
        const int input = members[lanes.inputOfLane[lane]], column = lanes.columnOfLane[lane];
        const nn::OwnHead *own = heads.own(column);
        const nn::Act &from = own ? base->value() : head;
        const at::Tensor said = withoutFront(from.t[from.rows->of(lane)], input, front);
        take(column, input, own ? (*own)(said, inputs[input].ids) : said);
    }
}

/// Virtual tokens say nothing.
at::Tensor LaneRun::withoutFront(const at::Tensor &said, int input, const FrontGroup &front) const
{
    const bool isPerToken = said.dim() > 1 && !session.backbone->isEncoderDecoder();
    return isPerToken && said.size(0) == inputs[input].length() + front.fronts.length()
               ? said.index_select(0, front.fronts.places(inputs[input].length()))
               : said;
}

} // namespace deltascope
