#include "nn/config.h"

#include "core/utf8.h"

#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace deltascope::nn {

Config::Config(nlohmann::json values, std::string path)
    : m_values(std::move(values))
    , m_path(std::move(path))
{
    if (!m_values.is_object())
        throw Failure(m_path, std::string("expected a JSON object, found ") + m_values.type_name());
}

Config Config::ordered(const nlohmann::ordered_json &values, std::string path)
{
    Config config(nlohmann::json(values), std::move(path));
    for (const auto &[key, value] : values.items())
        if (value.is_object())
            for (const auto &[inner, unused] : value.items())
                config.m_order[key].push_back(inner);
    return config;
}

Config Config::withStandards(nlohmann::json values) const
{
    Config config = *this;
    config.m_standards = std::move(values);
    return config;
}

const nlohmann::json &Config::standard(std::string_view key) const
{
    const auto found = m_standards.find(key);
    if (found == m_standards.end())
        throw std::out_of_range("no standard value of " + std::string(key));
    return *found;
}

bool Config::has(std::string_view key) const
{
    const auto found = m_values.find(key);
    return found != m_values.end() && !found->is_null();
}

void Config::refuse(std::string_view key, std::string_view expected) const
{
    const auto found = m_values.find(key);
    const std::string value
        = found == m_values.end()
              ? "no such key"
              : utf8::readable(found->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), 120);
    throw Failure(m_path, std::string(key) + ": expected " + std::string(expected) + ", found " + value);
}

std::int64_t Config::size(std::initializer_list<std::string_view> keys) const
{
    for (const std::string_view key : keys) {
        if (!has(key) && !m_standards.contains(key))
            continue;
        const nlohmann::json &value = has(key) ? m_values.at(std::string(key)) : standard(key);
        if (!value.is_number_integer() || value < 1 || value > (std::int64_t(1) << 31))
            refuse(key, "a positive whole number");
        return value;
    }
    refuse(*keys.begin(), "a positive whole number");
}

std::int64_t Config::size(std::string_view key, std::int64_t otherwise) const
{
    return has(key) ? size({key}) : otherwise;
}

std::int64_t Config::count(std::initializer_list<std::string_view> keys) const
{
    constexpr std::int64_t most = 10000;
    for (const std::string_view key : keys) {
        if (!has(key))
            continue;
        const nlohmann::json &value = m_values.at(std::string(key));
        if (!value.is_number_integer() || value < 0 || value > most)
            refuse(key, "a whole number from 0 to 10000");
        return value;
    }
    refuse(*keys.begin(), "a whole number from 0 to 10000");
}

std::optional<std::int64_t> Config::optionalInteger(std::string_view key) const
{
    if (!has(key))
        return std::nullopt;
    const nlohmann::json &value = m_values.at(std::string(key));
    if (!value.is_number_integer())
        refuse(key, "a whole number");
    return value.get<std::int64_t>();
}

std::int64_t Config::integer(std::string_view key, std::int64_t otherwise) const
{
    return optionalInteger(key).value_or(otherwise);
}

std::optional<std::int64_t> Config::nullableInteger(std::string_view key, std::optional<std::int64_t> otherwise) const
{
    return m_values.contains(key) ? optionalInteger(key) : otherwise;
}

double Config::number(std::string_view key, double otherwise) const
{
    if (!has(key))
        return otherwise;
    const nlohmann::json &value = m_values.at(std::string(key));
    if (!value.is_number() || !std::isfinite(value.get<double>()))
        refuse(key, "a number");
    return value;
}

bool Config::flag(std::string_view key, bool otherwise) const
{
    if (!has(key))
        return otherwise;
    const nlohmann::json &value = m_values.at(std::string(key));
    if (!value.is_boolean())
        refuse(key, "true or false");
    return value;
}

std::string Config::text(std::string_view key, std::string_view otherwise) const
{
    if (!has(key))
        return std::string(otherwise);
    const nlohmann::json &value = m_values.at(std::string(key));
    if (!value.is_string())
        refuse(key, "a text");
    return value;
}

std::vector<std::string> Config::texts(std::string_view key) const
{
    if (!has(key))
        return {};
    const nlohmann::json &value = m_values.at(std::string(key));
    if (value.is_string())
        return {value.get<std::string>()};
    std::vector<std::string> list;
    if (!value.is_array())
        refuse(key, "a list of texts");
    for (const nlohmann::json &item : value) {
        if (!item.is_string())
            refuse(key, "a list of texts");
        list.push_back(item);
    }
    return list;
}

std::vector<std::int64_t> Config::integers(std::string_view key) const
{
    if (!has(key))
        return {};
    const nlohmann::json &value = m_values.at(std::string(key));
    if (value.is_number_integer())
        return {value.get<std::int64_t>()};
    std::vector<std::int64_t> list;
    if (!value.is_array())
        refuse(key, "a whole number or a list of them");
    for (const nlohmann::json &item : value) {
        if (!item.is_number_integer())
            refuse(key, "a whole number or a list of them");
        list.push_back(item);
    }
    return list;
}

std::vector<std::string> Config::keysOf(std::string_view key) const
{
    if (const auto known = m_order.find(key); known != m_order.end())
        return known->second;
    std::vector<std::string> keys;
    const Config inside = section(key);
    for (const auto &[inner, unused] : inside.json().items())
        keys.push_back(inner);
    return keys;
}

Config Config::section(std::string_view key) const
{
    if (!has(key))
        return Config(nlohmann::json::object(), m_path);
    if (!m_values.at(std::string(key)).is_object())
        refuse(key, "an object");
    return Config(m_values.at(std::string(key)), m_path);
}

std::optional<std::pair<int, int>> Config::version() const
{
    std::pair<int, int> written;
    const auto found = m_values.find("transformers_version");
    if (found == m_values.end() || !found->is_string()
        || std::sscanf(found->get_ref<const std::string &>().c_str(), "%d.%d", &written.first, &written.second) != 2)
        return std::nullopt;
    return written;
}

bool Config::writtenBefore(int major, int minor) const
{
    const auto written = version();
    return written && *written < std::pair(major, minor);
}

bool Config::writtenSince(int major, int minor) const
{
    const auto written = version();
    return written && *written >= std::pair(major, minor);
}

} // namespace deltascope::nn
