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
    constexpr std::size_t longest = 2000; // of a sentence that may quote values
    throw Failure(Error{name,
                        "chat template, line " + std::to_string(line) + ": "
                            + (what.size() > longest ? utf8::readable(what, longest) : what),
                        {},
                        "template"});
}

} // namespace

Template::Template(std::string_view source, std::string name)
    : m_name(std::move(name))
{
    constexpr std::size_t largest = 1 << 20;
    if (source.size() > largest)
        throw Failure(m_name, "the chat template: expected at most " + std::to_string(largest) + " bytes, found "
                                  + std::to_string(source.size()));
    if (!utf8::valid(source))
        throw Failure(m_name, "the chat template: expected UTF-8, found bytes that are not");
    try {
        m_syntax = std::make_shared<const TemplateSyntax>(parse(source));
    } catch (const SyntaxError &error) {
        fail(m_name, error.line, error.what());
    }
}

std::string Template::render(const std::vector<std::pair<std::string, Value>> &variables, const Limits &limits) const
{
    Evaluation evaluation(limits, localNow());
    evaluation.blocks = &m_syntax->blocks;
    const auto frame = std::make_shared<Frame>();
    for (const auto &[name, value] : variables)
        frame->set(name, value);
    try {
        Writing output;
        evaluation.run(m_syntax->body, *frame, output);
        return output.take();
    } catch (const TemplateError &error) {
        fail(m_name, evaluation.line, error.what());
    }
}

} // namespace deltascope::chat
