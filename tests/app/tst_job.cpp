// A day's job on the real engine, from the empty window to the report: three deltas of the demo, labelled lines, which
// delta wins for which language, which layers do it, a picture and a report for a talk.
#include "app/benchplace.h"
#include "app/reporting.h"
#include "app/starting.h"
#include "app/testwindow.h"
#include "engine/engine.h"
#include "files/sessionfile.h"
#include "support/named.h"
#include "support/turns.h"
#include "views/bench/benchtable.h"
#include "views/bench/inputspanel.h"
#include "views/common/theme.h"
#include "views/evaluate/evaluatepanel.h"
#include "views/evaluate/resultstable.h"
#include "views/responsible/responsiblepanel.h"

#include <QApplication>
#include <QFile>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

using namespace deltascope;
using namespace deltascope::app;

namespace {

const QString demo = QStringLiteral(DEMO);
const QStringList languages{"en", "zh", "fr"};

QPushButton *button(const QWidget &root, const QString &text)
{
    for (QPushButton *each : root.findChildren<QPushButton *>())
        if (each->text() == text && each->isVisible())
            return each;
    return nullptr;
}

/// The first twenty held-out sentences of a language, with their labels.
QString twentyLines(const QTemporaryDir &folder, const QString &language)
{
    QFile all(demo + "/data/" + language + ".test.jsonl");
    QFile some(folder.filePath(language + ".jsonl"));
    if (all.open(QIODevice::ReadOnly) && some.open(QIODevice::WriteOnly))
        for (int line = 0; line < 20; ++line)
            some.write(all.readLine());
    return some.fileName();
}

void dropOn(QWidget *target, const QString &path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(target, &enter);
    QDropEvent event({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(target, &event);
}

} // namespace

class JobTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        views::wear(*qApp, views::Theme::Kind::Light);
        m_settings = std::make_unique<Settings>(m_folder.filePath("settings.ini"));
        m_window = std::make_unique<test::TestWindow>(makeEngine, *m_settings);
        m_window->resize(1440, 900);
        m_window->show();
        m_window->starting()->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QApplication::setActiveWindow(m_window.get());
    }

    void step1DropTheModelOnTheEmptyWindow()
    {
        dropOn(m_window.get(), demo + "/model");
        QVERIFY(QTest::qWaitFor([this] { return m_window->session().network() != nullptr; }, 20000));
        QVERIFY(settle());
        QCOMPARE(m_window->session().network()->labels.size(), std::size_t(6));
    }

    void step2DropThreeDeltasAndMakeAColumnOfEach()
    {
        for (const QString &language : languages)
            dropOn(m_window.get(), demo + "/deltas/" + language);
        QVERIFY(QTest::qWaitFor([this] { return state().deltas.size() == 3; }, 20000));
        QVERIFY(settle());
        m_window->session().addColumn("bare", Mix{});
        for (const items::SessionDelta &delta : state().deltas) {
            DeltaSetting setting = session::alone(delta.setting);
            setting.attached = true;
            m_window->session().addColumn(QString::fromStdString(delta.name()), {{setting}});
        }
        QVERIFY(settle());
    }

    void step3TheDeltaOfALanguageWinsForIt()
    {
        show(BenchPlace::Tab::Evaluate);
        auto *panel = m_window->findChild<views::EvaluatePanel *>();
        for (const QString &language : languages) {
            dropOn(panel, twentyLines(m_folder, language));
            QVERIFY(settle());
            const QHash<QString, double> accuracy = accuracies(*panel->results()->model());
            QVERIFY(accuracy.contains("bare") && accuracy.contains(language));
            for (const QString &other : languages)
                QVERIFY2(accuracy[language] >= accuracy[other], qPrintable(language + " against " + other));
            QVERIFY2(
                accuracy[language] >= accuracy["bare"],
                qPrintable(
                    QStringLiteral("%1: %2, bare %3").arg(language).arg(accuracy[language]).arg(accuracy["bare"])));
        }
    }

