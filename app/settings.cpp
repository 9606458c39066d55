#include "app/settings.h"

#include <QVariantList>
#include <QVariantMap>

namespace deltascope::app {

namespace {

constexpr int mostRecent = 8;

QList<int> numbers(const QVariant &value)
{
    QList<int> list;
    for (const QVariant &item : value.toList())
        list << item.toInt();
    return list;
}

QVariantList variants(const QList<int> &list) { return {list.begin(), list.end()}; }

QSettings store(const QString &file)
{
    return file.isEmpty() ? QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("deltascope"),
                                      QStringLiteral("deltascope"))
                          : QSettings(file, QSettings::IniFormat);
}

} // namespace

Settings::Settings(const QString &file)
    : m_store(store(file))
{
}

ThemeChoice Settings::theme() const
{
    return m_store.value(QStringLiteral("theme")).toString() == QLatin1String("light") ? ThemeChoice::Light
                                                                                       : ThemeChoice::Dark;
}

void Settings::setTheme(ThemeChoice theme)
{
    m_store.setValue(QStringLiteral("theme"),
                     theme == ThemeChoice::Light ? QStringLiteral("light") : QStringLiteral("dark"));
}

QString Settings::language() const { return m_store.value(QStringLiteral("language")).toString(); }

void Settings::setLanguage(const QString &code) { m_store.setValue(QStringLiteral("language"), code); }

Layout Settings::layout() const
{
    Layout layout;
    layout.geometry = m_store.value(QStringLiteral("layout/geometry")).toByteArray();
    layout.columns = numbers(m_store.value(QStringLiteral("layout/columns")));
    layout.rows = numbers(m_store.value(QStringLiteral("layout/rows")));
    layout.bench = numbers(m_store.value(QStringLiteral("layout/bench")));
    layout.isRackShown = m_store.value(QStringLiteral("layout/rack"), true).toBool();
    layout.isInspectorShown = m_store.value(QStringLiteral("layout/inspector"), true).toBool();
    layout.isBenchShown = m_store.value(QStringLiteral("layout/benchShown"), true).toBool();
    layout.isPlotShown = m_store.value(QStringLiteral("layout/plot"), true).toBool();
    return layout;
}

void Settings::setLayout(const Layout &layout)
{
    m_store.setValue(QStringLiteral("layout/geometry"), layout.geometry);
    m_store.setValue(QStringLiteral("layout/columns"), variants(layout.columns));
    m_store.setValue(QStringLiteral("layout/rows"), variants(layout.rows));
    m_store.setValue(QStringLiteral("layout/bench"), variants(layout.bench));
    m_store.setValue(QStringLiteral("layout/rack"), layout.isRackShown);
    m_store.setValue(QStringLiteral("layout/inspector"), layout.isInspectorShown);
    m_store.setValue(QStringLiteral("layout/benchShown"), layout.isBenchShown);
    m_store.setValue(QStringLiteral("layout/plot"), layout.isPlotShown);
}

QByteArray Settings::takeSession()
{
    const QByteArray session = m_store.value(QStringLiteral("session")).toByteArray();
    m_store.remove(QStringLiteral("session"));
    return session;
}

QString Settings::shelf() const { return m_store.value(QStringLiteral("shelf")).toString(); }

void Settings::setShelf(const QString &folder) { m_store.setValue(QStringLiteral("shelf"), folder); }

QString Settings::modelFolder() const { return m_store.value(QStringLiteral("models")).toString(); }

void Settings::setModelFolder(const QString &folder) { m_store.setValue(QStringLiteral("models"), folder); }

bool Settings::isStoryFolded() const { return m_store.value(QStringLiteral("storyFolded"), false).toBool(); }

void Settings::foldStory() { m_store.setValue(QStringLiteral("storyFolded"), true); }

void Settings::unfoldStory() { m_store.remove(QStringLiteral("storyFolded")); }

QStringList Settings::servers() const { return m_store.value(QStringLiteral("servers")).toStringList(); }

void Settings::setServers(const QStringList &servers) { m_store.setValue(QStringLiteral("servers"), servers); }

QString Settings::serverPath(const QString &name) const
{
    return m_store.value(QStringLiteral("serverPaths")).toMap().value(name).toString();
}

void Settings::setServerPath(const QString &name, const QString &mapping)
{
    QVariantMap paths = m_store.value(QStringLiteral("serverPaths")).toMap();
    paths[name] = mapping;
    m_store.setValue(QStringLiteral("serverPaths"), paths);
}

QString Settings::copies() const { return m_store.value(QStringLiteral("copies")).toString(); }

void Settings::setCopies(const QString &folder) { m_store.setValue(QStringLiteral("copies"), folder); }

QStringList Settings::recentModels() const { return m_store.value(QStringLiteral("recent")).toStringList(); }

void Settings::addRecentModel(const QString &model)
{
    QStringList models = recentModels();
    models.removeAll(model);
    models.prepend(model);
    m_store.setValue(QStringLiteral("recent"), models.mid(0, mostRecent));
}

} // namespace deltascope::app
