#include "items/wording.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <vector>

namespace deltascope::items {

namespace {

struct Phrase {
    const char *pattern;
    const char *here; ///< what it is in the window; null: nothing
};

constexpr const char *anotherHead
    = QT_TRANSLATE_NOOP("deltascope::items", "open it with another head (Open, With another head…)");

/// What the command line's advice is in the window, longer phrases before those within them.
constexpr Phrase phrases[] = {
    {"--head opens the backbone with another head, --task logits shows the plain numbers", anotherHead},
    {"--head opens it with another or a fresh head", anotherHead},
    {"open it with another --head(, or leave --task out)?", anotherHead},
    {"open the backbone with --head (\\S+)",
     QT_TRANSLATE_NOOP("deltascope::items", "open the backbone with the head \\1 (Open, With another head…)")},
    {" \\(--head none may have it\\)",
     QT_TRANSLATE_NOOP("deltascope::items", " (the model without a head may have it)")},
    {"[;,]? ?\\(?(use )?--task logits\\)?", nullptr},
    {"give --max-new-tokens",
     QT_TRANSLATE_NOOP("deltascope::items",
                       "say how many at most, under the table where it says how texts are generated")},
    {"choose one with --template", QT_TRANSLATE_NOOP("deltascope::items", "choose one on the input's card")},
    {"give the delta with --delta", QT_TRANSLATE_NOOP("deltascope::items", "then add the delta")},
    {"a delta: give it with --delta",
     QT_TRANSLATE_NOOP("deltascope::items", "a delta: open its backbone, then add it")},
    {" \\(--ids 1,2,3\\)", QT_TRANSLATE_NOOP("deltascope::items", ", as in “ids: 1, 2, 3”")},
    {"--stop:", QT_TRANSLATE_NOOP("deltascope::items", "texts that end an answer:")},
    {"--generate:", QT_TRANSLATE_NOOP("deltascope::items", "generated answers:")},
    {"--head:", QT_TRANSLATE_NOOP("deltascope::items", "head:")},
    {"--(new|template-arg) ", nullptr},
};

/// In the order of the phrases.
std::vector<QRegularExpression> compiled()
{
    std::vector<QRegularExpression> patterns;
    for (const Phrase &phrase : phrases)
        patterns.emplace_back(QString::fromLatin1(phrase.pattern));
    return patterns;
}

} // namespace

QString wording(const std::string &sentence)
{
    // Names of files and of hub folders (models--org--name) hold such dashes too, behind other letters.
    static const QRegularExpression option(QStringLiteral("(?<![\\w/.-])--([a-z][a-z-]*)"));
    QString text = QString::fromStdString(sentence);
    if (!text.contains(option))
        return text;
    static const std::vector<QRegularExpression> patterns = compiled();
    for (std::size_t i = 0; i < patterns.size(); ++i)
        text.replace(patterns[i],
                     phrases[i].here ? QCoreApplication::translate("deltascope::items", phrases[i].here) : QString());
    return text.replace(option, QStringLiteral("“\\1”"));
}

QString wording(const Error &error) { return wording(error.sentence()); }

} // namespace deltascope::items
