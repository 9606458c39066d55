// What the window writes, on the real engine: a delta saved and converted from its card's menu, a merge from its
// dialog.
#include "app/demo.h"
#include "app/testwindow.h"
#include "engine/engine.h"
#include "views/common/theme.h"
#include "views/merge/mergedialog.h"
#include "views/rack/deltacard.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace deltascope;
using namespace deltascope::app;

class WritingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        m_settings = std::make_unique<Settings>(m_folder.filePath("settings.ini"));
        m_window = std::make_unique<test::TestWindow>(makeEngine, *m_settings);
        m_window->show();
        const auto demo = demoSession();
        QVERIFY(demo);
        m_window->opening().start(*demo);
        QVERIFY(settle());
        QCOMPARE(int(state().deltas.size()), 3);
        m_window->session().attach(id(0));
        QVERIFY(settle());
        m_attached = logits(0);
    }

    void aSavedDeltaSaysTheSame()
    {
        choose("Save delta…", "saved");
        QCOMPARE(QDir(path("saved")).entryList(QDir::Files),
                 QDir(QStringLiteral(DEMO) + "/deltas/en").entryList(QDir::Files));
        QVERIFY(withOnly("saved") == m_attached);
    }

    void aConvertedDeltaSaysTheSame()
    {
        choose("Convert to PEFT…", "converted");
        QVERIFY(QFile::exists(path("converted/adapter_config.json")));
        QVERIFY(isNear(withOnly("converted"), m_attached));
    }

    void theStrengthOfTheRackCanBeKept()
    {
        m_window->session().setStrength(id(0), 0.5, items::Gesture::begin());
        QVERIFY(settle());
        const auto halved = logits(0);
        QVERIFY(!isNear(halved, m_attached));
        choose("Save delta at strength 0.500…", "halved");
        QVERIFY(isNear(withOnly("halved"), halved));
        m_window->session().setStrength(id(0), 1, items::Gesture::begin());
        QVERIFY(settle());
    }

    void aFolderThatIsTakenIsRefused()
    {
        const QStringList before = QDir(path("saved")).entryList(QDir::Files);
        choose("Save delta…", "saved");
        QVERIFY2(m_window->messages()->text().contains("empty"), qPrintable(m_window->messages()->text()));
        QCOMPARE(QDir(path("saved")).entryList(QDir::Files), before);
    }

    void aMergedModelSaysTheSame()
    {
        views::MergeDialog dialog(m_window->session(), m_window->desk.questions(), m_window.get());
        dialog.show();
        dialog.findChild<QLineEdit *>()->setText(path("merged"));
        QPushButton *merge = nullptr;
        for (QPushButton *button : dialog.findChildren<QPushButton *>())
            if (button->text() == "Merge")
                merge = button;
        QVERIFY(merge);
        QVERIFY2(QTest::qWaitFor([merge] { return merge->isEnabled(); }, 30000),
                 qPrintable(dialog.findChildren<QLabel *>().at(1)->text()));
        QVERIFY(!QFile::exists(path("merged")));
        QTest::mouseClick(merge, Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([this] { return m_window->messages()->text().contains("merged"); }, 30000));
        m_window->openModel(path("merged"));
        QVERIFY(QTest::qWaitFor([this] { return m_window->session().network()->model == path("merged").toStdString(); },
                                30000));
        QVERIFY(settle());
        QVERIFY(isNear(logits(0), m_attached));
    }

private:
    const items::SessionState &state() const { return m_window->session().state(); }
    DeltaId id(int i) const { return state().deltas[i].setting.id; }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    bool settle()
    {
        return QTest::qWaitFor([this] { return m_window->isSettled(); }, 60000);
    }
    std::vector<float> logits(int column) const
    {
        return m_window->bench().cell(state().inputs[0].key, state().columns[column].key)->output.logits.values;
    }
    static bool isNear(const std::vector<float> &a, const std::vector<float> &b)
    {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [](float x, float y) { return std::abs(x - y) < 1e-4f; });
    }

    /// What the first delta's menu entry writes into a folder that the file dialog is told; waits for what the window
    /// says.
    void choose(const QString &entry, const QString &name)
    {
        const QString before = m_window->messages()->text();
        QTimer::singleShot(50, m_window.get(), [entry] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QVERIFY(menu);
            QStringList entries;
            QAction *wanted = nullptr;
            for (QAction *action : menu->actions()) {
                entries << action->text();
                if (action->text() == entry)
                    wanted = action;
            }
            if (!wanted)
                menu->close();
            QVERIFY2(wanted, qPrintable(entries.join('|')));
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(wanted).center());
        });
        QTimer dialogs;
        connect(&dialogs, &QTimer::timeout, this, [this, name] {
            if (auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget())) {
                dialog->findChild<QLineEdit *>("fileNameEdit")->setText(path(name));
                static_cast<QDialog *>(dialog)->accept();
            }
        });
        dialogs.start(50);
        views::DeltaCard *card = m_window->rack()->card(id(0));
        QContextMenuEvent event(QContextMenuEvent::Mouse, {5, 5}, card->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(card, &event);
        const auto isSaid = [&] {
            const QString said = m_window->messages()->text();
            return said != before && said.contains(path(name));
        };
        QVERIFY2(QTest::qWaitFor(isSaid, 30000), qPrintable(entry + ": " + m_window->messages()->text()));
    }

    /// The live column's answer with what was written attached and nothing else; the session is as before afterwards.
    std::vector<float> withOnly(const QString &name)
    {
        const int index = m_window->session().undoStack().index();
        m_window->session().detach(id(0));
        DeltaRequest request;
        request.path = path(name).toStdString();
        request.name = name.toStdString();
        m_window->session().add(request, {});
        const bool isThere = QTest::qWaitFor([this] { return state().deltas.size() == 4; }, 30000);
        if (isThere)
            m_window->session().attach(id(3));
        const auto found = isThere && settle() ? logits(0) : std::vector<float>();
        m_window->session().undoStack().setIndex(index);
        (void)settle();
        return found;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<test::TestWindow> m_window;
    std::vector<float> m_attached;
};

QTEST_MAIN(WritingTest)
#include "tst_writing.moc"
