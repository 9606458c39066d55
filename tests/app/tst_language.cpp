// The window in other languages, over the toy engine: changing while everything goes on, and no English left.
#include "app/benchplace.h"
#include "app/reporting.h"
#include "app/settings.h"
#include "app/testwindow.h"
#include "app/windows.h"
#include "support/toyengine.h"
#include "support/turns.h"
#include "views/common/numbers.h"
#include "views/common/theme.h"
#include "views/modules/patchbay.h"
#include "views/servers/serverspanel.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>
#include <QXmlStreamReader>

using namespace deltascope;
using namespace deltascope::app;

namespace {

/// What the sources say in English and the language says otherwise, as its file has it; with nothing to be filled in.
QHash<QString, QString> translated(const QString &language)
{
    QHash<QString, QString> words;
    QFile file(QStringLiteral(SOURCES "/resources/i18n/deltascope_%1.ts").arg(language));
    if (!file.open(QIODevice::ReadOnly))
        return words;
    QXmlStreamReader xml(&file);
    QString source;
    while (!xml.atEnd())
        if (xml.readNextStartElement()) {
            if (xml.name() == QLatin1String("source"))
                source = xml.readElementText();
            else if (xml.name() == QLatin1String("translation"))
                if (const QString text = xml.readElementText(); text != source && !source.contains(QLatin1Char('%')))
                    words.insert(source, text);
        }
    return words;
}

QStringList wordsOf(const QWidget &widget)
{
    QStringList words{widget.toolTip(), widget.accessibleName(), widget.windowTitle()};
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        words << label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        words << button->text();
    if (const auto *line = qobject_cast<const QLineEdit *>(&widget))
        words << line->placeholderText();
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(&widget))
        words << text->placeholderText();
    for (const QAction *action : widget.actions())
        words << action->text() << action->toolTip();
    return words;
}

struct Rig {
    QTemporaryDir folder;
    Settings settings{folder.filePath("settings.ini")};
    items::Desk desk{[] { return std::make_unique<test::ToyEngine>(); }, {{}, {}}};
    std::optional<Windows> windows;

    explicit Rig(const QString &language = QStringLiteral("en"))
    {
        views::wear(*qApp, views::Theme::Kind::Dark);
        settings.setLanguage(language);
        windows.emplace(desk, settings);
        files::SessionFile plan;
        plan.model.model = "/shelf/bart";
        for (const char *name : {"uno", "due"}) {
            DeltaRequest request;
            request.name = name;
            request.kind = "lora";
            addWaiting(plan.state, request, {-1, true, 1, {}});
        }
        Input input;
        input.text = "a card game";
        addInput(plan.state, input);
        perform(plan.state, session::PutColumn{{1, session::ColumnKind::AsAttached, {}, {}}, 0});
        window().resize(1280, 800);
        window().show();
        desk.opening().start(plan);
        (void)settle();
    }
    MainWindow &window() { return windows->window(); }
    bool settle()
    {
        const bool isSettled
            = QTest::qWaitFor([this] { return !desk.opening().isBusy() && window().isSettled(); }, 20000);
        test::finishTurns();
        return isSettled;
    }
    void speak(const QString &language)
    {
        Q_EMIT window().languageChosen(language);
        QTRY_COMPARE(settings.language(), language);
        QVERIFY(settle());
    }
};

} // namespace

class LanguageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noEnglishIsLeft_data()
    {
        QTest::addColumn<QString>("language");
        for (const SpokenLanguage &language : spokenLanguages().mid(1))
            QTest::addRow("%s", qPrintable(language.code)) << language.code;
    }

    void noEnglishIsLeft()
    {
        QFETCH(QString, language);
        Rig r;
        r.speak(language);
        const QHash<QString, QString> words = translated(language);
        QVERIFY(words.size() > 500);
        int seen = 0;
        QStringList english;
        const QList<QWidget *> all = r.window().findChildren<QWidget *>();
        QSet<QString> spoken(words.cbegin(), words.cend());
        for (const SpokenLanguage &each : spokenLanguages())
            spoken.insert(each.name); // in itself, whatever is spoken
        for (const QWidget *widget : all)
            for (const QString &text : wordsOf(*widget)) {
                seen += spoken.contains(text);
                if (words.contains(text) && !spoken.contains(text))
                    english << text;
            }
        QVERIFY2(english.isEmpty(), qPrintable(english.join(QStringLiteral(" | "))));
        QVERIFY(seen > 100);
    }

    void numbersFollowTheLanguage()
    {
        Rig r;
        r.speak("fr");
        QCOMPARE(items::percent(0.018, 2), QString("1,80\u00a0%"));
        QCOMPARE(items::bytesText(9'850'000), QString("9,4\u00a0Mo"));
        QCOMPARE(views::durationText(0.3529), QString("352,9 ms"));
        r.speak("en");
        QCOMPARE(items::percent(0.018, 2), QString("1.80%"));
        QCOMPARE(items::bytesText(9'850'000), QString("9.4 MB"));
    }

    void everythingThatIsOpenStays()
    {
        Rig r;
        r.desk.session().detach(r.desk.session().state().deltas[0].setting.id);
        QVERIFY(r.settle());
        const items::SessionState before = r.desk.session().state();
        const int steps = r.desk.session().undoStack().count();
        r.window().benchPlace()->showTab(BenchPlace::Tab::Evaluate);
        r.window().showSide(MainWindow::Side::Servers);
        r.speak("fr");
        QVERIFY(r.desk.session().state() == before);
        QVERIFY(r.window().findChild<views::ServersPanel *>()->isVisible());
        QCOMPARE(r.desk.session().undoStack().count(), steps);
        QCOMPARE(r.window().benchPlace()->tab(), BenchPlace::Tab::Evaluate);
        QVERIFY(r.window().isVisible());
        r.desk.session().undoStack().undo();
        QVERIFY(r.settle());
        QVERIFY(items::isHeard(r.desk.session().state().deltas[0].setting));
    }

    void whatIsUnderWayIsToldByTheWindowThatIsThere()
    {
        Rig r;
        QList<Input> inputs;
        for (const char *text : {"one", "two", "three", "four", "five"}) { // of which the deltas change some
            inputs.emplace_back();
            inputs.last().text = text;
        }
        r.desk.session().addInputs(inputs);
        r.desk.session().addColumn({}, {});
        QVERIFY(r.settle());
        r.desk.blaming().start();
        QTRY_VERIFY(!r.desk.blaming().lit().isEmpty());
        QSignalSpy failed(r.window().reporting(), &Reporting::failed);
        r.window().reporting()->start(r.folder.filePath("report")); // of a model that has no files: it fails
        Q_EMIT r.window().languageChosen("fr");
        QTRY_COMPARE(failed.count(), 1);
        QTRY_COMPARE(r.settings.language(), QString("fr"));
        QVERIFY(r.settle());
        const auto *tree = qobject_cast<const items::ModuleTreeModel *>(
            r.window().findChild<views::ModulesPanel *>()->tree()->model());
        QTRY_COMPARE(tree->litCount() > 0, true);
    }

    /// A window that comes when a model is open looks like the one that saw it open.
    void thereAndBackIsTheSamePicture()
    {
        Rig r;
        const auto picture = [&r] {
            r.window().setFocus();
            r.window().findChild<views::ModulesPanel *>()->reveal(0); // how far it is scrolled does not count
            (void)r.settle();
            return r.window().grab().toImage();
        };
        const QImage before = picture();
        r.speak("zh");
        QVERIFY(picture() != before);
        r.speak("en");
        QCOMPARE(r.window().size(), QSize(1280, 800));
        const QImage after = picture();
        if (after != before) {
            before.save(QStringLiteral(PICTURES "/language-before.png"));
            after.save(QStringLiteral(PICTURES "/language-after.png"));
        }
        QVERIFY(after == before);
    }

    void theUsersOwnLanguageIsTaken()
    {
        QCOMPARE(languageFor({"de-DE", "fr-CA", "en"}), QString("fr"));
        QCOMPARE(languageFor({"zh_CN"}), QString("zh"));
        QCOMPARE(languageFor({"fy-NL"}), QString("en"));
        QCOMPARE(languageFor({}), QString("en"));
    }

    void theMenuTellsWhichIsSpoken()
    {
        Rig r;
        r.speak("fr");
        QStringList ticked;
        for (const QAction *action : r.window().findChildren<QAction *>())
            if (action->isCheckable() && action->isChecked())
                ticked << action->text();
        QVERIFY(ticked.contains("Français"));
        QVERIFY(!ticked.contains("English"));
    }

    void anotherStartSpeaksWhatWasChosen()
    {
        Rig r;
        r.speak("fr");
        const QString title = r.window().benchPlace()->tabs()->tabText(0);
        Rig again("fr");
        QCOMPARE(again.window().benchPlace()->tabs()->tabText(0), title);
    }
};

QTEST_MAIN(LanguageTest)
#include "tst_language.moc"
