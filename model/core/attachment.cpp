#include "core/attachment.h"

namespace deltascope {

Attachment attachmentOf(const DeltaSetting &setting, const DeltaInfo &delta)
{
    if (delta.taps.empty())
        return setting.attached ? Attachment::Everywhere : Attachment::Nowhere;
    const auto on = std::count_if(delta.taps.begin(), delta.taps.end(),
                                  [&setting](const TapInfo &tap) { return setting.attachedAt(tap.module); });
    return on == 0 ? Attachment::Nowhere : on == std::ssize(delta.taps) ? Attachment::Everywhere : Attachment::Partly;
}

} // namespace deltascope
