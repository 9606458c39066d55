// The servers in the window, on fakes that answer with what the real ones were recorded to answer. Pictures of both
// themes go to build/tests/pictures to be looked at.
#include "app/testwindow.h"
#include "engine/engine.h"
#include "support/fakeengine.h"
#include "support/turns.h"
#include "views/common/theme.h"
#include "views/servers/driftview.h"
#include "views/servers/servercard.h"
#include "views/servers/serverspanel.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::app;
using deltascope::test::FakeEngine;
using deltascope::test::Fault;

namespace {

const QString transcripts = QStringLiteral(TEST_DATA "/engines/transcripts");
const std::string models = TEST_DATA "/engines/models/";

} // namespace

class ServersWindowTest : public QObject {
    Q_OBJECT

    int m_count = 0;
    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<test::TestWindow> m_window;
    std::unique_ptr<FakeEngine> m_vllm, m_llama;

    views::ServersPanel *panel() const { return m_window->findChild<views::ServersPanel *>(); }
    items::Servers &servers() const { return m_window->desk.servers(); }

    void typeServer(const QByteArray &text)
    {
        panel()->address()->setFocus();
        panel()->address()->clear();
        QTest::keyClicks(panel()->address(), QString::fromUtf8(text));
        QTest::keyClick(panel()->address(), Qt::Key_Return);
    }
    bool isTold(int server) const
    {
        return QTest::qWaitFor([&] { return server < servers().count() && !servers().at(server).isAsked; }, 20000);
    }
    /// What was sent there, in order.
    QList<QByteArray> bodies(const QByteArray &path) const
    {
        QList<QByteArray> found;
        for (const test::Question &question : m_vllm->asked())
            if (question.verb == "POST" && question.path == path)
                found << question.body;
        return found;
    }
    /// An input, and how long answers are.
    void bring(const char *text, std::int64_t tokens)
    {
        Input input;
        input.text = text;
        m_window->session().addInputs({input});
        items::RunSettings run = m_window->session().state().run;
        run.generation.maxNewTokens = tokens;
        m_window->session().setRun(run);
        QVERIFY(QTest::qWaitFor([&] { return m_window->isSettled(); }, 60000));
    }
    QToolButton *served(const QString &name) const
    {
        for (QToolButton *one : m_window->rack()->findChildren<QToolButton *>())
            if (one->accessibleName() == name && one->isVisible())
                return one;
        return nullptr;
    }
    QPushButton *button(int server, const QString &name) const
    {
        for (QPushButton *one : panel()->card(server)->findChildren<QPushButton *>())
            if (one->accessibleName() == name && !one->isHidden())
                return one;
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_vllm = std::make_unique<FakeEngine>(transcripts, "vllm");
        m_vllm->pin("012-models-three");
        m_llama = std::make_unique<FakeEngine>(transcripts, "llama");
        // A file of its own: settings of one name are remembered as long as the program runs.
        m_settings = std::make_unique<Settings>(m_folder.filePath(QStringLiteral("settings%1.ini").arg(++m_count)));
        m_window = std::make_unique<test::TestWindow>(makeEngine, *m_settings);
        m_window->resize(1440, 900);
        m_window->show();
        files::SessionFile plan;
        plan.model.model = models + "tiny-llama";
        m_window->opening().start(std::move(plan));
        QVERIFY(QTest::qWaitFor([&] { return m_window->session().network() && !m_window->opening().isBusy(); }, 60000));
        for (const char *name : {"fr", "zh", "rslora"}) {
            DeltaRequest delta;
            delta.name = name;
            delta.path = models + "llama-" + name;
            m_window->session().add(delta, {-1, false, 1.0, {}});
        }
        QVERIFY(QTest::qWaitFor([&] { return m_window->isSettled(); }, 60000));
        m_window->showSide(MainWindow::Side::Servers);
    }
    void cleanup() { m_window.reset(); }

