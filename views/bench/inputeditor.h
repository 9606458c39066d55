#pragma once

#include <QPlainTextEdit>

namespace deltascope::views {

/// The text of an input. Return goes on to the next input, Shift+Return breaks the line; several lines that are pasted
/// are several inputs; pictures that are pasted are told. Undo and redo are the window's.
class InputEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit InputEditor(const QString &accessibleName, QWidget *parent = nullptr);

Q_SIGNALS:
    void nextAsked();
    void leaveAsked(); ///< Esc
    /// Two lines or more, none of them blank; nothing is inserted.
    void linesPasted(const QStringList &lines);
    /// Files of pictures, one of them made from the clipboard where that holds a picture itself.
    void picturesPasted(const QStringList &paths);

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
};

} // namespace deltascope::views
