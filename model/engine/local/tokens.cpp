#include "engine/local/tokens.h"

#include "engine/local/inputs.h"

namespace deltascope {

namespace {

TokenizedText tokensOf(const Session &session, const std::vector<std::int64_t> &ids, const std::string &where)
{
    if (!session.tokenizer)
        throw Failure(where,
                      "ids: expected a tokenizer in " + session.info.model + ", which would name them, found none");
    TokenizedText text;
    text.ids = ids;
    for (const std::int64_t id : ids) {
        const auto token = session.tokenizer->token(id);
        if (!token)
            throw Failure(where, "ids: expected ids of the tokenizer's vocabulary ("
                                     + std::to_string(session.tokenizer->size()) + " tokens), found "
                                     + std::to_string(id));
        text.tokens.push_back(*token);
        text.pieces.push_back(session.tokenizer->piece(id));
        text.offsets.emplace_back(0, 0);
    }
    text.decoded = session.tokenizer->decode(ids);
    return text;
}

} // namespace

std::vector<TokenizedText> tokenized(const Session &session, const std::vector<Input> &inputs)
{
    std::vector<TokenizedText> all;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const std::string where = nameOf(inputs[i], i);
        if (inputs[i].ids) {
            all.push_back(tokensOf(session, *inputs[i].ids, where));
            continue;
        }
        if (!inputs[i].text && !inputs[i].messages)
            throw Failure(where, "expected text, messages or ids, found none of them");
        EncodedInput encoded = encode(session, inputs[i], where);
        text::Encoding &encoding = encoded.encoding;
        std::string decoded = session.tokenizer->decode(encoding.ids);
        all.push_back({std::move(encoding.ids), std::move(encoding.tokens), std::move(encoding.offsets),
                       std::move(decoded), std::move(encoded.prompt)});
    }
    return all;
}

} // namespace deltascope
