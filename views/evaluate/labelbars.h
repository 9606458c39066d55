#pragma once

#include "views/common/theme.h"

#include <QImage>
#include <QWidget>

namespace deltascope::views {

/// How well each label is found, under the baseline and the chosen configuration.
struct LabelBarsData {
    struct Bar {
        QString label;
        double there = 0, here = 0; ///< F1
        bool hasThere = true;
    };
    QList<Bar> bars;
    QColor here;
    bool isBaseline = false; ///< the chosen one is the baseline itself
};

class LabelBars : public QWidget {
    Q_OBJECT

public:
    explicit LabelBars(QWidget *parent = nullptr);
    void show(const LabelBarsData &data);
    const LabelBarsData &data() const { return m_data; }
    QImage picture(Theme::Kind kind) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void draw(QPainter &painter, const Theme &theme) const;

    LabelBarsData m_data;
};

} // namespace deltascope::views
