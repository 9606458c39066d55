#pragma once

#include <QDialog>

namespace deltascope::app {

/// The keys, on one page.
class KeysHelp : public QDialog {
    Q_OBJECT

public:
    explicit KeysHelp(QWidget *parent = nullptr);
};

} // namespace deltascope::app
