#pragma once

#include "text/parts/parts.h"

#include <unicode/unorm2.h>

namespace deltascope::text {

/// NFD, NFC, NFKD or NFKC. A composed character comes from where its first part came from.
class NormalForm : public Normalizer {
public:
    enum class Kind { Canonical, Compatible };
    enum class Result { Decomposed, Composed };
    NormalForm(Kind kind, Result result);
    void apply(Chars &text) const override;

private:
    void compose(Chars &text) const;

    Result m_result;
    const UNormalizer2 *m_form;
};

} // namespace deltascope::text
