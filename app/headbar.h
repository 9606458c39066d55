#pragma once

#include "engine/engine.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace deltascope::app {

/// Below the top bar: says when a head is freshly initialised, and offers a head for a checkpoint that has none.
class HeadBar : public QWidget {
    Q_OBJECT

public:
    explicit HeadBar(QWidget *parent = nullptr);
    void show(const NetworkInfo *network);
    QString text() const;

Q_SIGNALS:
    void headChosen(const HeadChoice &head);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_text;
    QComboBox *m_head;
    QLabel *m_labelsTitle;
    QSpinBox *m_labels;
    QPushButton *m_use, *m_close;
};

} // namespace deltascope::app
