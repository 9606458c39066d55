#pragma once

#include <QLocale>
#include <QString>
#include <QStringList>
#include <QTranslator>

namespace deltascope::app {

/// A language that the window speaks: "en", "fr" or "zh".
struct SpokenLanguage {
    QString code, name; ///< the name in the language itself
    QString english; ///< its name in English, by which a stranger looks for it
};
/// English, which the sources are written in, comes first.
const QList<SpokenLanguage> &spokenLanguages();
/// The first language of the user's that the window speaks; else English.
QString languageFor(const QStringList &wanted);
/// What was chosen, as a code; of nothing (an empty code) the system's.
QString spokenFor(const QString &chosen);

/// Makes the application speak a language: the program's own words and Qt's. Widgets that are made afterwards speak
/// it.
class Translations {
public:
    Translations() = default;
    ~Translations();
    Translations(const Translations &) = delete;
    Translations &operator=(const Translations &) = delete;

    /// A code among spokenLanguages(); of others nothing is translated.
    void speak(const QString &code);
    const QString &spoken() const { return m_code; }

private:
    void stop();

    QTranslator m_own, m_qt;
    QString m_code = QStringLiteral("en");
};

} // namespace deltascope::app
