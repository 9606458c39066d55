#pragma once

#include "chat/syntax.h"

namespace deltascope::chat {

/// Python's operators on numbers, texts, lists and tuples. Throws TemplateError for what they do not take, and for
/// division by zero.
Value arithmetic(Binary operation, const Value &left, const Value &right);
Value negative(const Value &value);

/// Half to even, as Python's round(): `digits` behind the point; a whole number stays one.
Value rounded(const Value &value, std::int64_t digits);
/// Towards zero. Throws TemplateError for infinite ones.
Value truncated(double number);

/// text % arguments. Throws TemplateError.
std::string percentFormat(std::string_view form, const Value &arguments);
/// text.format(arguments). Throws TemplateError.
std::string braceFormat(Evaluation &evaluation, std::string_view form, const Arguments &arguments);
/// A value by Python's format specification ("{:>8.2f}"). Throws TemplateError.
std::string formatted(const Value &value, std::string_view specification);

/// Jinja's escape(): & < > ' " as entities; what is safe stays.
std::string escaped(const Value &value);

} // namespace deltascope::chat
