// Language models at the bench, as its panel shows them, on the toy engine: conversations, settings, probabilities.
#include "files/conversation.h"
#include "items/benchmodel.h"
#include "items/columninput.h"
#include "support/turns.h"
#include "views/bench/benchbar.h"
#include "views/bench/benchpanel.h"
#include "views/bench/benchtable.h"
#include "views/bench/columnheader.h"
#include "views/bench/conversation.h"
#include "views/bench/generationpanel.h"
#include "views/bench/inputcard.h"
#include "views/bench/inputspanel.h"
#include "views/bench/resultsmenu.h"
#include "views/bench/tint.h"
#include "views/bench/tokentext.h"
#include "views/viewrig.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTextEdit>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::named;
using deltascope::test::ViewRig;
using items::Bench;

namespace {

struct Talking {
    ViewRig rig;
    BenchPanel panel;
    QSplitter window;

    explicit Talking(const std::string &model, HeadKind head = HeadKind::CausalLm)
        : rig(HeadChoice{head, 6}, model)
        , panel(rig.session, rig.bench, rig.meters)
    {
        window.addWidget(panel.inputs());
        window.addWidget(&panel);
        window.setSizes({300, 900});
        window.resize(1200, 600);
        window.show();
        QApplication::setActiveWindow(&window);
        (void)QTest::qWaitForWindowExposed(&window);
        (void)rig.settle();
        while (!rig.session.state().inputs.empty())
            rig.session.removeInput(rig.input(0));
        rig.session.addColumn({}, {{{rig.id(0), true, 1.0, {}}}});
        (void)rig.settle();
    }
    ~Talking() { panel.setParent(nullptr); }

    void type(const QString &text)
    {
        auto *ghost = named<QPlainTextEdit>(*panel.inputs(), "New input");
        QTest::mouseClick(ghost->viewport(), Qt::LeftButton);
        for (const QChar letter : text)
            QTest::keyClicks(QApplication::focusWidget(), letter);
        QVERIFY(rig.settle());
        test::finishTurns();
    }
    InputCard *card() const { return panel.inputs()->card(rig.input(0)); }
    QToolButton *tool(const QString &name) const { return named<QToolButton>(*card(), name); }
    std::vector<files::Turn> turns() const { return files::turnsOf(*rig.session.state().inputs[0].input.messages); }
    QPlainTextEdit *turn(int i) const
    {
        QList<QPlainTextEdit *> all;
        for (QPlainTextEdit *each : card()->conversation()->findChildren<QPlainTextEdit *>())
            if (each->isVisible())
                all << each;
        return all.value(i);
    }
    void clickFoot(int column, int x)
    {
        const QRect cell = panel.table()->visualRect(panel.table()->model()->index(0, column));
        QTest::mouseClick(panel.table()->viewport(), Qt::LeftButton, {}, cell.bottomLeft() + QPoint(x, -10));
    }
    std::string answer(int column) const { return rig.bench.cell(rig.input(0), rig.column(column))->output.text; }
    void show(items::CellView view)
    {
        items::RunSettings run = rig.session.state().run;
        run.view = view;
        rig.session.setRun(run);
        QVERIFY(rig.settle());
    }
};

} // namespace

class TalkingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void turnsAreAddedWrittenAndTakenOut()
    {
        Talking t("chat");
        t.type("hello");
        QCOMPARE(t.turns().size(), std::size_t(1));
        QVERIFY(!named<QToolButton>(*t.card(), "Take this turn out")->isVisible()); // the last one stays
        QTest::mouseClick(t.tool("Add a turn"), Qt::LeftButton);
        QTest::keyClicks(QApplication::focusWidget(), "hi");
        QCOMPARE(t.turns()[1].role, std::string("assistant"));
        QTest::mouseClick(t.tool("Add a turn"), Qt::LeftButton);
        QCOMPARE(t.turns()[2].role, std::string("user"));
        QCOMPARE(t.rig.bench.stateOf(t.rig.input(0), t.rig.column(0)), Bench::State::Empty); // waits for words
        QApplication::clipboard()->setText("one\n\n  two");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(t.turns()[2].content, std::string("one\n\n  two")); // one turn, whatever its lines
        QCOMPARE(int(t.rig.session.state().inputs.size()), 1);
        QVERIFY(t.rig.settle());
        QCOMPARE(t.rig.bench.stateOf(t.rig.input(0), t.rig.column(0)), Bench::State::Current);
        QList<QToolButton *> removes;
        for (QToolButton *each : t.card()->findChildren<QToolButton *>())
            if (each->accessibleName() == "Take this turn out")
                removes << each;
        QTest::mouseClick(removes[1], Qt::LeftButton);
        QCOMPARE(t.turns().size(), std::size_t(2));
        QCOMPARE(t.turn(1)->toPlainText(), QString("one\n\n  two"));
        t.rig.session.undoStack().undo();
        QCOMPARE(t.turn(1)->toPlainText(), QString("hi"));
        QVERIFY(t.rig.settle());
    }

    void theRoleOfATurnIsChosen()
    {
        Talking t("chat");
        t.type("hello");
        QTest::mouseClick(named<QPushButton>(*t.card(), "Role of this turn"), Qt::LeftButton);
        auto *menu = t.card()->findChild<QMenu *>();
        QVERIFY(menu);
        for (QAction *action : menu->actions())
            if (action->text() == "system")
                action->trigger();
        QCOMPARE(t.turns()[0].role, std::string("system"));
        QCOMPARE(t.turns()[0].content, std::string("hello"));
        QVERIFY(t.rig.settle());
    }

    void thePromptOrWhyThereIsNoneStandsOnTheCard()
    {
        Talking t("chat");
        t.type("hello");
        const int before = t.card()->wantedHeight();
        QTest::mouseClick(t.tool("Show the prompt and its tokens"), Qt::LeftButton);
        auto *prompt = named<QTextEdit>(*t.card(), "Prompt");
        QVERIFY(t.card()->wantedHeight() > before);
        QVERIFY(QTest::qWaitFor([&] { return prompt->toPlainText().startsWith("<[{"); }, 10000));
        QVERIFY(prompt->toPlainText().endsWith("tokens"));
        QTest::mouseClick(t.turn(0)->viewport(), Qt::LeftButton);
        QTest::keyClicks(t.turn(0), " raise");
        QVERIFY(QTest::qWaitFor([&] { return prompt->toPlainText().contains("must not say raise"); }, 10000));
        QTest::mouseClick(t.tool("Show the prompt and its tokens"), Qt::LeftButton);
        QVERIFY(!prompt->isVisible());
        QVERIFY(t.rig.settle());
    }

    void oneOfSeveralTemplatesIsChosen()
    {
        Talking t("chat");
        t.type("hello");
        QStringList asked;
        connect(t.panel.inputs(), &InputsPanel::templateAsked, &t.window,
                [&asked](const QString &name) { asked << name; });
        QTest::mouseClick(t.tool("Choose the chat template"), Qt::LeftButton);
        auto *menu = t.card()->findChild<QMenu *>();
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 2);
        menu->actions()[1]->trigger();
        QCOMPARE(asked, QStringList{"rag"});
    }

    void aTalkGoesOnFromOneColumnsAnswer()
    {
        Talking t("chat");
        t.type("hello");
        const std::string answer = t.answer(2);
        t.clickFoot(2, 30);
        QCOMPARE(t.turns().size(), std::size_t(3));
        QCOMPARE(t.turns()[1].content, answer);
        QVERIFY(!items::differsByColumn(t.rig.session.state().inputs[0].input));
        QCOMPARE(QApplication::focusWidget(), t.turn(2));
        t.rig.session.undoStack().undo(); // one step
        QCOMPARE(t.turns().size(), std::size_t(1));
        QVERIFY(t.rig.settle());
    }

    void aTalkGoesOnInEveryColumnWithItsOwnAnswer()
    {
        Talking t("chat");
        t.type("hello there, what is it");
        const std::string backbone = t.answer(1), english = t.answer(2);
        QVERIFY(backbone != english);
        t.clickFoot(2, 130);
        QVERIFY(t.turns()[1].isByColumn);
        QTest::keyClicks(QApplication::focusWidget(), "why");
        QVERIFY(t.rig.settle());
        const auto asked = [&](int column) {
            return files::turnsOf(*t.rig.bench.cell(t.rig.input(0), t.rig.column(column))->input.messages)[1].content;
        };
        QCOMPARE(asked(1), backbone);
        QCOMPARE(asked(2), english);
        // They are the column's, whatever it is called.
        t.rig.session.renameColumn(t.rig.column(2), "Tuned");
        t.rig.session.moveColumn(t.rig.column(2), 0);
        QVERIFY(t.rig.settle());
        QCOMPARE(asked(0), english);
        QCOMPARE(t.rig.bench.stateOf(t.rig.input(0), t.rig.column(0)), Bench::State::Current);
        t.rig.session.undoStack().undo();
        QVERIFY(t.rig.settle());
        for (int column = 0; column < 3; ++column)
            QCOMPARE(t.rig.bench.stateOf(t.rig.input(0), t.rig.column(column)), Bench::State::Current);
        // What is written in that turn counts for all columns again.
        QTest::mouseClick(t.turn(1)->viewport(), Qt::LeftButton);
        QTest::keyClicks(t.turn(1), "!");
        QVERIFY(!t.turns()[1].isByColumn);
        QVERIFY(t.rig.settle());
        QCOMPARE(asked(1), asked(2));
    }

    void settingsAreThoseOfTheModeAndEditsOfTheSession()
    {
        Talking t("toy");
        GenerationPanel &panel = *t.panel.bar()->generation();
        panel.openAbove(*t.panel.bar());
        const auto field = [&](const char *name) { return named<QLineEdit>(panel, name); };
        const auto press = [&](const QString &text) {
            for (QToolButton *each : panel.findChildren<QToolButton *>())
                if (each->text() == text)
                    QTest::mouseClick(each, Qt::LeftButton);
        };
        QVERIFY(field("at most")->isVisible() && !field("temperature")->isVisible() && !field("beams")->isVisible());
        press("Beams");
        QVERIFY(field("beams")->isVisible() && !field("top-k")->isVisible());
        QCOMPARE(t.rig.session.state().run.generation.beams, std::optional(4));
        field("beams")->selectAll();
        QTest::keyClicks(field("beams"), "12");
        QCOMPARE(t.rig.session.state().run.generation.beams, std::optional(12));
        auto *stops = named<QPlainTextEdit>(panel, "Texts that end an answer");
        stops->setPlainText("\\n\\n\nEND");
        QCOMPARE(t.rig.session.state().run.generation.stops, (std::vector<std::string>{"\n\n", "END"}));
        press("Greedy");
        QVERIFY(!t.rig.session.state().run.generation.beams);
        QUndoStack &undo = t.rig.session.undoStack();
        undo.undo();
        QCOMPARE(field("beams")->text(), QString("12"));
        undo.undo();
        undo.undo();
        QVERIFY(stops->toPlainText().isEmpty());
        panel.hide();
        QVERIFY(t.rig.settle());
    }

    void answersStayInSightBesideALongConversation()
    {
        Talking t("chat");
        t.type("hello");
        QApplication::clipboard()->setText("one\ntwo\nthree\nfour\nfive\nsix\nseven");
        for (int i = 0; i < 6; ++i) {
            QTest::mouseClick(t.tool("Add a turn"), Qt::LeftButton);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_V, Qt::ControlModifier);
        }
        QVERIFY(t.rig.settle());
        test::finishTurns();
        const auto answer = [&t] { return t.panel.table()->viewport()->grab({8, 4, 160, 16}).toImage(); };
        QScrollBar *bar = t.panel.table()->verticalScrollBar();
        QVERIFY(bar->maximum() > 100);
        bar->setValue(0);
        const QImage seen = answer();
        QImage blank(seen);
        blank.fill(theme().window);
        QVERIFY(seen != blank);
        bar->setValue(100);
        QCOMPARE(answer(), seen);
    }

    void aPartOfACharacterHasASignOfItsOwn()
    {
        TextScore score;
        score.ids = {1, 2, 3};
        score.tokens = {"\u00E6\u00BC", "\u00A2", "\u0120caf"};
        score.pieces = {"\uFFFD", "\u6F22", " caf"};
        score.logProbs = {-1.f, -2.f, -3.f};
        score.alternatives = {{{4, "\u00E6\u00BC", -1.f, "\uFFFD"}}, {}, {{5, "\u010A", -2.f, "\n"}}};
        const QString html = tokenHtml(score, nullptr, items::CellView::LogProbability);
        QVERIFY2(html.contains(QChar(0x25CC)) && html.contains(QChar(0x6F22)), qPrintable(html));
        QVERIFY(!html.contains(QChar(0x00E6)));
        QVERIFY(tokenTip(score, nullptr, "0").count(QChar(0x25CC)) == 2); // itself, and what was likelier
        QVERIFY(tokenTip(score, nullptr, "2").contains(QChar(0x21B5)));
    }

    void probabilitiesStandInTheCellsAndStopLetsGoOfThem()
    {
        Talking t("toy");
        t.type("a card game");
        t.show(items::CellView::LogProbability);
        const items::Scores &scores = t.rig.bench.scores();
        const int input = t.rig.input(0);
        // " card" has five letters, " game" too: -5 each; half a nat more with a delta.
        QCOMPARE(*scores.cell(input, t.rig.column(1))->score.mean(), -5.0);
        QCOMPARE(*scores.cell(input, t.rig.column(2))->score.mean(), -4.5);
        QVERIFY(std::abs(*scores.perplexity(t.rig.column(2)) - std::exp(4.5)) < 1e-6);
        QCOMPARE(t.panel.table()->model()->index(0, 2).data().toString(), QString("perplexity 90.02"));
        const QString tip
            = tokenTip(scores.cell(input, t.rig.column(2))->score, &scores.cell(input, t.rig.column(1))->score, "1");
        QVERIFY2(tip.contains("card") && tip.contains("+0.50") && tip.contains("other"), qPrintable(tip));
        QVERIFY(tokenTip(scores.cell(input, t.rig.column(2))->score, nullptr, "99").isEmpty());
        t.rig.gate->hold(test::Gate::Call::Score);
        t.rig.session.addInputs({test::sentence("an x")});
        QVERIFY(QTest::qWaitFor([&] { return t.rig.bench.isRunning(); }, 10000));
        t.rig.bench.stop();
        QVERIFY(!t.rig.bench.isRunning());
        QVERIFY(t.rig.bench.wasStopped(t.rig.input(1), t.rig.column(2)));
        QVERIFY(!t.rig.bench.wasStopped(input, t.rig.column(2)));
        t.rig.gate->lift(test::Gate::Call::Score);
        t.rig.bench.resume();
        QVERIFY(t.rig.settle());
        QVERIFY(scores.isCurrent(t.rig.input(1), t.rig.column(2)));
        QVERIFY(scores.isCurrent(input, t.rig.column(2)));
    }

    void scoresAreCopiedAndSavedAsTableJsonAndPicture()
    {
        Talking t("toy");
        t.type("a card game");
        t.show(items::CellView::Difference);
        QTemporaryDir folder;
        QSignalSpy saved(t.panel.results(), &ResultsMenu::saved);
        t.panel.results()->saveAs(folder.filePath("s.csv"));
        t.panel.results()->saveAs(folder.filePath("s.json"));
        t.panel.results()->saveAs(folder.filePath("s.png"));
        t.panel.results()->saveTokensAs(folder.filePath("t.csv"));
        QTRY_COMPARE(saved.count(), 4);
        const auto read = [&folder](const char *name) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        };
        QVERIFY(read("s.csv").contains("90.0171")); // exp(4.5)
        QVERIFY(read("s.json").contains("log_probs"));
        const QStringList tokens = read("t.csv").split('\n');
        QCOMPARE(tokens[0], QString("input,column,place,token,log_probability,against_baseline"));
        QVERIFY2(tokens.contains("a card game,English,2, card,-4.5,0.5"), qPrintable(tokens.join('\n')));
        const QImage picture(folder.filePath("s.png"));
        QVERIFY(picture.width() > t.panel.table()->width());
        QVERIFY(picture.height() > ColumnHeader::height);
    }

    void aTextThatCannotBeScoredStopsNoOther()
    {
        Talking t("toy");
        t.type("this is too long");
        t.type("a card game");
        t.show(items::CellView::Difference);
        const items::Scores &scores = t.rig.bench.scores();
        QVERIFY(scores.cell(t.rig.input(0), t.rig.column(0))->failure);
        QVERIFY(!scores.cell(t.rig.input(1), t.rig.column(0))->failure);
        QVERIFY(t.panel.table()->model()->index(0, 0).data().toString().contains("128 tokens"));
    }

    void tintsAreReadableAndTellTheSides()
    {
        for (const Theme::Kind kind : {Theme::Kind::Light, Theme::Kind::Dark}) {
            wear(*qApp, kind);
            for (const double value : {-9.0, -3.0, -1.0, -0.1, 0.0})
                QVERIFY(Theme::contrast(theme().text, tintOfLogProb(value).background) >= Theme::leastContrast);
            for (const double value : {-9.0, -1.0, -0.1, 0.0, 0.1, 1.0, 9.0}) {
                QVERIFY(Theme::contrast(theme().text, tintOfDifference(value).background) >= Theme::leastContrast);
                QCOMPARE(tintOfDifference(value).isUnderlined, value < 0);
            }
            QVERIFY(tintOfDifference(1).background != tintOfDifference(-1).background);
        }
    }

    void aModelWithoutWordsHasNoBar()
    {
        Talking t("toy", HeadKind::SequenceClassification);
        QVERIFY(!t.panel.bar()->isVisible());
    }
};

QTEST_MAIN(TalkingTest)
#include "tst_talking.moc"
