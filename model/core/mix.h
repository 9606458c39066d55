#pragma once

#include "core/describe.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace deltascope {

/// What a configuration says of one delta at one site where it differs from the delta's own setting.
struct SiteSetting {
    std::optional<bool> attached;
    std::optional<double> strength;
    bool operator==(const SiteSetting &) const = default;
};

/// What a configuration says of one delta.
struct DeltaSetting {
    DeltaId id = -1;
    bool attached = true;
    double strength = 1.0;
    std::map<int, SiteSetting> sites; ///< by module index

    bool attachedAt(int module) const
    {
        const auto found = sites.find(module);
        return found != sites.end() && found->second.attached ? *found->second.attached : attached;
    }
    double strengthAt(int module) const
    {
        const auto found = sites.find(module);
        return found != sites.end() && found->second.strength ? *found->second.strength : strength;
    }
    bool operator==(const DeltaSetting &) const = default;
};

/// Whether a setting is attached anywhere.
inline bool isHeard(const DeltaSetting &setting)
{
    return setting.attached || std::any_of(setting.sites.begin(), setting.sites.end(), [](const auto &site) {
               return site.second.attached.value_or(false);
           });
}

/// A configuration: which deltas are on, how strongly. Deltas not named are off. Order does not matter: the formula
/// at a site follows the order of insertion.
struct Mix {
    std::vector<DeltaSetting> deltas;

    const DeltaSetting *find(DeltaId id) const
    {
        for (const DeltaSetting &setting : deltas)
            if (setting.id == id)
                return &setting;
        return nullptr;
    }
    bool operator==(const Mix &) const = default;
};

/// One configuration of a comparison, with the name its head shows.
struct Column {
    std::string name;
    Mix mix;
    bool operator==(const Column &) const = default;
};

} // namespace deltascope
