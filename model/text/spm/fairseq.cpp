#include "text/spm/families.h"
#include "text/spm/source.h"

#include <span>

namespace deltascope::text::spm {

namespace {

constexpr const char *languages[] = {"ar_AR", "cs_CZ", "de_DE", "en_XX", "es_XX", "et_EE", "fi_FI", "fr_XX", "gu_IN",
                                     "hi_IN", "it_IT", "ja_XX", "kk_KZ", "ko_KR", "lt_LT", "lv_LV", "my_MM", "ne_NP",
                                     "nl_XX", "ro_RO", "ru_RU", "si_LK", "tr_TR", "vi_VN", "zh_CN"};
/// Those that mBART-50 adds.
constexpr const char *moreLanguages[]
    = {"af_ZA", "az_AZ", "bn_IN", "fa_IR", "he_IL", "hr_HR", "id_ID", "ka_GE", "km_KH",
       "mk_MK", "ml_IN", "mn_MN", "mr_IN", "pl_PL", "ps_AF", "pt_XX", "sv_SE", "sw_KE",
       "ta_IN", "te_IN", "th_TH", "tl_XX", "uk_UA", "ur_PK", "xh_ZA", "gl_ES", "sl_SI"};

using Codes = std::span<const char *const>;

/// fairseq's numbering, which XLM-RoBERTa and mBART share; mBART's has the codes of its languages behind the pieces.
json fairseq(const Source &source, std::initializer_list<Codes> languages, const Template &single, const Template &pair)
{
    Vocabulary vocabulary = source.renumbered({"<s>", "<pad>", "</s>", "<unk>"});
    const std::size_t pieces = vocabulary.size();
    for (const Codes codes : languages)
        for (const char *code : codes)
            vocabulary.emplace_back(code, 0.0);
    const std::size_t mask = vocabulary.size();
    vocabulary.emplace_back("<mask>", 0.0);
    json added = addedTokens(source, vocabulary,
                             {{"bos_token", "<s>"},
                              {"pad_token", "<pad>"},
                              {"eos_token", "</s>"},
                              {"unk_token", "<unk>"},
                              {"mask_token", "<mask>", true}});
    addSpecials(added, vocabulary, pieces, mask);
    return {{"normalizer", usualNormalizer(source)},   {"pre_tokenizer", source.metaspace()},
            {"decoder", source.metaspace()},           {"post_processor", templateOf(single, pair, vocabulary)},
            {"model", modelOf(source, vocabulary, 3)}, {"added_tokens", added}};
}

} // namespace

json xlmRoberta(const Source &source)
{
    return fairseq(source, {}, {{"<s>", 0}, {"A", 0}, {"</s>", 0}},
                   {{"<s>", 0}, {"A", 0}, {"</s>", 0}, {"</s>", 0}, {"B", 0}, {"</s>", 0}});
}

json mbart(const Source &source)
{
    return fairseq(source, {languages}, {{"A", 0}, {"</s>", 0}, {"en_XX", 0}},
                   {{"A", 0}, {"B", 0}, {"</s>", 0}, {"en_XX", 0}});
}

json mbart50(const Source &source)
{
    return fairseq(source, {languages, moreLanguages}, {{"en_XX", 0}, {"A", 0}, {"</s>", 0}},
                   {{"en_XX", 0}, {"A", 0}, {"B", 0}, {"</s>", 0}});
}

} // namespace deltascope::text::spm
