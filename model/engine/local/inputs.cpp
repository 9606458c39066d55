#include "engine/local/inputs.h"

#include "engine/local/pictures.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>

namespace deltascope {

namespace {

void expectLike(const std::string &where, const char *key, std::size_t found, std::size_t expected)
{
    if (found != expected)
        throw Failure(where, std::string(key) + ": expected " + std::to_string(expected)
                                 + " numbers, one for each id, found " + std::to_string(found));
}

Prepared fromIds(const Input &input, const std::string &where)
{
    Prepared prepared;
    prepared.ids = *input.ids;
    if (prepared.ids.empty())
        throw Failure(where, "ids: expected at least one id, found none");
    if (input.attentionMask) {
        expectLike(where, "attention_mask", input.attentionMask->size(), prepared.ids.size());
        for (const std::int64_t value : *input.attentionMask)
            if (value != 0 && value != 1)
                throw Failure(where, "attention_mask: expected 0 or 1, found " + std::to_string(value));
        prepared.mask = *input.attentionMask;
    }
    if (input.tokenTypeIds) {
        expectLike(where, "token_type_ids", input.tokenTypeIds->size(), prepared.ids.size());
        prepared.typeIds = *input.tokenTypeIds;
    }
    return prepared;
}

Prepared fromText(const Session &session, const Input &input, const std::string &where)
{
    const auto [encoding, prompt] = encode(session, input, where);
    Prepared prepared;
    prepared.ids = encoding.ids;
    if (prepared.ids.empty())
        throw Failure(where, "text: expected at least one token, found none");
    prepared.offsets = encoding.offsets;
    prepared.added = encoding.added;
    prepared.text = prompt ? *prompt : input.textPair.value_or(*input.text);
    if (session.family && session.family->typeIds == nn::Family::TypeIds::Used)
        prepared.typeIds = encoding.typeIds;
    const auto second = std::find(encoding.typeIds.begin(), encoding.typeIds.end(), 1);
    prepared.contextStart = second == encoding.typeIds.end() ? 0 : second - encoding.typeIds.begin();
    return prepared;
}

void expectRange(const std::string &where, const char *key, const std::vector<std::int64_t> &values, std::int64_t count)
{
    for (const std::int64_t value : values)
        if (value < 0 || (count > 0 && value >= count))
            throw Failure(Error{where,
                                std::string(key) + ": expected numbers from 0 to "
                                    + (count > 0 ? std::to_string(count - 1) : "...") + ", found "
                                    + std::to_string(value),
                                {},
                                "out-of-range"});
}

void expectInside(const Session &session, const Prepared &input, const std::string &where)
{
    const std::int64_t vocabulary = session.config ? session.config->integer("vocab_size", 0) : 0;
    expectRange(where, "ids", input.ids, vocabulary);
    expectRange(where, "decoder_ids", input.decoderIds, vocabulary);
    if (session.config && session.config->has("type_vocab_size"))
        expectRange(where, "token_type_ids", input.typeIds, session.config->integer("type_vocab_size", 0));
    if (!input.decoderIds.empty() && session.backbone && !session.backbone->isEncoderDecoder())
        throw Failure(where, "decoder_ids: expected none, since " + session.info.architecture
                                 + " has no decoder of its own, found some");
}

bool allEqual(const std::vector<std::int64_t> &values, std::int64_t value)
{
    return std::all_of(values.begin(), values.end(), [&](std::int64_t v) { return v == value; });
}

nn::Act stack(const std::vector<Prepared> &inputs, const std::vector<int> &members, const nn::RowsPtr &rows,
              std::vector<std::int64_t> Prepared::*field)
{
    const auto length = static_cast<std::int64_t>((inputs[members[0]].*field).size());
    at::Tensor tensor = at::empty({static_cast<std::int64_t>(members.size()), length}, at::kLong);
    auto *out = tensor.data_ptr<std::int64_t>();
    for (const int member : members)
        out = std::copy((inputs[member].*field).begin(), (inputs[member].*field).end(), out);
    return {tensor, rows};
}

} // namespace

std::string nameOf(const Input &input, std::size_t place)
{
    return input.origin.empty() ? "input " + std::to_string(place + 1) : input.origin;
}

Error errorAt(const std::string &where, const Error &error)
{
    return error.where == where ? error : Error{where, error.sentence(), {}, error.code};
}

EncodedInput encode(const Session &session, const Input &input, const std::string &where)
{
    if (!session.tokenizer)
        throw Failure(Error{where,
                            session.tokenizerError.empty()
                                ? "text: expected a tokenizer in " + session.info.model
                                      + " (tokenizer.json, vocab.txt, ...), found none; give ids (--ids 1,2,3)"
                                : "text: the tokenizer could not be read: " + session.tokenizerError,
                            {},
                            "no-tokenizer"});
    if (!input.messages)
        return {session.tokenizer->encode(*input.text, input.textPair ? std::optional<std::string_view>(*input.textPair)
                                                                      : std::nullopt),
                std::nullopt};
    std::string prompt = session.chat->render(*input.messages, session.request.chat, where);
    return {session.tokenizer->encodeBare(prompt), std::move(prompt)};
}

std::int64_t Prepared::lastReal() const
{
    for (std::int64_t i = length(); i-- > 0;)
        if (isReal(i))
            return i;
    return length() - 1;
}

namespace {

Prepared prepareOne(const Session &session, const Input &input, const std::string &where)
{
    Prepared prepared;
    if (input.image && !session.pictures)
        throw Failure(where, "image: expected text or ids, since this is no vision model, found a picture");
    if (session.pictures && !input.image && input.pixels.empty())
        throw Failure(where, "expected an image or pixels, since this is a vision model, found none of them");
    if (input.ids)
        prepared = fromIds(input, where);
    else if (input.text || input.messages)
        prepared = fromText(session, input, where);
    else if (input.pixels.empty() && !input.image)
        throw Failure(where, "expected text, messages, ids, an image or pixels, found none of them");
    if (input.decoderIds) {
        if (input.decoderIds->empty())
            throw Failure(where, "decoder_ids: expected at least one id, found none");
        prepared.decoderIds = *input.decoderIds;
    }
    expectInside(session, prepared, where);
    prepared.where = where;
    prepared.pixels = input.pixels;
    prepared.pixelShape = input.pixelShape;
    if (input.image) {
        const image::Pixels &pixels = session.pictures->pixels(*input.image, where);
        prepared.pixels = pixels.values;
        prepared.pixelShape = pixels.shape;
    }
    // All real and all first segment are what a model assumes anyway: without them it takes faster ways.
    if (allEqual(prepared.mask, 1))
        prepared.mask.clear();
    if (allEqual(prepared.typeIds, 0))
        prepared.typeIds.clear();
    return prepared;
}

} // namespace

std::vector<Prepared> prepare(const Session &session, const std::vector<Input> &inputs)
{
    std::vector<Prepared> all;
    for (std::size_t i = 0; i < inputs.size(); ++i)
        all.push_back(prepareOne(session, inputs[i], nameOf(inputs[i], i)));
    return all;
}

std::vector<Prepared> prepareEach(const Session &session, const std::vector<Input> &inputs,
                                  std::vector<InputFailure> &failures)
{
    std::vector<Prepared> all;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const std::string where = nameOf(inputs[i], i);
        Prepared prepared;
        try {
            prepared = prepareOne(session, inputs[i], where);
        } catch (const Failure &failure) {
            failures.push_back({i, failure.error(), 0});
            prepared.hasFailed = true;
        }
        prepared.where = where;
        all.push_back(std::move(prepared));
    }
    return all;
}

