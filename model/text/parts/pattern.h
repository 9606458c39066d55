#pragma once

#include "text/parts/parts.h"

namespace deltascope::text {

/// What a Split or a Replace looks for: {"String": "..."} or {"Regex": "..."} (Oniguruma's syntax as far as ICU's is
/// it).
class SplitPattern {
public:
    SplitPattern(const nlohmann::json &object, const Origin &origin);
    /// For patterns that are written in the program.
    static SplitPattern ofRegex(const std::string &regex);
    ~SplitPattern();
    SplitPattern(SplitPattern &&) noexcept;

    struct Range {
        std::size_t begin, end; ///< of characters
        bool matches;
    };
    /// The text from beginning to end as ranges that match and ranges between. Throws Failure where a pattern takes too
    /// long.
    std::vector<Range> ranges(const Chars &text) const;

private:
    SplitPattern() = default;
    void compile(const std::string &regex);

    struct Compiled;
    std::string m_file;
    std::u32string m_text;
    std::unique_ptr<Compiled> m_regex;
};

} // namespace deltascope::text
