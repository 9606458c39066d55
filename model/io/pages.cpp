#include "io/pages.h"

#include <algorithm>

#include <sys/mman.h>
#include <unistd.h>

namespace deltascope::io {

void releasePages(const TensorEntry &entry)
{
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const MappedFile &file = *entry.file;
    const std::uint64_t begin = entry.offset / page * page, end = std::min(entry.offset + entry.bytes, file.size());
    if (begin < end)
        ::madvise(const_cast<unsigned char *>(file.data()) + begin, end - begin, MADV_DONTNEED);
}

} // namespace deltascope::io
