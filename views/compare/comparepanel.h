#pragma once

#include <QWidget>

class QButtonGroup;
class QStackedWidget;

namespace deltascope::items {
class Likeness;
class Session;
class Sweep;
} // namespace deltascope::items

namespace deltascope::views {

class SimilarityPanel;
class SweepPanel;

/// Deltas compared: what one does as its strength goes up, and how alike several of them change the weights.
class ComparePanel : public QWidget {
    Q_OBJECT

public:
    enum class Page { Strength, Similarity };

    ComparePanel(items::Session &session, items::Sweep &sweep, items::Likeness &likeness, QWidget *parent = nullptr);
    void showPage(Page page);
    SweepPanel *sweep() const { return m_sweep; }
    SimilarityPanel *similarity() const { return m_similarity; }

Q_SIGNALS:
    void moduleChosen(int module);
    void saved(const QString &path);
    void failed(const QString &sentence);

private:
    QWidget *makeHead();

    SweepPanel *m_sweep;
    SimilarityPanel *m_similarity;
    QButtonGroup *m_tabs;
    QStackedWidget *m_heads, *m_pages;
};

} // namespace deltascope::views
