#pragma once

#include "chat/value.h"

namespace deltascope::chat {

class Evaluation;

/// What filters take as `attribute`: "a.b.0" or a number, looked up step by step; None gives the item itself.
class AttributeGetter {
public:
    explicit AttributeGetter(const Value &attribute, Value otherwise = {});
    /// Several attributes with commas between, for sort.
    static std::vector<AttributeGetter> several(const Value &attributes);

    Value operator()(Evaluation &evaluation, const Value &item) const;

private:
    std::vector<Value> m_parts;
    Value m_otherwise; ///< None: an attribute that is missing stays undefined
};

Value withoutCase(const Value &value); ///< a text in small letters, anything else as it is

} // namespace deltascope::chat
