#include "chat/template.h"

#include "chat/parser.h"

#include "core/utf8.h"

namespace deltascope::chat {

namespace {

std::tm localNow()
{
    const std::time_t seconds = std::time(nullptr);
    std::tm now{};
    localtime_r(&seconds, &now);
    return now;
}

[[noreturn]] void fail(const std::string &name, int line, const std::string &what)
{
    throw Failure(Error{name, "chat template, line " + std::to_string(line) + ": " + what, {}, "template"});
}

} // namespace

Template::Template(std::string_view source, std::string name)
    : m_name(std::move(name))
{
    if (!utf8::valid(source))
        throw Failure(m_name, "the chat template: expected UTF-8, found bytes that are not");
    try {
        m_body = std::make_shared<const Body>(parse(source));
    } catch (const SyntaxError &error) {
        fail(m_name, error.line, error.what());
    }
}

std::string Template::render(const std::vector<std::pair<std::string, Value>> &variables, const Limits &limits) const
{
    Evaluation evaluation(limits, localNow());
    const auto frame = std::make_shared<Frame>();
    for (const auto &[name, value] : variables)
        frame->set(name, value);
    try {
        std::string output;
        evaluation.run(*m_body, *frame, output);
        return output;
    } catch (const TemplateError &error) {
        fail(m_name, evaluation.line, error.what());
    }
}

} // namespace deltascope::chat
