// Columns that run on servers beside those that run here, in the window, on fakes that answer with what the real ones
// were recorded to answer. Pictures of both themes go to build/tests/pictures to be looked at.
#include "app/testwindow.h"
#include "engine/engine.h"
#include "files/sessionfile.h"
#include "items/benchmodel.h"
#include "items/servedcells.h"
#include "support/fakeengine.h"
#include "support/turns.h"
#include "views/bench/benchtable.h"
#include "views/servers/serverspanel.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::app;
using deltascope::test::FakeEngine;
using deltascope::test::Fault;
using items::Bench;

namespace {

const QString transcripts = QStringLiteral(TEST_DATA "/engines/transcripts");
const std::string models = TEST_DATA "/engines/models/";

} // namespace

class ServedColumnsTest : public QObject {
    Q_OBJECT

    int m_count = 0;
    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<test::TestWindow> m_window;
    std::unique_ptr<FakeEngine> m_vllm, m_llama;

    items::Session &session() const { return m_window->session(); }
    items::Servers &servers() const { return m_window->desk.servers(); }
    Bench &bench() const { return m_window->bench(); }
    items::BenchModel *model() const { return m_window->findChild<items::BenchModel *>(); }
    views::BenchTable *table() const { return m_window->benchPanel()->table(); }

    void connectTo(const QString &text)
    {
        QVERIFY(servers().add(text).isEmpty());
        QVERIFY(QTest::qWaitFor([&] { return !servers().at(servers().count() - 1).isAsked; }, 20000));
    }
    void connectBoth()
    {
        connectTo("gpu=" + QString::fromUtf8(m_vllm->address()));
        connectTo("cpu=" + QString::fromUtf8(m_llama->address()));
    }
    void generate(std::int64_t tokens)
    {
        items::RunSettings run = session().state().run;
        run.generation.maxNewTokens = tokens;
        session().setRun(run);
    }
    int add(const std::string &server, const std::vector<AdapterShare> &adapters)
    {
        return session().addColumn(session::ServedSpec{server, adapters});
    }
    int inputKey() const { return session().state().inputs.front().key; }
    QString textOf(int column) const
    {
        const Bench::Cell *cell = bench().cell(inputKey(), column);
        return cell ? QString::fromStdString(cell->output.text) : QString();
    }
    QModelIndex indexOf(int column) const
    {
        for (int place = 0; place < model()->columnCount(); ++place)
            if (model()->columnKey(place) == column)
                return model()->index(0, place);
        return {};
    }
    QString shown(int column) const { return indexOf(column).data().toString(); }
    bool isAnswered(int column) const
    {
        return QTest::qWaitFor(
            [&] { return bench().stateOf(inputKey(), column) == Bench::State::Current && bench().isSettled(); }, 30000);
    }
    /// The link in the foot of a cell.
    void clickFoot(int column)
    {
        table()->scrollTo(indexOf(column));
        test::finishTurns();
        const QRect cell = table()->visualRect(indexOf(column));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 20, cell.bottom() - 8));
    }
    static QAction *entry(const QMenu &menu, const QString &text)
    {
        for (QAction *action : menu.actions())
            if (action->text() == text)
                return action;
        return nullptr;
    }
    void save(const QString &name) const
    {
        const QDir pictures(QStringLiteral(PICTURES));
        QVERIFY(pictures.mkpath(QStringLiteral(".")));
        for (const auto kind : {views::Theme::Kind::Light, views::Theme::Kind::Dark}) {
            views::wear(*qApp, kind);
            test::finishTurns();
            QVERIFY(m_window->grab().save(
                pictures.filePath(name + (kind == views::Theme::Kind::Dark ? "-dark.png" : "-light.png"))));
        }
    }

