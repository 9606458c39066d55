#include "text/spm/families.h"
#include "text/spm/source.h"

#include <algorithm>

namespace deltascope::text::spm {

json t5(const Source &source)
{
    constexpr int extras = 100;
    const auto wanted = source.config.find("extra_ids");
    const int count = wanted != source.config.end() && wanted->is_number_integer()
                          ? std::clamp(wanted->get<int>(), 0, 100000)
                          : extras;
    Vocabulary vocabulary = source.vocabulary();
    for (int i = count - 1; i >= 0; --i)
        vocabulary.emplace_back("<extra_id_" + std::to_string(i) + ">", 0.0);
    json added
        = addedTokens(source, vocabulary, {{"eos_token", "</s>"}, {"unk_token", "<unk>"}, {"pad_token", "<pad>"}});
    addSpecials(added, vocabulary, source.file.pieces.size(), vocabulary.size());
    return {{"normalizer", usualNormalizer(source)},
            {"pre_tokenizer", source.metaspace()},
            {"decoder", source.metaspace()},
            {"post_processor",
             templateOf({{"A", 0}, {"</s>", 0}}, {{"A", 0}, {"</s>", 0}, {"B", 0}, {"</s>", 0}}, vocabulary)},
            {"model", modelOf(source, vocabulary, source.file.unknown)},
            {"added_tokens", added}};
}

} // namespace deltascope::text::spm
