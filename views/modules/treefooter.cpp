#include "views/modules/treefooter.h"

#include "views/common/numbers.h"
#include "views/common/theme.h"
#include "views/common/totals.h"

#include <QEvent>
#include <QResizeEvent>

namespace deltascope::views {

namespace {

/// What the network needs of the memory: what is mapped, what a run adds.
QString memoryText(const NetworkInfo &network, std::int64_t deltaBytes)
{
    const QString mapped = TreeFooter::tr("backbone %1 mapped").arg(bytesText(network.bytes));
    const QString copies
        = network.copyBytes > 0 ? TreeFooter::tr(", running adds %1").arg(bytesText(network.copyBytes)) : QString();
    return mapped + copies + TreeFooter::tr(", deltas %1").arg(bytesText(deltaBytes));
}

QString memoryHint(const NetworkInfo &network)
{
    if (!network.runnable)
        return {};
    const QString copies = network.copyBytes > 0
                               ? TreeFooter::tr("The first run makes copies of %1, since the file's numbers are of "
                                                "another type than is computed in.\n")
                                     .arg(bytesText(network.copyBytes))
                               : QString();
    return TreeFooter::tr("Mapped weights are read page by page as running touches them.\n") + copies
           + TreeFooter::tr("A run takes about %1 for each token of each configuration.")
                 .arg(bytesText(network.bytesPerToken));
}

} // namespace

TreeFooter::TreeFooter(const items::Session &session, const items::ModuleTreeModel &model, QWidget *parent)
    : QLabel(parent)
    , m_session(session)
    , m_model(model)
{
    setProperty("role", "small");
    setTextFormat(Qt::RichText);
    setContentsMargins(12, 6, 12, 6);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(&model, &items::ModuleTreeModel::made, this, &TreeFooter::refresh);
    connect(&model, &QAbstractItemModel::modelReset, this, &TreeFooter::refresh);
    connect(&session, &items::Session::mixChanged, this, &TreeFooter::refresh);
    refresh();
}

void TreeFooter::refresh()
{
    const items::TreeStep &shown = m_model.shown();
    if (!shown.skeleton) {
        clear();
        return;
    }
    // The deltas' parameters were counted when their rows were made: nothing here grows with the tree.
    std::vector<tree::DeltaCount> counts;
    for (const auto &parts : shown.parts)
        counts.push_back(parts->count);
    const NetworkInfo &network = shown.skeleton->network();
    const TreeTotals totals(network, counts, m_session.state().liveMix());
    const QString gap = QStringLiteral("&nbsp;&nbsp;&nbsp;&nbsp; ");
    const QString bold = QStringLiteral("<b style='color:%1'>").arg(theme().text.name());
    QStringList pieces{totals.trainableText(bold, QStringLiteral("</b>")), totals.deltasText()};
    const QString memory = memoryText(network, totals.bytes);
    setText((pieces + QStringList(memory)).join(gap));
    for (; sizeHint().width() > width() && !pieces.isEmpty(); pieces.removeLast()) // whole pieces or none of them
        setText(pieces.join(gap));
    setToolTip(memory + QLatin1Char('\n') + memoryHint(network));
}

void TreeFooter::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        refresh();
}

/// What does not fit gives way and keeps nothing wide.
QSize TreeFooter::minimumSizeHint() const { return {0, QLabel::minimumSizeHint().height()}; }

void TreeFooter::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        refresh();
}

} // namespace deltascope::views
