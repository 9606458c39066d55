#include "app/start/localmodels.h"

#include "core/part.h"
#include "io/hub.h"
#include "views/common/modelname.h"
#include "views/common/numbers.h"

#include <algorithm>
#include <utility>

namespace deltascope::app {

namespace {

bool areSame(const io::LocalModel &a, const io::LocalModel &b)
{
    return a.folder == b.folder && a.name == b.name && a.architecture == b.architecture && a.bytes == b.bytes;
}

/// The last part of a hub id or path.
QString lastPart(const QString &name) { return name.section(QLatin1Char('/'), -1, -1, QString::SectionSkipEmpty); }

bool isPath(const QString &name) { return name.startsWith(QLatin1Char('/')) || name.startsWith(QLatin1Char('.')); }

/// Of two hub ids with owners all counts; a path, or a name without owner, is told by its last part.
bool namesModel(const QString &backbone, const QString &model)
{
    if (backbone.isEmpty())
        return false;
    const auto isWhole = [](const QString &name) { return !isPath(name) && name.contains(QLatin1Char('/')); };
    return isWhole(backbone) && isWhole(model) ? backbone == model : lastPart(backbone) == lastPart(model);
}

} // namespace

LocalModels::LocalModels(items::Questions &questions, QObject *parent)
    : QAbstractTableModel(parent)
    , m_questions(questions)
{
}

void LocalModels::look(const QStringList &folders, const QString &shelf)
{
    std::vector<std::string> all;
    for (const QString &folder : folders)
        all.push_back(folder.toStdString());
    m_walk = std::make_shared<io::ModelWalk>(io::cacheFolder(), all);
    m_found.clear();
    askShelf(shelf);
    step();
    Q_EMIT progressed();
}

/// A turn on another thread; the next one is begun when this one's finds are there.
void LocalModels::step()
{
    m_background.start([this, walk = m_walk]() -> items::Background::Finish {
        // On another thread: nothing of this object may be touched here.
        std::vector<io::LocalModel> found = walk->next();
        return [this, walk, found = std::move(found)] { take(walk.get(), found); };
    });
}

void LocalModels::take(const io::ModelWalk *walk, const std::vector<io::LocalModel> &found)
{
    if (walk != m_walk.get())
        return; // another one was begun
    for (const io::LocalModel &model : found) {
        const auto isKnown = [&model](const io::LocalModel &known) { return known.folder == model.folder; };
        if (std::any_of(m_found.begin(), m_found.end(), isKnown))
            continue;
        m_found.push_back(model);
        // The first look shows what there is as it comes, later ones what has changed.
        if (m_rows.size() + 1 != m_found.size() || !std::equal(m_rows.begin(), m_rows.end(), m_found.begin(), areSame))
            continue;
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size()));
        m_rows.push_back(model);
        endInsertRows();
    }
    if (!walk->isDone()) {
        step();
    } else {
        m_walk.reset();
        if (!std::equal(m_rows.begin(), m_rows.end(), m_found.begin(), m_found.end(), areSame)) {
            beginResetModel();
            m_rows = m_found;
            endResetModel();
        }
    }
    Q_EMIT progressed();
}

void LocalModels::askShelf(const QString &shelf)
{
    m_hasShelf = !shelf.isEmpty();
    m_shelf.clear();
    if (!m_hasShelf)
        return;
    const auto tell = [this] {
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, DeltasColumn), index(int(m_rows.size()) - 1, DeltasColumn));
    };
    m_question = m_questions.shelf(this, shelf.toStdString(),
                                   {.then = [tell](Done) { tell(); },
                                    .part =
                                        [this](const Part &part) {
                                            for (const ShelfEntry &entry : std::get<ShelfBatch>(part).entries)
                                                if (entry.fit != ShelfEntry::Fit::Broken && entry.sameAs.empty())
                                                    m_shelf.push_back({QString::fromStdString(entry.name),
                                                                       QString::fromStdString(entry.backbone)});
                                        }});
}

QStringList LocalModels::deltasFor(const io::LocalModel &model) const
{
    QStringList names;
    for (const Trained &delta : m_shelf)
        if (namesModel(delta.backbone, QString::fromStdString(model.name)))
            names << delta.name;
    return names;
}

std::int64_t LocalModels::bytes() const
{
    std::int64_t sum = 0;
    for (const io::LocalModel &model : m_rows)
        sum += model.bytes;
    return sum;
}

int LocalModels::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

int LocalModels::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString LocalModels::textOf(const io::LocalModel &model, int column) const
{
    switch (column) {
    case NameColumn: return views::shortModelName(QString::fromStdString(model.name));
    case ClassColumn: return QString::fromStdString(model.architecture);
    case SizeColumn: return views::bytesText(model.bytes);
    case DeltasColumn: {
        const QStringList names = deltasFor(model);
        return names.isEmpty() ? m_hasShelf ? tr("none found") : tr("no shelf chosen")
                               : names.join(QStringLiteral(", "));
    }
    default: return tr("Open");
    }
}

QVariant LocalModels::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || std::size_t(index.row()) >= m_rows.size())
        return {};
    const io::LocalModel &model = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return textOf(model, index.column());
    case Qt::ToolTipRole:
        return index.column() == DeltasColumn ? textOf(model, DeltasColumn) : QString::fromStdString(model.folder);
    case Qt::AccessibleTextRole:
        return index.column() == OpenColumn ? tr("Open %1").arg(textOf(model, NameColumn))
                                            : textOf(model, index.column());
    case FitsRole: return m_hasShelf ? int(deltasFor(model).size()) : -1;
    default: return {};
    }
}

QVariant LocalModels::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == DeltasColumn)
        return tr("Deltas on the shelf whose files name this model as their backbone");
    if (role == Qt::TextAlignmentRole)
        return int((section == SizeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("model");
    case ClassColumn: return tr("class");
    case SizeColumn: return tr("size");
    case DeltasColumn: return tr("deltas that fit");
    default: return {};
    }
}

} // namespace deltascope::app
