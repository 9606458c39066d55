#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace deltascope::tree {

/// A module as addressing sees it.
struct NamedModule {
    std::string name; ///< dotted path; empty for the root, which nothing matches
    std::string type; ///< class name
};

/// Indices of the modules that any pattern names, in order. A pattern is a name or a dotted suffix, "[r]" and a regular
/// expression, or a common name ("attn@.q@") where the backbone's class has a table; rules as in
/// opendelta/utils/name_based_addressing.py. Throws Failure (no-such-module) with the nearest names if nothing matches.
std::vector<int> match(const std::vector<NamedModule> &modules, const std::vector<std::string> &patterns);

/// Sites of a new delta by OpenDelta's rules (basemodel.py): `modified`, or the kind's `defaults` (common names) if it
/// is empty; modules whose name starts with an entry of `excluded` (lm_head if that is empty) never match. May be
/// empty.
std::vector<int> deltaTargets(const std::vector<NamedModule> &modules, const std::vector<std::string> &modified,
                              const std::vector<std::string> &excluded, const std::vector<std::string> &defaults);

/// The common names of all modules, empty where a module has none; a second name is virtual ("ff@" of OPT's fc1).
struct CommonName {
    std::string name, virtualName;
};
std::vector<CommonName> commonNames(const std::vector<NamedModule> &modules);

/// The `most` names or last parts that are nearest to `pattern` by edit distance.
std::vector<std::string> nearestNames(const std::vector<NamedModule> &modules, std::string_view pattern,
                                      std::size_t most);

/// A regular expression with a limit on time and stack, so that no pattern can hang or crash the program. Throws
/// Failure for one that cannot be read.
class Pattern {
public:
    explicit Pattern(const std::string &expression, const std::string &writtenAs = {});
    ~Pattern();
    /// Leftmost match: [begin, end) in bytes of `text`; begin is npos if there is none.
    struct Span {
        std::size_t begin = std::string_view::npos, end = 0;
    };
    Span search(const std::string &text) const;
    bool fullMatch(const std::string &text) const;

private:
    struct Compiled;
    std::unique_ptr<Compiled> m_compiled;
};

} // namespace deltascope::tree
