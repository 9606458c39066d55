#include "views/modules/modulespanel.h"

#include "tree/logtext.h"
#include "views/common/labels.h"
#include "views/common/numbers.h"
#include "views/common/theme.h"
#include "views/modules/lanehead.h"
#include "views/modules/patchbay.h"

#include <QEvent>
#include <QToolButton>
#include <QVBoxLayout>

namespace deltascope::views {

using items::Session;

namespace {

constexpr int openAllUpTo = 60, unfoldFoundUpTo = 80;

int rowsBelow(const QAbstractItemModel &model, const QModelIndex &index)
{
    int rows = 0;
    for (int i = 0; i < model.rowCount(index); ++i)
        rows += 1 + rowsBelow(model, model.index(i, 0, index));
    return rows;
}

/// What the network needs of the memory: what is mapped, what a run adds.
QString memoryText(const NetworkInfo &network, std::int64_t deltaBytes)
{
    const QString mapped = ModulesPanel::tr("backbone %1 mapped").arg(bytesText(network.bytes));
    const QString copies
        = network.copyBytes > 0 ? ModulesPanel::tr(", running adds %1").arg(bytesText(network.copyBytes)) : QString();
    return mapped + copies + ModulesPanel::tr(", deltas %1").arg(bytesText(deltaBytes));
}

QString memoryHint(const NetworkInfo &network)
{
    if (!network.runnable)
        return {};
    const QString copies = network.copyBytes > 0
                               ? ModulesPanel::tr("The first run makes copies of %1, since the file's numbers are of "
                                                  "another type than is computed in.\n")
                                     .arg(bytesText(network.copyBytes))
                               : QString();
    return ModulesPanel::tr("Mapped weights are read page by page as running touches them.\n") + copies
           + ModulesPanel::tr("A run takes about %1 for each token of each configuration.")
                 .arg(bytesText(network.bytesPerToken));
}

/// A delta's row stands for the site above it.
QModelIndex moduleRow(QModelIndex index)
{
    index = index.siblingAtColumn(0);
    while (index.isValid() && index.data(items::ModulesRole).value<QList<int>>().isEmpty())
        index = index.parent();
    return index;
}

} // namespace

ModulesPanel::ModulesPanel(Session &session, bridge::Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_workspace(workspace)
    , m_model(new items::ModuleTreeModel(session, this))
    , m_tree(new PatchBay(*m_model, this))
    , m_head(new LaneHead(session, *m_model, m_tree))
    , m_hint(
          makeLabel(tr("No model is open. Open one at the top, or drop a model folder on the window."), "muted", this))
    , m_totals(makeLabel({}, "small", this))
{
    setProperty("surface", "panel");
    setAttribute(Qt::WA_StyledBackground);
    setFocusProxy(m_tree);
    m_tree->setHeader(m_head);
    m_tree->setModel(m_model);
    m_tree->spreadColumns();
    m_hint->setContentsMargins(12, 12, 12, 12);
    m_hint->setWordWrap(true);
    m_totals->setTextFormat(Qt::RichText);
    m_totals->setContentsMargins(12, 6, 12, 6);
    m_totals->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_hint);
    all->addWidget(m_tree, 1);
    auto *line = new QWidget(this);
    line->setProperty("surface", "line");
    line->setAttribute(Qt::WA_StyledBackground);
    line->setFixedHeight(1);
    all->addWidget(line);
    all->addWidget(m_totals);
    connectParts();
    openFirstRows();
    showTotals();
}

void ModulesPanel::connectParts()
{
    connect(m_model, &QAbstractItemModel::modelReset, this, &ModulesPanel::openFirstRows);
    connect(m_model, &QAbstractItemModel::columnsInserted, m_tree, &PatchBay::spreadColumns);
    connect(m_model, &QAbstractItemModel::columnsRemoved, m_tree, &PatchBay::spreadColumns);
    for (const auto signal : {&Session::deltasChanged, &Session::mixChanged, &Session::networkChanged}) {
        connect(&m_session, signal, this, &ModulesPanel::showTotals);
        connect(&m_session, signal, m_tree->viewport(), qOverload<>(&QWidget::update));
        connect(&m_session, signal, m_head->viewport(), qOverload<>(&QWidget::update));
    }
    connect(m_head->foldButton(), &QToolButton::toggled, this, [this](bool isFolded) {
        m_model->setRepeats(isFolded ? tree::Repeats::Folded : tree::Repeats::Shown);
        openFirstRows();
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ModulesPanel::tellSelected);
    connect(m_tree, &PatchBay::rowClicked, this, [this](const QModelIndex &index) {
        Q_EMIT pointedAt(moduleRow(index).data(items::ModulesRole).value<QList<int>>());
    });
    connect(m_tree, &PatchBay::hovered, this, [this](const QModelIndex &index) {
        const auto modules = moduleRow(index).data(items::ModulesRole).value<QList<int>>();
        Q_EMIT hovered(modules.isEmpty() ? -1 : modules.first());
    });
    connect(&m_workspace, &bridge::Workspace::matched, this,
            [this](bridge::Ticket ticket, const std::vector<int> &modules) {
                if (ticket == m_matchTicket)
                    showFound(QSet<int>(modules.begin(), modules.end()));
            });
    connect(&m_workspace, &bridge::Workspace::failed, this, [this](bridge::Ticket ticket) {
        if (ticket == m_matchTicket)
            showFound({});
    });
}

void ModulesPanel::openFirstRows()
{
    const bool isOpen = m_session.network();
    m_hint->setVisible(!isOpen);
    m_tree->setVisible(isOpen);
    if (!isOpen)
        return;
    m_tree->spreadColumns();
    const bool isSmall = rowsBelow(*m_model, {}) <= openAllUpTo;
    m_tree->openModules(m_model->index(0, 0), isSmall ? 100 : 4);
}

void ModulesPanel::showTotals()
{
    const NetworkInfo *network = m_session.network();
    if (!network) {
        m_totals->clear();
        return;
    }
    std::vector<DeltaInfo> deltas;
    std::int64_t bytes = 0, inDeltas = 0;
    for (const items::SessionDelta &delta : m_session.state().deltas) {
        deltas.push_back(*delta.info);
        bytes += delta.info->bytes;
        inDeltas += delta.info->parameterCount;
    }
    const tree::Totals totals = tree::totals(*network, deltas, m_session.state().liveMix());
    const auto share = [&totals](std::int64_t part) {
        return totals.parameters > 0 ? QString::number(100.0 * double(part) / double(totals.parameters), 'f', 2)
                                     : QStringLiteral("0");
    };
    const QString gap = QStringLiteral("&nbsp;&nbsp;&nbsp;&nbsp; ");
    m_totals->setText(
        tr("trainable <b style='color:%1'>%2</b> of %3 = %4%")
            .arg(theme().text.name(), grouped(totals.trainable), grouped(totals.parameters), share(totals.trainable))
        + gap + tr("deltas %1 = %2%").arg(grouped(inDeltas), share(inDeltas)) + gap + memoryText(*network, bytes));
    m_totals->setToolTip(memoryHint(*network));
}

void ModulesPanel::tellSelected(const QModelIndex &index)
{
    const QModelIndex row = moduleRow(index);
    if (row.isValid())
        Q_EMIT selected(row.data(items::PathRole).toString(), row.data(items::ModulesRole).value<QList<int>>());
}

void ModulesPanel::reveal(int module)
{
    const QModelIndex index = m_model->indexOf(module);
    if (!index.isValid())
        return;
    m_tree->unfoldTo(index);
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index, QAbstractItemView::EnsureVisible);
}

void ModulesPanel::light(const QList<int> &modules)
{
    m_matchTicket = 0;
    m_model->light(QSet<int>(modules.begin(), modules.end()));
    const QModelIndexList rows = m_model->litIndexes();
    if (rows.size() <= unfoldFoundUpTo)
        for (const QModelIndex &row : rows)
            m_tree->unfoldTo(row);
    m_tree->viewport()->update();
}

void ModulesPanel::setSearch(const QString &text)
{
    m_matchTicket = 0;
    const QString wanted = text.trimmed();
    if (wanted.startsWith(QLatin1String("[r]")) || wanted.contains(QLatin1Char('@'))) {
        m_matchTicket = m_workspace.match({wanted.toStdString()});
        return;
    }
    showFound(m_model->find(wanted));
    if (wanted.isEmpty())
        m_head->setNote({});
}

void ModulesPanel::showFound(const QSet<int> &modules)
{
    const bridge::Ticket ticket = m_matchTicket;
    light(QList<int>(modules.begin(), modules.end()));
    m_matchTicket = ticket;
    m_head->setNote(modules.isEmpty() ? tr("nothing found")
                                      : counted(modules.size(), tr("%1 module found"), tr("%1 modules found")));
    if (const QModelIndexList rows = m_model->litIndexes(); !rows.isEmpty())
        m_tree->scrollTo(rows.first());
}

void ModulesPanel::showNext()
{
    const QModelIndexList rows = m_model->litIndexes();
    if (rows.isEmpty())
        return;
    const QModelIndex current = m_tree->currentIndex().siblingAtColumn(0);
    const qsizetype at = rows.indexOf(current);
    const QModelIndex next = rows[(at + 1) % rows.size()];
    m_tree->unfoldTo(next);
    m_tree->setCurrentIndex(next);
    m_tree->scrollTo(next);
}

void ModulesPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_totals)
        showTotals();
}

} // namespace deltascope::views
