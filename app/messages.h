#pragma once

#include "bridge/workspace.h"
#include "views/common/toasts.h"

namespace deltascope::app {

/// Of a file or folder that was written, with the way there.
views::Message writtenMessage(const QString &sentence, const QString &path);
/// Stays until it is read, or until what it is about succeeds.
views::Message failureMessage(const QString &sentence, const QString &topic);
/// What the failures of a lane are about.
QString topicOf(bridge::Lane lane);

/// What is said of what a part of the window saves.
struct SavedWords {
    QString topic; ///< of its failures
    QString done; ///< "Saved to %1"
};
/// The signals saved(path) and failed(sentence) of `source` are said in the corner of `place`.
template<class Source>
void saySaved(Source &source, QWidget &place, views::Toasts &messages, const SavedWords &words)
{
    QObject::connect(&source, &Source::saved, &messages, [&place, &messages, words](const QString &path) {
        messages.settle(words.topic);
        messages.say(&place, writtenMessage(words.done.arg(path), path));
    });
    QObject::connect(&source, &Source::failed, &messages, [&place, &messages, words](const QString &sentence) {
        messages.say(&place, failureMessage(sentence, words.topic));
    });
}

} // namespace deltascope::app
