#include "items/wording.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <utility>

namespace deltascope::items {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Wording", text); }

/// What the command line's advice is in the window, longer phrases before those within them.
std::vector<std::pair<QRegularExpression, QString>> makePhrases()
{
    const QString anotherHead = tr("open it with another head (Open, With another head…)");
    const std::pair<const char *, QString> texts[] = {
        {"--head opens the backbone with another head, --task logits shows the plain numbers", anotherHead},
        {"--head opens it with another or a fresh head", anotherHead},
        {"open it with another --head(, or leave --task out)?", anotherHead},
        {"open the backbone with --head (\\S+)", tr("open the backbone with the head \\1 (Open, With another head…)")},
        {" \\(--head none may have it\\)", tr(" (the model without a head may have it)")},
        {"[;,]? ?\\(?(use )?--task logits\\)?", {}},
        {"give --max-new-tokens", tr("say how many at most, under the table where it says how texts are generated")},
        {"choose one with --template", tr("choose one on the input's card")},
        {"give the delta with --delta", tr("then add the delta")},
        {"a delta: give it with --delta", tr("a delta: open its backbone, then add it")},
        {"--stop:", tr("texts that end an answer:")},
        {"--generate:", tr("generated answers:")},
        {"--head:", tr("head:")},
        {"--(new|template-arg) ", {}},
    };
    std::vector<std::pair<QRegularExpression, QString>> phrases;
    for (const auto &[pattern, text] : texts)
        phrases.emplace_back(QRegularExpression(QString::fromLatin1(pattern)), text);
    return phrases;
}

} // namespace

QString wording(const std::string &sentence)
{
    static const auto phrases = makePhrases();
    // Names of files and of hub folders (models--org--name) hold such dashes too, behind other letters.
    static const QRegularExpression option(QStringLiteral("(?<![\\w/.-])--([a-z][a-z-]*)"));
    QString text = QString::fromStdString(sentence);
    if (!text.contains(option))
        return text;
    for (const auto &[phrase, here] : phrases)
        text.replace(phrase, here);
    return text.replace(option, QStringLiteral("“\\1”"));
}

QString wording(const Error &error) { return wording(error.sentence()); }

} // namespace deltascope::items
