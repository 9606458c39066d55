#include "engine/local/judge/scorer.h"

#include "engine/local/judge/sweep.h"
#include "engine/local/judge/texts.h"
#include "engine/local/runner.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <chrono>

namespace deltascope {

namespace {

/// log p of `ids[i]` in row i of `logits` [T, V].
std::vector<float> logProbs(const at::Tensor &logits, const std::vector<std::int64_t> &ids)
{
    const at::Tensor index = at::tensor(ids, at::kLong).clamp_min(0).unsqueeze(1);
    const at::Tensor chosen = logits.log_softmax(-1).gather(1, index).squeeze(1).contiguous();
    return {chosen.data_ptr<float>(), chosen.data_ptr<float>() + chosen.numel()};
}

void takeCausal(const ScoredText &text, const at::Tensor &logits, TextScore &score)
{
    if (text.ids.size() < 2)
        return;
    const std::vector<float> own
        = logProbs(logits.narrow(0, 0, logits.size(0) - 1), {text.ids.begin() + 1, text.ids.end()});
    for (std::size_t i = 1; i < text.ids.size(); ++i)
        score.logProbs[i] = own[i - 1];
}

void takeTarget(const ScoredText &text, const at::Tensor &logits, TextScore &score)
{
    const std::vector<float> own = logProbs(logits, text.ids);
    for (std::size_t i = 0; i < own.size(); ++i)
        score.logProbs[i] = own[i];
}

/// One row for each id that counts, with that id masked.
struct MaskedRows {
    std::vector<Prepared> inputs;
    std::vector<std::pair<int, std::int64_t>> places; ///< of each row: text, position

    MaskedRows(const Session &session, const std::vector<ScoredText> &texts)
    {
        const auto mask = session.tokenizer ? session.tokenizer->maskId() : std::nullopt;
        if (!mask)
            throw Failure(session.info.model, "expected a tokenizer with a mask token beside the model, found none");
        for (std::size_t text = 0; text < texts.size(); ++text)
            for (std::size_t i = 0; i < texts[text].ids.size(); ++i) {
                if (!texts[text].counts[i])
                    continue;
                inputs.push_back(texts[text].input);
                inputs.back().ids[i] = *mask;
                places.emplace_back(static_cast<int>(text), static_cast<std::int64_t>(i));
            }
    }
};

} // namespace

ScoreResult scoreTexts(Session &session, const ScoreRequest &request, Progress &progress)
{
    const c10::InferenceMode inference;
    const auto start = std::chrono::steady_clock::now();
    expectRunnable(session);
    const std::vector<ScoredText> texts = scoredTexts(session, request.lines);
    ScoreResult result;
    for (const Column &column : request.columns) {
        result.columns.push_back({column.name, attachedIn(session, column), {}});
        for (const ScoredText &text : texts) {
            TextScore &score = result.columns.back().outputs.emplace_back();
            score.ids = text.ids;
            score.logProbs.resize(text.ids.size());
            for (const std::int64_t id : text.ids)
                score.tokens.push_back(session.tokenizer ? session.tokenizer->token(id).value_or("") : "");
        }
    }
    Sweep sweep(session, request.columns, progress);
    if (session.info.head == HeadKind::MaskedLm || session.info.head == HeadKind::Pretraining) {
        const MaskedRows rows(session, texts);
        sweep(rows.inputs, [&](int column, int row, const at::Tensor &own) {
            const auto [text, position] = rows.places[static_cast<std::size_t>(row)];
            const std::int64_t id = texts[static_cast<std::size_t>(text)].ids[static_cast<std::size_t>(position)];
            result.columns[column].outputs[text].logProbs[static_cast<std::size_t>(position)]
                = logProbs(own.narrow(0, position, 1), {id}).front();
        });
    } else {
        std::vector<Prepared> inputs;
        for (const ScoredText &text : texts)
            inputs.push_back(text.input);
        const bool isCausal = session.info.head == HeadKind::CausalLm;
        sweep(inputs, [&](int column, int input, const at::Tensor &own) {
            TextScore &score = result.columns[column].outputs[input];
            isCausal ? takeCausal(texts[input], own, score) : takeTarget(texts[input], own, score);
        });
    }
    for (ColumnScores &column : result.columns)
        for (std::size_t i = 0; i < texts.size(); ++i)
            for (std::size_t k = 0; k < texts[i].counts.size(); ++k)
                if (!texts[i].counts[k])
                    column.outputs[i].logProbs[k].reset();
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace deltascope
