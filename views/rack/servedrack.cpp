#include "views/rack/servedrack.h"

#include "views/common/icons.h"
#include "views/common/labels.h"
#include "views/common/mark.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <set>

namespace deltascope::views {

ServedRack::ServedRack(items::Session &session, const items::Servers &servers, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_servers(servers)
    , m_all(new QVBoxLayout(this))
{
    m_all->setContentsMargins(4, 0, 0, 0);
    connect(&servers, &items::Servers::changed, this, &ServedRack::refresh);
    connect(&servers, &items::Servers::told, this, &ServedRack::refresh);
    connect(&session, &items::Session::deltasChanged, this, &ServedRack::refresh);
    refresh();
}

QString ServedRack::rowsText() const
{
    QStringList lines;
    for (int place = 0; place < m_servers.count(); ++place) {
        const items::ServerEntry &server = m_servers.at(place);
        if (!server.isReady())
            continue;
        lines << QString::fromStdString(server.address.name);
        for (const ServedAdapter &adapter : server.said->adapters)
            lines << QString::fromStdString(adapter.name + " " + adapter.path);
        for (const items::SessionDelta &delta : m_session.state().deltas)
            if (const ServedAdapter *adapter = adapterFor(*server.said, delta.name(), delta.info->path))
                lines << servedWords(m_servers, server, *adapter, delta).text;
    }
    for (const items::SessionDelta &delta : m_session.state().deltas)
        lines << QStringLiteral("%1 %2").arg(QString::fromStdString(delta.name())).arg(delta.series);
    return lines.join(QLatin1Char('\n'));
}

void ServedRack::refresh()
{
    const QString text = rowsText();
    if (m_rows && text == m_text)
        return;
    m_text = text;
    if (m_rows) {
        m_rows->hide();
        m_rows->deleteLater();
    }
    m_rows = new QWidget(this);
    auto *rows = new QVBoxLayout(m_rows);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    m_all->addWidget(m_rows);
    bool isAny = false;
    for (int place = 0; place < m_servers.count(); ++place)
        if (m_servers.at(place).isReady()) {
            addServer(m_servers.at(place));
            isAny = true;
        }
    setVisible(isAny);
    m_rows->show();
}

void ServedRack::addServer(const items::ServerEntry &server)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    head->setContentsMargins(0, 8, 0, 2);
    auto *sign = new QLabel(m_rows);
    constexpr int size = 13;
    sign->setPixmap(icon(QStringLiteral("server")).pixmap(size, size));
    head->addWidget(sign);
    head->addWidget(makeLabel(tr("Served by %1").arg(QString::fromStdString(server.address.name)), "small", m_rows), 1);
    static_cast<QVBoxLayout *>(m_rows->layout())->addLayout(head);
    std::set<const ServedAdapter *> known;
    for (const items::SessionDelta &delta : m_session.state().deltas) {
        const ServedAdapter *adapter = adapterFor(*server.said, delta.name(), delta.info->path);
        known.insert(adapter);
        addRow(server, {delta.series, delta.name(), adapter != nullptr,
                        adapter ? servedWords(m_servers, server, *adapter, delta) : ServedWords{tr("not loaded"), {}}});
    }
    for (const ServedAdapter &adapter : server.said->adapters)
        if (known.count(&adapter) == 0)
            addRow(server, {-1, adapter.name, true, {tr("there only"), QString::fromStdString(adapter.path)}});
}

void ServedRack::addRow(const items::ServerEntry &server, const Row &what)
{
    const QString text = QString::fromStdString(what.name), place = QString::fromStdString(server.address.name);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    constexpr int markWidth = 14;
    if (what.series >= 0)
        row->addWidget(new MarkLabel(what.series, what.isThere ? MarkFill::Filled : MarkFill::Hollow, m_rows));
    else
        row->addSpacing(markWidth);
    auto *label = new ElidedLabel(text, m_rows);
    label->setHint(what.words.hint);
    row->addWidget(label, 1);
    QLabel *words = makeLabel(what.words.text, "small", m_rows);
    words->setToolTip(what.words.hint);
    row->addWidget(words);
    auto *plus = new QToolButton(m_rows);
    plus->setIcon(icon(QStringLiteral("plus")));
    plus->setToolTip(tr("Add the column %1 @%2").arg(text, place));
    plus->setAccessibleName(plus->toolTip());
    plus->setEnabled(what.isThere);
    connect(plus, &QToolButton::clicked, this, [this, name = what.name, server = server.address.name] {
        m_session.addColumn(session::ServedSpec{server, {{name, 1}}});
    });
    row->addWidget(plus);
    static_cast<QVBoxLayout *>(m_rows->layout())->addLayout(row);
}

} // namespace deltascope::views
