#include "views/common/servedwords.h"

#include <QCoreApplication>

namespace deltascope::views {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ServedWords)
};

} // namespace

ServedWords servedWords(const items::Servers &servers, const items::ServerEntry &server, const ServedAdapter &adapter,
                        const items::SessionDelta &delta)
{
    const QString from = Text::tr("%1 has it from %2")
                             .arg(QString::fromStdString(server.address.name), QString::fromStdString(adapter.path));
    switch (servers.filesOf(server, adapter, delta.info->path)) {
    case files::SameFiles::Same: return {Text::tr("loaded, same files"), from};
    case files::SameFiles::Other:
        return {Text::tr("loaded, other files"),
                from + QLatin1Char('\n')
                    + Text::tr("These are not the files that this delta was opened from: %1")
                          .arg(QString::fromStdString(delta.info->path))};
    case files::SameFiles::Unknown: break;
    }
    return {Text::tr("loaded"), from};
}

} // namespace deltascope::views
