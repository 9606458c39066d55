#pragma once

namespace deltascope::views {

/// Makes the faces that were found when the program was built known to it; where none were, the system's own serve.
/// Needs a QGuiApplication.
void loadBundledFonts();

} // namespace deltascope::views
