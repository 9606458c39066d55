#pragma once

#include "chat/value.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

/// A template as a tree. Expressions give values, statements write to the output; both are run by Evaluation.
namespace deltascope::chat {

class Evaluation;
struct Frame;

/// Something that has a line and a bounded depth below it.
struct Node {
    int line = 0;
    int depth = 1;
};

struct Expression : Node {
    virtual ~Expression() = default;
    /// Throws TemplateError.
    virtual Value value(Evaluation &evaluation, Frame &frame) const = 0;
};
using ExpressionPtr = std::unique_ptr<Expression>;

/// How a statement ended.
enum class Flow { Next, Break, Continue };

struct Statement : Node {
    virtual ~Statement() = default;
    virtual Flow run(Evaluation &evaluation, Frame &frame, Writing &output) const = 0;
};
using StatementPtr = std::unique_ptr<Statement>;
using Body = std::vector<StatementPtr>;

/// What a value can be assigned to: a name, a namespace's attribute, or several of them.
struct Target {
    std::string name; ///< or the namespace
    std::string attribute; ///< of a namespace; empty for a name
    std::vector<Target> parts; ///< where it is a tuple
    bool isTuple = false;
};

/// Arguments as written: f(a, b, *c, d=e, **g).
struct ArgumentsSyntax {
    std::vector<ExpressionPtr> positional;
    std::vector<std::pair<std::string, ExpressionPtr>> named;
    ExpressionPtr morePositional, moreNamed;

