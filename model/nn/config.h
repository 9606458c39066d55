#pragma once

#include "core/outcome.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deltascope::nn {

/// Typed reading of config.json. Every refusal is a Failure naming file, key, expected and found; null counts as
/// absent.
class Config {
public:
    Config(nlohmann::json values, std::string path);
    /// One whose objects keep the order of their keys.
    static Config ordered(const nlohmann::ordered_json &values, std::string path);

    /// The same with values for keys that are absent, for the readers below that take no `otherwise`.
    Config withStandards(nlohmann::json values) const;

    bool has(std::string_view key) const; ///< absent keys with a standard value are not there
    const nlohmann::json &json() const { return m_values; }
    const std::string &path() const { return m_path; }

    /// A size: a whole number in [1, 2^31). The first present of several names is taken.
    std::int64_t size(std::initializer_list<std::string_view> keys) const;
    std::int64_t size(std::string_view key) const { return size({key}); }
    std::int64_t size(std::string_view key, std::int64_t otherwise) const;
    /// A number of layers: a whole number in [0, 10000].
    std::int64_t count(std::initializer_list<std::string_view> keys) const;
    std::int64_t count(std::string_view key) const { return count({key}); }
    /// Any whole number.
    std::int64_t integer(std::string_view key) const { return integer(key, standard(key).get<std::int64_t>()); }
    std::int64_t integer(std::string_view key, std::int64_t otherwise) const;
    std::optional<std::int64_t> optionalInteger(std::string_view key) const;
    /// As integer(), but a null in the file means none, whatever the class's default.
    std::optional<std::int64_t> nullableInteger(std::string_view key, std::optional<std::int64_t> otherwise) const;
    /// A whole number or a list of such; empty if absent.
    std::vector<std::int64_t> integers(std::string_view key) const;
    double number(std::string_view key) const { return number(key, standard(key).get<double>()); }
    double number(std::string_view key, double otherwise) const;
    bool flag(std::string_view key) const { return flag(key, standard(key).get<bool>()); }
    bool flag(std::string_view key, bool otherwise) const;
    std::string text(std::string_view key) const { return text(key, standard(key).get<std::string>()); }
    std::string text(std::string_view key, std::string_view otherwise) const;
    std::vector<std::string> texts(std::string_view key) const;
    /// The keys of an object inside, in the order of the file where that is known; none if absent.
    std::vector<std::string> keysOf(std::string_view key) const;
    /// An object inside; empty if absent.
    Config section(std::string_view key) const;

    /// True if the transformers version that wrote the file is known and older than major.minor.
    bool writtenBefore(int major, int minor) const;

    /// True if that version is known and as new as major.minor or newer.
    bool writtenSince(int major, int minor) const;

    [[noreturn]] void refuse(std::string_view key, std::string_view expected) const;

private:
    std::optional<std::pair<int, int>> version() const;
    /// Throws std::out_of_range for a key without one: a mistake of who reads it.
    const nlohmann::json &standard(std::string_view key) const;

    nlohmann::json m_values, m_standards;
    std::string m_path;
    std::map<std::string, std::vector<std::string>, std::less<>> m_order; ///< of the objects at the top
};

} // namespace deltascope::nn
