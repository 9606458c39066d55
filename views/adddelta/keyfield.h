#pragma once

#include "core/kinds.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace deltascope::views {

/// The field of one number or word of a fresh delta. What is wrong with it is said below it, while it is typed.
class KeyField : public QWidget {
    Q_OBJECT

public:
    explicit KeyField(const KeyInfo &key, QWidget *parent = nullptr);
    const KeyInfo &key() const { return m_key; }
    QString text() const;
    /// What is wrong with the text; empty if nothing is.
    const QString &problem() const { return m_problem; }

Q_SIGNALS:
    void changed();
    void submitted();

private:
    void check();

    KeyInfo m_key;
    QLineEdit *m_line = nullptr; ///< either this
    QComboBox *m_choice = nullptr; ///< or this
    QLabel *m_says;
    QString m_problem;
};

/// What is wrong with a text as the value of a key: ranks, widths and counts are whole numbers from 1 on, scales
/// numbers other than 0; anything else is the engine's to judge.
QString problemOf(const KeyInfo &key, const QString &text);

} // namespace deltascope::views
