#include "views/bench/benchpanel.h"

#include "core/pictures.h"
#include "items/columninput.h"
#include "items/servedcells.h"
#include "items/wording.h"
#include "views/bench/benchbar.h"
#include "views/bench/benchtable.h"
#include "views/bench/celldelegate.h"
#include "views/bench/columnheader.h"
#include "views/bench/columnpicker.h"
#include "views/bench/divergenceplot.h"
#include "views/bench/failedrows.h"
#include "views/bench/inputcard.h"
#include "views/bench/inputspanel.h"
#include "views/bench/plotpanel.h"
#include "views/bench/resultsmenu.h"
#include "views/bench/rulespanel.h"
#include "views/bench/servermenu.h"
#include "views/common/columnlook.h"
#include "views/common/icons.h"
#include "views/common/labels.h"
#include "views/common/popup.h"
#include "views/common/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::views {

using items::Bench;
using items::Session;

BenchPanel::BenchPanel(items::Session &session, Bench &bench, items::Meters &meters, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_bench(bench)
    , m_model(new items::BenchModel(session, bench, this))
    , m_inputs(new InputsPanel(session, bench))
    , m_table(new BenchTable)
    , m_header(new ColumnHeader(session, bench))
    , m_delegate(new CellDelegate(session, bench, this))
    , m_failedRows(new FailedRows(*m_table, *m_model, bench))
    , m_results(new ResultsMenu(*m_table, session, bench))
    , m_bar(new BenchBar(session))
    , m_rules(new RulesPanel(session, this))
    , m_add(new QToolButton)
    , m_error(makeLabel({}, "bad"))
    , m_plot(new PlotPanel(session, meters))
    , m_splitter(new QSplitter(Qt::Vertical, this))
{
    setProperty("surface", "window");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Test bench"));
    m_splitter->addWidget(makeTableArea());
    m_splitter->addWidget(m_plot);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_splitter);
    m_layoutTimer.setSingleShot(true);
    connectParts();
    showState();
    hideRepeats();
}

DivergencePlot *BenchPanel::plot() const { return m_plot->plot(); }

QWidget *BenchPanel::makeTableArea()
{
    m_table->setHorizontalHeader(m_header);
    m_table->setModel(m_model);
    m_table->setItemDelegate(m_delegate);
    m_add->setText(QStringLiteral("+"));
    m_add->setToolTip(tr("Add a column"));
    m_add->setAccessibleName(tr("Add a column"));
    m_add->setFixedSize(ColumnHeader::height, ColumnHeader::height);
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_error->setContentsMargins(12, 6, 12, 6);
    auto *area = new QWidget;
    auto *all = new QVBoxLayout(area);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *left = new QVBoxLayout;
    left->setSpacing(0);
    left->addWidget(m_table, 1);
    left->addWidget(m_error);
    row->addLayout(left, 1);
    row->addWidget(m_add, 0, Qt::AlignTop);
    all->addLayout(row, 1);
    all->addWidget(m_bar);
    area->setMinimumHeight(120);
    return area;
}

