#pragma once

#include "items/background.h"

#include <QPixmap>
#include <QWidget>

namespace deltascope::views {

/// A small copy of a picture's file, read beside the window's thread once it is to be painted.
class Thumbnail : public QWidget {
    Q_OBJECT

public:
    explicit Thumbnail(QWidget *parent = nullptr);
    void show(const QString &path);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void read();

    QString m_path;
    QPixmap m_pixmap;
    enum class State { Unread, Reading, Read } m_state = State::Unread;
    items::Background m_reading;
};

} // namespace deltascope::views
