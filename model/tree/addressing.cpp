#include "tree/addressing.h"

#include "core/outcome.h"
#include "tree/structuretables.h"

#include <algorithm>
#include <set>

namespace deltascope::tree {

namespace {

const StructureTable *tableOf(std::string_view type)
{
    for (const StructureTable &table : structureTables())
        if (std::find(table.classes.begin(), table.classes.end(), type) != table.classes.end())
            return &table;
    return nullptr;
}

std::string withPrefix(std::string_view prefix, std::string_view name)
{
    return prefix.empty() ? std::string(name) : std::string(prefix) + "." + std::string(name);
}

/// The layer number in `path` where `original` has `$`; npos-free: true if path is the row's module. `rest` is what
/// follows the row's module.
bool followsRow(std::string_view path, std::string_view original, std::string &number, std::string_view &rest)
{
    const std::size_t hole = original.find('$');
    if (hole == std::string_view::npos) {
        if (path.substr(0, original.size()) != original)
            return false;
        rest = path.substr(original.size());
    } else {
        if (path.substr(0, hole) != original.substr(0, hole))
            return false;
        const std::size_t end = std::min(path.find('.', hole), path.size());
        number = path.substr(hole, end - hole);
        const std::string_view tail = original.substr(hole + 1);
        if (number.empty() || number.find_first_not_of("0123456789") != std::string::npos
            || path.substr(end, tail.size()) != tail)
            return false;
        rest = path.substr(end + tail.size());
    }
    return rest.empty() || rest.front() == '.';
}

std::string filled(std::string_view common, const std::string &number)
{
    std::string name(common);
    if (const std::size_t hole = name.find('$'); hole != std::string::npos)
        name.replace(hole, 1, number);
    return name;
}

/// The common name of a path below a module with a table: that of the longest row that leads to it, and the rest as it
/// is.
CommonName commonNameBelow(const StructureTable &table, std::string_view path)
{
    CommonName best;
    std::size_t longest = 0;
    for (const StructureRow &row : table.rows) {
        std::string number;
        std::string_view rest;
        if (row.original.size() < longest || !followsRow(path, row.original, number, rest))
            continue;
        longest = row.original.size();
        best.name = filled(row.common, number) + std::string(rest);
        best.virtualName
            = row.virtualParent.empty() ? std::string() : filled(row.virtualParent, number) + std::string(rest);
    }
    return best;
}

bool matchesPlain(std::string_view name, std::string_view entry)
{
    if (name == entry)
        return !name.empty();
    return name.size() > entry.size() + 1 && !entry.empty() && name.substr(name.size() - entry.size()) == entry
           && name[name.size() - entry.size() - 1] == '.';
}

/// One entry of modified_modules.
class Entry {
public:
    explicit Entry(const std::string &text)
        : m_text(text)
        , m_isCommon(text.find('@') != std::string::npos)
    {
        if (text.substr(0, 3) == "[r]")
            m_pattern = std::make_unique<Pattern>(text.substr(3), text);
    }
    bool isCommon() const { return m_isCommon; }
    bool matches(const std::string &name) const
    {
        if (name.empty())
            return false;
        if (!m_pattern)
            return matchesPlain(name, m_text);
        // Only the leftmost match counts: it must end with the name and begin at its start or behind a dot.
        const Pattern::Span span = m_pattern->search(name);
        return span.begin != std::string_view::npos && span.end == name.size()
               && (span.begin == 0 || name[span.begin - 1] == '.');
    }

private:
    std::string m_text;
    bool m_isCommon;
    std::unique_ptr<Pattern> m_pattern;
};

std::vector<int> matching(const std::vector<NamedModule> &modules, const std::vector<std::string> &patterns,
                          const std::vector<std::string> &excluded)
{
    std::vector<Entry> entries;
    for (const std::string &pattern : patterns)
        entries.emplace_back(pattern);
    const bool needsCommon
        = std::any_of(entries.begin(), entries.end(), [](const Entry &entry) { return entry.isCommon(); });
    const std::vector<CommonName> common = needsCommon ? commonNames(modules) : std::vector<CommonName>(modules.size());
    std::vector<int> found;
    for (std::size_t i = 0; i < modules.size(); ++i) {
        const std::string &name = modules[i].name;
        const bool isExcluded = std::any_of(excluded.begin(), excluded.end(), [&](const std::string &start) {
            return name.compare(0, start.size(), start) == 0;
        });
        const bool hit = !isExcluded && std::any_of(entries.begin(), entries.end(), [&](const Entry &entry) {
            return entry.isCommon() ? entry.matches(common[i].name) || entry.matches(common[i].virtualName)
                                    : entry.matches(name);
        });
        if (hit)
            found.push_back(static_cast<int>(i));
    }
    return found;
}

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
        }
    }
    return row[b.size()];
}

