#include "tree/find.h"

#include "tree/skeleton.h"

#include <algorithm>

namespace deltascope::tree {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool holds(std::string_view text, std::string_view wanted)
{
    return std::search(text.begin(), text.end(), wanted.begin(), wanted.end(),
                       [](char a, char b) { return lower(a) == lower(b); })
           != text.end();
}

} // namespace

std::vector<int> find(const NetworkInfo &network, std::string_view text)
{
    std::vector<int> found;
    const bool isPath = text.find('.') != std::string_view::npos;
    for (std::size_t i = 1; !text.empty() && i < network.modules.size(); ++i) {
        const ModuleInfo &module = network.modules[i];
        if (holds(isPath ? std::string_view(module.name) : lastPart(module.name), text) || holds(module.type, text))
            found.push_back(static_cast<int>(i));
    }
    return found;
}

} // namespace deltascope::tree
