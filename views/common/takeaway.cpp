#include "views/common/takeaway.h"

#include "views/common/popup.h"
#include "views/common/writing.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QShortcut>
#include <QWidget>

#include <utility>

namespace deltascope::views {

TakeAway::TakeAway(QWidget &widget, Takings takings)
    : QObject(&widget)
    , m_widget(widget)
    , m_takings(std::move(takings))
{
    widget.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&widget, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { open(m_widget.mapToGlobal(at)); });
    new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), &widget, this, &TakeAway::copy,
                  Qt::WidgetWithChildrenShortcut);
}

void TakeAway::copy() { QApplication::clipboard()->setText(m_takings.table(QLatin1Char('\t'))); }

void TakeAway::saveAs(const QString &path)
{
    std::function<QByteArray()> bytes;
    if (m_takings.json && path.endsWith(QLatin1Char('.') + m_takings.jsonEnding, Qt::CaseInsensitive))
        bytes = [json = m_takings.json()] { return json; };
    else if (m_takings.picture && path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive))
        bytes = [image = m_takings.picture()] { return pngOf(image); };
    else
        bytes = [text = m_takings.table(QLatin1Char(','))] { return text.toUtf8(); };
    writeBeside(this, path, bytes, [this, path](const QString &problem) {
        problem.isEmpty() ? Q_EMIT saved(path) : Q_EMIT failed(tr("%1 could not be written: %2").arg(path, problem));
    });
}

void TakeAway::ask(const QString &suffix)
{
    QStringList filters{tr("Table (*.csv)")};
    if (m_takings.json)
        filters.insert(suffix == m_takings.jsonEnding ? 0 : 1, tr("JSON (*.%1)").arg(m_takings.jsonEnding));
    if (m_takings.picture)
        filters.insert(suffix == QLatin1String("png") ? 0 : filters.size(), tr("Picture (*.png)"));
    askPath(&m_widget,
            {PathQuestion::What::NewFile, tr("Save"), m_takings.name + QLatin1Char('.') + suffix,
             filters.join(QStringLiteral(";;"))},
            [this](const QString &path, const QString &) { saveAs(path); });
}

void TakeAway::addTo(QMenu &menu)
{
    menu.addAction(tr("Copy as a table\tCtrl+Shift+C"), this, &TakeAway::copy);
    menu.addSeparator();
    menu.addAction(tr("Save as CSV…"), this, [this] { ask(QStringLiteral("csv")); });
    if (m_takings.json)
        menu.addAction(tr("Save as JSON…"), this, [this] { ask(m_takings.jsonEnding); });
    if (m_takings.picture)
        menu.addAction(tr("Save as picture…"), this, [this] { ask(QStringLiteral("png")); });
}

void TakeAway::open(const QPoint &globalPosition)
{
    QMenu *menu = makePopup(&m_widget);
    addTo(*menu);
    popUp(menu, globalPosition);
}

} // namespace deltascope::views
