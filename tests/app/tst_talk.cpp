// Language models as people use them, by hand in the window on the real engine: a talk, its settings, how probable
// texts are. Pictures of it, both themes, are written to build/tests/pictures to be looked at.
#include "app/testwindow.h"
#include "engine/engine.h"
#include "files/conversation.h"
#include "items/benchmodel.h"
#include "session/edit.h"
#include "views/bench/benchbar.h"
#include "views/bench/benchtable.h"
#include "views/bench/conversation.h"
#include "views/bench/generationpanel.h"
#include "views/bench/inputcard.h"
#include "views/bench/inputspanel.h"
#include "views/common/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::app;
using items::Bench;

namespace {

const QString models = QStringLiteral(TEST_DATA "/oracles/lm/backbones/"), deltas = TEST_DATA "/oracles/lm/deltas/";

template<class Widget>
Widget *named(const QWidget &root, const QString &name)
{
    for (Widget *widget : root.findChildren<Widget *>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

QToolButton *tool(const QWidget &root, const QString &text)
{
    for (QToolButton *each : root.findChildren<QToolButton *>())
        if (each->text() == text)
            return each;
    return nullptr;
}

/// The window over a model, with columns for the backbone and for a delta, and no input.
struct Talk {
    QTemporaryDir folder;
    Settings settings{folder.filePath("settings.ini")};
    test::TestWindow window{makeEngine, settings, folder.filePath("sessions")};

    explicit Talk(const QString &model, const QString &delta = {})
    {
        views::wear(*qApp, views::Theme::Kind::Light);
        window.resize(1440, 900);
        window.show();
        QApplication::setActiveWindow(&window);
        (void)QTest::qWaitForWindowActive(&window);
        files::SessionFile plan;
        plan.model.model = (models + model).toStdString();
        session::perform(plan.state, session::PutColumn{{1, session::ColumnKind::Fixed, {}, {}}, 0});
        if (!delta.isEmpty()) {
            DeltaRequest request;
            request.name = "polite";
            request.path = (deltas + delta).toStdString();
            session::addWaiting(plan.state, request, {-1, false, 1.0, {}});
            DeltaSetting setting = plan.state.deltas.back().setting;
            setting.attached = true;
            session::perform(plan.state, session::PutColumn{{2, session::ColumnKind::Fixed, {}, {{setting}}}, 1});
        }
        window.desk.keeper().open(plan, items::Keeper::Begin::AsGiven);
        (void)settle();
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return window.isSettled(); }, 60000);
    }
    void type(const QString &text)
    {
        auto *ghost = named<QPlainTextEdit>(*window.benchPanel()->inputs(), "New input");
        QTest::mouseClick(ghost->viewport(), Qt::LeftButton);
        QTest::keyClick(QApplication::focusWidget(), text[0].toLatin1());
        QTest::keyClicks(QApplication::focusWidget(), text.mid(1));
    }
    const items::SessionState &state() { return window.session().state(); }
    views::InputCard *card(int i) { return window.benchPanel()->inputs()->card(state().inputs[i].key); }
    const Bench::Cell *cell(int i, int c) { return window.bench().cell(state().inputs[i].key, state().columns[c].key); }
    QModelIndex index(int i, int c) { return window.benchPanel()->table()->model()->index(i, c); }
    std::vector<files::Turn> turns(int i) { return files::turnsOf(*state().inputs[i].input.messages); }
    void picture(const QString &name)
    {
        const QDir pictures(QStringLiteral(PICTURES));
        QVERIFY(pictures.mkpath(QStringLiteral(".")));
        for (const auto kind : {views::Theme::Kind::Light, views::Theme::Kind::Dark}) {
            views::wear(*qApp, kind);
            QTest::qWait(30);
            QVERIFY(settle());
            const QString theme = kind == views::Theme::Kind::Light ? "light" : "dark";
            QVERIFY(window.grab().save(pictures.filePath("talk-" + name + "-" + theme + ".png")));
        }
        views::wear(*qApp, views::Theme::Kind::Light);
    }
};

} // namespace

class TalkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aModelWithATemplateOpensInChatAndTheTalkGoesOn()
    {
        Talk talk("qwen", "qwen-lora");
        talk.type("The old mill");
        QVERIFY(talk.settle());
        QCOMPARE(talk.turns(0).size(), std::size_t(1));
        QCOMPARE(talk.turns(0)[0].role, std::string("user"));
        QCOMPARE(talk.turns(0)[0].content, std::string("The old mill"));
        QTest::mouseClick(tool(*talk.card(0), "+ system"), Qt::LeftButton);
        QTest::keyClicks(QApplication::focusWidget(), "Be brief.");
        QVERIFY(talk.settle());
        QCOMPARE(talk.turns(0)[0].role, std::string("system"));
        QVERIFY(!tool(*talk.card(0), "+ system")->isVisible());
        QCOMPARE(talk.window.bench().stateOf(talk.state().inputs[0].key, talk.state().columns[1].key),
                 Bench::State::Current);
        // The answer of the second column becomes the assistant's turn, at a click in its cell.
        const std::string answer = talk.cell(0, 1)->output.text;
        views::BenchTable *table = talk.window.benchPanel()->table();
        const QRect cell = table->visualRect(talk.index(0, 1));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, cell.bottomLeft() + QPoint(30, -10));
        QCOMPARE(talk.turns(0).size(), std::size_t(4));
        QCOMPARE(talk.turns(0)[2].role, std::string("assistant"));
        QCOMPARE(talk.turns(0)[2].content, answer);
        QTest::keyClicks(QApplication::focusWidget(), "and then");
        QVERIFY(talk.settle());
        QCOMPARE(talk.turns(0)[3].content, std::string("and then"));
        QCOMPARE(talk.window.bench().stateOf(talk.state().inputs[0].key, talk.state().columns[0].key),
                 Bench::State::Current);
        talk.picture("chat");
        // Every step can be taken back; the beginning is a card that says nothing.
        QUndoStack &undo = talk.window.session().undoStack();
        const items::SessionState last = talk.state();
        const int steps = undo.index();
        while (talk.state().inputs[0].input.messages && talk.turns(0).size() > 1)
            undo.undo();
        QCOMPARE(talk.turns(0)[0].content, std::string("The old mill"));
        undo.setIndex(steps);
        QVERIFY(talk.state() == last);
        QVERIFY(talk.settle());
    }

    void thePromptAndItsTokensAreShownOnRequest()
    {
        Talk talk("qwen");
        talk.type("The old mill");
        QVERIFY(talk.settle());
        auto *prompt = named<QTextEdit>(*talk.card(0), "Prompt");
        QVERIFY(!prompt->isVisible());
        QTest::mouseClick(tool(*talk.card(0), "prompt"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return prompt->toPlainText().contains("tokens"); }, 10000));
        QVERIFY2(prompt->toPlainText().contains("The old mill"), qPrintable(prompt->toPlainText()));
        QVERIFY(prompt->toPlainText().contains("assistant")); // the turn that is to be answered
        talk.card(0)->conversation()->focusEnd();
        QTest::keyClicks(QApplication::focusWidget(), " turns");
        QVERIFY(QTest::qWaitFor([&] { return prompt->toPlainText().contains("mill turns"); }, 10000));
        talk.picture("prompt");
    }

    void aTemplateThatFailsSaysSoOnTheCard()
    {
        Talk talk("qwen");
        talk.type("The old mill");
        QVERIFY(talk.settle());
        // A model without one: the talk stays, and its card says what is missing.
        talk.window.openModel(models + "gpt2");
        QVERIFY(QTest::qWaitFor([&] { return talk.window.session().network()->architecture == "GPT2LMHeadModel"; }));
        QVERIFY(talk.settle());
        Input input;
        input.messages = files::messagesOf({{"user", "hello"}});
        talk.window.session().addInputs({input});
        QVERIFY(talk.settle());
        const auto *failure = talk.window.bench().failure(talk.state().inputs.back().key);
        QVERIFY(failure);
        QVERIFY2(failure->error.what.find("chat template") != std::string::npos, failure->error.what.c_str());
        QStringList said;
        for (const QLabel *label : talk.card(int(talk.state().inputs.size()) - 1)->findChildren<QLabel *>())
            said << label->toolTip() + label->text();
        QVERIFY2(said.join('|').contains("chat template"), qPrintable(said.join('|')));
    }

    void aModelWithoutATemplateOpensInPlainText()
    {
        Talk talk("gpt2");
        talk.type("The old mill");
        QCOMPARE(*talk.state().inputs[0].input.text, std::string("The old mill"));
        QVERIFY(!talk.state().inputs[0].input.messages);
    }

    void generationIsSetWhereItIsUsed()
    {
        Talk talk("qwen", "qwen-lora");
        talk.type("The old mill");
        QVERIFY(talk.settle());
        const std::string greedy = talk.cell(0, 0)->output.text;
        auto *button = named<QPushButton>(*talk.window.benchPanel(), "How texts are generated");
        QVERIFY(button->text().startsWith("Greedy"));
        QTest::mouseClick(button, Qt::LeftButton);
        views::GenerationPanel *panel = talk.window.benchPanel()->bar()->generation();
        QVERIFY(panel->isVisible());
        QVERIFY(!named<QLineEdit>(*panel, "temperature")->isVisible());
        QTest::mouseClick(tool(*panel, "Sample"), Qt::LeftButton);
        set(*panel, "temperature", "1.5");
        set(*panel, "top-p", "0.95");
        set(*panel, "at most", "9");
        set(*panel, "answers in a cell", "2");
        QVERIFY(talk.settle());
        const GenerationSettings &settings = talk.state().run.generation;
        QCOMPARE(settings.temperature, std::optional(1.5));
        QCOMPARE(settings.maxNewTokens, std::optional<std::int64_t>(9));
        QCOMPARE(talk.cell(0, 0)->others.size(), std::size_t(1));
        QVERIFY(talk.cell(0, 0)->output.newIds.size() <= 9);
        QCOMPARE(button->text(), QString("Sample, T 1.50, top-p 0.95, at most 9, seed 0, 2 answers"));
        set(*panel, "top-p", "7"); // out of bounds: marked, and not taken
        QCOMPARE(settings.topP, std::optional(0.95));
        QCOMPARE(named<QLineEdit>(*panel, "top-p")->property("role").toString(), QString("wrong"));
        const QString first = QString::fromStdString(talk.cell(0, 0)->output.text);
        picturesOf(talk, *panel);
        panel->hide();
        // Another seed draws another text; undo brings back the seed and with it the very same text.
        QPushButton *again = nullptr;
        for (QPushButton *each : talk.window.benchPanel()->findChildren<QPushButton *>())
            if (each->text() == "Another seed")
                again = each;
        QTest::mouseClick(again, Qt::LeftButton);
        QVERIFY(talk.settle());
        QVERIFY(talk.state().run.generation.seed != 0);
        QVERIFY(QString::fromStdString(talk.cell(0, 0)->output.text) != first);
        talk.window.session().undoStack().undo();
        QVERIFY(talk.settle());
        QCOMPARE(QString::fromStdString(talk.cell(0, 0)->output.text), first);
        QTest::mouseClick(button, Qt::LeftButton);
        QTest::mouseClick(tool(*panel, "As configured"), Qt::LeftButton);
        QVERIFY(talk.settle());
        QVERIFY(talk.state().run.generation.basis == GenerationSettings::Basis::AsConfigured);
        QVERIFY(button->text().startsWith("As configured: greedy"));
        while (talk.window.session().undoStack().canUndo()
               && views::modeOf(talk.state().run.generation) != views::GenerationMode::Greedy)
            talk.window.session().undoStack().undo();
        QVERIFY(talk.settle());
        QVERIFY(
            QString::fromStdString(talk.cell(0, 0)->output.text).startsWith(QString::fromStdString(greedy).left(3)));
    }

    void probabilitiesAreShownTokenByToken()
    {
        Talk talk("gpt2", "gpt2-lora");
        talk.type("The old mill grinds corn again and again.");
        QVERIFY(talk.settle());
        auto *view = named<QComboBox>(*talk.window.benchPanel(), "What cells show");
        choose(*view, "Log-probability");
        QVERIFY(talk.settle());
        const int input = talk.state().inputs[0].key;
        const items::Scores &scores = talk.window.bench().scores();
        const auto *base = scores.cell(input, talk.state().columns[0].key),
                   *polite = scores.cell(input, talk.state().columns[1].key);
        QVERIFY(base && polite && !base->failure);
        QVERIFY(*base->score.perplexity() > 1 && *base->score.perplexity() != *polite->score.perplexity());
        QCOMPARE(base->score.alternatives.size(), base->score.ids.size());
        QCOMPARE(base->score.alternatives[1].size(), std::size_t(5));
        std::string text;
        for (const std::string &piece : base->score.pieces)
            text += piece;
        QCOMPARE(QString::fromStdString(text), QString("The old mill grinds corn again and again."));
        QVERIFY(talk.index(0, 1).data().toString().startsWith("perplexity "));
        talk.picture("log-probability");
        choose(*view, "Difference");
        QVERIFY(talk.settle());
        talk.picture("difference");
        talk.window.benchPanel()->table()->setFocus();
        QTest::keyClick(talk.window.benchPanel()->table(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY2(QApplication::clipboard()->text().contains("perplexity"),
                 qPrintable(QApplication::clipboard()->text()));
        choose(*view, "Answers");
        QVERIFY(talk.settle());
        QVERIFY(!talk.index(0, 1).data().toString().startsWith("perplexity "));
    }

    void afterAConversationTheAnswerIsScored()
    {
        Talk talk("qwen", "qwen-lora");
        talk.type("The old mill");
        QVERIFY(talk.settle());
        choose(*named<QComboBox>(*talk.window.benchPanel(), "What cells show"), "Difference");
        QVERIFY(talk.settle());
        const auto *scored = talk.window.bench().scores().cell(talk.state().inputs[0].key, talk.state().columns[1].key);
        QVERIFY(scored && !scored->failure);
        QCOMPARE(*scored->line.target, talk.cell(0, 0)->output.text);
        QVERIFY(scored->score.count() > 0 && !scored->score.logProbs.front());
        talk.picture("scored-answer");
    }

private:
    static void set(const QWidget &panel, const QString &field, const QString &text)
    {
        auto *edit = named<QLineEdit>(panel, field);
        QVERIFY2(edit && edit->isVisible(), qPrintable(field));
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    static void choose(QComboBox &box, const QString &text)
    {
        box.setFocus();
        QTest::keyClick(&box, Qt::Key_Home);
        while (box.currentText() != text)
            QTest::keyClick(&box, Qt::Key_Down);
    }
    static void picturesOf(Talk &talk, views::GenerationPanel &panel)
    {
        talk.picture("sampled");
        for (const auto kind : {views::Theme::Kind::Light, views::Theme::Kind::Dark}) {
            views::wear(*qApp, kind);
            const QString theme = kind == views::Theme::Kind::Light ? "light" : "dark";
            QVERIFY(panel.grab().save(QDir(QStringLiteral(PICTURES)).filePath("talk-generation-" + theme + ".png")));
        }
        views::wear(*qApp, views::Theme::Kind::Light);
    }
};

QTEST_MAIN(TalkTest)
#include "tst_talk.moc"
