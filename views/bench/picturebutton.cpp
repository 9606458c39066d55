#include "views/bench/picturebutton.h"

#include "items/pictureinput.h"
#include "views/common/popup.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>

namespace deltascope::views {

PictureButton::PictureButton(QWidget *parent)
    : QPushButton(tr("Choose pictures…"), parent)
{
    setToolTip(tr("Or drop pictures here, or paste them"));
    connect(this, &QPushButton::clicked, this, &PictureButton::choose);
}

void PictureButton::choose()
{
    const QString filters = tr("Pictures (%1);;All files (*)")
                                .arg(QStringLiteral("*.") + items::pictureEndings().join(QStringLiteral(" *.")));
    askPaths(this, {PathQuestion::What::ExistingFiles, tr("Pictures as inputs"), {}, filters},
             [this](const QStringList &paths) { Q_EMIT given(paths); });
}

void PictureButton::keyPressEvent(QKeyEvent *event)
{
    const bool isTaken = event->matches(QKeySequence::Paste)
                         && items::takePictures(this, QGuiApplication::clipboard()->mimeData(),
                                                [this](const QStringList &paths) { Q_EMIT given(paths); });
    if (!isTaken)
        QPushButton::keyPressEvent(event);
}

} // namespace deltascope::views
