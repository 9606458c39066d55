#pragma once

#include <QDialog>

namespace deltascope::app {

class Actions;

/// The keys, on one page.
class KeysHelp : public QDialog {
    Q_OBJECT

public:
    explicit KeysHelp(const Actions &actions, QWidget *parent = nullptr);
};

} // namespace deltascope::app
