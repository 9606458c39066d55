// What the engine says names options of the command line; in the window no sentence does.
#include "items/wording.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

using namespace deltascope;
using items::wording;

class WordingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatToDoIsSaidForTheWindow_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("window");
        QTest::addRow("template")
            << "m: chat template: expected one named default, found rag; choose one with --template"
            << "m: chat template: expected one named default, found rag; choose one on the "
               "input's card";
        QTest::addRow("length") << "ids leave no room; give --max-new-tokens"
                                << "ids leave no room; say how many at most, under the table where it says how texts "
                                   "are generated";
        QTest::addRow("head of a delta") << "has no place: open the backbone with --head sequence-classification:3"
                                         << "has no place: open the backbone with the head "
                                            "sequence-classification:3 (Open, With another head…)";
        QTest::addRow("delta for a model") << "/d: found a delta (open its backbone and give the delta with --delta /d)"
                                           << "/d: found a delta (open its backbone and then add the delta /d)";
        QTest::addRow("plain numbers") << "found none; use --task logits"
                                       << "found none";
        QTest::addRow("new") << "--new lora: seed: expected a whole number"
                             << "lora: seed: expected a whole number";
        QTest::addRow("unknown") << "give --some-thing"
                                 << "give “some-thing”";
        QTest::addRow("folder") << "/cache/models--org--name/a--b: is damaged"
                                << "/cache/models--org--name/a--b: is damaged";
        QTest::addRow("dash") << "one -- two"
                              << "one -- two";
    }

    void whatToDoIsSaidForTheWindow()
    {
        QFETCH(QString, engine);
        QTEST(wording(engine.toStdString()), "window");
        QTEST(wording(Error{{}, engine.toStdString(), {}, {}}), "window");
    }

    /// Every sentence of the model's sources, also the ones that are still to be written.
    void noSentenceOfTheSourcesNamesAnOption()
    {
        static const QRegularExpression literal(
            QStringLiteral("\"((?:[^\"\\\\\n]|\\\\.)*--[a-z](?:[^\"\\\\\n]|\\\\.)*)\""));
        static const QRegularExpression option(QStringLiteral("(?<![\\w])--[a-z]"));
        int found = 0;
        QDirIterator files(QStringLiteral(SOURCES "/model"), {QStringLiteral("*.cpp")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.fileName().endsWith(QLatin1String("/wording.cpp")))
                continue;
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto texts = literal.globalMatch(QString::fromUtf8(file.readAll()));
            while (texts.hasNext()) {
                const QString text = texts.next().captured(1);
                const QString said = wording(text.toStdString());
                QVERIFY2(!said.contains(option), qPrintable(file.fileName() + ": " + said));
                ++found;
            }
        }
        QVERIFY(found > 5);
    }
};

QTEST_GUILESS_MAIN(WordingTest)
#include "tst_wording.moc"
