#include "app/sessionfiles.h"

#include "app/messages.h"
#include "core/outcome.h"
#include "views/common/popup.h"
#include "views/common/toasts.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QWidget>

namespace deltascope::app {

using Begin = items::Keeper::Begin;
using What = views::PathQuestion::What;

namespace {

QString tr(const char *text) { return QCoreApplication::translate("deltascope::app", text); }

/// Does it; a Failure is said.
template<class Action>
void trying(const SessionParts &parts, Action action)
{
    const QString topic = QStringLiteral("session file");
    try {
        action();
        parts.messages.settle(topic);
    } catch (const Failure &failure) {
        parts.messages.say(&parts.window, failureMessage(QString::fromUtf8(failure.what()), topic));
    }
}

/// After the model's folder or id.
QString sessionName(const NetworkInfo &network)
{
    const QString name = QFileInfo(QString::fromStdString(network.model)).fileName();
    return (name.isEmpty() ? QStringLiteral("session") : name) + QStringLiteral(".deltascope");
}

} // namespace

void openSessionFile(const SessionParts &parts)
{
    views::askPath(
        &parts.window, {What::ExistingFile, tr("Open a session"), {}, tr("Sessions (*.deltascope);;All files (*)")},
        [parts](const QString &path, const QString &) {
            trying(parts, [&] { parts.desk.keeper().open(files::readSession(path.toStdString()), Begin::AsGiven); });
        });
}

void saveSessionFile(const SessionParts &parts)
{
    if (!parts.desk.session().network())
        return;
    views::askPath(&parts.window,
                   {What::NewFile, tr("Save the session"), sessionName(*parts.desk.session().network()),
                    tr("Sessions (*.deltascope)")},
                   [parts](const QString &path, const QString &) {
                       trying(parts, [&] {
                           files::writeSession(path.toStdString(), parts.desk.opening().current());
                           parts.messages.say(&parts.window,
                                              writtenMessage(tr("The session is saved to %1").arg(path), path));
                       });
                   });
}

void findModel(const SessionParts &parts, const files::SessionFile &session)
{
    views::askPath(&parts.window, {What::ExistingFolder, tr("Where is the model?"), {}, {}},
                   [parts, session](const QString &path, const QString &) {
                       files::SessionFile found = session;
                       found.model.model = path.toStdString();
                       parts.desk.keeper().open(std::move(found), Begin::AsGiven);
                   });
}

} // namespace deltascope::app
