// What the program keeps: across models, windows, starts and sudden ends.
#include "app/starting.h"
#include "app/testwindow.h"
#include "session/edit.h"
#include "support/toyengine.h"
#include "views/common/theme.h"
#include "views/rack/deltacard.h"

#include <QApplication>
#include <QDir>
#include <QProcess>
#include <QPushButton>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <set>

using namespace deltascope;
using namespace deltascope::app;
using Begin = items::Keeper::Begin;

namespace {

Input sentence(const char *text)
{
    Input input;
    input.text = text;
    return input;
}

files::SessionFile planFor(const std::string &model, const std::vector<std::string> &deltas)
{
    files::SessionFile plan;
    plan.model.model = model;
    for (const std::string &path : deltas) {
        DeltaRequest request;
        request.path = path;
        request.name = path.substr(path.rfind('/') + 1);
        addWaiting(plan.state, request, {-1, false, 1.0, {}});
    }
    addInput(plan.state, sentence("a card game"));
    return plan;
}

/// The windows of one home.
struct Home {
    QTemporaryDir folder;
    Settings settings{folder.filePath("settings.ini")};

    QString sessions() const { return folder.filePath("sessions"); }
    std::unique_ptr<test::TestWindow> window(const std::shared_ptr<test::Gate> &gate = {})
    {
        views::wear(*qApp, views::Theme::Kind::Dark);
        auto window = std::make_unique<test::TestWindow>([gate] { return std::make_unique<test::ToyEngine>(gate); },
                                                         settings, sessions());
        window->resize(1280, 800);
        window->show();
        return window;
    }
};

bool settle(test::TestWindow &window)
{
    return QTest::qWaitFor([&window] { return window.isSettled(); }, 20000);
}

void open(test::TestWindow &window, const files::SessionFile &plan, Begin begin = Begin::AsGiven)
{
    window.desk.keeper().open(plan, begin);
    QVERIFY(settle(window));
}

void openLast(test::TestWindow &window) { open(window, *window.desk.keeper().last(), Begin::WhereItEnded); }

std::string textOf(test::TestWindow &window) { return files::sessionText(window.opening().current()); }

QPushButton *button(const QWidget &root, const QString &text)
{
    for (QPushButton *known : root.findChildren<QPushButton *>())
        if (known->text() == text && known->isVisible())
            return known;
    return nullptr;
}

items::RunSettings shortAnswers()
{
    items::RunSettings run;
    run.generation.maxNewTokens = 7;
    run.generation.temperature = 0.7;
    run.generation.seed = 11;
    return run;
}

} // namespace

class KeepingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anotherModelAndBack()
    {
        Home home;
        auto window = home.window();
        open(*window, planFor("/shelf/bart", {"/shelf/en", "/shelf/zh"}));
        items::Session &session = window->session();
        session.setStrength(session.state().deltas[1].setting.id, 0.3);
        Input masked;
        masked.ids = std::vector<std::int64_t>{1, 2};
        masked.attentionMask = std::vector<std::int64_t>{1, 0};
        session.addInputs({masked});
        session.setRule(session.state().inputs[1].key, {items::RuleKind::Chosen, session.state().deltas[0].setting.id});
        session.addColumn(items::ColumnKind::ByRule);
        session.setRun(shortAnswers());
        QVERIFY(settle(*window));
        const std::string before = textOf(*window);
        window->openModel("/shelf/other");
        QVERIFY(settle(*window));
        QCOMPARE(int(session.state().deltas.size()), 0);
        window->openModel("/shelf/bart");
        QVERIFY(settle(*window));
        QCOMPARE(textOf(*window), before);
        QCOMPARE(int(session.state().deltas.size()), 2);
        QVERIFY(session.state().deltas[0].isThere());
    }

    void theSameModelAndDeltasGoOnWhereTheyEnded()
    {
        Home home;
        auto window = home.window();
        open(*window, planFor("/shelf/bart", {"/shelf/en", "/shelf/zh"}), Begin::WhereTheSameDeltasEnded);
        window->session().addInputs({sentence("typed")});
        const std::string kept = textOf(*window);
        window.reset();
        window = home.window();
        open(*window, planFor("/shelf/bart", {"/shelf/fr"}), Begin::WhereTheSameDeltasEnded);
        QVERIFY(textOf(*window) != kept);
        window.reset();
        window = home.window();
        open(*window, planFor("/shelf/bart", {"/shelf/en", "/shelf/zh"}), Begin::WhereTheSameDeltasEnded);
        QCOMPARE(textOf(*window), kept);
    }

    void anOpeningThatWasStoppedHoldsNothing()
    {
        Home home;
        const auto gate = std::make_shared<test::Gate>();
        auto window = home.window(gate);
        open(*window, planFor("/shelf/bart", {"/shelf/en"}));
        window->session().addInputs({sentence("kept")});
        const std::string kept = textOf(*window);
        open(*window, planFor("/shelf/other", {}));
        gate->hold(test::Gate::Call::Open);
        window->openModel("/shelf/bart");
        window->desk.workspace().cancel(bridge::Lane::Open);
        gate->lift(test::Gate::Call::Open);
        QVERIFY(settle(*window));
        QCOMPARE(window->session().network()->model, std::string("/shelf/other"));
        window->openModel("/shelf/bart");
        QVERIFY(settle(*window));
        QCOMPARE(textOf(*window), kept);
        QCOMPARE(QDir(home.sessions()).entryList({"*.journal"}).size(), 2); // no third one beside the first
    }

    void aFirstOpeningThatWasStoppedLeadsToTheStartPage()
    {
        Home home;
        const auto gate = std::make_shared<test::Gate>();
        auto window = home.window(gate);
        gate->hold(test::Gate::Call::Open);
        window->desk.keeper().open(planFor("/shelf/bart", {}), Begin::AsGiven);
        window->desk.workspace().cancel(bridge::Lane::Open);
        gate->lift(test::Gate::Call::Open);
        QVERIFY(settle(*window));
        QVERIFY(!window->session().network());
        QVERIFY(window->findChild<StartPage *>()->isVisible());
    }

    void thatASessionIsNotKeptIsStillSaidWhenItsModelIsOpen()
    {
        Home home;
        QFile blocked(home.sessions()); // a file where the folder should be
        QVERIFY(blocked.open(QIODevice::WriteOnly));
        auto window = home.window();
        open(*window, planFor("/shelf/bart", {}));
        QVERIFY2(window->messages()->text().contains("not kept"), qPrintable(window->messages()->text()));
    }

    void anotherHeadKeepsEverything()
    {
        Home home;
        auto window = home.window();
        open(*window, planFor("/shelf/bart", {"/shelf/en"}));
        items::Session &session = window->session();
        Input input;
        input.ids = std::vector<std::int64_t>{1, 2};
        input.attentionMask = std::vector<std::int64_t>{1, 0};
        input.tokenTypeIds = std::vector<std::int64_t>{0, 1};
        input.decoderIds = std::vector<std::int64_t>{2};
        session.addInputs({input});
        session.setRule(session.state().inputs[1].key, {items::RuleKind::None, -1});
        session.toggleSolo(session.state().deltas[0].setting.id);
        session.setRun(shortAnswers());
        window->reopen([](OpenRequest &request) { request.head = HeadChoice{HeadKind::SequenceClassification, 6}; });
        QVERIFY(settle(*window));
        QCOMPARE(window->opening().model().head->labels, 6);
        const items::SessionState &state = session.state();
        QCOMPARE(int(state.inputs.size()), 2);
        QVERIFY(state.inputs[1].input == input);
        QVERIFY(state.inputs[1].rule.kind == items::RuleKind::None);
        QCOMPARE(state.solo, state.deltas[0].setting.id);
        QVERIFY(state.run == shortAnswers());
    }

    void aDeltaThatIsGoneHoldsItsPlace()
    {
        Home home;
        auto window = home.window();
        open(*window, planFor("/shelf/bart", {"/shelf/en", "/missing/zh", "/shelf/fr"}));
        const items::SessionState &state = window->session().state();
        QCOMPARE(int(state.deltas.size()), 3);
        QCOMPARE(state.deltas[2].series, 2);
        QCOMPARE(items::titleOf(state, state.columns[3]), QString("zh"));
        QVERIFY(!window->bench().cell(state.inputs[0].key, state.columns[3].key));
        QVERIFY(window->bench().cell(state.inputs[0].key, state.columns[2].key));
        views::DeltaCard *card = window->rack()->card(state.deltas[1].setting.id);
        QVERIFY(button(*card, "Find it…"));
        QVERIFY(!button(*window->rack()->card(state.deltas[0].setting.id), "Find it…"));
        window->session().locate(state.deltas[1].setting.id, "/shelf/zh");
        QVERIFY(settle(*window));
        QVERIFY(window->bench().cell(state.inputs[0].key, state.columns[3].key));
        // And what it was found as is kept.
        window.reset();
        window = home.window();
        openLast(*window);
        QCOMPARE(window->session().state().deltas[1].request.path, std::string("/shelf/zh"));
    }

    void aModelThatIsGoneIsSaidAndNothingIsDropped()
    {
        Home home;
        auto window = home.window();
        open(*window, planFor("/shelf/bart", {"/shelf/en"}));
        const std::string kept = textOf(*window);
        window.reset();
        window = home.window();
        files::SessionFile gone = *window->desk.keeper().last();
        gone.model.model = "/missing/bart";
        window->starting()->openKept(gone, Begin::AsGiven);
        QVERIFY(QTest::qWaitFor([&] { return button(*window, "Find it…"); }));
        QVERIFY(!window->session().network());
        window.reset();
        window = home.window();
        openLast(*window);
        QCOMPARE(textOf(*window), kept);
    }

    void twoWindowsKeepASessionEach()
    {
        Home home;
        auto first = home.window(), second = home.window();
        open(*first, planFor("/shelf/bart", {"/shelf/en"}));
        open(*second, planFor("/shelf/bart", {}), Begin::WhereItEnded);
        QCOMPARE(int(second->session().state().deltas.size()), 1);
        second->session().addInputs({sentence("the second's")});
        first->session().addInputs({sentence("the first's")});
        const std::string firstText = textOf(*first), secondText = textOf(*second);
        QVERIFY(firstText != secondText);
        first->close();
        first.reset();
        second->close();
        second.reset();
        first = home.window(), second = home.window();
        openLast(*first);
        open(*second, planFor("/shelf/bart", {}), Begin::WhereItEnded);
        const std::set<std::string> there{textOf(*first), textOf(*second)};
        QCOMPARE(there, (std::set<std::string>{firstText, secondText}));
    }

    void aSessionFileIsTheSession()
    {
        Home home;
        auto window = home.window();
        open(*window, planFor("/shelf/bart", {"/shelf/en", "/shelf/zh"}));
        const std::string path = home.folder.filePath("mine.deltascope").toStdString();
        files::writeSession(path, window->opening().current());
        const std::string saved = textOf(*window);
        window->session().remove(window->session().state().deltas[0].setting.id);
        open(*window, files::readSession(path));
        QCOMPARE(textOf(*window), saved);
    }

    void killedWhileEditing_data()
    {
        QTest::addColumn<int>("signal");
        for (int i = 0; i < 12; ++i)
            QTest::addRow("SIGKILL %d", i) << SIGKILL;
        for (int i = 0; i < 3; ++i)
            QTest::addRow("SIGTERM %d", i) << SIGTERM;
    }

    void killedWhileEditing()
    {
        QFETCH(int, signal);
        static QRandomGenerator random(20240301);
        QTemporaryDir folder;
        QProcess program;
        program.start(EDITING_WINDOW, {folder.path(), QString::number(random.bounded(1000))});
        QVERIFY(program.waitForStarted());
        QByteArray said;
        const int lines = random.bounded(1, 200);
        while (said.count('\n') < lines) {
            QVERIFY2(program.waitForReadyRead(60000), said.constData());
            said += program.readAllStandardOutput();
        }
        ::kill(pid_t(program.processId()), signal);
        QVERIFY(program.waitForFinished(60000));
        said += program.readAllStandardOutput();
        if (signal == SIGTERM) {
            QCOMPARE(program.exitStatus(), QProcess::NormalExit);
            QCOMPARE(program.exitCode(), 0);
        }
        const QList<QByteArray> told = said.split('\n');
        const auto kept = files::SessionStore(folder.filePath("sessions").toStdString()).newest();
        QVERIFY(kept.has_value());
        // Whatever was told last is there, or the step after it, whose word was cut off.
        const QByteArray hash = hashOf(*kept);
        const qsizetype at = told.lastIndexOf(hash);
        if (at < told.size() - 2)
            QVERIFY2(signal == SIGKILL && isNext(folder, told, *kept), "the last edit that was told is not there");
    }

private:
    static QByteArray hashOf(const files::SessionFile &kept)
    {
        files::SessionFile file = kept;
        file.modules = session::moduleNames(test::toyNetwork());
        file.state = session::rebased(kept.state, kept.modules, file.modules);
        return QByteArray::number(qulonglong(std::hash<std::string>()(files::sessionText(file))));
    }
    /// Without its last line of the journal the session is what was told last.
    static bool isNext(const QTemporaryDir &folder, const QList<QByteArray> &told, const files::SessionFile &)
    {
        const QDir sessions(folder.filePath("sessions"));
        QFile journal(sessions.filePath(sessions.entryList({"*.journal"}).value(0)));
        if (!journal.open(QIODevice::ReadWrite))
            return false;
        const QByteArray lines = journal.readAll();
        journal.resize(lines.lastIndexOf('\n', lines.lastIndexOf('\n') - 1) + 1);
        journal.close();
        const auto before = files::SessionStore(sessions.path().toStdString()).newest();
        return before && told.value(told.size() - 2) == hashOf(*before);
    }
};

QTEST_MAIN(KeepingTest)
#include "tst_keeping.moc"
