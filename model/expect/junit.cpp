#include "expect/junit.h"

#include "core/markup.h"

#include <algorithm>

namespace deltascope::expect {

namespace {

std::string attribute(const char *name, const std::string &value)
{
    return std::string(" ") + name + "=\"" + escapedMarkup(value) + "\"";
}

struct Counts {
    std::size_t tests = 0, failures = 0, errors = 0;

    void add(const Verdict &verdict)
    {
        ++tests;
        failures += verdict.broken && verdict.hasRun;
        errors += verdict.broken && !verdict.hasRun;
    }
    std::string attributes() const
    {
        return attribute("tests", std::to_string(tests)) + attribute("failures", std::to_string(failures))
               + attribute("errors", std::to_string(errors));
    }
};

template<class Test>
Counts countOf(const std::vector<Verdict> &verdicts, Test &&counts)
{
    Counts sum;
    for (const Verdict &verdict : verdicts)
        if (counts(verdict))
            sum.add(verdict);
    return sum;
}

std::string testCase(const Verdict &verdict)
{
    std::string xml = "    <testcase" + attribute("classname", verdict.column)
                      + attribute("name", verdict.input + ": " + verdict.wanted);
    if (!verdict.broken)
        return xml + "/>\n";
    const char *element = verdict.hasRun ? "failure" : "error";
    return xml + ">\n      <" + element + attribute("message", *verdict.broken) + "/>\n    </testcase>\n";
}

} // namespace

std::string junit(const std::string &session, const std::vector<Verdict> &verdicts)
{
    std::vector<std::string> columns;
    for (const Verdict &verdict : verdicts)
        if (std::find(columns.begin(), columns.end(), verdict.column) == columns.end())
            columns.push_back(verdict.column);
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", session)
                      + countOf(verdicts, [](const Verdict &) { return true; }).attributes() + ">\n";
    for (const std::string &column : columns) {
        const auto isOwn = [&](const Verdict &verdict) { return verdict.column == column; };
        xml += "  <testsuite" + attribute("name", column) + countOf(verdicts, isOwn).attributes() + ">\n";
        for (const Verdict &verdict : verdicts)
            if (isOwn(verdict))
                xml += testCase(verdict);
        xml += "  </testsuite>\n";
    }
    return xml + "</testsuites>\n";
}

} // namespace deltascope::expect
