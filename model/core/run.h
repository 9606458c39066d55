#pragma once

#include "core/generation.h"
#include "core/mix.h"
#include "core/outcome.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace deltascope {

enum class Task { Auto, Classify, Tokens, Answer, FillMask, Generate, Embed, Logits };
enum class Pool { Mean, Cls, Last };

/// The task that `Task::Auto` means for a head.
constexpr Task defaultTask(HeadKind head)
{
    switch (head) {
    case HeadKind::SequenceClassification:
    case HeadKind::ImageClassification: return Task::Classify;
    case HeadKind::TokenClassification: return Task::Tokens;
    case HeadKind::QuestionAnswering: return Task::Answer;
    case HeadKind::MaskedLm:
    case HeadKind::Pretraining: return Task::FillMask;
    case HeadKind::CausalLm:
    case HeadKind::ConditionalGeneration: return Task::Generate;
    case HeadKind::Unknown: return Task::Logits;
    case HeadKind::None: return Task::Embed;
    }
    return Task::Embed;
}

/// One thing to run: text (with an optional second segment), or a conversation, or ids, or a picture's file, or pixels.
struct Input {
    std::string origin; ///< where it came from, for messages ("inputs.jsonl, line 3"); may be empty
    std::optional<std::string> text, textPair;
    std::optional<std::string> messages; ///< a conversation: its JSON array, keys in the order given (cli.md, Chat)
    std::optional<std::vector<std::int64_t>> ids, attentionMask, tokenTypeIds, decoderIds;
    std::optional<std::string> image; ///< a picture's file; the engine makes its pixels as the checkpoint wants them
    std::vector<float> pixels; ///< [C][H][W], row-major, already normalised
    Shape pixelShape;
    bool operator==(const Input &) const = default;
};

enum class LogitPositions { All, Last };

struct RunRequest {
    std::vector<Input> inputs;
    std::vector<Column> columns;
    Task task = Task::Auto;
    Pool pool = Pool::Mean;
    LogitPositions positions = LogitPositions::All;
    GenerationSettings generation; ///< for Task::Generate
    std::vector<std::uint64_t> seeds; ///< by input, in place of generation.seed; empty: that for all
    bool divergence = false; ///< also measure, module by module, how far each column is from the first
};

/// Row-major numbers of `rows` x `columns`; a plain vector has rows == 1 and isVector.
struct Matrix {
    std::int64_t rows = 0, columns = 0;
    bool isVector = true;
    std::vector<float> values;
};

struct MaskGuess {
    std::int64_t id;
    std::string token;
    float probability;
    std::string piece = {}; ///< what it reads behind other text; empty: unknown
};
struct MaskedPosition {
    std::int64_t position;
    std::vector<MaskGuess> best; ///< five, best first
};

/// What one column says to one input; the task decides which fields are filled.
struct Output {
    std::vector<std::int64_t> ids;
    Matrix logits;
    std::vector<float> probabilities;
    std::string label; ///< classify
    std::vector<std::string> labels; ///< tokens
    std::vector<float> startLogits, endLogits;
    std::string answerText;
    float answerScore = 0;
    std::vector<MaskedPosition> masks;
    std::vector<std::int64_t> newIds;
    std::vector<std::string> newTokens; ///< generate: what each new id reads behind other text
    std::vector<float> newProbabilities; ///< generate: probability of each new id when it was chosen
    std::string text;
    std::vector<float> embedding;
};

struct AttachedDelta {
    DeltaId id;
    std::string name, kind;
    double strength;
    int sites; ///< where it is attached
};

struct ModuleDivergence {
    int module;
    std::string name;
    double relative; ///< |y - y0| / |y0| over the module's output at all real tokens of all inputs
};

struct ColumnResult {
    std::string name;
    std::vector<AttachedDelta> attached; ///< what the engine really had attached, in order of insertion
    std::vector<Output> outputs; ///< one per input
    std::vector<ModuleDivergence> divergence; ///< in the order modules first ran
    std::vector<std::string> labels; ///< its own, by index, where a delta brings a head with other ones; else empty
    std::vector<std::string> notes; ///< what strength and several heads do in it, in words
};

/// Why an input could not run. Its outputs are empty.
struct InputFailure {
    std::size_t input = 0; ///< its place in the request
    Error error; ///< code "too-long": more tokens than the model takes
    std::int64_t most = 0; ///< where the input is too long: how many of its tokens there is room for
};

struct RunResult {
    Task task = Task::Classify;
    double seconds = 0;
    std::vector<std::string> labels; ///< of classification heads, by index
    std::vector<ColumnResult> columns;
    std::vector<InputFailure> failures; ///< by input

    /// Null if the input could run.
    const InputFailure *failed(std::size_t input) const
    {
        for (const InputFailure &failure : failures)
            if (failure.input == input)
                return &failure;
        return nullptr;
    }
};

} // namespace deltascope
