#include "chat/evaluation.h"
#include "chat/objects.h"

#include <algorithm>

namespace deltascope::chat {

namespace {

Value object(std::shared_ptr<Object> made) { return Value(Value::ObjectPtr(std::move(made))); }

Value range(Evaluation &, const Value &, const Arguments &arguments)
{
    constexpr std::int64_t longest = 100'000;
    const auto &given = arguments.positional;
    if (given.empty() || given.size() > 3)
        throw TemplateError("range expected 1 to 3 arguments, got " + std::to_string(given.size()));
    const auto bounded = [](const Value &value) {
        if (value.big() || std::abs(static_cast<double>(integerOf(value))) > 0x1p60)
            throw TemplateError("a range reaches no further than 2**60");
        return integerOf(value);
    };
    const std::int64_t step = given.size() == 3 ? bounded(given[2]) : 1;
    if (step == 0)
        throw TemplateError("range() arg 3 must not be zero");
    const std::int64_t start = given.size() == 1 ? 0 : bounded(given[0]);
    auto made = std::make_shared<Range>(start, bounded(given[given.size() == 1 ? 0 : 1]), step);
    if (*made->size() > longest)
        throw TemplateError("Range too big. The sandbox blocks ranges larger than MAX_RANGE (100000).");
    Meter::step();
    return object(std::move(made));
}

/// A dictionary from another one or from pairs, and from keywords.
template<class Set>
void setAll(const Arguments &arguments, Set set)
{
    if (arguments.positional.size() > 1)
        throw TemplateError("expected at most 1 argument, got " + std::to_string(arguments.positional.size()));
    for (const Value &from : arguments.positional) {
        if (const Dict *dict = from.dict()) {
            for (const auto &[key, value] : dict->items())
                set(key, value);
            continue;
        }
        for (const Value &pair : iterate(from)) {
            const std::vector<Value> items = iterate(pair);
            if (items.size() != 2)
                throw TemplateError("dictionary update sequence element has length " + std::to_string(items.size())
                                    + "; 2 is required");
            set(items[0], items[1]);
        }
    }
    for (const auto &[name, value] : arguments.named)
        set(Value(name), value);
}

Value dict(Evaluation &, const Value &, const Arguments &arguments)
{
    auto made = std::make_shared<Dict>();
    setAll(arguments, [&](const Value &key, const Value &value) {
        Meter::step();
        made->set(key, value);
    });
    return Value(Value::DictPtr(std::move(made)));
}

Value space(Evaluation &evaluation, const Value &, const Arguments &arguments)
{
    auto made = evaluation.make<Namespace>();
    setAll(arguments, [&](const Value &key, const Value &value) { made->set(str(key), value); });
    return object(std::move(made));
}

/// cycler(...): next(), current, reset().
class Cycler : public Object {
public:
    explicit Cycler(std::vector<Value> items)
        : m_items(std::move(items))
    {
    }
    std::string typeName() const override { return "Cycler"; }
    std::optional<Value> attribute(Evaluation &, std::string_view name) override
    {
        if (name == "current")
            return m_items[m_at];
        if (name == "pos")
            return static_cast<std::int64_t>(m_at);
        if (name == "items")
            return Value::tuple(m_items);
        const std::pair<const char *, Callable::Open> methods[] = {{"next", next}, {"reset", reset}};
        for (const auto &[own, open] : methods)
            if (name == own)
                return object(std::make_shared<Function>(own, Callable{{}, nullptr, open}, Value(shared_from_this())));
        return std::nullopt;
    }
    void release() override { m_items.resize(1, Value()); }

private:
    static Cycler &self(const Value &subject) { return *static_cast<Cycler *>(subject.object()); }
    static Value next(Evaluation &, const Value &subject, const Arguments &)
    {
        Cycler &cycler = self(subject);
        Value item = cycler.m_items[cycler.m_at];
        cycler.m_at = (cycler.m_at + 1) % cycler.m_items.size();
        return item;
    }
    static Value reset(Evaluation &, const Value &subject, const Arguments &)
    {
        self(subject).m_at = 0;
        return None();
    }

    std::vector<Value> m_items;
    std::size_t m_at = 0;
};

Value cycler(Evaluation &evaluation, const Value &, const Arguments &arguments)
{
    if (arguments.positional.empty())
        throw TemplateError("at least one item has to be provided");
    return object(evaluation.make<Cycler>(arguments.positional));
}

/// joiner(separator): nothing the first time it is called, then the separator.
class Joiner : public Object {
public:
    explicit Joiner(Value separator)
        : m_separator(std::move(separator))
    {
    }
    std::string typeName() const override { return "Joiner"; }
    bool isCallable() const override { return true; }
    Value call(Evaluation &, const Arguments &) override
    {
        return std::exchange(m_isUsed, true) ? m_separator : Value("");
    }
    void release() override { m_separator = {}; }

private:
    Value m_separator;
    bool m_isUsed = false;
};

Value joiner(Evaluation &evaluation, const Value &, const Given &given)
{
    return object(evaluation.make<Joiner>(given.value(0, ", ")));
}

Value lorem(Evaluation &, const Value &, const Arguments &)
{
    throw TemplateError("lipsum() makes a random text, which is no prompt");
}

Value raise(Evaluation &, const Value &, const Given &given) { throw TemplateError(str(given[0])); }

Value now(Evaluation &evaluation, const Value &, const Given &given)
{
    const std::string form = given.text(0);
    if (form.empty())
        return "";
    Meter::expectRoom(form.size() * 32);
    std::string text(form.size() * 32 + 256, '\0');
    text.resize(std::strftime(text.data(), text.size(), form.c_str(), &evaluation.now));
    if (text.empty())
        throw TemplateError("strftime_now: the date is longer than " + std::to_string(form.size() * 32 + 256)
                            + " bytes");
    return text;
}

} // namespace

const std::map<std::string, Value, std::less<>> &globals()
{
    static const std::map<std::string, Value, std::less<>> all = [] {
        const std::pair<const char *, Callable> functions[] = {
            {"range", {{}, nullptr, range}},     {"dict", {{}, nullptr, dict}},
            {"namespace", {{}, nullptr, space}}, {"cycler", {{}, nullptr, cycler}},
            {"joiner", {{"sep"}, joiner}},       {"raise_exception", {{"message"}, raise}},
            {"lipsum", {{}, nullptr, lorem}},    {"strftime_now", {{"format"}, now}},
        };
        std::map<std::string, Value, std::less<>> named;
        for (const auto &[name, callable] : functions)
            named.emplace(name, object(std::make_shared<Function>(name, callable)));
        return named;
    }();
    return all;
}

} // namespace deltascope::chat
