#include "app/cli/picture.h"

#include "app/reportparts.h"
#include "views/export/treepicture.h"

#include <QGuiApplication>

#include <cstdio>
#include <optional>

namespace deltascope::app {

namespace {

/// What Qt finds missing on this machine (a folder of the desktop's session, say) is nothing to one who wants a
/// picture.
void sayFaults(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::fprintf(stderr, "%s\n", qPrintable(text));
}

/// Qt as drawing needs it, without a display.
class Offscreen {
public:
    Offscreen()
    {
        m_before = qInstallMessageHandler(sayFaults);
        qputenv("QT_QPA_PLATFORM", "offscreen");
        if (!QCoreApplication::instance()) // a test has one
            m_application.emplace(m_count, m_arguments);
    }
    ~Offscreen()
    {
        m_application.reset();
        qInstallMessageHandler(m_before);
    }
    Offscreen(const Offscreen &) = delete;
    Offscreen &operator=(const Offscreen &) = delete;

private:
    int m_count = 1;
    char m_name[11] = "deltascope";
    char *m_arguments[2] = {m_name, nullptr};
    std::optional<QGuiApplication> m_application;
    QtMessageHandler m_before = nullptr;
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

} // namespace

void drawPictures(report::Report &report, const NetworkInfo &network, const std::vector<DeltaInfo> &deltas,
                  const Mix &mix)
{
    const Offscreen offscreen;
    addPictures(report, pictureOf(network, deltas, mix, tree::Repeats::Folded));
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
