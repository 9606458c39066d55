#pragma once

#include <nlohmann/json.hpp>

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace deltascope::files {

/// A value of a JSON file with its place in it, so that whatever is wrong is named: "FILE: deltas[2].strength: expected
/// a number, found string". Every reading member throws Failure.
class JsonAt {
public:
    using Json = nlohmann::ordered_json;

    JsonAt(const Json &value, std::string where, std::string path = {})
        : m_value(&value)
        , m_where(std::move(where))
        , m_path(std::move(path))
    {
    }

    const Json &value() const { return *m_value; }
    /// File and path, for messages.
    std::string place() const { return m_path.empty() ? m_where : m_where + ", " + m_path; }
    std::string text() const;
    double number() const; ///< finite
    int whole(int least = 0, int most = std::numeric_limits<int>::max()) const;
    bool flag() const;
    std::vector<JsonAt> list() const;
    std::vector<std::pair<std::string, JsonAt>> members() const;

    JsonAt at(const char *key) const;
    std::optional<JsonAt> find(const char *key) const;

    /// "where: path: expected WHAT, found ..."
    [[noreturn]] void expected(const std::string &what) const;

private:
    JsonAt below(const Json &value, const std::string &step) const { return {value, m_where, m_path + step}; }

    const Json *m_value;
    std::string m_where, m_path;
};

} // namespace deltascope::files
