#pragma once

#include <QProxyStyle>

namespace deltascope::views {

/// Fusion with this program's drawings in place of the style's: dialogs wear them where they need some, and buttons in
/// dialogs none.
class QuietStyle : public QProxyStyle {
    Q_OBJECT

public:
    QuietStyle();
    QIcon standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const override;
    QPixmap standardPixmap(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override;
};

} // namespace deltascope::views
