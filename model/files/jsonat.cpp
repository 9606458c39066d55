#include "files/jsonat.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <cmath>

namespace deltascope::files {

void JsonAt::expected(const std::string &what) const
{
    const bool isLarge = m_value->is_structured();
    const std::string found = isLarge
                                  ? m_value->type_name()
                                  : utf8::readable(m_value->dump(-1, ' ', false, Json::error_handler_t::replace), 60);
    throw Failure(m_where, (m_path.empty() ? "" : m_path + ": ") + "expected " + what + ", found " + found);
}

std::string JsonAt::text() const
{
    if (!m_value->is_string())
        expected("a text");
    return *m_value;
}

double JsonAt::number() const
{
    if (!m_value->is_number() || !std::isfinite(m_value->get<double>()))
        expected("a number");
    return *m_value;
}

int JsonAt::whole(int least, int most) const
{
    const double value = m_value->is_number_integer() ? m_value->get<double>() : least - 1.0;
    if (value < least || value > most)
        expected("a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return *m_value;
}

bool JsonAt::flag() const
{
    if (!m_value->is_boolean())
        expected("true or false");
    return *m_value;
}

std::vector<JsonAt> JsonAt::list() const
{
    if (!m_value->is_array())
        expected("a list");
    std::vector<JsonAt> items;
    for (std::size_t i = 0; i < m_value->size(); ++i)
        items.push_back(below((*m_value)[i], "[" + std::to_string(i) + "]"));
    return items;
}

std::vector<std::pair<std::string, JsonAt>> JsonAt::members() const
{
    if (!m_value->is_object())
        expected("an object");
    std::vector<std::pair<std::string, JsonAt>> members;
    for (const auto &[key, value] : m_value->items())
        members.emplace_back(key, below(value, "." + key));
    return members;
}

JsonAt JsonAt::at(const char *key) const
{
    if (auto member = find(key))
        return *member;
    expected(std::string("key ") + key);
}

std::optional<JsonAt> JsonAt::find(const char *key) const
{
    if (!m_value->is_object())
        expected("an object");
    const auto found = m_value->find(key);
    if (found == m_value->end())
        return std::nullopt;
    return below(*found, m_path.empty() ? key : std::string(".") + key);
}

} // namespace deltascope::files
