#pragma once

#include <QByteArray>
#include <QSettings>
#include <QStringList>

namespace deltascope::app {

enum class ThemeChoice { Dark, Light };

/// Where the window's parts stand.
struct Layout {
    QByteArray geometry;
    QList<int> columns; ///< widths: rack, tree, inspector
    QList<int> rows; ///< heights: upper half, bench
    QList<int> bench; ///< heights: comparison, plot
    bool isRackShown = true, isInspectorShown = true, isBenchShown = true, isPlotShown = true;
};

/// What the program remembers, typed. Passed in, so that tests have their own.
class Settings {
public:
    /// The user's own file, or another one.
    explicit Settings(const QString &file = {});

    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    /// A code; empty: none was chosen.
    QString language() const;
    void setLanguage(const QString &code);
    Layout layout() const;
    void setLayout(const Layout &layout);
    /// The last session as older versions kept it here; empty if there is none. It is taken once.
    QByteArray takeSession();
    /// The folder of the shelf; empty if none was chosen yet.
    QString shelf() const;
    void setShelf(const QString &folder);
    /// The folder in which the start page looks for models besides the hub's cache; empty if none was chosen.
    QString modelFolder() const;
    void setModelFolder(const QString &folder);
    /// Whether the start page shows the head of its story only.
    bool isStoryFolded() const;
    void foldStory();
    void unfoldStory();
    /// Servers as they were typed, without any key.
    QStringList servers() const;
    void setServers(const QStringList &servers);
    /// Where the server of that name finds what stands here, "LOCAL=SERVER"; empty: at the same place.
    QString serverPath(const QString &name) const;
    void setServerPath(const QString &name, const QString &mapping);
    /// The folder below which deltas are copied for servers; empty if none was chosen.
    QString copies() const;
    void setCopies(const QString &folder);
    /// Models that were open, the last one first.
    QStringList recentModels() const;
    void addRecentModel(const QString &model);

private:
    QSettings m_store;
};

} // namespace deltascope::app
