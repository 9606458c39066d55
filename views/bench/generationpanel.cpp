#include "views/bench/generationpanel.h"

#include "views/bench/generationfields.h"
#include "views/common/labels.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRegularExpressionValidator>
#include <QToolButton>

namespace deltascope::views {

namespace {

using Mode = GenerationMode;
using Bounds = NumberField::Bounds;

constexpr int panelWidth = 340, stopsHeight = 46;

QString said(const char *text) { return QCoreApplication::translate("Generation", text); }

} // namespace

GenerationPanel::GenerationPanel(items::Session &session, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_session(session)
    , m_modes(new QButtonGroup(this))
    , m_stops(new QPlainTextEdit(this))
    , m_seed(new QLineEdit(this))
    , m_note(makeLabel({}, "small", this))
{
    setProperty("surface", "card");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Generation"));
    setFixedWidth(panelWidth);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(14, 12, 14, 12);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    grid->addWidget(makeLabel(tr("Generation"), "strong", this), 0, 0);
    grid->addWidget(makeLabel(tr("for all columns"), "small", this), 0, 1, Qt::AlignRight);
    addModes(*grid);
    addNumbers(*grid);
    addRest(*grid);
    m_note->setWordWrap(true);
    grid->addWidget(m_note, grid->rowCount(), 0, 1, 2);
    for (const auto signal : {&items::Session::runChanged, &items::Session::networkChanged})
        connect(&session, signal, this, &GenerationPanel::refresh);
    refresh();
}

void GenerationPanel::addModes(QGridLayout &grid)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    for (const auto &[mode, text] : {std::pair(Mode::AsConfigured, tr("As configured")),
                                     {Mode::Greedy, tr("Greedy")},
                                     {Mode::Sample, tr("Sample")},
                                     {Mode::Beams, tr("Beams")}}) {
        auto *button = new QToolButton(this);
        button->setText(text);
        button->setCheckable(true);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_modes->addButton(button, int(mode));
        row->addWidget(button);
    }
    grid.addLayout(row, 1, 0, 1, 2);
    connect(m_modes, &QButtonGroup::idClicked, this, [this](int id) {
        m_gesture = items::Gesture::begin();
        m_modes->button(id)->setFocus(); // the ring goes along with the choice
        change([id](items::RunSettings &run) { run.generation = inMode(run.generation, Mode(id)); });
    });
}

void GenerationPanel::addRow(QGridLayout &grid, const QString &label, QWidget *field, const Modes &modes)
{
    auto *name = makeLabel(label, "", this);
    name->setBuddy(field);
    const int row = grid.rowCount();
    grid.addWidget(name, row, 0);
    grid.addWidget(field, row, 1);
    m_rows.append({{name, field}, modes});
}

void GenerationPanel::addNumbers(QGridLayout &grid)
{
    for (const GenerationField &setting : generationFields()) {
        auto *field = new NumberField(said(setting.label), setting.bounds, this);
        field->setToolTip(said(setting.tip));
        addRow(grid, said(setting.label), field, setting.modes);
        connect(field, &NumberField::valueEdited, this,
                [this, member = setting.member](const std::optional<double> &value) {
                    change([&](items::RunSettings &run) { setValue(run.generation, member, value); });
                });
        connect(field, &QLineEdit::editingFinished, this, [this] { m_gesture = items::Gesture::begin(); });
        m_shows.append([field, setting](const items::RunSettings &run, const GenerationSettings &ofModel) {
            field->setValue(valueOf(run.generation, setting.member));
            const bool isModels = run.generation.basis == GenerationSettings::Basis::AsConfigured
                                  || setting.member != GenerationField::Member(&GenerationSettings::maxNewTokens);
            const auto models = isModels ? valueOf(ofModel, setting.member) : std::nullopt;
            field->setOtherwise(models ? QString::number(*models) : said(setting.otherwise));
        });
    }
}

QCheckBox *GenerationPanel::addCheck(QGridLayout &grid, const QString &text,
                                     std::optional<bool> GenerationSettings::*flag, const Modes &modes)
{
    auto *check = new QCheckBox(text, this);
    grid.addWidget(check, grid.rowCount(), 0, 1, 2);
    m_rows.append({{check}, modes});
    connect(check, &QCheckBox::clicked, this, [this, flag](bool isOn) {
        m_gesture = items::Gesture::begin();
        change([&](items::RunSettings &run) { run.generation.*flag = isOn ? std::optional(true) : std::nullopt; });
    });
    m_shows.append([check, flag](const items::RunSettings &run, const GenerationSettings &) {
        check->setChecked((run.generation.*flag).value_or(false));
    });
    return check;
}

void GenerationPanel::addRest(QGridLayout &grid)
{
    addCheck(grid, tr("draw the candidates of beams"), &GenerationSettings::samples, {Mode::Beams});
    addCheck(grid, tr("end once enough beams have ended"), &GenerationSettings::stopsEarly, {Mode::Beams});
    const Modes drawing{Mode::AsConfigured, Mode::Sample, Mode::Beams};
    auto *samples
        = new NumberField(tr("answers in a cell"), {1, 20, Bounds::Least::Included, Bounds::Kind::Whole}, this);
    samples->setToolTip(tr("Each is drawn with a seed of its own, from the seed below on"));
    samples->setOtherwise(QStringLiteral("1"));
    addRow(grid, tr("answers in a cell"), samples, drawing);
    connect(samples, &NumberField::valueEdited, this, [this](const std::optional<double> &value) {
        change([&](items::RunSettings &run) { run.samples = int(value.value_or(1)); });
    });
    m_shows.append(
        [samples](const items::RunSettings &run, const GenerationSettings &) { samples->setValue(run.samples); });
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setAlignment(Qt::AlignRight);
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("\\d{1,19}")), m_seed));
    m_seed->setToolTip(tr("Every column draws with the same seed, so what differs is the deltas' doing"));
    addRow(grid, tr("seed"), m_seed, drawing);
    connect(m_seed, &QLineEdit::textEdited, this, [this](const QString &text) {
        if (!text.isEmpty())
            change([&](items::RunSettings &run) { run.generation.seed = text.toULongLong(); });
    });
    m_stops->setFixedHeight(stopsHeight);
    m_stops->setAccessibleName(tr("Texts that end an answer"));
    m_stops->setPlaceholderText(tr("one a line; \\n is a line break"));
    m_stops->setTabChangesFocus(true);
    addRow(grid, tr("ends after"), m_stops, {Mode::AsConfigured, Mode::Greedy, Mode::Sample, Mode::Beams});
    setTabOrder(samples, m_seed); // both were made before the rows above them
    setTabOrder(m_seed, m_stops);
    connect(m_stops, &QPlainTextEdit::textChanged, this, [this] {
        const auto stops = stopsIn(m_stops->toPlainText());
        if (stops != m_session.state().run.generation.stops)
            change([&](items::RunSettings &run) { run.generation.stops = stops; });
    });
}

