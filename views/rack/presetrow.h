#pragma once

#include "items/session.h"

#include <QAbstractButton>
#include <QList>
#include <QWidget>

class QLineEdit;
class QToolButton;

namespace deltascope::views {

/// One preset: its number, the marks of its deltas and, while it is what is plugged in, its name.
class PresetChip : public QAbstractButton {
    Q_OBJECT

public:
    explicit PresetChip(QWidget *parent);
    struct Look {
        int number = 0;
        QString name;
        QList<int> series; ///< of its deltas
        bool isPluggedIn = false;
    };
    void show(const Look &look);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
};

/// The session's presets as chips that wrap: a click plugs one in, the last button keeps what is plugged in now.
class PresetRow : public QWidget {
    Q_OBJECT

public:
    explicit PresetRow(items::Session &session, QWidget *parent = nullptr);
    PresetChip *chip(int number) const { return m_chips.value(number - 1); } ///< from 1; null if there is none
    QToolButton *keepButton() const { return m_keep; }
    /// Opens the field that renames the preset.
    void editName(int key);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place(width, Placing::Measure); }
    QSize sizeHint() const override { return {200, heightForWidth(200)}; }
    QSize minimumSizeHint() const override { return {60, 26}; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Placing { Measure, Move };
    int place(int width, Placing placing) const;
    void sync();
    void openMenu(int number, const QPoint &globalPosition);
    void takeName();

    items::Session &m_session;
    QList<PresetChip *> m_chips;
    QToolButton *m_keep;
    QLineEdit *m_edit;
    int m_edited = -1; ///< key of the preset that is renamed
};

} // namespace deltascope::views
