#include "views/adddelta/adddeltapanel.h"

#include "core/deltaname.h"
#include "items/wording.h"
#include "tree/deadpatterns.h"
#include "views/adddelta/freshform.h"
#include "views/adddelta/savedform.h"
#include "views/common/labels.h"
#include "views/common/numbers.h"

#include <QButtonGroup>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <string_view>
#include <unordered_set>

namespace deltascope::views {

namespace {

constexpr int typingPause = 80;

QToolButton *makeTab(const QString &text, QButtonGroup *group, int id)
{
    auto *tab = new QToolButton;
    tab->setText(text);
    tab->setCheckable(true);
    tab->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    group->addButton(tab, id);
    return tab;
}

} // namespace

AddDeltaPanel::AddDeltaPanel(items::Session &session, items::Questions &questions, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_questions(questions)
    , m_tabs(new QButtonGroup(this))
    , m_pages(new QStackedWidget(this))
    , m_saved(new SavedForm(this))
    , m_fresh(new FreshForm(this))
    , m_name(new QLineEdit(this))
    , m_status(makeLabel({}, "muted", this))
    , m_scroll(new QScrollArea(this))
    , m_add(new QPushButton(tr("Add"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setProperty("surface", "panel");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Add delta"));
    m_name->setAccessibleName(tr("Name of the delta"));
    m_status->setWordWrap(true);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_add->setProperty("role", "primary");
    m_timer.setSingleShot(true);
    m_timer.setInterval(typingPause);
    layOut();
    connectParts();
    refresh();
}

void AddDeltaPanel::layOut()
{
    m_pages->addWidget(m_saved);
    m_pages->addWidget(m_fresh);
    auto *tabs = new QHBoxLayout;
    tabs->addWidget(makeTab(tr("Saved"), m_tabs, int(Page::Saved)));
    tabs->addWidget(makeTab(tr("Fresh"), m_tabs, int(Page::Fresh)));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_add);
    auto *body = new QWidget;
    auto *all = new QVBoxLayout(body);
    all->setContentsMargins(12, 9, 12, 8);
    all->setSpacing(8);
    all->addWidget(makeLabel(tr("ADD DELTA"), "section", this));
    all->addLayout(tabs);
    all->addWidget(m_pages);
    all->addWidget(m_status); // below the field that it is about
    all->addWidget(makeLabel(tr("Name"), "small", this));
    all->addWidget(m_name);
    all->addStretch(1);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(body);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(m_scroll, 1);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 6, 12, 8);
    foot->setSpacing(6);
    foot->addLayout(buttons);
    outer->addLayout(foot);
}

void AddDeltaPanel::connectParts()
{
    connect(m_tabs, &QButtonGroup::idClicked, this, [this](int id) { start(Page(id)); });
    connect(&m_timer, &QTimer::timeout, this, &AddDeltaPanel::match);
    connect(m_fresh, &FreshForm::changed, this, &AddDeltaPanel::scheduleMatch);
    connect(m_fresh, &FreshForm::submitted, this, &AddDeltaPanel::add);
    connect(m_saved, &SavedForm::chosen, this, &AddDeltaPanel::checkPath);
    connect(m_add, &QPushButton::clicked, this, &AddDeltaPanel::add);
    connect(m_cancel, &QPushButton::clicked, this, &AddDeltaPanel::close);
    new QShortcut(Qt::Key_Escape, this, this, &AddDeltaPanel::close, Qt::WidgetWithChildrenShortcut);
    connect(&m_session, &items::Session::networkChanged, this, [this] {
        if (isFresh())
            offerKinds();
    });
    connect(&m_session, &items::Session::addingFailed, this, [this](std::uint64_t adding, const Error &error) {
        if (adding == m_adding)
            takeFailure(error);
    });
    connect(&m_session, &items::Session::addingEnded, this, [this](std::uint64_t adding) {
        if (adding == m_adding)
            close();
    });
}

void AddDeltaPanel::start(Page page)
{
    m_tabs->button(int(page))->setChecked(true);
    m_pages->setCurrentIndex(int(page));
    // The hidden page must not keep the shown one tall.
    for (int i = 0; i < m_pages->count(); ++i)
        m_pages->widget(i)->setSizePolicy(QSizePolicy::Preferred,
                                          i == int(page) ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    m_matched.clear();
    m_doesFit = false;
    m_adding = 0;
    m_match.cancel();
    m_looking.drop();
    m_check.cancel();
    m_name->clear();
    Q_EMIT targetsMatched({});
    if (page == Page::Fresh) {
        offerKinds();
        m_fresh->focusTargets();
        scheduleMatch();
    } else {
        m_saved->setPath({});
        m_saved->focusButton();
    }
    refresh();
}

void AddDeltaPanel::offerKinds()
{
    m_fresh->offer(m_session.network() ? m_session.network()->kinds : std::vector<KindInfo>());
}

/// As the last delta came; the first one mostly is a saved one.
void AddDeltaPanel::begin(const QString &shelf)
{
    const auto &deltas = m_session.state().deltas;
    const auto saved = std::find_if(deltas.rbegin(), deltas.rend(),
                                    [](const items::SessionDelta &delta) { return !delta.request.path.empty(); });
    const QString last = saved == deltas.rend() ? QString() : QString::fromStdString(saved->request.path);
    const QString beside = last.isEmpty() ? QString() : QFileInfo(last).absolutePath();
    m_saved->setStart(QFileInfo(beside).isDir() ? beside : shelf);
    start(deltas.empty() || !deltas.back().request.path.empty() ? Page::Saved : Page::Fresh);
}

void AddDeltaPanel::setPath(const QString &path)
{
    start(Page::Saved);
    m_saved->setPath(path);
    checkPath(path);
}

bool AddDeltaPanel::isPointing() const { return isVisible() && isFresh(); }

bool AddDeltaPanel::isFresh() const { return m_pages->currentIndex() == int(Page::Fresh); }

void AddDeltaPanel::pointAt(int module)
{
    const NetworkInfo *network = m_session.network();
    if (!network || !isPointing() || module <= 0)
        return;
    m_fresh->point(QString::fromStdString(network->modules.at(std::size_t(module)).name));
}

void AddDeltaPanel::scheduleMatch()
{
    m_match.cancel();
    m_looking.drop();
    m_matched.clear();
    m_timer.start();
    refresh();
}

void AddDeltaPanel::match()
{
    const QStringList list = m_fresh->patterns();
    if (list.isEmpty() || !isPointing()) {
        Q_EMIT targetsMatched({});
        return;
    }
    std::vector<std::string> texts;
    for (const QString &pattern : list)
        texts.push_back(pattern.toStdString());
    m_match = m_questions.match(this, texts,
                                {.then = [this](const std::vector<int> &modules) { takeMatch(modules); },
                                 .failed =
                                     [this](const Error &error) {
                                         Q_EMIT targetsMatched({});
                                         takeFailure(error);
                                     }});
}

void AddDeltaPanel::takeMatch(const std::vector<int> &modules)
{
    m_matched = QList<int>(modules.begin(), modules.end());
    refresh();
    sayMatched({});
    lookForDead();
    Q_EMIT targetsMatched(m_matched);
}

void AddDeltaPanel::sayMatched(const std::vector<std::string> &dead)
{
    const QString count = counted(m_matched.size(), tr("%1 module matches, lit in the tree."),
                                  tr("%1 modules match, lit in the tree."));
    QStringList patterns;
    for (const std::string &pattern : dead)
        patterns << QString::fromStdString(pattern);
    if (m_matched.isEmpty())
        say("bad", tr("No module matches."));
    else if (patterns.isEmpty())
        say("muted", count);
    else
        say("doubt", count + QLatin1Char('\n') + tr("Nothing matches %1.").arg(patterns.join(QStringLiteral(", "))));
}

/// Of several patterns those that add nothing, most likely slips: said as soon as they are found.
void AddDeltaPanel::lookForDead()
{
    m_looking.drop();
    std::vector<std::string> patterns;
    for (const QString &pattern : m_fresh->patterns())
        patterns.push_back(pattern.toStdString());
    if (!m_session.network() || m_matched.isEmpty() || patterns.size() < 2)
        return;
    m_looking.start([this, patterns, network = m_session.sharedNetwork()] {
        // On another thread: nothing of this object may be touched here.
        std::vector<tree::NamedModule> modules;
        for (const ModuleInfo &module : network->modules)
            modules.push_back({module.name, module.type});
        return [this, dead = tree::deadPatterns(modules, patterns)] { sayMatched(dead); };
    });
}

void AddDeltaPanel::takeCheck(const CheckReport &report)
{
    m_doesFit = report.fits;
    m_saved->showFacts(report.facts);
    QStringList lines;
    if (!report.kind.empty()) // else nothing but its problems is known
        lines << tr("%1 %2, %3")
                     .arg(QString::fromStdString(report.format), QString::fromStdString(report.kind),
                          counted(report.parameters, tr("%1 parameter"), tr("%1 parameters")))
              << (report.fits ? tr("fits this model") : tr("does not fit this model"));
    for (const Problem &problem : report.problems)
        lines << items::wording(problem.text);
    refresh();
    say(report.fits ? "muted" : "bad", lines.join(QLatin1Char('\n')));
    if (report.fits && !report.matched.empty() && m_session.network()) {
        QList<int> modules;
        const std::unordered_set<std::string_view> matched(report.matched.begin(), report.matched.end());
        const auto &all = m_session.network()->modules;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (matched.contains(all[i].name))
                modules << int(i);
        Q_EMIT targetsMatched(modules);
    }
}

void AddDeltaPanel::takeFailure(const Error &error)
{
    m_adding = 0;
    refresh();
    say("bad", items::wording(error));
}

void AddDeltaPanel::checkPath(const QString &path)
{
    m_doesFit = false;
    m_saved->showFacts({});
    m_name->setPlaceholderText(m_session.freeName(QString::fromStdString(nameFromPath(path.toStdString()))));
    m_check = m_questions.check(this, path.toStdString(),
                                {.then = [this](const CheckReport &report) { takeCheck(report); },
                                 .failed = [this](const Error &error) { takeFailure(error); }});
    refresh();
    say("muted", tr("Looking at it…"));
}

void AddDeltaPanel::refresh()
{
    const KindInfo *kind = m_fresh->kind();
    const bool asksForModules = kind && !kind->targetsKey.empty();
    const bool isReady
        = isFresh() ? kind && m_fresh->isWhole() && (!asksForModules || !m_matched.isEmpty()) : m_doesFit;
    m_add->setEnabled(isReady && m_adding == 0 && m_session.network());
    if (isFresh() && kind)
        m_name->setPlaceholderText(m_session.freeName(QString::fromStdString(kind->kind).toLower()));
    if (!m_session.network())
        say("muted", tr("Open a model first."));
    else if (isFresh() && asksForModules && m_fresh->patterns().isEmpty())
        say("muted", tr("Name the modules, or click them in the tree."));
    else if (isFresh() ? !asksForModules : m_saved->path().isEmpty())
        say("muted", QString());
}

void AddDeltaPanel::say(const char *role, const QString &text)
{
    if (m_status->text() == text && m_status->property("role") == QLatin1String(role))
        return;
    setRole(m_status, role);
    m_status->setText(text);
    m_status->setVisible(!text.isEmpty());
    if (!text.isEmpty()) // once it has its place
        QTimer::singleShot(0, this, [this] { m_scroll->ensureWidgetVisible(m_status, 0, 4); });
}

DeltaRequest AddDeltaPanel::request() const
{
    DeltaRequest request;
    const QString name = m_name->text().trimmed();
    request.name = m_session.freeName(name.isEmpty() ? m_name->placeholderText() : name).toStdString();
    if (!isFresh()) {
        request.path = m_saved->path().toStdString();
        return request;
    }
    m_fresh->fill(request);
    return request;
}

void AddDeltaPanel::add()
{
    if (!m_add->isEnabled())
        return;
    m_adding = m_session.add(request(), {});
    refresh();
    say("muted", tr("Adding…"));
}

void AddDeltaPanel::close()
{
    m_adding = 0;
    Q_EMIT targetsMatched({});
    Q_EMIT closed();
}

/// What the targets match is lit in the tree only while the form is there, however it goes.
void AddDeltaPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    Q_EMIT targetsMatched({});
}

} // namespace deltascope::views
