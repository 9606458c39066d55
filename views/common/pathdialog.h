#pragma once

#include "views/common/popup.h"

#include <QFileDialog>

namespace deltascope::views {

/// The file dialog as this program wants it: a new folder's name may be typed, and a new file gets the ending of the
/// chosen type unless its name ends in one of the others.
class PathDialog : public QFileDialog {
    Q_OBJECT

public:
    PathDialog(QWidget *owner, const PathQuestion &question);

protected:
    void accept() override;

private:
    void askForNew();

    PathQuestion::What m_what;
};

/// `path` with the ending of the chosen filter ("Picture (*.png)"), unless it ends as one of `filters` wants.
QString withEnding(const QString &path, const QString &chosen, const QStringList &filters);

} // namespace deltascope::views
