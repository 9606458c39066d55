#include "tree/names.h"

#include <algorithm>
#include <utility>

namespace deltascope::tree {

std::string freeName(const std::vector<std::string> &taken, const std::string &name)
{
    const bool isMatrix = name.ends_with("_A") || name.ends_with("_B");
    const std::string later = isMatrix ? name : name.substr(0, name.find('_'));
    std::string candidate = name;
    for (int i = 1; std::find(taken.begin(), taken.end(), candidate) != taken.end(); ++i)
        candidate = (i == 1 ? name : later) + "_" + std::to_string(i);
    return candidate;
}

namespace {

using Range = std::pair<int, int>;

/// Whole numbers as ranges in rising order; empty where one of the names is none.
std::vector<Range> rangesOf(const std::vector<std::string> &names)
{
    const bool numbers = std::all_of(names.begin(), names.end(), [](const std::string &name) {
        return !name.empty() && name.size() < 10 && name.find_first_not_of("0123456789") == std::string::npos;
    });
    if (!numbers)
        return {};
    std::vector<int> values;
    for (const std::string &name : names)
        values.push_back(std::stoi(name));
    std::sort(values.begin(), values.end());
    std::vector<Range> ranges;
    for (const int value : values)
        if (!ranges.empty() && value <= ranges.back().second + 1)
            ranges.back().second = value;
        else
            ranges.emplace_back(value, value);
    return ranges;
}

std::string joined(const std::vector<std::string> &texts, const char *between)
{
    std::string all;
    for (const std::string &text : texts)
        all += (&text == &texts.front() ? "" : between) + text;
    return all;
}

} // namespace

std::string joinedNames(const std::vector<std::string> &names)
{
    std::vector<std::string> texts;
    for (const auto &[first, last] : rangesOf(names))
        texts.push_back(std::to_string(first) + "-" + std::to_string(last));
    return joined(texts.empty() ? names : texts, ",");
}

std::string shortNames(const std::vector<std::string> &names)
{
    std::vector<std::string> texts;
    for (const auto &[first, last] : rangesOf(names))
        texts.push_back(first == last ? std::to_string(first) : std::to_string(first) + "-" + std::to_string(last));
    return joined(texts.empty() ? names : texts, ", ");
}

} // namespace deltascope::tree
