#pragma once

#include "chat/value.h"

#include <array>
#include <initializer_list>

namespace deltascope::chat {

class Evaluation;

/// Arguments put to the parameters that a function names.
class Given {
public:
    /// Throws TemplateError for too many, unknown or doubled ones. `what` names the function.
    Given(const std::string &what, const std::vector<std::string_view> &parameters, const Arguments &arguments);

    bool has(std::size_t parameter) const { return m_values[parameter].has_value(); }
    bool hasValue(std::size_t parameter) const { return has(parameter) && !m_values[parameter]->isNone(); }
    /// Throws TemplateError where it is missing.
    const Value &operator[](std::size_t parameter) const;
    Value value(std::size_t parameter, const Value &otherwise) const;
    bool flag(std::size_t parameter, bool otherwise = false) const;
    std::int64_t integer(std::size_t parameter, std::optional<std::int64_t> otherwise = std::nullopt) const;
    std::string text(std::size_t parameter, std::optional<std::string> otherwise = std::nullopt) const;

private:
    const std::string &m_what;
    const std::vector<std::string_view> &m_parameters;
    std::vector<std::optional<Value>> m_values;
};

/// A filter, a test or a method: `subject` is what stands before | or the dot.
struct Callable {
    using Fixed = Value (*)(Evaluation &, const Value &subject, const Given &);
    using Open = Value (*)(Evaluation &, const Value &subject, const Arguments &);

    std::vector<std::string_view> parameters; ///< for `fixed`
    Fixed fixed = nullptr;
    Open open = nullptr; ///< takes any arguments

    Value operator()(Evaluation &evaluation, const std::string &what, const Value &subject,
                     const Arguments &arguments) const;
};

/// An int argument. Throws TemplateError.
std::int64_t integerOf(const Value &value);

} // namespace deltascope::chat
