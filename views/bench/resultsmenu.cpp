#include "views/bench/resultsmenu.h"

#include "views/bench/benchpicture.h"
#include "views/bench/resultstext.h"
#include "views/common/popup.h"
#include "views/common/writing.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QShortcut>
#include <QTableView>

#include <memory>
#include <utility>

namespace deltascope::views {

ResultsMenu::ResultsMenu(QTableView &table, items::Session &session, const items::Bench &bench)
    : QObject(&table)
    , m_table(table)
    , m_session(session)
    , m_bench(bench)
{
    table.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&table, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { open(m_table.viewport()->mapToGlobal(at)); });
    const auto addKey = [&](const QKeySequence &key, auto action) {
        new QShortcut(key, &table, this, action, Qt::WidgetWithChildrenShortcut); // goes with the table
    };
    addKey(QKeySequence::Copy, &ResultsMenu::copyCell);
    addKey(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), &ResultsMenu::copyTable);
}

void ResultsMenu::copyCell()
{
    if (const QModelIndex index = m_table.currentIndex(); index.isValid())
        QApplication::clipboard()->setText(index.data().toString());
}

void ResultsMenu::copyTable()
{
    QApplication::clipboard()->setText(ResultsText(m_session.state(), m_bench).table(QLatin1Char('\t')));
}

void ResultsMenu::saveAs(const QString &path)
{
    const auto text = std::make_shared<const ResultsText>(m_session.state(), m_bench);
    if (path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive))
        write(path, [picture = benchPicture(m_table, m_session, m_bench)] { return pngOf(picture); });
    else if (path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        write(path, [text] { return text->json(); });
    else
        write(path, [text] { return text->csv().toUtf8(); });
}

void ResultsMenu::saveTokensAs(const QString &path)
{
    const auto text = std::make_shared<const ResultsText>(m_session.state(), m_bench);
    write(path, [text] { return text->tokens(QLatin1Char(',')).toUtf8(); });
}

void ResultsMenu::copyTokens()
{
    QApplication::clipboard()->setText(ResultsText(m_session.state(), m_bench).tokens(QLatin1Char('\t')));
}

void ResultsMenu::write(const QString &path, std::function<QByteArray()> bytes)
{
    writeBeside(this, path, std::move(bytes), [this, path](const QString &problem) {
        if (problem.isEmpty())
            Q_EMIT saved(path);
        else
            Q_EMIT failed(tr("%1 could not be written: %2").arg(path, problem));
    });
}

void ResultsMenu::save(const QString &suffix)
{
    QStringList filters{tr("Table (*.csv)"), tr("JSON (*.json)"), tr("Picture (*.png)")};
    for (int i = 1; i < filters.size(); ++i)
        if (filters[i].contains(suffix))
            filters.move(i, 0);
    askPath(&m_table,
            {PathQuestion::What::NewFile, tr("Save the results"), QStringLiteral("results.") + suffix,
             filters.join(QStringLiteral(";;"))},
            [this](const QString &path, const QString &) { saveAs(path); });
}

void ResultsMenu::saveTokens()
{
    askPath(&m_table,
            {PathQuestion::What::NewFile, tr("Save the tokens"), QStringLiteral("tokens.csv"), tr("Table (*.csv)")},
            [this](const QString &path, const QString &) { saveTokensAs(path); });
}

void ResultsMenu::open(const QPoint &globalPosition)
{
    const bool hasCells = m_table.model()->rowCount() > 0 && m_table.model()->columnCount() > 0;
    QMenu *menu = makePopup(&m_table);
    menu->addAction(tr("Copy cell\tCtrl+C"), this, &ResultsMenu::copyCell)
        ->setEnabled(m_table.currentIndex().isValid());
    menu->addAction(tr("Copy table\tCtrl+Shift+C"), this, &ResultsMenu::copyTable)->setEnabled(hasCells);
    menu->addSeparator();
    menu->addAction(tr("Save as CSV…"), this, [this] { save(QStringLiteral("csv")); })->setEnabled(hasCells);
    menu->addAction(tr("Save as JSON…"), this, [this] { save(QStringLiteral("json")); })->setEnabled(hasCells);
    menu->addAction(tr("Save as picture…"), this, [this] { save(QStringLiteral("png")); })->setEnabled(hasCells);
    if (m_bench.scores().isWanted()) {
        menu->addSeparator();
        menu->addAction(tr("Copy the tokens"), this, &ResultsMenu::copyTokens)->setEnabled(hasCells);
        menu->addAction(tr("Save the tokens as CSV…"), this, &ResultsMenu::saveTokens)->setEnabled(hasCells);
    }
    popUp(menu, globalPosition);
}

} // namespace deltascope::views
