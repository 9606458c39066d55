#include "views/servers/servercard.h"

#include "items/servedshares.h"
#include "views/common/icons.h"
#include "views/common/labels.h"
#include "views/common/mark.h"
#include "views/common/numbers.h"
#include "views/servers/driftview.h"
#include "views/servers/statedot.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <set>

namespace deltascope::views {

namespace {

QString milliseconds(double seconds) { return ServerCard::tr("median %1 ms").arg(decimal(seconds * 1000, 0)); }

} // namespace

ServerCard::ServerCard(const items::Servers &servers, const items::ServerEntry &entry, const items::Session &session,
                       items::Drifting &drifting, QWidget *parent)
    : QFrame(parent)
    , m_servers(servers)
    , m_session(session)
    , m_dot(new StateDot(this))
    , m_title(new ElidedLabel({}, this))
    , m_address(makeLabel({}, "mono-small", this))
    , m_facts(makeLabel({}, "small", this))
    , m_problem(makeLabel({}, "bad-small", this))
    , m_again(makeButton(tr("Try again"), {}))
    , m_remove(new QToolButton(this))
    , m_paths(new QWidget(this))
    , m_mapping(new QLineEdit(m_paths))
    , m_drift(new DriftView(drifting, session, QString::fromStdString(entry.address.name), this))
    , m_name(entry.address.name)
    , m_all(new QVBoxLayout(this))
    , m_adapterPlace(new QVBoxLayout)
{
    setRole(m_title, "strong");
    m_facts->setWordWrap(true);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_remove->setIcon(icon(QStringLiteral("close")));
    layOut();
    connect(m_again, &QPushButton::clicked, this, &ServerCard::againAsked);
    connect(m_remove, &QToolButton::clicked, this, &ServerCard::removeAsked);
    connect(m_mapping, &QLineEdit::editingFinished, this, [this] { Q_EMIT mappingTyped(m_mapping->text()); });
    show(entry);
}

void ServerCard::layOut()
{
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_dot);
    head->addWidget(m_title, 1);
    head->addWidget(m_remove);
    m_all->setContentsMargins(12, 8, 12, 10);
    m_all->setSpacing(4);
    m_all->addLayout(head);
    m_all->addWidget(m_address);
    m_all->addWidget(m_facts);
    m_all->addWidget(m_problem);
    m_all->addWidget(m_again, 0, Qt::AlignLeft);
    m_all->addLayout(m_adapterPlace);
    m_all->addWidget(m_paths);
    m_all->addWidget(m_drift);
    QLabel *label = makeLabel(tr("Paths there"), "small", m_paths);
    m_mapping->setPlaceholderText(tr("/here = /there"));
    m_mapping->setAccessibleName(tr("Where this server finds what stands here"));
    m_mapping->setToolTip(tr("A folder here and the same as the server sees it, such as /home/me/deltas=/models; empty "
                             "where both see the same paths"));
    m_mapping->setProperty("role", "inline");
    auto *paths = new QHBoxLayout(m_paths);
    paths->setContentsMargins(0, 2, 0, 0);
    paths->setSpacing(8);
    paths->addWidget(label);
    paths->addWidget(m_mapping, 1);
}

QPushButton *ServerCard::makeButton(const QString &text, const QString &reason)
{
    auto *button = new QPushButton(text, this);
    button->setEnabled(reason.isEmpty());
    button->setToolTip(reason);
    return button;
}

void ServerCard::show(const items::ServerEntry &entry)
{
    const QString name = QString::fromStdString(entry.address.name);
    const QString engine
        = entry.said ? QString::fromStdString(entry.said->engine + " " + entry.said->version) : QString();
    m_title->setFullText(engine.isEmpty() ? name : name + QStringLiteral(" · ") + engine);
    m_address->setText(QString::fromStdString(entry.address.url));
    m_dot->setState(entry.isReady()           ? StateDot::State::Ready
                    : entry.problem.isEmpty() ? StateDot::State::Asked
                                              : StateDot::State::Silent);
    setAccessibleName(tr("Server %1, %2").arg(name, m_dot->accessibleName()));
    m_remove->setToolTip(tr("Forget %1").arg(name));
    m_remove->setAccessibleName(m_remove->toolTip());
    m_problem->setText(entry.problem);
    m_problem->setVisible(!entry.problem.isEmpty());
    m_again->setVisible(!entry.problem.isEmpty());
    m_again->setEnabled(!entry.isAsked);
    QStringList facts;
    if (entry.isReady())
        facts << tr("ready") << milliseconds(entry.median()) << QString::fromStdString(entry.said->model)
              << tr("%1 tokens").arg(entry.said->context);
    m_facts->setText(facts.join(QStringLiteral("  ·  ")));
    m_facts->setVisible(!facts.isEmpty());
    m_drift->setVisible(entry.isReady());
    m_paths->setVisible(entry.isReady() && entry.said->limits.load.empty());
    if (!m_mapping->hasFocus())
        m_mapping->setText(entry.mapping);
    if (!entry.isReady())
        hideAdapters();
    else if (const QString text = rowsText(entry); !m_adapters || text != m_rowsText) {
        hideAdapters();
        m_rowsText = text;
        showAdapters(entry);
    }
}

