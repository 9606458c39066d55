#pragma once

#include "chat/template.h"

#include "core/chat.h"

#include <map>
#include <optional>

namespace deltascope::chat {

/// What a model's folder says about conversations: its templates by name and the special tokens that they may print.
class ChatFolder {
public:
    /// Reads chat_template.jinja and additional_chat_templates/ (which win), else tokenizer_config.json. Templates are
    /// parsed once they are asked for. Throws Failure for files that are damaged.
    explicit ChatFolder(const std::string &folder);

    std::vector<std::string> names() const;
    std::string specialToken(std::string_view role) const; ///< of "bos_token", say; empty: none

    /// The prompt of a conversation, the JSON list of its messages. The assistant's turn is opened where the last
    /// message is not its own. Throws Failure; `where` names the conversation.
    std::string render(const std::string &messages, const ChatSettings &settings, const std::string &where) const;

private:
    struct Source {
        std::string file, text;
    };
    const Template &chosen(const std::string &name) const;

    std::string m_folder;
    std::map<std::string, Source> m_sources;
    std::vector<std::pair<std::string, Value>> m_specials;
    mutable std::map<std::string, Template> m_parsed;
};

} // namespace deltascope::chat
