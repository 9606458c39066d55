#include "app/start/keptsessions.h"

#include "io/hub.h"
#include "items/sessionstate.h"
#include "views/common/modelname.h"
#include "views/common/numbers.h"

#include <QFileInfo>
#include <QLocale>
#include <QStringList>

#include <utility>

namespace deltascope::app {

namespace {

constexpr std::size_t most = 60; ///< that are listed; the store keeps more of them

/// Hub ids are looked for, and downloaded, when they are opened.
bool isGone(const std::string &model)
{
    return !QFileInfo::exists(QString::fromStdString(model)) && !io::isHubId(model);
}

/// What tells the sessions of one model from one another.
QString titleOf(const session::State &state)
{
    QStringList names;
    for (const session::RackDelta &delta : state.deltas)
        names << QString::fromStdString(delta.name());
    return names.isEmpty() ? KeptSessions::tr("No deltas") : names.join(QStringLiteral(", "));
}

QString countsOf(const session::State &state)
{
    using views::counted;
    return QStringList{
        counted(std::int64_t(state.deltas.size()), KeptSessions::tr("%1 delta"), KeptSessions::tr("%1 deltas")),
        counted(std::int64_t(state.columns.size()), KeptSessions::tr("%1 column"), KeptSessions::tr("%1 columns")),
        counted(std::int64_t(state.inputs.size()), KeptSessions::tr("%1 input"), KeptSessions::tr("%1 inputs"))}
        .join(QStringLiteral(", "));
}

QList<RackLine> rackOf(const session::State &state)
{
    QList<RackLine> lines;
    for (const session::RackDelta &delta : state.deltas) {
        const bool isSilenced = state.solo != -1 && state.solo != delta.setting.id;
        lines << RackLine{delta.series, !isSilenced && items::isHeard(delta.setting), delta.setting.strength};
    }
    return lines;
}

} // namespace

QString dayText(const QDateTime &time, const QDateTime &now)
{
    const qint64 days = time.date().daysTo(now.date());
    const QString clock = time.toString(QStringLiteral("H:mm"));
    if (days == 0)
        return KeptSessions::tr("today %1").arg(clock);
    if (days == 1)
        return KeptSessions::tr("yesterday %1").arg(clock);
    const bool isThisYear = time.date().year() == now.date().year();
    return QLocale().toString(time.date(), isThisYear ? QStringLiteral("d MMMM") : QStringLiteral("d MMMM yyyy"));
}

KeptSessions::KeptSessions(items::Keeper &keeper, QObject *parent)
    : QAbstractListModel(parent)
    , m_keeper(keeper)
{
}

void KeptSessions::refresh()
{
    m_background.start([this, listing = m_keeper.listing(most)]() -> items::Background::Finish {
        // On another thread: nothing of this object may be touched here.
        std::vector<Row> rows;
        for (files::KeptSession &kept : listing()) {
            const bool isMoved = isGone(kept.session.model.model);
            rows.push_back({std::move(kept), isMoved});
        }
        return [this, rows = std::move(rows)] {
            beginResetModel();
            m_rows = rows;
            endResetModel();
            Q_EMIT read();
        };
    });
}

int KeptSessions::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant KeptSessions::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || std::size_t(index.row()) >= m_rows.size())
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const files::SessionFile &session = row.kept.session;
    const QString model = QString::fromStdString(session.model.model);
    switch (role) {
    case Qt::DisplayRole: return titleOf(session.state);
    case Qt::ToolTipRole: return model;
    case Qt::AccessibleTextRole:
        return (QStringList{titleOf(session.state), views::shortModelName(model), countsOf(session.state),
                            data(index, DateRole).toString()}
                + (row.isMoved ? QStringList{tr("folder moved, find it")} : QStringList()))
            .join(QStringLiteral(", "));
    case ModelRole: return views::shortModelName(model);
    case CountsRole: return countsOf(session.state);
    case DateRole:
        return m_keeper.isOpen(row.kept)
                   ? tr("open now")
                   : dayText(QDateTime::fromSecsSinceEpoch(row.kept.edited), QDateTime::currentDateTime());
    case MovedRole: return row.isMoved;
    case OpenRole: return m_keeper.isOpen(row.kept);
    case RackRole: return QVariant::fromValue(rackOf(session.state));
    default: return {};
    }
}

} // namespace deltascope::app
