// Folders of tokenizer files: which are read, what the configuration decides, and what is said of damaged ones.
#include "io/files.h"
#include "text/parts/parts.h"
#include "text/tokenizer.h"

#include <nlohmann/json.hpp>

#include <doctest/doctest.h>

using namespace deltascope;
using namespace deltascope::test;
using nlohmann::json;

namespace {

json bertModel()
{
    return {{"type", "WordPiece"},
            {"unk_token", "[UNK]"},
            {"vocab", {{"[UNK]", 0}, {"[CLS]", 1}, {"[SEP]", 2}, {"low", 3}, {"##er", 4}}}};
}

json whole(const json &changes = json::object())
{
    json object{{"model", bertModel()}, {"pre_tokenizer", {{"type", "BertPreTokenizer"}}}};
    object.merge_patch(changes);
    return object;
}

std::string sentenceOf(const TempFolder &folder)
{
    return refusal([&] { (void)text::loadTokenizer(folder.path(), ""); }).sentence();
}

std::vector<std::string> tokensOf(const TempFolder &folder, const std::string &usualClass, const std::string &text)
{
    const auto tokenizer = text::loadTokenizer(folder.path(), usualClass);
    REQUIRE(tokenizer);
    return tokenizer->encode(text).tokens;
}

using Tokens = std::vector<std::string>;

} // namespace

TEST_CASE("a folder without tokenizer files has no tokenizer")
{
    const TempFolder folder;
    CHECK(text::loadTokenizer(folder.path(), "BertTokenizer") == nullptr);
    folder.write("vocab.json", "{}"); // not without merges.txt
    CHECK(text::loadTokenizer(folder.path(), "GPT2Tokenizer") == nullptr);
}

TEST_CASE("damaged parts are refused by file, key, expected and found")
{
    const struct {
        json changes;
        const char *says;
    } damages[] = {
        {{{"model", 3}}, "vocab: expected, found no such key"},
        {{{"model", nullptr}}, "model: expected, found no such key"},
        {{{"model", {{"type", "Markov"}}}},
         "model.type: expected BPE, WordPiece, WordLevel or Unigram, found \"Markov\""},
        {{{"model", {{"vocab", json::array({1})}}}}, "model.vocab: expected an object from token to id, found [1]"},
        {{{"model", {{"vocab", {{"low", -3}}}}}}, "model.vocab: expected ids that are whole numbers, found -3"},
        {{{"model", {{"vocab", {{"low", 1e30}}}}}}, "model.vocab: expected ids that are whole numbers, found 1e+30"},
        {{{"model", {{"unk_token", "<none>"}}}}, "model.unk_token: expected a token of the vocabulary"},
        {{{"model", {{"max_input_chars_per_word", -1}}}},
         "max_input_chars_per_word: expected a whole number, found -1"},
        {{{"normalizer", {{"type", "Rot13"}}}},
         "normalizer.type: expected BertNormalizer, Lowercase, StripAccents, Strip, NFC, NFD, NFKC, NFKD, Replace, "
         "Prepend, Nmt, Precompiled, ByteLevel or Sequence, found \"Rot13\""},
        {{{"normalizer", {{"type", 7}}}}, "type: expected a text, found 7"},
        {{{"normalizer", {{"type", "Sequence"}, {"normalizers", 1}}}}, "normalizers: expected a list, found 1"},
        {{{"normalizer", {{"type", "Sequence"}, {"normalizers", json::array({nullptr})}}}},
         "normalizers: expected objects with a type, found null"},
        {{{"normalizer", {{"type", "BertNormalizer"}, {"lowercase", "yes"}}}},
         "lowercase: expected true or false, found \"yes\""},
        {{{"normalizer", {{"type", "Replace"}, {"pattern", {{"Regex", "("}}}, {"content", ""}}}}, "pattern"},
        {{{"normalizer", {{"type", "Precompiled"}, {"precompiled_charsmap", "AAAA"}}}}, "precompiled_charsmap"},
        {{{"pre_tokenizer", {{"type", "Sequence"}, {"pretokenizers", json::array({nullptr})}}}},
         "pretokenizers: expected objects with a type, found null"},
        {{{"pre_tokenizer", {{"type", "Split"}}}}, "pattern: expected, found no such key"},
        {{{"pre_tokenizer", {{"type", "FixedLength"}, {"length", 0}}}}, "expected a positive whole number, found 0"},
        {{{"pre_tokenizer", {{"type", "Metaspace"}, {"replacement", "ab"}}}}, "expected one character, found \"ab\""},
        {{{"pre_tokenizer", {{"type", "Metaspace"}, {"prepend_scheme", "often"}}}},
         "prepend_scheme: expected always, first or never, found \"often\""},
        {{{"post_processor", {{"type", "BertProcessing"}, {"cls", 1}, {"sep", {"[SEP]", 2}}}}},
         "post_processor.cls: expected a token and its id, found 1"},
        {{{"decoder", {{"type", "Strip"}, {"content", ""}, {"start", 0}, {"stop", 0}}}}, "expected one character"},
        {{{"decoder", {{"type", "Strip"}, {"content", "x"}, {"start", -1}, {"stop", 0}}}},
         "decoder.start: expected a whole number, found -1"},
        {{{"decoder", {{"type", "Sequence"}, {"decoders", json::array({nullptr})}}}},
         "decoders: expected objects with a type, found null"},
        {{{"added_tokens", "none"}}, "added_tokens: expected a list, found \"none\""},
        {{{"added_tokens", json::array({{{"id", 1e9}, {"content", "x"}}})}},
         "added_tokens.id: expected a whole number"},
    };
    for (const auto &[changes, says] : damages) {
        CAPTURE(changes.dump());
        const TempFolder folder;
        folder.write("tokenizer.json", whole(changes).dump());
        const std::string sentence = sentenceOf(folder);
        CHECK_MESSAGE(contains(sentence, says), sentence);
        CHECK_MESSAGE(contains(sentence, "tokenizer.json"), sentence);
    }
}

