#include "chat/meter.h"

#include "chat/value.h"

namespace deltascope::chat {

void Meter::exceed(const char *what)
{
    throw TemplateError(std::string("the template was stopped: it takes more ") + what + " than a prompt may");
}

void Meter::exceedDepth() { throw TemplateError("the template calls itself or nests values too deeply"); }

void Writing::repeat(std::size_t count, std::string_view part)
{
    Meter::expectRoom(count, part.size());
    Meter::expectRoom(m_text.size() + count * part.size());
    Meter::step(count / 16);
    for (std::size_t i = 0; i < count && !part.empty(); ++i)
        *this += part;
}

} // namespace deltascope::chat
