#include "nn/layers/rotary.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace deltascope::nn {

namespace {

at::Tensor powersOf(double theta, std::int64_t dims)
{
    return at::pow(static_cast<float>(theta),
                   at::arange(0, dims, 2, at::kLong).to(at::kFloat) / static_cast<double>(dims));
}

/// `rope_parameters` of transformers 5, `rope_scaling` before; empty for none.
Config scalingOf(const Config &config)
{
    return config.section(config.has("rope_parameters") ? "rope_parameters" : "rope_scaling");
}

double yarnScale(double factor, double scale) { return factor <= 1 ? 1.0 : 0.1 * scale * std::log(factor) + 1.0; }

at::Tensor factorList(const Config &scaling, std::string_view key, std::int64_t count)
{
    std::vector<double> values;
    const auto found = scaling.json().find(key);
    if (found != scaling.json().end() && found->is_array())
        for (const nlohmann::json &value : *found)
            values.push_back(value.is_number() ? value.get<double>() : 0);
    if (static_cast<std::int64_t>(values.size()) != count)
        scaling.refuse(key, "a list of " + std::to_string(count) + " numbers");
    return at::tensor(values, at::kDouble).to(at::kFloat);
}

} // namespace

Rotary::Rotary(const Config &config, std::int64_t dims, double theta, Pairs pairs)
    : m_dims(dims)
    , m_pairs(pairs)
{
    const Config scaling = scalingOf(config);
    m_theta = scaling.number("rope_theta", config.number("rope_theta", config.number("rotary_emb_base", theta)));
    m_positions = config.integer("max_position_embeddings", 2048);
    m_frequencies = 1.0 / powersOf(m_theta, dims);
    const std::string type = scaling.text("rope_type", scaling.text("type", "default"));
    m_factor = scaling.number("factor", 1);
    if (type == "linear")
        m_frequencies = m_frequencies / m_factor;
    else if (type == "dynamic")
        m_dynamic = true;
    else if (type == "yarn")
        scaleYarn(scaling, config);
    else if (type == "llama3")
        scaleLlama3(scaling);
    else if (type == "longrope" || type == "su")
        scaleLong(scaling, config);
    else if (type != "default")
        scaling.refuse(scaling.has("rope_type") ? "rope_type" : "type",
                       "default, linear, dynamic, yarn, longrope or llama3");
}

void Rotary::scaleYarn(const Config &scaling, const Config &config)
{
    const double original
        = scaling.number("original_max_position_embeddings", config.number("max_position_embeddings", 2048));
    const double scale = scaling.number("mscale", 0), scaleAll = scaling.number("mscale_all_dim", 0);
    m_attention = scaling.number("attention_factor", scale != 0 && scaleAll != 0
                                                         ? yarnScale(m_factor, scale) / yarnScale(m_factor, scaleAll)
                                                         : yarnScale(m_factor, 1));
    const auto dimOf = [&](double turns) {
        return m_dims * std::log(original / (turns * 2 * std::numbers::pi)) / (2 * std::log(m_theta));
    };
    double low = dimOf(scaling.number("beta_fast", 32)), high = dimOf(scaling.number("beta_slow", 1));
    if (scaling.flag("truncate", true)) {
        low = std::floor(low);
        high = std::ceil(high);
    }
    low = std::max(low, 0.0);
    high = std::min(high, m_dims - 1.0);
    if (low == high)
        high += 0.001;
    const at::Tensor stretched = ((at::arange(m_dims / 2, at::kFloat) - low) / (high - low)).clamp(0, 1);
    m_frequencies = m_frequencies / m_factor * stretched + m_frequencies * (1 - stretched);
}

void Rotary::scaleLlama3(const Config &scaling)
{
    const double low = scaling.number("low_freq_factor", 1), high = scaling.number("high_freq_factor", 4);
    const double context = scaling.number("original_max_position_embeddings", 8192);
    const at::Tensor wave = 2 * std::numbers::pi / m_frequencies;
    const at::Tensor smooth = (context / wave - low) / (high - low);
    const at::Tensor mixed = (1 - smooth) * m_frequencies / m_factor + smooth * m_frequencies;
    const at::Tensor slow = at::where(wave > context / low, m_frequencies / m_factor, m_frequencies);
    m_frequencies = at::where((wave < context / high).logical_or(wave > context / low), slow, mixed);
}

void Rotary::scaleLong(const Config &scaling, const Config &config)
{
    const std::int64_t most = m_positions;
    m_positions
        = scaling.integer("original_max_position_embeddings", config.integer("original_max_position_embeddings", most));
    const double factor = m_positions != most ? static_cast<double>(most) / m_positions : scaling.number("factor", 1);
    m_attention = scaling.number("attention_factor",
                                 factor <= 1 ? 1.0 : std::sqrt(1 + std::log(factor) / std::log(m_positions)));
    const at::Tensor powers = powersOf(m_theta, m_dims);
    m_frequencies = 1.0 / (factorList(scaling, "short_factor", m_dims / 2) * powers);
    m_longFrequencies = 1.0 / (factorList(scaling, "long_factor", m_dims / 2) * powers);
}

at::Tensor Rotary::frequencies(std::int64_t length) const
{
    if (length <= m_positions)
        return m_frequencies;
    if (m_longFrequencies.defined())
        return m_longFrequencies;
    if (!m_dynamic)
        return m_frequencies;
    const double growth = m_factor * length / m_positions - (m_factor - 1);
    return 1.0 / powersOf(m_theta * std::pow(growth, m_dims / (m_dims - 2.0)), m_dims);
}

namespace {

/// One by one: the library's vectors and what is left over by them round otherwise, so that a position's bits would
/// depend on how many there are.
at::Tensor each(const at::Tensor &angles, float (*f)(float))
{
    at::Tensor out = angles.clone(at::MemoryFormat::Contiguous);
    float *const first = out.mutable_data_ptr<float>();
    std::transform(first, first + out.numel(), first, f);
    return out;
}

} // namespace

Angles Rotary::angles(std::int64_t past, std::int64_t length, at::ScalarType type) const
{
    const at::Tensor positions = at::arange(past, past + length, at::kFloat).unsqueeze(1);
    const at::Tensor angle = positions * frequencies(past + length).unsqueeze(0);
    const at::Tensor both = m_pairs == Pairs::Halves ? at::cat({angle, angle}, 1) : angle.repeat_interleave(2, 1);
    const auto shaped = [&](const at::Tensor &t) { return (t * m_attention).to(type).view({1, 1, length, m_dims}); };
    return {shaped(each(both, std::cos)), shaped(each(both, std::sin))};
}

Act Rotary::turn(const Act &x, const Angles &angles) const
{
    return x.map([&](const at::Tensor &t) {
        const at::Tensor head = t.narrow(-1, 0, m_dims);
        at::Tensor quarter; // the head turned by a right angle
        if (m_pairs == Pairs::Halves) {
            quarter = at::cat({-head.narrow(-1, m_dims / 2, m_dims / 2), head.narrow(-1, 0, m_dims / 2)}, -1);
        } else {
            const at::Tensor even = head.slice(-1, 0, m_dims, 2), odd = head.slice(-1, 1, m_dims, 2);
            quarter = at::stack({-odd, even}, -1).flatten(-2);
        }
        const at::Tensor turned = head * angles.cos + quarter * angles.sin;
        return t.size(-1) == m_dims ? turned : at::cat({turned, t.narrow(-1, m_dims, t.size(-1) - m_dims)}, -1);
    });
}

} // namespace deltascope::nn
