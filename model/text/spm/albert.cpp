#include "text/chars.h"
#include "text/spm/families.h"
#include "text/spm/source.h"

namespace deltascope::text::spm {

namespace {

enum class Case { Kept, Lowered };

/// ALBERT's and XLNet's.
json quotingNormalizer(const Source &source, Case usual)
{
    json list = json::array({replace({{"String", "``"}}, "\""), replace({{"String", "''"}}, "\"")});
    if (!source.flag("keep_accents", false)) {
        list.push_back({{"type", "NFKD"}});
        list.push_back({{"type", "StripAccents"}});
    }
    if (source.flag("do_lower_case", usual == Case::Lowered))
        list.push_back({{"type", "Lowercase"}});
    source.addPrecompiled(list);
    list.push_back(replace({{"Regex", " {2,}"}}, " "));
    return sequence("normalizers", list);
}

/// Pieces that end in a digit and a comma are made unlikely.
Vocabulary withoutCommas(const Source &source)
{
    Vocabulary vocabulary = source.vocabulary();
    for (auto &[piece, score] : vocabulary) {
        const Chars chars = charsOf(piece);
        if (chars.size() >= 2 && chars.back().c == ',' && isNumber(chars[chars.size() - 2].c))
            score -= 100;
    }
    return vocabulary;
}

} // namespace

json albert(const Source &source)
{
    const Vocabulary vocabulary = withoutCommas(source);
    return {{"normalizer", quotingNormalizer(source, Case::Lowered)},
            {"pre_tokenizer", source.metaspace()},
            {"decoder", source.metaspace()},
            {"post_processor", templateOf({{"[CLS]", 0}, {"A", 0}, {"[SEP]", 0}},
                                          {{"[CLS]", 0}, {"A", 0}, {"[SEP]", 0}, {"B", 1}, {"[SEP]", 1}}, vocabulary)},
            {"model", modelOf(source, vocabulary, source.file.unknown)},
            {"added_tokens", addedTokens(source, vocabulary,
                                         {{"bos_token", "[CLS]"},
                                          {"eos_token", "[SEP]"},
                                          {"unk_token", "<unk>"},
                                          {"pad_token", "<pad>"},
                                          {"mask_token", "[MASK]", true}})}};
}

json xlnet(const Source &source)
{
    const Vocabulary vocabulary = withoutCommas(source);
    return {{"normalizer", quotingNormalizer(source, Case::Kept)},
            {"pre_tokenizer", source.metaspace()},
            {"decoder", source.metaspace()},
            {"post_processor", templateOf({{"A", 0}, {"<sep>", 0}, {"<cls>", 2}},
                                          {{"A", 0}, {"<sep>", 0}, {"B", 1}, {"<sep>", 1}, {"<cls>", 2}}, vocabulary)},
            {"model", modelOf(source, vocabulary, source.file.unknown)},
            {"added_tokens", addedTokens(source, vocabulary,
                                         {{"bos_token", "<s>"},
                                          {"eos_token", "</s>"},
                                          {"unk_token", "<unk>"},
                                          {"sep_token", "<sep>"},
                                          {"pad_token", "<pad>"},
                                          {"cls_token", "<cls>"},
                                          {"mask_token", "<mask>", true},
                                          {"additional_special_tokens", "<eop>"},
                                          {"additional_special_tokens", "<eod>"}})}};
}

} // namespace deltascope::text::spm
