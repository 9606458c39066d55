#include "io/tensortowrite.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <unordered_set>

namespace deltascope::io {

namespace {

void expectNames(const std::string &path, const auto &tensors)
{
    std::unordered_set<std::string_view> seen;
    for (const auto &tensor : tensors) {
        if (!utf8::valid(tensor.name))
            throw Failure(path, "cannot be written: expected names in UTF-8, found bytes that are not");
        if (!seen.insert(tensor.name).second)
            throw Failure(path, "cannot be written: expected each name once, found " + tensor.name + " again");
    }
}

} // namespace

void expectWritable(const std::string &path, const std::vector<TensorForm> &tensors)
{
    expectNames(path, tensors);
    for (const TensorForm &tensor : tensors)
        if (!elementCount(tensor.shape))
            throw Failure(path, "cannot be written: " + tensor.name + " has shape " + toText(tensor.shape));
}

void expectWritable(const std::string &path, const std::vector<TensorToWrite> &tensors)
{
    expectNames(path, tensors);
    for (const TensorToWrite &tensor : tensors) {
        const auto count = elementCount(tensor.shape);
        if (!count || static_cast<std::uint64_t>(*count) != tensor.bytes.size() / byteSize(tensor.dtype)
            || tensor.bytes.size() % byteSize(tensor.dtype) != 0)
            throw Failure(path, "cannot be written: " + tensor.name + " has shape " + toText(tensor.shape) + " but "
                                    + std::to_string(tensor.bytes.size()) + " bytes");
    }
}

} // namespace deltascope::io
