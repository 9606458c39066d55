#pragma once

#include "core/describe.h"
#include "core/requests.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace deltascope::app {

/// Below the top bar: says when a head is freshly initialised, and offers the family's heads where the checkpoint has
/// none, lacks weights of its own, or when asked.
class HeadBar : public QWidget {
    Q_OBJECT

public:
    explicit HeadBar(QWidget *parent = nullptr);
    void show(const NetworkInfo *network);
    /// Lets the user choose, whatever is open.
    void offer(const NetworkInfo &network);
    /// Offers a head like the one that a delta brings, which answers to something else than the network's.
    void offer(const NetworkInfo &network, const std::string &delta, const DeltaHead &head);
    QString text() const;
    QSize sizeHint() const override { return {460, QWidget::sizeHint().height()}; }

Q_SIGNALS:
    void headChosen(const HeadChoice &head);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    HeadKind chosen() const;
    void showLabels();
    /// With the heads of `choices` to choose from; none if it is null.
    void say(const QString &text, const NetworkInfo *choices);

    QLabel *m_text;
    QComboBox *m_head;
    QLabel *m_labelsTitle;
    QSpinBox *m_labels;
    QPushButton *m_use, *m_close;
};

} // namespace deltascope::app
