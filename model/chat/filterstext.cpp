#include "chat/arithmetic.h"
#include "chat/evaluation.h"
#include "chat/filters.h"
#include "chat/json.h"
#include "chat/methods.h"
#include "chat/textself.h"
#include "chat/unicode.h"
#include "chat/wordwrap.h"

#include "core/utf8.h"

#include <algorithm>

namespace deltascope::chat {

namespace {

const std::string &textOf(const Value &subject, const char *filter)
{
    if (!subject.text())
        throw TemplateError(subject.isMissing() ? subject.missingSentence()
                                                : std::string(filter) + " expects str, not " + typeName(subject));
    return *subject.text();
}

template<std::string (*convert)(std::string_view)>
Value converted(Evaluation &, const Value &subject, const Given &)
{
    return like(subject, convert(str(subject)));
}

/// Each word's first letter large, the rest small; words end at blanks and ( { [ < -.
std::string titleWords(std::string_view text)
{
    std::string result;
    bool starts = true;
    std::size_t wordStart = 0;
    const auto flush = [&](std::size_t end) {
        const std::string_view word = text.substr(wordStart, end - wordStart);
        if (word.empty())
            return;
        const std::size_t first = unicode::lengthAt(word, 0);
        result += unicode::upper(word.substr(0, first)) + unicode::lower(word.substr(first));
    };
    for (std::size_t at = 0; at <= text.size();) {
        const bool isEnd = at == text.size();
        const char32_t point = isEnd ? U' ' : utf8::decode(text, at).codePoint;
        const bool separates = isEnd || unicode::isSpace(point)
                               || std::u32string_view(U"-({[<").find(point) != std::u32string_view::npos;
        const std::size_t length = isEnd ? 1 : unicode::lengthAt(text, at);
        if (separates && !starts)
            flush(at);
        if (separates && !isEnd)
            result += text.substr(at, length);
        if (!separates && starts)
            wordStart = at;
        starts = separates;
        at += length;
    }
    return result;
}

Value trim(Evaluation &, const Value &subject, const Given &given)
{
    const std::string text = str(subject);
    return like(subject, given.hasValue(0) ? unicode::strip(text, given.text(0), unicode::Ends::Both)
                                           : std::string(unicode::strip(text)));
}

Value replace(Evaluation &evaluation, const Value &subject, const Given &given)
{
    const std::int64_t most = given.hasValue(2) ? given.integer(2) : -1;
    std::string text = replaced(str(subject), str(given[0]), str(given[1]), most);
    return evaluation.escapes ? like(subject, std::move(text)) : Value(std::move(text));
}

Value center(Evaluation &, const Value &subject, const Given &given)
{
    std::string text = padded(str(subject), given.integer(0, 80), " ", Align::Center);
    return like(subject, std::move(text));
}

Value indent(Evaluation &, const Value &subject, const Given &given)
{
    const Value width = given.value(0, 4);
    const std::string margin = width.text() ? *width.text() : padded("", integerOf(width), " ", Align::Left);
    const bool first = given.flag(1), blank = given.flag(2);
    std::vector<std::string> lines = splitLines(textOf(subject, "indent") + "\n");
    Writing result;
    result += first ? margin : "";
    for (std::size_t i = 0; i < lines.size(); ++i) {
        result += i == 0 ? "" : "\n";
        result += i > 0 && (blank || !lines[i].empty()) ? margin : "";
        result += lines[i];
    }
    return like(subject, result.take());
}

Value truncate(Evaluation &, const Value &subject, const Given &given)
{
    const std::int64_t length = given.integer(0, 255), leeway = given.hasValue(3) ? given.integer(3) : 5;
    const std::string end = given.text(2, "...");
    const auto room = length - static_cast<std::int64_t>(unicode::count(end));
    if (room < 0 || leeway < 0)
        throw TemplateError("truncate: expected a length of at least that of its end, found " + std::to_string(length));
    if (!subject.text() && chat::length(subject).value_or(length + leeway + 1) <= length + leeway)
        return subject;
    const std::u32string points = unicode::decode(textOf(subject, "truncate"));
    if (static_cast<std::int64_t>(points.size()) <= length + leeway)
        return subject;
    std::u32string cut = points.substr(0, static_cast<std::size_t>(room));
    if (!given.flag(1))
        cut = cut.substr(0, cut.rfind(U' '));
    return like(subject, unicode::encode(cut) + end);
}

Value wordCount(Evaluation &, const Value &subject, const Given &)
{
    std::int64_t words = 0;
    bool inWord = false;
    for (const char32_t point : unicode::decode(str(subject))) {
        const bool isWord = unicode::isWord(point);
        words += isWord && !inWord;
        inWord = isWord;
    }
    return words;
}

Value wordWrap(Evaluation &, const Value &subject, const Given &given)
{
    WrapForm form;
    form.width = given.integer(0, 79);
    form.breaksWords = given.flag(1, true);
    form.lineEnd = given.hasValue(2) ? given.text(2) : "\n";
    form.breaksOnHyphens = given.flag(3, true);
    return wordWrapped(textOf(subject, "wordwrap"), form);
}

Value stripTags(Evaluation &, const Value &subject, const Given &)
{
    std::string text = str(subject);
    for (const auto &[begin, end] : {std::pair{"<!--", "-->"}, std::pair{"<", ">"}})
        for (std::size_t at = 0; (at = text.find(begin, at)) != text.npos;) {
            const std::size_t last = text.find(end, at);
            if (last == text.npos)
                break;
            text.erase(at, last + std::string_view(end).size() - at);
        }
    std::string result;
    for (const std::string &word : split(text, std::nullopt, -1))
        result += (result.empty() ? "" : " ") + word;
    for (const auto &[entity, sign] : {std::pair{"&lt;", "<"}, std::pair{"&gt;", ">"}, std::pair{"&#39;", "'"},
                                       std::pair{"&#34;", "\""}, std::pair{"&quot;", "\""}, std::pair{"&amp;", "&"}})
        result = replaced(result, entity, sign, -1);
    return result;
}

std::string quoted(const std::string &text, std::string_view kept)
{
    std::string result;
    for (const char byte : text) {
        const bool isPlain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z')
                             || (byte >= 'A' && byte <= 'Z') || kept.find(byte) != kept.npos;
        char buffer[8];
        std::snprintf(buffer, sizeof buffer, "%%%02X", static_cast<unsigned char>(byte));
        result += isPlain ? std::string(1, byte) : buffer;
    }
    return result;
}

Value urlEncode(Evaluation &, const Value &subject, const Given &)
{
    const bool isList = subject.sequence() || subject.dict() || subject.object() || subject.isMissing();
    if (!isList)
        return quoted(str(subject), "_.-~/");
    std::vector<Value> pairs;
    if (const Dict *dict = subject.dict())
        for (const auto &[key, value] : dict->items())
            pairs.push_back(Value::tuple({key, value}));
    else
        pairs = iterate(subject);
    const auto part = [](const Value &value) { return replaced(quoted(str(value), "_.-~ "), " ", "+", -1); };
    std::string result;
    for (const Value &pair : pairs) {
        const std::vector<Value> items = iterate(pair);
        if (items.size() != 2)
            throw TemplateError("urlencode expects pairs of key and value");
        result += (result.empty() ? "" : "&") + part(items[0]) + "=" + part(items[1]);
    }
    return result;
}

Value xmlAttributes(Evaluation &evaluation, const Value &subject, const Given &given)
{
    if (!subject.dict())
        throw TemplateError("xmlattr expects a dictionary, not " + typeName(subject));
    std::string result;
    for (const auto &[key, value] : subject.dict()->items()) {
        if (value.isNone() || value.isMissing())
            continue;
        if (textOf(key, "xmlattr").find_first_of(" \t\n\r\f\v/>=") != std::string::npos)
            throw TemplateError("Invalid character in attribute name: " + repr(key));
        result += (result.empty() ? "" : " ") + escaped(key) + "=\"" + escaped(value) + "\"";
    }
    if (given.flag(0, true) && !result.empty())
        result = " " + result;
    return evaluation.result(std::move(result));
}

Value format(Evaluation &, const Value &subject, const Arguments &arguments)
{
    if (!arguments.positional.empty() && !arguments.named.empty())
        throw TemplateError("can't handle positional and keyword arguments at the same time");
    Dict named;
    for (const auto &[name, value] : arguments.named)
        named.set(name, value);
    std::string text
        = percentFormat(str(subject), arguments.named.empty() ? Value::tuple(arguments.positional)
                                                              : Value(std::make_shared<const Dict>(named)));
    return like(subject, std::move(text));
}

Value string(Evaluation &, const Value &subject, const Given &) { return like(subject, str(subject)); }
Value safe(Evaluation &, const Value &subject, const Given &) { return Value::safe(str(subject)); }
Value escape(Evaluation &, const Value &subject, const Given &) { return Value::safe(escaped(subject)); }
Value forceEscape(Evaluation &, const Value &subject, const Given &) { return Value::safe(escaped(str(subject))); }

Value toJson(Evaluation &, const Value &subject, const Given &given)
{
    JsonForm form;
    form.isAscii = given.flag(0);
    if (given.hasValue(1))
        form.indent = given[1].text() ? *given[1].text() : padded("", integerOf(given[1]), " ", Align::Left);
    if (given.hasValue(2)) {
        const std::vector<Value> separators = iterate(given[2]);
        if (separators.size() != 2)
            throw TemplateError("tojson: separators are a pair of texts");
        form.itemSeparator = textOf(separators[0], "tojson");
        form.keySeparator = textOf(separators[1], "tojson");
    }
    form.sortsKeys = given.flag(3);
    std::string text = toJson(subject, form);
    return text;
}

} // namespace

CallableList textFilters()
{
    return {{"upper", {{}, converted<unicode::upper>}},
            {"lower", {{}, converted<unicode::lower>}},
            {"capitalize", {{}, converted<unicode::capitalize>}},
            {"title", {{}, converted<titleWords>}},
            {"trim", {{"chars"}, trim}},
            {"replace", {{"old", "new", "count"}, replace}},
            {"center", {{"width"}, center}},
            {"indent", {{"width", "first", "blank"}, indent}},
            {"truncate", {{"length", "killwords", "end", "leeway"}, truncate}},
            {"wordwrap", {{"width", "break_long_words", "wrapstring", "break_on_hyphens"}, wordWrap}},
            {"wordcount", {{}, wordCount}},
            {"striptags", {{}, stripTags}},
            {"urlencode", {{}, urlEncode}},
            {"xmlattr", {{"autospace"}, xmlAttributes}},
            {"format", {{}, nullptr, format}},
            {"string", {{}, string}},
            {"safe", {{}, safe}},
            {"e", {{}, escape}},
            {"escape", {{}, escape}},
            {"forceescape", {{}, forceEscape}},
            {"tojson", {{"ensure_ascii", "indent", "separators", "sort_keys"}, toJson}}};
}

} // namespace deltascope::chat
