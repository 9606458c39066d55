#include "engine/local/judge/scorer.h"

#include "engine/local/judge/sweep.h"
#include "engine/local/judge/texts.h"
#include "engine/local/runner.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <chrono>

namespace deltascope {

namespace {

/// Fills what a score says of its tokens from what a model says in their places.
class Filler {
public:
    Filler(const Session &session, int alternatives)
        : m_session(session)
        , m_alternatives(alternatives)
    {
    }

    /// Row i of `logits` [T, V] speaks of token `first + i`.
    void operator()(const at::Tensor &logits, std::size_t first, TextScore &score) const
    {
        const std::vector<std::int64_t> ids(score.ids.begin() + static_cast<std::ptrdiff_t>(first),
                                            score.ids.begin() + static_cast<std::ptrdiff_t>(first) + logits.size(0));
        const at::Tensor all = logits.log_softmax(-1), index = at::tensor(ids, at::kLong).clamp_min(0).unsqueeze(1);
        const at::Tensor chosen = all.gather(1, index).squeeze(1).contiguous();
        for (std::size_t i = 0; i < ids.size(); ++i)
            score.logProbs[first + i] = chosen.data_ptr<float>()[i];
        if (m_alternatives > 0)
            fillAlternatives(all, first, score);
    }

private:
    void fillAlternatives(const at::Tensor &all, std::size_t first, TextScore &score) const
    {
        const std::int64_t count = std::min<std::int64_t>(m_alternatives, all.size(1));
        auto [values, places] = all.topk(count, -1);
        values = values.contiguous();
        places = places.contiguous();
        for (std::int64_t row = 0; row < all.size(0); ++row)
            for (std::int64_t k = row * count; k < (row + 1) * count; ++k) {
                const std::int64_t id = places.data_ptr<std::int64_t>()[k];
                Alternative &other = score.alternatives[first + static_cast<std::size_t>(row)].emplace_back();
                other.id = id;
                other.logProb = values.data_ptr<float>()[k];
                if (!m_session.tokenizer)
                    continue;
                other.token = m_session.tokenizer->token(id).value_or("");
                other.piece = m_session.tokenizer->piece(id);
            }
    }

    const Session &m_session;
    int m_alternatives;
};

/// What each token adds to the text before it. A character of several tokens belongs to the last of them.
std::vector<std::string> piecesOf(const Session &session, const std::vector<std::int64_t> &ids)
{
    constexpr std::ptrdiff_t window = 8; // tokens that a token's text may depend on
    constexpr const char *partOfCharacter = "\xEF\xBF\xBD"; // U+FFFD
    std::vector<std::string> pieces(ids.size());
    if (!session.tokenizer)
        return pieces;
    const auto decode = [&](std::ptrdiff_t from, std::ptrdiff_t to) {
        return session.tokenizer->decode({ids.begin() + from, ids.begin() + to});
    };
    std::ptrdiff_t told = 0; // tokens whose text is among the pieces
    for (std::ptrdiff_t i = 0; i < std::ssize(ids); ++i) {
        const std::ptrdiff_t from = std::max<std::ptrdiff_t>(0, told - window);
        const std::string before = decode(from, told), now = decode(from, i + 1);
        const bool isCut = now.ends_with(partOfCharacter) && i + 1 < std::ssize(ids) && i - told < 3;
        if (isCut || !now.starts_with(before)) {
            pieces[static_cast<std::size_t>(i)] = isCut ? partOfCharacter : "";
            continue;
        }
        pieces[static_cast<std::size_t>(i)] = now.substr(before.size());
        told = i + 1;
    }
    return pieces;
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
    std::vector<ScoredText> texts;
    for (std::size_t i = 0; i < request.lines.size(); ++i)
        texts.push_back(scoredText(session, request.lines[i], nameOf(request.lines[i].input, i)));
    ScoreResult result;
    for (const Column &column : request.columns) {
        result.columns.push_back({column.name, attachedIn(session, column), {}});
        for (const ScoredText &text : texts) {
            TextScore &score = result.columns.back().outputs.emplace_back();
            score.ids = text.ids;
            score.logProbs.resize(text.ids.size());
            if (request.alternatives > 0) {
                score.alternatives.resize(text.ids.size());
                score.pieces = piecesOf(session, text.ids);
            }
            for (const std::int64_t id : text.ids)
                score.tokens.push_back(session.tokenizer ? session.tokenizer->token(id).value_or("") : "");
        }
    }
    Sweep sweep(session, request.columns, progress);
    const Filler fill(session, request.alternatives);
    if (session.info.head == HeadKind::MaskedLm || session.info.head == HeadKind::Pretraining) {
        const MaskedRows rows(session, texts);
        sweep(rows.inputs, [&](int column, int row, const at::Tensor &own) {
            const auto [text, position] = rows.places[static_cast<std::size_t>(row)];
            fill(own.narrow(0, position, 1), static_cast<std::size_t>(position), result.columns[column].outputs[text]);
        });
    } else {
        std::vector<Prepared> inputs;
        for (const ScoredText &text : texts)
            inputs.push_back(text.input);
        const bool isCausal = session.info.head == HeadKind::CausalLm;
        sweep(inputs, [&](int column, int input, const at::Tensor &own) {
            TextScore &score = result.columns[column].outputs[input];
            if (!isCausal)
                fill(own, 0, score);
            else if (score.ids.size() > 1)
                fill(own.narrow(0, 0, own.size(0) - 1), 1, score);
        });
    }
    for (ColumnScores &column : result.columns)
        for (std::size_t i = 0; i < texts.size(); ++i)
            for (std::size_t k = 0; k < texts[i].counts.size(); ++k)
                if (!texts[i].counts[k]) {
                    column.outputs[i].logProbs[k].reset();
                    if (request.alternatives > 0)
                        column.outputs[i].alternatives[k].clear();
                }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace deltascope
