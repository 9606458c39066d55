#include "app/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>

#include <algorithm>

namespace deltascope::app {

const QList<SpokenLanguage> &spokenLanguages()
{
    static const QList<SpokenLanguage> languages{
        {QStringLiteral("en"), QStringLiteral("English"), QStringLiteral("English")},
        {QStringLiteral("fr"), QStringLiteral("Français"), QStringLiteral("French")},
        {QStringLiteral("zh"), QStringLiteral("中文"), QStringLiteral("Chinese")}};
    return languages;
}

QString languageFor(const QStringList &wanted)
{
    for (const QString &each : wanted)
        for (const SpokenLanguage &language : spokenLanguages())
            if (each == language.code || each.startsWith(language.code + QLatin1Char('-'))
                || each.startsWith(language.code + QLatin1Char('_')))
                return language.code;
    return spokenLanguages().first().code;
}

QString spokenFor(const QString &chosen)
{
    return languageFor(chosen.isEmpty() ? QLocale().uiLanguages() : QStringList(chosen));
}

Translations::~Translations() { stop(); }

void Translations::speak(const QString &code)
{
    stop();
    m_code = code;
    if (m_own.load(QStringLiteral(":/i18n/deltascope_") + code))
        QCoreApplication::installTranslator(&m_own);
    const QString ofQt = code == QLatin1String("zh") ? QStringLiteral("zh_CN") : code;
    if (code != QLatin1String("en")
        && m_qt.load(QStringLiteral("qtbase_") + ofQt, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

void Translations::stop()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
}

} // namespace deltascope::app
