#pragma once

#include "core/outcome.h"
#include "core/requests.h"
#include "items/sessionstate.h"

#include <QByteArray>
#include <QMap>

namespace deltascope::items {

/// A site setting by the module's name, as files hold it.
using NamedSites = QMap<QString, SiteSetting>;

struct SavedDelta {
    DeltaRequest request;
    bool attached = true;
    double strength = 1.0;
    NamedSites sites;
};

struct SavedColumn {
    ColumnKind kind = ColumnKind::Fixed;
    QString name;
    struct Part {
        QString delta; ///< its name
        bool attached = true;
        double strength = 1.0;
        NamedSites sites;
    };
    QList<Part> parts;
};

/// A session without its network: what to open, load, plug in and compare. Names stand where the live session has ids.
struct SavedSession {
    OpenRequest model;
    QList<SavedDelta> deltas;
    QList<SavedColumn> columns;
    QList<Input> inputs;
};

SavedSession saved(const SessionState &state, const NetworkInfo &network, const OpenRequest &model);
/// The column's configuration among the deltas that are there now.
BenchColumn restored(const SavedColumn &column, const SessionState &state, const NetworkInfo &network);
DeltaSetting restored(const SavedDelta &delta, const NetworkInfo &network);

QByteArray toJson(const SavedSession &session);
Outcome<SavedSession> sessionFrom(const QByteArray &json);

} // namespace deltascope::items
