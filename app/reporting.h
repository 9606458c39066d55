#pragma once

#include "items/background.h"
#include "items/desk.h"
#include "report/report.h"

#include <QObject>

namespace deltascope::app {

/// Makes the report of what is open: its inputs under its columns, run anew, how alike its deltas are, the tree, hashes
/// and the session itself, from which the command line makes the report again.
class Reporting : public QObject {
    Q_OBJECT

public:
    explicit Reporting(items::Desk &desk, QObject *parent = nullptr);
    /// To a new or empty folder. Of several that are asked for, the last one is made.
    void start(const QString &folder);
    bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void written(const QString &page); ///< the file to open
    void failed(const Error &error);

private:
    struct Plan;
    void run(std::shared_ptr<Plan> plan);
    void compare(std::shared_ptr<Plan> plan);
    void write(std::shared_ptr<Plan> plan);
    void end(const Error &error);

    items::Desk &m_desk;
    bridge::Question m_question;
    items::Background m_background;
    bool m_isRunning = false;
};

} // namespace deltascope::app
