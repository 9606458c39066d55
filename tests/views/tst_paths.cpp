#include "views/common/pathdialog.h"
#include "views/common/quietstyle.h"
#include "views/common/theme.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace deltascope::views;

namespace {

/// Asks, types the answer into the dialog and presses its button; what came of it.
QString answered(const PathQuestion &question, const QString &typed)
{
    QWidget owner;
    owner.show();
    QString chosen;
    askPath(&owner, question, [&chosen](const QString &path, const QString &) { chosen = path; });
    auto *dialog = owner.findChild<PathDialog *>();
    if (!dialog || !QTest::qWaitForWindowExposed(dialog))
        return {};
    auto *field = dialog->findChild<QLineEdit *>("fileNameEdit");
    field->clear();
    QTest::keyClicks(field, typed);
    auto *buttons = dialog->findChild<QDialogButtonBox *>("buttonBox");
    auto *button = buttons->button(QDialogButtonBox::Save);
    button = button ? button : buttons->button(QDialogButtonBox::Open);
    if (!QTest::qWaitFor([button] { return button->isEnabled(); }, 2000))
        return QStringLiteral("its button is grey");
    QTest::mouseClick(button, Qt::LeftButton);
    (void)QTest::qWaitFor([&chosen] { return !chosen.isEmpty(); }, 2000);
    return chosen;
}

const QString filters = QStringLiteral("Picture (*.png);;Scalable picture (*.svg);;Text (*.txt)");

} // namespace

class PathsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { wear(*qApp, Theme::Kind::Dark); }

    void aNewFolderMayBeNamed()
    {
        QTemporaryDir folder;
        const PathQuestion question{PathQuestion::What::NewFolder, "Save", "en"};
        QCOMPARE(answered(question, folder.filePath("fresh")), folder.filePath("fresh"));
        QVERIFY(!QDir(folder.filePath("fresh")).exists()); // whoever writes makes it
        QVERIFY(QDir().mkpath(folder.filePath("there")));
        QCOMPARE(answered(question, folder.filePath("there")), folder.filePath("there"));
    }

    void aNewFileGetsTheEndingOfTheChosenType()
    {
        QTemporaryDir folder;
        const PathQuestion question{PathQuestion::What::NewFile, "Export", "tree.png", filters};
        QCOMPARE(answered(question, folder.filePath("tree")), folder.filePath("tree.png"));
        QCOMPARE(answered(question, folder.filePath("tree-v1.2")), folder.filePath("tree-v1.2.png"));
        QCOMPARE(answered(question, folder.filePath("tree.svg")), folder.filePath("tree.svg"));
        QCOMPARE(answered(question, folder.filePath("tree.jpg")), folder.filePath("tree.jpg.png"));
    }

    void theProposedNameIsFilledIn()
    {
        QWidget owner;
        owner.show();
        askPath(&owner, {PathQuestion::What::NewFile, "Export", "bart-tree.png", filters}, {});
        QCOMPARE(owner.findChild<PathDialog *>()->findChild<QLineEdit *>("fileNameEdit")->text(),
                 QString("bart-tree.png"));
    }

    void dialogsWearNoStockIcons()
    {
        QDialogButtonBox buttons(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::Close);
        for (QAbstractButton *button : buttons.buttons())
            QVERIFY(button->icon().isNull());
        const QStyle &style = *QApplication::style();
        const QProxyStyle plain(QStringLiteral("Fusion"));
        for (const auto which : {QStyle::SP_DirIcon, QStyle::SP_FileIcon, QStyle::SP_FileDialogToParent})
            QVERIFY(style.standardIcon(which).pixmap(16).toImage() != plain.standardIcon(which).pixmap(16).toImage());
    }
};

QTEST_MAIN(PathsTest)
#include "tst_paths.moc"