void ServerCard::hideAdapters()
{
    if (!m_adapters)
        return;
    m_adapters->hide();
    m_adapters->deleteLater();
    m_adapters = nullptr;
}

QString ServerCard::rowsText(const items::ServerEntry &entry) const
{
    const ServedState &state = *entry.said;
    QString text = QString::fromStdString(state.limits.load + state.limits.strength);
    for (const ServedAdapter &adapter : state.adapters)
        text += QStringLiteral("\n%1 %2 %3")
                    .arg(QString::fromStdString(adapter.name), QString::fromStdString(adapter.path))
                    .arg(adapter.scale);
    for (const session::RackDelta &delta : m_session.state().deltas) {
        text += QStringLiteral("\n%1 %2").arg(QString::fromStdString(delta.name())).arg(delta.series);
        if (const ServedAdapter *adapter = adapterFor(state, delta.name(), delta.info->path))
            text += QLatin1Char(' ') + servedWords(m_servers, entry, *adapter, delta).text;
    }
    for (const session::ServedSpec &spec : items::copiesFor(m_name, m_session.state(), state))
        text += QStringLiteral("\n") + QString::fromStdString(specOf(spec.adapters));
    return text;
}

void ServerCard::showAdapters(const items::ServerEntry &entry)
{
    const ServedState &state = *entry.said;
    m_adapters = new QWidget(this);
    auto *rows = new QVBoxLayout(m_adapters);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(2);
    m_adapterPlace->addWidget(m_adapters);
    std::set<const ServedAdapter *> known;
    const QString noLoading = QString::fromStdString(state.limits.load);
    for (const session::RackDelta &delta : m_session.state().deltas) {
        const ServedAdapter *adapter = adapterFor(state, delta.name(), delta.info->path);
        const QString name = QString::fromStdString(delta.name());
        if (adapter) {
            known.insert(adapter);
            ServedWords words = servedWords(m_servers, entry, *adapter, delta);
            if (state.limits.strength.empty())
                words.text += tr(", scale %1").arg(adapter->scale);
            QPushButton *unload = makeButton(tr("Unload"), noLoading);
            connect(unload, &QPushButton::clicked, this,
                    [this, text = QString::fromStdString(adapter->name)] { Q_EMIT unloadAsked(text); });
            addRow(delta.series, true, name, words, unload);
            continue;
        }
        QPushButton *load
            = makeButton(tr("Load"), !noLoading.isEmpty()       ? noLoading
                                     : delta.info->path.empty() ? tr("Save it first: a server reads files")
                                                                : QString());
        connect(load, &QPushButton::clicked, this, [this, id = delta.setting.id] { Q_EMIT loadAsked(id); });
        addRow(delta.series, false, name, {tr("here only"), {}}, load);
    }
    for (const ServedAdapter &adapter : state.adapters) {
        if (known.count(&adapter) > 0)
            continue;
        QPushButton *unload = makeButton(tr("Unload"), noLoading);
        connect(unload, &QPushButton::clicked, this,
                [this, text = QString::fromStdString(adapter.name)] { Q_EMIT unloadAsked(text); });
        addRow(-1, true, QString::fromStdString(adapter.name), {tr("there only"), QString::fromStdString(adapter.path)},
               unload);
    }
    addCopies(state);
}

/// What columns ask that the engine takes as a copy alone.
void ServerCard::addCopies(const ServedState &state)
{
    for (const session::ServedSpec &spec : items::copiesFor(m_name, m_session.state(), state)) {
        QPushButton *load = makeButton(tr("Load a copy"), {});
        load->setToolTip(tr("Writes one adapter that holds it into a new folder, and loads that"));
        connect(load, &QPushButton::clicked, this, [this, spec] { Q_EMIT copyAsked(spec); });
        const items::SessionDelta *first = m_session.state().named(spec.adapters.front().adapter);
        addRow(first ? first->series : -1, false, items::configurationOf(spec), {tr("needs a copy"), {}}, load);
    }
}

void ServerCard::addRow(int series, bool isThere, const QString &name, const ServedWords &what, QPushButton *button)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    constexpr int markWidth = 14;
    if (series >= 0)
        row->addWidget(new MarkLabel(series, isThere ? MarkFill::Filled : MarkFill::Hollow, m_adapters));
    else
        row->addSpacing(markWidth);
    auto *label = new ElidedLabel(name, m_adapters);
    label->setHint(what.hint);
    row->addWidget(label, 1);
    QLabel *words = makeLabel(what.text, "small", m_adapters);
    words->setToolTip(what.hint);
    row->addWidget(words);
    button->setParent(m_adapters);
    button->setAccessibleName(button->text() + QLatin1Char(' ') + name);
    setRole(button, "link");
    row->addWidget(button);
    static_cast<QVBoxLayout *>(m_adapters->layout())->addLayout(row);
}

} // namespace deltascope::views
