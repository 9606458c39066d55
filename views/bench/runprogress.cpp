#include "views/bench/runprogress.h"

#include "views/common/labels.h"
#include "views/common/numbers.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace deltascope::views {

namespace {
constexpr int patience = 150; ///< milliseconds that a run may take unseen
} // namespace

RunProgress::RunProgress(items::Bench &bench, QWidget *parent)
    : QWidget(parent)
    , m_bench(bench)
    , m_text(makeLabel({}, "small", this))
    , m_button(new QPushButton(this))
{
    m_button->setProperty("role", "link");
    m_text->setAccessibleName(tr("State of the run"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addStretch();
    row->addWidget(m_text);
    row->addWidget(m_button);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &RunProgress::refresh);
    connect(m_button, &QPushButton::clicked, this, &RunProgress::press);
    for (const auto signal : {&items::Bench::runningChanged, &items::Bench::staleChanged})
        connect(&bench, signal, this, [this] {
            if (m_bench.isRunning() && m_button->isHidden()) {
                if (!m_patience.isActive())
                    m_patience.start();
            } else {
                refresh();
            }
        });
    refresh();
}

void RunProgress::refresh()
{
    const bool isRunning = m_bench.isRunning();
    if (!isRunning)
        m_patience.stop();
    m_button->setVisible(isRunning || m_bench.isStopped());
    m_button->setText(isRunning ? tr("Stop") : tr("Go on"));
    m_button->setAccessibleName(isRunning ? tr("Stop the run") : tr("Go on with the run"));
    setToolTip(tr("Time of the last run, all its inputs and columns together"));
    if (isRunning) {
        const auto [done, all] = m_bench.progress();
        m_text->setText(tr("%1 of %2").arg(done).arg(all));
        setToolTip(tr("Cells that are computed, of those that the run is about"));
    } else if (m_bench.isStopped()) {
        m_text->setText(tr("stopped"));
        setToolTip(tr("What had come stays; the rest is computed when you go on, or change something."));
    } else {
        m_text->setText(m_bench.seconds() ? durationText(*m_bench.seconds()) : QString());
    }
}

void RunProgress::press() { m_bench.isRunning() ? m_bench.stop() : m_bench.resume(); }

} // namespace deltascope::views
