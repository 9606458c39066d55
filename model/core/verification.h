#pragma once

namespace deltascope {

/// How closely a merge is looked at before it is moved into place: Quick runs one input, or those that are given; Full
/// runs several and reads every byte back from the disk.
enum class Verification { Quick, Full };

} // namespace deltascope
