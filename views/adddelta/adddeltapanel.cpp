#include "views/adddelta/adddeltapanel.h"

#include "views/adddelta/kinds.h"
#include "views/common/labels.h"
#include "views/common/numbers.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::views {

namespace {

constexpr int typingPause = 80;

QString textOf(QWidget *field)
{
    if (auto *box = qobject_cast<QComboBox *>(field))
        return box->currentText();
    return static_cast<QLineEdit *>(field)->text().trimmed();
}

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

AddDeltaPanel::AddDeltaPanel(items::Session &session, bridge::Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_workspace(workspace)
    , m_tabs(new QButtonGroup(this))
    , m_pages(new QStackedWidget(this))
    , m_name(new QLineEdit(this))
    , m_status(makeLabel({}, "muted", this))
    , m_add(new QPushButton(tr("Add"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setProperty("surface", "panel");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Add delta"));
    auto *title = makeLabel(tr("ADD DELTA"), "section", this);
    auto *tabs = new QHBoxLayout;
    tabs->addWidget(makeTab(tr("Saved"), m_tabs, int(Page::Saved)));
    tabs->addWidget(makeTab(tr("Fresh"), m_tabs, int(Page::Fresh)));
    m_pages->addWidget(makeSavedPage());
    m_pages->addWidget(makeFreshPage());
    m_name->setAccessibleName(tr("Name of the delta"));
    m_status->setWordWrap(true);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_add->setProperty("role", "primary");
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_add);
    auto *body = new QWidget;
    auto *all = new QVBoxLayout(body);
    all->setContentsMargins(12, 9, 12, 12);
    all->setSpacing(8);
    all->addWidget(title);
    all->addLayout(tabs);
    all->addWidget(m_pages);
    all->addWidget(makeLabel(tr("Name"), "small", this));
    all->addWidget(m_name);
    all->addWidget(m_status);
    all->addLayout(buttons);
    all->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(body);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    m_timer.setSingleShot(true);
    m_timer.setInterval(typingPause);
    connectParts();
    connectWorkspace();
    showKind();
}

QWidget *AddDeltaPanel::makeSavedPage()
{
    auto *page = new QWidget;
    m_path = new QLineEdit(page);
    m_path->setPlaceholderText(tr("folder of OpenDelta, PEFT or AdapterHub"));
    m_path->setAccessibleName(tr("Folder of the saved delta"));
    m_choose = new QPushButton(tr("From folder…"), page);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(makeLabel(tr("Folder"), "small", page));
    layout->addWidget(m_path);
    layout->addWidget(m_choose);
    auto *hint = makeLabel(tr("Or drop the folder anywhere on the window."), "small", page);
    hint->setWordWrap(true);
    layout->addWidget(hint);
    layout->addStretch();
    return page;
}

QWidget *AddDeltaPanel::makeFreshPage()
{
    auto *page = new QWidget;
    m_kind = new QComboBox(page);
    m_kind->setAccessibleName(tr("Kind of delta"));
    for (const DeltaKind &kind : deltaKinds())
        m_kind->addItem(kind.title, kind.kind);
    m_says = makeLabel({}, "small", page);
    m_says->setWordWrap(true);
    m_targetsTitle = makeLabel(tr("Modules, by name, suffix, [r]regex or common name"), "small", page);
    m_targetsTitle->setWordWrap(true);
    m_targets = new QLineEdit(page);
    m_targets->setPlaceholderText(tr("fc2, [r]decoder.*attn, attn@.q@"));
    m_targets->setToolTip(tr("Separate several with blanks or commas, or click modules in the tree"));
    m_targets->setAccessibleName(tr("Target modules"));
    m_keyForm = new QFormLayout;
    m_keyForm->setSpacing(6);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(makeLabel(tr("Kind"), "small", page));
    layout->addWidget(m_kind);
    layout->addWidget(m_says);
    layout->addLayout(m_keyForm);
    layout->addWidget(m_targetsTitle);
    layout->addWidget(m_targets);
    layout->addStretch();
    return page;
}

void AddDeltaPanel::connectParts()
{
    connect(m_tabs, &QButtonGroup::idClicked, this, [this](int id) { start(Page(id)); });
    connect(&m_timer, &QTimer::timeout, this, &AddDeltaPanel::match);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AddDeltaPanel::showKind);
    connect(m_targets, &QLineEdit::textChanged, this, &AddDeltaPanel::scheduleMatch);
    connect(m_targets, &QLineEdit::returnPressed, this, &AddDeltaPanel::add);
    connect(m_path, &QLineEdit::editingFinished, this, &AddDeltaPanel::checkPath);
    connect(m_choose, &QPushButton::clicked, this, &AddDeltaPanel::choosePath);
    connect(m_add, &QPushButton::clicked, this, &AddDeltaPanel::add);
    connect(m_cancel, &QPushButton::clicked, this, &AddDeltaPanel::close);
}

void AddDeltaPanel::connectWorkspace()
{
    connect(&m_workspace, &bridge::Workspace::matched, this, [this](bridge::Ticket ticket, const std::vector<int> &modules) {
        if (ticket == m_matchTicket)
            takeMatch(modules);
    });
    connect(&m_workspace, &bridge::Workspace::checked, this, [this](bridge::Ticket ticket, const CheckReport &report) {
        if (ticket == m_checkTicket)
            takeCheck(report);
    });
    connect(&m_workspace, &bridge::Workspace::failed, this,
        [this](bridge::Ticket ticket, bridge::Lane, const Error &error) { takeFailure(ticket, error); });
    connect(&m_workspace, &bridge::Workspace::added, this, [this](bridge::Ticket ticket) {
        if (ticket == m_addTicket)
            close();
    });
}

void AddDeltaPanel::start(Page page)
{
    m_tabs->button(int(page))->setChecked(true);
    m_pages->setCurrentIndex(int(page));
    // The hidden page must not keep the shown one tall.
    for (int i = 0; i < m_pages->count(); ++i)
        m_pages->widget(i)->setSizePolicy(QSizePolicy::Preferred, i == int(page) ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    m_matched.clear();
    m_doesFit = false;
    m_addTicket = m_matchTicket = m_checkTicket = 0;
    m_name->clear();
    Q_EMIT targetsMatched({});
    if (page == Page::Fresh) {
        m_targets->setFocus();
        scheduleMatch();
    } else {
        m_path->clear();
        m_choose->setFocus();
    }
    refresh();
}

void AddDeltaPanel::setPath(const QString &path)
{
    start(Page::Saved);
    m_path->setText(path);
    checkPath();
}

bool AddDeltaPanel::isPointing() const
{
    return isVisible() && m_pages->currentIndex() == int(Page::Fresh);
}

void AddDeltaPanel::pointAt(int module)
{
    const NetworkInfo *network = m_session.network();
    if (!network || !isPointing() || module <= 0)
        return;
    const QString name = QString::fromStdString(network->modules.at(std::size_t(module)).name);
    QStringList list = patterns();
    if (!list.removeOne(name))
        list << name;
    m_targets->setText(list.join(QStringLiteral(", ")));
}

void AddDeltaPanel::showKind()
{
    const DeltaKind &kind = deltaKinds().at(m_kind->currentIndex());
    m_says->setText(kind.says);
    while (m_keyForm->rowCount() > 0)
        m_keyForm->removeRow(0);
    m_keyFields.clear();
    for (const KindKey &key : kind.keys) {
        QWidget *field = nullptr;
        if (key.choices.isEmpty()) {
            field = new QLineEdit(key.value);
        } else {
            auto *box = new QComboBox;
            box->addItems(key.choices);
            box->setCurrentText(key.value);
            field = box;
        }
        field->setAccessibleName(key.name);
        m_keyFields.insert(key.name, field);
        m_keyForm->addRow(makeLabel(key.name, "muted"), field);
    }
    m_targets->setVisible(kind.needsTargets);
    m_targetsTitle->setVisible(kind.needsTargets);
    scheduleMatch();
}

QStringList AddDeltaPanel::patterns() const
{
    static const QRegularExpression blanks(QStringLiteral("\\s+"));
    QStringList list;
    for (QString part : m_targets->text().split(blanks, Qt::SkipEmptyParts)) {
        if (!part.startsWith(QLatin1String("[r]")))
            list << part.split(QLatin1Char(','), Qt::SkipEmptyParts);
        else  // a comma inside a regular expression is its own
            list << (part.endsWith(QLatin1Char(',')) ? part.chopped(1) : part);
    }
    return list;
}

void AddDeltaPanel::scheduleMatch()
{
    m_matchTicket = 0;
    m_matched.clear();
    m_timer.start();
    refresh();
}

void AddDeltaPanel::match()
{
    const QStringList list = patterns();
    if (list.isEmpty() || !isPointing()) {
        Q_EMIT targetsMatched({});
        return;
    }
    std::vector<std::string> texts;
    for (const QString &pattern : list)
        texts.push_back(pattern.toStdString());
    m_matchTicket = m_workspace.match(texts);
}

void AddDeltaPanel::takeMatch(const std::vector<int> &modules)
{
    m_matched = QList<int>(modules.begin(), modules.end());
    refresh();
    if (m_matched.isEmpty())
        say("bad", tr("No module matches."));
    else
        say("muted", counted(m_matched.size(), tr("%1 module matches, lit in the tree."), tr("%1 modules match, lit in the tree.")));
    Q_EMIT targetsMatched(m_matched);
}

void AddDeltaPanel::takeCheck(const CheckReport &report)
{
    m_checkTicket = 0;
    m_doesFit = report.fits;
    QStringList lines { tr("%1 %2, %3").arg(QString::fromStdString(report.format), QString::fromStdString(report.kind),
        counted(report.parameters, tr("%1 parameter"), tr("%1 parameters"))) };
    lines << (report.fits ? tr("fits this model") : tr("does not fit this model"));
    for (const Problem &problem : report.problems)
        lines << QString::fromStdString(problem.text);
    refresh();
    say(report.fits ? "muted" : "bad", lines.join(QLatin1Char('\n')));
    if (report.fits && !report.matched.empty() && m_session.network()) {
        QList<int> modules;
        const auto &all = m_session.network()->modules;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (std::find(report.matched.begin(), report.matched.end(), all[i].name) != report.matched.end())
                modules << int(i);
        Q_EMIT targetsMatched(modules);
    }
}

void AddDeltaPanel::takeFailure(bridge::Ticket ticket, const Error &error)
{
    if (ticket == 0 || (ticket != m_matchTicket && ticket != m_checkTicket && ticket != m_addTicket))
        return;
    if (ticket == m_matchTicket)
        Q_EMIT targetsMatched({});
    m_matchTicket = m_checkTicket = m_addTicket = 0;
    refresh();
    say("bad", QString::fromStdString(error.sentence()));
}

void AddDeltaPanel::choosePath()
{
    const QString path = QFileDialog::getExistingDirectory(this, tr("Folder of a saved delta"), m_path->text());
    if (!path.isEmpty())
        setPath(path);
}

void AddDeltaPanel::checkPath()
{
    const QString path = m_path->text().trimmed();
    m_doesFit = false;
    if (path.isEmpty())
        return;
    m_name->setPlaceholderText(m_session.state().freeName(path.section(QLatin1Char('/'), -1, -1, QString::SectionSkipEmpty)));
    m_checkTicket = m_workspace.check(path.toStdString());
    refresh();
    say("muted", tr("Looking at it…"));
}

void AddDeltaPanel::refresh()
{
    const bool isFresh = m_pages->currentIndex() == int(Page::Fresh);
    const DeltaKind &kind = deltaKinds().at(m_kind->currentIndex());
    const bool isReady = isFresh ? !kind.needsTargets || !m_matched.isEmpty() : m_doesFit;
    m_add->setEnabled(isReady && m_addTicket == 0 && m_session.network());
    if (isFresh)
        m_name->setPlaceholderText(m_session.state().freeName(kind.kind));
    if (!m_session.network())
        say("muted", tr("Open a model first."));
    else if (isFresh && !kind.needsTargets)
        say("muted", QString());
    else if (isFresh && patterns().isEmpty())
        say("muted", tr("Name the modules, or click them in the tree."));
    else if (!isFresh && m_path->text().isEmpty())
        say("muted", QString());
}

void AddDeltaPanel::say(const char *role, const QString &text)
{
    setRole(m_status, role);
    m_status->setText(text);
}

DeltaRequest AddDeltaPanel::request() const
{
    DeltaRequest request;
    QString name = m_name->text().trimmed();
    request.name = m_session.state().freeName(name.isEmpty() ? m_name->placeholderText() : name).toStdString();
    if (m_pages->currentIndex() == int(Page::Saved)) {
        request.path = m_path->text().trimmed().toStdString();
        return request;
    }
    const DeltaKind &kind = deltaKinds().at(m_kind->currentIndex());
    request.kind = kind.kind.toStdString();
    for (const KindKey &key : kind.keys)
        request.keys.emplace_back(key.name.toStdString(), textOf(m_keyFields[key.name]).toStdString());
    if (kind.needsTargets)
        for (const QString &pattern : patterns())
            request.keys.emplace_back("modified_modules", pattern.toStdString());
    return request;
}

void AddDeltaPanel::add()
{
    if (!m_add->isEnabled())
        return;
    m_addTicket = m_session.add(request(), {});
    refresh();
    say("muted", tr("Adding…"));
}

void AddDeltaPanel::close()
{
    m_addTicket = 0;
    Q_EMIT targetsMatched({});
    Q_EMIT closed();
}

} // namespace deltascope::views
