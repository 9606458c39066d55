#include "app/reportparts.h"

#include "tree/logtext.h"

#include <filesystem>

namespace deltascope::app {

namespace {

report::ReportedDelta reported(const DeltaInfo &delta, const DeltaSetting &setting)
{
    report::ReportedDelta reported{delta.name,
                                   delta.kind,
                                   delta.library,
                                   delta.summary,
                                   delta.path,
                                   delta.parameterCount,
                                   delta.taps.size(),
                                   setting.strength,
                                   attachmentOf(setting, delta),
                                   {}};
    if (!delta.path.empty())
        reported.files = report::hashesOf(delta.path, HubPart::Delta);
    return reported;
}

report::Colours coloursOf(views::Theme::Kind kind)
{
    const views::Theme theme = views::Theme::load(kind);
    const auto css = [](const QColor &colour) { return colour.name().toStdString(); };
    report::Colours colours{css(theme.window), css(theme.panel), css(theme.line),
                            css(theme.text),   css(theme.muted), css(theme.accent),
                            css(theme.good),   css(theme.bad),   {}};
    for (const QColor &colour : theme.series)
        colours.series.push_back(css(colour));
    return colours;
}

} // namespace

report::Report reportOf(const std::string &model, const NetworkInfo &network, const std::vector<DeltaInfo> &deltas,
                        const Mix &rack)
{
    report::Report report;
    report.model = model;
    report.architecture = network.architecture;
    report.parameters = tree::totals(network, deltas, rack).parameters;
    report.versions = {{"Deltascope", DELTASCOPE_VERSION}, {"LibTorch", LIBTORCH_VERSION}, {"Qt", qVersion()}};
    report.modelFiles = report::hashesOf(model, HubPart::Model);
    for (const DeltaInfo &delta : deltas)
        report.deltas.push_back(reported(delta, *rack.find(delta.id)));
    return report;
}

void addPictures(report::Report &report, views::TreePicture picture)
{
    picture.repeats = tree::Repeats::Folded;
    picture.theme = views::Theme::Kind::Light;
    report.treeLight = views::drawTree(picture, views::PictureFormat::Svg).toStdString();
    report.treePdf = views::drawTree(picture, views::PictureFormat::Pdf).toStdString();
    picture.theme = views::Theme::Kind::Dark;
    report.treeDark = views::drawTree(picture, views::PictureFormat::Svg).toStdString();
    report.light = coloursOf(views::Theme::Kind::Light);
    report.dark = coloursOf(views::Theme::Kind::Dark);
    for (const QString &font : views::Theme::load(views::Theme::Kind::Light).uiFonts)
        report.fonts.push_back(font.toStdString());
    report.date = picture.date.toString(Qt::ISODate).toStdString();
}

std::string reportTitle(const std::string &path)
{
    const std::filesystem::path named = std::filesystem::path(path).lexically_normal();
    const std::string stem = named.filename().empty() ? named.parent_path().filename() : named.stem();
    return "Deltascope: " + stem;
}

} // namespace deltascope::app
