// How long a chat template takes, read once and rendered often; the aim is under 0.2 ms for a usual one.
#include "chat/json.h"
#include "chat/template.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdio>

using namespace deltascope;

namespace {

constexpr const char *usual = R"({%- if messages[0].role == 'system' -%}
  {%- set system = messages[0].content|trim -%}
  {%- set turns = messages[1:] -%}
{%- else -%}
  {%- set system = 'You answer briefly.' -%}
  {%- set turns = messages -%}
{%- endif -%}
{{ bos_token }}<system>{{ system }}</system>
{% for m in turns %}
  {%- if m.role not in ['user', 'assistant', 'tool'] %}{{ raise_exception('no such role: ' ~ m.role) }}{% endif %}
<{{ m.role }}>{{ m.content|trim }}{% if m.tool_calls %}{{ m.tool_calls|tojson }}{% endif %}</{{ m.role }}>
{% endfor %}
{%- if add_generation_prompt %}<assistant>{% endif %})";

double microseconds(std::chrono::steady_clock::time_point since, int rounds)
{
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - since).count() / rounds;
}

} // namespace

int main()
{
    auto messages = nlohmann::ordered_json::array({{{"role", "system"}, {"content", "You sell boats."}}});
    for (int i = 0; i < 6; ++i)
        messages.push_back({{"role", i % 2 ? "assistant" : "user"},
                            {"content", "The old mill by the river grinds corn again; who would have thought it?"}});
    constexpr int rounds = 2000;
    const auto reading = std::chrono::steady_clock::now();
    for (int i = 0; i < rounds; ++i)
        chat::Template(usual, "usual");
    std::printf("read a usual template: %.1f us\n", microseconds(reading, rounds));
    const chat::Template rendered(usual, "usual");
    const chat::Value conversation = chat::parseJson(messages.dump()).value();
    std::size_t bytes = 0;
    const auto rendering = std::chrono::steady_clock::now();
    for (int i = 0; i < rounds; ++i)
        bytes += rendered.render({{"messages", conversation}, {"bos_token", "<s>"}, {"add_generation_prompt", true}})
                     .size();
    std::printf("render it for seven messages: %.1f us (%zu bytes)\n", microseconds(rendering, rounds), bytes / rounds);
}
