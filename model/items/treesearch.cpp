#include "items/treesearch.h"

#include "tree/find.h"

namespace deltascope::items {

TreeSearch::TreeSearch(Session &session, bridge::Workspace &workspace, ModuleTreeModel &model, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_workspace(workspace)
    , m_model(model)
{
    connect(&workspace, &bridge::Workspace::matched, this,
            [this](bridge::Ticket ticket, const std::vector<int> &modules) {
                if (ticket == m_ticket)
                    take(modules);
            });
    connect(&workspace, &bridge::Workspace::failed, this,
            [this](bridge::Ticket ticket, bridge::Lane, const Error &error) {
                if (ticket != m_ticket)
                    return;
                m_error = QString::fromStdString(error.sentence());
                take({});
            });
}

void TreeSearch::setText(const QString &text)
{
    forget();
    m_text = text.trimmed();
    if (m_text.isEmpty() || !m_session.network()) {
        take({});
        return;
    }
    m_isLooking = true;
    if (m_text.startsWith(QLatin1String("[r]")) || m_text.contains(QLatin1Char('@'))) {
        m_ticket = m_workspace.match({m_text.toStdString()});
        return;
    }
    m_background.start([this, network = m_session.sharedNetwork(), wanted = m_text.toStdString()] {
        return [this, modules = tree::find(*network, wanted)] { take(modules); };
    });
}

void TreeSearch::forget()
{
    m_background.drop();
    m_ticket = 0;
    m_text.clear();
    m_error.clear();
    m_found.clear();
    m_isLooking = false;
}

void TreeSearch::take(const std::vector<int> &modules)
{
    m_isLooking = false;
    m_ticket = 0;
    m_found = QSet<int>(modules.begin(), modules.end());
    m_model.light(m_found);
    Q_EMIT found();
}

QModelIndex TreeSearch::step(const QModelIndex &from, Direction direction) const
{
    const QModelIndexList rows = m_model.litIndexes();
    if (rows.isEmpty())
        return {};
    // Rows stand in the order of their modules, and so does one that was not found.
    const auto place = [this](const QModelIndex &index) {
        return index.isValid() ? index.data(ModulesRole).value<QList<int>>().value(0, -1) : -1;
    };
    const int at = place(from.siblingAtColumn(NameColumn));
    if (direction == Direction::Forward) {
        for (const QModelIndex &row : rows)
            if (place(row) > at)
                return row;
        return rows.first();
    }
    for (auto row = rows.rbegin(); row != rows.rend(); ++row)
        if (place(*row) < at)
            return *row;
    return rows.last();
}

QString TreeSearch::summary(const QModelIndex &current) const
{
    if (!isAnswered())
        return {};
    if (!m_error.isEmpty())
        return m_error;
    const QModelIndexList rows = m_model.litIndexes();
    if (rows.isEmpty())
        return tr("nothing found");
    const qsizetype at = rows.indexOf(current.siblingAtColumn(NameColumn));
    return at < 0 ? tr("%1 found").arg(rows.size()) : tr("%1 of %2").arg(at + 1).arg(rows.size());
}

} // namespace deltascope::items