void BenchPanel::connectParts()
{
    connect(m_header, &ColumnHeader::differenceAsked, this, &BenchPanel::findDifference);
    connect(m_header, &ColumnHeader::rulesAsked, m_rules, &RulesPanel::openAt);
    connect(m_failedRows, &FailedRows::cutAsked, this, [this](int inputKey) { // what is pressed goes with its row
        if (InputCard *card = m_inputs->card(inputKey))
            card->focusEnd();
    });
    connect(m_failedRows, &FailedRows::cutAsked, m_inputs, &InputsPanel::cutAsked);
    connect(m_inputs, &InputsPanel::rulesAsked, m_rules, &RulesPanel::openAt);
    connect(m_header, &ColumnHeader::helpAsked, this, &BenchPanel::help);
    connect(m_header, &ColumnHeader::checkAsked, this, &BenchPanel::checkAsked);
    connect(m_delegate, &CellDelegate::helpAsked, this, &BenchPanel::help);
    connect(&m_layoutTimer, &QTimer::timeout, this, &BenchPanel::layOutRows);
    const auto layOutSoon = [this] { m_layoutTimer.start(0); };
    connect(m_inputs, &InputsPanel::heightsChanged, this, layOutSoon);
    connect(m_table, &BenchTable::resized, this, layOutSoon);
    for (const auto signal : {&Bench::answered, &Bench::staleChanged}) // what a server lacks is a sentence in its cells
        connect(&m_bench, signal, this, layOutSoon);
    connect(m_model, &QAbstractItemModel::columnsInserted, this, layOutSoon);
    connect(m_model, &QAbstractItemModel::columnsInserted, m_table,
            [this](const QModelIndex &, int first) { m_table->follow(first); });
    connect(m_model, &QAbstractItemModel::columnsRemoved, this, layOutSoon);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, layOutSoon);
    connect(m_model, &QAbstractItemModel::modelReset, this, layOutSoon);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, m_inputs, &InputsPanel::setOffset);
    connect(m_inputs, &InputsPanel::wheelTurned, this, [this](int pixels) {
        m_table->verticalScrollBar()->setValue(m_table->verticalScrollBar()->value() + pixels);
    });
    connect(m_inputs, &InputsPanel::visibleAsked, this, [this](int top, int bottom) {
        QScrollBar *bar = m_table->verticalScrollBar();
        if (top < bar->value())
            bar->setValue(top);
        else if (const int room = m_table->viewport()->height(); bottom > bar->value() + room)
            bar->setValue(bottom - room); // the answers too, which end above the plot
    });
    connect(m_delegate, &CellDelegate::continueAsked, this, &BenchPanel::continueWith);
    connect(m_delegate, &CellDelegate::continueEachAsked, this, [this](const QModelIndex &index) {
        const int inputKey = index.data(items::InputKeyRole).toInt();
        items::goOnByColumn(m_session, m_bench, inputKey);
        if (InputCard *card = m_inputs->card(inputKey))
            card->focusEnd();
    });
    auto *goOn = new QShortcut(Qt::Key_Return, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(goOn, &QShortcut::activated, this, [this] {
        const QModelIndex at = m_table->currentIndex();
        m_delegate->isHelpable(at) ? help(at.data(items::ColumnKeyRole).toInt()) : continueWith(at);
    });
    connect(m_add, &QToolButton::clicked, this, &BenchPanel::openAddMenu);
    connect(m_inputs, &InputsPanel::leaveAsked, m_table, qOverload<>(&QWidget::setFocus));
    for (const auto signal : {&Session::mixChanged, &Session::columnsChanged, &Session::deltasChanged})
        connect(&m_session, signal, this, &BenchPanel::hideRepeats);
    connect(plot(), &DivergencePlot::moduleClicked, this, &BenchPanel::moduleClicked);
    connect(&m_bench, &Bench::answered, this, &BenchPanel::showState);
    connect(&m_bench, &Bench::staleChanged, this, &BenchPanel::showState);
    connect(&m_session, &Session::networkChanged, this, &BenchPanel::showState);
    connect(&m_session, &Session::runChanged, this, layOutSoon);
}

/// One height for a row on both sides of the border between inputs and columns.
void BenchPanel::layOutRows()
{
    m_failedRows->sync();
    QStyleOptionViewItem option;
    QList<int> heights;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const int failed = m_failedRows->heightOf(row);
        int height = std::max(failed, m_inputs->wantedHeight(m_model->inputKey(row)));
        for (int column = 0; column < m_model->columnCount(); ++column) {
            if (failed > 0 || m_table->isColumnHidden(column))
                continue;
            option.rect = QRect(0, 0, m_table->columnWidth(column), 0);
            height = std::max(height, m_delegate->sizeHint(option, m_model->index(row, column)).height());
        }
        heights << height;
        m_table->setRowHeight(row, height);
    }
    m_inputs->setRowHeights(heights);
    m_table->setCompanion(m_inputs->contentHeight(), m_inputs->areaHeight());
    m_inputs->showNew();
}

void BenchPanel::showState()
{
    const NetworkInfo *network = m_session.network();
    QString error = m_bench.error() ? items::wording(*m_bench.error()) : QString();
    if (m_bench.error() && m_bench.error()->code == "no-tokenizer")
        error += tr("\nWithout a tokenizer, write token ids as an input: ids: 0, 8, 2");
    m_error->setText(error);
    m_error->setVisible(m_bench.error().has_value());
    QString hint;
    if (!network)
        hint = tr("Open a model, and what it says to your inputs stands here, one column a configuration.");
    else if (!network->runnable)
        hint = tr("This model opens as a tree only: there is no known architecture to run its weights with.");
    else if (m_session.state().inputs.empty())
        hint = takesPictures(*network)
                   ? tr("Choose or drop a picture on the left; what each column says to it appears here.")
                   : tr("Type a sentence on the left; what each column says to it appears here as you type.");
    else if (m_session.state().columns.empty())
        hint = tr("Add a column with +, for example from what is attached now.");
    m_table->setHint(hint);
    m_add->setEnabled(network);
}

