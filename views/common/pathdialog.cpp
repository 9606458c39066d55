#include "views/common/pathdialog.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

#include <algorithm>

namespace deltascope::views {

namespace {

/// ".png" of "Picture (*.png)"; all that a filter names.
QStringList endingsOf(const QString &filter)
{
    static const QRegularExpression ending(QStringLiteral("\\*(\\.[A-Za-z0-9]+)"));
    QStringList endings;
    for (QRegularExpressionMatchIterator match = ending.globalMatch(filter); match.hasNext();)
        endings << match.next().captured(1);
    return endings;
}

} // namespace

QString withEnding(const QString &path, const QString &chosen, const QStringList &filters)
{
    const QStringList wanted = endingsOf(chosen);
    const bool isKnown = std::any_of(filters.begin(), filters.end(), [&path](const QString &filter) {
        const QStringList endings = endingsOf(filter);
        return std::any_of(endings.begin(), endings.end(),
                           [&path](const QString &ending) { return path.endsWith(ending, Qt::CaseInsensitive); });
    });
    return path.isEmpty() || isKnown || wanted.isEmpty() ? path : path + wanted.first();
}

PathDialog::PathDialog(QWidget *owner, const PathQuestion &question)
    : QFileDialog(owner, question.title)
    , m_what(question.what)
{
    using What = PathQuestion::What;
    setAttribute(Qt::WA_DeleteOnClose);
    setOption(QFileDialog::DontUseNativeDialog); // others refuse names of new folders
    if (!question.filters.isEmpty())
        setNameFilters(question.filters.split(QStringLiteral(";;")));
    const bool isFolder = m_what == What::ExistingFolder || m_what == What::NewFolder;
    setOption(QFileDialog::ShowDirsOnly, isFolder);
    if (m_what == What::NewFile)
        setAcceptMode(QFileDialog::AcceptSave);
    else
        setFileMode(isFolder                        ? QFileDialog::Directory
                    : m_what == What::ExistingFiles ? QFileDialog::ExistingFiles
                                                    : QFileDialog::ExistingFile);
    if (m_what == What::NewFile || m_what == What::NewFolder)
        selectFile(question.start);
    else if (!question.start.isEmpty())
        setDirectory(question.start);
    if (m_what == What::NewFolder)
        askForNew();
}

/// The dialog knows folders that are there only, and greys its button for every other name, at whatever it hears of.
void PathDialog::askForNew()
{
    setLabelText(QFileDialog::Accept, tr("Save here"));
    auto *field = findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
    auto *buttons = findChild<QDialogButtonBox *>(QStringLiteral("buttonBox"));
    QPushButton *button = buttons ? buttons->button(QDialogButtonBox::Open) : nullptr;
    if (!field || !button)
        return;
    const auto offer = [field, button] { button->setEnabled(!field->text().trimmed().isEmpty()); };
    for (const auto signal : {&QFileDialog::currentChanged, &QFileDialog::directoryEntered})
        connect(this, signal, button, offer, Qt::QueuedConnection);
    connect(field, &QLineEdit::textChanged, button, offer, Qt::QueuedConnection);
    QMetaObject::invokeMethod(button, offer, Qt::QueuedConnection);
}

void PathDialog::accept()
{
    const QStringList paths = selectedFiles();
    const QString path = paths.value(0);
    if (m_what == PathQuestion::What::NewFile && paths.size() == 1 && !QFileInfo(path).isDir()) {
        // Not by selectFile(), which leaves a field alone that has the focus.
        auto *field = findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
        if (const QString whole = withEnding(path, selectedNameFilter(), nameFilters()); field && whole != path)
            field->setText(whole);
    }
    const QFileInfo folder(path);
    if (m_what == PathQuestion::What::NewFolder && paths.size() == 1 && !folder.exists() && folder.dir().exists())
        QDialog::accept();
    else
        QFileDialog::accept();
}

} // namespace deltascope::views
