#pragma once

namespace deltascope::views {

/// Lets assistive programs read and set a StrengthSlider as they do any slider. Calling it again changes nothing.
void offerStrengthsToAssistance();

} // namespace deltascope::views
