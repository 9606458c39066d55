// A report is one page that needs nothing else, says the same of the same, and escapes whatever it is given.
#include "report/report.h"

#include "core/outcome.h"
#include "io/files.h"

#include <doctest/doctest.h>

#include <map>

using namespace deltascope;
using namespace deltascope::report;
using deltascope::test::TempFolder;

namespace {

Output classified(const char *label, float probability)
{
    Output output;
    output.label = label;
    output.probabilities = {probability, 1 - probability};
    output.logits = {1, 2, true, {0.5F, -0.5F}};
    return output;
}

ColumnResult column(const char *name, std::vector<Output> outputs, double divergence)
{
    ColumnResult result;
    result.name = name;
    result.outputs = std::move(outputs);
    result.divergence = {{0, "", 0}, {1, "encoder.<0>", divergence}};
    return result;
}

Report small()
{
    Report report;
    report.title = "a <b> & \"c\"";
    report.model = "models/tiny";
    report.architecture = "BertForSequenceClassification";
    report.date = "2026-11-28";
    report.command = "deltascope report models/tiny --text 'a <script>' -o DIR";
    report.versions = {{"Deltascope", "0.1.0"}};
    report.modelFiles = {{"model.safetensors", 12, "abc"}};
    report.deltas
        = {{"en", "lora", "peft", "lora r8", "deltas/en", 100, 3, 0.5, Attachment::Partly, {{"w.bin", 3, "def"}}}};
    Input text;
    text.text = "a \"card\", <script>alert(1)</script>\n\x01";
    report.inputs = {text};
    RunResult result;
    result.task = Task::Classify;
    result.seconds = 0.25;
    result.columns = {column("base", {classified("games", 0.6F)}, 0), column("en", {classified("music", 0.9F)}, 0.25)};
    report.result = std::move(result);
    report.similarity = Similarity{{"en", "zh"}, {{0, 1, -0.5, {{"encoder.<0>", -0.5, {0.1, 1.5}}}}}};
    report.treeLight = report.treeDark = "<svg/>";
    report.treePdf = "%PDF";
    report.light = {"#fff", "#eee", "#ddd", "#000", "#666", "#00f", "#0f0", "#f00", {"#123456", "#654321"}};
    report.dark = report.light;
    report.fonts = {"Inter"};
    return report;
}

std::map<std::string, std::string> named(const Report &report)
{
    const auto files = filesOf(report);
    return {files.begin(), files.end()};
}

bool holds(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("a report holds page, tree, plots, outputs and facts")
{
    const auto files = named(small());
    for (const char *name : {"index.html", "tree.svg", "tree.pdf", "probabilities.svg", "divergence.svg",
                             "similarity.svg", "outputs.csv", "outputs.json", "facts.json"})
        CHECK_MESSAGE(files.count(name) == 1, name);
    CHECK(files.at("outputs.csv")
          == "input,column,answer\n\"a \"\"card\"\", <script>alert(1)</script>\\n\x01\",base,0.600  games\n"
             "\"a \"\"card\"\", <script>alert(1)</script>\\n\x01\",en,0.900  music\n");
    for (const char *name : {"probabilities.svg", "divergence.svg", "similarity.svg"})
        CHECK_MESSAGE(!holds(files.at(name), "var("), name); // drawn by programs that know no variables, too
    CHECK(holds(files.at("facts.json"), "\"sha256\": \"def\""));
    CHECK(holds(files.at("outputs.json"), "\"relative\": 0.25"));
    for (const auto &[name, bytes] : files)
        CHECK_MESSAGE(!holds(bytes, "seconds"), name); // another time would make other bytes
}

TEST_CASE("the page needs no network and runs nothing that it is given")
{
    const std::string page = named(small()).at("index.html");
    CHECK_FALSE(holds(page, "<script"));
    CHECK(holds(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    CHECK(holds(page, "<title>a &lt;b&gt; &amp; &quot;c&quot;</title>"));
    CHECK(holds(page, "encoder.&lt;0&gt;"));
    CHECK(holds(page, "prefers-color-scheme:dark"));
    CHECK(holds(page, "src=\"data:image/svg+xml;base64,PHN2Zy8+\""));
    for (std::size_t at = page.find("http"); at != std::string::npos; at = page.find("http", at + 1))
        CHECK(page.compare(at, 26, "http://www.w3.org/2000/svg") == 0); // a name, not an address that is read
    CHECK_FALSE(holds(page, "<link"));
    CHECK_FALSE(holds(page, "@import"));
    CHECK(holds(page, "class=\"changed\"")); // en says something else than base
}

TEST_CASE("the same makes the same bytes, and what there is not is left out")
{
    CHECK(filesOf(small()) == filesOf(small()));
    Report bare = small();
    bare.inputs.clear();
    bare.result.reset();
    bare.similarity.reset();
    bare.deltas.clear();
    const auto files = named(bare);
    CHECK(files.count("probabilities.svg") == 0);
    CHECK(files.count("divergence.svg") == 0);
    CHECK(files.count("similarity.svg") == 0);
    CHECK_FALSE(holds(files.at("index.html"), "Outputs"));
}

TEST_CASE("a report is written whole or not at all")
{
    const TempFolder folder;
    const auto wrote = write(small(), folder / "report");
    CHECK(wrote.size() == 9);
    CHECK(test::readAll(folder / "report/index.html") == named(small()).at("index.html"));
    CHECK_THROWS_AS(expectFree(folder / "report"), Failure);
    CHECK_THROWS_AS((void)write(small(), folder / "report"), Failure);
}

TEST_CASE("hashes are those of FIPS 180-4's examples")
{
    const TempFolder folder;
    folder.write("a.bin", "");
    folder.write("b.json", "abc");
    folder.write("c.bin", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");
    folder.write("d.bin", std::string(1000000, 'a'));
    folder.write("e.bin", std::string(3000000, 'a'));
    const auto hashes = hashesOf(folder.path(), HubPart::Model);
    REQUIRE(hashes.size() == 5);
    CHECK(hashes[0].sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hashes[1].name == "b.json");
    CHECK(hashes[1].sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hashes[2].sha256 == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(hashes[3].sha256 == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    CHECK(hashes[4].bytes == 3000000);
    CHECK(hashes[4].sha256 == "2a152c894398719c0570f83fac34ac03a0f6e8e474b995c2403aa5434f7b9dd4");
    CHECK_THROWS_AS((void)hashesOf(folder / "none", HubPart::Model), Failure);
}
