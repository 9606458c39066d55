// A template comes from anywhere: whatever it does, it ends soon, with a prompt or one sentence.
#include "chat/json.h"
#include "chat/template.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace deltascope;

namespace {

std::string render(const std::string &source, const chat::Limits &limits = {})
{
    return chat::Template(source, "t").render({}, limits);
}

/// The sentence with which a template is refused.
std::string refusal(const std::string &source, const chat::Limits &limits = {})
{
    try {
        return "no refusal, but " + std::to_string(render(source, limits).size()) + " bytes";
    } catch (const Failure &failure) {
        return failure.what();
    }
}

bool has(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }
bool isStopped(const std::string &source, const chat::Limits &limits = {})
{
    const std::string sentence = refusal(source, limits);
    INFO(sentence);
    return has(sentence, "the template was stopped") || has(sentence, "too deeply");
}

constexpr const char *shared = "{% set ns=namespace(l=[1,1,1,1,1,1,1,1]) %}{% for i in range(30) %}"
                               "{% set ns.l=[ns.l,ns.l,ns.l,ns.l] %}{% endfor %}";

} // namespace

TEST_CASE("what holds itself is written as a sign, as Python's repr does")
{
    CHECK(render("{% set ns=namespace() %}{% set ns.a=ns %}{{ ns }}") == "<Namespace {'a': <Namespace {...}>}>");
    CHECK(render("{% set ns=namespace() %}{% set ns.l=[ns] %}{{ ns.l }}{{ ns }}{% set ns.l=(1,ns) %}{{ ns.l }}")
          == "[<Namespace {'l': [...]}>]<Namespace {'l': [<Namespace {...}>]}>(1, <Namespace {'l': (...)}>)");
    CHECK(render("{% set ns=namespace() %}{% set ns.v={'a':ns}.items() %}{{ ns.v }}|{{ ns }}")
          == "dict_items([('a', <Namespace {'v': ...}>)])|<Namespace {'v': dict_items([('a', <Namespace {...}>)])}>");
    CHECK(render("{% set ns=namespace() %}{% set ns.a=ns %}{{ ns == ns }}{{ [ns] == [ns] }}{{ {ns: 1}[ns] }}{{ [ns, "
                 "ns]|unique|list|length }}")
          == "TrueTrue11");
    CHECK(has(refusal("{% set ns=namespace() %}{% set ns.a=ns %}{{ ns|tojson }}"), "not JSON serializable"));
    CHECK(render("{% set l=[1] %}{{ [l, l] }}") == "[[1], [1]]");
}

TEST_CASE("chains of any length end in a sentence")
{
    for (const char *link : {"namespace(a=n.x)", "[n.x].index", "{'a': n.x}.items()", "[n.x]|map('string')",
                             "[n.x]|reverse", "cycler(n.x)"}) {
        INFO(link);
        const std::string chain = "{% set n=namespace(x=1) %}{% for i in range(50000) %}{% set n.x=" + std::string(link)
                                  + " %}{% endfor %}";
        CHECK_NOTHROW((void)refusal(chain));
        CHECK_NOTHROW((void)refusal(chain + "{{ n.x }}"));
    }
    CHECK(isStopped(
        "{% set n=namespace(x=1) %}{% for i in range(50000) %}{% set n.x=namespace(a=n.x) %}{% endfor %}{{ n.x "
        "}}"));
    CHECK(isStopped("{% set n=namespace(x=[1]) %}{% for i in range(50000) %}{% set n.x=n.x|map('string') %}{% endfor "
                    "%}{{ n.x|list }}"));
    std::string sum = "{{ f()";
    for (int i = 0; i < 250; ++i)
        sum += " + 1";
    CHECK(isStopped("{% macro f() %}" + sum + " }}{% endmacro %}{{ f() }}"));
    CHECK(has(refusal("{{ " + std::string(1 << 20, ' ') + "}}"), "at most"));
    CHECK_THROWS_WITH_AS(chat::parseJson(std::string(100000, '[')), doctest::Contains("nests"), chat::TemplateError);
}

