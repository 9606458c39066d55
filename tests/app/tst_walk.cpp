// The multitask walk-through of OpenDelta's documentation, done by hand in the window on the real engine.
#include "app/testwindow.h"
#include "engine/engine.h"
#include "views/bench/inputcard.h"
#include "views/bench/inputspanel.h"
#include "views/common/switch.h"
#include "views/common/theme.h"
#include "views/modules/patchbay.h"
#include "views/rack/deltacard.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::app;

namespace {

const QString demo = QStringLiteral(DEMO);

template<class Widget>
Widget *named(const QWidget &root, const QString &name)
{
    for (Widget *widget : root.findChildren<Widget *>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

template<class Button = QPushButton>
Button *button(const QWidget &root, const QString &text)
{
    for (Button *each : root.findChildren<Button *>())
        if (each->text() == text)
            return each;
    return nullptr;
}

} // namespace

class WalkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        views::wear(*qApp, views::Theme::Kind::Dark);
        m_settings = std::make_unique<Settings>(m_folder.filePath("settings.ini"));
        m_window = std::make_unique<test::TestWindow>(makeEngine, *m_settings);
        m_window->resize(1440, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void step1OpenABareCheckpointForClassification()
    {
        const QString bare = bareCopy();
        m_window->openModel(bare);
        QVERIFY(settle());
        QVERIFY2(m_window->messages()->text().isEmpty(), qPrintable(m_window->messages()->text()));
        QCOMPARE(m_window->session().network()->head, HeadKind::None);
        QVERIFY(m_window->headBar()->isVisible());
        QTest::mouseClick(button(*m_window->headBar(), "Open with this head"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor(
            [this] { return m_window->session().network()->head == HeadKind::SequenceClassification; }, 20000));
        QVERIFY2(m_window->headBar()->text().contains("freshly initialised"), qPrintable(m_window->headBar()->text()));
        m_window->openModel(demo + "/model");
        QVERIFY(QTest::qWaitFor([this] { return m_window->session().network()->labels.size() == 6; }, 20000));
        QVERIFY(settle());
        QVERIFY(!m_window->headBar()->isVisible());
    }

    void step7TypeInTheTestPane()
    {
        auto *ghost = named<QPlainTextEdit>(*m_window->benchPanel()->inputs(), "New input");
        QTest::mouseClick(ghost->viewport(), Qt::LeftButton);
        QTest::keyClick(QApplication::focusWidget(), 'T');
        QTest::keyClicks(QApplication::focusWidget(), "etris-like game with very impressive effects");
        QVERIFY(settle());
        QCOMPARE(int(state().inputs.size()), 1);
        QCOMPARE(label(1), QString("science"));
        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace);
        QTest::keyClicks(QApplication::focusWidget(), "s");
        QVERIFY(QTest::qWaitFor([this] { return m_window->bench().isSettled(); }, 20000));
        qInfo("typing to outputs: %lld ms, of which the run took %.1f ms", timer.elapsed(),
              *m_window->bench().seconds() * 1000);
        m_window->modules()->setFocus();
    }

    void step2AddALoraOnFc2()
    {
        const QString footer = totals();
        addFresh("lora", "fc2", "mine");
        QCOMPARE(int(state().deltas.size()), 1);
        QCOMPARE(state().deltas[0].info->taps.size(), std::size_t(6));
        QVERIFY(totals() != footer);
        QVERIFY(totals().contains("30,720</b> of"));
        // Fresh, it does nothing, and its card says so.
        QVERIFY(logits(0) == logits(1));
        QVERIFY(cardSays(0, "no effect"));
    }

    void step6LoadThreeDeltasAndSwitchWithOneKey()
    {
        for (const char *name : {"en", "zh", "fr"})
            addSaved(demo + "/deltas/" + name);
        QCOMPARE(int(state().deltas.size()), 4);
        for (int i = 0; i < 4; ++i)
            m_window->session().detach(id(i));
        QVERIFY(settle());
        QVERIFY(logits(0) == logits(1));
        QTest::keyClick(focus(), Qt::Key_2);
        QVERIFY(settle());
        QCOMPARE(label(0), QString("games"));
        QTest::keyClick(focus(), Qt::Key_3);
        QVERIFY(settle());
        QVERIFY(label(0) != "games");
        QTest::keyClick(focus(), Qt::Key_3);
        QVERIFY(settle());
        QVERIFY(logits(0) == logits(1));
    }

    void step3DetachIsExactAndAttachToo()
    {
        attach(1);
        const auto attached = logits(0);
        QVERIFY(attached != logits(1));
        for (int round = 0; round < 3; ++round) {
            toggle(1);
            QVERIFY(logits(0) == logits(1));
            toggle(1);
            QVERIFY(logits(0) == attached);
        }
        QCOMPARE(m_window->bench().attached(column(0))->front().sites, 6);
    }

    void step4AnAdapterBesideInAnyOrder()
    {
        addSaved(demo + "/deltas/titles");
        const auto lora = withOnly({1}), adapter = withOnly({4}), both = withOnly({1, 4});
        QVERIFY(lora != adapter);
        QVERIFY(both != lora && both != adapter);
        toggle(1);
        QVERIFY(logits(0) == adapter);
        toggle(4);
        QVERIFY(logits(0) == logits(1));
        toggle(1);
        QVERIFY(logits(0) == lora);
        toggle(4);
        QVERIFY(logits(0) == both);
        const QModelIndex fc1 = rowOf(4), fc2 = rowOf(1);
        QVERIFY(mark(fc1, 4).attached.all > 0 && mark(fc2, 1).attached.all > 0);
        // Several on the same module.
        const auto two = withOnly({1, 2});
        QVERIFY(two != lora);
        QVERIFY(withOnly({1}) == lora);
    }

    void step5BitFitToo()
    {
        addSaved(demo + "/deltas/mixed");
        const auto base = withOnly({}), bitfit = withOnly({5});
        QVERIFY(bitfit != base);
        toggle(5);
        QVERIFY(logits(0) == base);
        toggle(5);
        QVERIFY(logits(0) == bitfit);
        addFresh("bitfit", "fc1", "");
        QVERIFY(withOnly({5, 6}) == bitfit);
        withOnly({1, 4, 5});
        QCOMPARE(m_window->bench().attached(column(0))->size(), std::size_t(3));
    }

    void step8ExportTheWholeTree()
    {
        for (const char *name : {"tree.png", "tree.svg", "tree.pdf", "tree.txt"}) {
            const QString path = m_folder.filePath(QLatin1String(name));
            m_window->exportTo(path);
            QVERIFY(QTest::qWaitFor([this, name] { return m_window->messages()->text().contains(QLatin1String(name)); },
                                    20000));
            QVERIFY2(QFileInfo(path).size() > 1000, name);
        }
        QFile text(m_folder.filePath("tree.txt"));
        QVERIFY(text.open(QIODevice::ReadOnly));
        const QByteArray tree = text.readAll();
        for (const char *part : {"0-2(BartEncoderLayer)", "fc2", "classification_head"})
            QVERIFY2(tree.contains(part), part);
    }

    void undoAllTheWayAndBack()
    {
        const auto last = logits(0);
        const QString said = m_window->messages()->text();
        const items::SessionState before = state();
        QUndoStack &stack = m_window->session().undoStack();
        const int index = stack.index();
        while (stack.canUndo())
            stack.undo();
        QVERIFY(settle());
        QCOMPARE(int(state().deltas.size()), 0);
        stack.setIndex(index);
        QVERIFY(settle());
        QVERIFY(state() == before);
        QVERIFY(logits(0) == last);
        QVERIFY2(said.contains(m_window->messages()->text()), qPrintable(m_window->messages()->text()));
    }

private:
    const items::SessionState &state() const { return m_window->session().state(); }
    DeltaId id(int i) const { return state().deltas[i].setting.id; }
    int column(int i) const { return state().columns[i].key; }
    QWidget *focus() const { return QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get(); }
    bool settle()
    {
        return QTest::qWaitFor([this] { return m_window->isSettled(); }, 60000);
    }
    const Output &output(int c) const { return m_window->bench().cell(state().inputs[0].key, column(c))->output; }
    std::vector<float> logits(int c) const { return output(c).logits.values; }
    QString label(int c) const { return QString::fromStdString(output(c).label); }
    QString totals() const
    {
        for (QLabel *each : m_window->modules()->findChildren<QLabel *>())
            if (each->text().startsWith("trainable"))
                return each->text();
        return {};
    }
    bool cardSays(int i, const QString &text) const
    {
        for (QLabel *each : m_window->rack()->card(id(i))->findChildren<QLabel *>())
            if (each->text() == text)
                return true;
        return false;
    }

    /// Clicks the delta's switch in the rack and waits for the outputs.
    void toggle(int i)
    {
        const QString name = QString::fromStdString(state().deltas[i].info->name);
        QTest::mouseClick(named<views::Switch>(*m_window->rack()->card(id(i)), name + " attached"), Qt::LeftButton);
        QVERIFY(settle());
    }
    void attach(int i)
    {
        if (!items::isHeard(state().deltas[i].setting))
            toggle(i);
    }
    std::vector<float> withOnly(const QList<int> &wanted)
    {
        for (int i = 0; i < int(state().deltas.size()); ++i)
            if (items::isHeard(state().deltas[i].setting) != wanted.contains(i))
                toggle(i);
        return logits(0);
    }

    void addFresh(const QString &kind, const QString &targets, const QString &name)
    {
        QTest::mouseClick(m_window->topBar()->addDelta(), Qt::LeftButton);
        QTest::mouseClick(button<QToolButton>(*m_window->addDelta(), "Fresh"), Qt::LeftButton);
        auto *kinds = named<QComboBox>(*m_window->addDelta(), "Kind of delta");
        kinds->setCurrentIndex(kinds->findData(kind));
        auto *field = named<QLineEdit>(*m_window->addDelta(), "Target modules");
        field->clear();
        QTest::keyClicks(field, targets);
        QTest::keyClicks(named<QLineEdit>(*m_window->addDelta(), "Name of the delta"), name);
        addAndWait();
    }
    void addSaved(const QString &path)
    {
        QTest::mouseClick(m_window->topBar()->addDelta(), Qt::LeftButton);
        m_window->addDelta()->setPath(path);
        addAndWait();
    }
    void addAndWait()
    {
        const auto count = state().deltas.size();
        QPushButton *add = button(*m_window->addDelta(), "Add");
        QVERIFY2(QTest::qWaitFor([add] { return add->isEnabled(); }, 20000), qPrintable(status()));
        QTest::mouseClick(add, Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([this, count] { return state().deltas.size() == count + 1; }, 20000));
        QVERIFY(settle());
        m_window->modules()->setFocus();
    }
    QString status() const
    {
        QStringList texts;
        for (QLabel *each : m_window->addDelta()->findChildren<QLabel *>())
            texts << each->text();
        return texts.join(QLatin1Char('|'));
    }

    QModelIndex rowOf(int delta)
    {
        m_window->modules()->reveal(state().deltas[delta].info->taps.front().module);
        return m_window->modules()->tree()->currentIndex();
    }
    static items::LaneInfo mark(const QModelIndex &row, int lane)
    {
        return row.siblingAtColumn(items::FirstLaneColumn + lane).data(items::LaneRole).value<items::LaneInfo>();
    }

    /// The demo's model as a checkpoint without a head: its weights are there under a name nobody asks for.
    QString bareCopy()
    {
        const QString folder = m_folder.filePath("bare");
        QDir().mkpath(folder);
        for (const QString &name : QDir(demo + "/model").entryList(QDir::Files))
            QFile::copy(demo + "/model/" + name, folder + "/" + name);
        replace(folder + "/config.json", "BartForSequenceClassification", "BartModel");
        replace(folder + "/model.safetensors", "\"classification_head.", "\"klassification_head.");
        return folder;
    }
    static void replace(const QString &path, const QByteArray &from, const QByteArray &to)
    {
        QFile file(path);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll().replace(from, to);
        file.close();
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<test::TestWindow> m_window;
};

QTEST_MAIN(WalkTest)
#include "tst_walk.moc"
