#include "views/shelf/shelfpanel.h"

#include "views/common/labels.h"
#include "views/common/numbers.h"
#include "views/common/popup.h"
#include "views/common/toolbutton.h"
#include "views/common/wheelguard.h"
#include "views/shelf/shelfdelegate.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace deltascope::views {

using items::Session;
using items::ShelfModel;
using items::ShelfOrder;

ShelfPanel::ShelfPanel(Session &session, items::Questions &questions, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_shelf(session, questions)
    , m_order(m_shelf)
    , m_folder(new ElidedLabel({}, this))
    , m_choose(makeTool(QStringLiteral("folder"), tr("Choose the folder of the shelf"), this))
    , m_again(makeTool(QStringLiteral("redo"), tr("Look through the folder again (F5)"), this))
    , m_close(makeTool(QStringLiteral("close"), tr("Close the shelf"), this))
    , m_words(new QLineEdit(this))
    , m_by(new QComboBox(this))
    , m_pages(new QStackedWidget(this))
    , m_list(new QListView(this))
    , m_hint(makeLabel({}, "muted", this))
    , m_chooseFirst(new QPushButton(tr("Choose a folder…"), this))
    , m_add(new QPushButton(tr("Add"), this))
    , m_foot(new QWidget(this))
    , m_status(makeLabel({}, "small", m_foot))
{
    setProperty("surface", "panel");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Shelf"));
    m_folder->setProperty("role", "small");
    m_words->setPlaceholderText(tr("Find: lora, bart, fits"));
    m_words->setAccessibleName(tr("Find on the shelf"));
    m_words->setToolTip(
        tr("Words of the name, kind, library, target or backbone; also fits, differs, broken, duplicate"));
    m_words->setClearButtonEnabled(true);
    for (const auto &[by, text] : {std::pair(ShelfOrder::By::Name, tr("Name")),
                                   {ShelfOrder::By::Fit, tr("Fits first")},
                                   {ShelfOrder::By::Size, tr("Largest")},
                                   {ShelfOrder::By::Kind, tr("Kind")},
                                   {ShelfOrder::By::Backbone, tr("Backbone")}})
        m_by->addItem(text, int(by));
    m_by->setAccessibleName(tr("Order of the shelf"));
    guardWheel(m_by);
    m_list->setModel(&m_order);
    m_list->setItemDelegate(new ShelfDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setDragEnabled(true);
    m_list->setDragDropMode(QAbstractItemView::DragOnly);
    m_list->setAccessibleName(tr("Deltas on the shelf"));
    m_list->installEventFilter(this);
    m_words->installEventFilter(this);
    m_hint->setWordWrap(true);
    m_status->setWordWrap(true);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_add->setProperty("role", "primary");
    layOut();
    connectParts();
    refresh();
}

void ShelfPanel::layOut()
{
    auto *title = new QHBoxLayout;
    title->setSpacing(6);
    title->addWidget(makeLabel(tr("SHELF"), "section", this));
    title->addWidget(m_folder, 1);
    title->addStretch();
    title->addWidget(m_again);
    title->addWidget(m_choose);
    title->addWidget(m_close);
    auto *find = new QHBoxLayout;
    find->setSpacing(6);
    find->addWidget(m_words, 1);
    find->addWidget(m_by);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(12, 5, 12, 4);
    head->setSpacing(4);
    head->addLayout(title);
    head->addLayout(find);
    auto *empty = new QWidget;
    auto *hint = new QVBoxLayout(empty);
    hint->setContentsMargins(12, 2, 12, 6);
    hint->setSpacing(8);
    hint->addWidget(m_hint);
    hint->addWidget(m_chooseFirst, 0, Qt::AlignLeft);
    hint->addStretch();
    auto *scroll = new QScrollArea; // a low panel cuts nothing off
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(empty);
    m_pages->addWidget(scroll);
    m_pages->addWidget(m_list);
    auto *foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(12, 4, 12, 6);
    foot->addWidget(m_status, 1);
    foot->addWidget(m_add);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(head);
    all->addWidget(m_pages, 1);
    all->addWidget(m_foot);
}

void ShelfPanel::connectParts()
{
    connect(m_choose, &QToolButton::clicked, this, &ShelfPanel::chooseFolder);
    connect(m_chooseFirst, &QPushButton::clicked, this, &ShelfPanel::chooseFolder);
    connect(m_again, &QToolButton::clicked, &m_shelf, &ShelfModel::lookAgain);
    connect(m_close, &QToolButton::clicked, this, &ShelfPanel::closed);
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_order.setWords(text);
        refresh();
    });
    connect(m_by, &QComboBox::activated, this, [this] {
        m_order.orderBy(ShelfOrder::By(m_by->currentData().toInt()));
        m_list->scrollTo(m_list->currentIndex());
    });
    connect(&m_shelf, &ShelfModel::progressed, this, &ShelfPanel::refresh);
    connect(&m_session, &Session::networkChanged, this, &ShelfPanel::refresh);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        refresh();
        const ShelfEntry *entry = current();
        Q_EMIT pointed(entry ? QList<int>(entry->sites.begin(), entry->sites.end()) : QList<int>());
    });
    connect(m_list, &QListView::doubleClicked, this, &ShelfPanel::add);
    connect(m_add, &QPushButton::clicked, this, &ShelfPanel::add);
}

