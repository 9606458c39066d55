#include "files/wholefile.h"

#include "io/atomicfile.h"

namespace deltascope::files {

void writeWhole(const std::string &path, const std::string &text)
{
    io::AtomicFile file(path);
    file.write(text);
    file.commit();
}

} // namespace deltascope::files
