#pragma once

#include <cstdint>
#include <string>

namespace deltascope {

/// A size for people, in steps of 1024: "257 KB", "10.4 MB".
std::string bytesText(std::int64_t bytes);

} // namespace deltascope
