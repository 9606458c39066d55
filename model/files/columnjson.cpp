#include "files/columnjson.h"

namespace deltascope::files {

using nlohmann::ordered_json;

ordered_json columnJson(const std::string &name, const std::vector<AttachedDelta> &attached)
{
    ordered_json list = ordered_json::array();
    for (const AttachedDelta &delta : attached)
        list.push_back(
            {{"name", delta.name}, {"kind", delta.kind}, {"strength", delta.strength}, {"sites", delta.sites}});
    return {{"name", name}, {"attached", std::move(list)}};
}

std::string answerLine(const ordered_json &answer)
{
    return answer.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

} // namespace deltascope::files
