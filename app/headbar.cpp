#include "app/headbar.h"

#include "views/common/labels.h"
#include "views/common/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QSpinBox>

namespace deltascope::app {

namespace {

QString namesOf(const std::vector<std::string> &weights)
{
    QStringList names;
    for (std::size_t i = 0; i < std::min<std::size_t>(weights.size(), 3); ++i)
        names << QString::fromStdString(weights[i]);
    return names.join(QStringLiteral(", ")) + (weights.size() > 3 ? QStringLiteral(", …") : QString());
}

QString headName(HeadKind head)
{
    switch (head) {
    case HeadKind::SequenceClassification: return HeadBar::tr("classification head");
    case HeadKind::TokenClassification: return HeadBar::tr("token classification head");
    case HeadKind::QuestionAnswering: return HeadBar::tr("question answering head");
    default: return HeadBar::tr("head");
    }
}

} // namespace

HeadBar::HeadBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_head(new QComboBox(this))
    , m_labelsTitle(views::makeLabel(tr("labels"), "muted", this))
    , m_labels(new QSpinBox(this))
    , m_use(new QPushButton(tr("Open with this head"), this))
    , m_close(new QPushButton(tr("Close"), this))
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_head->addItem(tr("Classify a text"), int(HeadKind::SequenceClassification));
    m_head->addItem(tr("Classify tokens"), int(HeadKind::TokenClassification));
    m_head->addItem(tr("Answer questions"), int(HeadKind::QuestionAnswering));
    m_head->addItem(tr("Fill masks"), int(HeadKind::MaskedLm));
    m_head->addItem(tr("Generate text (decoder)"), int(HeadKind::CausalLm));
    m_head->addItem(tr("Generate text (encoder-decoder)"), int(HeadKind::ConditionalGeneration));
    m_head->setAccessibleName(tr("Head to open with"));
    m_labels->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_labels->setRange(2, 1000);
    m_labels->setAccessibleName(tr("Number of labels"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 12, 6);
    row->addWidget(m_text, 1);
    row->addWidget(m_head);
    row->addWidget(m_labelsTitle);
    row->addWidget(m_labels);
    row->addWidget(m_use);
    row->addWidget(m_close);
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_use, &QPushButton::clicked, this, [this] {
        const auto kind = HeadKind(m_head->currentData().toInt());
        const bool hasLabels = kind == HeadKind::SequenceClassification || kind == HeadKind::TokenClassification;
        Q_EMIT headChosen({ kind, hasLabels ? m_labels->value() : 0 });
    });
    connect(m_head, &QComboBox::currentIndexChanged, this, [this] {
        const auto kind = HeadKind(m_head->currentData().toInt());
        const bool hasLabels = kind == HeadKind::SequenceClassification || kind == HeadKind::TokenClassification;
        m_labels->setVisible(hasLabels);
        m_labelsTitle->setVisible(hasLabels);
    });
    setVisible(false);
}

void HeadBar::show(const NetworkInfo *network)
{
    const bool isFresh = network && !network->fresh.empty();
    const bool isBare = network && network->runnable && network->head == HeadKind::None && !isFresh;
    const bool lacks = network && !network->runnable && !network->missing.empty();
    for (QWidget *part : std::initializer_list<QWidget *> { m_head, m_labelsTitle, m_labels, m_use })
        part->setVisible(isBare);
    if (isFresh)
        m_text->setText(tr("The %1 is freshly initialised (%2): its answers mean nothing until it is trained.")
                            .arg(headName(network->head), namesOf(network->fresh)));
    else if (isBare)
        m_text->setText(tr("This checkpoint has no head and gives embeddings. To classify or generate, open it with one:"));
    else if (lacks)
        m_text->setText(tr("The file lacks weights that the architecture needs (%1), so it opens as a tree only.").arg(namesOf(network->missing)));
    setAccessibleName(m_text->text());
    setVisible(isFresh || isBare || lacks);
}

QString HeadBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void HeadBar::paintEvent(QPaintEvent *)
{
    const views::Theme &t = views::theme();
    QPainter painter(this);
    painter.fillRect(rect(), views::Theme::mixed(t.warning, t.panel, 0.12));
    painter.fillRect(QRect(0, 0, 3, height()), t.warning);
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.line);
}

} // namespace deltascope::app
