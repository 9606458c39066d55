#pragma once

#include <QWidget>

namespace deltascope::app {

/// One picture of the story, drawn from the demo's own numbers in the theme's colours.
class StoryPicture : public QWidget {
    Q_OBJECT

public:
    /// Where deltas sit; what a switch does; where outputs part.
    enum class What { Sites, Switch, Parting };

    explicit StoryPicture(What what, QWidget *parent = nullptr);
    QSize sizeHint() const override { return {300, pictureHeight}; }

    static constexpr int pictureHeight = 132;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    What m_what;
};

} // namespace deltascope::app