    /// Names stand in sessions, and addresses do not.
    void whatIsTypedWithoutANameIsNotCalledByItsAddress()
    {
        typeServer(m_vllm->address());
        typeServer(m_llama->address());
        QCOMPARE(servers().count(), 2);
        QVERIFY(servers().at(0).address.name == "server");
        QVERIFY(servers().at(1).address.name == "server-2");
        typeServer(m_vllm->address());
        QCOMPARE(servers().count(), 2);
        QVERIFY2(panel()->problem().contains("server"), qPrintable(panel()->problem()));
        QVERIFY(isTold(0) && isTold(1));
    }

    void whatServersSayIsShown_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addRow("dark") << true;
        QTest::addRow("light") << false;
    }
    void whatServersSayIsShown()
    {
        QFETCH(bool, dark);
        views::wear(*qApp, dark ? views::Theme::Kind::Dark : views::Theme::Kind::Light);
        typeServer("gpu=" + m_vllm->address());
        typeServer("cpu=" + m_llama->address());
        typeServer("far=http://127.0.0.1:9");
        for (int server = 0; server < 3; ++server)
            QVERIFY(isTold(server));
        QVERIFY(servers().at(0).isReady());
        QVERIFY(servers().at(1).isReady());
        QVERIFY(!servers().at(2).problem.isEmpty());
        QVERIFY(button(0, "Unload fr"));
        QVERIFY(button(0, "Load rslora"));
        QVERIFY(button(0, "Unload loud")); // there only
        QVERIFY(!button(1, "Unload fr")->isEnabled());
        QVERIFY(button(1, "Unload fr")->toolTip().contains("GGUF"));
        QVERIFY(panel()->problem().isEmpty());
        const QDir pictures(QStringLiteral(PICTURES));
        QVERIFY(pictures.mkpath(QStringLiteral(".")));
        test::finishTurns(); // what is shown is laid out
        QVERIFY(m_window->grab().save(pictures.filePath(dark ? "servers-dark.png" : "servers-light.png")));
        views::wear(*qApp, views::Theme::Kind::Dark);
        // They are there again next time, and no key is among what is kept.
        QCOMPARE(m_settings->servers(), servers().texts());
    }

    void wrongTextsAreSaidAtOnce()
    {
        typeServer("nonsense");
        QVERIFY(panel()->problem().contains("[NAME=]URL"));
        QCOMPARE(servers().count(), 0);
        typeServer("gpu=" + m_vllm->address());
        typeServer("gpu=" + m_vllm->address());
        QVERIFY(panel()->problem().contains("gpu"));
        QCOMPARE(servers().count(), 1);
    }

    void adaptersComeAndGo()
    {
        typeServer("gpu=" + m_vllm->address());
        QVERIFY(isTold(0));
        QTRY_VERIFY(button(0, "Unload zh"));
        m_vllm->pin("120-models-after-unload");
        QTest::mouseClick(button(0, "Unload zh"), Qt::LeftButton);
        QTRY_VERIFY(button(0, "Load zh"));
        // The server cannot know this folder; what it says stands in the panel.
        QTest::mouseClick(button(0, "Load zh"), Qt::LeftButton);
        QTRY_VERIFY(panel()->problem().contains("refused"));
        QVERIFY(servers().at(0).isReady());
    }

    void everyUnloadHappensInOrder()
    {
        typeServer("gpu=" + m_vllm->address());
        QVERIFY(isTold(0));
        QTRY_VERIFY(button(0, "Unload fr") && button(0, "Unload zh"));
        QTest::mouseClick(button(0, "Unload fr"), Qt::LeftButton);
        QTest::mouseClick(button(0, "Unload zh"), Qt::LeftButton);
        QTRY_COMPARE(bodies("/v1/unload_lora_adapter").size(), 2);
        QVERIFY(bodies("/v1/unload_lora_adapter")[0].contains("fr"));
        QVERIFY(bodies("/v1/unload_lora_adapter")[1].contains("zh"));
    }

    void ofTwoDeltasOfOneColourTheVeryOneIsLoaded()
    {
        const auto &deltas = m_window->session().state().deltas;
        m_window->session().recolour(deltas[1].setting.id, deltas[0].series);
        m_vllm->pin("120-models-after-unload");
        typeServer("gpu=" + m_vllm->address());
        QVERIFY(isTold(0));
        QTRY_VERIFY(button(0, "Load zh"));
        QTest::mouseClick(button(0, "Load zh"), Qt::LeftButton);
        QTRY_COMPARE(bodies("/v1/load_lora_adapter").size(), 1);
        QVERIFY(bodies("/v1/load_lora_adapter")[0].contains("llama-zh"));
    }

    void aServerThatStallsStopsNobody()
    {
        typeServer("gpu=" + m_vllm->address());
        typeServer("cpu=" + m_llama->address());
        QVERIFY(isTold(0) && isTold(1));
        m_vllm->fault("/v1/models", Fault::Stalls);
        QElapsedTimer clock;
        clock.start();
        QTest::mouseClick(panel()->findChildren<QToolButton *>().first(), Qt::LeftButton);
        QVERIFY(isTold(1));
        QVERIFY(clock.elapsed() < 3000);
        QVERIFY(servers().at(0).isAsked);
        // Nor does it keep the window from closing.
        clock.restart();
        m_window.reset();
        QVERIFY(clock.elapsed() < 3000);
    }

    /// Asked for the backbone, the server answers with an adapter: found, named, and ready to be copied.
    void answersAreHeldAgainstTheModelHere()
    {
        typeServer("gpu=" + m_vllm->address());
        QVERIFY(isTold(0));
        bring("A program that reads", 4);
        m_window->session().addColumn(session::ServedSpec{"gpu", {}});
        m_window->session().addColumn(session::ServedSpec{"gpu", {{"fr", 1}}});
        m_window->session().addColumn(session::ServedSpec{"gpu", {{"loud", 1}}});
        m_vllm->lie("", "fr");
        QTest::mouseClick(button(0, "Check the answers of gpu"), Qt::LeftButton);
        const items::Drifting &drifting = m_window->desk.drifting();
        QCOMPARE(drifting.running(), QString("gpu"));
        QVERIFY(button(0, "Stop checking gpu"));
        QTRY_VERIFY_WITH_TIMEOUT(drifting.running().isEmpty(), 30000);
        const auto *result = drifting.resultOf("gpu");
        QCOMPARE(result->problem, QString());
        QCOMPARE(result->columns.size(), std::size_t(2));
        QCOMPARE(result->columns[0].verdict, Verdict::Other);
        QCOMPARE(result->columns[0].matches, std::string("base+fr"));
        QCOMPARE(result->columns[1].verdict, Verdict::Same);
        QCOMPARE(result->left.size(), 1); // loud is not here
        const auto &columns = m_window->session().state().columns;
        QVERIFY(drifting.verdictOf(columns[columns.size() - 3]) == &result->columns[0]);
        const QString text = panel()->card(0)->drift()->text();
        QVERIFY2(text.contains("asked for base, answered as base + fr"), qPrintable(text));
        for (QToolButton *tool : panel()->card(0)->drift()->findChildren<QToolButton *>())
            if (tool->isVisible())
                QTest::mouseClick(tool, Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), text);
        const QDir pictures(QStringLiteral(PICTURES));
        QVERIFY(pictures.mkpath(QStringLiteral(".")));
        m_window->resize(1280, 800);
        for (const auto kind : {views::Theme::Kind::Light, views::Theme::Kind::Dark}) {
            views::wear(*qApp, kind);
            test::finishTurns();
            QVERIFY(m_window->grab().save(
                pictures.filePath(kind == views::Theme::Kind::Dark ? "drift-dark.png" : "drift-light.png")));
        }
    }

    void aCheckCanBeStopped()
    {
        typeServer("gpu=" + m_vllm->address());
        QVERIFY(isTold(0));
        bring("A program that reads", 4);
        m_vllm->fault("/v1/completions", Fault::Stalls);
        QTest::mouseClick(button(0, "Check the answers of gpu"), Qt::LeftButton);
        QTRY_VERIFY(!bodies("/v1/completions").isEmpty());
        QVERIFY(m_window->isSettled()); // nothing here waits for it
        QTest::mouseClick(button(0, "Stop checking gpu"), Qt::LeftButton);
        QCOMPARE(m_window->desk.drifting().resultOf("gpu")->problem, QString("stopped"));
        QTRY_VERIFY(m_vllm->broken() > 0);
        m_vllm->fault("/v1/completions", Fault::CutsOff);
        QTest::mouseClick(button(0, "Check the answers of gpu"), Qt::LeftButton);
        QTRY_VERIFY(m_window->desk.drifting().running().isEmpty());
        QVERIFY(m_window->desk.drifting().resultOf("gpu")->problem.contains("broke off"));
    }

    /// The fake server refuses what was never recorded.
    void aRefusedQuestionTakesNoOtherAnswerAway()
    {
        typeServer("gpu=" + m_vllm->address());
        QVERIFY(isTold(0));
        bring("never recorded", 4);
        m_window->session().addColumn(session::ServedSpec{"gpu", {}});
        m_vllm->lie("", "fr");
        const auto check = [&] {
            QTest::mouseClick(button(0, "Check the answers of gpu"), Qt::LeftButton);
            QTRY_VERIFY_WITH_TIMEOUT(m_window->desk.drifting().running().isEmpty(), 30000);
        };
        check();
        const auto *result = m_window->desk.drifting().resultOf("gpu");
        QVERIFY(!result->problem.isEmpty());
        QCOMPARE(result->left.size(), 1);
        bring("A program that reads", 4);
        check();
        result = m_window->desk.drifting().resultOf("gpu");
        QCOMPARE(result->problem, QString());
        QCOMPARE(result->left.size(), 1);
        QVERIFY2(result->left[0].startsWith("base, input 1: "), qPrintable(result->left[0]));
        QCOMPARE(result->columns.size(), std::size_t(1));
        QCOMPARE(result->columns[0].verdict, Verdict::Other);
        QVERIFY(result->columns[0].firstDifference);
        QCOMPARE(result->columns[0].firstDifference->input, std::size_t(1)); // the first is the refused one
        QVERIFY(panel()->card(0)->drift()->text().contains("base, input 1: "));
    }

    void aCheckThatAnotherOvertakesGivesNoAllClear()
    {
        typeServer("gpu=" + m_vllm->address());
        typeServer("cpu=" + m_llama->address());
        QVERIFY(isTold(0) && isTold(1));
        bring("A program that reads", 4);
        m_vllm->fault("/v1/completions", Fault::Stalls);
        QTest::mouseClick(button(0, "Check the answers of gpu"), Qt::LeftButton);
        QTRY_VERIFY(!bodies("/v1/completions").isEmpty());
        m_window->desk.drifting().start("cpu");
        QCOMPARE(m_window->desk.drifting().running(), QString("cpu"));
        QCOMPARE(m_window->desk.drifting().resultOf("gpu")->problem, QString("stopped"));
        QVERIFY(!panel()->card(0)->drift()->text().contains("It answers as"));
    }

    /// Where the server finds what stands here is typed once.
    void pathsThereAreKept()
    {
        m_vllm->pin("120-models-after-unload");
        typeServer("gpu=" + m_vllm->address());
        QVERIFY(isTold(0));
        QTRY_VERIFY(button(0, "Load zh"));
        QLineEdit *mapping = panel()->card(0)->mapping();
        mapping->setFocus();
        QTest::keyClicks(mapping, "nonsense");
        QTest::keyClick(mapping, Qt::Key_Return);
        QVERIFY2(panel()->problem().contains("LOCAL=SERVER"), qPrintable(panel()->problem()));
        mapping->clear();
        QTest::keyClicks(mapping, QString::fromStdString(models) + " = /models/");
        QTest::keyClick(mapping, Qt::Key_Return);
        QCOMPARE(panel()->problem(), QString());
        QTest::mouseClick(button(0, "Load zh"), Qt::LeftButton);
        QTRY_COMPARE(bodies("/v1/load_lora_adapter").size(), 1);
        QVERIFY2(bodies("/v1/load_lora_adapter")[0].contains("\"/models/llama-zh\""),
                 bodies("/v1/load_lora_adapter")[0].constData());
        const QString kept = servers().at(0).mapping;
        servers().remove(0);
        typeServer("gpu=" + m_vllm->address());
        QCOMPARE(servers().at(0).mapping, kept);
    }

    /// A strength, which vLLM has none of, is a copy: written below the chosen folder.
    void aStrengthIsOfferedAsACopy()
    {
        QTemporaryDir copies;
        servers().setCopies(copies.path());
        typeServer("gpu=" + m_vllm->address());
        QVERIFY(isTold(0));
        m_window->session().addColumn(session::ServedSpec{"gpu", {{"fr", 0.5}}});
        QTRY_VERIFY(button(0, "Load a copy fr*0.5"));
        QTest::mouseClick(button(0, "Load a copy fr*0.5"), Qt::LeftButton);
        QTRY_COMPARE(bodies("/v1/load_lora_adapter").size(), 1);
        const QByteArray body = bodies("/v1/load_lora_adapter")[0];
        QVERIFY2(body.contains("\"fr*0.5\"") && body.contains(copies.path().toUtf8()), body.constData());
        QTRY_VERIFY(panel()->problem().contains("refused")); // nobody recorded that
        QCOMPARE(QDir(copies.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
        QCOMPARE(m_settings->copies(), copies.path());
    }

    /// What a server has stands below the deltas here, under the same colour and mark, a click away from the bench.
    void theRackShowsWhatIsServed()
    {
        QVERIFY(!served("Add the column zh @gpu"));
        typeServer("gpu=" + m_vllm->address());
        QVERIFY(isTold(0));
        QTRY_VERIFY(served("Add the column loud @gpu"));
        QVERIFY(!served("Add the column rslora @gpu")->isEnabled());
        QTest::mouseClick(served("Add the column zh @gpu"), Qt::LeftButton);
        QCOMPARE(m_window->session().state().columns.back().served, (session::ServedSpec{"gpu", {{"zh", 1}}}));
    }

    /// By what the files hold, wherever they stand, and once more when they are written anew.
    void whetherItIsTheSameDeltaIsToldByItsFiles()
    {
        QTemporaryDir there;
        const auto copy = [&there](const QString &name, const QString &file) {
            const QString to = there.filePath(name + QLatin1Char('/') + file);
            QFile::remove(to);
            return QDir(there.path()).mkpath(name)
                   && QFile::copy(QString::fromStdString(models) + name + QLatin1Char('/') + file, to)
                   && QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner);
        };
        const QString weights = QStringLiteral("adapter_model.safetensors");
        for (const char *name : {"llama-fr", "llama-zh"})
            QVERIFY(copy(name, weights) && copy(name, QStringLiteral("adapter_config.json")));
        const QString changed = there.filePath(QStringLiteral("llama-fr/") + weights);
        QFile file(changed);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() - 1) && file.putChar('x'));
        file.close();
        typeServer("gpu=" + m_vllm->address());
        QVERIFY(isTold(0));
        const auto shows = [this](const QString &text) {
            const auto labels = m_window->findChildren<QLabel *>();
            return std::count_if(labels.begin(), labels.end(),
                                 [&text](const QLabel *label) { return label->isVisible() && label->text() == text; });
        };
        QTRY_COMPARE(shows("loaded"), 4); // in the rack and in the panel, fr and zh: nothing to be read from here
        QCOMPARE(servers().setMapping(0, there.path() + "=/models"), QString());
        QTRY_COMPARE(shows("loaded, same files"), 2);
        QTRY_COMPARE(shows("loaded, other files"), 2);
        QVERIFY(copy(QStringLiteral("llama-fr"), weights));
        servers().ask(0);
        QTRY_COMPARE(shows("loaded, same files"), 4);
    }

    void aServerCanBeForgotten()
    {
        typeServer("gpu=" + m_vllm->address());
        QVERIFY(isTold(0));
        QTest::mouseClick(panel()->card(0)->findChildren<QToolButton *>().first(), Qt::LeftButton);
        QCOMPARE(servers().count(), 0);
        QVERIFY(m_settings->servers().isEmpty());
    }
};

QTEST_MAIN(ServersWindowTest)
#include "tst_serverswindow.moc"
