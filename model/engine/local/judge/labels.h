#pragma once

#include "core/dataline.h"
#include "core/describe.h"

#include <string>
#include <vector>

namespace deltascope {

/// Turns a line's labels into indices of a head's. All throw Failure: `where` names file and line.
class LabelReader {
public:
    explicit LabelReader(const std::vector<std::string> &labels)
        : m_labels(labels)
    {
    }
    int index(const DataLine &line, const std::string &where) const;
    double value(const DataLine &line, const std::string &where) const; ///< regression
    /// One for each of `count` ids; -1 for none.
    std::vector<int> indices(const DataLine &line, std::size_t count, const std::string &where) const;

private:
    int indexOf(const Label &label, const std::string &key, const std::string &where) const;

    const std::vector<std::string> &m_labels;
};

} // namespace deltascope
