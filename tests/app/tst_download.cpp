// A hub id in the window: its download shows how far it is, can be cancelled, goes on later, and says what is wrong.
#include "app/progressline.h"
#include "app/start/startpage.h"
#include "app/testwindow.h"
#include "engine/engine.h"
#include "hub/fetch.h"
#include "hub/hubserver.h"
#include "support/turns.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace deltascope;
using namespace deltascope::app;
using namespace deltascope::test;

class TestDownload : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;
    FakeHub m_hub;

    static FakeHub demoOnTheHub()
    {
        FakeHub hub;
        const QDir folder(QStringLiteral(DEMO "/model"));
        for (const QString &name : folder.entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly))
                (name.endsWith(QLatin1String("safetensors")) ? hub.large : hub.small)
                    .insert(name.toUtf8(), file.readAll());
        }
        return hub;
    }
    static void picture(MainWindow &window, const QString &name)
    {
        const QDir pictures(QStringLiteral(PICTURES));
        QVERIFY(pictures.mkpath(QStringLiteral(".")));
        for (const auto theme : {views::Theme::Kind::Dark, views::Theme::Kind::Light}) {
            views::wear(*qApp, theme);
            test::finishTurns();
            QVERIFY(window.grab().save(
                pictures.filePath(name + (theme == views::Theme::Kind::Dark ? "-dark.png" : "-light.png"))));
        }
    }

private Q_SLOTS:
    void init()
    {
        m_home = QTemporaryDir();
        qputenv("HF_HOME", m_home.path().toUtf8());
        for (const char *name : {"HF_HUB_CACHE", "HF_HUB_OFFLINE", "HF_TOKEN", "http_proxy"})
            qunsetenv(name);
        m_hub = demoOnTheHub();
    }

    void isShownCancelledAndResumed()
    {
        m_hub.tamper = [](const Asked &, const QByteArray &file, Answered &answer) {
            answer.hangs = file == "model.safetensors";
            answer.dropAfter = answer.hangs ? answer.body.size() / 2 : -1;
        };
        Server server([this](const Asked &asked) { return m_hub(asked); });
        qputenv("HF_ENDPOINT", server.address());
        Settings settings(m_home.filePath("settings.ini"));
        test::TestWindow window([] { return makeHubEngine(hub::fetch); }, settings);
        window.resize(1280, 800);
        window.show();
        window.openModel(QStringLiteral("org/tiny"));
        auto *line = window.findChild<ProgressLine *>();
        auto *bar = line->findChild<QProgressBar *>();
        QVERIFY(QTest::qWaitFor([&] { return bar->isVisible() && bar->maximum() > 0 && bar->value() > 300; }, 10000));
        const QString text = line->findChild<QLabel *>()->text();
        QVERIFY2(text.startsWith("downloading org/tiny: model.safetensors, ") && text.endsWith(" MB"),
                 qPrintable(text));
        picture(window, QStringLiteral("download"));
        QTest::mouseClick(line->findChild<QPushButton *>(), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return !window.opening().isBusy() && !bar->isVisible(); }, 3000));
        QVERIFY(!window.session().network());

        m_hub.tamper = nullptr;
        window.openModel(QStringLiteral("org/tiny"));
        QVERIFY(QTest::qWaitFor([&] { return window.session().network() != nullptr; }, 30000));
        QVERIFY(server.asked.last().headers.contains("range"));
        QCOMPARE(window.session().network()->model, std::string("org/tiny"));
    }

    void saysWhatIsWrong()
    {
        Server server([](const Asked &) { return Answered{401, {}, {}, -1, false}; });
        qputenv("HF_ENDPOINT", server.address());
        Settings settings(m_home.filePath("settings.ini"));
        test::TestWindow window([] { return makeHubEngine(hub::fetch); }, settings);
        window.show();
        window.openModel(QStringLiteral("org/secret"));
        const auto *page = window.findChild<StartPage *>();
        QTRY_VERIFY_WITH_TIMEOUT(page->isVisible(), 10000);
        QString said;
        for (const QLabel *label : page->findChildren<QLabel *>())
            said += label->text() + '\n';
        QVERIFY2(said.contains("org/secret") && said.contains("HF_TOKEN"), qPrintable(said));
    }
};

QTEST_MAIN(TestDownload)
#include "tst_download.moc"
