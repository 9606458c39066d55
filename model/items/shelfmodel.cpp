#include "items/shelfmodel.h"

#include "items/grouping.h"
#include "items/wording.h"

#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace deltascope::items {

namespace {

QByteArray keyOf(const ShelfEntry &entry) { return QByteArray::fromStdString(entry.path); }

QString fitText(ShelfEntry::Fit fit)
{
    switch (fit) {
    case ShelfEntry::Fit::Unknown: return ShelfModel::tr("open a model to see whether it fits");
    case ShelfEntry::Fit::Fits: return ShelfModel::tr("fits the open model");
    case ShelfEntry::Fit::Differs: return ShelfModel::tr("does not fit the open model");
    case ShelfEntry::Fit::Broken: return ShelfModel::tr("cannot be read");
    }
    return {};
}

} // namespace

ShelfModel::ShelfModel(Session &session, Questions &questions, QObject *parent)
    : QAbstractListModel(parent)
    , m_questions(questions)
{
    connect(&session, &Session::networkChanged, this, &ShelfModel::lookAgain);
}

void ShelfModel::open(const QString &folder)
{
    beginResetModel();
    m_entries.clear();
    m_rows.clear();
    endResetModel();
    m_folder = folder;
    lookAgain();
}

void ShelfModel::lookAgain()
{
    if (m_folder.isEmpty())
        return;
    m_error.clear();
    m_seen.clear();
    m_counts = {};
    m_clock.start();
    m_question = m_questions.shelf(this, m_folder.toStdString(),
                                   {.then = [this](Done) { end({}); },
                                    .failed = [this](const Error &error) { end(wording(error)); },
                                    .cancelled = [this] { Q_EMIT progressed(); },
                                    .part = [this](const Part &part) { take(std::get<ShelfBatch>(part)); }});
    Q_EMIT progressed();
}

void ShelfModel::end(const QString &error)
{
    m_error = error;
    dropUnseen();
    count();
    Q_EMIT progressed();
}

void ShelfModel::take(const ShelfBatch &batch)
{
    std::vector<const ShelfEntry *> fresh;
    for (const ShelfEntry &entry : batch.entries) {
        const QByteArray key = keyOf(entry);
        m_seen.insert(key);
        const auto known = m_rows.constFind(key);
        if (known == m_rows.constEnd()) {
            fresh.push_back(&entry);
            continue;
        }
        m_entries[std::size_t(*known)] = entry;
        Q_EMIT dataChanged(index(*known), index(*known));
    }
    if (!fresh.empty()) {
        const int first = int(m_entries.size());
        beginInsertRows({}, first, first + int(fresh.size()) - 1);
        for (const ShelfEntry *entry : fresh) {
            m_rows.insert(keyOf(*entry), int(m_entries.size()));
            m_entries.push_back(*entry);
        }
        endInsertRows();
    }
    count();
    m_counts.folders = batch.folders;
    m_counts.seconds = double(m_clock.elapsed()) / 1000;
    Q_EMIT progressed();
}

/// Folders that were there before and are gone.
void ShelfModel::dropUnseen()
{
    for (int row = int(m_entries.size()) - 1; row >= 0; --row) {
        if (m_seen.contains(keyOf(m_entries[std::size_t(row)])))
            continue;
        beginRemoveRows({}, row, row);
        m_entries.erase(m_entries.begin() + row);
        endRemoveRows();
    }
    m_rows.clear();
    for (std::size_t row = 0; row < m_entries.size(); ++row)
        m_rows.insert(keyOf(m_entries[row]), int(row));
}

void ShelfModel::count()
{
    m_counts = {0, 0, 0, 0, m_counts.folders, m_counts.seconds};
    for (const ShelfEntry &entry : m_entries) {
        m_counts.fits += entry.fit == ShelfEntry::Fit::Fits;
        m_counts.differs += entry.fit == ShelfEntry::Fit::Differs;
        m_counts.broken += entry.fit == ShelfEntry::Fit::Broken;
        m_counts.duplicates += !entry.sameAs.empty();
    }
}

int ShelfModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_entries.size()); }

QVariant ShelfModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || std::size_t(index.row()) >= m_entries.size())
        return {};
    const ShelfEntry &entry = m_entries[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return QString::fromStdString(entry.name);
    case Qt::ToolTipRole: return shelfTip(entry);
    case Qt::AccessibleTextRole: return shelfTip(entry).replace(QLatin1Char('\n'), QStringLiteral(", "));
    case ShelfEntryRole: return QVariant::fromValue(&entry);
    default: return {};
    }
}

Qt::ItemFlags ShelfModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren
                           : Qt::NoItemFlags;
}

QStringList ShelfModel::mimeTypes() const { return {QStringLiteral("text/uri-list")}; }

QMimeData *ShelfModel::mimeData(const QModelIndexList &indexes) const
{
    QList<QUrl> urls;
    for (const QModelIndex &index : indexes)
        urls << QUrl::fromLocalFile(QString::fromStdString(m_entries.at(std::size_t(index.row())).path));
    auto *data = new QMimeData;
    data->setUrls(urls);
    return data;
}

QString shelfTip(const ShelfEntry &entry)
{
    QStringList lines{QString::fromStdString(entry.name)};
    if (!entry.kind.empty())
        lines << ShelfModel::tr("%1 of %2")
                     .arg(QString::fromStdString(entry.kind), QString::fromStdString(entry.library));
    QStringList targets;
    for (const std::string &target : entry.targets)
        targets << QString::fromStdString(target);
    if (!targets.isEmpty())
        lines << ShelfModel::tr("targets %1").arg(targets.join(QStringLiteral(", ")));
    if (entry.parameters > 0)
        lines << ShelfModel::tr("%1 parameters, %2").arg(grouped(entry.parameters), bytesText(entry.bytes));
    if (!entry.backbone.empty())
        lines << ShelfModel::tr("made for %1").arg(QString::fromStdString(entry.backbone));
    lines << fitText(entry.fit);
    if (!entry.says.empty())
        lines << QString::fromStdString(entry.says);
    if (!entry.sameAs.empty())
        lines << ShelfModel::tr("same content as %1").arg(QString::fromStdString(entry.sameAs));
    lines << QString::fromStdString(entry.path);
    return lines.join(QLatin1Char('\n'));
}

} // namespace deltascope::items
