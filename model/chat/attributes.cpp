#include "chat/attributes.h"

#include "chat/evaluation.h"
#include "chat/methods.h"
#include "chat/unicode.h"

namespace deltascope::chat {

AttributeGetter::AttributeGetter(const Value &attribute, Value otherwise)
    : m_otherwise(std::move(otherwise))
{
    if (attribute.isNone())
        return;
    if (!attribute.text()) {
        m_parts.push_back(attribute);
        return;
    }
    for (const std::string &part : split(*attribute.text(), ".", -1)) {
        const bool isNumber = !part.empty() && part.size() < 18 && part.find_first_not_of("0123456789") == part.npos;
        m_parts.push_back(isNumber ? Value(static_cast<std::int64_t>(std::stoll(part))) : Value(part));
    }
}

std::vector<AttributeGetter> AttributeGetter::several(const Value &attributes)
{
    std::vector<AttributeGetter> getters;
    if (!attributes.text())
        return {AttributeGetter(attributes)};
    for (const std::string &one : split(*attributes.text(), ",", -1))
        getters.emplace_back(Value(one));
    return getters;
}

Value AttributeGetter::operator()(Evaluation &evaluation, const Value &item) const
{
    Value value = item;
    for (const Value &part : m_parts) {
        Meter::step();
        value = evaluation.item(value, part);
        if (value.isMissing() && !m_otherwise.isNone())
            value = m_otherwise;
    }
    return value;
}

Value withoutCase(const Value &value) { return value.text() ? Value(unicode::lower(*value.text())) : value; }

} // namespace deltascope::chat
