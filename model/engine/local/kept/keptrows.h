#pragma once

#include <ATen/core/Tensor.h>

#include <compare>
#include <cstddef>
#include <list>
#include <map>

namespace deltascope {

/// Rows that earlier passes computed, at most so many bytes of them: those that were not asked for longest go first.
class KeptRows {
public:
    /// An input and what acted on it, as numbers of Histories, up to a border.
    struct Key {
        std::size_t border;
        int input, history;
        auto operator<=>(const Key &) const = default;
    };

    explicit KeptRows(std::size_t most)
        : m_most(most)
    {
    }
    /// Null if it is not there; until the next keep().
    const at::Tensor *find(const Key &key);
    bool has(const Key &key) const { return m_rows.count(key) > 0; }
    /// Nobody may write into `row` afterwards.
    void keep(const Key &key, at::Tensor row);
    void clear();
    std::size_t bytes() const { return m_bytes; }
    std::size_t most() const { return m_most; }

private:
    struct Row {
        at::Tensor t;
        std::list<Key>::iterator use;
    };
    std::size_t m_most, m_bytes = 0;
    std::map<Key, Row> m_rows;
    std::list<Key> m_uses; ///< the newest first
};

} // namespace deltascope