/// What is attached has a column of its own only while no other column says the same.
void BenchPanel::hideRepeats()
{
    const items::SessionState &state = m_session.state();
    for (int i = 0; i < m_model->columnCount(); ++i) {
        const items::BenchColumn *column = state.column(m_model->columnKey(i));
        const bool isHidden = column && items::isRepeat(state, *column);
        if (m_table->isColumnHidden(i) != isHidden)
            m_table->setColumnHidden(i, isHidden);
    }
    m_layoutTimer.start(0);
}

void BenchPanel::openRules()
{
    const auto &columns = m_session.state().columns;
    const auto byRule = std::find_if(columns.begin(), columns.end(), [](const items::BenchColumn &column) {
        return column.kind == items::ColumnKind::ByRule;
    });
    m_rules->openAt(m_header->globalRect(byRule == columns.end() ? -1 : byRule->key));
}

void BenchPanel::findDifference(int key)
{
    const items::SessionState &state = m_session.state();
    const items::BenchColumn *column = state.column(key), *baseline = items::baselineOf(state);
    if (!column || !baseline)
        return;
    const std::vector<int> modules = items::differingModules(state, state.mixOf(*column), state.mixOf(*baseline));
    Q_EMIT differenceFound({modules.begin(), modules.end()}, items::titleOf(state, *column),
                           items::titleOf(state, *baseline));
}

/// The answer becomes the assistant's turn, and the next message is to be written.
void BenchPanel::continueWith(const QModelIndex &index)
{
    if (!index.isValid() || !m_delegate->isContinuable(index))
        return;
    const int inputKey = index.data(items::InputKeyRole).toInt();
    const Bench::Cell *cell = m_bench.cell(inputKey, index.data(items::ColumnKeyRole).toInt());
    m_session.goOn(inputKey, cell->output.text);
    if (InputCard *card = m_inputs->card(inputKey))
        card->focusEnd();
}

void BenchPanel::openAddMenu()
{
    QMenu *menu = makePopup(this);
    menu->addAction(tr("From what is attached now"), this,
                    [this] { m_session.addColumn({}, m_session.state().liveMix()); });
    menu->addAction(tr("As attached"), this, [this] { m_session.addColumn(items::ColumnKind::AsAttached); });
    menu->addAction(tr("By rule: every input with its own delta"), this,
                    [this] { m_session.addColumn(items::ColumnKind::ByRule); });
    menu->addAction(tr("Bare backbone"), this, [this] { m_session.addColumn({}, Mix{}); });
    menu->addSeparator();
    for (const items::SessionDelta &delta : m_session.state().deltas) {
        const DeltaId id = delta.setting.id;
        menu->addAction(tr("%1 alone").arg(QString::fromStdString(delta.info->name)), this, [this, id] {
            m_session.addColumn({}, {{{id, true, 1.0, {}}}});
        });
    }
    if (m_session.state().deltas.size() > 1) {
        menu->addSeparator();
        menu->addAction(tr("Several deltas…"), this, [this] {
            auto *picker = new ColumnPicker(m_session.state(), this);
            picker->setAttribute(Qt::WA_DeleteOnClose);
            connect(picker, &QDialog::accepted, this, [this, picker] { m_session.addColumn({}, picker->mix()); });
            picker->open();
        });
    }
    if (m_bench.served()) {
        menu->addSeparator();
        addServers(*menu);
    }
    popUpBelow(menu, *m_add);
}

void BenchPanel::addServers(QMenu &menu)
{
    const items::Servers &servers = m_bench.served()->servers();
    for (int place = 0; place < servers.count(); ++place) {
        const items::ServerEntry &server = servers.at(place);
        QMenu *there = menu.addMenu(icon(QStringLiteral("server")),
                                    tr("On %1").arg(QString::fromStdString(server.address.name)));
        addServedColumns(*there, m_session, server);
    }
    if (servers.count() == 0)
        menu.addAction(icon(QStringLiteral("server")), tr("On a server…"), this, &BenchPanel::serversAsked);
}

/// Does what a column on a server that lacks something, or has failed, offers.
void BenchPanel::help(int columnKey)
{
    using Help = items::ServedLack::Help;
    const items::BenchColumn *column = m_session.state().column(columnKey);
    if (!column || !m_bench.served())
        return;
    const QString server = QString::fromStdString(column->served.server);
    switch (m_bench.served()->lackOf(*column).help) {
    case Help::Connect: Q_EMIT connectAsked(server); break;
    case Help::ShowServers: Q_EMIT serversAsked(); break;
    case Help::AskAgain:
    case Help::None: m_bench.served()->askAgain(server); break;
    }
}

void BenchPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        m_layoutTimer.start(0);
}

} // namespace deltascope::views
