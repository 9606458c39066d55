#pragma once

#include <QLineEdit>
#include <QPointer>

class QLabel;
class QToolButton;

namespace deltascope::views {

/// Where one types what is sought in the tree: with what was found, steps back and forth, and a way out.
/// Return and F3 go on, with Shift back; Esc empties the field and leaves it.
class FindField : public QLineEdit {
    Q_OBJECT

public:
    explicit FindField(QWidget *parent = nullptr);
    /// "2 of 6" stands in the field; what is wrong with the text, and what finds no room, on a line of its own below
    /// it.
    void showSummary(const QString &summary, bool isWrong);

Q_SIGNALS:
    void nextAsked();
    void previousAsked();
    void left(); ///< the keys belong to the tree again

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QToolButton *makeTool(const QString &icon, const QString &name);
    void place();
    void placeNote();

    QLabel *m_key, *m_summary;
    QPointer<QLabel> m_note; ///< over the window's content, which does not move for it
    bool m_isWrong = false;
    QToolButton *m_previous, *m_next, *m_clear;
};

} // namespace deltascope::views
