#pragma once

#include "items/background.h"
#include "items/keeper.h"

#include <QAbstractListModel>
#include <QDateTime>

#include <vector>

namespace deltascope::app {

/// A delta in the small picture of a rack.
struct RackLine {
    int series = 0;
    bool isHeard = false;
    double strength = 1;
    bool operator==(const RackLine &) const = default;
};

/// The sessions that are kept, the one edited last first.
class KeptSessions : public QAbstractListModel {
    Q_OBJECT

public:
    /// The first line is Qt::DisplayRole.
    enum Role {
        ModelRole = Qt::UserRole + 1, ///< the model, short
        CountsRole, ///< "3 deltas, 4 columns, 3 inputs"
        DateRole, ///< "today 10:51"
        MovedRole, ///< bool: its model's folder is not there
        OpenRole, ///< bool: it is what is open
        RackRole, ///< QList<RackLine>
    };

    explicit KeptSessions(items::Keeper &keeper, QObject *parent = nullptr);

    /// Reads them off the window's thread; those that were read stay until then.
    void refresh();
    bool isReading() const { return m_background.isBusy(); }
    const files::KeptSession &at(int row) const { return m_rows.at(std::size_t(row)).kept; }
    bool isMoved(int row) const { return m_rows.at(std::size_t(row)).isMoved; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void read();

private:
    struct Row {
        files::KeptSession kept;
        bool isMoved = false;
    };

    items::Keeper &m_keeper;
    std::vector<Row> m_rows;
    items::Background m_background;
};

/// "today 10:51", "yesterday 9:20", "12 November", "3 May 2023".
QString dayText(const QDateTime &time, const QDateTime &now);

} // namespace deltascope::app
