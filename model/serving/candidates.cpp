#include "core/columns.h"
#include "serving/drift.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace deltascope::serving {

namespace {

constexpr std::size_t mostPaired = 6; ///< deltas, of which all pairs are tried

/// Columns with the names that answers give them: "base", "base+zh*0.5".
class Candidates {
public:
    explicit Candidates(const std::vector<DeltaInfo> &deltas)
        : m_deltas(deltas)
    {
    }

    void add(const Mix &mix) { add(mix, nameOf(mix)); }
    void add(const Mix &mix, const std::string &name)
    {
        const std::size_t before = m_columns.size();
        if (const std::size_t place = placeOf(mix, m_columns); m_columns.size() > before)
            m_columns[place].name = name;
    }

    std::vector<Column> take() { return std::move(m_columns); }

private:
    std::string nameOf(const Mix &mix) const
    {
        std::string name = "base";
        for (const DeltaSetting &setting : mix.deltas) {
            const auto delta = std::find_if(m_deltas.begin(), m_deltas.end(),
                                            [&setting](const DeltaInfo &one) { return one.id == setting.id; });
            char strength[32];
            std::snprintf(strength, sizeof strength, "*%.4g", setting.strength);
            name += "+" + delta->name + (setting.strength == 1 ? "" : strength);
        }
        return name;
    }

    const std::vector<DeltaInfo> &m_deltas;
    std::vector<Column> m_columns;
};

std::optional<std::int64_t> rankAt(const TapInfo &tap)
{
    for (const TapModule &module : tap.modules)
        for (const ParamInfo &param : module.params)
            if (module.path.find("lora_A") != std::string::npos && param.shape.size() == 2)
                return param.shape[0];
    return std::nullopt;
}

/// A LoRA as convert_lora_to_gguf.py leaves it: one lora_alpha for all modules, over each one's rank, whatever
/// alpha_pattern and use_rslora say. Nothing where that changes nothing.
std::optional<DeltaSetting> asConverted(const DeltaInfo &delta)
{
    const auto alpha = std::find_if(delta.hyper.begin(), delta.hyper.end(),
                                    [](const HyperParameter &one) { return one.name == "lora_alpha"; });
    if (delta.library != "peft" || alpha == delta.hyper.end())
        return std::nullopt;
    DeltaSetting setting{delta.id, true, 1, {}};
    bool isChanged = false, isUniform = true;
    for (const TapInfo &tap : delta.taps) {
        const auto rank = rankAt(tap);
        if (!rank || tap.scale == 0)
            return std::nullopt;
        const double strength = std::atof(alpha->value.c_str()) / double(*rank) / tap.scale;
        isChanged = isChanged || std::abs(strength - 1) > 1e-6;
        isUniform = isUniform && (setting.sites.empty() || std::abs(strength - setting.strength) < 1e-6);
        setting.strength = strength;
        setting.sites[tap.module].strength = strength;
    }
    if (isUniform)
        setting.sites.clear();
    return isChanged ? std::optional(setting) : std::nullopt;
}

} // namespace

std::vector<Column> candidates(const std::vector<DeltaInfo> &deltas, const std::vector<Column> &asked)
{
    Candidates list(deltas);
    list.add({});
    Mix all;
    for (const DeltaInfo &delta : deltas) {
        list.add({{{delta.id, true, 1, {}}}});
        all.deltas.push_back({delta.id, true, 1, {}});
    }
    for (const DeltaInfo &delta : deltas)
        if (const auto setting = asConverted(delta)) {
            if (setting->sites.empty())
                list.add({{*setting}});
            else
                list.add({{*setting}}, "base+" + delta.name + " with one lora_alpha");
        }
    for (const Column &column : asked)
        list.add(column.mix);
    for (std::size_t i = 0; i < deltas.size() && deltas.size() <= mostPaired; ++i)
        for (std::size_t k = i + 1; k < deltas.size(); ++k)
            list.add({{all.deltas[i], all.deltas[k]}});
    list.add(all);
    return list.take();
}

} // namespace deltascope::serving
