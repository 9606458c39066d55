#include "engine/local/outputs.h"

#include "core/utf8.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope {

namespace {

std::vector<float> numbers(const at::Tensor &tensor)
{
    const at::Tensor plain = tensor.to(at::kFloat).contiguous();
    return {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()};
}

Matrix matrix(const at::Tensor &tensor)
{
    if (tensor.dim() == 1)
        return {1, tensor.size(0), true, numbers(tensor)};
    return {tensor.size(0), tensor.size(1), false, numbers(tensor)};
}

void classify(const HeadReading &reading, const at::Tensor &head, Output &output)
{
    output.logits = matrix(head);
    if (reading.problem == RunFacts::Problem::Regression)
        return;
    output.probabilities
        = numbers(reading.problem == RunFacts::Problem::MultiLabel ? head.to(at::kFloat).sigmoid()
                                                                   : at::softmax(head.to(at::kFloat), -1));
    if (!head.isnan().any().item<bool>())
        output.label = reading.labels.at(head.argmax().item<std::int64_t>());
}

void labelTokens(const HeadReading &reading, const at::Tensor &head, Output &output)
{
    output.logits = matrix(head);
    const at::Tensor best = head.argmax(-1), isNone = head.isnan().any(-1);
    for (std::int64_t i = 0; i < best.size(0); ++i)
        output.labels.push_back(isNone[i].item<bool>() ? "" : reading.labels.at(best[i].item<std::int64_t>()));
}

/// The most probable span of the context, at most 15 tokens long (transformers' question-answering pipeline).
void answer(const Prepared &input, const at::Tensor &head, Output &output)
{
    output.startLogits = numbers(head.select(-1, 0));
    output.endLogits = numbers(head.select(-1, 1));
    if (input.text.empty())
        return;
    const std::vector<float> starts = numbers(at::softmax(head.select(-1, 0).to(at::kFloat), -1));
    const std::vector<float> ends = numbers(at::softmax(head.select(-1, 1).to(at::kFloat), -1));
    constexpr std::int64_t longest = 15;
    std::int64_t from = -1, to = -1;
    const auto isText
        = [&](std::int64_t i) { return input.isReal(i) && input.offsets[i].second > input.offsets[i].first; };
    for (std::int64_t i = input.contextStart; i < input.length(); ++i)
        for (std::int64_t j = i; isText(i) && j < std::min(input.length(), i + longest); ++j)
            if (isText(j) && starts[i] * ends[j] > output.answerScore) {
                output.answerScore = starts[i] * ends[j];
                from = i;
                to = j;
            }
    if (from >= 0)
        output.answerText = utf8::slice(input.text, input.offsets[from].first, input.offsets[to].second);
}

void fillMasks(const Session &session, const Prepared &input, const at::Tensor &head, Output &output)
{
    const auto maskId = session.tokenizer ? session.tokenizer->maskId() : std::nullopt;
    if (!maskId)
        throw Failure(
            session.info.model,
            "fill-mask: expected a tokenizer with a mask token beside the model, found none; use --task logits");
    constexpr std::int64_t shown = 5;
    for (std::int64_t position = 0; position < input.length(); ++position) {
        if (input.ids[position] != *maskId)
            continue;
        const auto [values, ids] = at::softmax(head[position].to(at::kFloat), -1).topk(std::min(shown, head.size(-1)));
        MaskedPosition masked{position, {}};
        const bool isNone = head[position].isnan().any().item<bool>();
        for (std::int64_t i = 0; !isNone && i < ids.size(0); ++i) {
            const std::int64_t id = ids[i].item<std::int64_t>();
            masked.best.push_back(
                {id, session.tokenizer->token(id).value_or(""), values[i].item<float>(), session.tokenizer->piece(id)});
        }
        output.masks.push_back(std::move(masked));
    }
}

void embed(const RunRequest &request, const Prepared &input, const at::Tensor &hidden, Output &output)
{
    const std::int64_t length = hidden.size(0);
    if (request.pool == Pool::Cls) {
        output.embedding = numbers(hidden[0]);
    } else if (request.pool == Pool::Last) {
        output.embedding = numbers(hidden[length == input.length() ? input.lastReal() : length - 1]);
    } else if (input.mask.empty() || length != input.length()) {
        output.embedding = numbers(hidden.mean(0));
    } else {
        const at::Tensor mask = at::tensor(input.mask, at::kLong).to(hidden.scalar_type()).unsqueeze(1);
        output.embedding = numbers((hidden * mask).sum(0) / mask.sum().clamp_min(1e-9));
    }
}

void logits(const RunRequest &request, const Prepared &input, const at::Tensor &head, Output &output)
{
    if (head.dim() == 1 || request.positions == LogitPositions::All) {
        output.logits = matrix(head);
        return;
    }
    const std::int64_t last = head.size(0) == input.length() ? input.lastReal() : head.size(0) - 1;
    output.logits = matrix(head[last]);
}

} // namespace

void readOutput(const Asked &asked, const Prepared &input, const at::Tensor &head, Output &output)
{
    switch (asked.task) {
    case Task::Classify: return classify(asked.reading, head, output);
    case Task::Tokens: return labelTokens(asked.reading, head, output);
    case Task::Answer: return answer(input, head, output);
    case Task::FillMask: return fillMasks(asked.session, input, head, output);
    case Task::Embed: return embed(asked.request, input, head, output);
    case Task::Logits: return logits(asked.request, input, head, output);
    case Task::Auto:
    case Task::Generate: return;
    }
}

} // namespace deltascope
