#include "chat/iterating.h"

#include "chat/objects.h"

namespace deltascope::chat {

std::vector<Value> itemsOf(Evaluation &evaluation, const Value &subject)
{
    std::vector<Value> items = iterate(subject);
    evaluation.step(static_cast<std::int64_t>(items.size()));
    evaluation.spend(items.size() * sizeof(Value));
    return items;
}

Value lazily(Evaluation &evaluation, std::function<std::vector<Value>()> make)
{
    return Value(Value::ObjectPtr(evaluation.make<Iterator>(std::move(make))));
}

} // namespace deltascope::chat
