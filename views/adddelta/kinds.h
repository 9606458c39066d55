#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace deltascope::views {

struct KindKey {
    QString name, value;
    QStringList choices; ///< empty: anything
    QString says; ///< on hover
    bool isList = false; ///< several words with commas between
};

/// A kind of delta that can be made afresh, as resources/kinds.json describes it.
struct DeltaKind {
    QString library, kind, title, says;
    bool needsTargets = true;
    QList<KindKey> keys;
};

const QList<DeltaKind> &deltaKinds();

} // namespace deltascope::views
