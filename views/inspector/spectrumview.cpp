#include "views/inspector/spectrumview.h"

#include "views/common/labels.h"
#include "views/common/meterbar.h"
#include "views/common/numbers.h"
#include "views/common/theme.h"
#include "views/inspector/barchart.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::views {

namespace {

constexpr int emptyChartHeight = 26;

} // namespace

SpectrumView::SpectrumView(QWidget *parent)
    : QWidget(parent)
    , m_title(new ElidedLabel({}, this))
    , m_rank(makeLabel({}, "small", this))
    , m_chart(new BarChart(this))
    , m_ratioPart(new QWidget(this))
    , m_ratioBar(new MeterBar(m_ratioPart))
    , m_ratio(makeLabel({}, "small", m_ratioPart))
{
    m_title->setProperty("role", "section");
    m_rank->setToolTip(tr("effective rank: exponential of the entropy of the normalised singular values"));
    m_ratioBar->setToolTip(tr("full where the update is as large as the weight"));
    auto *name = makeLabel(tr("|ΔW| / |W|"), "muted", m_ratioPart);
    name->setToolTip(tr("Frobenius norm of this tap's update over that of the weight, at strength 1"));
    auto *ratio = new QHBoxLayout(m_ratioPart);
    ratio->setContentsMargins(0, 2, 0, 0);
    ratio->addWidget(name);
    ratio->addWidget(m_ratioBar, 1);
    ratio->addWidget(m_ratio);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_rank);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(12, 10, 12, 0);
    all->setSpacing(4);
    all->addLayout(head);
    all->addWidget(m_chart);
    all->addWidget(m_ratioPart);
}

void SpectrumView::show(const items::SessionDelta &delta, const TapStatistics *tap, const QString &waiting)
{
    m_title->setFullText(tr("SPECTRUM, %1").arg(QString::fromStdString(delta.info->name).toUpper()));
    BarData data;
    data.horizontal = tr("index");
    data.vertical = tr("singular value");
    data.color = theme().seriesColor(delta.series);
    data.marks = BarData::Marks::Count;
    data.waiting = waiting.isEmpty() ? tr("no update of a weight matrix here") : waiting;
    if (tap)
        data.bars = tap->singularValues;
    const bool hasBars = !data.bars.empty(), hasRatio = tap && tap->relativeNorm > 0;
    m_chart->setFixedHeight(hasBars || !waiting.isEmpty() ? m_chart->sizeHint().height() : emptyChartHeight);
    m_chart->show(data);
    const bool isZero = hasBars && *std::max_element(data.bars.begin(), data.bars.end()) == 0;
    m_rank->setText(isZero    ? tr("the update is zero")
                    : hasBars ? tr("rank %1 of %2").arg(decimal(tap->effectiveRank, 1)).arg(data.bars.size())
                              : QString());
    m_ratioPart->setVisible(hasRatio || !waiting.isEmpty());
    m_ratioBar->setLevel(hasRatio ? std::min(1.0, tap->relativeNorm) : 0, data.color);
    m_ratio->setText(hasRatio ? shortNumber(tap->relativeNorm) : QStringLiteral("–"));
}

} // namespace deltascope::views
