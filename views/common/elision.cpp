#include "views/common/elision.h"

#include <algorithm>

namespace deltascope::views {

namespace {

qsizetype commonStart(const QString &a, const QString &b)
{
    return std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
}

qsizetype commonEnd(const QString &a, const QString &b)
{
    return std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first - a.rbegin();
}

} // namespace

QString elidedAmong(const QString &name, const QStringList &names, const QFontMetrics &metrics, int width)
{
    qsizetype start = 0, end = 0; // lengths of what is shared
    for (const QString &other : names)
        if (other != name) {
            start = std::max(start, commonStart(name, other));
            end = std::max(end, commonEnd(name, other));
        }
    while (start > 0 && name[start - 1].isDigit()) // of numbers, all
        --start;
    while (end > 0 && name[name.size() - end].isDigit())
        --end;
    end = std::min(end, name.size() - start);
    const QString own = name.mid(start, name.size() - start - end);
    const auto with = [&](qsizetype before, qsizetype after) {
        const QChar dots(0x2026);
        return name.left(before) + (before < start ? QString(dots) : QString()) + own
               + (after < end ? QString(dots) : QString()) + name.right(after);
    };
    const auto fits = [&](const QString &text) { return metrics.horizontalAdvance(text) <= width; };
    const bool isTold = start + end > 0 && !own.isEmpty() && fits(with(0, 0));
    if (fits(name) || !isTold)
        return metrics.elidedText(name, Qt::ElideMiddle, width);
    // The longer shared part gives way first.
    const auto mostBefore = [&](qsizetype after) {
        qsizetype before = start; // whole it needs no dots: may fit where a little less does not
        while (before > 0 && !fits(with(before, after)))
            --before;
        return before;
    };
    const auto mostAfter = [&](qsizetype before) {
        qsizetype after = end;
        while (after > 0 && !fits(with(before, after)))
            --after;
        return after;
    };
    const qsizetype before = mostBefore(start <= end ? 0 : mostAfter(0));
    return with(before, mostAfter(before));
}

} // namespace deltascope::views
