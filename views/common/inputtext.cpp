#include "views/common/inputtext.h"

#include "items/typedinput.h"

namespace deltascope::views {

QString shortInput(const Input &input)
{
    constexpr int most = 44;
    const QString text
        = (input.image ? QString::fromStdString(*input.image).section(QLatin1Char('/'), -1) : items::typedText(input))
              .simplified();
    return text.size() > most ? text.left(most - 1) + QStringLiteral("…") : text;
}

} // namespace deltascope::views
