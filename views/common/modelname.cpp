#include "views/common/modelname.h"

#include <QStringList>

namespace deltascope::views {

QString shortPath(const QString &path)
{
    const QStringList parts = path.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (parts.isEmpty())
        return path;
    const bool isGeneric = parts.size() > 1 && parts.last() == QLatin1String("model");
    return isGeneric ? parts[parts.size() - 2] + QStringLiteral("/model") : parts.last();
}

QString shortModelName(const QString &model)
{
    return model.startsWith(QLatin1Char('/')) || model.startsWith(QLatin1Char('.')) ? shortPath(model) : model;
}

} // namespace deltascope::views
