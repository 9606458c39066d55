// The session's rules in the window, on the real engine: an English, a Chinese and a French line go each to its delta,
// and a rule that is typed sends one elsewhere; the same on a language model. Pictures are written to
// build/tests/pictures to be looked at.
#include "app/demo.h"
#include "app/testwindow.h"
#include "app/translations.h"
#include "engine/engine.h"
#include "support/named.h"
#include "support/turns.h"
#include "views/bench/benchtable.h"
#include "views/bench/rulerow.h"
#include "views/bench/rulespanel.h"
#include "views/common/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace deltascope;
using namespace deltascope::app;
using deltascope::test::named;
using Kind = Condition::Kind;

namespace {

struct Rig {
    QTemporaryDir folder;
    Settings settings{folder.filePath("settings.ini")};
    test::TestWindow window{makeEngine, settings};
    int byRule = -1;

    Rig()
    {
        window.resize(1280, 800);
        window.show();
        QApplication::setActiveWindow(&window);
    }
    bool open(const files::SessionFile &plan)
    {
        window.opening().start(plan);
        const bool isOpen = settle();
        byRule = window.session().addColumn(items::ColumnKind::ByRule);
        return isOpen && settle();
    }
    bool settle()
    {
        const bool isSettled
            = QTest::qWaitFor([this] { return !window.opening().isBusy() && window.isSettled(); }, 120000);
        test::finishTurns();
        return isSettled;
    }
    const items::SessionState &state() { return window.session().state(); }
    views::RulesPanel &panel() { return *window.benchPanel()->rules(); }
    views::RuleRow &row(int i) { return *panel().row(state().rules[std::size_t(i)].key); }
    int columnOf(const char *delta)
    {
        for (const items::BenchColumn &column : state().columns)
            if (items::titleOf(state(), column) == QLatin1String(delta))
                return column.key;
        return -1;
    }
    const Output &output(int input, int column)
    {
        return window.bench().cell(state().inputs[std::size_t(input)].key, column)->output;
    }
    bool isAsIn(int input, const char *delta)
    {
        const Output &ruled = output(input, byRule), &own = output(input, columnOf(delta));
        const auto isClose = [](float a, float b) { return std::abs(a - b) < 1e-5F; }; // other lanes beside it
        return std::equal(ruled.probabilities.begin(), ruled.probabilities.end(), own.probabilities.begin(),
                          own.probabilities.end(), isClose)
               && ruled.newIds == own.newIds;
    }
    /// What a screen reader says of the cell.
    QString said(int input)
    {
        const QAbstractItemModel *model = window.benchPanel()->table()->model();
        return model->index(input, int(state().columns.size()) - 1).data(Qt::AccessibleTextRole).toString();
    }
    /// The window with the panel where it stands.
    void save(const QString &name)
    {
        const QDir pictures(QStringLiteral(PICTURES));
        QVERIFY(pictures.mkpath(QStringLiteral(".")));
        QPixmap picture = window.grab();
        if (panel().isVisible()) {
            QPainter painter(&picture);
            painter.drawPixmap(window.mapFromGlobal(panel().pos()), panel().grab());
        }
        QVERIFY(picture.save(pictures.filePath(name + ".png")));
    }
};

Input sentence(const char *text)
{
    Input input;
    input.text = text;
    return input;
}

files::SessionFile demoWith(std::initializer_list<const char *> texts)
{
    files::SessionFile plan = demoSession().value();
    plan.state.inputs.clear();
    for (const char *text : texts)
        addInput(plan.state, sentence(text));
    return plan;
}

} // namespace

class RulingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { views::wear(*qApp, views::Theme::Kind::Dark); }

    void threeLinesGoEachToItsDeltaAndARuleSendsOneElsewhere()
    {
        Rig rig;
        QVERIFY(rig.open(demoWith({"Tetris-like game with very impressive effects", "显示系统中所有进程的信息",
                                   "un lecteur de musique avec une liste de lecture"})));
        const char *const own[] = {"en", "zh", "fr"};
        for (int i = 0; i < 3; ++i) {
            QVERIFY2(rig.isAsIn(i, own[i]), own[i]);
            QVERIFY2(rig.said(i).startsWith(QString(own[i]) + ": "), qPrintable(rig.said(i)));
        }
        rig.window.benchPanel()->openRules();
        QTest::mouseClick(named<QPushButton>(rig.panel(), "Add a rule"), Qt::LeftButton);
        auto *kind = named<QComboBox>(rig.row(0), "Which inputs");
        kind->setFocus();
        QTest::keyClick(kind, Qt::Key_Down); // from beginnings to expressions
        auto *pattern = named<QLineEdit>(rig.row(0), "Regular expression");
        QVERIFY(pattern && pattern->isVisible());
        pattern->setFocus();
        QTest::keyClicks(pattern, "\\bmusique\\b");
        QVERIFY(rig.settle());
        QVERIFY(rig.isAsIn(2, "en")); // the first delta that no rule names
        QVERIFY(!rig.isAsIn(2, "fr"));
        QVERIFY2(rig.said(2).startsWith("en: "), qPrintable(rig.said(2)));
        QVERIFY2(rig.said(1).startsWith("Backbone: "), qPrintable(rig.said(1))); // no rule takes it any more
        QTest::keyClick(&rig.panel(), Qt::Key_Escape);
        rig.window.session().undoStack().undo();
        rig.window.session().undoStack().undo();
        rig.window.session().undoStack().undo();
        QVERIFY(rig.state().rules.empty());
        QVERIFY(rig.settle());
        QVERIFY(rig.isAsIn(2, "fr"));
    }

    void aLanguageModelIsRuledByWhatTheUserSays()
    {
        Rig rig;
        files::SessionFile plan;
        const std::string models = TEST_DATA "/engines/models/";
        plan.model.model = models + "tiny-llama";
        for (const char *name : {"fr", "zh"}) {
            DeltaRequest request;
            request.name = name;
            request.path = models + "llama-" + name;
            addWaiting(plan.state, request);
        }
        perform(plan.state, session::PutRule{{1, {Kind::Prefix, "Q:"}, {{"zh", {}}}, {}}, 0});
        perform(plan.state, session::PutRule{{2, {Kind::Otherwise, {}}, {{"fr", 0.5}}, {}}, 1});
        addInput(plan.state, sentence("Q: A program that reads"));
        addInput(plan.state, sentence("A program that reads"));
        QVERIFY(rig.open(plan));
        QVERIFY(rig.isAsIn(0, "zh"));
        QVERIFY(!rig.isAsIn(1, "fr"));
        QVERIFY2(rig.said(1).startsWith("fr*0.5: "), qPrintable(rig.said(1)));
        const int half = rig.window.session().addColumn({}, {{{rig.state().deltas[0].setting.id, true, 0.5, {}}}});
        QVERIFY(rig.settle());
        QVERIFY(rig.output(1, rig.byRule).newIds == rig.output(1, half).newIds);
    }

    void looks_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("dark");
        for (const char *language : {"en", "fr", "zh"})
            for (const bool dark : {true, false})
                QTest::addRow("%s-%s", language, dark ? "dark" : "light") << language << dark;
    }

    void looks()
    {
        QFETCH(QString, language);
        QFETCH(bool, dark);
        views::wear(*qApp, dark ? views::Theme::Kind::Dark : views::Theme::Kind::Light);
        Translations translations;
        translations.speak(language);
        Rig rig;
        QVERIFY(rig.open(demoWith({"Tetris-like game with very impressive effects", "显示系统中所有进程的信息",
                                   "un lecteur de musique avec une liste de lecture", "URGENT: 42 invoices"})));
        rig.window.benchPanel()->openRules();
        rig.save("rules-none-" + QString(QTest::currentDataTag()));
        items::Session &session = rig.window.session();
        session.writeUsualRules();
        session.addRule({0, {Kind::Regex, "\\d+ invoices"}, {{"en", {}}, {"zh", 0.5}}, {}});
        session.addRule({0, {Kind::Prefix, ""}, {{"es", {}}}, {}});
        session.moveRule(session.state().rules[3].key, 0);
        QVERIFY(rig.settle());
        auto *pattern = rig.row(0).findChild<QLineEdit *>();
        pattern->setFocus();
        pattern->setCursorPosition(int(pattern->text().size()));
        QTest::keyClicks(pattern, "[");
        QVERIFY(rig.settle());
        const QRect screen = QRect(rig.window.mapToGlobal(QPoint()), rig.window.size());
        QVERIFY2(screen.contains(rig.panel().geometry()), "the panel leaves the window");
        rig.save("rules-" + QString(QTest::currentDataTag()));
        rig.panel().close();
        rig.save("rules-closed-" + QString(QTest::currentDataTag()));
    }
};

QTEST_MAIN(RulingTest)
#include "tst_ruling.moc"
