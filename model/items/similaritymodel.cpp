#include "items/similaritymodel.h"

#include "items/grouping.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace deltascope::items {

namespace {

QString signedNumber(double value) { return (value < 0 ? QString() : QStringLiteral("+")) + decimal(value, 2); }

double degrees(double radians) { return radians * 180 / std::numbers::pi; }

} // namespace

SimilarityModel::SimilarityModel(const Session &session, const Likeness &likeness, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
    , m_likeness(likeness)
{
    connect(&likeness, &Likeness::changed, this, &SimilarityModel::follow);
    follow();
}

void SimilarityModel::follow()
{
    beginResetModel();
    m_shown = m_likeness.comparison().value_or(Comparison());
    m_rows.clear();
    m_modules.clear();
    std::map<std::string, int> indices;
    if (const NetworkInfo *network = m_session.network())
        for (std::size_t i = 0; i < network->modules.size(); ++i)
            indices.emplace(network->modules[i].name, int(i));
    const auto indexOf = [&indices](const ModuleSimilarity &module) {
        const auto found = indices.find(module.module);
        return found == indices.end() ? -1 : found->second;
    };
    for (const PairSimilarity &pair : m_shown.similarity.pairs)
        for (const ModuleSimilarity &module : pair.modules)
            m_modules.push_back(indexOf(module));
    std::sort(m_modules.begin(), m_modules.end());
    m_modules.erase(std::unique(m_modules.begin(), m_modules.end()), m_modules.end());
    for (const PairSimilarity &pair : m_shown.similarity.pairs) {
        if (pair.modules.empty())
            continue;
        Row row{&pair, std::vector<const ModuleSimilarity *>(m_modules.size())};
        for (const ModuleSimilarity &module : pair.modules) {
            const auto place = std::lower_bound(m_modules.begin(), m_modules.end(), indexOf(module));
            row.modules[std::size_t(place - m_modules.begin())] = &module;
        }
        m_rows.push_back(std::move(row));
    }
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const Row &a, const Row &b) {
        return a.pair->cosine.value_or(2) < b.pair->cosine.value_or(2);
    });
    endResetModel();
}

const SessionDelta *SimilarityModel::delta(std::size_t place) const
{
    return place < m_shown.deltas.size() ? m_session.state().find(m_shown.deltas[place]) : nullptr;
}

int SimilarityModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

int SimilarityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_rows.empty() ? 0 : int(m_modules.size()) + 1;
}

const ModuleSimilarity *SimilarityModel::at(const QModelIndex &index) const
{
    return index.column() == 0 ? nullptr : m_rows[std::size_t(index.row())].modules[std::size_t(index.column()) - 1];
}

QVariant SimilarityModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const PairSimilarity &pair = *m_rows[std::size_t(index.row())].pair;
    const ModuleSimilarity *module = at(index);
    const std::optional<double> cosine = module ? module->cosine : index.column() == 0 ? pair.cosine : std::nullopt;
    switch (role) {
    case Qt::DisplayRole: return cosine ? signedNumber(*cosine) : QString();
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: return words(index);
    case CosineRole: return cosine ? QVariant(*cosine) : QVariant();
    case SharedModuleRole: return index.column() == 0 ? QVariant() : m_modules[std::size_t(index.column()) - 1];
    default: return {};
    }
}

QVariant SimilarityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical && section < rowCount()) {
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
            return pairName(section);
        if (role == PairSeriesRole) {
            const PairSimilarity &pair = *m_rows[std::size_t(section)].pair;
            const SessionDelta *first = delta(pair.first), *second = delta(pair.second);
            return QVariant::fromValue(QList<int>{first ? first->series : 0, second ? second->series : 0});
        }
    }
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole && section < columnCount()) {
        if (section == 0)
            return tr("all");
        const int module = m_modules[std::size_t(section) - 1];
        const NetworkInfo *network = m_session.network();
        return network && module >= 0 ? QString::fromStdString(network->modules[std::size_t(module)].name) : QString();
    }
    return {};
}

QString SimilarityModel::pairName(int row) const
{
    const PairSimilarity &pair = *m_rows[std::size_t(row)].pair;
    const auto name = [this](std::size_t place) {
        const SessionDelta *known = delta(place);
        return QString::fromStdString(known ? known->name() : m_shown.similarity.deltas[place]);
    };
    return tr("%1 and %2").arg(name(pair.first), name(pair.second));
}

QString SimilarityModel::words(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const QString pair = pairName(index.row());
    const Row &row = m_rows[std::size_t(index.row())];
    if (index.column() == 0)
        return row.pair->cosine ? tr("%1 over the %2 modules that both change: cosine %3")
                                      .arg(pair)
                                      .arg(row.pair->modules.size())
                                      .arg(signedNumber(*row.pair->cosine))
                                : tr("%1: one of them changes nothing").arg(pair);
    const QString where = headerData(index.column(), Qt::Horizontal).toString();
    const ModuleSimilarity *module = at(index);
    if (!module)
        return tr("%1 do not both change %2").arg(pair, where);
    const QString cosine
        = module->cosine ? tr("cosine %1").arg(signedNumber(*module->cosine)) : tr("one of them changes nothing there");
    const auto &angles = module->angles;
    if (angles.empty())
        return tr("%1 at %2: %3").arg(pair, where, cosine);
    return tr("%1 at %2: %3; what they write meets at %4° to %5°")
        .arg(pair, where, cosine)
        .arg(decimal(degrees(angles.front()), 0))
        .arg(decimal(degrees(angles.back()), 0));
}

QList<QStringList> SimilarityModel::table() const
{
    QList<QStringList> lines{{QStringLiteral("first"), QStringLiteral("second"), QStringLiteral("module"),
                              QStringLiteral("cosine"), QStringLiteral("angles_degrees")}};
    for (const Row &row : m_rows) {
        const auto name
            = [this](std::size_t place) { return QString::fromStdString(m_shown.similarity.deltas[place]); };
        const auto add = [&](const QString &module, std::optional<double> cosine, const std::vector<double> &angles) {
            QStringList all;
            for (const double angle : angles)
                all << QString::number(degrees(angle), 'g', 9);
            lines << QStringList{name(row.pair->first), name(row.pair->second), module,
                                 cosine ? QString::number(*cosine, 'g', 9) : QString(), all.join(QLatin1Char(' '))};
        };
        add(QString(), row.pair->cosine, {});
        for (const ModuleSimilarity &module : row.pair->modules)
            add(QString::fromStdString(module.module), module.cosine, module.angles);
    }
    return lines;
}

} // namespace deltascope::items
