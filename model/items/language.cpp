#include "items/language.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>

#include <algorithm>

namespace deltascope::items {

namespace {

struct Language {
    const char *code;
    const char *names; ///< what deltas for it are called
    const char *words; ///< common ones that set it apart
};

constexpr Language languages[] = {
    {"en", "en eng english",
     "the of and to is that for with on are this by an be from or as it you your which not a in"},
    {"fr", "fr fra french francais",
     "le les des une et est dans pour avec sur que qui ce au aux du ou pas par vous votre la un en à été"},
    {"de", "de deu ger german deutsch",
     "der die das und ist nicht mit von ein eine für auf den im zu des dem sich wird"},
    {"es", "es spa spanish espanol", "el los las una y es en para con que por del se no su al como más"},
    {"it", "it ita italian italiano", "il lo gli una e è per con che di del della non si un nel sono"},
    {"pt", "pt por portuguese portugues", "o os as uma e é em para com que do da não um na no se"},
    {"zh", "zh zho chi chinese cn", ""},
    {"ja", "ja jpn japanese", ""},
    {"ko", "ko kor korean", ""},
    {"ru", "ru rus russian", ""},
    {"ar", "ar ara arabic", ""},
};

/// Letters by script decide where a script belongs to one language.
QString byScript(const QString &text)
{
    QHash<QString, int> letters;
    for (const char32_t letter : text.toUcs4()) {
        switch (QChar::script(letter)) {
        case QChar::Script_Hiragana:
        case QChar::Script_Katakana: letters[QStringLiteral("ja")] += 3; break;
        case QChar::Script_Han: ++letters[QStringLiteral("zh")]; break;
        case QChar::Script_Hangul: ++letters[QStringLiteral("ko")]; break;
        case QChar::Script_Cyrillic: ++letters[QStringLiteral("ru")]; break;
        case QChar::Script_Arabic: ++letters[QStringLiteral("ar")]; break;
        case QChar::Script_Latin: letters[QString()] += QChar::isLetter(letter) ? 1 : 0; break;
        default: break;
        }
    }
    QString best;
    // A sentence in Chinese may be full of Latin names: a letter that is a word counts for several.
    int most = letters.value({}) / 4;
    for (auto [language, count] : letters.asKeyValueRange())
        if (!language.isEmpty() && count > most) {
            best = language;
            most = count;
        }
    return best;
}

QString byWords(const QString &text)
{
    static const QRegularExpression blanks(QStringLiteral("[^\\p{L}]+"));
    const QStringList words = text.toLower().split(blanks, Qt::SkipEmptyParts);
    QString best;
    int most = 0;
    for (const Language &language : languages) {
        const QStringList common = QString::fromUtf8(language.words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        int count = 0;
        for (const QString &word : words)
            count += int(common.contains(word)) * int(word.size() > 1 ? 2 : 1);
        if (count > most) {
            most = count;
            best = QLatin1String(language.code);
        }
    }
    return best;
}

} // namespace

QString languageOf(const QString &text)
{
    const QString script = byScript(text);
    return script.isEmpty() ? byWords(text) : script;
}

bool namesLanguage(const QString &name, const QString &language)
{
    static const QRegularExpression borders(QStringLiteral("[^\\p{L}]+"));
    const QStringList parts = name.toLower().split(borders, Qt::SkipEmptyParts);
    for (const Language &known : languages) {
        if (language != QLatin1String(known.code))
            continue;
        const QStringList names = QString::fromLatin1(known.names).split(QLatin1Char(' '));
        return std::any_of(parts.begin(), parts.end(), [&](const QString &part) { return names.contains(part); });
    }
    return false;
}

} // namespace deltascope::items
