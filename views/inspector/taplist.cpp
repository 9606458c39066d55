#include "views/inspector/taplist.h"

#include "views/common/labels.h"
#include "views/common/theme.h"
#include "views/inspector/taprow.h"

#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::views {

namespace {

std::vector<const TapInfo *> tapsAt(const items::SessionDelta &delta, int module)
{
    std::vector<const TapInfo *> taps;
    for (const TapInfo &tap : delta.info->taps)
        if (tap.module == module)
            taps.push_back(&tap);
    return taps;
}

/// Up to four digits, with one behind the point at least: "1.0", "0.125".
QString factorText(double factor)
{
    const QString text = QString::number(factor, 'g', 4);
    return text.contains(QLatin1Char('.')) || text.contains(QLatin1Char('e')) ? text : text + QStringLiteral(".0");
}

bool isInside(const items::SessionDelta &delta, int module)
{
    const auto taps = tapsAt(delta, module);
    return std::any_of(taps.begin(), taps.end(), [](const TapInfo *tap) { return tap->isInside; });
}

} // namespace

QString formulaAt(const items::SessionDelta &delta, int module)
{
    static const QRegularExpression s(QStringLiteral("\\bs\\b"));
    QStringList formulas;
    for (const TapInfo *tap : tapsAt(delta, module))
        formulas << QString::fromStdString(tap->formula)
                        .replace(s, factorText(delta.setting.strengthAt(module) * tap->scale));
    return formulas.join(QStringLiteral(", then "));
}

TapList::TapList(items::Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_layout(new QVBoxLayout(this))
    , m_none(makeLabel(tr("no delta sits here"), "muted", this))
    , m_dropLine(new QWidget(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_none->setContentsMargins(12, 0, 12, 0);
    m_layout->addWidget(m_none);
    m_dropLine->setVisible(false);
    m_dropLine->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_dropLine->setAutoFillBackground(true);
}

TapRow *TapList::row(DeltaId id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [id](TapRow *row) { return row->id() == id; });
    return found == m_rows.end() ? nullptr : *found;
}

TapRow *TapList::makeRow(DeltaId id)
{
    auto *row = new TapRow(this);
    connect(row, &TapRow::selected, this, [this, id] {
        m_selected = id;
        show(m_modules);
        Q_EMIT selectionChanged();
    });
    connect(row, &TapRow::switched, this, [this, id](bool isAttached) {
        isAttached ? m_session.attachAt(id, m_modules) : m_session.detachAt(id, m_modules);
    });
    connect(row, &TapRow::strengthGestureBegun, this, [this] { m_gesture = items::Gesture::begin(); });
    connect(row, &TapRow::strengthEdited, this,
            [this, id](double value) { m_session.setStrengthAt(id, m_modules, value, m_gesture); });
    connect(row, &TapRow::dragMoved, this, &TapList::showDropLine);
    connect(row, &TapRow::dragEnded, this, [this, id](const QPoint &at) { drop(id, at); });
    connect(row, &TapRow::moveAsked, this, [this, id](int by) {
        const int from = int(m_rows.indexOf(this->row(id)));
        moveTo(id, by > 0 ? from + 2 : from - 1);
    });
    return row;
}

void TapList::chooseSelected(const QList<const items::SessionDelta *> &here)
{
    const auto isSelected = [this](const items::SessionDelta *delta) { return delta->setting.id == m_selected; };
    if (std::any_of(here.begin(), here.end(), isSelected))
        return;
    const auto on = std::find_if(here.begin(), here.end(), [this](const items::SessionDelta *delta) {
        return delta->setting.attachedAt(m_modules.first());
    });
    m_selected = on != here.end() ? (*on)->setting.id : here.isEmpty() ? -1 : here.first()->setting.id;
}

/// Keeps the rows of deltas that stay, so that focus and hover do not jump.
void TapList::show(const QList<int> &modules)
{
    m_modules = modules;
    QList<const items::SessionDelta *> here;
    for (const items::SessionDelta &delta : m_session.state().deltas)
        if (!modules.isEmpty() && !tapsAt(delta, modules.first()).empty())
            here << &delta;
    std::stable_partition(here.begin(), here.end(),
                          [&modules](const items::SessionDelta *delta) { return isInside(*delta, modules.first()); });
    chooseSelected(here);
    QList<TapRow *> rows;
    QStringList names;
    for (const items::SessionDelta *delta : here)
        names << QString::fromStdString(delta->name());
    for (const items::SessionDelta *delta : here) {
        TapRow *known = row(delta->setting.id);
        known = known ? known : makeRow(delta->setting.id);
        known->setLikes(names);
        known->show(*delta, modules.first(), formulaAt(*delta, modules.first()), delta->setting.id == m_selected);
        if (m_layout->indexOf(known) != int(rows.size()))
            m_layout->insertWidget(int(rows.size()), known);
        rows << known;
    }
    for (TapRow *gone : m_rows)
        if (!rows.contains(gone)) {
            m_layout->removeWidget(gone);
            gone->hide();
            gone->deleteLater();
        }
    m_rows = rows;
    m_none->setVisible(rows.isEmpty());
}

int TapList::rowAt(const QPoint &globalPosition) const
{
    const int y = mapFromGlobal(globalPosition).y();
    int row = 0;
    while (row < m_rows.size() && y > m_rows[row]->geometry().center().y())
        ++row;
    return row;
}

void TapList::showDropLine(const QPoint &globalPosition)
{
    const int row = rowAt(globalPosition);
    const int y = row < m_rows.size() ? m_rows[row]->y() - 1 : m_rows.last()->geometry().bottom();
    QPalette palette = m_dropLine->palette();
    palette.setColor(QPalette::Window, theme().accent);
    m_dropLine->setPalette(palette);
    m_dropLine->setGeometry(12, std::max(0, y), width() - 24, 2);
    m_dropLine->setVisible(true);
    m_dropLine->raise();
}

void TapList::drop(DeltaId id, const QPoint &globalPosition)
{
    m_dropLine->setVisible(false);
    moveTo(id, rowAt(globalPosition));
}

void TapList::moveTo(DeltaId id, int row)
{
    const items::SessionState &state = m_session.state();
    const int from = state.indexOf(id);
    if (row < 0 || row > m_rows.size())
        return;
    const int to = row < m_rows.size() ? state.indexOf(m_rows[row]->id()) : state.indexOf(m_rows.last()->id()) + 1;
    m_session.move(id, to > from ? to - 1 : to);
}

} // namespace deltascope::views
