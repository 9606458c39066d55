#include "engine/local/generate/generation.h"

#include <ATen/ATen.h>

namespace deltascope {

namespace {

std::unique_ptr<Stream> streamOf(const Session &session, const Prepared &input, const GenerationPlan &plan,
                                 std::uint64_t seed)
{
    std::vector<std::int64_t> start
        = session.backbone->isEncoderDecoder() ? std::vector{session.facts.decoderStart} : input.ids;
    const std::size_t mostNew = plan.mostNewBehind(start.size(), input.where);
    StreamStart begin{plan, input.ids, std::move(start), mostNew, seed, session.tokenizer.get()};
    return plan.beams > 1 ? makeBeams(std::move(begin)) : makeSingle(std::move(begin));
}

/// A stream with the decoder's lanes that are its own.
struct Running {
    int prompt;
    int firstLane, lanes;
};

} // namespace

std::vector<Generated> generate(const Session &session, const ToContinue &prompts, const GenerationPlan &plan,
                                const TokenSeen &seen, Progress &progress)
{
    std::vector<std::unique_ptr<Stream>> streams;
    std::vector<Running> running;
    for (const std::int32_t lane : prompts.lanes.inputOfLane) {
        const auto input = static_cast<std::size_t>(prompts.members[lane]);
        running.push_back({static_cast<int>(streams.size()), static_cast<int>(streams.size()), 1});
        streams.push_back(streamOf(session, prompts.inputs[input], plan,
                                   prompts.seeds.empty() ? plan.seed : prompts.seeds.at(input)));
    }
    std::vector<Generated> results(streams.size());
    Decoder decoder(session, prompts, progress);
    while (!running.empty()) {
        const at::Tensor logits = decoder.step();
        std::vector<Running> left;
        std::vector<int> parents;
        std::vector<std::int64_t> ids;
        for (const Running &one : running) {
            Stream &stream = *streams[one.prompt];
            const auto next = stream.next(logits.narrow(0, one.firstLane, one.lanes));
            if (next.empty())
                results[one.prompt] = stream.result();
            else
                left.push_back({one.prompt, static_cast<int>(ids.size()), static_cast<int>(next.size())});
            for (const Continuation &lane : next) {
                parents.push_back(one.firstLane + lane.parent);
                ids.push_back(lane.id);
            }
            if (seen && plan.beams == 1)
                seen(one.prompt, next.empty() ? results[one.prompt].ids.back() : next.front().id);
        }
        running = std::move(left);
        decoder.goOn(parents, ids);
    }
    return results;
}

} // namespace deltascope
