#include "engine/local/judge/labels.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <algorithm>
#include <cmath>

namespace deltascope {

namespace {

std::string shown(const Label &label)
{
    if (const auto *index = std::get_if<std::int64_t>(&label))
        return std::to_string(*index);
    if (const auto *number = std::get_if<double>(&label))
        return std::to_string(*number);
    const auto *name = std::get_if<std::string>(&label);
    return name ? utf8::readable(*name, 60) : "null";
}

/// The names that there are, the first of many.
std::string offered(const std::vector<std::string> &names)
{
    constexpr std::size_t most = 12;
    std::string list;
    for (std::size_t i = 0; i < std::min(most, names.size()); ++i)
        list += (i == 0 ? "" : ", ") + utf8::readable(names[i], 60);
    return names.size() > most ? list + ", ..." : list;
}

const Label &labelOf(const DataLine &line, const std::string &where)
{
    if (!line.label)
        throw Failure(where, "label: expected one, found none");
    return *line.label;
}

} // namespace

int LabelReader::indexOf(const Label &label, const std::string &key, const std::string &where) const
{
    const auto refuse = [&] {
        throw Failure(where, key + ": expected an index from 0 to " + std::to_string(m_labels.size() - 1)
                                 + " or one of the names (" + offered(m_labels) + "), found " + shown(label));
    };
    if (const auto *index = std::get_if<std::int64_t>(&label)) {
        if (*index < 0 || *index >= static_cast<std::int64_t>(m_labels.size()))
            refuse();
        return static_cast<int>(*index);
    }
    const auto *name = std::get_if<std::string>(&label);
    const auto found = name ? std::find(m_labels.begin(), m_labels.end(), *name) : m_labels.end();
    if (found == m_labels.end())
        refuse();
    return static_cast<int>(found - m_labels.begin());
}

int LabelReader::index(const DataLine &line, const std::string &where) const
{
    return indexOf(labelOf(line, where), "label", where);
}

double LabelReader::value(const DataLine &line, const std::string &where) const
{
    const Label &label = labelOf(line, where);
    if (const auto *index = std::get_if<std::int64_t>(&label))
        return static_cast<double>(*index);
    const auto *number = std::get_if<double>(&label);
    if (!number || !std::isfinite(*number))
        throw Failure(where,
                      "label: expected a number, since the model has one label (regression), found " + shown(label));
    return *number;
}

std::vector<int> LabelReader::indices(const DataLine &line, std::size_t count, const std::string &where) const
{
    constexpr std::int64_t none = -100;
    if (!line.labels)
        throw Failure(where, "labels: expected one for each of " + std::to_string(count) + " ids, found none");
    if (line.labels->size() != count)
        throw Failure(where, "labels: expected one for each of " + std::to_string(count)
                                 + " ids, special ones included (-100 or null for none), found "
                                 + std::to_string(line.labels->size()));
    std::vector<int> list;
    for (const Label &label : *line.labels) {
        const auto *index = std::get_if<std::int64_t>(&label);
        const bool isNone = std::holds_alternative<std::monostate>(label) || (index && *index == none);
        list.push_back(isNone ? -1 : indexOf(label, "labels", where));
    }
    return list;
}

} // namespace deltascope
