#pragma once

#include <algorithm>
#include <random>
#include <vector>

namespace deltascope::test {

/// Random numbers of a test, the same everywhere for a seed.
class Draw {
public:
    explicit Draw(unsigned seed)
        : m_engine(seed)
    {
    }
    int below(int end) { return static_cast<int>(m_engine() % static_cast<unsigned>(end)); }
    int between(int first, int last) { return first + below(last - first + 1); }
    float number() { return static_cast<float>(below(2001) - 1000) / 500.0f; }
    template<class T>
    void shuffle(std::vector<T> &list)
    {
        for (std::size_t i = list.size(); i > 1; --i)
            std::swap(list[i - 1], list[static_cast<std::size_t>(below(static_cast<int>(i)))]);
    }

private:
    std::mt19937 m_engine;
};

} // namespace deltascope::test
