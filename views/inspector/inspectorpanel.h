#pragma once

#include "items/questions.h"
#include "items/session.h"

#include <QWidget>

#include <optional>

class QLabel;
class QScrollArea;

namespace deltascope::views {

class SpectrumView;
class TapList;
class TapRow;
class WeightsView;

/// What is known of the selected module: its parameters, the taps that sit there, and their statistics.
class InspectorPanel : public QWidget {
    Q_OBJECT

public:
    InspectorPanel(items::Session &session, items::Questions &questions, QWidget *parent = nullptr);

    /// One module, or all members of a folded row under its label; switches then act on all of them.
    void inspect(const QString &label, const QList<int> &modules);
    const QList<int> &modules() const { return m_modules; }
    TapRow *tapRow(DeltaId id) const;
    bool isLoading() const { return m_question.isOpen(); }

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeBody();
    void connectSession();
    void load();
    void refresh();
    void showModule();
    void syncTaps();
    void showSpectrum();
    QString waiting() const;

    items::Session &m_session;
    items::Questions &m_questions;
    QString m_label;
    QList<int> m_modules;
    items::Question m_question;
    std::optional<ModuleStatistics> m_statistics;
    QString m_error;

    QLabel *m_hint;
    QScrollArea *m_scroll;
    QWidget *m_body;
    QLabel *m_name, *m_facts;
    TapList *m_taps;
    SpectrumView *m_spectrum;
    WeightsView *m_weights;
};

} // namespace deltascope::views
