#pragma once

#include <QWidget>

namespace deltascope::views {

/// What the colours of a similarity map mean, from -1 to 1.
class SimilarityScale : public QWidget {
    Q_OBJECT

public:
    explicit SimilarityScale(QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace deltascope::views