TEST_CASE("files that are no JSON objects are refused")
{
    for (const char *name : {"tokenizer.json", "tokenizer_config.json"})
        for (const char *content : {"", "[]", "{", "3", "{\"a\": \"\xFF\"}"}) {
            CAPTURE(name);
            CAPTURE(content);
            const TempFolder folder;
            folder.write("tokenizer.json", whole().dump());
            folder.write(name, content);
            CHECK(contains(sentenceOf(folder), std::string(name) + ": expected "));
        }
    const TempFolder folder;
    folder.write("tokenizer.json", std::string(200, '[') + std::string(200, ']'));
    CHECK(contains(sentenceOf(folder), "expected at most 100 nested levels, found more"));
}

TEST_CASE("ids of added_tokens_decoder are whole numbers")
{
    for (const char *id : {"", "5x", "-1", "99999999999999999999", " 5"}) {
        CAPTURE(id);
        const TempFolder folder;
        folder.write("tokenizer.json", whole().dump());
        folder.write("tokenizer_config.json", json{{"added_tokens_decoder", {{id, {{"content", "<x>"}}}}}}.dump());
        CHECK(contains(sentenceOf(folder), "tokenizer_config.json: added_tokens_decoder: expected ids that are whole "
                                           "numbers, found \""
                                               + std::string(id) + "\""));
    }
    const TempFolder folder;
    folder.write("tokenizer.json", whole().dump());
    folder.write("tokenizer_config.json",
                 R"({"added_tokens_decoder": {"10": {"content": "<ten>"}, "9": {"content": "<nine>"}}})");
    CHECK(tokensOf(folder, "BertTokenizer", "<ten><nine>") == Tokens{"<ten>", "<nine>"});
    CHECK(text::loadTokenizer(folder.path(), "BertTokenizer")->id("<nine>")
          == 5); // the next free ids, by their numbers
}

TEST_CASE("vocab.txt is BERT's, with what the configuration says of letters and roles")
{
    const TempFolder folder;
    folder.write("vocab.txt", "[PAD]\n[UNK]\r\n[CLS]\n[SEP]\n[MASK]\nlow\n##er\nLow\n");
    CHECK(tokensOf(folder, "", "Lower") == Tokens{"[CLS]", "low", "##er", "[SEP]"});
    CHECK(text::loadTokenizer(folder.path(), "")->maskId() == 4);
    folder.write("tokenizer_config.json", R"({"do_lower_case": false, "mask_token": "low"})");
    CHECK(tokensOf(folder, "BertTokenizer", "Lower") == Tokens{"[CLS]", "Low", "##er", "[SEP]"});
    CHECK(text::loadTokenizer(folder.path(), "BertTokenizer")->maskId() == 5);
    CHECK(tokensOf(folder, "BertTokenizer", "[MASK]").size() > 3); // no longer a token of its own
    folder.write("vocab.txt", "[UNK]\n[CLS]\nlow\n");
    CHECK(contains(sentenceOf(folder), "vocab.txt: expected the token [SEP], found no such line"));
}

TEST_CASE("vocab.json and merges.txt are read as the family reads them")
{
    const TempFolder folder;
    folder.write("vocab.json",
                 R"({"<s>": 0, "</s>": 1, "l": 2, "o": 3, "lo": 4, "Ġ": 5, "Ġlo": 6, "<|endoftext|>": 7})");
    folder.write("merges.txt", "#version: 0.2\nl o\nĠ lo\n");
    CHECK(tokensOf(folder, "GPT2Tokenizer", "lo lo") == Tokens{"lo", "Ġlo"});
    CHECK(tokensOf(folder, "roberta", "lo lo") == Tokens{"<s>", "lo", "Ġlo", "</s>"});
    folder.write("tokenizer_config.json", R"({"add_prefix_space": true})");
    CHECK(tokensOf(folder, "GPT2Tokenizer", "lo lo") == Tokens{"Ġlo", "Ġlo"});
    folder.write("tokenizer_config.json", R"({"tokenizer_class": "GPT2TokenizerFast"})");
    CHECK(tokensOf(folder, "roberta", "lo") == Tokens{"lo"});
    folder.write("merges.txt", "l o\no x\n");
    CHECK(contains(sentenceOf(folder), "vocab.json: model.merges: expected tokens of the vocabulary, found \"o x\""));
}

TEST_CASE("a beginning and an end as Llama's configuration wants them")
{
    const json pipeline{
        {"model", {{"type", "WordLevel"}, {"unk_token", "a"}, {"vocab", {{"a", 0}, {"<s>", 1}, {"</s>", 2}}}}},
        {"pre_tokenizer", {{"type", "WhitespaceSplit"}}}};
    const TempFolder folder;
    folder.write("tokenizer.json", pipeline.dump());
    CHECK(tokensOf(folder, "LlamaTokenizer", "a") == Tokens{"<s>", "a"});
    folder.write("tokenizer_config.json", R"({"add_eos_token": true, "add_bos_token": false})");
    CHECK(tokensOf(folder, "LlamaTokenizer", "a") == Tokens{"a", "</s>"});
    folder.write("tokenizer_config.json", R"({"bos_token": {"content": "</s>"}})");
    CHECK(tokensOf(folder, "LlamaTokenizer", "a") == Tokens{"</s>", "a"});
    CHECK(tokensOf(folder, "BertTokenizer", "a") == Tokens{"a"});
}
