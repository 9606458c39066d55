#include "app/catalogue.h"

#include "app/actions.h"
#include "app/benchplace.h"
#include "app/demo.h"
#include "app/headbar.h"
#include "app/mainwindow.h"
#include "app/settings.h"
#include "app/starting.h"
#include "app/topbar.h"
#include "app/translations.h"
#include "items/desk.h"
#include "views/bench/benchpanel.h"
#include "views/common/popup.h"
#include "views/compare/comparepanel.h"
#include "views/evaluate/evaluatepanel.h"
#include "views/merge/mergedialog.h"
#include "views/modules/findfield.h"
#include "views/modules/modulespanel.h"
#include "views/rack/rackpanel.h"

#include <QCoreApplication>

#include <algorithm>

namespace deltascope::app {

using items::Desk;
using Side = MainWindow::Side;
using Halves = MainWindow::Halves;
using Tab = BenchPlace::Tab;

namespace {

QString tr(const char *text) { return QCoreApplication::translate("deltascope::app", text); }

/// What the actions act on.
struct Parts {
    Actions &actions;
    Desk &desk;
    const Panels &panels;
    MainWindow &window;
    const Settings &settings;
};

std::function<bool()> whileOpen(Desk &desk)
{
    return [&session = desk.session()] { return session.network() != nullptr; };
}

bool isAnyAttached(const items::SessionState &state)
{
    return std::any_of(state.deltas.begin(), state.deltas.end(),
                       [](const items::SessionDelta &delta) { return items::isHeard(delta.setting); });
}

void chooseCheckpoint(MainWindow &window)
{
    views::askPath(&window,
                   {views::PathQuestion::What::ExistingFile,
                    MainWindow::tr("Open a checkpoint"),
                    {},
                    MainWindow::tr("Checkpoints (*.safetensors *.bin *.pt *.pth);;All files (*)")},
                   [&window](const QString &path, const QString &) { window.openModel(path); });
}

void showMerge(Desk &desk, MainWindow &window)
{
    auto *dialog = new views::MergeDialog(desk.session(), desk.questions(), &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void addFiles(const Parts &parts)
{
    MainWindow *window = &parts.window;
    Desk *desk = &parts.desk;
    const QString group = tr("Open");
    Actions &a = parts.actions;
    a.add({QStringLiteral("open-folder"), group, tr("Model folder…"), {QKeySequence::Open}, [window] {
               window->chooseModel();
           }});
    a.add({QStringLiteral("open-file"), group, tr("Checkpoint file…"), {}, [window] { chooseCheckpoint(*window); }});
    a.add({QStringLiteral("open-id"), group, tr("Hub id or path…"), {}, [window] { window->typeModel(); }});
    a.add({QStringLiteral("open-demo"),
           group,
           tr("The bundled demo"),
           {},
           [window] { window->starting()->openDemo(); },
           [] { return demoSession().has_value(); }});
    a.add({QStringLiteral("start-page"), group, tr("Start page"), {}, [window] { window->starting()->show(); }});
    a.add({QStringLiteral("open-session"), group, tr("Open session…"), {}, [window] { window->openSession(); }});
    a.add({QStringLiteral("save-session"),
           group,
           tr("Save session…"),
           {QKeySequence::Save},
           [window] { window->saveSession(); },
           whileOpen(*desk)});
    a.add({QStringLiteral("export"),
           group,
           tr("Export the tree…"),
           {Qt::CTRL | Qt::Key_E},
           [window] { window->startExport(); },
           whileOpen(*desk)});
    a.add({QStringLiteral("report"),
           group,
           tr("Report…"),
           {Qt::CTRL | Qt::Key_R},
           [window] { window->startReport(); },
           whileOpen(*desk)});
    a.add({QStringLiteral("quit"), group, tr("Leave the program"), {Qt::CTRL | Qt::Key_Q}, [window] {
               window->close();
           }});
    a.addOffers([window, settings = &parts.settings, group] {
        QList<Action> recent;
        for (const QString &model : settings->recentModels())
            recent << Action{{}, group, tr("Open %1").arg(model), {}, [window, model] { window->openModel(model); }};
        return recent;
    });
}

void addWhatIsOpen(const Parts &parts)
{
    MainWindow *window = &parts.window;
    Desk *desk = &parts.desk;
    const QString group = tr("Model");
    parts.actions.add({QStringLiteral("other-head"),
                       group,
                       tr("With another head…"),
                       {},
                       [desk, heads = parts.panels.headBar] {
                           if (const NetworkInfo *open = desk->session().network())
                               heads->offer(*open);
                       },
                       [desk] {
                           const NetworkInfo *open = desk->session().network();
                           return open && open->heads.size() > 1;
                       }});
    parts.actions.add({QStringLiteral("merge"),
                       group,
                       tr("Merge what is attached…"),
                       {},
                       [desk, window] { showMerge(*desk, *window); },
                       [desk] { return desk->questions().can().merge && isAnyAttached(desk->session().state()); }});
    QUndoStack *stack = &desk->session().undoStack();
    parts.actions.add({QStringLiteral("undo"),
                       group,
                       tr("Undo"),
                       {QKeySequence::Undo},
                       [stack] { stack->undo(); },
                       [stack] { return stack->canUndo(); }});
    parts.actions.add({QStringLiteral("redo"),
                       group,
                       tr("Redo"),
                       {Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y},
                       [stack] { stack->redo(); },
                       [stack] { return stack->canRedo(); }});
}

void addDeltas(const Parts &parts)
{
    MainWindow *window = &parts.window;
    items::Session *session = &parts.desk.session();
    const QString group = tr("Deltas");
    Actions &a = parts.actions;
    a.add({QStringLiteral("add-delta"),
           group,
           tr("Add a delta…"),
           {Qt::CTRL | Qt::Key_D},
           [window] { window->showSide(Side::AddDelta); },
           whileOpen(parts.desk)});
    a.add({QStringLiteral("shelf"), group, tr("Shelf: every delta below a folder"), {Qt::CTRL | Qt::Key_L}, [window] {
               window->showSide(Side::Shelf);
           }});
    a.add({QStringLiteral("servers"), group, tr("Servers: vLLM and llama.cpp"), {}, [window] {
               window->showSide(Side::Servers);
           }});
    a.add({QStringLiteral("mute-all"),
           group,
           tr("Mute all"),
           {},
           [session] { session->muteAll(); },
           [session] { return isAnyAttached(session->state()); }});
    a.add({QStringLiteral("keep-preset"),
           group,
           tr("Keep what is attached as a preset"),
           {},
           [session] { session->addPreset(); },
           [session] { return !session->state().deltas.empty(); }});
    a.addOffers([session, group, rack = parts.panels.rack] {
        QList<Action> offers;
        for (const items::SessionDelta &delta : session->state().deltas) {
            const DeltaId id = delta.setting.id;
            const QString name = QString::fromStdString(delta.name());
            const bool isHeard = items::isHeard(delta.setting);
            offers << Action{{},
                             group,
                             (isHeard ? tr("Detach %1") : tr("Attach %1")).arg(name),
                             {},
                             [session, id, isHeard] { isHeard ? session->detach(id) : session->attach(id); }}
                   << Action{{},
                             group,
                             tr("Show the sites of %1").arg(name),
                             {},
                             [rack, id] { Q_EMIT rack->revealAsked(id); }}
                   << Action{{}, group, tr("Duplicate %1").arg(name), {}, [session, id] { session->duplicate(id); }}
                   << Action{{}, group, tr("Remove %1").arg(name), {}, [session, id] { session->remove(id); }};
        }
        return offers;
    });
}

/// Digits: solo; with Ctrl: presets; with Ctrl+Alt: what a column stands for.
void addNumbers(const Parts &parts)
{
    items::Session *session = &parts.desk.session();
    const auto key = [](int n) { return Qt::Key(Qt::Key_1 + n); };
    for (int n = 0; n < 9; ++n) {
        const auto place = std::size_t(n);
        parts.actions.add({{},
                           tr("Deltas"),
                           tr("Solo of delta %1").arg(n + 1),
                           {QKeySequence(key(n))},
                           [session, place] {
                               if (place < session->state().deltas.size())
                                   session->toggleSolo(session->state().deltas[place].setting.id);
                           },
                           [session, place] { return place < session->state().deltas.size(); },
                           [session, place] {
                               const std::string name = session->state().deltas[place].name();
                               return tr("Solo %1: %2").arg(place + 1).arg(QString::fromStdString(name));
                           }});
        parts.actions.add(
            {{},
             tr("Presets"),
             tr("Preset %1").arg(n + 1),
             {Qt::CTRL | key(n)},
             [session, place] {
                 if (place < session->state().presets.size())
                     session->plugInPreset(session->state().presets[place].key);
             },
             [session, place] { return place < session->state().presets.size(); },
             [session, place] {
                 const items::SessionState &state = session->state();
                 return tr("Preset %1: %2").arg(place + 1).arg(items::titleOf(state, state.presets[place]));
             }});
        const auto column = [session, n]() -> const items::BenchColumn * {
            for (const items::BenchColumn &each : session->state().columns)
                if (session->state().presetOf(each.key) == n + 1)
                    return &each;
            return nullptr;
        };
        parts.actions.add(
            {{},
             tr("Columns"),
             tr("Attach column %1").arg(n + 1),
             {Qt::CTRL | Qt::ALT | key(n)},
             [session, column] {
                 if (const items::BenchColumn *known = column())
                     session->plugIn(known->key);
             },
             [column] { return column() != nullptr; },
             [session, column, n] {
                 return tr("Attach column %1: %2").arg(n + 1).arg(items::titleOf(session->state(), *column()));
             }});
    }
}

void addFinding(const Parts &parts)
{
    const QString group = tr("Tree");
    views::ModulesPanel *tree = parts.panels.modules;
    views::FindField *search = parts.panels.topBar->search();
    Actions &a = parts.actions;
    a.add({QStringLiteral("find"),
           group,
           tr("Find modules"),
           {QKeySequence::Find},
           [search] {
               search->setFocus(Qt::ShortcutFocusReason);
               search->selectAll();
           },
           whileOpen(parts.desk)});
    a.add({QStringLiteral("find-next"), group, tr("Next module found"), {QKeySequence(Qt::Key_F3)}, [tree] {
               tree->showNext();
           }});
    a.add({QStringLiteral("find-previous"), group, tr("Previous module found"), {Qt::SHIFT | Qt::Key_F3}, [tree] {
               tree->showPrevious();
           }});
}

void addBench(const Parts &parts)
{
    MainWindow *window = &parts.window;
    Desk *desk = &parts.desk;
    const QString group = tr("Bench");
    const auto show = [window](Tab tab) {
        window->starting()->leave();
        if (window->benchPlace()->isHidden())
            window->showHalves(Halves::Both);
        window->benchPlace()->showTab(tab);
    };
    Actions &a = parts.actions;
    a.add({QStringLiteral("try"), group, tr("Try inputs"), {}, [show] { show(Tab::Try); }});
    a.add({QStringLiteral("evaluate"), group, tr("Evaluate labelled data"), {}, [show] { show(Tab::Evaluate); }});
    a.add({QStringLiteral("open-data"), group, tr("Open labelled lines…"), {}, [show, panel = parts.panels.evaluate] {
               show(Tab::Evaluate);
               panel->chooseFile();
           }});
    const auto compare = [show, panel = parts.panels.compare](views::ComparePanel::Page page) {
        show(Tab::Compare);
        panel->showPage(page);
    };
    a.add({QStringLiteral("sweep"), group, tr("Sweep the strength of a delta"), {}, [compare] {
               compare(views::ComparePanel::Page::Strength);
           }});
    a.add({QStringLiteral("similarity"), group, tr("Which deltas pull against one another?"), {}, [compare] {
               compare(views::ComparePanel::Page::Similarity);
           }});
    a.add({QStringLiteral("responsible"), group, tr("Which layers are responsible?"), {}, [show, desk] {
               show(Tab::Responsible);
               desk->blaming().start();
           }});
    a.add({QStringLiteral("stop"),
           group,
           tr("Stop what runs"),
           {},
           [desk] {
               desk->bench().stop();
               desk->evaluation().stop();
               desk->blaming().stop();
           },
           [desk] {
               return desk->bench().isRunning() || desk->evaluation().isRunning() || desk->blaming().isRunning();
           }});
    a.add({QStringLiteral("column-now"),
           group,
           tr("Add a column from what is attached now"),
           {},
           [desk] { desk->session().addColumn({}, desk->session().state().liveMix()); },
           whileOpen(*desk)});
    a.add({QStringLiteral("column-rule"),
           group,
           tr("Add a column by rule"),
           {},
           [desk] { desk->session().addColumn(items::ColumnKind::ByRule); },
           whileOpen(*desk)});
    a.add({QStringLiteral("rules"),
           group,
           tr("Rules that pick a configuration for an input"),
           {},
           [show, bench = parts.panels.bench] {
               show(Tab::Try);
               bench->openRules();
           },
           whileOpen(*desk)});
}

/// Found by what a language is called by those who speak it, and by others.
QString languageAction(const SpokenLanguage &language)
{
    return language.name == language.english ? tr("Language: %1").arg(language.name)
                                             : tr("Language: %1 (%2)").arg(language.name, language.english);
}

void addWindow(const Parts &parts)
{
    MainWindow *window = &parts.window;
    const QString group = tr("Window");
    Actions &a = parts.actions;
    a.add({QStringLiteral("palette"), group, tr("Every action"), {Qt::CTRL | Qt::Key_K}, [window] {
               window->showPalette();
           }});
    a.add({QStringLiteral("theme"), group, tr("Dark or light"), {Qt::CTRL | Qt::Key_T}, [window] {
               window->switchTheme();
           }});
    for (const SpokenLanguage &language : spokenLanguages())
        a.add({QStringLiteral("language-") + language.code,
               group,
               languageAction(language),
               {},
               [window, code = language.code] { Q_EMIT window->languageChosen(code); }});
    a.add({QStringLiteral("tree-alone"), group, tr("The tree alone"), {Qt::ALT | Qt::Key_1}, [window] {
               window->showHalves(Halves::Tree);
           }});
    a.add({QStringLiteral("both-halves"), group, tr("Tree and bench"), {Qt::ALT | Qt::Key_2}, [window] {
               window->showHalves(Halves::Both);
           }});
    a.add({QStringLiteral("bench-alone"), group, tr("The bench alone"), {Qt::ALT | Qt::Key_3}, [window] {
               window->showHalves(Halves::Bench);
           }});
    a.add({QStringLiteral("walk"),
           group,
           tr("A short walk"),
           {},
           [window] { window->startWalk(); },
           [] { return demoSession().has_value(); }});
    a.add({QStringLiteral("keys"), group, tr("Keys…"), {QKeySequence(Qt::Key_F1)}, [window] { window->showKeys(); }});
}

void addGestures(Actions &actions)
{
    actions.addGesture(tr("Space"), tr("Switch the focused mark, card or switch"));
    actions.addGesture(tr("Arrows"), tr("Walk the tree, the cards and the table"));
    actions.addGesture(tr("Left, Right on a slider"), tr("Strength by 0.05"));
    actions.addGesture(tr("F2, Delete on a card"), tr("Rename, remove the delta"));
    actions.addGesture(tr("Alt+Up, Alt+Down on a card"), tr("Move the delta in the order of insertion"));
    actions.addGesture(tr("Wheel, Shift+Wheel, double-click on the plot"), tr("Closer or farther, along, all of it"));
    actions.addGesture(tr("Return on an answer"), tr("Go on with it in its conversation"));
}

} // namespace

void fillActions(Actions &actions, Desk &desk, const Panels &panels, MainWindow &window, const Settings &settings)
{
    const Parts parts{actions, desk, panels, window, settings};
    addFiles(parts);
    addWhatIsOpen(parts);
    addDeltas(parts);
    addNumbers(parts);
    addFinding(parts);
    addBench(parts);
    addWindow(parts);
    addGestures(actions);
}

} // namespace deltascope::app
