#pragma once

#include "engine/local/foldstep.h"

#include <map>
#include <mutex>
#include <set>
#include <span>

namespace deltascope {

/// Takes the tensors of a checkpoint with deltas folded in, each once, in any order and on several threads.
class FoldSink {
public:
    virtual ~FoldSink() = default;
    /// Row-major bytes in the tensor's stored type.
    virtual void changed(std::size_t tensor, std::span<const unsigned char> bytes) = 0;
    /// It is whole where the entry says.
    virtual void kept(std::size_t tensor, const io::TensorEntry &entry) = 0;
};

/// The backbone's tensors with what a mix adds to them. Holds no tensor longer than it takes to hand it on, but for
/// those that several modules share.
class Fold {
public:
    /// Throws Failure (cannot-merge) for a backbone that nothing can be folded into.
    Fold(Session &session, const Mix &mix, Progress &progress);

    /// What comes out, in the order of the file; those that change do not lie where it says.
    const std::vector<io::TensorEntry> &tensors() const { return m_tensors; }
    /// config.json of what comes out: says that weights are no longer tied where the mix parts them.
    nn::Config config() const;
    /// Once. Throws Cancelled, and Failure (cannot-merge) naming delta, module and reason where no weights of the
    /// architecture do the same.
    void operator()(FoldSink &sink);
    /// Whose weights changed, in the order of the tree; after the fold.
    std::vector<MergedModule> modules() const;

private:
    /// What a module makes of one of its parameters.
    struct Claim {
        int module;
        std::string name; ///< of the parameter
        at::Tensor value; ///< float32
    };
    /// A parameter of the backbone after the merge.
    struct Changed {
        at::Tensor value; ///< in the stored type
        double roundingError = 0;
    };

    void foldShared();
    std::vector<Claim> claims(const FoldStep &step) const;
    void settle(int parameter, const std::vector<Claim> &claims);
    void untie(const std::vector<Claim> &claims, const std::vector<int> &modules);
    double tiedHeadScale() const;
    Changed round(const Claim &claim) const;
    const Changed *changeOf(int module, const ParamInfo &param) const;
    void list();
    void stream(const FoldStep &step, FoldSink &sink);

    Session &m_session;
    const NetworkInfo &m_info;
    Progress &m_progress;
    std::map<int, std::vector<int>> m_readers; ///< modules by ParamInfo::id
    std::vector<FoldStep> m_steps; ///< of modules that share no parameter
    std::vector<io::TensorEntry> m_tensors;
    std::map<int, std::size_t> m_places; ///< in m_tensors, by ParamInfo::id
    std::map<int, Changed> m_changed; ///< by ParamInfo::id; values only of those that are shared, until they are listed
    std::map<int, Changed> m_apart; ///< by module: weights that were tied and are no longer
    std::set<int> m_claiming; ///< modules whose outputs change; others may only get a weight of their own
    std::mutex m_mutex; ///< over m_changed and m_claiming during the fold
};

} // namespace deltascope
