#include "app/start/startpage.h"

#include "app/start/droptarget.h"
#include "app/start/story.h"
#include "io/hub.h"
#include "views/common/numbers.h"

#include <QDir>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>

namespace deltascope::app {

namespace {

/// "~/.cache/huggingface/hub"
QString cacheText()
{
    const QString cache = QString::fromStdString(io::cacheFolder()), home = QDir::homePath() + QLatin1Char('/');
    return cache.startsWith(home) ? QStringLiteral("~/") + cache.mid(home.size()) : cache;
}

} // namespace

void StartPage::connectParts()
{
    connect(m_story, &Story::demoAsked, this, &StartPage::demoAsked);
    connect(m_story, &Story::walkAsked, this, &StartPage::walkAsked);
    connect(m_story, &Story::folded, this, &StartPage::storyFolded);
    connect(m_story, &Story::unfolded, this, &StartPage::storyUnfolded);
    connect(m_find, &QPushButton::clicked, this, &StartPage::findAsked);
    connect(m_back, &QPushButton::clicked, this, &StartPage::left);
    connect(m_place, &QPushButton::clicked, this, &StartPage::placeAsked);
    connect(m_name, &QPushButton::clicked, this, &StartPage::nameAsked);
    connect(m_target->choose(), &QPushButton::clicked, this, &StartPage::folderAsked);
    connect(m_target, &DropTarget::dropped, this, &StartPage::dropped);
    connect(&m_sessions, &KeptSessions::read, this, &StartPage::showSessions);
    connect(&m_models, &LocalModels::progressed, this, &StartPage::showModels);
    connect(m_sessionList, &QListView::clicked, this, &StartPage::openSession);
    connect(m_modelTable, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == LocalModels::OpenColumn)
            openModel(index);
    });
    connect(m_modelTable, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() != LocalModels::OpenColumn)
            openModel(index);
    });
    m_sessionList->installEventFilter(this);
    m_modelTable->installEventFilter(this);
}

void StartPage::show(const StartFacts &facts)
{
    m_problem->setText(facts.problem);
    m_find->setVisible(facts.canFind);
    m_trouble->setVisible(!facts.problem.isEmpty() || facts.canFind);
    m_back->setText(tr("Back to %1").arg(facts.open));
    m_back->setVisible(!facts.open.isEmpty());
    m_story->setDemo(facts.demo);
    facts.isStoryFolded ? m_story->fold() : m_story->unfold();
    m_sessions.refresh();
    m_models.look(facts.folders, facts.shelf);
    setVisible(true);
    focusFirst();
}

/// What one most likely wants next has the keys.
void StartPage::focusFirst()
{
    if (!m_find->isHidden() && !m_trouble->isHidden())
        m_find->setFocus();
    else if (m_sessions.rowCount() > 0)
        m_sessionList->setFocus();
    else if (!m_story->demo()->isHidden())
        m_story->demo()->setFocus();
    else
        m_target->choose()->setFocus();
}

void StartPage::showSessions()
{
    const int count = m_sessions.rowCount();
    m_sessionCount->setText(count > 0 ? QString::number(count) : QString());
    m_sessionPages->setCurrentIndex(count > 0 ? 0 : 1);
    if (count > 0 && !m_sessionList->currentIndex().isValid())
        m_sessionList->setCurrentIndex(m_sessions.index(0));
    if (count > 0 && m_story->demo()->hasFocus()) // as it was when nothing was read yet
        m_sessionList->setFocus();
}

void StartPage::showModels()
{
    const int count = m_models.rowCount();
    const bool isLooking = m_models.isLooking();
    const QString where = cacheText();
    m_modelCount->setText(count > 0 ? tr("%1, %2").arg(views::counted(count, tr("%1 model"), tr("%1 models")),
                                                       views::bytesText(m_models.bytes()))
                                    : QString());
    m_modelCount->setToolTip(tr("In %1 and the folders of models that were open").arg(where));
    m_modelHint->setText(isLooking ? tr("Looking through %1…").arg(where)
                                   : tr("No model in %1 yet. Look in another folder, or type the hub id of one: it is "
                                        "downloaded into that cache.")
                                         .arg(where));
    m_modelPages->setCurrentIndex(count > 0 ? 0 : 1);
    if (count > 0 && !m_modelTable->currentIndex().isValid())
        m_modelTable->setCurrentIndex(m_models.index(0, 0));
}

void StartPage::openSession(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const files::KeptSession kept = m_sessions.at(index.row());
    if (index.data(KeptSessions::OpenRole).toBool())
        Q_EMIT left();
    else if (m_sessions.isMoved(index.row()))
        Q_EMIT moveAsked(kept);
    else
        Q_EMIT sessionAsked(kept);
}

void StartPage::openModel(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT modelAsked(m_models.modelAt(index.row()));
}

bool StartPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        watched == m_sessionList ? openSession(m_sessionList->currentIndex()) : openModel(m_modelTable->currentIndex());
        return true;
    default: return false;
    }
}

/// What stands behind the page is not changed from here: keys that would, mean nothing.
bool StartPage::event(QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return QWidget::event(event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isDigit = key->key() >= Qt::Key_1 && key->key() <= Qt::Key_9;
    if (isDigit || key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo))
        event->accept();
    return true;
}

void StartPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_back->isHidden())
        Q_EMIT left();
    else
        QWidget::keyPressEvent(event);
}

} // namespace deltascope::app