TEST_CASE("nothing grows beyond the limits while it is made")
{
    const std::string s = "{% set s='a'*100000 %}", lines = "{% set s='a\\n'*100000 %}";
    for (const std::string &source : std::vector<std::string>{
             shared + std::string("{{ ns.l|tojson }}"),
             shared + std::string("{{ ns.l }}"),
             shared + std::string("{{ ns.l|tojson(indent=4) }}"),
             lines + "{{ s|indent(1000000) }}",
             lines + "{{ s|indent('x'*100000) }}",
             s + "{{ s.replace('a',s).replace('a',s)|length }}",
             s + "{{ s|replace('a',s)|replace('a',s)|length }}",
             s + "{{ s.replace('',s)|length }}",
             s + "{{ s.join(s|list)|length }}",
             s + "{{ s|join(s) }}",
             s + "{{ [s]*100000 }}",
             s + "{{ ([s]*100000)|join }}",
             s + "{{ s * 100000 }}",
             s + "{{ ('{0}'*100000).format(s) }}",
             s + "{{ ('%s'*100000) % ([s]*100000)|list }}{{ '%(a)s'*100000 % {'a': s} }}",
             s + "{% for i in range(100000) %}{{ s }}{% endfor %}",
             s + "{% for i in range(100000) %}{% set x %}{{ s }}{{ s }}{% endset %}{% endfor %}",
             s + "{{ s.ljust(1000000000) }}",
             s + "{{ s|center(1000000000) }}",
             s + "{{ 'a'.zfill(1000000000) }}",
             s + "{{ ('\\t'*100000).expandtabs(1000) }}",
             s + "{{ [1]|batch(1000000000, s)|list }}",
             s + "{{ [1]|slice(1000000000, s)|list }}",
             s + "{{ {'a': [[[[1]]]]*100000}|tojson(indent=100000) }}",
             "{{ ('a'*8000000)|list }}",
             "{{ (' a'*4000000).split() }}",
             "{{ ('\\n'*8000000).splitlines() }}",
             "{% set n=namespace(l=[]) %}{% for i in range(100000) %}{% set n.l=n.l+[i] %}{% endfor %}",
             "{% set n=namespace(s='') %}{% for i in range(100000) %}{% set n.s=n.s~'0123456789'*10 %}{% endfor %}",
             "{% set n=namespace(x='é'*1000000) %}{% for i in range(100000) %}{{ n.x[999999] }}{% endfor %}",
             "{% for i in range(99999) %}{% set x=namespace(s='a'*1000) %}{% set x.me=x %}{% endfor %}",
         }) {
        INFO(source);
        CHECK(isStopped(source));
    }
}

TEST_CASE("work is counted wherever it is done")
{
    const std::string numbers = "{% set l=range(99999)|list %}", s = "{% set s='a'*4000000 %}",
                      many = "{% for i in range(99999) %}";
    for (const std::string &source : std::vector<std::string>{
             "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}" + std::string(),
             "{% for i in range(99999) if range(99999)|sum == 1 %}{% endfor %}" + std::string(),
             numbers + many + "{% set x=l|sort %}{% endfor %}",
             numbers + many + "{% set x=l|unique|list %}{% endfor %}",
             numbers + many + "{% set x=-1 in l %}{% endfor %}",
             numbers + many + "{% set x=l == l[:] %}{% endfor %}",
             numbers + many + "{% set x=l|reverse|first %}{% endfor %}",
             numbers + many + "{% set x=l[::-1] %}{% endfor %}",
             numbers + many + "{% set x=l|max %}{% endfor %}",
             s + many + "{% set x=s == 'a'*4000000 %}{% endfor %}",
             s + many + "{% set x='b' in s %}{% endfor %}",
             s + many + "{% set x=s.find('b') %}{% endfor %}",
             s + many + "{% set x=s|upper %}{% endfor %}",
             s + many + "{% set x=s|length %}{% endfor %}",
             s + many + "{% set x=s[3] %}{% endfor %}",
             s + many + "{% set x={s: 1}[s] %}{% endfor %}",
             s + many + "{% set x=s.strip('a'*1000000) %}{% endfor %}",
             s + many + "{{ s is lower }}{% endfor %}",
             "{% set a=10**4200 %}" + many + "{% set x=(a-1)//(10**2000+1) %}{% endfor %}",
             "{% set a=10**4200 %}" + many + "{% set x=a|string %}{% endfor %}",
             many + "{% set x='{:0100000,}'.format(1) %}{% endfor %}",
         }) {
        INFO(source);
        CHECK(isStopped(source, {600'000})); // as many again would show nothing else
    }
    // A search takes no longer the more it nearly finds.
    CHECK(render("{% set s='a'*2000000 %}{{ ('a'*1000000 ~ 'b') in s }}{{ s.rfind('b' ~ 'a'*1000000) }}") == "False-1");
}

TEST_CASE("what real conversations need is far below the limits")
{
    CHECK(render("{% set m='word '*200 %}{% set n=namespace(s='') %}{% for i in range(2000) %}{% set c=m|trim %}{% if "
                 "'x' in c %}{{ c.split('x')[-1] }}{% endif %}<{{ i }}>{{ c }}{{ {'a': c}|tojson }}{% endfor %}")
              .size()
          > 4'000'000);
    CHECK(render("{% set n=namespace(s='') %}{% for i in range(500) %}{% set n.s=n.s ~ 'a sentence of some length.' "
                 "%}{% endfor %}{{ n.s|length }}")
          == "13000");
}
