// Feeds mutated templates to the interpreter and expects a prompt or a sentence, never a crash and never more than its
// limits: fuzz_template [rounds] [seed]. Run by hand, best with the sanitizers (-DDELTASCOPE_SANITIZE=ON).
#include "chat/json.h"
#include "chat/template.h"

#include <cstdio>
#include <cstdlib>
#include <random>

namespace {

using namespace deltascope;

const char *const seeds[] = {
    "{% for m in messages %}<{{ m.role }}>{{ m.content|trim }}{% if loop.last %}{{ eos }}{% endif %}{% endfor %}",
    "{%- set ns = namespace(a=[], s='x') -%}{% for i in range(5) %}{% set ns.a = ns.a + [i * 2] %}{% endfor %}{{ ns.a "
    "}}",
    "{% macro f(a, b=2) %}{{ a ~ b }}{{ caller(a) if caller }}{% endmacro %}{% call(x) f(1) %}{{ x }}{% endcall %}",
    "{{ {'k': [1, 2.5, none, (1,)]}|tojson(indent=2) }}{{ '%s %d' % ('a', 3) }}{{ '{:>5}'.format(1) }}",
    "{{ messages|selectattr('role', 'eq', 'user')|map(attribute='content')|list|sort|join(', ')|upper|truncate(9) }}",
    "{% raw %}{{ }}{% endraw %}{# c #}{% set x %}é{% endset %}{{ x[::-1] if x is string else x|default('d', true) }}",
};
const char *const pieces[] = {"{{",
                              "}}",
                              "{%",
                              "%}",
                              "{#",
                              "#}",
                              "-",
                              "|",
                              ".",
                              "(",
                              ")",
                              "[",
                              "]",
                              "'",
                              "\"",
                              " is ",
                              " in ",
                              "9999999999",
                              "**",
                              "*",
                              "%",
                              "loop",
                              "range(9)",
                              "namespace()",
                              "{% endfor %}",
                              "{% for i in range(99) %}",
                              "\\",
                              "\n",
                              "é",
                              "\xff",
                              "recursive",
                              "__class__"};

std::string mutated(std::mt19937 &random)
{
    std::string text = seeds[random() % std::size(seeds)];
    for (std::uint32_t edits = random() % 6; edits > 0; --edits) {
        const std::size_t at = random() % (text.size() + 1),
                          length = std::min<std::size_t>(random() % 12, text.size() - at);
        switch (random() % 3) {
        case 0: text.erase(at, length); break;
        case 1: text.insert(at, pieces[random() % std::size(pieces)]); break;
        default: text.insert(at, text.substr(random() % (text.size() + 1), length)); break;
        }
    }
    return text;
}

} // namespace

int main(int argc, char **argv)
{
    const long rounds = argc > 1 ? std::atol(argv[1]) : 10'000;
    std::mt19937 random(argc > 2 ? static_cast<std::uint32_t>(std::atol(argv[2])) : 1);
    const auto messages = chat::parseJson(R"([{"role": "user", "content": "Hi"}])").value();
    long rendered = 0;
    for (long i = 0; i < rounds; ++i) {
        try {
            chat::Template(mutated(random), "fuzz").render({{"messages", messages}}, {200'000, 16 << 20, 50});
            ++rendered;
        } catch (const Failure &) { // a sentence is a fine answer
        }
    }
    std::printf("%ld templates, %ld rendered\n", rounds, rendered);
}
