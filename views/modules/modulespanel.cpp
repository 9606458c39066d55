#include "views/modules/modulespanel.h"

#include "views/common/labels.h"
#include "views/common/numbers.h"
#include "views/modules/lanehead.h"
#include "views/modules/patchbay.h"
#include "views/modules/treefooter.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace deltascope::views {

using items::Session;

namespace {

constexpr int openAllUpTo = 60, openAtMost = 400, unfoldFoundUpTo = 80;

/// Rows below an index; counting ends where they are more than `most`.
int rowsBelow(const QAbstractItemModel &model, const QModelIndex &index, int most)
{
    int rows = model.rowCount(index);
    for (int i = 0; i < model.rowCount(index) && rows <= most; ++i)
        rows += rowsBelow(model, model.index(i, 0, index), most - rows);
    return rows;
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

ModulesPanel::ModulesPanel(Session &session, items::Questions &questions, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new items::ModuleTreeModel(session, this))
    , m_search(new items::TreeSearch(session, questions, *m_model, this))
    , m_heat(new items::Heat(session, questions, this))
    , m_tree(new PatchBay(*m_model, this))
    , m_head(new LaneHead(session, *m_model, m_tree))
    , m_hint(makeLabel({}, "muted", this))
{
    setProperty("surface", "panel");
    setAttribute(Qt::WA_StyledBackground);
    setFocusProxy(m_tree);
    m_tree->setHeader(m_head);
    m_tree->setModel(m_model);
    m_tree->spreadColumns();
    m_hint->setContentsMargins(12, 12, 12, 12);
    m_hint->setWordWrap(true);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_hint);
    all->addWidget(m_tree, 1);
    auto *bar = new QHBoxLayout;
    bar->addStretch(1);
    bar->addWidget(m_tree->laneBar());
    all->addLayout(bar);
    auto *line = new QWidget(this);
    line->setProperty("surface", "line");
    line->setAttribute(Qt::WA_StyledBackground);
    line->setFixedHeight(1);
    all->addWidget(line);
    all->addWidget(new TreeFooter(session, *m_model, this));
    connectParts();
    openFirstRows();
}

void ModulesPanel::connectParts()
{
    connect(m_model, &QAbstractItemModel::modelReset, this, &ModulesPanel::openFirstRows);
    connect(m_model, &items::ModuleTreeModel::made, this, [this] {
        if (std::exchange(m_isFoldAsked, false))
            openFirstRows();
    });
    connect(m_model, &QAbstractItemModel::columnsInserted, m_tree, &PatchBay::spreadColumns);
    connect(m_model, &QAbstractItemModel::columnsRemoved, m_tree, &PatchBay::spreadColumns);
    connect(m_model, &QAbstractItemModel::columnsMoved, m_tree, &PatchBay::spreadColumns);
    connect(m_head, &LaneHead::scrollAsked, m_tree, &PatchBay::scrollLanes);
    connect(m_head, &LaneHead::laneFocused, m_tree, &PatchBay::showLane);
    connect(m_head, &LaneHead::revealAsked, this, &ModulesPanel::reveal);
    connect(m_head->foldButton(), &QToolButton::toggled, this, [this](bool isFolded) {
        m_isFoldAsked = true;
        m_model->setRepeats(isFolded ? tree::Repeats::Folded : tree::Repeats::Shown);
    });
    connect(m_head->heatButton(), &QToolButton::toggled, m_heat, &items::Heat::setFollowed);
    connect(m_heat, &items::Heat::changed, this, [this] { m_model->setNorms(m_heat->norms()); });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ModulesPanel::tellSelected);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ModulesPanel::tellSearch);
    connect(m_tree, &PatchBay::rowClicked, this, [this](const QModelIndex &index) {
        Q_EMIT pointedAt(moduleRow(index).data(items::ModulesRole).value<QList<int>>());
    });
    connect(m_tree, &PatchBay::hovered, this, [this](const QModelIndex &index) {
        const auto modules = moduleRow(index).data(items::ModulesRole).value<QList<int>>();
        Q_EMIT hovered(modules.isEmpty() ? -1 : modules.first());
    });
    connect(m_search, &items::TreeSearch::found, this, &ModulesPanel::showFound);
}