Prepared withoutHidden(const Prepared &input)
{
    Prepared bare = input;
    bare.ids.clear();
    for (std::int64_t i = 0; i < input.length(); ++i)
        if (input.isReal(i))
            bare.ids.push_back(input.ids[i]);
    bare.mask.clear();
    bare.typeIds.clear();
    return bare;
}

std::vector<std::vector<int>> groupAlike(const std::vector<Prepared> &inputs, std::size_t most)
{
    using Key = std::tuple<std::size_t, bool, bool, std::size_t, Shape>;
    std::map<Key, std::size_t> open;
    std::vector<std::vector<int>> groups;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const Prepared &input = inputs[i];
        if (input.hasFailed)
            continue;
        const Key key{input.ids.size(), !input.mask.empty(), !input.typeIds.empty(), input.decoderIds.size(),
                      input.pixelShape};
        const auto [found, added] = open.try_emplace(key, groups.size());
        if (!added && groups[found->second].size() >= most)
            found->second = groups.size();
        if (found->second == groups.size())
            groups.emplace_back();
        groups[found->second].push_back(static_cast<int>(i));
    }
    return groups;
}

std::size_t inputsPerBatch(const std::vector<Prepared> &inputs, std::size_t columns, std::size_t tokens)
{
    std::size_t longest = 1;
    for (const Prepared &input : inputs)
        longest = std::max({longest, input.ids.size(), input.decoderIds.size()});
    return std::max<std::size_t>(1, tokens / (longest * columns));
}

nn::Batch makeBatch(const std::vector<Prepared> &inputs, const std::vector<int> &members, const nn::RowsPtr &rows,
                    const nn::Pass::Fronts &fronts, std::int64_t past)
{
    const Prepared &first = inputs[members[0]];
    const auto behind = [past](const at::Tensor &t) { return t.narrow(1, past, t.size(1) - past); };
    nn::Batch batch{stack(inputs, members, rows, &Prepared::ids).map(behind), {}, {}, {}, {}};
    if (!first.mask.empty())
        batch.mask = stack(inputs, members, rows, &Prepared::mask);
    if (batch.mask)
        batch.mask = batch.mask->map([&](const at::Tensor &t) {
            return at::constant_pad_nd(t, {fronts.length(), 0}, 1);
        });
    if (!first.typeIds.empty())
        batch.typeIds = stack(inputs, members, rows, &Prepared::typeIds).map([&](const at::Tensor &t) {
            return at::constant_pad_nd(t, {fronts.length() - fronts.added, 0});
        });
    if (!first.decoderIds.empty())
        batch.decoderIds = stack(inputs, members, rows, &Prepared::decoderIds);
    if (!first.pixels.empty()) {
        Shape shape = first.pixelShape;
        shape.insert(shape.begin(), static_cast<std::int64_t>(members.size()));
        at::Tensor pixels = at::empty(shape, at::kFloat);
        auto *out = pixels.data_ptr<float>();
        for (const int member : members)
            out = std::copy(inputs[member].pixels.begin(), inputs[member].pixels.end(), out);
        batch.pixels = nn::Act{pixels, rows};
    }
    return batch;
}

} // namespace deltascope