const ShelfEntry *ShelfPanel::current() const { return ShelfOrder::entryAt(m_list->currentIndex()); }

bool ShelfPanel::isAddable() const
{
    const ShelfEntry *entry = current();
    return entry && entry->fit == ShelfEntry::Fit::Fits && m_session.network();
}

void ShelfPanel::add()
{
    if (isAddable())
        Q_EMIT addAsked(QString::fromStdString(current()->path));
}

void ShelfPanel::chooseFolder()
{
    askPath(this, {PathQuestion::What::ExistingFolder, tr("The folder of the shelf"), m_shelf.folder()},
            [this](const QString &folder, const QString &) { m_shelf.open(folder); });
}

QString ShelfPanel::hintText() const
{
    if (!m_shelf.error().isEmpty())
        return m_shelf.error();
    if (m_shelf.folder().isEmpty())
        return tr("Point the shelf at a folder: every delta below it is listed here, with what it is and whether it "
                  "fits the open model. "
                  "Drag one onto the tree to add it.");
    if (m_shelf.isLooking())
        return tr("Looking…");
    if (m_shelf.rowCount() == 0)
        return tr("No delta is below this folder (OpenDelta, PEFT or AdapterHub).");
    return tr("No delta here holds all of these words.");
}

void ShelfPanel::refresh()
{
    const bool hasFolder = !m_shelf.folder().isEmpty();
    m_folder->setFullText(m_shelf.folder());
    for (QWidget *part : std::initializer_list<QWidget *>{m_folder, m_words, m_by, m_again, m_choose, m_foot})
        part->setVisible(hasFolder);
    m_chooseFirst->setVisible(!hasFolder);
    m_hint->setText(hintText());
    setRole(m_hint, m_shelf.error().isEmpty() ? "muted" : "bad");
    m_pages->setCurrentIndex(m_order.rowCount() > 0 && m_shelf.error().isEmpty() ? 1 : 0);
    m_add->setEnabled(isAddable());
    const ShelfModel::Counts &counts = m_shelf.counts();
    QStringList parts{counted(m_shelf.rowCount(), tr("%1 delta"), tr("%1 deltas"))};
    if (m_session.network() && m_shelf.rowCount() > 0)
        parts << counted(counts.fits, tr("%1 fits"), tr("%1 fit"));
    if (counts.duplicates > 0)
        parts << counted(counts.duplicates, tr("%1 duplicate"), tr("%1 duplicates"));
    if (counts.broken > 0)
        parts << tr("%1 broken").arg(grouped(counts.broken));
    m_status->setText(!hasFolder            ? QString()
                      : m_shelf.isLooking() ? tr("%1, looking…").arg(parts.first())
                                            : parts.join(QStringLiteral(", ")));
    m_status->setToolTip(
        tr("%1 in %2").arg(counted(counts.folders, tr("%1 folder"), tr("%1 folders")), durationText(counts.seconds)));
}

/// What is pointed at is lit in the tree only while the shelf is there.
void ShelfPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    Q_EMIT pointed({});
}

bool ShelfPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_F5) {
        m_shelf.lookAgain();
    } else if (watched == m_list && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        add();
    } else if (watched == m_words && key == Qt::Key_Down && m_order.rowCount() > 0) {
        m_list->setFocus();
        if (!m_list->currentIndex().isValid())
            m_list->setCurrentIndex(m_order.index(0, 0));
    } else if (key == Qt::Key_Escape) {
        watched == m_words && !m_words->text().isEmpty() ? m_words->clear() : Q_EMIT closed();
    } else {
        return QWidget::eventFilter(watched, event);
    }
    return true;
}

} // namespace deltascope::views
