// Pictures of the window on the demo, both themes, small and large: written to build/tests/pictures to be looked at.
#include "app/demo.h"
#include "app/testwindow.h"
#include "engine/engine.h"
#include "views/common/theme.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

using namespace deltascope;
using namespace deltascope::app;

class PicturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void demoIsShown_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        for (const bool dark : {true, false})
            for (const QSize size : {QSize(1280, 800), QSize(2560, 1440)})
                QTest::addRow("%s-%dx%d", dark ? "dark" : "light", size.width(), size.height()) << dark << size;
    }

    void demoIsShown()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        views::wear(*qApp, dark ? views::Theme::Kind::Dark : views::Theme::Kind::Light);
        QTemporaryDir folder;
        Settings settings(folder.filePath("settings.ini"));
        test::TestWindow window(makeEngine, settings);
        window.resize(size);
        window.show();
        const auto demo = demoSession();
        QVERIFY(demo);
        window.opening().start(*demo);
        QVERIFY(QTest::qWaitFor(
            [&] { return window.session().state().deltas.size() == 3 && !window.opening().isBusy(); }, 60000));
        window.session().attach(window.session().state().deltas[0].info->id);
        QVERIFY(QTest::qWaitFor([&] { return window.bench().isSettled(); }, 60000));
        QVERIFY(QTest::qWaitFor([&] { return window.isSettled(); }, 60000)); // meters come last
        QCoreApplication::processEvents(); // what the last numbers laid out and drew anew
        const QPixmap picture = window.grab();
        QCOMPARE(picture.size(), size);
        const QDir pictures(QStringLiteral(PICTURES));
        QVERIFY(pictures.mkpath(QStringLiteral(".")));
        QVERIFY(picture.save(pictures.filePath(QString::fromLatin1(QTest::currentDataTag()) + ".png")));
        const QImage image = picture.toImage();
        QCOMPARE(image.pixelColor(4, size.height() / 2).lightness() < 128, dark);
    }
};

QTEST_MAIN(PicturesTest)
#include "tst_pictures.moc"
