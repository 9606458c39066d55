#include "app/progressline.h"

#include "views/common/labels.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace deltascope::app {

using bridge::Lane;

namespace {

constexpr int patience = 100, barWidth = 180;

bool isShown(Lane lane)
{
    return lane == Lane::Open || lane == Lane::Edit || lane == Lane::Write || lane == Lane::Evaluate
           || lane == Lane::Blame || lane == Lane::Report;
}

} // namespace

ProgressLine::ProgressLine(bridge::Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_text(new views::ElidedLabel({}, this))
    , m_bar(new QProgressBar(this))
    , m_stop(new QPushButton(tr("Stop"), this))
{
    setProperty("surface", "foot");
    m_text->setProperty("role", "small");
    setAttribute(Qt::WA_StyledBackground);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 0);
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setFixedWidth(barWidth);
    m_stop->setProperty("role", "link");
    connect(m_stop, &QPushButton::clicked, this, [this] { m_workspace.cancel(m_lane); });
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(10);
    row->addWidget(m_text);
    row->addWidget(m_bar);
    row->addWidget(m_stop);
    row->addStretch();
    row->addWidget(views::makeLabel(tr("F1 shows the keys"), "small", this));
    setFixedHeight(lineHeight);
    showBusy();
    m_delay.setSingleShot(true);
    m_delay.setInterval(patience);
    connect(&m_delay, &QTimer::timeout, this, &ProgressLine::showBusy);
    connect(&workspace, &bridge::Workspace::busyChanged, this, &ProgressLine::take);
    connect(&workspace, &bridge::Workspace::progressed, this, [this](Lane lane, double fraction, const QString &what) {
        if (lane != m_lane)
            return;
        m_text->setFullText(what);
        m_bar->setRange(0, fraction < 0 ? 0 : 1000);
        m_bar->setValue(int(fraction * 1000));
    });
}

/// The line keeps its place; only what it says comes and goes.
void ProgressLine::showBusy()
{
    for (QWidget *part : std::initializer_list<QWidget *>{m_text, m_bar, m_stop})
        part->setVisible(m_isBusy);
}

void ProgressLine::take(Lane lane, bool isBusy)
{
    if (!isShown(lane))
        return;
    if (isBusy) {
        m_lane = lane;
        m_isBusy = true;
        m_text->setFullText(lane == Lane::Open    ? tr("Opening…")
                            : lane == Lane::Edit  ? tr("Loading…")
                            : lane == Lane::Write ? tr("Writing…")
                                                  : tr("Evaluating…"));
        m_bar->setRange(0, 0);
        m_delay.start();
    } else if (lane == m_lane) {
        m_isBusy = false;
        m_delay.stop();
        showBusy();
    }
}

} // namespace deltascope::app
