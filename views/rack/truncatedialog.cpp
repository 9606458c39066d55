#include "views/rack/truncatedialog.h"

#include "items/wording.h"
#include "views/common/labels.h"
#include "views/common/numbers.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

namespace deltascope::views {

namespace {

constexpr int dragPause = 60; ///< milliseconds in which the slider's steps are measured together

/// What the smaller delta is written as: as its library does, where that writes any rank.
std::string libraryFor(const items::SessionDelta &delta)
{
    return delta.info->library == "opendelta" ? "opendelta" : "peft";
}

} // namespace

TruncateDialog::TruncateDialog(items::Session &session, items::Questions &questions, DeltaId delta, QWidget *parent)
    : QDialog(parent)
    , m_questions(questions)
    , m_title(makeLabel({}, "strong", this))
    , m_of(makeLabel({}, "muted", this))
    , m_kept(makeLabel({}, "mono", this))
    , m_error(makeLabel({}, "mono", this))
    , m_size(makeLabel({}, "mono", this))
    , m_problem(makeLabel({}, "bad", this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_number(new QSpinBox(this))
    , m_save(new QPushButton(tr("Save…"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setWindowTitle(tr("Truncate"));
    if (const items::SessionDelta *known = session.state().find(delta)) {
        m_request = {delta, libraryFor(*known), 1, {}, 1};
        m_title->setText(tr("The strongest directions of %1").arg(QString::fromStdString(known->name())));
    }
    layOut();
    m_timer.setSingleShot(true);
    m_timer.setInterval(dragPause);
    connect(&m_timer, &QTimer::timeout, this, &TruncateDialog::measure);
    connect(m_slider, &QSlider::valueChanged, m_number, &QSpinBox::setValue);
    connect(m_number, &QSpinBox::valueChanged, m_slider, &QSlider::setValue);
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        m_save->setEnabled(false);
        m_timer.start();
    });
    connect(m_save, &QPushButton::clicked, this, &TruncateDialog::save);
    connect(m_cancel, &QPushButton::clicked, this, &TruncateDialog::reject);
    measure();
}

void TruncateDialog::layOut()
{
    for (QLabel *label : {m_title, m_problem})
        label->setWordWrap(true);
    m_problem->hide();
    m_slider->setAccessibleName(tr("Directions that are kept"));
    m_slider->setEnabled(false);
    m_slider->setPageStep(4);
    m_number->setAccessibleName(tr("Number of directions that are kept"));
    m_number->setEnabled(false);
    m_number->setButtonSymbols(QSpinBox::NoButtons);
    m_save->setProperty("role", "primary");
    m_save->setEnabled(false);
    m_save->setAutoDefault(false);
    auto *slide = new QHBoxLayout;
    slide->setSpacing(8);
    slide->addWidget(m_slider, 1);
    slide->addWidget(m_number);
    slide->addWidget(m_of);
    auto *facts = new QFormLayout;
    facts->setHorizontalSpacing(16);
    facts->addRow(makeLabel(tr("kept of the update"), "muted", this), m_kept);
    facts->addRow(makeLabel(tr("largest change of an output"), "muted", this), m_error);
    facts->addRow(makeLabel(tr("size"), "muted", this), m_size);
    m_kept->setToolTip(tr("Share of the squares of all singular values"));
    m_error->setToolTip(tr("Of a logit, or of a hidden state where the model has no head, on built-in inputs"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 16, 20, 16);
    all->setSpacing(12);
    all->addWidget(m_title);
    all->addLayout(slide);
    all->addLayout(facts);
    all->addWidget(m_problem);
    all->addStretch();
    all->addLayout(buttons);
    resize(460, 240);
}

int TruncateDialog::rank() const { return m_slider->value(); }

void TruncateDialog::setRank(int rank) { m_slider->setValue(rank); }

/// The first answer, of one direction, tells how many there are.
void TruncateDialog::measure()
{
    m_request.rank = std::max(1, rank());
    m_questions.measureTruncation(this, m_request,
                                  {.then = [this](const TruncationReport &report) { take(report); },
                                   .failed = [this](const Error &error) { say(items::wording(error)); },
                                   .cancelled =
                                       [this] {
                                           if (!m_timer.isActive())
                                               say(tr("Not measured: another model is open now."));
                                       }});
}

void TruncateDialog::take(const TruncationReport &report)
{
    const bool isFirst = !m_report;
    m_report = report;
    m_problem->hide();
    m_kept->setText(percent(report.kept, report.kept > 0.9995 && report.kept < 1 ? 4 : 2));
    m_error->setText(!report.maxAbsError        ? tr("not measured: the model does not run")
                     : *report.maxAbsError == 0 ? tr("none")
                                                : shortNumber(*report.maxAbsError));
    m_size->setText(tr("%1 of %2").arg(bytesText(report.bytes), bytesText(report.bytesBefore)));
    if (isFirst) {
        const int most = int(report.rankBefore);
        m_slider->setRange(1, most);
        m_number->setRange(1, most);
        m_of->setText(tr("of %1").arg(most));
        m_slider->setEnabled(most > 1);
        m_number->setEnabled(most > 1);
        setRank((most + 1) / 2);
        m_slider->setFocus();
    }
    m_save->setEnabled(isMeasured());
}

void TruncateDialog::say(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->show();
    m_save->setEnabled(false);
}

void TruncateDialog::save()
{
    Q_EMIT saveAsked(m_request);
    accept();
}

} // namespace deltascope::views
