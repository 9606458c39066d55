// What templates print. The expected texts are those of Jinja 3.1.6 with the environment that transformers makes.
#include "chat/json.h"
#include "chat/template.h"

#include <doctest/doctest.h>

using namespace deltascope;

namespace {

std::string render(const std::string &source, const chat::Limits &limits = {})
{
    static const chat::Value messages
        = chat::parseJson(
              R"([{"role": "system", "content": "Be brief."}, {"role": "user", "content": " Hi — it's me.\n"}])")
              .value();
    static const chat::Value large = chat::parseJson("12345678901234567890123").value();
    return chat::Template(source, "t")
        .render({{"messages", messages}, {"tools", chat::None()}, {"large", large}}, limits);
}

/// The sentence with which a template is refused.
std::string refusal(const std::string &source, const chat::Limits &limits = {})
{
    try {
        return "no refusal, but " + render(source, limits);
    } catch (const Failure &failure) {
        return failure.what();
    }
}

bool has(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("blanks around tags go where trim_blocks, lstrip_blocks and signs take them")
{
    CHECK(render("  {% if true %}\n    yes\n  {% endif %}\n") == "    yes\n");
    CHECK(render("a \n {%- if true -%} \n b {%- endif %}") == "ab");
    CHECK(render("  {%+ if true %}x{% endif +%}\ny") == "  x\ny");
    CHECK(render("a\r\nb\rc\n") == "a\nb\nc");
    CHECK(render("  {{ 1 }}\n") == "  1");
    CHECK(render("{# {{ note }} #}\nx{#- tight -#}\n y") == "xy");
    CHECK(render("{% raw %}{{ x }} {# y #}{% endraw %}") == "{{ x }} {# y #}");
    CHECK(render("{% set z = 1 -%}\n\n  {% if z %}k{% endif %}") == "k");
}

TEST_CASE("values print as Python's repr and str")
{
    CHECK(render("{{ [1, 'a', \"it's\", none, true, 2.0, 1e20, 'b\\n\\t\\\\'] }}")
          == "[1, 'a', \"it's\", None, True, 2.0, 1e+20, 'b\\n\\t\\\\']");
    CHECK(render("{{ (1,) }}{{ () }}{{ {'k': {}} }}{{ range(3) }}{{ 1e-5 }} {{ 0.1 + 0.2 }}")
          == "(1,)(){'k': {}}range(0, 3)1e-05 0.30000000000000004");
    CHECK(render("{{ messages[1] }}") == "{'role': 'user', 'content': \" Hi — it's me.\\n\"}");
    CHECK(render("{{ {'a': 1}.items() }}{{ 'é\\x07' }}{{ ['\\x07', '\\u200b'] }}")
          == "dict_items([('a', 1)])é\x07['\\x07', '\\u200b']");
}

TEST_CASE("operators bind and compute as in Jinja and Python")
{
    CHECK(render("{{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2 ** 3 ** 2 }} {{ -2 ** 2 }} {{ 7 % -3 }}")
          == "-4 2 3.5 64 4 -2");
    CHECK(has(refusal("{{ 1 ~ 2 + 3 }}"), "can only concatenate str"));
    CHECK(render("{{ 1 < 2 < 3 }}{{ 1 == 1.0 }}{{ 'b' in 'abc' }}{{ 5 not in [1] }}{{ not true or true }}")
          == "TrueTrueTrueTrueTrue");
    CHECK(render("{{ 'ab' * 2 }}{{ [1] + [2] }}{{ '%s-%05.1f' % ('x', 3.14159) }}{{ '{:>4}|{a!r}'.format(1, a='b') }}")
          == "abab[1, 2]x-003.1   1|'b'");
    CHECK(render("{{ 'x' if false }}{{ 3 and 0 or 'z' }}{{ -3|abs }}") == "z3");
    CHECK(render("{{ 'abcdef'[1:5:2] }}{{ 'häß漢🙂'[::-1] }}{{ messages[-1].role }}{{ messages.0.role }}")
          == "bd🙂漢ßähusersystem");
}

TEST_CASE("whole numbers are exact, whatever their size")
{
    CHECK(render("{{ large*large }} {{ large }} {{ -large // 7 }} {{ -large % 97 }} {{ large ** 3 }}")
          == "152415787532388367504942236884722755800955129 12345678901234567890123 -1763668414462081127161 78 "
             "1881676372353657772546507175024128329807464576943069432557725290867");
    CHECK(
        render("{{ large / 3 }} {{ large + 0.5 }} {{ large == large+1 }} {{ large > 3 }} {{ large|tojson }} {{ '%d' % "
               "large }} {{ '{:,}'.format(large) }} {{ '%x' % large }}")
        == "4.1152263004115226e+21 1.2345678901234568e+22 False True 12345678901234567890123 "
           "12345678901234567890123 12,345,678,901,234,567,890,123 29d42b64e76714244cb");
    CHECK(render("{{ 10**20 }} {{ 123456789012345678901 }} {{ 2**64 - 2**64 + 1 }} {{ 10**20 // 10**18 }} {{ -7 // "
                 "10**20 }} {{ -7 % 10**20 }} {{ 7.0 + 10**20 }} {{ (10**20) is integer }} {{ 1e25|int }}")
          == "100000000000000000000 123456789012345678901 1 100 -1 99999999999999999993 1e+20 True "
             "10000000000000000905969664");
    CHECK(render("{{ 2**53+1 == 2.0**53 }}{{ 9007199254740993 > 9007199254740992.0 }}{{ {2.0**70: 1}[2**70] }}{{ "
                 "2**70+1 == 2.0**70 }}{{ (2**70)|round(-20) }}{{ 10**400 // 10**399 }}{{ 0**0 }}{{ (-1)**3 }}")
          == "FalseTrue1False1200000000000000000000101-1");
    CHECK(render("{{ '12345678901234567890123456789'|int }} {{ 'ffffffffffffffffffffff'|int(0,16) }} {{ 'abc'[:2**70] "
                 "}} {{ '{:030,}'.format(12345) }} {{ -9223372036854775807 - 1 }} {{ -(-9223372036854775807 - 1) }}")
          == "12345678901234567890123456789 309485009821345068724781055 abc 00,000,000,000,000,000,012,345 "
             "-9223372036854775808 9223372036854775808");
    CHECK(has(refusal("{{ 10**5000 }}"), "4300 digits"));
    CHECK(has(refusal("{{ 10**400 / 3 }}"), "too large for a float"));
    CHECK(has(refusal("{{ 'a'*2**70 }}"), "cannot fit"));
}

TEST_CASE("scopes end with their blocks, namespaces outlive them")
{
    CHECK(render("{% set x = 1 %}{% for m in messages %}{% set x = m.role %}{{ x }}{% endfor %}{{ x }}")
          == "systemuser1");
    CHECK(render("{% set n = namespace(c=0) %}{% for m in messages %}{% set n.c = n.c + 1 %}{% endfor %}{{ n.c }}")
          == "2");
    CHECK(render("{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}{{ a is defined }}") == "3False");
    CHECK(render("{% macro f() %}{{ x }}{% endmacro %}{% set x = 5 %}{{ f() }}") == "5");
    CHECK(render("{% set t | upper %}a{{ 1 }}{% endset %}{{ t }}{% filter trim %}  q {% endfilter %}") == "A1q");
}

TEST_CASE("loops know where they are, skip, end and recur")
{
    CHECK(render("{% for i in range(6) if i is odd %}{{ loop.index }}{{ i }}{{ loop.last }};{% endfor %}")
          == "11False;23False;35True;");
    CHECK(render("{% for i in range(9) %}{% if i == 1 %}{% continue %}{% endif %}{% if i > 3 %}{% break %}{% endif "
                 "%}{{ i }}{% else %}n{% endfor %}")
          == "023");
    CHECK(render("{% for x in [] %}{{ x }}{% else %}none{% endfor %}") == "none");
    CHECK(render("{% for x in [[1], [2, 3]] recursive %}{% if x is iterable %}({{ loop(x) }}){% else %}{{ x }}{% endif "
                 "%}{% endfor %}")
          == "(1)(23)");
    CHECK(
        render(
            "{% for a, b in [(1, 2), 'xy'] %}{{ a }}{{ b }}{{ loop.cycle('-', '+') }}{{ loop.changed(a) }}{% endfor %}")
        == "12-Truexy+True");
}

TEST_CASE("macros take defaults, rest and callers")
{
    CHECK(render("{% macro f(a, b=a, c='z') %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ f(1) }}{{ f(1, c=3) }}")
          == "11z113");
    CHECK(render("{% macro f() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ f(1, k=2) }}") == "(1,){'k': 2}");
    CHECK(render("{% macro box(t) %}[{{ t }}{{ caller(t|length) }}]{% endmacro %}{% call(n) box('ab') %}/{{ n }}{% "
                 "endcall %}")
          == "[ab/2]");
    CHECK(has(refusal("{% macro f(a) %}{% endmacro %}{{ f(1, 2) }}"), "not more than 1"));
    CHECK(has(refusal("{% macro f(a) %}{{ f(a) }}{% endmacro %}{{ f(1) }}"), "too deeply"));
}

TEST_CASE("filters and tests do as Jinja's")
{
    CHECK(
        render(
            "{{ messages|map(attribute='role')|join('/') }}{{ messages|selectattr('role', 'eq', 'user')|list|length }}")
        == "system/user1");
    CHECK(render("{{ [3, 1, 2]|sort(reverse=true) }}{{ ['b', 'A']|sort }}{{ {'b': 1, 'a': 2}|dictsort }}")
          == "[3, 2, 1]['A', 'b'][('a', 2), ('b', 1)]");
    CHECK(render("{{ 2.5|round }}{{ 3.5|round }}{{ '42'|int + 1 }}{{ 'x'|int(5) }}{{ '1.5'|float }}{{ [1, 2]|sum }}")
          == "2.04.04351.53");
    CHECK(render("{{ {'b': [1, 2.5, none], 'a': 'é\"'}|tojson }}") == "{\"b\": [1, 2.5, null], \"a\": \"é\\\"\"}");
    CHECK(render("{{ {'a': [1, {}]}|tojson(indent=2) }}") == "{\n  \"a\": [\n    1,\n    {}\n  ]\n}");
    CHECK(render("{% set g = [1, 2]|map('string') %}{{ g|list }}{{ g|list }}") == "['1', '2'][]");
    CHECK(render("{{ nothing|default('d') }}{{ ''|d('e', true) }}{{ nothing is undefined }}{{ 9 is divisibleby 3 }}{{ "
                 "2 is in [2] }}")
          == "deTrueTrueTrue");
    CHECK(render("{{ 'a long sentence to cut'|truncate(12) }}|{{ 'a\\nb'|indent(2) }}|{{ '<b>'|e }}")
          == "a long...|a\n  b|&lt;b&gt;");
    CHECK(render("{% for g in messages|groupby('role') %}{{ g.grouper }}{{ g.list|length }}{% endfor %}")
          == "system1user1");
    CHECK(render("{{ 'hello wORLD'|title }}{{ 'ß'|upper }}{{ \"it's\".title() }}{{ 'ΑΣ'.lower() }}")
          == "Hello WorldSSIt'Sας");
}

TEST_CASE("texts are made as Python makes them")
{
    CHECK(render("{{ 'ΑΣ'.title() }}{{ 'ΑΣ'.swapcase() }}{{ 'ΑΣ'|title }}{{ 'ΑΣΒ Σ'.title() }}{{ 'ΑΣ'.capitalize() }}")
          == "ΑςαςΑσΑσβ ΣΑς");
    CHECK(render("{{ '%a' % 'é\\n🙂' }}{{ '{!a}'.format('é') }}{{ '%5a|' % 'x' }}{{ '%r' % 'é' }}")
          == "'\\xe9\\n\\U0001f642''\\xe9'  'x'|'é'");
    CHECK(has(refusal("{{ 'a'.encode }}"), "str.encode"));
    CHECK(has(refusal("{{ (1.5).hex() }}"), "float.hex"));
    CHECK(render("{{ lipsum is defined }}") == "True");
    CHECK(render("{{ 'a-b well-known c--d'|wordwrap(6) }}|{{ 'abcdefgh ij\\n\\nk'|wordwrap(3, wrapstring='/') }}|{{ "
                 "'abcdefgh ij'|wordwrap(3, false) }}")
          == "a-b\nwell-\nknown\nc--d|abc/def/gh/ij//k|abcdefgh\nij");
}

TEST_CASE("a block can be written again by its name")
{
    CHECK(
        render("{% block b %}hi {{ tools }}{% endblock %}{{ self.b() }}{{ self.b is defined }}{{ self.c is defined }}")
        == "hi Nonehi NoneTrueFalse");
    CHECK(has(refusal("{% block b %}{{ self.b() }}{% endblock %}"), "too deeply"));
}

TEST_CASE("an undefined value prints nothing and fails at any other use")
{
    CHECK(render("[{{ nothing }}{{ messages[0].nothing }}{{ nothing|length }}{% for x in nothing %}x{% endfor %}]")
          == "[0]");
    CHECK(has(refusal("{{ custom.part }}"), "'custom' is undefined"));
    CHECK(has(refusal("{{ messages[0].meta.source }}"), "'dict object' has no attribute 'meta'"));
    CHECK(has(refusal("{{ now() }}"), "'now' is undefined"));
    CHECK(has(refusal("{{ nothing + 1 }}"), "'nothing' is undefined"));
}

TEST_CASE("the sandbox lets nothing change and nothing out")
{
    CHECK(has(refusal("{% set l = [] %}{{ l.append(1) }}"), "append"));
    CHECK(has(refusal("{{ {}.update({}) }}"), "update"));
    CHECK(has(refusal("{{ ''.__class__.__mro__ }}"), "__class__"));
    CHECK(render("{{ [].append is defined }}{{ ''.__class__ is defined }}") == "FalseFalse");
    CHECK(has(refusal("{% include 'x' %}"), "another template"));
}

TEST_CASE("what is no template is refused with its line")
{
    CHECK(has(refusal("a\nb\n{% if %}x{% endif %}"), "line 3"));
    CHECK(has(refusal("{% for m in messages %}"), "endfor"));
    CHECK(has(refusal("{% frobnicate %}"), "frobnicate"));
    CHECK(has(refusal("{{ 1|sparkle }}"), "sparkle"));
    CHECK(has(refusal("{{ 1 is shiny }}"), "shiny"));
    CHECK(render("{% if false %}{{ 1|sparkle }}{{ 1 is shiny }}{% endif %}{{ 1|sparkle if false }}") == "");
    CHECK(has(refusal("{{ x is defined if y }}"), "line 1"));
    CHECK(has(refusal("{{ (1 }}"), "expected )"));
    CHECK(has(refusal("{{ 'a }}"), "no closing"));
    CHECK(has(refusal("{% break %}"), "outside of a loop"));
    CHECK(has(refusal("{{ raise_exception('Only 3 turns!') }}"), "Only 3 turns!"));
    CHECK(has(refusal("{{ 1 / 0 }}"), "division by zero"));
}

TEST_CASE("a template that takes too much is stopped with a sentence")
{
    CHECK(has(refusal("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"), "steps"));
    CHECK(has(refusal("{{ 'a' * 9999999999 }}"), "memory"));
    CHECK(has(refusal("{% set n = namespace(s='ab') %}{% for i in range(60) %}{% set n.s = n.s + n.s %}{% endfor %}"),
              "memory"));
    CHECK(has(refusal("{% set n = namespace(l=[]) %}{% for i in range(999) %}{% set n.l = [n.l] %}{% endfor %}"),
              "nest"));
    CHECK(has(refusal("{{ range(1000000) }}"), "too big"));
    CHECK(has(refusal("{{ " + std::string(5000, '(') + "1"), "nest"));
    CHECK(has(refusal("{{ 1" +
                      [] {
                          std::string sum;
                          for (int i = 0; i < 5000; ++i)
                              sum += " + 1";
                          return sum;
                      }()
                      + " }}"),
              "nests"));
    CHECK(render("{% set n = namespace() %}{% set n.self = n %}{{ n.self is defined }}") == "True");
}
