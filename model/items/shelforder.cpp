#include "items/shelforder.h"

#include <algorithm>
#include <string>
#include <tuple>

namespace deltascope::items {

namespace {

/// What of an entry can be found, in lower case.
QString findable(const ShelfEntry &entry)
{
    std::string text
        = entry.name + "\n" + entry.kind + "\n" + entry.library + "\n" + entry.backbone + "\n" + entry.says;
    for (const std::string &target : entry.targets)
        text += "\n" + target;
    QString all = QString::fromStdString(text).toLower();
    switch (entry.fit) {
    case ShelfEntry::Fit::Unknown: break;
    case ShelfEntry::Fit::Fits: all += QLatin1String("\nfits"); break;
    case ShelfEntry::Fit::Differs: all += QLatin1String("\ndiffers"); break;
    case ShelfEntry::Fit::Broken: all += QLatin1String("\nbroken"); break;
    }
    return entry.sameAs.empty() ? all : all + QLatin1String("\nduplicate");
}

int rankOf(ShelfEntry::Fit fit)
{
    switch (fit) {
    case ShelfEntry::Fit::Fits: return 0;
    case ShelfEntry::Fit::Unknown: return 1;
    case ShelfEntry::Fit::Differs: return 2;
    case ShelfEntry::Fit::Broken: return 3;
    }
    return 4;
}

} // namespace

ShelfOrder::ShelfOrder(ShelfModel &shelf, QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSourceModel(&shelf);
    sort(0);
}

void ShelfOrder::setWords(const QString &text)
{
    m_words = text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void ShelfOrder::orderBy(By by)
{
    m_by = by;
    invalidate();
}

const ShelfEntry *ShelfOrder::entryAt(const QModelIndex &index)
{
    return index.data(ShelfEntryRole).value<const ShelfEntry *>();
}

bool ShelfOrder::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_words.isEmpty())
        return true;
    const QString text = findable(*entryAt(sourceModel()->index(row, 0, parent)));
    return std::all_of(m_words.begin(), m_words.end(), [&text](const QString &word) { return text.contains(word); });
}

bool ShelfOrder::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const ShelfEntry &a = *entryAt(left), &b = *entryAt(right);
    switch (m_by) {
    case By::Name: break;
    case By::Fit:
        return std::make_tuple(rankOf(a.fit), std::cref(a.name)) < std::make_tuple(rankOf(b.fit), std::cref(b.name));
    case By::Size: return std::make_tuple(-a.bytes, std::cref(a.name)) < std::make_tuple(-b.bytes, std::cref(b.name));
    case By::Kind: return std::tie(a.kind, a.library, a.name) < std::tie(b.kind, b.library, b.name);
    case By::Backbone: return std::tie(a.backbone, a.name) < std::tie(b.backbone, b.name);
    }
    return a.name < b.name;
}

} // namespace deltascope::items
