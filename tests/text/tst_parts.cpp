// Every kind of part, and whole pipelines, against what the tokenizers library answers (tests/data/text/make.py).
#include "text/parts/parts.h"
#include "text/pipeline.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace deltascope::text;
using nlohmann::json;

namespace {

const Origin origin{"tokenizer.json"};

/// Asks every question of a file; `answer(part)` gives the function that answers them for a part.
template<class Answer>
void compare(const char *name, Answer &&answer)
{
    const json groups = json::parse(std::ifstream(std::string(TEST_DATA "/text/") + name + ".json"));
    REQUIRE(groups.size() > 2);
    for (const json &group : groups) {
        const json &part = group.at("part");
        CAPTURE(part.dump().substr(0, 200));
        auto ask = answer(part);
        for (const json &question : group.at("cases")) {
            CAPTURE(question[0].dump());
            CHECK(ask(question[0]).dump() == question[1].dump());
        }
    }
}

json fromPieces(const std::vector<Chars> &pieces)
{
    json list = json::array();
    for (const Chars &piece : pieces)
        list.push_back({toUtf8(piece), piece.front().begin, piece.back().end});
    return list;
}

json fromEncoding(const Encoding &encoding)
{
    json list = json::array();
    for (std::size_t i = 0; i < encoding.ids.size(); ++i)
        list.push_back({encoding.ids[i], encoding.tokens[i], encoding.offsets[i].first, encoding.offsets[i].second});
    return list;
}

} // namespace

TEST_CASE("normalizers")
{
    compare("normalizers", [](const json &part) {
        return [normalizer = makeNormalizer(part, origin)](const json &text) -> json {
            Chars chars = charsOf(text.get<std::string>());
            normalizer->apply(chars);
            return toUtf8(chars);
        };
    });
}

TEST_CASE("pre-tokenizers")
{
    compare("pretokenizers", [](const json &part) {
        return [preTokenizer = makePreTokenizer(part, origin)](const json &text) {
            std::vector<Chars> pieces{charsOf(text.get<std::string>())};
            preTokenizer->apply(pieces);
            std::erase_if(pieces, [](const Chars &piece) { return piece.empty(); });
            return fromPieces(pieces);
        };
    });
}

TEST_CASE("models")
{
    compare("models", [](const json &part) {
        return [model = makeModel(part, origin)](const json &text) {
            std::vector<Token> tokens;
            model->tokenize(charsOf(text.get<std::string>()), tokens);
            json list = json::array();
            for (const Token &token : tokens)
                list.push_back({token.id, *model->token(token.id), token.begin, token.end});
            return list;
        };
    });
}

TEST_CASE("post-processors")
{
    compare("postprocessors", [](const json &part) {
        // The words that make.py asks with, over byte-level pieces, so that there are blanks to trim.
        const std::vector<std::string> words{"[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "Ġa", "Ġb", "aĠ", "Ġ"};
        json vocabulary = json::object();
        for (const std::string &word : words)
            vocabulary[word] = vocabulary.size();
        const json pipeline{{"pre_tokenizer", {{"type", "ByteLevel"}, {"add_prefix_space", true}}},
                            {"post_processor", part},
                            {"model", {{"type", "WordLevel"}, {"unk_token", "[UNK]"}, {"vocab", vocabulary}}}};
        return [tokenizer = std::make_shared<Pipeline>(pipeline, origin, Pipeline::Extras{})](const json &texts) {
            std::optional<std::string> pair;
            if (!texts[1].is_null())
                pair = texts[1].get<std::string>();
            const Encoding encoding = tokenizer->encode(texts[0].get<std::string>(), pair);
            json list = json::array();
            for (std::size_t i = 0; i < encoding.ids.size(); ++i)
                list.push_back(
                    {encoding.ids[i], encoding.typeIds[i], encoding.offsets[i].first, encoding.offsets[i].second});
            return list;
        };
    });
}

TEST_CASE("decoders")
{
    compare("decoders", [](const json &part) {
        return [decoder = makeDecoder(part, origin)](const json &tokens) -> json {
            std::string text;
            for (const std::string &piece : decoder->apply(tokens.get<std::vector<std::string>>()))
                text += piece;
            return text;
        };
    });
}

TEST_CASE("whole pipelines: added tokens, offsets in the original text, and back")
{
    compare("pipelines", [](const json &part) {
        return [tokenizer = std::make_shared<Pipeline>(part, origin, Pipeline::Extras{})](const json &text) -> json {
            const Encoding encoding = tokenizer->encode(text.get<std::string>(), std::nullopt);
            return {{"tokens", fromEncoding(encoding)}, {"decoded", tokenizer->decode(encoding.ids)}};
        };
    });
}

TEST_CASE("offsets stay inside the text and never run backwards")
{
    const json pipelines = json::parse(std::ifstream(TEST_DATA "/text/pipelines.json"));
    for (const json &group : pipelines) {
        const Pipeline tokenizer(group.at("part"), origin, {});
        for (const json &question : group.at("cases")) {
            const std::string text = question[0];
            const auto size = static_cast<std::int64_t>(charsOf(text).size());
            std::int64_t last = 0;
            for (const auto &[begin, end] : tokenizer.encode(text, std::nullopt).offsets) {
                CHECK(begin <= end);
                CHECK(end <= size);
                if (begin == end) // special
                    continue;
                CHECK(begin >= last);
                last = begin;
            }
        }
    }
}
