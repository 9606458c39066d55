#include "app/cli/picture.h"

#include "views/export/treepicture.h"

#include <QGuiApplication>

#include <cstdio>

namespace deltascope::app {

void deliverPicture(const Options &options, const NetworkInfo &network, const std::vector<DeltaInfo> &deltas,
                    const Mix &mix)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int count = 1;
    char name[] = "deltascope";
    char *arguments[] = {name, nullptr};
    const QGuiApplication application(count, arguments);
    views::TreePicture picture{std::make_shared<const NetworkInfo>(network),
                               {},
                               mix,
                               options.folding == Folding::Folded ? tree::Repeats::Folded : tree::Repeats::Shown,
                               views::Theme::Kind::Light,
                               QDate::currentDate()};
    for (const DeltaInfo &delta : deltas)
        picture.deltas.push_back(
            {{}, std::make_shared<const DeltaInfo>(delta), int(picture.deltas.size()), *mix.find(delta.id), {}});
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
