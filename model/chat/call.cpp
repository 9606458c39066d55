#include "chat/call.h"

#include <algorithm>

namespace deltascope::chat {

Given::Given(const std::string &what, const std::vector<std::string_view> &parameters, const Arguments &arguments)
    : m_what(what)
    , m_parameters(parameters)
    , m_values(parameters.size())
{
    if (arguments.positional.size() > parameters.size())
        throw TemplateError(what + " takes at most " + std::to_string(parameters.size()) + " arguments, found "
                            + std::to_string(arguments.positional.size()));
    for (std::size_t i = 0; i < arguments.positional.size(); ++i)
        m_values[i] = arguments.positional[i];
    for (const auto &[name, value] : arguments.named) {
        const auto found = std::find(parameters.begin(), parameters.end(), name);
        if (found == parameters.end())
            throw TemplateError(what + " got an unexpected keyword argument '" + name + "'");
        auto &place = m_values[static_cast<std::size_t>(found - parameters.begin())];
        if (place)
            throw TemplateError(what + " got multiple values for argument '" + name + "'");
        place = value;
    }
}

const Value &Given::operator[](std::size_t parameter) const
{
    if (!m_values[parameter])
        throw TemplateError(m_what + " is missing the argument '" + std::string(m_parameters[parameter]) + "'");
    return *m_values[parameter];
}

Value Given::value(std::size_t parameter, const Value &otherwise) const
{
    return has(parameter) ? *m_values[parameter] : otherwise;
}

bool Given::flag(std::size_t parameter, bool otherwise) const
{
    return has(parameter) ? isTrue(*m_values[parameter]) : otherwise;
}

std::int64_t Given::integer(std::size_t parameter, std::optional<std::int64_t> otherwise) const
{
    return otherwise && !has(parameter) ? *otherwise : integerOf((*this)[parameter]);
}

std::string Given::text(std::size_t parameter, std::optional<std::string> otherwise) const
{
    if (otherwise && !has(parameter))
        return *otherwise;
    const Value &value = (*this)[parameter];
    if (!value.text())
        throw TemplateError(m_what + ": '" + std::string(m_parameters[parameter]) + "' must be str, not "
                            + typeName(value));
    return *value.text();
}

Value Callable::operator()(Evaluation &evaluation, const std::string &what, const Value &subject,
                           const Arguments &arguments) const
{
    Meter::step();
    Meter::read(subject.text() ? subject.text()->size() : 0);
    for (const Value &value : arguments.positional)
        Meter::read(value.text() ? value.text()->size() : 0);
    return open ? open(evaluation, subject, arguments) : fixed(evaluation, subject, Given(what, parameters, arguments));
}

std::int64_t integerOf(const Value &value)
{
    if (value.isMissing())
        throw TemplateError(value.missingSentence());
    const auto integer = value.integer();
    if (value.big())
        throw TemplateError("cannot fit 'int' into an index-sized integer");
    if (!integer)
        throw TemplateError("'" + typeName(value) + "' object cannot be interpreted as an integer");
    return *integer;
}

} // namespace deltascope::chat
