#pragma once

#include "engine/local/generate/plan.h"
#include "engine/local/generate/stops.h"

#include <memory>

namespace deltascope {

/// What decoding gave for one input under one column.
struct Generated {
    std::vector<std::int64_t> ids; ///< with the id that ended it
    std::vector<float> probabilities; ///< of each id when it was chosen, before any rule changed the scores
};

/// What a stream begins with.
struct StreamStart {
    const GenerationPlan &plan;
    const std::vector<std::int64_t> &source; ///< what the encoder read, or the prompt
    std::vector<std::int64_t> ids; ///< the prompt or the decoder's start
    std::size_t mostNew;
    std::uint64_t seed;
    const text::Tokenizer *tokenizer; ///< may be null where no text stops a generation
};

/// A lane goes on as lane `parent` of its stream with one more id.
struct Continuation {
    int parent;
    std::int64_t id;
};

/// How the ids of one output are chosen; its random numbers are its own, so nothing beside it changes them.
class Stream {
public:
    explicit Stream(StreamStart start);
    virtual ~Stream() = default;
    /// `logits` [lanes, V] float32, one row for each of its lanes: one at first, then as many as it last asked for.
    /// Nothing: it has ended.
    virtual std::vector<Continuation> next(const at::Tensor &logits) = 0;
    virtual Generated result() = 0;

protected:
    using Ids = std::vector<std::int64_t>;
    /// Rules and warpers on the rows of `scores`, whose lanes have these ids so far.
    at::Tensor processed(const at::Tensor &scores, const std::vector<const Ids *> &lanes) const;
    /// Whether a text that has just grown is at its end.
    bool ends(const Ids &ids);
    std::size_t given() const { return m_given; } ///< ids that were there at first

    StreamStart m_start;
    const std::size_t m_given;
    StopTexts m_stops;
    at::Generator m_random;
};

/// One lane: the best id, or one drawn.
std::unique_ptr<Stream> makeSingle(StreamStart start);
/// A beam search, with drawn candidates where the plan samples (transformers 4.57's _beam_search).
std::unique_ptr<Stream> makeBeams(StreamStart start);

} // namespace deltascope
