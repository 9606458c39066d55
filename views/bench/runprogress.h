#pragma once

#include "items/bench.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace deltascope::views {

/// How far the bench's run is, with Stop; once stopped, the way on; else how long the last one took. A run that is
/// over in a moment changes nothing here.
class RunProgress : public QWidget {
    Q_OBJECT

public:
    explicit RunProgress(items::Bench &bench, QWidget *parent = nullptr);

private:
    void refresh();
    void press();

    items::Bench &m_bench;
    QLabel *m_text;
    QPushButton *m_button;
    QTimer m_patience;
};

} // namespace deltascope::views
