#pragma once

#include <QString>

#include <string>

namespace deltascope::views {

/// What a kind of delta computes, in the language that is spoken: KindInfo::says, of which kindwords.cpp lists all.
QString kindWords(const std::string &says);

} // namespace deltascope::views
