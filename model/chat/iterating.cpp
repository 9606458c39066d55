#include "chat/iterating.h"

#include "chat/objects.h"

namespace deltascope::chat {

std::vector<Value> itemsOf(Evaluation &, const Value &subject) { return iterate(subject); }

Value lazily(Evaluation &evaluation, std::function<std::vector<Value>()> make)
{
    return Value(Value::ObjectPtr(evaluation.make<Iterator>([&evaluation, make = std::move(make)] {
        const Evaluation::Depth depth(evaluation); // the items may come from another one
        return make();
    })));
}

} // namespace deltascope::chat
