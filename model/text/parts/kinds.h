#pragma once

#include "text/parts/parts.h"

#include <span>
#include <type_traits>

namespace deltascope::text {

/// A type that tokenizer.json may name, and what builds the part.
template<class Part>
struct Kind {
    const char *type;
    std::unique_ptr<Part> (*make)(const nlohmann::json &object, const Origin &origin);
};

/// For parts that read their object, and for those that have nothing to read.
template<class Part, class Made>
std::unique_ptr<Part> make(const nlohmann::json &object, const Origin &origin)
{
    if constexpr (std::is_default_constructible_v<Made>)
        return std::make_unique<Made>();
    else
        return std::make_unique<Made>(object, origin);
}

/// The part of an object's "type"; throws Failure naming `key` and the types that are known.
template<class Part>
std::unique_ptr<Part> makeOf(std::type_identity_t<std::span<const Kind<Part>>> kinds, const char *key,
                             const nlohmann::json &object, const Origin &origin)
{
    const std::string type = origin.text(object, "type");
    std::string known;
    for (const Kind<Part> &kind : kinds) {
        if (type == kind.type)
            return kind.make(object, origin);
        known += known.empty() ? kind.type : (&kind == &kinds.back() ? " or " : ", ") + std::string(kind.type);
    }
    origin.refuse(key, known, type);
}

/// The parts of a "Sequence", from the list under `key`.
template<class Part>
std::vector<std::unique_ptr<Part>> makeList(const nlohmann::json &object, const char *key, const Origin &origin,
                                            std::unique_ptr<Part> (*makeOne)(const nlohmann::json &, const Origin &))
{
    const nlohmann::json &list = origin.member(object, key);
    if (!list.is_array())
        origin.refuse(key, "a list", list);
    std::vector<std::unique_ptr<Part>> parts;
    for (const nlohmann::json &item : list) {
        if (!item.is_object())
            origin.refuse(key, "objects with a type", item);
        parts.push_back(makeOne(item, origin));
    }
    return parts;
}

} // namespace deltascope::text
