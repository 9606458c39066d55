#include "items/language.h"

#include <QTest>

using namespace deltascope::items;

class LanguageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sentences_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("language");
        QTest::newRow("en") << "List directory contents, one entry per line of the output."
                            << "en";
        QTest::newRow("short en") << "Tetris-like game with very impressive effects"
                                  << "en";
        QTest::newRow("zh") << "JuK 是一个功能强大的音乐播放器，能够管理大型的乐曲库。"
                            << "zh";
        QTest::newRow("fr") << "Jeu similaire à Tetris avec des effets très impressionnants"
                            << "fr";
        QTest::newRow("fr 2") << "Le fichier de configuration est lu au démarrage."
                              << "fr";
        QTest::newRow("de") << "Die Datei wird beim Start gelesen und nicht verändert."
                            << "de";
        QTest::newRow("es") << "Un juego de cartas para el ordenador"
                            << "es";
        QTest::newRow("ja") << "これは音楽プレーヤーです"
                            << "ja";
        QTest::newRow("ko") << "음악 플레이어"
                            << "ko";
        QTest::newRow("ru") << "Музыкальный проигрыватель"
                            << "ru";
        QTest::newRow("nothing") << "1234 !?"
                                 << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void sentences()
    {
        QFETCH(QString, text);
        QFETCH(QString, language);
        QCOMPARE(languageOf(text), language);
    }

    void names()
    {
        QVERIFY(namesLanguage("fr", "fr"));
        QVERIFY(namesLanguage("French", "fr"));
        QVERIFY(namesLanguage("lora-fr_2", "fr"));
        QVERIFY(!namesLanguage("afraid", "fr"));
        QVERIFY(!namesLanguage("fr", "en"));
        QVERIFY(!namesLanguage("fr", ""));
    }
};

QTEST_GUILESS_MAIN(LanguageTest)
#include "tst_language.moc"
