#include "views/bench/inputeditor.h"

#include "items/pictureinput.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QTextDocument>

namespace deltascope::views {

InputEditor::InputEditor(const QString &accessibleName, QWidget *parent)
    : QPlainTextEdit(parent)
{
    setAccessibleName(accessibleName);
    setFrameShape(QFrame::NoFrame);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setAcceptDrops(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setCursorWidth(0); // the caret blinks where the keys go, and nowhere else
}

bool InputEditor::canInsertFromMimeData(const QMimeData *source) const
{
    return source
           && (source->hasImage() || !items::pictureFiles(source->urls()).isEmpty()
               || QPlainTextEdit::canInsertFromMimeData(source));
}

/// A clipboard that nobody owns gives no source, or one that holds nothing.
void InputEditor::insertFromMimeData(const QMimeData *source)
{
    if (!source)
        return;
    if (items::takePictures(this, source, [this](const QStringList &paths) { Q_EMIT picturesPasted(paths); }))
        return;
    QStringList lines;
    for (const QString &line : source->text().split(QLatin1Char('\n')))
        if (!line.trimmed().isEmpty())
            lines << line.trimmed();
    if (lines.size() > 1)
        Q_EMIT linesPasted(lines);
    else if (source->hasText())
        QPlainTextEdit::insertFromMimeData(source);
}

bool InputEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void InputEditor::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && !(event->modifiers() & Qt::ShiftModifier))
        Q_EMIT nextAsked();
    else if (event->key() == Qt::Key_Escape)
        Q_EMIT leaveAsked();
    else
        QPlainTextEdit::keyPressEvent(event);
}

void InputEditor::focusInEvent(QFocusEvent *event)
{
    setCursorWidth(1);
    QPlainTextEdit::focusInEvent(event);
}

void InputEditor::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    setCursorWidth(0);
}

} // namespace deltascope::views