void GenerationPanel::change(const std::function<void(items::RunSettings &)> &how)
{
    items::RunSettings run = m_session.state().run;
    how(run);
    m_session.setRun(run, m_gesture);
}

void GenerationPanel::refresh()
{
    const items::RunSettings &run = m_session.state().run;
    const GenerationSettings ofModel = m_session.network() ? m_session.network()->generation : GenerationSettings();
    const Mode mode = modeOf(run.generation);
    m_modes->button(int(mode))->setChecked(true);
    for (const Row &row : m_rows)
        for (QWidget *widget : row.widgets)
            widget->setVisible(row.modes.contains(mode));
    for (const auto &show : m_shows)
        show(run, ofModel);
    if (m_seed->text().toULongLong() != run.generation.seed || m_seed->text().isEmpty())
        m_seed->setText(QString::number(run.generation.seed));
    if (stopsIn(m_stops->toPlainText()) != run.generation.stops)
        m_stops->setPlainText(stopLines(run.generation.stops));
    m_note->setText(tr("The model's files say: %1. What is empty above is as they say.").arg(configuredText(ofModel)));
    if (isVisible()) {
        const int bottom = geometry().bottom();
        adjustSize();
        move(x(), bottom - height() + 1);
    }
}

void GenerationPanel::openAbove(const QWidget &button)
{
    m_gesture = items::Gesture::begin();
    refresh();
    adjustSize();
    const QPoint corner = button.mapToGlobal(QPoint(0, -4));
    move(corner.x(), std::max(0, corner.y() - height()));
    show();
    m_modes->checkedButton()->setFocus();
}

} // namespace deltascope::views
