#include "views/compare/similaritypanel.h"

#include "items/wording.h"
#include "views/common/csv.h"
#include "views/common/labels.h"
#include "views/common/numbers.h"
#include "views/common/popup.h"
#include "views/common/takeaway.h"
#include "views/compare/similaritymap.h"
#include "views/compare/similarityscale.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace deltascope::views {

namespace {

constexpr int mapProgressWidth = 90;
/// Cosines below the first say that two changes have little to do with one another, above the second that they have a
/// lot.
constexpr double telling = 0.1, strong = 0.5;

QString tableOf(const items::SimilarityModel &model, QChar separator)
{
    QString text;
    for (const QStringList &line : model.table())
        text += csvLine(line, separator);
    return text;
}

} // namespace

SimilarityPanel::SimilarityPanel(items::Session &session, items::Likeness &likeness, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_likeness(likeness)
    , m_model(session, likeness)
    , m_head(new QWidget(this))
    , m_scale(new SimilarityScale(this))
    , m_facts(makeLabel({}, "small", this))
    , m_verdict(makeLabel({}, "result", this))
    , m_left(makeLabel({}, "muted", this))
    , m_hint(makeLabel({}, "muted", this))
    , m_error(makeLabel({}, "bad", this))
    , m_pointed(new ElidedLabel({}, this))
    , m_bar(new QProgressBar(this))
    , m_save(new QToolButton(this))
    , m_map(new SimilarityMap(m_model, this))
    , m_take(new TakeAway(*m_map, {QStringLiteral("similarity"),
                                   [this](QChar c) { return tableOf(m_model, c); },
                                   {},
                                   {},
                                   [this] { return m_map->picture(Theme::Kind::Light); }}))
{
    setProperty("surface", "window");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Similarity of deltas"));
    layOut();
    connectParts();
    refresh();
}

void SimilarityPanel::layOut()
{
    m_save->setProperty("role", "choice");
    m_save->setText(tr("Save…"));
    m_save->setToolTip(tr("Copy or save the numbers and their picture"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(mapProgressWidth);
    m_bar->setRange(0, 0);
    m_bar->setAccessibleName(tr("Comparing deltas"));
    auto *row = new QHBoxLayout(m_head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_facts);
    row->addStretch();
    row->addWidget(m_bar);
    row->addWidget(m_save);
    m_hint->setAlignment(Qt::AlignCenter);
    for (QLabel *label : {m_verdict, m_left, m_hint, m_error})
        label->setWordWrap(true);
    m_verdict->setContentsMargins(12, 8, 12, 2);
    for (QLabel *label : {m_left, m_error})
        label->setContentsMargins(12, 2, 12, 4);
    m_pointed->setProperty("role", "small");
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 4, 12, 6);
    foot->setSpacing(16);
    foot->addWidget(m_scale);
    foot->addWidget(m_pointed, 1);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    for (QLabel *label : {m_verdict, m_left, m_error})
        all->addWidget(label);
    all->addWidget(m_hint, 1);
    all->addWidget(m_map, 1);
    all->addLayout(foot);
}

void SimilarityPanel::connectParts()
{
    connect(&m_likeness, &items::Likeness::changed, this, &SimilarityPanel::refresh);
    connect(&m_session, &items::Session::networkChanged, this, &SimilarityPanel::refresh);
    connect(m_save, &QToolButton::clicked, this, &SimilarityPanel::openSaveMenu);
    connect(m_map, &SimilarityMap::moduleChosen, this, &SimilarityPanel::moduleChosen);
    connect(m_map, &SimilarityMap::pointedAt, this, [this](const QModelIndex &index) {
        m_pointed->setFullText(index.isValid() ? m_model.words(index)
                                               : tr("Point at a square: which module, which angle."));
    });
    connect(m_take, &TakeAway::saved, this, &SimilarityPanel::saved);
    connect(m_take, &TakeAway::failed, this, &SimilarityPanel::failed);
}

void SimilarityPanel::refresh()
{
    const int pairs = m_model.rowCount();
    m_bar->setVisible(m_likeness.isRunning());
    m_save->setVisible(pairs > 0);
    m_facts->setText(pairs == 0 ? QString()
                                : tr("%1 over %2")
                                      .arg(counted(pairs, tr("%1 pair"), tr("%1 pairs")),
                                           counted(m_model.columnCount() - 1, tr("%1 module"), tr("%1 modules"))));
    m_verdict->setText(verdict());
    QStringList left;
    if (m_likeness.comparison())
        for (const Error &error : m_likeness.comparison()->left)
            left << items::wording(error);
    m_left->setText(left.join(QLatin1Char('\n')));
    m_error->setText(m_likeness.error() ? items::wording(*m_likeness.error()) : QString());
    m_hint->setText(hint());
    for (QLabel *label : {m_verdict, m_left, m_error, m_hint})
        label->setVisible(!label->text().isEmpty());
    for (QWidget *part : std::initializer_list<QWidget *>{m_map, m_scale, m_pointed})
        part->setVisible(pairs > 0);
    Q_EMIT m_map->pointedAt(m_map->currentIndex());
}

/// The pair to look at first, in words.
QString SimilarityPanel::verdict() const
{
    if (m_model.rowCount() == 0)
        return {};
    const auto cosineOf = [this](int row) { return m_model.index(row, 0).data(items::CosineRole); };
    int last = m_model.rowCount() - 1;
    while (last > 0 && !cosineOf(last).isValid())
        --last;
    const QVariant least = cosineOf(0), most = cosineOf(last);
    if (!least.isValid())
        return tr("Nothing to compare: one delta of every pair changes nothing yet.");
    if (least.toDouble() <= -telling)
        return (least.toDouble() <= -strong ? tr("%1 pull against one another (%2).")
                                            : tr("%1 pull against one another a little (%2)."))
            .arg(m_model.pairName(0), m_model.index(0, 0).data().toString());
    if (most.toDouble() >= telling)
        return (most.toDouble() >= strong
                    ? tr("%1 go the same way (%2).")
                    : tr("No two deltas pull against one another; %1 have a little in common (%2)."))
            .arg(m_model.pairName(last), m_model.index(last, 0).data().toString());
    return tr("No two deltas have much to do with one another (%1 to %2).")
        .arg(m_model.index(0, 0).data().toString(), m_model.index(last, 0).data().toString());
}

QString SimilarityPanel::hint() const
{
    if (m_model.rowCount() > 0 || m_likeness.error() || m_likeness.isRunning())
        return {};
    const NetworkInfo *network = m_session.network();
    if (!network)
        return tr("Open a model first.");
    if (m_session.state().deltas.size() < 2)
        return tr("Add two deltas that change weights: how alike they change each module stands here.");
    return m_likeness.comparison() ? tr("Fewer than two of the deltas change weights.") : QString();
}

void SimilarityPanel::openSaveMenu()
{
    QMenu *menu = makePopup(this);
    m_take->addTo(*menu);
    popUpBelow(menu, *m_save);
}

void SimilarityPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_likeness.setFollowed(true);
}

void SimilarityPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_likeness.setFollowed(false);
}

} // namespace deltascope::views
