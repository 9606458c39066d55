// The steps of the walk: what is said at which control, and what the user may do there.
#include "app/benchplace.h"
#include "app/mainwindow.h"
#include "app/topbar.h"
#include "app/walk.h"
#include "items/moduletreemodel.h"
#include "views/bench/benchpanel.h"
#include "views/bench/benchtable.h"
#include "views/bench/inputcard.h"
#include "views/bench/inputeditor.h"
#include "views/bench/inputspanel.h"
#include "views/common/switch.h"
#include "views/modules/modulespanel.h"
#include "views/modules/patchbay.h"
#include "views/rack/deltacard.h"
#include "views/rack/rackpanel.h"
#include "views/responsible/responsiblepanel.h"

#include <QPushButton>
#include <QSplitter>
#include <QTabBar>

#include <algorithm>

namespace deltascope::app {

using Tab = BenchPlace::Tab;

namespace {

QStringList textsOf(const items::SessionState &state)
{
    QStringList texts;
    for (const items::BenchInput &input : state.inputs)
        texts << QString::fromStdString(input.input.text.value_or(std::string()));
    return texts;
}

/// The row of a module in the tree, marks and all.
Spot rowOf(const views::PatchBay &tree, int module)
{
    const auto *model = static_cast<const items::ModuleTreeModel *>(tree.model());
    QRect row = tree.visualRect(model->indexOf(module));
    row.setLeft(0);
    row.setRight(tree.viewport()->width() - 1);
    return {tree.viewport(), row};
}

} // namespace

/// The one that the walk is about: "en", or what stands first in its place. Null if there is none.
const items::SessionDelta *Walk::delta() const
{
    const items::SessionState &state = m_desk.session().state();
    if (const items::SessionDelta *known = state.named("en"); known && known->isThere())
        return known;
    for (const items::SessionDelta &each : state.deltas)
        if (each.isThere())
            return &each;
    return nullptr;
}

void Walk::showBench()
{
    m_window.showHalves(MainWindow::Halves::Both);
    m_window.benchPlace()->showTab(Tab::Try);
    m_panels.bench->splitter()->widget(1)->setVisible(true);
}

QList<Step> Walk::steps()
{
    return {rackStep(),    marksStep(), switchStep(), tableStep(), typeStep(),
            partingStep(), tabStep(),   searchStep(), reportStep()};
}

Step Walk::rackStep()
{
    return {tr("Deltas stand in the rack"),
            tr("Each card is a small set of trained weights beside one large model. Its switch attaches it, its slider "
               "says how strongly, and its meter how far it moves the answers. The model itself is never written."),
            {},
            [this] { return Spot{m_panels.rack}; },
            [this] { m_panels.rack->setVisible(true); }};
}

Step Walk::marksStep()
{
    return {tr("A mark is a delta at its place"),
            tr("Rows are modules, columns are deltas. The three marks in this row say that all three change this "
               "module: hollow is detached, filled is attached. A click on a mark switches that one place."),
            {},
            [this] {
                const items::SessionDelta *known = delta();
                const bool hasSites = known && !known->info->taps.empty();
                return hasSites ? rowOf(*m_panels.modules->tree(), known->info->taps.front().module) : Spot{};
            },
            [this] {
                m_window.showHalves(MainWindow::Halves::Both);
                if (const items::SessionDelta *known = delta(); known && !known->info->taps.empty())
                    m_panels.modules->reveal(known->info->taps.front().module);
            }};
}

Step Walk::switchStep()
{
    const auto isHeard = [this] {
        const items::SessionDelta *known = delta();
        return known && items::isHeard(known->setting);
    };
    const QString name = delta() ? QString::fromStdString(delta()->name()) : QString();
    return {tr("Attach %1").arg(name),
            tr("Its marks fill in the tree, and everything that is computed with what is attached is computed anew. "
               "Detached again, the model answers as before, to the last bit."),
            tr("Click the switch, or press Space."),
            [this] {
                const items::SessionDelta *known = delta();
                const views::DeltaCard *card = known ? m_panels.rack->card(known->setting.id) : nullptr;
                return Spot{card ? card->findChild<views::Switch *>() : nullptr};
            },
            [this] { m_panels.rack->setVisible(true); },
            isHeard};
}

Step Walk::tableStep()
{
    return {tr("One sentence, every configuration"),
            tr("Inputs down, configurations across: the bare backbone, then each delta alone. The likeliest label is "
               "bold, and what a delta changes is marked. All columns run together and cost little more than one."),
            {},
            [this] { return Spot{m_panels.bench->table()}; },
            [this] { showBench(); }};
}

Step Walk::typeStep()
{
    return {tr("Type a text of your own"),
            tr("Whatever you type is answered in every column while you type. Lines can be pasted, and files of inputs "
               "dropped."),
            tr("Write about a program: a game, a player, a compiler."),
            [this] {
                views::InputsPanel *inputs = m_panels.bench->inputs();
                const auto &known = m_desk.session().state().inputs;
                views::InputCard *card
                    = known.size() > std::size_t(m_texts.size()) ? inputs->card(known.back().key) : nullptr;
                return Spot{card ? static_cast<QWidget *>(card) : inputs->newInputField()};
            },
            [this] {
                showBench();
                m_texts = textsOf(m_desk.session().state());
                views::InputsPanel *inputs = m_panels.bench->inputs();
                const int foot = inputs->contentHeight();
                Q_EMIT inputs->visibleAsked(foot - inputs->newInputField()->height(), foot);
            },
            [this] {
                const QStringList texts = textsOf(m_desk.session().state());
                const auto isNew = [this](const QString &text) { return !text.isEmpty() && !m_texts.contains(text); };
                return m_desk.bench().isSettled() && std::any_of(texts.begin(), texts.end(), isNew);
            }};
}

Step Walk::partingStep()
{
    return {
        tr("Where outputs part"),
        tr("Module by module in the order they run: how far each column is from the backbone. A line leaves zero at "
           "the first module that a delta changes."),
        tr("Click a point: its module is selected in the tree."),
        [this] { return Spot{m_panels.bench->splitter()->widget(1)}; },
        [this] {
            m_hasPicked = false;
            showBench();
        },
        [this] { return m_hasPicked; }};
}

Step Walk::tabStep()
{
    return {tr("Which layers are responsible?"),
            tr("A delta sits in many modules. A search can find the fewest of them that still change an answer."),
            tr("Open this tab."),
            [this] {
                QTabBar *tabs = m_window.benchPlace()->tabs();
                return Spot{tabs, tabs->tabRect(int(Tab::Responsible))};
            },
            [this] { showBench(); },
            [this] { return m_window.benchPlace()->tab() == Tab::Responsible; }};
}

Step Walk::searchStep()
{
    return {tr("Let it search"),
            tr("It attaches the delta at fewer and fewer modules and keeps those without which the answer falls back. "
               "The tree shows where it is."),
            tr("Press Search."),
            [this] {
                QWidget *panel = m_panels.responsible;
                return Spot{m_desk.blaming().isRunning() ? panel : m_panels.responsible->searchButton()};
            },
            [this] {
                m_window.showHalves(MainWindow::Halves::Both);
                m_window.benchPlace()->showTab(Tab::Responsible);
            },
            [this] { return m_desk.blaming().result().has_value(); }};
}

Step Walk::reportStep()
{
    return {tr("Take it with you"),
            tr("Export saves the tree as a picture for a talk. Ctrl+R writes a report: a page that needs no network, "
               "with the tree, all answers and the command that makes it again. Ctrl+K finds everything else, F1 lists "
               "the keys."),
            {},
            [this] { return Spot{m_panels.topBar->exportTree()}; }};
}

} // namespace deltascope::app