    void step4ALineOfItIsAskedWhichLayersDoIt()
    {
        show(BenchPlace::Tab::Try);
        auto *ghost = test::named<QPlainTextEdit>(*m_window->benchPanel()->inputs(), "New input");
        QTest::mouseClick(ghost->viewport(), Qt::LeftButton);
        QTest::keyClick(QApplication::focusWidget(), 'T'); // it becomes a card
        QTest::keyClicks(QApplication::focusWidget(), "etris-like game with very impressive effects");
        QVERIFY(settle());
        QCOMPARE(label("bare"), QString("science"));
        QCOMPARE(label("en"), QString("games"));
        show(BenchPlace::Tab::Responsible);
        auto &blaming = m_window->desk.blaming();
        blaming.choose({state().inputs.back().key, column("en")->key, column("bare")->key});
        auto *panel = m_window->findChild<views::ResponsiblePanel *>();
        QPushButton *search = button(*panel, "Search");
        QVERIFY(search);
        QTest::mouseClick(search, Qt::LeftButton);
        QVERIFY(settle());
        QVERIFY(blaming.result());
        QVERIFY(blaming.result()->sites.size() < state().deltas[0].info->taps.size());
        QVERIFY2(panel->sentence().contains("games"), qPrintable(panel->sentence()));
    }

    void step5PictureAndReport()
    {
        const QString picture = m_folder.filePath("tree.svg");
        m_window->exportTo(picture);
        QTRY_VERIFY(QFile::exists(picture));
        QSignalSpy written(m_window->reporting(), &Reporting::written);
        m_window->reporting()->start(m_folder.filePath("report"));
        QVERIFY(written.wait(60000));
        QFile page(written[0][0].toString());
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QByteArray text = page.readAll();
        for (const char *said : {"Tetris-like game", "games", "Similarity of deltas", "SHA-256"})
            QVERIFY2(text.contains(said), said);
        QVERIFY(!text.contains("http://") || !text.contains("<script"));
        const files::SessionFile kept
            = files::readSession(m_folder.filePath("report/session.deltascope").toStdString());
        QCOMPARE(kept.state.columns.size(), state().columns.size());
    }

    void step6UndoEndsWithTheBareBackbone()
    {
        while (m_window->session().undoStack().canUndo())
            m_window->session().undoStack().undo();
        QVERIFY(settle());
        QVERIFY(state().deltas.empty());
        QVERIFY(state().inputs.empty());
    }

private:
    const items::SessionState &state() const { return m_window->session().state(); }
    bool settle()
    {
        const bool isSettled
            = QTest::qWaitFor([this] { return !m_window->opening().isBusy() && m_window->isSettled(); }, 60000);
        test::finishTurns();
        return isSettled;
    }
    void show(BenchPlace::Tab tab)
    {
        QTabBar *tabs = m_window->benchPlace()->tabs();
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(int(tab)).center());
    }
    const items::BenchColumn *column(const QString &title) const
    {
        for (const items::BenchColumn &each : state().columns)
            if (items::titleOf(state(), each) == title)
                return &each;
        return nullptr;
    }
    QString label(const QString &title) const
    {
        const items::Bench::Cell *cell = m_window->bench().cell(state().inputs.back().key, column(title)->key);
        return cell ? QString::fromStdString(cell->output.label) : QString();
    }
    static QHash<QString, double> accuracies(const QAbstractItemModel &results)
    {
        QHash<QString, double> found;
        for (int row = 0; row < results.rowCount(); ++row)
            for (int section = 0; section < results.columnCount(); ++section)
                if (results.headerData(section, Qt::Horizontal).toString() == QLatin1String("accuracy"))
                    found.insert(results.index(row, 0).data().toString(),
                                 results.index(row, section).data().toString().remove('%').trimmed().toDouble());
        return found;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<test::TestWindow> m_window;
};

QTEST_MAIN(JobTest)
#include "tst_job.moc"
