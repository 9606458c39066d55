#pragma once

#include "engine/served/served.h"

namespace deltascope::served {

class Link;
struct Answer;

// What each engine's file defines: whether this is how it answers GET /v1/models, refusals included, and the engine.
bool isLlama(const Answer &answer);
std::unique_ptr<ServedEngine> makeLlama(std::unique_ptr<Link> link);
bool isVllm(const Answer &answer);
std::unique_ptr<ServedEngine> makeVllm(std::unique_ptr<Link> link);

/// The engines that this program knows: a new one is a file beside vllm.cpp and a line here.
struct EngineKind {
    bool (*answersSo)(const Answer &answer);
    std::unique_ptr<ServedEngine> (*make)(std::unique_ptr<Link> link);
};
constexpr EngineKind engineKinds[] = {
    {isLlama, makeLlama},
    {isVllm, makeVllm},
};

} // namespace deltascope::served
