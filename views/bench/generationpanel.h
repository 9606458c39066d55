#pragma once

#include "items/session.h"
#include "views/bench/generationwords.h"

#include <QFrame>

#include <functional>

class QButtonGroup;
class QCheckBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace deltascope::views {

class NumberField;

/// How texts are generated, for all columns alike. What is changed here is an edit of the session at once; what is left
/// empty is as the model's files say. Opens above the button it belongs to, so that answers stay in sight.
class GenerationPanel : public QFrame {
    Q_OBJECT

public:
    explicit GenerationPanel(items::Session &session, QWidget *parent = nullptr);
    void openAbove(const QWidget &button);

private:
    using Modes = QList<GenerationMode>;
    struct Row {
        QList<QWidget *> widgets;
        Modes modes; ///< in which it matters
    };

    void addModes(QGridLayout &grid);
    void addNumbers(QGridLayout &grid);
    void addRest(QGridLayout &grid);
    void addRow(QGridLayout &grid, const QString &label, QWidget *field, const Modes &modes);
    QCheckBox *addCheck(QGridLayout &grid, const QString &text, std::optional<bool> GenerationSettings::*flag,
                        const Modes &modes);
    void change(const std::function<void(items::RunSettings &)> &how);
    void refresh();

    items::Session &m_session;
    items::Gesture m_gesture;
    QButtonGroup *m_modes;
    QList<Row> m_rows;
    QList<std::function<void(const items::RunSettings &, const GenerationSettings &ofModel)>> m_shows;
    QPlainTextEdit *m_stops;
    QLineEdit *m_seed;
    QLabel *m_note;
};

} // namespace deltascope::views
