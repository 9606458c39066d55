#include "text/spm/families.h"
#include "text/spm/source.h"

namespace deltascope::text::spm {

namespace {

json debertaNormalizer(const Source &source)
{
    json list = json::array();
    if (source.flag("do_lower_case", false))
        list.push_back({{"type", "Lowercase"}});
    list.push_back({{"type", "Strip"}, {"strip_left", true}, {"strip_right", true}});
    source.addPrecompiled(list);
    list.push_back(replace({{"Regex", " {2,}"}}, " "));
    return sequence("normalizers", list);
}

} // namespace

json deberta(const Source &source)
{
    const Vocabulary vocabulary = source.vocabulary();
    json pre = json::array();
    if (source.flag("split_by_punct", false))
        pre.push_back({{"type", "Punctuation"}, {"behavior", "Isolated"}});
    pre.push_back(source.metaspace());
    return {{"normalizer", debertaNormalizer(source)},
            {"pre_tokenizer", sequence("pretokenizers", pre)},
            {"decoder", source.metaspace()},
            {"post_processor", templateOf({{"[CLS]", 0}, {"A", 0}, {"[SEP]", 0}},
                                          {{"[CLS]", 0}, {"A", 0}, {"[SEP]", 0}, {"B", 1}, {"[SEP]", 1}}, vocabulary)},
            {"model", modelOf(source, vocabulary, source.file.unknown)},
            {"added_tokens", addedTokens(source, vocabulary,
                                         {{"pad_token", "[PAD]"},
                                          {"cls_token", "[CLS]"},
                                          {"sep_token", "[SEP]"},
                                          {"unk_token", "[UNK]", false, true},
                                          {"mask_token", "[MASK]"}})}};
}

} // namespace deltascope::text::spm
