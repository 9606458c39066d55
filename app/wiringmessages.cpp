#include "app/wiringmessages.h"

#include "app/mainwindow.h"
#include "app/messages.h"
#include "app/reporting.h"
#include "items/wording.h"
#include "views/bench/benchpanel.h"
#include "views/bench/divergenceplot.h"
#include "views/bench/resultsmenu.h"
#include "views/common/numbers.h"
#include "views/modules/modulespanel.h"
#include "views/rack/rackpanel.h"

#include <QDesktopServices>
#include <QUrl>

namespace deltascope::app {

using bridge::Lane;
using bridge::Workspace;
using items::Desk;
using items::Opening;
using items::Session;
using views::BenchPanel;
using views::ModulesPanel;
using views::Toasts;

namespace {

/// Where two configurations do not do the same is lit in the tree, and said.
void wireDifference(BenchPanel &bench, ModulesPanel &tree, Toasts &messages)
{
    QObject::connect(&bench, &BenchPanel::differenceFound, &tree,
                     [&](const QList<int> &modules, const QString &one, const QString &other) {
                         tree.light(modules);
                         const QString said
                             = modules.isEmpty()
                                   ? MainWindow::tr("%1 and %2 do the same at every module.").arg(one, other)
                                   : MainWindow::tr("%1 and %2 differ at %3, lit in the tree.")
                                         .arg(one, other,
                                              views::counted(modules.size(), MainWindow::tr("%1 module"),
                                                             MainWindow::tr("%1 modules")));
                         messages.say(&tree, {views::Message::Tone::Done, said, QStringLiteral("difference"), {}, {}});
                     });
}

} // namespace

/// Errors stand where they were caused: the bench, the inspector and the form show their own.
void wireMessages(Desk &desk, const Panels &panels)
{
    Toasts *messages = panels.messages;
    QObject::connect(&desk.workspace(), &Workspace::failed, messages,
                     [messages, panels, &desk](Lane lane, const Error &error) {
                         if (lane == Lane::Open && !desk.session().network())
                             return; // the start page says it
                         if (lane == Lane::Open || lane == Lane::Edit || lane == Lane::Write)
                             messages->say(lane == Lane::Open ? static_cast<QWidget *>(panels.modules) : panels.rack,
                                           failureMessage(items::wording(error), topicOf(lane)));
                     });
    // What was about the model before; that a session cannot be kept is not.
    QObject::connect(&desk.opening(), &Opening::opened, messages, [messages] {
        for (const QString &topic : {topicOf(Lane::Open), topicOf(Lane::Edit), QStringLiteral("drop"),
                                     QStringLiteral("plot"), QStringLiteral("results"), QStringLiteral("evaluation")})
            messages->settle(topic);
    });
    QObject::connect(&desk.session(), &Session::inserted, messages,
                     [messages] { messages->settle(topicOf(Lane::Edit)); });
    QObject::connect(&desk.session(), &Session::addingFailed, messages, [messages, panels](auto, const Error &error) {
        if (error.code == bridge::cancelledCode)
            messages->say(panels.rack,
                          {views::Message::Tone::Doubt, items::wording(error), QStringLiteral("adding"), {}, {}});
    });
    QObject::connect(&desk.workspace(), &Workspace::wrote, messages, [messages, panels](const std::string &folder) {
        const QString path = QString::fromStdString(folder);
        messages->settle(topicOf(Lane::Write));
        messages->say(panels.rack, writtenMessage(MainWindow::tr("Written to %1").arg(path), path));
    });
    QObject::connect(&desk.keeper(), &items::Keeper::failed, messages, [messages, panels](const QString &sentence) {
        messages->say(panels.rack, failureMessage(sentence, QStringLiteral("keeping")));
    });
    QObject::connect(&desk.keeper(), &items::Keeper::broughtBack, messages, [messages, panels, &desk] {
        const items::SessionState &state = desk.session().state();
        const QString what = MainWindow::tr("%1, %2, %3")
                                 .arg(views::counted(int(state.deltas.size()), MainWindow::tr("%1 delta"),
                                                     MainWindow::tr("%1 deltas")),
                                      views::counted(int(state.columns.size()), MainWindow::tr("%1 column"),
                                                     MainWindow::tr("%1 columns")),
                                      views::counted(int(state.inputs.size()), MainWindow::tr("%1 input"),
                                                     MainWindow::tr("%1 inputs")));
        messages->say(panels.modules, {views::Message::Tone::Done,
                                       MainWindow::tr("Restored as it was when the program was ended: %1").arg(what),
                                       QStringLiteral("restored"),
                                       {},
                                       {}});
    });
    saySaved(*panels.bench->plot(), *panels.bench, *messages,
             {QStringLiteral("plot"), MainWindow::tr("Plot saved to %1")});
    saySaved(*panels.bench->results(), *panels.bench, *messages,
             {QStringLiteral("results"), MainWindow::tr("Results saved to %1")});
    wireDifference(*panels.bench, *panels.modules, *messages);
}

void wireReport(Reporting &reporting, Toasts &messages, QWidget &place)
{
    const QString topic = QStringLiteral("report");
    QObject::connect(&reporting, &Reporting::written, &messages, [&messages, &place, topic](const QString &page) {
        messages.settle(topic);
        views::Message message = writtenMessage(MainWindow::tr("The report is in %1").arg(page), page);
        message.action = MainWindow::tr("Open");
        message.act = [page] { QDesktopServices::openUrl(QUrl::fromLocalFile(page)); };
        messages.say(&place, message);
    });
    QObject::connect(&reporting, &Reporting::failed, &messages, [&messages, &place, topic](const Error &error) {
        messages.say(&place, failureMessage(items::wording(error), topic));
    });
}

} // namespace deltascope::app
