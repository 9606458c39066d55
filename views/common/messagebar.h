#pragma once

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace deltascope::views {

/// A line above the panels that says what went wrong or needs attention. Its text can be selected and copied.
class MessageBar : public QWidget {
    Q_OBJECT

public:
    enum class Tone { Error, Notice };

    explicit MessageBar(QWidget *parent = nullptr);
    void show(Tone tone, const QString &text);
    QString text() const;
    /// A button beside what is said now, until something else is said.
    void offer(const QString &label, std::function<void()> action);

public Q_SLOTS:
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_text;
    QHBoxLayout *m_offers;
    Tone m_tone = Tone::Notice;
};

} // namespace deltascope::views
