#include "views/adddelta/kindwords.h"

#include <QCoreApplication>

namespace deltascope::views {

namespace {

/// For translators; the engine knows no languages.
[[maybe_unused]] constexpr const char *sentences[] = {
    QT_TRANSLATE_NOOP("KindWords", "several kinds of one adapter side by side"),
    QT_TRANSLATE_NOOP("KindWords", "y + s·BA x: a low-rank update, or learned factors (IA3, VeRA)"),
    QT_TRANSLATE_NOOP("KindWords", "trained keys and values in front of those of every attention"),
    QT_TRANSLATE_NOOP("KindWords", "h + s·(act(W h + b) - R h) R at the first and last positions"),
    QT_TRANSLATE_NOOP("KindWords", "a bottleneck where a sub-layer meets its residual"),
    QT_TRANSLATE_NOOP("KindWords", "trained vectors behind the embeddings"),
    QT_TRANSLATE_NOOP("KindWords", "y + s·((A1 B1)∘(A2 B2)) x: a product of two low-rank updates"),
    QT_TRANSLATE_NOOP("KindWords", "y + s·(W1⊗W2) x: a Kronecker product"),
    QT_TRANSLATE_NOOP("KindWords", "y + s·Re(ifft2(spectrum)) x: a sparse spectrum"),
    QT_TRANSLATE_NOOP("KindWords", "y + s·(sparse) x: a few entries of the weight"),
    QT_TRANSLATE_NOOP("KindWords", "y + s·(block circular convolution) x"),
    QT_TRANSLATE_NOOP("KindWords", "y + s·(sum of chunks of x) B: one block, repeated"),
    QT_TRANSLATE_NOOP("KindWords", "F(x R): features turned block by block"),
    QT_TRANSLATE_NOOP("KindWords", "l·(F(x R) - b) + b: features turned by butterfly factors"),
    QT_TRANSLATE_NOOP("KindWords", "F(H x): features reflected"),
    QT_TRANSLATE_NOOP("KindWords", "R y: pairs of outputs turned and scaled"),
    QT_TRANSLATE_NOOP("KindWords", "[prompt; input]: trained vectors in front of the embedded text"),
    QT_TRANSLATE_NOOP("KindWords", "[prompt; input]: vectors in front of the embedded text, made by a small network"),
    QT_TRANSLATE_NOOP("KindWords", "[context; input]: the embeddings of examples in front of the text, tuned"),
    QT_TRANSLATE_NOOP("KindWords", "y + s·BA x: a low-rank update beside a linear module or an embedding"),
    QT_TRANSLATE_NOOP("KindWords", "l ⊙ y: every output, of feed-forward modules every input, times a learned number"),
    QT_TRANSLATE_NOOP("KindWords", "y + s·B(E·A x): a low-rank update whose rank was pruned"),
    QT_TRANSLATE_NOOP("KindWords", "y + s·λb(B(λd(A x))): two vectors between random projections"),
    QT_TRANSLATE_NOOP("KindWords", "y + s·BΛAΓ x: many random bases, scaled"),
    QT_TRANSLATE_NOOP("KindWords", "y + s·B diag(λ/(r|A||B|)) A |W| x: directions and length apart"),
    QT_TRANSLATE_NOOP("KindWords", "y + s·B A x, rows mixed from a bank of vectors"),
    QT_TRANSLATE_NOOP("KindWords", "rows of the embedding trained anew"),
    QT_TRANSLATE_NOOP("KindWords", "norms trained anew"),
    QT_TRANSLATE_NOOP("KindWords", "y + s·BA x: a low-rank update beside a linear module"),
    QT_TRANSLATE_NOOP("KindWords", "trained vectors in front of the embedded text"),
    QT_TRANSLATE_NOOP("KindWords", "an adapter whose linears are low-rank products"),
    QT_TRANSLATE_NOOP("KindWords", "b + Δb: only the biases learn"),
    QT_TRANSLATE_NOOP("KindWords", "trained keys and values in front of those of an attention"),
    QT_TRANSLATE_NOOP("KindWords", "y + up(act(down y)): a bottleneck after a module"),
    QT_TRANSLATE_NOOP("KindWords", "an adapter whose linears are sums of Kronecker products"),
    QT_TRANSLATE_NOOP("KindWords", "a bottleneck from one module's input to another's output; targets in pairs"),
};

} // namespace

QString kindWords(const std::string &says) { return QCoreApplication::translate("KindWords", says.c_str()); }

} // namespace deltascope::views
