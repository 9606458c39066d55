#include "chat/access.h"
#include "chat/arithmetic.h"
#include "chat/evaluation.h"
#include "chat/objects.h"
#include "chat/syntax.h"

namespace deltascope::chat {

namespace {

/// An operand that is there: anything else done with an undefined value fails.
Value there(Value value)
{
    if (value.isMissing())
        throw TemplateError(value.missingSentence());
    return value;
}

bool holds(Comparison comparison, const Value &left, const Value &right)
{
    switch (comparison) {
    case Comparison::Equal: return equal(left, right);
    case Comparison::Unequal: return !equal(left, right);
    case Comparison::Less: return less(left, right, "<");
    case Comparison::LessEqual: return less(left, right, "<=") || equal(left, right);
    case Comparison::Greater: return less(right, left, ">");
    case Comparison::GreaterEqual: return less(right, left, ">=") || equal(left, right);
    case Comparison::In: return contains(right, left);
    case Comparison::NotIn: return !contains(right, left);
    }
    return false;
}

} // namespace

Arguments ArgumentsSyntax::values(Evaluation &evaluation, Frame &frame) const
{
    Arguments result;
    for (const ExpressionPtr &expression : positional)
        result.positional.push_back(expression->value(evaluation, frame));
    for (const auto &[name, expression] : named)
        result.named.emplace_back(name, expression->value(evaluation, frame));
    if (morePositional)
        for (Value &value : iterate(there(morePositional->value(evaluation, frame))))
            result.positional.push_back(std::move(value));
    if (moreNamed) {
        const Value more = moreNamed->value(evaluation, frame);
        if (!more.dict())
            throw TemplateError("argument after ** must be a mapping, not " + typeName(more));
        for (const auto &[key, value] : more.dict()->items()) {
            if (!key.text())
                throw TemplateError("keywords must be strings");
            if (result.find(*key.text()))
                throw TemplateError("got multiple values for keyword argument '" + *key.text() + "'");
            result.named.emplace_back(*key.text(), value);
        }
    }
    return result;
}

Value Name::value(Evaluation &evaluation, Frame &frame) const
{
    Meter::step();
    if (const Value *found = frame.find(name))
        return *found;
    if (name == "self")
        return Value(Value::ObjectPtr(evaluation.make<Blocks>(frame.root()->shared_from_this())));
    const auto global = globals().find(name);
    return global != globals().end() ? global->second : Value::missing("'" + name + "' is undefined");
}

Value ListSyntax::value(Evaluation &evaluation, Frame &frame) const
{
    Meter::step();
    std::vector<Value> values;
    for (const ExpressionPtr &item : items)
        values.push_back(item->value(evaluation, frame));
    return Value::sequence(kind, std::move(values));
}

Value DictSyntax::value(Evaluation &evaluation, Frame &frame) const
{
    Meter::step();
    auto dict = std::make_shared<Dict>();
    for (const auto &[key, item] : items) {
        Value name = key->value(evaluation, frame);
        dict->set(std::move(name), item->value(evaluation, frame));
    }
    return Value(Value::DictPtr(std::move(dict)));
}

Value Attribute::value(Evaluation &evaluation, Frame &frame) const
{
    Meter::step();
    return evaluation.attribute(subject->value(evaluation, frame), name);
}

Value Item::value(Evaluation &evaluation, Frame &frame) const
{
    Meter::step();
    const Value from = subject->value(evaluation, frame);
    return evaluation.item(from, index->value(evaluation, frame));
}

Value Slice::value(Evaluation &evaluation, Frame &frame) const
{
    const Value whole = subject->value(evaluation, frame);
    const auto bound
        = [&](const ExpressionPtr &expression) { return expression ? expression->value(evaluation, frame) : Value(); };
    const Value first = bound(from), last = bound(to), stride = bound(step);
    Meter::step();
    return slice(there(whole), first, last, stride);
}

Value Call::value(Evaluation &evaluation, Frame &frame) const { return value(evaluation, frame, nullptr); }

Value Call::value(Evaluation &evaluation, Frame &frame, const Value *caller) const
{
    Meter::step();
    const Value function = subject->value(evaluation, frame);
    Arguments values = arguments.values(evaluation, frame);
    if (caller)
        values.named.emplace_back("caller", *caller);
    return evaluation.call(function, values);
}

Value FilterSyntax::value(Evaluation &evaluation, Frame &frame) const
{
    Meter::step();
    const Value from = subject ? subject->value(evaluation, frame) : *evaluation.blockText;
    return evaluation.filter(name, from, arguments.values(evaluation, frame));
}

Value TestSyntax::value(Evaluation &evaluation, Frame &frame) const
{
    Meter::step();
    const Value from = subject->value(evaluation, frame);
    return evaluation.test(name, from, arguments.values(evaluation, frame));
}

Value Negation::value(Evaluation &evaluation, Frame &frame) const
{
    Meter::step();
    const Value number = there(operand->value(evaluation, frame));
    if (!number.number())
        throw TemplateError(std::string("bad operand type for unary ") + (negates ? "-" : "+") + ": '"
                            + typeName(number) + "'");
    if (!negates)
        return number.isWhole() ? Value(number.whole()) : number;
    return negative(number);
}

Value Not::value(Evaluation &evaluation, Frame &frame) const
{
    Meter::step();
    return !isTrue(operand->value(evaluation, frame));
}

Value Logic::value(Evaluation &evaluation, Frame &frame) const
{
    Meter::step();
    Value first = left->value(evaluation, frame);
    return isTrue(first) == isAnd ? right->value(evaluation, frame) : first;
}

Value Conditional::value(Evaluation &evaluation, Frame &frame) const
{
    Meter::step();
    if (isTrue(condition->value(evaluation, frame)))
        return then->value(evaluation, frame);
    return otherwise ? otherwise->value(evaluation, frame)
                     : Value::missing("the inline if-expression evaluated to false and no else section was defined");
}

Value Compare::value(Evaluation &evaluation, Frame &frame) const
{
    Value left = first->value(evaluation, frame);
    for (const auto &[comparison, expression] : rest) {
        Meter::step();
        Value right = expression->value(evaluation, frame);
        if (!holds(comparison, left, right))
            return false;
        left = std::move(right);
    }
    return true;
}

Value Concat::value(Evaluation &evaluation, Frame &frame) const
{
    Meter::step();
    std::vector<Value> values;
    bool hasSafe = false;
    for (const ExpressionPtr &part : parts) {
        values.push_back(part->value(evaluation, frame));
        hasSafe = hasSafe || values.back().isSafe();
    }
    const bool escapes = evaluation.escapes && hasSafe;
    Writing text;
    for (const Value &value : values)
        text += escapes ? escaped(value) : str(value);
    return escapes ? Value::safe(text.take()) : Value(text.take());
}

Value Arithmetic::value(Evaluation &evaluation, Frame &frame) const
{
    Meter::step();
    const Value first = left->value(evaluation, frame);
    const Value second = right->value(evaluation, frame);
    const bool formats = operation == Binary::Modulo && first.text(); // which takes an undefined value, too
    return arithmetic(operation, there(first), formats ? second : there(second));
}

} // namespace deltascope::chat