    Arguments values(Evaluation &evaluation, Frame &frame) const;
};

/// Parameters and body of a macro or of a call block.
struct MacroSyntax {
    std::string name;
    std::vector<std::string> parameters;
    std::vector<ExpressionPtr> defaults; ///< of the last parameters
    Body body;
    bool usesCaller = false, usesNamed = false, usesPositional = false; ///< caller, kwargs, varargs
};

enum class Binary { Add, Subtract, Multiply, Divide, FloorDivide, Modulo, Power };
enum class Comparison { Equal, Unequal, Less, LessEqual, Greater, GreaterEqual, In, NotIn };

struct Constant : Expression {
    Value constant;
    Value value(Evaluation &, Frame &) const override { return constant; }
};
struct Name : Expression {
    std::string name;
    Value value(Evaluation &, Frame &) const override;
};
struct ListSyntax : Expression {
    std::vector<ExpressionPtr> items;
    Sequence::Kind kind = Sequence::Kind::List;
    Value value(Evaluation &, Frame &) const override;
};
struct DictSyntax : Expression {
    std::vector<std::pair<ExpressionPtr, ExpressionPtr>> items;
    Value value(Evaluation &, Frame &) const override;
};
struct Attribute : Expression {
    ExpressionPtr subject;
    std::string name;
    Value value(Evaluation &, Frame &) const override;
};
struct Item : Expression {
    ExpressionPtr subject, index;
    Value value(Evaluation &, Frame &) const override;
};
struct Slice : Expression {
    ExpressionPtr subject, from, to, step; ///< all but the first may be absent
    Value value(Evaluation &, Frame &) const override;
};
struct Call : Expression {
    ExpressionPtr subject;
    ArgumentsSyntax arguments;
    Value value(Evaluation &, Frame &) const override;
    /// `caller`: what a call block passes on, or null.
    Value value(Evaluation &, Frame &, const Value *caller) const;
};
struct FilterSyntax : Expression {
    ExpressionPtr subject; ///< absent: the text of the block it stands at
    std::string name;
    ArgumentsSyntax arguments;
    Value value(Evaluation &, Frame &) const override;
};
struct TestSyntax : Expression {
    ExpressionPtr subject;
    std::string name;
    ArgumentsSyntax arguments;
    Value value(Evaluation &, Frame &) const override;
};
struct Negation : Expression { ///< - and +
    ExpressionPtr operand;
    bool negates = true;
    Value value(Evaluation &, Frame &) const override;
};
struct Not : Expression {
    ExpressionPtr operand;
    Value value(Evaluation &, Frame &) const override;
};
struct Logic : Expression { ///< and, or: the operand that decides
    ExpressionPtr left, right;
    bool isAnd = true;
    Value value(Evaluation &, Frame &) const override;
};
struct Conditional : Expression {
    ExpressionPtr condition, then, otherwise; ///< otherwise may be absent
    Value value(Evaluation &, Frame &) const override;
};
struct Compare : Expression {
    ExpressionPtr first;
    std::vector<std::pair<Comparison, ExpressionPtr>> rest;
    Value value(Evaluation &, Frame &) const override;
};
struct Concat : Expression { ///< ~
    std::vector<ExpressionPtr> parts;
    Value value(Evaluation &, Frame &) const override;
};
struct Arithmetic : Expression {
    Binary operation = Binary::Add;
    ExpressionPtr left, right;
    Value value(Evaluation &, Frame &) const override;
};

struct Data : Statement {
    std::string text;
    Flow run(Evaluation &, Frame &, Writing &) const override;
};
struct Print : Statement {
    std::vector<ExpressionPtr> expressions;
    Flow run(Evaluation &, Frame &, Writing &) const override;
};
struct If : Statement {
    std::vector<std::pair<ExpressionPtr, Body>> branches;
    Body otherwise;
    Flow run(Evaluation &, Frame &, Writing &) const override;
};
struct For : Statement {
    Target target;
    ExpressionPtr items, condition; ///< condition may be absent
    bool isRecursive = false;
    Body body, otherwise;
    Flow run(Evaluation &, Frame &, Writing &) const override;
    /// The loop over `items`; `depth` counts recursive calls.
    Flow loop(Evaluation &, Frame &outer, const Value &items, int depth, Writing &) const;
};
struct Jump : Statement {
    Flow flow = Flow::Break;
    Flow run(Evaluation &, Frame &, Writing &) const override { return flow; }
};
struct Set : Statement {
    Target target;
    ExpressionPtr expression;
    Flow run(Evaluation &, Frame &, Writing &) const override;
};
struct SetBlock : Statement {
    Target target;
    ExpressionPtr filter; ///< may be absent
    Body body;
    Flow run(Evaluation &, Frame &, Writing &) const override;
};
struct With : Statement {
    std::vector<std::pair<Target, ExpressionPtr>> values;
    Body body;
    Flow run(Evaluation &, Frame &, Writing &) const override;
};
struct MacroStatement : Statement {
    MacroSyntax macro;
    Flow run(Evaluation &, Frame &, Writing &) const override;
};
struct CallBlock : Statement {
    MacroSyntax caller;
    std::unique_ptr<Call> call;
    Flow run(Evaluation &, Frame &, Writing &) const override;
};
struct FilterBlock : Statement {
    ExpressionPtr filter;
    Body body;
    Flow run(Evaluation &, Frame &, Writing &) const override;
};
/// {% generation %} and {% block %}: a body with a scope of its own.
struct Scoped : Statement {
    enum class Sees { Everything, Globals }; ///< Globals: the names set outside of all loops and macros
    Sees sees = Sees::Everything;
    Body body;
    Flow run(Evaluation &, Frame &, Writing &) const override;
};
struct AutoEscape : Statement {
    ExpressionPtr on;
    Body body;
    Flow run(Evaluation &, Frame &, Writing &) const override;
};
/// A whole template.
struct TemplateSyntax {
    Body body;
    std::map<std::string, const Scoped *, std::less<>> blocks; ///< somewhere inside the body, by name
};
/// What there is no way to run: a sentence once it is reached.
struct Refusal : Statement {
    std::string sentence;
    Flow run(Evaluation &, Frame &, Writing &) const override { throw TemplateError(sentence); }
};

} // namespace deltascope::chat