private Q_SLOTS:
    void init()
    {
        m_vllm = std::make_unique<FakeEngine>(transcripts, "vllm");
        m_vllm->pin("012-models-three");
        m_llama = std::make_unique<FakeEngine>(transcripts, "llama");
        m_settings = std::make_unique<Settings>(m_folder.filePath(QStringLiteral("settings%1.ini").arg(++m_count)));
        m_window = std::make_unique<test::TestWindow>(makeEngine, *m_settings);
        m_window->resize(1280, 800);
        m_window->show();
        files::SessionFile plan;
        plan.model.model = models + "tiny-llama";
        Input input;
        input.text = "A program that reads";
        session::addInput(plan.state, input);
        m_window->opening().start(std::move(plan));
        QVERIFY(QTest::qWaitFor([&] { return session().network() && !m_window->opening().isBusy(); }, 60000));
        for (const char *name : {"fr", "zh"}) {
            DeltaRequest delta;
            delta.name = name;
            delta.path = models + "llama-" + name;
            session().add(delta, {-1, false, 1.0, {}});
        }
        QVERIFY(QTest::qWaitFor([&] { return m_window->isSettled() && session().state().deltas.size() == 2; }, 60000));
    }
    void cleanup()
    {
        views::wear(*qApp, views::Theme::Kind::Dark);
        m_window.reset();
    }

    /// From the menu of the button behind the columns; undone and redone like any other.
    void aColumnIsMadeFromTheMenu()
    {
        connectTo("gpu=" + QString::fromUtf8(m_vllm->address()));
        generate(12);
        const int here = session().addColumn({}, {{{session().state().deltas[0].setting.id, true, 1, {}}}});
        auto *plus = m_window->benchPanel()->findChild<QToolButton *>();
        for (QToolButton *button : m_window->benchPanel()->findChildren<QToolButton *>())
            if (button->accessibleName() == "Add a column")
                plus = button;
        QTest::mouseClick(plus, Qt::LeftButton);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QAction *place = entry(*menu, "On gpu");
        QVERIFY(place && place->menu());
        QVERIFY(entry(*place->menu(), "Bare backbone")->isEnabled());
        QVERIFY(entry(*place->menu(), "loud (there only)"));
        entry(*place->menu(), "fr")->trigger();
        menu->close();
        const items::BenchColumn column = session().state().columns.back();
        QVERIFY(!items::runsHere(column));
        QVERIFY(isAnswered(column.key) && isAnswered(here));
        QCOMPARE(textOf(column.key), textOf(here)); // greedy answers of the same weights
        QVERIFY(!textOf(here).isEmpty());
        QCOMPARE(model()->headerData(indexOf(column.key).column(), Qt::Horizontal).toString(), QString("fr @gpu"));
        QVERIFY(!m_vllm->hadMixedBatch());

        const files::SessionFile kept = m_window->opening().current();
        const std::string text = files::sessionText(kept);
        QVERIFY(text.find("\"served\"") != std::string::npos && text.find("127.0.0.1") == std::string::npos);
        QCOMPARE(files::sessionFrom("s", text).state.columns.back().served, column.served);

        session().undoStack().undo();
        QVERIFY(!session().state().column(column.key));
        session().undoStack().redo();
        QVERIFY(session().state().column(column.key));
        QVERIFY(isAnswered(column.key));
    }

    /// The answer grows in its cell; each token has its probability in the end.
    void tokensComeAsTheyAre()
    {
        connectTo("gpu=" + QString::fromUtf8(m_vllm->address()));
        m_vllm->pace(120);
        generate(12);
        const int column = add("gpu", {{"fr", 1}});
        QSet<QString> texts;
        QVERIFY(QTest::qWaitFor(
            [&] {
                if (bench().stateOf(inputKey(), column) == Bench::State::Growing)
                    texts << textOf(column);
                return bench().stateOf(inputKey(), column) == Bench::State::Current;
            },
            20000));
        QVERIFY2(texts.size() > 3, qPrintable(QString::number(texts.size())));
        QVERIFY(isAnswered(column));
        const Output &output = bench().cell(inputKey(), column)->output;
        QCOMPARE(output.newTokens.size(), std::size_t(12));
        QCOMPARE(output.newProbabilities.size(), std::size_t(12));
        QVERIFY(std::abs(output.newProbabilities[0] - 0.0375F) < 1e-3F);
    }

    /// Several servers and the local model at once, in one picture.
    void serversAnswerBesideOneAnother()
    {
        connectBoth();
        generate(12);
        const int here = session().addColumn({}, {{{session().state().deltas[0].setting.id, true, 1, {}}}});
        const int gpu = add("gpu", {{"fr", 1}}), cpu = add("cpu", {{"fr", 1}}), gone = add("tpu", {{"zh", 1}});
        QVERIFY(isAnswered(gpu) && isAnswered(cpu) && isAnswered(here));
        QCOMPARE(textOf(gpu), textOf(here));
        QCOMPARE(textOf(cpu), textOf(here));
        QCOMPARE(shown(gone), QString("tpu is not connected"));
        save("served-columns");
    }

    /// Only what changed is asked again; what is not wanted any more is broken off.
    void onlyWhatChangedIsAskedAgain()
    {
        connectBoth();
        generate(12);
        const int gpu = add("gpu", {{"fr", 1}}), cpu = add("cpu", {{"fr", 1}});
        QVERIFY(isAnswered(gpu) && isAnswered(cpu));
        const auto asked = m_llama->asked().size();
        session().removeColumn(gpu);
        session().attach(session().state().deltas[1].setting.id);
        QVERIFY(QTest::qWaitFor([&] { return m_window->isSettled(); }, 20000));
        QCOMPARE(m_llama->asked().size(), asked);
        m_llama->fault("/completion", Fault::Stalls);
        Input input;
        input.text = "A program that";
        session().setInput(inputKey(), input);
        QTRY_VERIFY(m_llama->asked().size() > asked);
        QCOMPARE(bench().stateOf(inputKey(), cpu), Bench::State::Stale);
        const int broken = m_llama->broken();
        session().removeColumn(cpu);
        QTRY_VERIFY(m_llama->broken() > broken);
        QTRY_VERIFY_WITH_TIMEOUT(bench().isSettled(), 30000);
    }

    /// A server that stalls keeps no column here waiting, nor Stop, nor the window from closing.
    void aStallKeepsNobodyWaiting()
    {
        connectTo("gpu=" + QString::fromUtf8(m_vllm->address()));
        m_vllm->fault("/v1/completions", Fault::Stalls);
        const int column = add("gpu", {});
        const int here = session().addColumn({}, {{{session().state().deltas[1].setting.id, true, 1, {}}}});
        QTRY_COMPARE_WITH_TIMEOUT(bench().stateOf(inputKey(), here), Bench::State::Current, 30000);
        QVERIFY(bench().isRunning());
        bench().stop();
        QVERIFY(!bench().isRunning());
        QVERIFY(bench().wasStopped(inputKey(), column));
        m_vllm->fault("/v1/completions", Fault::None);
        bench().resume();
        QVERIFY(isAnswered(column));
        m_vllm->fault("/v1/completions", Fault::Stalls);
        generate(12);
        QTRY_VERIFY(bench().isRunning());
        QElapsedTimer clock;
        clock.start();
        m_window.reset();
        QVERIFY(clock.elapsed() < 3000);
    }

    void whatFailsSaysSoAndIsAskedAgain_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QString>("sentence");
        QTest::addRow("cut") << int(Fault::CutsOff) << "broke off";
        QTest::addRow("500") << int(Fault::Fails) << "500";
        QTest::addRow("garbage") << int(Fault::Garbage) << "expected JSON";
    }
    void whatFailsSaysSoAndIsAskedAgain()
    {
        QFETCH(int, fault);
        QFETCH(QString, sentence);
        connectTo("gpu=" + QString::fromUtf8(m_vllm->address()));
        m_vllm->fault("/v1/completions", Fault(fault));
        generate(12);
        const int column = add("gpu", {{"fr", 1}});
        QTRY_COMPARE_WITH_TIMEOUT(bench().stateOf(inputKey(), column), Bench::State::Failed, 30000);
        QVERIFY2(shown(column).contains(sentence), qPrintable(shown(column)));
        QVERIFY(!bench().failure(inputKey())); // the input itself is right
        QTRY_VERIFY_WITH_TIMEOUT(bench().isSettled(), 30000);
        if (Fault(fault) == Fault::Fails)
            save("served-failure");
        m_vllm->fault("/v1/completions", Fault::None);
        clickFoot(column);
        QVERIFY(isAnswered(column));
    }

    /// The column stands there without its server, and offers the way to it.
    void aColumnWithoutItsServerOffersToConnect()
    {
        const int column = add("gpu", {{"fr", 1}});
        QVERIFY(QTest::qWaitFor([&] { return m_window->isSettled(); }, 20000));
        QCOMPARE(shown(column), QString("gpu is not connected"));
        clickFoot(column); // nobody knows where it is
        auto *panel = m_window->findChild<views::ServersPanel *>();
        QVERIFY(panel->isVisible());
        QCOMPARE(panel->address()->text(), QString("gpu=http://"));
        panel->address()->setText("gpu=" + QString::fromUtf8(m_vllm->address()));
        QTest::keyClick(panel->address(), Qt::Key_Return);
        QVERIFY(isAnswered(column));
        // Once it is known, Return in the cell connects.
        servers().remove(0);
        m_settings->setServers({"gpu=" + QString::fromUtf8(m_vllm->address())});
        session().undoStack().undo();
        const int again = add("gpu", {{"zh", 1}});
        QTRY_COMPARE(shown(again), QString("gpu is not connected"));
        table()->setCurrentIndex(indexOf(again));
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Return);
        QVERIFY(isAnswered(again));
    }

    void aKeyThatIsWantedIsSaid()
    {
        m_vllm->wantKey("right");
        QVERIFY(servers().add("gpu=" + QString::fromUtf8(m_vllm->address())).isEmpty());
        const int column = add("gpu", {});
        QTRY_VERIFY2(shown(column).contains("DELTASCOPE_SERVER_KEY"), qPrintable(shown(column)));
    }

    void whatAnEngineCannotIsSaid()
    {
        connectBoth();
        const int half = add("gpu", {{"fr", 0.5}}), both = add("gpu", {{"fr", 1}, {"zh", 1}});
        const int lacking = add("cpu", {{"nobody", 1}}), can = add("cpu", {{"fr", 0.5}, {"zh", 2}});
        QVERIFY(shown(half).contains("as it was saved"));
        QVERIFY(shown(both).contains("one adapter"));
        QCOMPARE(shown(lacking), QString("cpu has not loaded nobody"));
        generate(12);
        QTRY_VERIFY(bench().stateOf(inputKey(), can) != Bench::State::Empty); // whatever was recorded of it
        QTRY_VERIFY_WITH_TIMEOUT(bench().isSettled(), 30000);
        QVERIFY(m_llama->asked().last().body.contains("{\"id\":0,\"scale\":0.5},{\"id\":1,\"scale\":2.0}"));
    }

    /// Columns go by the names of the rack, which a delta may change.
    void aColumnOfAServerIsNoBaseline()
    {
        std::vector<int> here;
        for (const items::BenchColumn &column : session().state().columns)
            here.push_back(column.key);
        const int served = add("gpu", {});
        for (const int column : here)
            session().removeColumn(column);
        QVERIFY(!items::baselineOf(session().state()));
        const int local = session().addColumn({}, Mix{{{session().state().deltas[0].setting.id, true, 1.0, {}}}});
        QCOMPARE(items::baselineOf(session().state())->key, local);
        QVERIFY(served != local);
    }

    void aRenamedDeltaKeepsItsColumn()
    {
        connectTo("gpu=" + QString::fromUtf8(m_vllm->address()));
        const int column = add("gpu", {{"fr", 1}});
        QVERIFY(isAnswered(column));
        session().rename(session().state().deltas[0].setting.id, "french");
        QCOMPARE(session().state().column(column)->served.adapters[0].adapter, std::string("french"));
        QVERIFY(isAnswered(column)); // found by its folder
        session().undoStack().undo();
        QCOMPARE(session().state().column(column)->served.adapters[0].adapter, std::string("fr"));
    }
};

QTEST_MAIN(ServedColumnsTest)
#include "tst_servedcolumns.moc"
