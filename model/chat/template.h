#pragma once

#include "chat/evaluation.h"

#include <memory>
#include <string>

namespace deltascope::chat {

/// A chat template: Jinja as transformers runs it (trim_blocks, lstrip_blocks, loop controls, {% generation %},
/// raise_exception, strftime_now, tojson, an immutable sandbox). It executes nothing and reads nothing, and is bounded
/// in time and memory.
class Template {
public:
    /// Throws Failure with the line for what is no template. `name` is for messages.
    Template(std::string_view source, std::string name);

    /// The prompt. Throws Failure; what raise_exception() says is in the sentence.
    std::string render(const std::vector<std::pair<std::string, Value>> &variables, const Limits &limits = {}) const;

private:
    std::string m_name;
    std::shared_ptr<const TemplateSyntax> m_syntax;
};

} // namespace deltascope::chat
