#include "text/tokenizer.h"

namespace deltascope::text {

std::unique_ptr<Tokenizer> loadTokenizer(const std::string &, const std::string &)
{
    return nullptr;
}

} // namespace deltascope::text
