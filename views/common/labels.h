#pragma once

#include "core/describe.h"

#include <QLabel>

namespace deltascope::views {

/// A label dressed by the style sheet's role: "section", "muted", "small", "chip", ...
QLabel *makeLabel(const QString &text, const char *role, QWidget *parent = nullptr);
/// Gives a widget another role after it was shown.
void setRole(QWidget *widget, const char *role);

/// "fc1, fc2"
QString joined(const std::vector<std::string> &texts);
/// The clear word where a strength would stand; empty for a delta that has one.
QString noStrengthText(const DeltaInfo &delta);

/// A label that gives way: text that does not fit is elided in the middle and shown in full on hover.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(const QString &text = {}, QWidget *parent = nullptr);
    void setFullText(const QString &text);
    const QString &fullText() const { return m_text; }
    void setElideMode(Qt::TextElideMode mode);
    /// Elides so that the text can be told from these, see elidedAmong().
    void setLikes(const QStringList &names);
    /// Extra sentences for the tooltip below the text.
    void setHint(const QString &hint);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    int padding() const;

    QString m_text, m_hint;
    QStringList m_likes;
    Qt::TextElideMode m_mode = Qt::ElideMiddle;
};

} // namespace deltascope::views
