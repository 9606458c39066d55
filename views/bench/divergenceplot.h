#pragma once

#include "core/run.h"

#include <QColor>
#include <QList>
#include <QString>
#include <QWidget>

#include <memory>

namespace deltascope::views {

/// One column's line: how far each module's output is from the backbone's, in the order modules run.
struct DivergenceLine {
    QString name;
    QColor color;
    QList<int> series; ///< its deltas: the first gives the colour, the last the marks on the line
    std::vector<ModuleDivergence> points;
};

/// "Where outputs part from the backbone", along depth. A click tells the module; the context menu saves.
class DivergencePlot : public QWidget {
    Q_OBJECT

public:
    explicit DivergencePlot(QWidget *parent = nullptr);
    ~DivergencePlot() override;

    void setLines(const QList<DivergenceLine> &lines);
    /// Moves the cursor to a module; -1 takes it away.
    void setCursorModule(int module);
    /// The numbers as a table: module, then one column a line.
    QString csv() const;
    QByteArray pdf() const;
    /// Where a module stands on the plot, in this widget; outside if it is not there.
    QPoint positionOf(int module) const;

Q_SIGNALS:
    void moduleClicked(int module);
    void failed(const QString &sentence);
    void saved(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Parts;

    void dress();
    void rebuild();
    void setTicks();
    int indexAt(const QPoint &position) const;
    void showReadOut(int index);
    void openMenu(const QPoint &globalPosition);
    void save(const QString &filter, const QString &suffix);
    void saveAs(const QString &path, const QString &suffix);

    std::unique_ptr<Parts> m_parts;
    QList<DivergenceLine> m_lines;
};

} // namespace deltascope::views
