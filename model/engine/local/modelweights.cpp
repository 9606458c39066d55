#include "engine/local/modelweights.h"

#include "engine/local/quantised.h"
#include "engine/local/vocabulary.h"
#include "io/weightfiles.h"
#include "io/wrappers.h"

namespace deltascope {

namespace {

/// The folder's tensors without what training put into their names. Where only config.json is there, a family that runs
/// follows from it alone.
void readFiles(const std::string &folder, const OpenRequest &request, Session &session, ModelWeights &weights)
{
    std::vector<std::string> &notes = session.info.notes;
    try {
        io::Unwrapped plain = io::unwrapped(io::openCheckpointFolder(folder));
        if (!plain.removed.empty())
            notes.push_back("keys are read without " + nn::joinNames(plain.removed) + ", which training left in them");
        weights.tensors = std::move(plain.tensors);
    } catch (const Failure &failure) {
        if (failure.error().code != "missing-weight" || request.weights == Weights::Required || !session.family
            || io::holdsWeights(folder))
            throw;
        notes.push_back("there are no weights in this folder: tree and shapes are what config.json says");
        weights.areShapesOnly = true;
    }
}

/// FP8 weights are multiplied out; others that are quantised can only be shown.
void multiplyOut(Session &session, ModelWeights &weights)
{
    const auto quantised = quantisationOf(*session.config, weights.tensors);
    if (!quantised || weights.areShapesOnly)
        return;
    auto plain = session.family ? dequantised(*session.config, weights.tensors) : std::nullopt;
    if (!plain) {
        weights.whyShownOnly = quantised->sentence;
        return;
    }
    weights.tensors = std::move(*plain);
    session.quantised = quantised->method;
    session.info.notes.push_back(
        "its weights are quantised with " + quantised->method
        + ": they are multiplied with their scales, in float32; nothing can be merged into them");
}

} // namespace

ModelWeights readModelWeights(const std::filesystem::path &folder, const OpenRequest &request, const HubFetch &fetch,
                              Progress &progress, Session &session)
{
    ModelWeights weights;
    readFiles(folder.string(), request, session, weights);
    multiplyOut(session, weights);
    const auto vocabulary = grownVocabulary(request, *session.config, fetch, progress);
    if (!session.family || !vocabulary)
        return weights;
    weights.tokenizerFolder = vocabulary->delta;
    weights.tensors = grown(weights.tensors, *vocabulary);
    session.config = grown(*session.config, *vocabulary);
    session.info.notes.push_back("opened with the " + std::to_string(vocabulary->to) + " tokens of " + vocabulary->delta
                                 + ", " + std::to_string(vocabulary->to - vocabulary->from)
                                 + " more than the model has; the new rows are zero without the delta");
    return weights;
}

} // namespace deltascope
