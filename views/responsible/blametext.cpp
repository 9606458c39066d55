#include "views/responsible/blametext.h"

#include "views/common/csv.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace deltascope::views {

namespace {

constexpr int mostNamed = 4, mostOfAnAnswer = 48;

QString shortAnswer(const std::string &answer)
{
    const QString text = QString::fromStdString(answer).simplified();
    return text.isEmpty()                 ? BlameText::tr("nothing")
           : text.size() > mostOfAnAnswer ? text.left(mostOfAnAnswer - 1) + QStringLiteral("…")
                                          : text;
}

QString listed(const QStringList &words)
{
    if (words.size() < 2)
        return words.value(0);
    return BlameText::tr("%1 and %2").arg(words.mid(0, words.size() - 1).join(QStringLiteral(", ")), words.last());
}

} // namespace

QString BlameText::nameOf(int module) const
{
    const NetworkInfo *network = m_session.network();
    const bool isThere = network && module >= 0 && std::size_t(module) < network->modules.size();
    const QString name = isThere ? QString::fromStdString(network->modules[std::size_t(module)].name) : QString();
    return name.isEmpty() ? tr("the whole model") : name;
}

QStringList BlameText::namesOf(const std::vector<int> &modules) const
{
    QStringList names;
    for (const int module : modules)
        names << nameOf(module);
    return names;
}

/// Few sites by name, those that share their last part by what they belong to.
QString BlameText::sitesText() const
{
    const std::vector<int> &sites = m_blaming.result()->sites;
    const QStringList names = namesOf(sites);
    if (names.size() > mostNamed)
        return tr("%1 of %2 sites").arg(sites.size()).arg(m_blaming.result()->candidates);
    const QString last = names.value(0).section(QLatin1Char('.'), -1);
    QStringList owners;
    for (const QString &name : names) {
        if (name.section(QLatin1Char('.'), -1) != last || !name.contains(QLatin1Char('.')))
            return listed(names);
        QString owner = name.section(QLatin1Char('.'), 0, -2);
        if (owner.startsWith(QLatin1String("model.")))
            owner.remove(0, 6);
        owners << owner;
    }
    return tr("%1 of %2").arg(last, listed(owners));
}

QString BlameText::sentence() const
{
    const auto &result = m_blaming.result();
    if (!result) {
        if (!m_blaming.isRunning())
            return m_blaming.error() ? QString() : tr("Stopped before the end.");
        const int left = int(m_blaming.lit().size());
        return left > 0
                   ? tr("Searching: %1 of %2 sites are enough so far…").arg(left).arg(m_blaming.candidates().size())
                   : tr("Searching…");
    }
    if (result->answer == result->against)
        return tr("%1 under both: there is nothing to explain.").arg(shortAnswer(result->answer));
    const QString words
        = result->sites.size() == 1 ? tr("%1 is enough to turn %2 into %3.") : tr("%1 are enough to turn %2 into %3.");
    return words.arg(sitesText(), shortAnswer(result->against), shortAnswer(result->answer));
}

QString BlameText::detail() const
{
    const auto &result = m_blaming.result();
    if (!result || result->answer == result->against)
        return {};
    if (!result->complete)
        return tr("%1 of %2 sites; fewer may be enough: the runs were used up before all were tried.")
            .arg(result->sites.size())
            .arg(result->candidates);
    if (result->sites.size() == 1)
        return tr("1 of %1 sites.").arg(result->candidates);
    return tr("%1 of %2 sites. Without any one of them the answer is another.")
        .arg(result->sites.size())
        .arg(result->candidates);
}

QString BlameText::table(QChar separator) const
{
    QString text = csvLine({QStringLiteral("run"), QStringLiteral("sites"), QStringLiteral("answer"),
                            QStringLiteral("probability"), QStringLiteral("holds"), QStringLiteral("modules")},
                           separator);
    int run = 0;
    for (const BlameTrial &trial : m_blaming.trials())
        text += csvLine(
            {QString::number(++run), QString::number(trial.sites.size()), QString::fromStdString(trial.answer),
             trial.probability ? QString::number(double(*trial.probability), 'g', 7) : QString(),
             trial.holds ? QStringLiteral("yes") : QStringLiteral("no"), namesOf(trial.sites).join(QLatin1Char(' '))},
            separator);
    return text;
}

QByteArray BlameText::json() const
{
    const auto names = [this](const std::vector<int> &modules) { return QJsonArray::fromStringList(namesOf(modules)); };
    QJsonArray runs;
    for (const BlameTrial &trial : m_blaming.trials()) {
        QJsonObject object{{QStringLiteral("sites"), names(trial.sites)},
                           {QStringLiteral("answer"), QString::fromStdString(trial.answer)},
                           {QStringLiteral("holds"), trial.holds}};
        if (trial.probability)
            object.insert(QStringLiteral("probability"), double(*trial.probability));
        runs.append(object);
    }
    const BlameRequest &asked = m_blaming.asked();
    QJsonObject object{{QStringLiteral("column"), QString::fromStdString(asked.column.name)},
                       {QStringLiteral("against_column"), QString::fromStdString(asked.against.name)},
                       {QStringLiteral("trials"), runs}};
    if (const auto &result = m_blaming.result()) {
        object.insert(QStringLiteral("answer"), QString::fromStdString(result->answer));
        object.insert(QStringLiteral("against"), QString::fromStdString(result->against));
        object.insert(QStringLiteral("sites"), names(result->sites));
        object.insert(QStringLiteral("runs"), result->runs);
        object.insert(QStringLiteral("complete"), result->complete);
    }
    return QJsonDocument(object).toJson();
}

} // namespace deltascope::views
