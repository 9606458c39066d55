#include "chat/filters.h"

#include <map>

namespace deltascope::chat {

namespace {

/// Every list of filters by name; a name that stands in two lists is a mistake, and the first wins.
std::map<std::string_view, Callable> allFilters()
{
    std::map<std::string_view, Callable> all;
    for (const CallableList &list :
         {textFilters(), listFilters(), sortingFilters(), choosingFilters(), numberFilters()})
        all.insert(list.begin(), list.end());
    return all;
}

} // namespace

const Callable *findFilter(std::string_view name)
{
    static const std::map<std::string_view, Callable> filters = allFilters();
    const auto found = filters.find(name);
    return found == filters.end() ? nullptr : &found->second;
}

std::string unknownName(const char *what, const std::string &name)
{
    return std::string("there is no ") + what + " named " + quoted(name);
}

} // namespace deltascope::chat