void ModulesPanel::openFirstRows()
{
    const bool isOpen = m_model->rowCount() > 0;
    m_hint->setVisible(!isOpen);
    m_hint->setText(m_session.network()
                        ? tr("Laying out %1 modules…").arg(grouped(std::int64_t(m_session.network()->modules.size())))
                        : tr("No model is open. Open one at the top, or drop a model folder on the window."));
    m_tree->setVisible(isOpen);
    if (!isOpen)
        return;
    m_tree->spreadColumns();
    const bool isSmall = rowsBelow(*m_model, {}, openAllUpTo) <= openAllUpTo;
    m_tree->openModules(isSmall ? 100 : 4, openAtMost);
}

void ModulesPanel::tellSelected(const QModelIndex &index)
{
    const QModelIndex row = moduleRow(index);
    if (row.isValid())
        Q_EMIT selected(row.data(items::PathRole).toString(), row.data(items::ModulesRole).value<QList<int>>());
}

void ModulesPanel::goTo(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    m_before.reset();
    m_tree->unfoldTo(index);
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index, QAbstractItemView::EnsureVisible);
}

void ModulesPanel::reveal(int module) { goTo(m_model->indexOf(module)); }

void ModulesPanel::pick(int module)
{
    const items::TreeStep &shown = m_model->shown();
    if (!shown.skeleton || module < 0 || module >= shown.skeleton->size())
        return;
    reveal(module);
    Q_EMIT selected(QString::fromStdString(shown.skeleton->module(module).name), {module});
}

bool ModulesPanel::isHeated() const { return m_head->heatButton()->isChecked(); }

void ModulesPanel::heat(bool isWanted) { m_head->heatButton()->setChecked(isWanted); }

void ModulesPanel::light(const QList<int> &modules)
{
    m_search->forget();
    m_tree->setDimming(PatchBay::Dimming::None);
    m_model->light({modules.begin(), modules.end()});
    openLitRows();
    tellSearch();
}

void ModulesPanel::openLitRows()
{
    for (int i = 0; m_model->litCount() <= unfoldFoundUpTo && i < m_model->litCount(); ++i)
        m_tree->unfoldTo(m_model->litIndex(i));
}

void ModulesPanel::setSearch(const QString &text)
{
    const bool wasOn = m_search->isOn();
    if (!wasOn)
        m_before = m_tree->place();
    m_search->setText(text);
    if (const auto before = wasOn && !m_search->isOn() ? std::exchange(m_before, {}) : std::nullopt)
        m_tree->goBack(*before);
}

void ModulesPanel::showFound()
{
    const bool isFound = m_model->litCount() > 0;
    m_tree->setDimming(m_search->isOn() && isFound ? PatchBay::Dimming::Others : PatchBay::Dimming::None);
    openLitRows();
    if (isFound)
        m_tree->scrollTo(m_model->litIndex(0));
    tellSearch();
    if (const auto asked = std::exchange(m_asked, {}))
        step(*asked);
}

void ModulesPanel::tellSearch()
{
    Q_EMIT searchChanged(m_search->summary(m_tree->currentIndex()), !m_search->error().isEmpty());
}

void ModulesPanel::showNext() { step(items::TreeSearch::Direction::Forward); }

void ModulesPanel::showPrevious() { step(items::TreeSearch::Direction::Back); }

void ModulesPanel::step(items::TreeSearch::Direction direction)
{
    if (m_search->isOn() && !m_search->isAnswered())
        m_asked = direction;
    else
        goTo(m_search->step(moduleRow(m_tree->currentIndex()), direction));
}

} // namespace deltascope::views
