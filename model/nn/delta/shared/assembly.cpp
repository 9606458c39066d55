#include "nn/delta/shared/assembly.h"

#include <cctype>

namespace deltascope::nn {

namespace {

std::string shown(const nlohmann::json &value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

} // namespace

BuiltDelta beginDelta(const DeltaSource &source)
{
    const DeltaKind &kind = source.kind;
    BuiltDelta delta;
    delta.info.library = kind.library;
    for (const char letter : kind.name)
        delta.info.kind += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    delta.info.summary = delta.info.kind;
    if (const std::string_view targets = layoutOf(kind.library)->targetsKey; !targets.empty())
        delta.info.targets = source.config.texts(targets);
    for (const KeyInfo &key : kind.keys)
        if (key.place != KeyPlace::File && source.config.has(key.name))
            delta.info.hyper.push_back({key.name, shown(source.config.json().at(key.name))});
    return delta;
}

void addTap(BuiltDelta &delta, int module, std::shared_ptr<const Tap> tap, TapInfo info)
{
    info.module = module;
    info.isInside = tap->isInside();
    for (const TapModule &part : info.modules)
        for (const ParamInfo &param : part.params)
            delta.info.parameterCount += elementCount(param.shape).value_or(0);
    delta.info.taps.push_back(std::move(info));
    delta.taps.push_back({module, std::move(tap)});
}

} // namespace deltascope::nn
