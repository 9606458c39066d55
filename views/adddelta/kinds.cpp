#include "views/adddelta/kinds.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace deltascope::views {

namespace {

KindKey keyOf(const QJsonObject &object)
{
    KindKey key{object.value(QLatin1String("name")).toString(),
                object.value(QLatin1String("value")).toString(),
                {},
                object.value(QLatin1String("says")).toString(),
                object.value(QLatin1String("list")).toBool()};
    for (const QJsonValue &choice : object.value(QLatin1String("choices")).toArray())
        key.choices << choice.toString();
    return key;
}

QList<DeltaKind> readKinds()
{
    QFile file(QStringLiteral(":/kinds.json"));
    QList<DeltaKind> kinds;
    if (!file.open(QIODevice::ReadOnly))
        return kinds;
    for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
        const QJsonObject object = value.toObject();
        DeltaKind kind;
        kind.library = object.value(QLatin1String("library")).toString();
        kind.kind = object.value(QLatin1String("kind")).toString();
        kind.title = object.value(QLatin1String("title")).toString();
        kind.says = object.value(QLatin1String("says")).toString();
        kind.needsTargets = object.value(QLatin1String("targets")).toString() != QLatin1String("none");
        for (const QJsonValue &key : object.value(QLatin1String("keys")).toArray())
            kind.keys << keyOf(key.toObject());
        kinds << kind;
    }
    return kinds;
}

} // namespace

const QList<DeltaKind> &deltaKinds()
{
    static const QList<DeltaKind> kinds = readKinds();
    return kinds;
}

} // namespace deltascope::views
