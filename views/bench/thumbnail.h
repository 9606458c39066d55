#pragma once

#include <QPixmap>
#include <QWidget>

namespace deltascope::views {

/// A small copy of a picture's file, read when it is first painted.
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
    bool m_isRead = false;
};

} // namespace deltascope::views
