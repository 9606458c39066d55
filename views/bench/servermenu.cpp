#include "views/bench/servermenu.h"

#include "items/servedshares.h"
#include "views/common/icons.h"
#include "views/common/mark.h"

#include <QCoreApplication>
#include <QMenu>

#include <set>

namespace deltascope::views {

namespace {

struct MenuWords {
    Q_DECLARE_TR_FUNCTIONS(ServerMenu)
};

/// A column that the server runs, or would once something is loaded there; grey where it cannot.
QAction *addColumn(QMenu &menu, items::Session &session, const ServedState &said, const QString &text,
                   const session::ServedSpec &spec)
{
    QAction *action = menu.addAction(text, &session, [&session, spec] { session.addColumn(spec); });
    const items::ServedShares shares = items::sharesOf(spec, session.state(), said);
    action->setEnabled(shares.lack.isEmpty() || shares.isLoadable);
    action->setToolTip(shares.lack);
    return action;
}

/// Configurations of more than one delta, or of other strengths than the saved one.
void addConfigurations(QMenu &menu, items::Session &session, const items::ServerEntry &server)
{
    const QString name = QString::fromStdString(server.address.name);
    std::set<std::string> known;
    for (const items::BenchColumn &column : session.state().columns) {
        if (column.kind != items::ColumnKind::Fixed)
            continue;
        const auto spec = items::servedSpec(name, session.state(), session.state().mixOf(column));
        const bool isPlain
            = spec && (spec->adapters.empty() || (spec->adapters.size() == 1 && spec->adapters[0].strength == 1));
        if (isPlain || (spec && !known.insert(specOf(spec->adapters)).second))
            continue;
        const QString title = items::titleOf(session.state(), column);
        if (known.size() == 1)
            menu.addSeparator();
        if (spec) {
            addColumn(menu, session, *server.said, title, *spec);
            continue;
        }
        QAction *grey = menu.addAction(title);
        grey->setEnabled(false);
        grey->setToolTip(MenuWords::tr("It has settings of its own at single modules, which no server takes."));
    }
}

} // namespace

void addServedColumns(QMenu &menu, items::Session &session, const items::ServerEntry &server)
{
    const QString name = QString::fromStdString(server.address.name);
    if (!server.isReady()) {
        menu.addAction(server.problem.isEmpty() ? MenuWords::tr("It has not answered yet")
                                                : MenuWords::tr("It does not answer"))
            ->setEnabled(false);
        return;
    }
    menu.setToolTipsVisible(true);
    const ServedState &said = *server.said;
    addColumn(menu, session, said, MenuWords::tr("Bare backbone"), {name.toStdString(), {}});
    std::set<const ServedAdapter *> known;
    for (const items::SessionDelta &delta : session.state().deltas) {
        const ServedAdapter *adapter = adapterFor(said, delta.name(), delta.info->path);
        known.insert(adapter);
        const QString text = QString::fromStdString(delta.name());
        addColumn(menu, session, said, adapter ? text : MenuWords::tr("%1 (not loaded there)").arg(text),
                  {name.toStdString(), {{delta.name(), 1}}})
            ->setIcon(markIcon({delta.series}));
    }
    for (const ServedAdapter &adapter : said.adapters)
        if (known.count(&adapter) == 0)
            addColumn(menu, session, said, MenuWords::tr("%1 (there only)").arg(QString::fromStdString(adapter.name)),
                      {name.toStdString(), {{adapter.name, 1}}});
    addConfigurations(menu, session, server);
}

void addPlaces(QMenu &menu, items::Session &session, const items::Servers &servers, const items::BenchColumn &column)
{
    menu.setToolTipsVisible(true);
    for (int place = 0; place < servers.count(); ++place) {
        const items::ServerEntry &server = servers.at(place);
        const QString name = QString::fromStdString(server.address.name);
        const auto spec = items::servedSpec(name, session.state(), session.state().mixOf(column));
        const QString text = MenuWords::tr("Run this on %1 too").arg(name);
        if (spec && server.isReady()) {
            addColumn(menu, session, *server.said, text, *spec)->setIcon(icon(QStringLiteral("server")));
            continue;
        }
        QAction *grey = menu.addAction(icon(QStringLiteral("server")), text);
        grey->setEnabled(false);
        grey->setToolTip(spec ? MenuWords::tr("It does not answer")
                              : MenuWords::tr("It has settings of its own at single modules, which no server takes."));
    }
}

} // namespace deltascope::views
