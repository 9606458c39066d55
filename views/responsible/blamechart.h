#pragma once

#include "views/common/theme.h"

#include <QImage>
#include <QWidget>

#include <optional>
#include <vector>

namespace deltascope::views {

/// The runs of a search for responsible sites, and what its end says.
struct BlameChartData {
    /// A delta's sites among the candidates.
    struct Row {
        QColor color;
        std::vector<bool> isThere; ///< by candidate
    };
    struct Trial {
        std::vector<bool> isOn; ///< by candidate
        QString answer;
        std::optional<float> probability;
        bool holds = false; ///< it is the answer that is to be explained
        bool isFound = false;
    };
    struct Verdict {
        QString title;
        int sites = 0;
        QString answer;
        std::optional<float> probability;
        QString note;
        bool holds = false, isFound = false;
    };
    QList<Row> rows;
    QList<Trial> trials;
    QList<Verdict> verdicts;
};

/// Every run as a small block of squares, deltas by modules, filled where attached; below, the runs that tell most. A
/// click on a run, or Return, says which it is.
class BlameChart : public QWidget {
    Q_OBJECT

public:
    explicit BlameChart(QWidget *parent = nullptr);
    void show(const BlameChartData &data);
    const BlameChartData &data() const { return m_data; }
    QRect trialRect(int trial) const;
    QImage picture(Theme::Kind kind) const;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {400, heightForWidth(400)}; }
    QSize minimumSizeHint() const override { return {240, 80}; }

Q_SIGNALS:
    void trialChosen(int trial);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    /// Sizes that follow from the data.
    struct Block {
        int square, perLine, lines; ///< pixels; candidates in a line; lines of a row
        int width, height; ///< of a whole block
    };
    Block block() const;
    int perRow(int width) const;
    int trialsHeight(int width) const;
    QRect trialRect(int trial, int width) const;
    int trialAt(const QPoint &position) const;
    QString textOf(int trial) const;
    void draw(QPainter &painter, const Theme &theme) const;
    void drawTrial(QPainter &painter, const Theme &theme, int trial) const;
    void drawVerdict(QPainter &painter, const Theme &theme, const QRect &box,
                     const BlameChartData::Verdict &verdict) const;

    BlameChartData m_data;
    int m_current = 0; ///< that the keys are at
};

} // namespace deltascope::views
