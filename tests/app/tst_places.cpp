// The window's places on the real engine, with a look at each: the search for responsible layers, the sweep, the
// palette, presets and groups on the demo; shelf, merge, pictures, long texts and programs on other models. Pictures
// are written to build/tests/pictures to be looked at, in both themes, small and large.
#include "app/benchplace.h"
#include "app/demo.h"
#include "app/palette.h"
#include "app/pictures.h"
#include "app/testwindow.h"
#include "app/translations.h"
#include "engine/engine.h"
#include "items/pictureinput.h"
#include "items/shelfmodel.h"
#include "support/turns.h"
#include "views/bench/benchtable.h"
#include "views/common/theme.h"
#include "views/compare/comparepanel.h"
#include "views/compare/sweeppanel.h"
#include "views/compare/sweepplot.h"
#include "views/merge/mergedialog.h"
#include "views/rack/truncatedialog.h"
#include "views/responsible/responsiblepanel.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

using namespace deltascope;
using namespace deltascope::app;

namespace {

const QString oracles = QStringLiteral(TEST_DATA "/oracles/");

struct Rig {
    QTemporaryDir folder;
    Settings settings{folder.filePath("settings.ini")};
    test::TestWindow window{[] { return makeHubEngine({}, readPicture); }, settings};

    explicit Rig(const QSize &size)
    {
        window.resize(size);
        window.show();
        QApplication::setActiveWindow(&window);
    }
    bool open(const files::SessionFile &plan)
    {
        window.opening().start(plan);
        return settle();
    }
    bool open(const QString &model)
    {
        files::SessionFile plan;
        plan.model.model = model.toStdString();
        return open(plan);
    }
    bool settle()
    {
        const bool isSettled
            = QTest::qWaitFor([this] { return !window.opening().isBusy() && window.isSettled(); }, 120000);
        test::finishTurns();
        return isSettled;
    }
    void show(BenchPlace::Tab tab)
    {
        QTabBar *tabs = window.benchPlace()->tabs();
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(int(tab)).center());
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *each : window.findChildren<QPushButton *>())
            if (each->text() == text && each->isVisible())
                return each;
        return nullptr;
    }
    DeltaId id(int i) { return window.session().state().deltas[std::size_t(i)].setting.id; }
    void save(const QString &name) { saveOf(window, name); }
    static void saveOf(QWidget &widget, const QString &name)
    {
        const QDir pictures(QStringLiteral(PICTURES));
        QVERIFY(pictures.mkpath(QStringLiteral(".")));
        QVERIFY(widget.grab().save(pictures.filePath(name + ".png")));
    }
};

void addLooks()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    for (const bool dark : {true, false})
        for (const QSize size : {QSize(1280, 800), QSize(2560, 1440)})
            QTest::addRow("%s-%d", dark ? "dark" : "light", size.width()) << dark << size;
}

QString look(const char *what)
{
    return QString::fromLatin1(what) + '-' + QString::fromLatin1(QTest::currentDataTag());
}

void wear(bool isDark) { views::wear(*qApp, isDark ? views::Theme::Kind::Dark : views::Theme::Kind::Light); }

} // namespace

class PlacesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placesOfTheDemo_data() { addLooks(); }

    void placesOfTheDemo()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        wear(dark);
        Rig rig(size);
        const auto demo = demoSession();
        QVERIFY(demo && rig.open(*demo));
        rig.show(BenchPlace::Tab::Responsible);
        QVERIFY(rig.button("Search"));
        QTest::mouseClick(rig.button("Search"), Qt::LeftButton);
        QVERIFY(rig.settle());
        const items::Blaming &blaming = rig.window.desk.blaming();
        QVERIFY(blaming.result() && blaming.result()->complete);
        QVERIFY2(blaming.result()->runs <= 40, qPrintable(QString::number(blaming.result()->runs)));
        auto *responsible = rig.window.findChild<views::ResponsiblePanel *>();
        QVERIFY2(responsible->sentence().contains("to turn"), qPrintable(responsible->sentence()));
        rig.save(look("responsible"));
        QListWidget *sites = responsible->sites();
        QTest::mouseClick(sites->viewport(), Qt::LeftButton, {}, sites->visualItemRect(sites->item(0)).center());
        QCOMPARE(rig.window.inspector()->modules(), QList{blaming.result()->sites.front()});

        rig.show(BenchPlace::Tab::Compare);
        QVERIFY(rig.settle());
        QCOMPARE(rig.window.findChild<views::SweepPanel *>()->plot()->figure().lines.size(),
                 qsizetype(rig.window.session().network()->labels.size()));
        rig.save(look("sweep"));
        rig.window.findChild<views::ComparePanel *>()->showPage(views::ComparePanel::Page::Similarity);
        QVERIFY(rig.settle());
        rig.save(look("similarity"));
        views::TruncateDialog truncate(rig.window.session(), rig.window.desk.questions(), rig.id(0), &rig.window);
        truncate.show();
        QVERIFY(QTest::qWaitFor([&] { return truncate.isMeasured(); }, 60000));
        rig.saveOf(truncate, look("truncate"));
        truncate.hide();
        QApplication::setActiveWindow(&rig.window);

        rig.show(BenchPlace::Tab::Try);
        rig.window.session().setGroup(rig.id(1), "others");
        rig.window.session().setGroup(rig.id(2), "others");
        rig.window.session().plugInPreset(rig.window.session().state().presets[1].key);
        QVERIFY(rig.settle());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(rig.window.findChild<Palette *>()->field(), "de");
        QVERIFY(rig.window.findChild<Palette *>()->isVisible());
        rig.save(look("palette"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        rig.save(look("rack"));
    }

    void anOutOfTheWayModelIsExplainedToo()
    {
        wear(true);
        Rig rig({1280, 800});
        files::SessionFile plan;
        plan.model.model = (oracles + "lm/backbones/qwen").toStdString();
        DeltaRequest request;
        request.path = (oracles + "lm/deltas/qwen-lora").toStdString();
        request.name = "polite";
        addWaiting(plan.state, request, {-1, true, 1.0, {}});
        QVERIFY(rig.open(plan));
        const int column = rig.window.session().addColumn({}, rig.window.session().state().liveMix());
        Input input;
        input.text = "The old mill";
        rig.window.session().addInputs({input});
        QVERIFY(rig.settle());
        items::Blaming &blaming = rig.window.desk.blaming();
        rig.show(BenchPlace::Tab::Responsible);
        blaming.choose({rig.window.session().state().inputs[0].key, column, blaming.question().against});
        blaming.start();
        QVERIFY(rig.settle());
        QVERIFY2(blaming.result(), blaming.error() ? blaming.error()->sentence().c_str() : "no result");
        rig.save("responsible-qwen");
        rig.show(BenchPlace::Tab::Compare);
        QVERIFY(rig.settle());
        QCOMPARE(rig.window.findChild<views::SweepPanel *>()->plot()->figure().lines.size(), 2);
        rig.save("sweep-qwen");
    }

    void otherLanguagesAreLookedAt_data()
    {
        QTest::addColumn<QString>("language");
        for (const SpokenLanguage &language : spokenLanguages().mid(1))
            QTest::addRow("%s", qPrintable(language.code)) << language.code;
    }

    void otherLanguagesAreLookedAt()
    {
        QFETCH(QString, language);
        views::wear(*qApp, views::Theme::Kind::Light);
        Translations translations;
        translations.speak(language);
        Rig rig({1280, 800});
        QVERIFY(rig.open(*demoSession()));
        rig.window.session().attach(rig.id(0));
        for (const auto tab : {BenchPlace::Tab::Try, BenchPlace::Tab::Evaluate, BenchPlace::Tab::Compare,
                               BenchPlace::Tab::Responsible}) {
            rig.show(tab);
            if (tab == BenchPlace::Tab::Evaluate)
                rig.window.desk.evaluation().followInputs();
            if (tab == BenchPlace::Tab::Responsible)
                rig.window.desk.blaming().start();
            QVERIFY(rig.settle());
            rig.save(QStringLiteral("language-%1-%2").arg(language).arg(int(tab)));
        }
    }

    void otherStatesAreLookedAt_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addRow("dark") << true;
        QTest::addRow("light") << false;
    }

    void otherStatesAreLookedAt()
    {
        QFETCH(bool, dark);
        wear(dark);
        Rig rig({1280, 800});
        QVERIFY(rig.open(oracles + "backbones2/backbones/vit-cls"));
        QImage photo(120, 90, QImage::Format_RGB32);
        for (int y = 0; y < photo.height(); ++y)
            for (int x = 0; x < photo.width(); ++x)
                photo.setPixel(x, y, qRgb(2 * x, 2 * y, (x * y) % 255));
        QVERIFY(photo.save(rig.folder.filePath("photo.png")));
        rig.window.session().addInputs({items::pictureInput(rig.folder.filePath("photo.png"))});
        QVERIFY(rig.settle());
        rig.save(look("vit"));

        QVERIFY(rig.open(oracles + "backbones2/backbones/mlp-ts/model.pt"));
        Input ids;
        ids.ids = {1, 2, 3};
        rig.window.session().addInputs({ids});
        QVERIFY(rig.settle());
        const items::SessionState &state = rig.window.session().state();
        QCOMPARE(rig.window.bench().stateOf(state.inputs.back().key, state.columns[0].key),
                 items::Bench::State::Current);
        rig.save(look("script"));

        files::SessionFile demo = *demoSession();
        demo.state.deltas.resize(1);
        demo.state.presets.clear();
        demo.state.inputs[0].input.text = QString("long words ").repeated(400).toStdString();
        QVERIFY(rig.open(demo));
        rig.save(look("one-delta-and-cut"));
        rig.window.session().attach(rig.id(0));
        rig.window.showSide(MainWindow::Side::Shelf);
        rig.window.shelf()->shelf().open(QStringLiteral(TEST_DATA "/../../resources/demo/deltas"));
        QVERIFY(rig.settle());
        rig.save(look("shelf"));
        views::MergeDialog merge(rig.window.session(), rig.window.desk.questions(), &rig.window);
        merge.show();
        QVERIFY(QTest::qWaitFor([&] { return !rig.window.workspace().isBusy(bridge::Lane::Merge); }, 60000));
        test::finishTurns();
        QVERIFY(merge.grab().save(QDir(QStringLiteral(PICTURES)).filePath(look("merge") + ".png")));
    }
};

QTEST_MAIN(PlacesTest)
#include "tst_places.moc"
