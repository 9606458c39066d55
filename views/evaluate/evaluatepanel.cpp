#include "views/evaluate/evaluatepanel.h"

#include "views/common/labels.h"
#include "views/common/popup.h"
#include "views/common/takeaway.h"
#include "views/evaluate/confusionmap.h"
#include "views/evaluate/labelbars.h"
#include "views/evaluate/lineslist.h"
#include "views/evaluate/resultstable.h"

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QUrl>

namespace deltascope::views {

using items::Evaluation;

namespace {

QString dataFile(const QMimeData *data)
{
    static const QStringList known{QStringLiteral("jsonl"), QStringLiteral("csv"), QStringLiteral("tsv"),
                                   QStringLiteral("json")};
    for (const QUrl &url : data->urls())
        if (known.contains(QFileInfo(url.toLocalFile()).suffix().toLower()))
            return url.toLocalFile();
    return {};
}

} // namespace

EvaluatePanel::EvaluatePanel(items::Session &session, Evaluation &evaluation, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_evaluation(evaluation)
    , m_name(new ElidedLabel({}, this))
    , m_facts(new ElidedLabel({}, this))
    , m_change(new QToolButton(this))
    , m_save(new QToolButton(this))
    , m_baseline(new QToolButton(this))
    , m_generates(new QCheckBox(tr("write answers"), this))
    , m_bar(new QProgressBar(this))
    , m_progress(makeLabel({}, "small", this))
    , m_error(makeLabel({}, "bad", this))
    , m_hint(makeLabel({}, "muted", this))
    , m_run(new QPushButton(tr("Evaluate"), this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_results(new ResultsTable(session, evaluation, this))
    , m_lines(new LinesList(session, evaluation, this))
    , m_confusion(new ConfusionMap(this))
    , m_bars(new LabelBars(this))
    , m_weakest(new ElidedLabel({}, this))
    , m_confusionOf(new ElidedLabel({}, this))
    , m_barsOf(new ElidedLabel({}, this))
    , m_right(new QSplitter(Qt::Vertical, this))
    , m_pages(new QStackedWidget(this))
{
    setProperty("surface", "panel");
    setAttribute(Qt::WA_StyledBackground);
    setAcceptDrops(true);
    setAccessibleName(tr("Evaluation"));
    layOut();
    connectParts();
    showData();
    showRun();
    showChosen();
}

void EvaluatePanel::chooseFile()
{
    askPath(this,
            {PathQuestion::What::ExistingFile,
             tr("Open labelled lines"),
             {},
             tr("Labelled lines (*.jsonl *.csv *.tsv);;All files (*)")},
            [this](const QString &path, const QString &) { m_evaluation.open(path); });
}

void EvaluatePanel::connectParts()
{
    connect(m_change, &QToolButton::clicked, this, &EvaluatePanel::openDataMenu);
    connect(m_save, &QToolButton::clicked, this, &EvaluatePanel::openSaveMenu);
    connect(m_baseline, &QToolButton::clicked, this, &EvaluatePanel::openBaselineMenu);
    connect(m_generates, &QCheckBox::clicked, this, [this](bool isChecked) {
        using Texts = EvaluationRequest::Texts;
        m_evaluation.setTexts(isChecked ? Texts::Generated : Texts::Scored);
    });
    connect(m_run, &QPushButton::clicked, &m_evaluation, &Evaluation::run);
    connect(m_stop, &QPushButton::clicked, &m_evaluation, &Evaluation::stop);
    connect(&m_evaluation, &Evaluation::dataChanged, this, &EvaluatePanel::showData);
    connect(&m_evaluation, &Evaluation::answered, this, [this] {
        showData();
        showChosen();
    });
    connect(&m_evaluation, &Evaluation::runningChanged, this, &EvaluatePanel::showRun);
    connect(&m_session, &items::Session::networkChanged, this, &EvaluatePanel::showData);
    connect(m_results, &ResultsTable::chosenChanged, this, [this](int key) {
        m_lines->setColumn(key);
        m_confusion->pick({-1, -1});
        showChosen();
    });
    connect(m_lines, &LinesList::lineChosen, this, &EvaluatePanel::bring);
    connect(m_lines, &LinesList::filterChanged, this, [this] {
        if (m_lines->lines()->filter().what != items::LineFilter::What::Cell)
            m_confusion->pick({-1, -1});
    });
    connect(m_confusion, &ConfusionMap::cellPicked, this, [this](const QPoint &cell) {
        using What = items::LineFilter::What;
        m_lines->setFilter(cell.x() < 0 ? items::LineFilter{} : items::LineFilter{What::Cell, cell.y(), cell.x()});
    });
    m_lines->setColumn(m_results->chosen());
}

void EvaluatePanel::openDataMenu()
{
    QMenu *menu = makePopup(this);
    menu->addAction(tr("Open a file…"), this, &EvaluatePanel::chooseFile);
    menu->addAction(tr("Label the inputs of the comparison"), this, [this] { m_evaluation.followInputs(); });
    popUpBelow(menu, *m_change);
}

/// What the context menus of the parts offer, in one place.
void EvaluatePanel::openSaveMenu()
{
    QMenu *menu = makePopup(this);
    const std::pair<QString, TakeAway *> parts[]
        = {{tr("Results"), m_takeResults}, {tr("Lines in the list"), m_takeLines}, {tr("Confusion"), m_takeConfusion}};
    for (const auto &[title, take] : parts) {
        QMenu *part = menu->addMenu(title);
        take->addTo(*part);
        part->setEnabled(take != m_takeConfusion || m_right->isVisible());
    }
    popUpBelow(menu, *m_save);
}

void EvaluatePanel::openBaselineMenu()
{
    QMenu *menu = makePopup(this);
    const items::SessionState &state = m_session.state();
    for (const int key : m_evaluation.columns()) {
        QAction *action = menu->addAction(items::titleOf(state, *state.column(key)), this,
                                          [this, key] { m_evaluation.setBaseline(key); });
        action->setCheckable(true);
        action->setChecked(key == m_evaluation.baseline());
    }
    popUpBelow(menu, *m_baseline);
}

void EvaluatePanel::bring(int line)
{
    const auto &data = m_evaluation.data();
    if (!data || line < 0 || data->isOfInputs())
        return;
    const DataLine &chosen = data->lines[std::size_t(line)];
    Q_EMIT lineBrought(
        m_session.bringInput(chosen.input, items::expectedText(chosen, m_evaluation.labels(m_results->chosen()))));
}

void EvaluatePanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (!dataFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void EvaluatePanel::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    m_evaluation.open(dataFile(event->mimeData()));
}

void EvaluatePanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        showChosen();
}

} // namespace deltascope::views
