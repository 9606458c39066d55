#include "text/parts/normalform.h"
#include "text/parts/rewriting.h"

#include <algorithm>

namespace deltascope::text {

namespace {

std::u32string decomposed(char32_t c, const UNormalizer2 *form)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar buffer[64];
    const int32_t length = unorm2_getDecomposition(form, static_cast<UChar32>(c), buffer, 64, &status);
    if (length < 0 || U_FAILURE(status))
        return std::u32string(1, c);
    std::u32string out;
    for (int32_t i = 0; i < length;) {
        UChar32 next;
        U16_NEXT(buffer, i, length, next);
        out += static_cast<char32_t>(next);
    }
    return out;
}

int classOf(const Char &item) { return u_getCombiningClass(static_cast<UChar32>(item.c)); }

/// Marks behind a character in the order of their classes.
void order(Chars &text)
{
    for (auto begin = text.begin(); begin != text.end();) {
        if (classOf(*begin) == 0) {
            ++begin;
            continue;
        }
        const auto end = std::find_if(begin, text.end(), [](const Char &item) { return classOf(item) == 0; });
        std::stable_sort(begin, end, [](const Char &a, const Char &b) { return classOf(a) < classOf(b); });
        begin = end;
    }
}

} // namespace

NormalForm::NormalForm(Kind kind, Result result)
    : m_result(result)
{
    UErrorCode status = U_ZERO_ERROR;
    m_form = kind == Kind::Canonical ? unorm2_getNFCInstance(&status) : unorm2_getNFKCInstance(&status);
}

void NormalForm::apply(Chars &text) const
{
    replaceEach(text, [this](char32_t c) { return decomposed(c, m_form); });
    order(text);
    if (m_result == Result::Composed)
        compose(text);
}

void NormalForm::compose(Chars &text) const
{
    Chars out;
    std::size_t starter = 0;
    bool hasStarter = false;
    int last = -1; // class of the last character that stayed behind the starter; -1: none
    for (const Char &item : text) {
        const int own = classOf(item);
        if (hasStarter && (last < own || last == -1) && !(last == 0)) {
            const UChar32 both
                = unorm2_composePair(m_form, static_cast<UChar32>(out[starter].c), static_cast<UChar32>(item.c));
            if (both >= 0) {
                out[starter].c = static_cast<char32_t>(both);
                continue;
            }
        }
        out.push_back(item);
        if (own == 0) {
            starter = out.size() - 1;
            hasStarter = true;
            last = -1;
        } else {
            last = own;
        }
    }
    text = std::move(out);
}

} // namespace deltascope::text
