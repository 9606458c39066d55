#pragma once

#include "items/bench.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace deltascope::views {

class GenerationPanel;
class TintLegend;

/// What a language model's comparison is made with: how texts are generated, and what its cells show. Hidden for other
/// models.
class BenchBar : public QWidget {
    Q_OBJECT

public:
    explicit BenchBar(items::Session &session, QWidget *parent = nullptr);
    GenerationPanel *generation() const { return m_panel; }

private:
    void refresh();
    void drawAgain();

    items::Session &m_session;
    QPushButton *m_generation, *m_again;
    GenerationPanel *m_panel;
    TintLegend *m_legend;
    QComboBox *m_view;
};

} // namespace deltascope::views
