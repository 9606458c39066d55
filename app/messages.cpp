#include "app/messages.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileInfo>
#include <QUrl>

namespace deltascope::app {

views::Message writtenMessage(const QString &sentence, const QString &path)
{
    views::Message message{views::Message::Tone::Done, sentence, {}, {}, {}};
    message.action = QCoreApplication::translate("Messages", "Show in folder");
    message.act = [path] {
        const QFileInfo written(path);
        QDesktopServices::openUrl(
            QUrl::fromLocalFile(written.isDir() ? written.absoluteFilePath() : written.absolutePath()));
    };
    return message;
}

views::Message failureMessage(const QString &sentence, const QString &topic)
{
    return {views::Message::Tone::Failure, sentence, topic, {}, {}};
}

QString topicOf(bridge::Lane lane) { return QStringLiteral("lane %1").arg(int(lane)); }

} // namespace deltascope::app
