#pragma once

#include "views/bench/divergencefigure.h"
#include "views/bench/plotzoom.h"

#include <QWidget>

#include <memory>

namespace deltascope::views {

struct DivergencePicture;

/// "Where outputs part from the backbone", along depth. Pointing at it reads it out, a click tells the module; the
/// context menu saves.
class DivergencePlot : public QWidget {
    Q_OBJECT

public:
    explicit DivergencePlot(QWidget *parent = nullptr);
    ~DivergencePlot() override;

    void setLines(const QList<DivergenceLine> &lines);
    /// Model and inputs in words, for what is saved.
    void setSubject(const QString &subject);
    /// Moves the cursor to a module; -1 takes it away.
    void setCursorModule(int module);
    /// Writes a picture (.png, .svg, .pdf) or a table (.csv), and tells what came of it.
    void saveAs(const QString &path);
    /// Where a module stands on the plot, in this widget; outside if it is not there.
    QPoint positionOf(int module) const;
    DivergencePicture picture() const;

Q_SIGNALS:
    void moduleClicked(int module);
    void saved(const QString &path);
    void failed(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Parts;

    void rebuild();
    void applyZoom();
    void turnWheel(const QWheelEvent &event);
    int indexAt(const QPoint &position) const;
    int indexOf(int module) const; ///< -1: not there
    void moveCursor(int index);
    void showReadOut(int index);
    void openMenu(const QPoint &globalPosition);
    void save(const QString &filter, const QString &suffix);

    std::unique_ptr<Parts> m_parts;
    QList<DivergenceLine> m_lines;
    PlotZoom m_zoom;
    QString m_subject;
};

} // namespace deltascope::views