/// By letters to change; a name that begins with all of `pattern`, or holds it behind a joint, is nearer than any
/// other.
std::size_t distance(std::string_view pattern, std::string_view name)
{
    constexpr std::size_t far = 1000;
    const std::size_t at = pattern.size() < 3 ? std::string_view::npos : name.find(pattern);
    if (at != std::string_view::npos && (at == 0 || name[at - 1] == '_' || name[at - 1] == '.'))
        return name.size() - pattern.size();
    return far + editDistance(pattern, name);
}

/// As many last parts of a dotted name as there are dots and one more.
std::string lastParts(const std::string &name, std::ptrdiff_t dots)
{
    std::size_t begin = name.size();
    for (; dots >= 0 && begin != std::string::npos && begin > 0; --dots)
        begin = name.rfind('.', begin - 1);
    return begin == std::string::npos || begin == 0 ? name : name.substr(begin + 1);
}

bool isNumber(const std::string &text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

} // namespace

std::vector<int> match(const std::vector<NamedModule> &modules, const std::vector<std::string> &patterns)
{
    std::vector<int> found = matching(modules, patterns, {});
    if (!found.empty() || patterns.empty())
        return found;
    std::string near;
    for (const std::string &name : nearestNames(modules, patterns.front(), 3))
        near += (near.empty() ? "" : ", ") + name;
    throw Failure(
        Error{patterns.front(), "expected modules of that name, found none; nearest: " + near, {}, "no-such-module"});
}

std::vector<int> deltaTargets(const std::vector<NamedModule> &modules, const std::vector<std::string> &modified,
                              const std::vector<std::string> &excluded, const std::vector<std::string> &defaults)
{
    static const std::vector<std::string> usual = {"lm_head"};
    return matching(modules, modified.empty() ? defaults : modified, excluded.empty() ? usual : excluded);
}

std::vector<CommonName> commonNames(const std::vector<NamedModule> &modules)
{
    std::vector<CommonName> names(modules.size());
    const StructureTable *table = nullptr;
    std::string prefix;
    for (std::size_t i = 0; i < modules.size(); ++i) {
        const std::string &name = modules[i].name;
        const bool inside = table
                            && (prefix.empty()
                                || (name.size() > prefix.size() && name.compare(0, prefix.size(), prefix) == 0
                                    && name[prefix.size()] == '.'));
        if (!inside) {
            table = tableOf(modules[i].type);
            prefix = name;
            continue;
        }
        const CommonName below
            = commonNameBelow(*table, std::string_view(name).substr(prefix.empty() ? 0 : prefix.size() + 1));
        if (!below.name.empty())
            names[i] = {withPrefix(prefix, below.name), below.virtualName};
    }
    return names;
}

std::vector<std::string> nearestNames(const std::vector<NamedModule> &modules, std::string_view pattern,
                                      std::size_t most)
{
    if (pattern.starts_with("[r]"))
        pattern.remove_prefix(3);
    pattern = pattern.substr(0, 200);
    const auto parts = std::count(pattern.begin(), pattern.end(), '.');
    const std::vector<CommonName> common = commonNames(modules);
    std::set<std::pair<std::size_t, std::string>> ranked;
    const auto rank = [&](const std::string &name) {
        const std::string tail = lastParts(name, parts);
        if (!tail.empty() && tail.size() <= 200 && !isNumber(tail.substr(tail.rfind('.') + 1)))
            ranked.emplace(distance(pattern, tail), tail);
    };
    for (std::size_t i = 0; i < modules.size(); ++i) {
        rank(modules[i].name);
        rank(common[i].name);
        rank(common[i].virtualName);
    }
    std::vector<std::string> names;
    for (const auto &[distance, name] : ranked)
        if (names.size() < most && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    return names;
}

} // namespace deltascope::tree
