#pragma once

#include <QByteArray>
#include <QImage>
#include <QObject>
#include <QString>

#include <functional>

class QMenu;
class QPoint;
class QWidget;

namespace deltascope::views {

/// What can be taken along of a part of the panel; what is empty is not offered.
struct Takings {
    QString name; ///< of a file to save, without its ending
    std::function<QString(QChar separator)> table;
    std::function<QByteArray()> json = {};
    QString jsonEnding = QStringLiteral("json"); ///< "jsonl" for an object a line
    std::function<QImage()> picture = {};
};

/// The menu of a part of the panel: copying its numbers (also Ctrl+Shift+C), and saving them as CSV, JSON or a picture.
class TakeAway : public QObject {
    Q_OBJECT

public:
    /// Goes with the widget.
    TakeAway(QWidget &widget, Takings takings);

    void addTo(QMenu &menu);
    void copy();
    /// As the path's ending says: .json or .jsonl, .png, else CSV.
    void saveAs(const QString &path);

Q_SIGNALS:
    void saved(const QString &path);
    void failed(const QString &sentence);

private:
    void open(const QPoint &globalPosition);
    void ask(const QString &suffix);

    QWidget &m_widget;
    Takings m_takings;
};

} // namespace deltascope::views
