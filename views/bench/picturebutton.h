#pragma once

#include <QPushButton>

namespace deltascope::views {

/// Stands where the empty input is for models that take pictures: they are chosen with it, or pasted while it has the
/// focus.
class PictureButton : public QPushButton {
    Q_OBJECT

public:
    explicit PictureButton(QWidget *parent = nullptr);

Q_SIGNALS:
    void given(const QStringList &paths);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void choose();
};

} // namespace deltascope::views
