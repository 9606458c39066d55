// How the start page is laid out.
#include "app/start/droptarget.h"
#include "app/start/modelsdelegate.h"
#include "app/start/sessionsdelegate.h"
#include "app/start/startpage.h"
#include "app/start/story.h"
#include "views/common/icons.h"
#include "views/common/labels.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace deltascope::app {

namespace {

constexpr int mostWidth = 1500, sideMargin = 40, between = 16, rowHeight = 34, leastList = 150, headHeight = 28;

/// A list, and the words that stand in its place while it is empty, on one card.
QStackedWidget *makePages(QWidget *list, QLabel *hint, QWidget *parent)
{
    auto *pages = new QStackedWidget(parent);
    pages->setMinimumHeight(leastList);
    for (QWidget *page : {list, static_cast<QWidget *>(hint)}) {
        auto *card = new QFrame(pages);
        card->setProperty("surface", "card");
        card->setAttribute(Qt::WA_StyledBackground);
        auto *all = new QVBoxLayout(card);
        all->setContentsMargins(1, 1, 1, 1);
        all->addWidget(page);
        pages->addWidget(card);
    }
    hint->setWordWrap(true);
    hint->setAlignment(Qt::AlignCenter);
    hint->setMargin(24);
    pages->setCurrentIndex(1);
    return pages;
}

QWidget *makeHead(const QString &title, const QList<QWidget *> &parts, QWidget *parent)
{
    auto *head = new QWidget(parent);
    head->setFixedHeight(headHeight);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(views::makeLabel(title, "section", head));
    for (QWidget *part : parts)
        row->addWidget(part);
    row->insertStretch(2);
    return head;
}

} // namespace

StartPage::StartPage(items::Keeper &keeper, items::Questions &questions, QWidget *parent)
    : QWidget(parent)
    , m_sessions(keeper)
    , m_models(questions)
    , m_story(new Story(this))
    , m_trouble(new QFrame(this))
    , m_problem(views::makeLabel({}, "bad", m_trouble))
    , m_find(new QPushButton(tr("Find it…"), m_trouble))
    , m_back(new QPushButton(this))
    , m_sessionList(new QListView(this))
    , m_sessionCount(views::makeLabel({}, "small", this))
    , m_modelTable(new QTableView(this))
    , m_modelCount(views::makeLabel({}, "small", this))
    , m_modelHint(views::makeLabel({}, "muted", this))
    , m_place(new QPushButton(tr("Look in another folder…"), this))
    , m_name(new QPushButton(tr("Hub id or path…"), this))
    , m_target(new DropTarget(this))
{
    setProperty("surface", "window");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Start page"));
    m_back->setIcon(views::icon(QStringLiteral("chevron-left")));
    m_back->setProperty("role", "link");
    m_back->setToolTip(tr("Leave the start page (Esc)"));
    m_place->setIcon(views::icon(QStringLiteral("folder")));
    m_find->setToolTip(tr("Its session is kept, with its deltas, columns and inputs"));
    setUpLists();
    layOut();
    connectParts();
}

void StartPage::setUpLists()
{
    m_sessionList->setModel(&m_sessions);
    m_sessionList->setItemDelegate(new SessionsDelegate(m_sessionList));
    m_sessionList->setUniformItemSizes(true);
    m_sessionList->setAccessibleName(tr("Recent sessions"));
    m_modelTable->setModel(&m_models);
    m_modelTable->setItemDelegate(new ModelsDelegate(m_modelTable));
    m_modelTable->setAccessibleName(tr("Models on this machine"));
    m_modelTable->setShowGrid(false);
    m_modelTable->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_modelTable->setTabKeyNavigation(false);
    m_modelTable->setWordWrap(false);
    m_modelTable->verticalHeader()->setVisible(false);
    m_modelTable->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_modelTable->verticalHeader()->setMinimumSectionSize(rowHeight);
    QHeaderView *header = m_modelTable->horizontalHeader();
    header->setProperty("role", "quiet");
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
    header->setFixedHeight(headHeight);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(LocalModels::NameColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(LocalModels::ClassColumn, QHeaderView::Stretch);
    header->resizeSection(LocalModels::SizeColumn, 92);
    header->resizeSection(LocalModels::DeltasColumn, 138);
    header->resizeSection(LocalModels::OpenColumn, 84);
    for (QAbstractItemView *list :
         {static_cast<QAbstractItemView *>(m_sessionList), static_cast<QAbstractItemView *>(m_modelTable)}) {
        list->setFrameShape(QFrame::NoFrame);
        list->setMouseTracking(true);
        list->setEditTriggers(QAbstractItemView::NoEditTriggers);
        list->setSelectionMode(QAbstractItemView::SingleSelection);
        list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    }
}

/// What went wrong, and the way back.
QWidget *StartPage::makeTop()
{
    m_trouble->setProperty("surface", "card");
    m_trouble->setAttribute(Qt::WA_StyledBackground);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *row = new QHBoxLayout(m_trouble);
    row->setContentsMargins(14, 10, 14, 10);
    row->addWidget(m_problem, 1);
    row->addWidget(m_find);
    auto *top = new QWidget(this);
    auto *all = new QVBoxLayout(top);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_back, 0, Qt::AlignLeft);
    all->addWidget(m_trouble);
    return top;
}

QWidget *StartPage::makeSessions()
{
    auto *place = new QWidget(this);
    m_sessionPages
        = makePages(m_sessionList,
                    views::makeLabel(tr("What you open is kept here at every edit: deltas, strengths, columns "
                                        "and inputs. Open a model to begin."),
                                     "muted", place),
                    place);
    auto *all = new QVBoxLayout(place);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(6);
    all->addWidget(makeHead(tr("RECENT SESSIONS"), {m_sessionCount}, place));
    all->addWidget(m_sessionPages, 1);
    return place;
}

QWidget *StartPage::makeModels()
{
    auto *place = new QWidget(this);
    m_modelPages = makePages(m_modelTable, m_modelHint, place);
    auto *all = new QVBoxLayout(place);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(6);
    all->addWidget(makeHead(tr("MODELS ON THIS MACHINE"), {m_modelCount, m_name, m_place}, place));
    all->addWidget(m_modelPages, 1);
    all->addSpacing(6);
    all->addWidget(m_target);
    return place;
}

void StartPage::layOut()
{
    auto *lists = new QHBoxLayout;
    lists->setSpacing(between);
    lists->addWidget(makeSessions(), 33);
    lists->addWidget(makeModels(), 67);
    auto *page = new QWidget(this);
    page->setMaximumWidth(mostWidth);
    auto *all = new QVBoxLayout(page);
    all->setContentsMargins(0, between, 0, between);
    all->setSpacing(between);
    all->addWidget(makeTop());
    all->addWidget(m_story);
    all->addLayout(lists, 1);
    auto *middle = new QWidget(this);
    auto *across = new QHBoxLayout(middle);
    across->setContentsMargins(sideMargin, 0, sideMargin, 0);
    across->addStretch(1);
    across->addWidget(page, 1000); // as wide as it may be
    across->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(middle);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
}

} // namespace deltascope::app
