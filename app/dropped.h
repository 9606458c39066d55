#pragma once

#include "bridge/workspace.h"
#include "core/dataline.h"

#include <QObject>

#include <vector>

namespace deltascope::app {

/// Finds out what a dropped file or folder is: a list of inputs, a delta, or else a model.
class Dropped : public QObject {
    Q_OBJECT

public:
    explicit Dropped(bridge::Workspace &workspace, QObject *parent = nullptr);
    void take(const QString &path);

Q_SIGNALS:
    void modelFound(const QString &path);
    void deltaFound(const QString &path);
    void inputsFound(const std::vector<DataLine> &lines); ///< with what they say is right
    void noted(const QString &sentence); ///< what was left out
    void failed(const Error &error);

private:
    void read(const QString &path);
    void parse(const QString &path, const QByteArray &bytes);
    void identify(const QString &path);

    bridge::Workspace &m_workspace;
};

} // namespace deltascope::app
