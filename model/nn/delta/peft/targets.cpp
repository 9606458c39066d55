// Which modules a PEFT configuration means (peft/tuners/tuners_utils.py: check_target_module_exists).
#include "nn/delta/peft/peft.h"

#include "core/outcome.h"
#include "tree/addressing.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn::peft {

namespace {

bool isText(const Config &config, std::string_view key)
{
    return config.has(key) && config.json().at(std::string(key)).is_string();
}

bool endsWithPart(const std::string &name, const std::string &end) { return name == end || name.ends_with("." + end); }

/// A regular expression for the whole name, or a list of names and endings.
bool named(const Config &config, std::string_view key, const std::string &name)
{
    const std::vector<std::string> list = config.texts(key);
    if (isText(config, key))
        return tree::Pattern(list.front()).fullMatch(name);
    return std::any_of(list.begin(), list.end(), [&](const std::string &end) { return endsWithPart(name, end); });
}

/// The number of a module's layer: behind layers_pattern, or the first number between dots; -1 if there is none.
std::int64_t layerOf(const Config &config, const std::string &name)
{
    const std::vector<std::string> patterns = config.texts("layers_pattern");
    std::vector<std::string> before = patterns.empty() ? std::vector<std::string>{"[^.]*"} : patterns;
    for (const std::string &pattern : before) {
        const std::string whole = ".*?\\." + pattern + "\\.";
        for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1)) {
            const std::size_t end = name.find('.', dot + 1);
            const std::string number = name.substr(dot + 1, end == std::string::npos ? end : end - dot - 1);
            const bool digits
                = !number.empty() && number.size() < 9
                  && std::all_of(number.begin(), number.end(), [](unsigned char c) { return std::isdigit(c); });
            if (digits && end != std::string::npos && tree::Pattern(whole).fullMatch(name.substr(0, dot + 1)))
                return std::stoll(number);
        }
    }
    return -1;
}

bool inLayers(const Config &config, const std::string &name)
{
    const std::vector<std::int64_t> layers = config.integers("layers_to_transform");
    return layers.empty() || std::find(layers.begin(), layers.end(), layerOf(config, name)) != layers.end();
}

bool isLinear(const Host &host, std::size_t module)
{
    const Block *block = host.blocks[module];
    return dynamic_cast<const Linear *>(block) || dynamic_cast<const Conv1D *>(block);
}

/// "all-linear": every one but the output layer.
bool isInner(const Host &host, std::size_t module, const Config &config)
{
    const std::string &name = host.network.modules[module].name;
    const bool head
        = name == "lm_head" || name == "embed_out" || name == "cls.predictions.decoder" || name == "lm_head.decoder";
    const bool classifier = config.text("task_type", "") == "SEQ_CLS" && (name == "classifier" || name == "score");
    return isLinear(host, module) && !head && !classifier;
}

} // namespace

bool isWhole(const Config &config, const std::string &name)
{
    const std::string dotted = "." + name + ".";
    const std::vector<std::string> list = config.texts("modules_to_save");
    return std::any_of(list.begin(), list.end(),
                       [&](const std::string &part) { return dotted.find("." + part + ".") != std::string::npos; });
}

PeftDefaults familyDefaults(const Host &host)
{
    const Family *family = familyOf(host.network.family);
    return family ? family->peft : PeftDefaults();
}

std::vector<int> targets(const Host &host, const Config &config, const std::vector<std::string> &defaults)
{
    std::vector<std::string> list = config.texts("target_modules");
    if (list.empty()) {
        if (defaults.empty())
            config.refuse("target_modules", "names of modules, since PEFT has no defaults for " + host.network.family);
        list = defaults;
    }
    const bool pattern = isText(config, "target_modules"), all = list.size() == 1 && list.front() == "all-linear";
    std::vector<int> found;
    for (std::size_t i = 1; i < host.network.modules.size(); ++i) {
        const std::string &name = host.network.modules[i].name;
        if (!host.blocks[i] || named(config, "exclude_modules", name) || isWhole(config, name))
            continue;
        bool chosen = false;
        if (all)
            chosen = isInner(host, i, config);
        else if (pattern)
            chosen = tree::Pattern(list.front()).fullMatch(name);
        else
            for (const std::string &end : list)
                chosen = chosen || name == end || (endsWithPart(name, end) && inLayers(config, name));
        if (chosen)
            found.push_back(static_cast<int>(i));
    }
    if (found.empty())
        throw Failure(Error{config.path(),
                            "target_modules: expected modules of " + host.network.architecture + ", found "
                                + joinNames(list) + ", which names none",
                            {},
                            "no-such-module"});
    return found;
}

std::vector<KeyInfo> withTargets(std::vector<KeyInfo> own)
{
    return withKeys(std::move(own), {{"target_modules", KeyType::Texts, {}, "modules, by name or ending"},
                                     {"exclude_modules", KeyType::Texts},
                                     {"layers_to_transform", KeyType::Wholes},
                                     {"layers_pattern", KeyType::Texts},
                                     {"modules_to_save", KeyType::Texts},
                                     {"bias", KeyType::Text, "none"},
                                     {"ensure_weight_tying", KeyType::Flag, "False"},
                                     recordKey("fan_in_fan_out", KeyType::Flag)});
}

} // namespace deltascope::nn::peft
