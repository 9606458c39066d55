#include "app/sessionfiles.h"

#include "app/demo.h"
#include "core/outcome.h"
#include "views/common/popup.h"

#include <QCoreApplication>

namespace deltascope::app {

using Begin = items::Keeper::Begin;
using Tone = views::MessageBar::Tone;
using What = views::PathQuestion::What;

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Session", text); }

/// Does it; a Failure is said in the bar.
template<class Action>
void trying(views::MessageBar &messages, Action action)
{
    try {
        action();
    } catch (const Failure &failure) {
        messages.show(Tone::Error, QString::fromUtf8(failure.what()));
    }
}

} // namespace

void openSessionFile(const SessionParts &parts)
{
    views::askPath(&parts.window,
                   {What::ExistingFile, tr("Open a session"), {}, tr("Sessions (*.deltascope);;All files (*)")},
                   [parts](const QString &path, const QString &) {
                       trying(parts.messages, [&] {
                           parts.desk.keeper().open(files::readSession(path.toStdString()), Begin::AsGiven);
                       });
                   });
}

void saveSessionFile(const SessionParts &parts)
{
    if (!parts.desk.session().network())
        return;
    views::askPath(
        &parts.window,
        {What::NewFile, tr("Save the session"), QStringLiteral("session.deltascope"), tr("Sessions (*.deltascope)")},
        [parts](const QString &path, const QString &) {
            trying(parts.messages, [&] {
                files::writeSession(path.toStdString(), parts.desk.opening().current());
                parts.messages.show(Tone::Notice, tr("The session is saved to %1").arg(path));
            });
        });
}

void offerInstead(const SessionParts &parts, const files::SessionFile &gone)
{
    parts.messages.offer(tr("Find it…"), [parts, gone] {
        views::askPath(&parts.window, {What::ExistingFolder, tr("Where is the model?"), {}, {}},
                       [parts, gone](const QString &path, const QString &) {
                           files::SessionFile found = gone;
                           found.model.model = path.toStdString();
                           parts.desk.keeper().open(std::move(found), Begin::AsGiven);
                       });
    });
    if (const auto demo = demoSession())
        parts.messages.offer(tr("Open the demo"),
                             [parts, demo] { parts.desk.keeper().open(*demo, Begin::WhereItEnded); });
}

} // namespace deltascope::app
