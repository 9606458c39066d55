#include "app/progressline.h"

#include "views/common/labels.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace deltascope::app {

using bridge::Lane;

namespace {

constexpr int patience = 100;

bool isShown(Lane lane) { return lane == Lane::Open || lane == Lane::Edit || lane == Lane::Write; }

} // namespace

ProgressLine::ProgressLine(bridge::Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_text(views::makeLabel({}, "muted", this))
    , m_bar(new QProgressBar(this))
{
    setProperty("surface", "bar");
    setAttribute(Qt::WA_StyledBackground);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 0);
    m_bar->setAccessibleName(tr("Progress"));
    auto *cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, [this] { m_workspace.cancel(m_lane); });
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 12, 4);
    row->addWidget(m_text);
    row->addWidget(m_bar, 1);
    row->addWidget(cancel);
    setVisible(false);
    m_delay.setSingleShot(true);
    m_delay.setInterval(patience);
    connect(&m_delay, &QTimer::timeout, this, [this] { setVisible(m_isBusy); });
    connect(&workspace, &bridge::Workspace::busyChanged, this, &ProgressLine::take);
    connect(&workspace, &bridge::Workspace::progressed, this, [this](Lane lane, double fraction, const QString &what) {
        if (lane != m_lane)
            return;
        m_text->setText(what);
        m_bar->setRange(0, fraction < 0 ? 0 : 1000);
        m_bar->setValue(int(fraction * 1000));
    });
}

void ProgressLine::take(Lane lane, bool isBusy)
{
    if (!isShown(lane))
        return;
    if (isBusy) {
        m_lane = lane;
        m_isBusy = true;
        m_text->setText(lane == Lane::Open ? tr("Opening…") : lane == Lane::Edit ? tr("Loading…") : tr("Writing…"));
        m_bar->setRange(0, 0);
        m_delay.start();
    } else if (lane == m_lane) {
        m_isBusy = false;
        m_delay.stop();
        setVisible(false);
    }
}

} // namespace deltascope::app
