#pragma once

#include <QCache>
#include <QString>
#include <QTextDocument>

#include <utility>

namespace deltascope::views {

/// Texts of cells, laid out: each once for a width and a theme, however often it is measured and painted.
class TextCache {
public:
    TextCache();
    /// Good until the next call.
    QTextDocument &document(const QString &html, int width);

private:
    QCache<std::pair<QString, int>, QTextDocument> m_documents;
};

} // namespace deltascope::views
