#include "chat/statementparser.h"

namespace deltascope::chat {

using Kind = Token::Kind;

void StatementParser::signature(MacroSyntax &macro, Node &parent)
{
    expect("(");
    while (!skip(")")) {
        if (!macro.parameters.empty())
            expect(",");
        macro.parameters.push_back(expectName("the name of a parameter"));
        if (skip("="))
            macro.defaults.push_back(under(parent, expression()));
        else if (!macro.defaults.empty())
            fail("a parameter without a default follows one that has a default");
    }
}

StatementPtr StatementParser::macro()
{
    auto node = make<MacroStatement>();
    take();
    node->macro.name = expectName("the name of a macro");
    m_macros.push_back(&node->macro);
    signature(node->macro, *node);
    const Apart apart(*this);
    node->macro.body = innerUntil("endmacro");
    m_macros.pop_back();
    return node;
}

StatementPtr StatementParser::callBlock()
{
    auto node = make<CallBlock>();
    take();
    node->caller.name = "caller";
    m_macros.push_back(&node->caller);
    if (now().is("("))
        signature(node->caller, *node);
    m_macros.pop_back();
    ExpressionPtr called = expression();
    node->call.reset(dynamic_cast<Call *>(called.get()));
    if (!node->call)
        fail("expected a call behind {% call");
    (void)called.release();
    m_macros.push_back(&node->caller);
    const Apart apart(*this);
    node->caller.body = innerUntil("endcall");
    m_macros.pop_back();
    return node;
}

StatementPtr StatementParser::filterBlock()
{
    auto node = make<FilterBlock>();
    take();
    node->filter = under(*node, filters(filter(nullptr)));
    const Apart apart(*this);
    node->body = innerUntil("endfilter");
    return node;
}

StatementPtr StatementParser::with()
{
    auto node = make<With>();
    take();
    while (now().kind != Kind::BlockEnd) {
        if (!node->values.empty())
            expect(",");
        Target name = target();
        expect("=");
        node->values.emplace_back(std::move(name), under(*node, expression()));
    }
    const Apart apart(*this, m_loops);
    node->body = innerUntil("endwith");
    return node;
}

StatementPtr StatementParser::scoped()
{
    auto node = make<Scoped>();
    take();
    const Apart apart(*this);
    node->body = innerUntil("endgeneration");
    return node;
}

StatementPtr StatementParser::block()
{
    auto node = make<Scoped>();
    take();
    const std::string name = expectName("the name of a block");
    if (!m_blocks.emplace(name, node.get()).second)
        fail("block " + name + " is defined twice");
    node->sees = skipName("scoped") ? Scoped::Sees::Everything : Scoped::Sees::Globals;
    skipName("required");
    const Apart apart(*this);
    node->body = innerUntil("endblock");
    skipName(name);
    return node;
}

StatementPtr StatementParser::autoEscape()
{
    auto node = make<AutoEscape>();
    take();
    node->on = under(*node, expression());
    node->body = innerUntil("endautoescape");
    return node;
}

StatementPtr StatementParser::other()
{
    auto node = make<Refusal>();
    node->sentence = "{% " + take().text + " %} asks for another template, and a chat template has none";
    while (now().kind != Kind::BlockEnd && now().kind != Kind::End)
        take();
    return node;
}

} // namespace deltascope::chat
