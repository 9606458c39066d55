#pragma once

#include "files/adapterfiles.h"
#include "items/background.h"

#include <map>
#include <string>
#include <utility>

namespace deltascope::items {

/// Whether servers have loaded the very files that deltas here come from, as far as those can be read from here. Looked
/// up beside the window's thread.
class ServedFiles : public QObject {
    Q_OBJECT

public:
    explicit ServedFiles(QObject *parent = nullptr);
    /// Two folders here; unknown until it was looked up, which told() says.
    files::SameFiles of(const std::string &one, const std::string &other);
    /// Looks again at all that was asked for: files are written anew.
    void refresh();

Q_SIGNALS:
    void told(); ///< something is another thing than before

private:
    struct Known {
        std::string stamp; ///< of the files that it was told of
        files::SameFiles same = files::SameFiles::Unknown;
    };
    using Pairs = std::map<std::pair<std::string, std::string>, Known>;
    void take(const Pairs &pairs);

    Background m_background;
    Pairs m_pairs;
};

} // namespace deltascope::items
