#include "app/cli/picture.h"

#include "views/export/treepicture.h"

#include <QGuiApplication>

#include <cstdio>
#include <optional>

namespace deltascope::app {

namespace {

/// Qt as drawing needs it, without a display.
class Offscreen {
public:
    Offscreen()
    {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        m_application.emplace(m_count, m_arguments);
    }

private:
    int m_count = 1;
    char m_name[11] = "deltascope";
    char *m_arguments[2] = {m_name, nullptr};
    std::optional<QGuiApplication> m_application;
};

views::TreePicture pictureOf(const NetworkInfo &network, const std::vector<DeltaInfo> &deltas, const Mix &mix,
                             tree::Repeats repeats)
{
    views::TreePicture picture{std::make_shared<const NetworkInfo>(network),
                               {},
                               mix,
                               repeats,
                               views::Theme::Kind::Light,
                               QDate::currentDate()};
    for (const DeltaInfo &delta : deltas)
        picture.deltas.push_back(
            {{}, std::make_shared<const DeltaInfo>(delta), int(picture.deltas.size()), *mix.find(delta.id), {}});
    return picture;
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

void addPictures(report::Report &report, const NetworkInfo &network, const std::vector<DeltaInfo> &deltas,
                 const Mix &mix)
{
    const Offscreen offscreen;
    views::TreePicture picture = pictureOf(network, deltas, mix, tree::Repeats::Folded);
    report.treeLight = views::drawTree(picture, views::PictureFormat::Svg).toStdString();
    report.treePdf = views::drawTree(picture, views::PictureFormat::Pdf).toStdString();
    picture.theme = views::Theme::Kind::Dark;
    report.treeDark = views::drawTree(picture, views::PictureFormat::Svg).toStdString();
    report.light = coloursOf(views::Theme::Kind::Light);
    report.dark = coloursOf(views::Theme::Kind::Dark);
    for (const QString &font : views::Theme::load(views::Theme::Kind::Light).uiFonts)
        report.fonts.push_back(font.toStdString());
    report.date = picture.date.toString(Qt::ISODate).toStdString();
    report.versions.emplace_back("Qt", qVersion());
}

void deliverPicture(const Options &options, const NetworkInfo &network, const std::vector<DeltaInfo> &deltas,
                    const Mix &mix)
{
    const Offscreen offscreen;
    const views::TreePicture picture = pictureOf(
        network, deltas, mix, options.folding == Folding::Folded ? tree::Repeats::Folded : tree::Repeats::Shown);
    const views::PictureFormat format = options.format == TreeFormat::Png   ? views::PictureFormat::Png
                                        : options.format == TreeFormat::Svg ? views::PictureFormat::Svg
                                                                            : views::PictureFormat::Pdf;
    if (!options.output.empty()) {
        const Outcome<Done> done = views::exportTree(picture, format, QString::fromStdString(options.output));
        if (!done)
            throw Failure(done.error());
        return;
    }
    const QByteArray bytes = views::drawTree(picture, format);
    if (std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stdout) != std::size_t(bytes.size())
        || std::fflush(stdout) != 0)
        throw Failure("standard output", "could not be written");
}

} // namespace deltascope::app
