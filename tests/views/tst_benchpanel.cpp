#include "views/bench/divergenceplot.h"
#include "views/bench/resultsmenu.h"
#include "views/benchpanels.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::named;
using deltascope::test::Panels;
using deltascope::test::sentence;

class BenchPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void typingRecomputesAndOldAnswersStayUntilThen()
    {
        Panels p;
        const QString before = p.text(0, 0);
        QVERIFY(!before.isEmpty());
        QTest::mouseClick(p.editor(0)->viewport(), Qt::LeftButton);
        p.editor(0)->moveCursor(QTextCursor::End);
        QTest::keyClicks(p.editor(0), " for two");
        QCOMPARE(*p.rig.session.state().inputs[0].input.text, std::string("a card game for two"));
        QCOMPARE(p.text(0, 0), before);
        QCOMPARE(p.model()->index(0, 0).data(items::CellStateRole).toInt(), int(items::Bench::State::Stale));
        QVERIFY(p.rig.settle());
        QCOMPARE(p.model()->index(0, 0).data(items::CellStateRole).toInt(), int(items::Bench::State::Current));
        QVERIFY(p.text(0, 0) != before);
    }

    void undoTakesBackWordsWhileTyping()
    {
        Panels p;
        QTest::mouseClick(p.editor(0)->viewport(), Qt::LeftButton);
        p.editor(0)->moveCursor(QTextCursor::End);
        QTest::keyClicks(p.editor(0), " for two");
        QCOMPARE(p.rig.session.undoStack().count(), 2);
        p.rig.session.undoStack().undo();
        QCOMPARE(p.editor(0)->toPlainText(), QString("a card game for"));
        p.rig.session.undoStack().undo();
        QCOMPARE(p.editor(0)->toPlainText(), QString("a card game"));
        QVERIFY(p.editor(0)->hasFocus());
    }

    void typingIntoTheEmptyFieldMakesAnInput()
    {
        Panels p;
        auto *ghost = named<QPlainTextEdit>(*p.panel.inputs(), "New input");
        QTest::mouseClick(ghost->viewport(), Qt::LeftButton);
        QTest::keyClicks(QApplication::focusWidget(), "n");
        QCOMPARE(int(p.rig.session.state().inputs.size()), 3);
        QTest::keyClicks(QApplication::focusWidget(), "ew");
        QCOMPARE(*p.rig.session.state().inputs[2].input.text, std::string("new"));
        QVERIFY(ghost->toPlainText().isEmpty());
        QVERIFY(p.rig.settle());
        QCOMPARE(p.model()->rowCount(), 3);
        QVERIFY(!p.text(2, 0).isEmpty());
    }

    void idsCanBeTypedWhereThereIsNoTokenizer()
    {
        Panels p;
        QTest::mouseClick(p.editor(0)->viewport(), Qt::LeftButton);
        p.editor(0)->selectAll();
        QTest::keyClicks(p.editor(0), "ids: 0, 8, ");
        QCOMPARE(p.editor(0)->toPlainText(), QString("ids: 0, 8, "));
        QVERIFY(!p.rig.session.state().inputs[0].input.text);
        QCOMPARE(*p.rig.session.state().inputs[0].input.ids, (std::vector<std::int64_t>{0, 8}));
        Input other;
        other.ids = std::vector<std::int64_t>{5, 6};
        p.rig.session.setInput(p.rig.input(0), other);
        QCOMPARE(p.editor(0)->toPlainText(), QString("ids: 5, 6"));
        QVERIFY(p.rig.settle());
    }

    void cardsStandBesideTheirRowsAndScrollWithThem()
    {
        Panels p;
        for (int i = 0; i < 6; ++i)
            p.rig.session.addInputs({sentence("one more sentence")});
        QVERIFY(p.rig.settle());
        test::finishTurns();
        BenchTable *table = p.panel.table();
        const auto isAligned = [&](int row) {
            const InputCard *card = p.panel.inputs()->card(p.rig.input(row));
            return qAbs(card->mapToGlobal(QPoint(0, -3)).y()
                        - table->viewport()->mapToGlobal(QPoint(0, table->rowViewportPosition(row))).y())
                   <= 1;
        };
        for (int row = 0; row < 8; ++row)
            QVERIFY(isAligned(row));
        table->verticalScrollBar()->setValue(90);
        for (int row = 0; row < 8; ++row)
            QVERIFY(isAligned(row));
        p.rig.session.setInput(p.rig.input(0), sentence("changed"));
        QVERIFY(p.rig.settle());
        test::finishTurns();
        QCOMPARE(table->verticalScrollBar()->value(), 90);
    }

    void whatIsTypedLastIsSeenWithItsAnswers()
    {
        Panels p;
        p.window.resize(1160, 720); // a table that is higher than a row
        for (int i = 0; i < 6; ++i)
            p.rig.session.addInputs({sentence("one more sentence")});
        QVERIFY(p.rig.settle());
        test::finishTurns();
        BenchTable *table = p.panel.table();
        QCOMPARE(table->verticalScrollBar()->value(), 0);
        QTest::keyClicks(named<QPlainTextEdit>(*p.panel.inputs(), "New input"), "n");
        QVERIFY(p.rig.settle());
        test::finishTurns();
        const int last = p.model()->rowCount() - 1;
        QCOMPARE(last, 8);
        QVERIFY(table->rowViewportPosition(last) >= 0);
        QVERIFY(table->rowViewportPosition(last) + table->rowHeight(last) <= table->viewport()->height());
    }

    void removingAnInputRemovesItsRow()
    {
        Panels p;
        QTest::mouseClick(named<QAbstractButton>(*p.panel.inputs()->card(p.rig.input(0)), "Remove this input"),
                          Qt::LeftButton);
        QCOMPARE(p.model()->rowCount(), 1);
        p.rig.session.undoStack().undo();
        QCOMPARE(p.model()->rowCount(), 2);
        QVERIFY(p.rig.settle());
        QVERIFY(!p.text(0, 0).isEmpty());
    }

    void pastedLinesAreInputsOfTheirOwn()
    {
        Panels p;
        QStringList lines;
        for (int i = 0; i < 50; ++i)
            lines << QStringLiteral("line %1").arg(i);
        QApplication::clipboard()->setText(lines.join('\n') + "\n\n");
        auto *ghost = named<QPlainTextEdit>(*p.panel.inputs(), "New input");
        QTest::mouseClick(ghost->viewport(), Qt::LeftButton);
        QTest::keyClick(ghost, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(int(p.rig.session.state().inputs.size()), 52);
        QCOMPARE(*p.rig.session.state().inputs[51].input.text, std::string("line 49"));
        QVERIFY(ghost->toPlainText().isEmpty());
        p.rig.session.undoStack().undo();
        QCOMPARE(int(p.rig.session.state().inputs.size()), 2);
        QTest::mouseClick(p.editor(1)->viewport(), Qt::LeftButton); // into a card: its first line there, the rest below
        p.editor(1)->moveCursor(QTextCursor::End);
        QApplication::clipboard()->setText(" one\ntwo\nthree");
        QTest::keyClick(p.editor(1), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(int(p.rig.session.state().inputs.size()), 4);
        QCOMPARE(*p.rig.session.state().inputs[1].input.text, std::string("an image viewerone"));
        QCOMPARE(*p.rig.session.state().inputs[3].input.text, std::string("three"));
    }

    void returnGoesOnShiftReturnBreaksTheLineAndEscLeaves()
    {
        Panels p;
        QApplication::setActiveWindow(&p.window);
        auto *ghost = named<QPlainTextEdit>(*p.panel.inputs(), "New input");
        QTest::mouseClick(p.editor(0)->viewport(), Qt::LeftButton);
        QCOMPARE(ghost->cursorWidth(), 0); // no second caret
        QTest::keyClick(p.editor(0), Qt::Key_Return);
        QVERIFY(ghost->hasFocus());
        QCOMPARE(ghost->cursorWidth(), 1);
        QCOMPARE(*p.rig.session.state().inputs[0].input.text, std::string("a card game"));
        QTest::keyClicks(ghost, "n");
        QCOMPARE(int(p.rig.session.state().inputs.size()), 3);
        QWidget *added = QApplication::focusWidget();
        QTest::keyClick(added, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(added, "m");
        QCOMPARE(*p.rig.session.state().inputs[2].input.text, std::string("n\nm"));
        QTest::keyClick(added, Qt::Key_Escape);
        QVERIFY(p.panel.table()->hasFocus());
        QCOMPARE(ghost->cursorWidth(), 0);
    }

    void aTextThatIsTooLongOffersToBeCut()
    {
        Panels p;
        InputCard *card = p.panel.inputs()->card(p.rig.input(0));
        const auto cut = [card] {
            for (QPushButton *button : card->findChildren<QPushButton *>())
                if (button->isVisible() && button->text() == "Cut at 128 tokens")
                    return button;
            return static_cast<QPushButton *>(nullptr);
        };
        QVERIFY(!cut());
        const int height = card->wantedHeight();
        p.rig.session.setInput(p.rig.input(0), test::sentence("this is too long"));
        QVERIFY(p.rig.settle());
        QVERIFY(cut());
        QVERIFY(card->wantedHeight() > height);
        QSignalSpy asked(p.panel.inputs(), &InputsPanel::cutAsked);
        QTest::mouseClick(cut(), Qt::LeftButton);
        QCOMPARE(asked.value(0), (QVariantList{p.rig.input(0), qint64(128)}));
        p.rig.session.setInput(p.rig.input(0), test::sentence("short"));
        QVERIFY(p.rig.settle());
        QVERIFY(!cut());
    }

    /// One sentence for the row, not one in every cell; other rows stay as they are.
    void whatNoColumnCanAnswerSaysWhyOnceAcrossThem()
    {
        Panels p;
        BenchTable *table = p.panel.table();
        QVERIFY(p.model()->columnCount() > 1);
        int first = 0;
        while (table->isColumnHidden(first)) // what is attached has another column already
            ++first;
        const auto bar = [&] { return table->indexWidget(p.model()->index(0, first)); };
        const auto press = [&](const QString &text) {
            for (QPushButton *button : bar()->findChildren<QPushButton *>())
                if (button->text() == text)
                    return QTest::mouseClick(button, Qt::LeftButton);
            QFAIL(qPrintable("no button " + text));
        };
        QVERIFY(!bar());
        p.rig.session.setInput(p.rig.input(0), test::sentence("this is too long"));
        QVERIFY(p.rig.settle());
        QTRY_VERIFY(bar());
        QVERIFY(!table->indexWidget(p.model()->index(1, first)));
        QCOMPARE(table->columnSpan(0, first), p.model()->columnCount() - first);
        QCOMPARE(table->columnSpan(1, first), 1);
        QVERIFY(bar()->width() > (p.model()->columnCount() - first) * table->columnWidth(first) - 4);
        QVERIFY2(bar()->accessibleName().contains("128"), qPrintable(bar()->accessibleName()));
        press("Copy");
        QCOMPARE(QGuiApplication::clipboard()->text(), bar()->accessibleName());
        QSignalSpy asked(p.panel.inputs(), &InputsPanel::cutAsked);
        press("Cut at 128 tokens");
        QCOMPARE(asked.value(0), (QVariantList{p.rig.input(0), qint64(128)}));
        QVERIFY(p.editor(0)->hasFocus()); // the next key is the text's
        p.rig.session.removeInput(p.rig.input(1)); // rows move about it
        test::finishTurns();
        QTRY_VERIFY(bar());
        p.rig.session.setInput(p.rig.input(0), test::sentence("short"));
        QVERIFY(p.rig.settle());
        QTRY_VERIFY(!bar());
        QCOMPARE(table->columnSpan(0, first), 1);
        QGuiApplication::clipboard()->clear();
    }

    void aPastedPictureIsKeptBesideTheWindow()
    {
        QStandardPaths::setTestModeEnabled(true);
        Panels p;
        QImage picture(300, 200, QImage::Format_RGB888);
        picture.fill(QColor(12, 34, 56));
        QGuiApplication::clipboard()->setImage(picture);
        auto *ghost = named<QPlainTextEdit>(*p.panel.inputs(), "New input");
        QTest::mouseClick(ghost->viewport(), Qt::LeftButton);
        QTest::keyClick(ghost, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(int(p.rig.session.state().inputs.size()), 2); // it is being written
        QTRY_COMPARE(int(p.rig.session.state().inputs.size()), 3);
        const Input &pasted = p.rig.session.state().inputs.back().input;
        QVERIFY(pasted.image);
        QCOMPARE(QImage(QString::fromStdString(*pasted.image)).size(), picture.size());
        QGuiApplication::clipboard()->clear();
        QStandardPaths::setTestModeEnabled(false);
    }

    void anEmptyClipboardPastesNothing()
    {
        Panels p;
        QGuiApplication::clipboard()->clear();
        auto *editor = p.panel.inputs()->card(p.rig.input(0))->findChild<QPlainTextEdit *>();
        const QString before = editor->toPlainText();
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_V, Qt::ControlModifier);
        struct Opened : QPlainTextEdit {
            using QPlainTextEdit::insertFromMimeData;
        };
        (editor->*(&Opened::insertFromMimeData))(nullptr);
        const QMimeData nothing;
        (editor->*(&Opened::insertFromMimeData))(&nothing);
        QCOMPARE(editor->toPlainText(), before);
    }

    void visionModelsTakePictures()
    {
        Panels p;
        NetworkInfo vision = test::toyNetwork();
        vision.heads.push_back(HeadKind::ImageClassification);
        p.rig.session.setNetwork(vision);
        auto *ghost = named<QPlainTextEdit>(*p.panel.inputs(), "New input");
        QVERIFY(!ghost->isVisible());
        QTemporaryDir folder;
        QImage picture(30, 20, QImage::Format_RGB32);
        picture.fill(Qt::red);
        QVERIFY(picture.save(folder.filePath("red.png")));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(folder.filePath("red.png"))});
        QDragEnterEvent enter(QPoint(40, 60), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(p.panel.inputs(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(40, 60), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(p.panel.inputs(), &drop);
        QCOMPARE(p.rig.session.state().inputs.size(), 3);
        QCOMPARE(*p.rig.session.state().inputs[2].input.image, folder.filePath("red.png").toStdString());
        InputCard *card = p.panel.inputs()->card(p.rig.input(2));
        auto *shown = named<QWidget>(*card, "Picture " + folder.filePath("red.png"));
        QVERIFY(shown && shown->isVisible());
        QTRY_COMPARE(shown->grab().toImage().pixelColor(5, 5), QColor(Qt::red));
        QVERIFY(!named<QPlainTextEdit>(*card, "Input text")->isVisible());
    }

    void resultsAreCopiedAndSaved()
    {
        Panels p;
        p.rig.session.attach(p.rig.id(0));
        QVERIFY(p.rig.settle());
        p.panel.table()->setFocus();
        p.panel.table()->setCurrentIndex(p.model()->index(0, 0));
        QApplication::setActiveWindow(&p.window);
        QTest::keyClick(p.panel.table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), p.text(0, 0));
        QTest::keyClick(p.panel.table(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        const QStringList rows = QApplication::clipboard()->text().split('\n');
        QCOMPARE(rows[0], QString("input\tEnglish\tBackbone"));
        QVERIFY(rows[1].startsWith("a card game\t" + p.text(0, 0)));
        QTemporaryDir folder;
        QSignalSpy saved(p.panel.results(), &ResultsMenu::saved);
        p.panel.results()->saveAs(folder.filePath("r.csv"));
        p.panel.results()->saveAs(folder.filePath("r.json"));
        QTRY_COMPARE(saved.count(), 2);
        QFile csv(folder.filePath("r.csv")), json(folder.filePath("r.json"));
        QVERIFY(csv.open(QIODevice::ReadOnly) && json.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(csv.readAll()).trimmed().split('\n');
        QCOMPARE(lines.size(), 5);
        QVERIFY(lines[0].startsWith("input,column,answer,"));
        const QJsonObject first = QJsonDocument::fromJson(json.readAll())["inputs"][0]["columns"][0].toObject();
        QCOMPARE(first["column"].toString(), QString("English"));
        QCOMPARE(first["deltas"][0]["name"].toString(), QString("English"));
        QVERIFY(p.text(0, 0).startsWith(first["answer"].toString()));
        QSignalSpy failed(p.panel.results(), &ResultsMenu::failed);
        p.panel.results()->saveAs("/nowhere/r.csv");
        QTRY_COMPARE(failed.count(), 1);
    }

    void aClickOnThePlotTellsTheModule()
    {
        Panels p;
        p.rig.session.attach(p.rig.id(0));
        QVERIFY(p.rig.settle());
        test::finishTurns();
        const int module = p.rig.delta(0).info->taps.front().module;
        QSignalSpy clicked(&p.panel, &BenchPanel::moduleClicked);
        QWidget *canvas = p.panel.plot()->findChild<QWidget *>();
        QTest::mouseClick(canvas, Qt::LeftButton, {}, p.panel.plot()->positionOf(module));
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked[0][0].toInt(), module);
    }

    void everyTaskHasItsView_data()
    {
        QTest::addColumn<int>("head");
        QTest::addColumn<QString>("says");
        QTest::newRow("generation") << int(HeadKind::ConditionalGeneration) << "It is about";
        QTest::newRow("masks") << int(HeadKind::MaskedLm) << "0.50";
        QTest::newRow("answers") << int(HeadKind::QuestionAnswering) << "0.71";
        QTest::newRow("tokens") << int(HeadKind::TokenClassification) << "O ";
        QTest::newRow("embeddings") << int(HeadKind::None) << "6 numbers";
    }

    void everyTaskHasItsView()
    {
        QFETCH(int, head);
        QFETCH(QString, says);
        Panels p(HeadChoice{HeadKind(head), 0});
        p.rig.session.attach(p.rig.id(0));
        QVERIFY(p.rig.settle());
        QVERIFY2(p.text(0, 0).contains(says), qPrintable(p.text(0, 0)));
        test::finishTurns();
        QVERIFY(!p.panel.table()->grab().isNull());
    }

    void anErrorOfTheEngineIsSaidAtTheTable()
    {
        Panels p;
        Mix mix;
        mix.deltas.push_back({p.rig.id(0), true, 1, {}});
        p.rig.workspace.remove(p.rig.id(0)); // behind the session's back
        p.rig.session.addColumn("broken", mix);
        QVERIFY(p.rig.settle());
        bool says = false;
        for (QLabel *label : p.panel.findChildren<QLabel *>())
            says = says || (label->isVisible() && label->text().contains("there is no delta"));
        QVERIFY(says);
    }

    void aClickBelowTheInputsIsWhereTheNextOneIsTyped()
    {
        Panels p;
        auto *ghost = named<QPlainTextEdit>(*p.panel.inputs(), "New input");
        QWidget *area = ghost->parentWidget();
        const InputCard *last = p.panel.inputs()->card(p.rig.input(1));
        p.panel.setFocus();
        QVERIFY(ghost->geometry().bottom() + 20 < area->height());
        QTest::mouseClick(area, Qt::LeftButton, {}, {20, ghost->geometry().bottom() + 10});
        QVERIFY(ghost->hasFocus());
        p.panel.setFocus();
        QTest::mouseClick(area, Qt::LeftButton, {}, {2, last->geometry().center().y()});
        QVERIFY(!ghost->hasFocus());
    }
};

QTEST_MAIN(BenchPanelTest)
#include "tst_benchpanel.moc"
