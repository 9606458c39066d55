#pragma once

#include "engine/local/kept/histories.h"
#include "engine/local/kept/keptrows.h"
#include "engine/local/kept/kepttexts.h"

#include <optional>

namespace deltascope {

/// What a session's runs leave for later ones that differ in little. A row is kept as an input under what acts on it,
/// not as part of a batch: what a row becomes depends on nothing beside it (nn/rows.h).
struct Kept {
    /// Numbers are never taken back one by one.
    static constexpr std::size_t mostNumbers = 100'000;

    std::optional<nn::Route> route; ///< absent until a pass has run from end to end
    Histories histories;
    KeptRows rows;
    KeptTexts texts;

    explicit Kept(std::size_t mostBytes)
        : rows(mostBytes / 2)
        , texts(mostBytes / 2)
    {
    }
    /// Forgets everything where too much has been numbered.
    void limit()
    {
        if (histories.size() <= mostNumbers)
            return;
        rows.clear();
        texts.clear();
        histories.clear();
    }
};

/// As runColumns(), with what earlier runs left; every number is the same.
RunResult runKeeping(Session &session, Kept &kept, const RunRequest &request, Progress &progress,
                     const TakePart &parts);

} // namespace deltascope
