#pragma once

#include <QLineEdit>

class QLabel;
class QToolButton;

namespace deltascope::views {

/// Where one types what is sought in the tree: with what was found, steps back and forth, and a way out.
/// Return and F3 go on, with Shift back; Esc empties the field and leaves it.
class FindField : public QLineEdit {
    Q_OBJECT

public:
    explicit FindField(QWidget *parent = nullptr);
    /// "2 of 6"; what is wrong with the text stands here and in the field's tooltip.
    void showSummary(const QString &summary, bool isWrong);

Q_SIGNALS:
    void nextAsked();
    void previousAsked();
    void left(); ///< the keys belong to the tree again

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *makeTool(const QString &icon, const QString &name);
    void place();

    QLabel *m_key, *m_summary;
    QToolButton *m_previous, *m_next, *m_clear;
};

} // namespace deltascope::views
