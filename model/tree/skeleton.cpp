#include "tree/skeleton.h"

#include "tree/fingerprint.h"

#include <algorithm>
#include <unordered_map>

namespace deltascope::tree {

namespace {
std::size_t at(int index) { return static_cast<std::size_t>(index); }
} // namespace

std::string_view lastPart(std::string_view path)
{
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

int partAround(const TapInfo &tap, int part)
{
    const std::string_view path = tap.modules[at(part)].path;
    const std::size_t dot = path.rfind('.');
    if (dot == std::string_view::npos)
        return -1;
    const auto found = std::find_if(tap.modules.begin(), tap.modules.end(),
                                    [&](const TapModule &other) { return other.path == path.substr(0, dot); });
    return found == tap.modules.end() ? -1 : static_cast<int>(found - tap.modules.begin());
}

Skeleton::Skeleton(std::shared_ptr<const NetworkInfo> network)
    : m_network(std::move(network))
{
    listChildren();
    countParameters();
    takePrints();
}

std::string_view Skeleton::name(int index) const
{
    return index == 0 ? std::string_view("root") : lastPart(module(index).name);
}

std::span<const int> Skeleton::children(int index) const
{
    return std::span(m_children).subspan(at(m_first[at(index)]), at(m_first[at(index) + 1] - m_first[at(index)]));
}

void Skeleton::listChildren()
{
    m_first.assign(at(size()) + 1, 0);
    m_place.assign(at(size()), 0);
    for (int i = 0; i < size(); ++i)
        if (parent(i) >= 0)
            m_place[at(i)] = m_first[at(parent(i)) + 1]++;
    for (std::size_t i = 1; i < m_first.size(); ++i)
        m_first[i] += m_first[i - 1];
    m_children.resize(at(m_first.back()));
    for (int i = 0; i < size(); ++i)
        if (parent(i) >= 0)
            m_children[at(m_first[at(parent(i))] + m_place[at(i)])] = i;
}

void Skeleton::countParameters()
{
    // A parameter that is listed again counts where it was not yet counted: below the first module around both
    // listings.
    m_parameters.assign(at(size()), 0);
    std::unordered_map<int, std::vector<int>> listings;
    for (int i = 0; i < size(); ++i)
        for (const ParamInfo &param : module(i).params) {
            if (module(i).sameAs >= 0)
                continue;
            auto &earlier = listings[param.id];
            const std::int64_t count = elementCount(param.shape).value_or(0);
            for (int around = i; around >= 0; around = parent(around)) {
                const bool isCounted = std::any_of(earlier.begin(), earlier.end(), [&](int other) {
                    while (other > around)
                        other = parent(other);
                    return other == around;
                });
                if (isCounted)
                    break;
                m_parameters[at(around)] += count;
            }
            earlier.push_back(i);
        }
}

void Skeleton::takePrints()
{
    m_content.reserve(at(size()));
    m_head.reserve(at(size()));
    for (int i = 0; i < size(); ++i) {
        Fingerprint content;
        for (const ParamInfo &param : module(i).params)
            content << param;
        m_content.push_back(content.value());
        m_head.push_back((Fingerprint() << name(i) << std::string_view(module(i).type)).value());
    }
}

DeltaParts::DeltaParts(std::shared_ptr<const DeltaInfo> delta)
    : info(std::move(delta))
    , count(*info)
{
    prints.reserve(info->taps.size());
    for (const TapInfo &tap : info->taps) {
        Fingerprint print;
        print << static_cast<std::uint64_t>(info->id) << static_cast<std::uint64_t>(tap.tunes.size());
        for (const std::string &name : tap.tunes)
            print << std::string_view(name);
        for (const TapModule &part : tap.modules) {
            print << std::string_view(part.path) << std::string_view(part.type)
                  << static_cast<std::uint64_t>(part.params.size());
            for (const ParamInfo &param : part.params)
                print << param;
        }
        prints.push_back(print.value());
    }
}

} // namespace deltascope::tree
