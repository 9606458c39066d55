#include "views/bench/textcache.h"

#include "views/common/theme.h"

namespace deltascope::views {

namespace {
constexpr int mostDocuments = 600; // a screen of cells in several widths
}

TextCache::TextCache()
    : m_documents(mostDocuments)
{
}

QTextDocument &TextCache::document(const QString &html, int width)
{
    const Theme &t = theme();
    const QString styled = QStringLiteral("<body style=\"color:%1\">%2</body>").arg(t.text.name(), html);
    const std::pair key(styled, width);
    if (QTextDocument *known = m_documents.object(key))
        return *known;
    auto *document = new QTextDocument;
    document->setDefaultFont(t.ui());
    document->setDocumentMargin(0);
    document->setHtml(styled);
    document->setTextWidth(width);
    m_documents.insert(key, document);
    return *document;
}

} // namespace deltascope::views
