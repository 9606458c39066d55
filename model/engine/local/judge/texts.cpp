#include "engine/local/judge/texts.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <set>

namespace deltascope {

namespace {

using Ids = std::vector<std::int64_t>;

constexpr std::int64_t ignored = -100; ///< transformers' label of what counts nothing

/// The ids of cls, sep, bos, eos, pad and mask, as the tokenizer or config.json names them.
std::set<std::int64_t> specialIds(const Session &session)
{
    std::set<std::int64_t> ids;
    for (const char *role : {"cls", "sep", "bos", "eos", "pad", "mask"}) {
        const std::string name = std::string(role) + "_token";
        if (session.tokenizer && session.chat) {
            if (const auto id = session.tokenizer->id(session.chat->specialToken(name)))
                ids.insert(*id);
        } else {
            const Ids named = session.config->integers(name + "_id");
            ids.insert(named.begin(), named.end());
        }
    }
    return ids;
}

/// A conversation or a text with the target behind it, tokenised as one.
text::Encoding encodeWithTarget(const Session &session, const DataLine &line, const std::string &where)
{
    if (!line.input.messages) {
        Input whole = line.input;
        *whole.text += *line.target;
        return encode(session, whole, where).encoding;
    }
    const EncodedInput prompt = encode(session, line.input, where);
    return session.tokenizer->encodeBare(*prompt.prompt + *line.target);
}

/// How many ids a text has alone, special ones at its end left out: where a target behind it begins.
std::size_t lengthAlone(const text::Encoding &encoding)
{
    std::size_t length = encoding.ids.size();
    while (length > 0 && encoding.added[length - 1])
        --length;
    return length;
}

ScoredText causal(const Session &session, const DataLine &line, const std::string &where)
{
    DataLine whole = line;
    whole.input.origin = where;
    std::size_t start = 1;
    if (line.target) {
        if (line.input.ids)
            throw Failure(where, "target: expected a text before it, found ids");
        start = std::max<std::size_t>(1, lengthAlone(encode(session, line.input, where).encoding));
        whole.input = Input{};
        whole.input.origin = where;
        whole.input.ids = encodeWithTarget(session, line, where).ids;
    }
    ScoredText text;
    text.input = prepare(session, {whole.input}).front();
    text.ids = text.input.ids;
    for (std::size_t i = 0; i < text.ids.size(); ++i)
        text.counts.push_back(i >= start && text.input.isReal(static_cast<std::int64_t>(i)));
    return text;
}

ScoredText sequenceToSequence(const Session &session, const DataLine &line, const std::string &where)
{
    ScoredText text;
    if (line.decoderLabels) {
        text.ids = *line.decoderLabels;
    } else if (line.target) {
        Input target;
        target.text = line.target;
        text.ids = encode(session, target, where).encoding.ids;
    } else {
        throw Failure(where, "target: expected a target or decoder_labels, since " + session.info.architecture
                                 + " is scored on what it writes, found neither");
    }
    if (text.ids.empty())
        throw Failure(where, "target: expected at least one token, found none");
    Input source = line.input;
    source.origin = where;
    source.decoderIds = Ids{session.facts.decoderStart};
    for (const std::int64_t id : text.ids) {
        text.counts.push_back(id != ignored);
        source.decoderIds->push_back(id == ignored ? session.facts.pad : id);
    }
    text.input = prepare(session, {source}).front();
    text.input.decoderIds.pop_back();
    return text;
}

ScoredText masked(const Session &session, const DataLine &line, const std::string &where)
{
    ScoredText text;
    Input input = line.input;
    input.origin = where;
    text.input = prepare(session, {input}).front();
    text.ids = text.input.ids;
    const std::set<std::int64_t> specials = line.input.ids ? specialIds(session) : std::set<std::int64_t>();
    for (std::size_t i = 0; i < text.ids.size(); ++i) {
        const bool isSpecial = text.input.added.empty() ? specials.count(text.ids[i]) > 0 : text.input.added[i];
        text.counts.push_back(!isSpecial && text.input.isReal(static_cast<std::int64_t>(i)));
    }
    return text;
}

/// log p of `ids[i]` in row i of `logits` [T, V].
std::vector<float> chosen(const at::Tensor &logits, const Ids &ids)
{
    const at::Tensor index = at::tensor(ids, at::kLong).clamp_min(0).unsqueeze(1);
    const at::Tensor logs = logits.log_softmax(-1).gather(1, index).squeeze(1).contiguous();
    return {logs.data_ptr<float>(), logs.data_ptr<float>() + logs.numel()};
}

} // namespace

std::vector<std::optional<float>> logProbsOf(const Session &session, const ScoredText &text, const at::Tensor &logits)
{
    std::vector<std::optional<float>> list(text.ids.size());
    // What a causal model says at a position is about the next id.
    const std::size_t first = session.info.head == HeadKind::CausalLm ? 1 : 0;
    if (text.ids.size() <= first)
        return list;
    const auto rows = static_cast<std::int64_t>(text.ids.size() - first);
    const std::vector<float> own
        = chosen(logits.narrow(0, 0, rows), {text.ids.begin() + static_cast<std::ptrdiff_t>(first), text.ids.end()});
    for (std::size_t i = first; i < text.ids.size(); ++i)
        if (text.counts[i])
            list[i] = own[i - first];
    return list;
}

ScoredText scoredText(const Session &session, const DataLine &line, const std::string &where)
{
    switch (session.info.head) {
    case HeadKind::CausalLm: return causal(session, line, where);
    case HeadKind::ConditionalGeneration: return sequenceToSequence(session, line, where);
    case HeadKind::MaskedLm:
    case HeadKind::Pretraining: return masked(session, line, where);
    default:
        throw Failure(session.info.model, "expected a language model, found " + session.info.architecture
                                              + ", which gives no probabilities of texts");
    }
}

} // namespace deltascope
