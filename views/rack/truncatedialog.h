#pragma once

#include "items/questions.h"
#include "items/session.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;

namespace deltascope::views {

/// Keeps the strongest singular directions of a low-rank delta. What that changes is measured as the slider moves, and
/// the smaller delta is saved as a folder of its own.
class TruncateDialog : public QDialog {
    Q_OBJECT

public:
    TruncateDialog(items::Session &session, items::Questions &questions, DeltaId delta, QWidget *parent = nullptr);
    /// The directions that are kept.
    int rank() const;
    void setRank(int rank);
    /// Whether what is shown belongs to rank().
    bool isMeasured() const { return m_report && m_report->rank == m_request.rank && m_request.rank == rank(); }

Q_SIGNALS:
    /// A folder for the smaller delta is to be chosen.
    void saveAsked(const SaveRequest &request);

private:
    void layOut();
    void measure();
    void take(const TruncationReport &report);
    void say(const QString &problem);
    void save();

    items::Questions &m_questions;
    SaveRequest m_request; ///< of what is measured
    std::optional<TruncationReport> m_report;
    QTimer m_timer;
    QLabel *m_title, *m_of, *m_kept, *m_error, *m_size, *m_problem;
    QSlider *m_slider;
    QSpinBox *m_number;
    QPushButton *m_save, *m_cancel;
};

} // namespace deltascope::views
