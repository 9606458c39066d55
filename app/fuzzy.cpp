#include "app/fuzzy.h"

#include <algorithm>
#include <vector>

namespace deltascope::app {

namespace {

constexpr int letter = 1, together = 6, atWord = 8, atBeginning = 4, gap = 1, mostGap = 6, impossible = -1'000'000;

bool isWordStart(const QString &text, qsizetype at) { return at == 0 || !text[at - 1].isLetterOrNumber(); }

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString &typed, const QString &text)
{
    QString wanted;
    for (const QChar each : typed)
        if (!each.isSpace())
            wanted += each.toLower();
    const QString lower = text.toLower();
    const auto rows = std::size_t(wanted.size()), columns = std::size_t(lower.size());
    if (rows == 0)
        return FuzzyMatch{};
    if (rows > columns)
        return std::nullopt;
    // best[i][j]: the best score of the first i + 1 letters with the last of them at j; from: where the one before is.
    std::vector<std::vector<int>> best(rows, std::vector<int>(columns, impossible)), from = best;
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = i; j < columns; ++j) {
            if (lower[qsizetype(j)] != wanted[qsizetype(i)])
                continue;
            const int own = letter + (isWordStart(text, qsizetype(j)) ? atWord : 0) + (j == 0 ? atBeginning : 0);
            if (i == 0) {
                best[i][j] = own;
                continue;
            }
            for (std::size_t k = i - 1; k < j; ++k) {
                if (best[i - 1][k] == impossible)
                    continue;
                const int step = j == k + 1 ? together : -std::min(int(j - k - 1) * gap, mostGap);
                if (best[i - 1][k] + own + step > best[i][j]) {
                    best[i][j] = best[i - 1][k] + own + step;
                    from[i][j] = int(k);
                }
            }
        }
    const auto last = std::max_element(best.back().begin(), best.back().end());
    if (*last == impossible)
        return std::nullopt;
    FuzzyMatch match{*last * 10 - int(columns), {}}; // of equal ones the shorter
    int place = int(last - best.back().begin());
    for (std::size_t i = rows; i-- > 0;) {
        match.places.prepend(place);
        place = from[i][std::size_t(place)];
    }
    return match;
}

} // namespace deltascope::app
