#include "items/servedfiles.h"

namespace deltascope::items {

ServedFiles::ServedFiles(QObject *parent)
    : QObject(parent)
{
}

files::SameFiles ServedFiles::of(const std::string &one, const std::string &other)
{
    const auto [known, isNew] = m_pairs.try_emplace({one, other});
    if (isNew)
        refresh();
    return known->second.same;
}

void ServedFiles::refresh()
{
    m_background.start([this, pairs = m_pairs]() mutable -> Background::Finish {
        for (auto &[folders, known] : pairs) {
            const std::string stamp = files::stampOf(folders.first) + files::stampOf(folders.second);
            if (stamp != known.stamp)
                known = {stamp, files::compareAdapters(folders.first, folders.second)};
        }
        return [this, pairs] { take(pairs); };
    });
}

void ServedFiles::take(const Pairs &pairs)
{
    bool isOther = false;
    for (const auto &[folders, known] : pairs) {
        Known &mine = m_pairs[folders];
        isOther = isOther || mine.same != known.same;
        mine = known;
    }
    if (isOther)
        Q_EMIT told();
}

} // namespace deltascope::items
