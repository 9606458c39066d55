#pragma once

#include "items/sessionstate.h"

#include <QColor>
#include <QWidget>

namespace deltascope::views {

/// How a token is coloured by what a model thinks of it.
struct Tint {
    QColor background; ///< of a token like any other: the theme's own
    bool isUnderlined = false; ///< less likely, readable in grey too
};

/// Of a natural log-probability: the less likely, the darker.
Tint tintOfLogProb(double logProb);
/// Of a difference of two, in nats: blue where it is likelier here, orange and underlined where it is less likely.
Tint tintOfDifference(double difference);

/// The colours in order, with what their ends mean; nothing where cells show answers.
class TintLegend : public QWidget {
    Q_OBJECT

public:
    explicit TintLegend(QWidget *parent = nullptr);
    void setView(items::CellView view);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString low() const, high() const;

    items::CellView m_view = items::CellView::Answers;
};

} // namespace deltascope::views
