// Products of rows with weights: every kernel gives the same numbers, and a row the same bits whatever stands beside
// it.
#include "nn/openmodel.h"

#include "nn/product/product.h"
#include "nn/product/productchoice.h"

#include <ATen/Parallel.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include <unistd.h>

using namespace deltascope;
using namespace deltascope::nn;
using namespace deltascope::nn::test;

namespace {

at::Tensor numbers(const Shape &shape, double step)
{
    return (at::arange(elementCount(shape).value(), at::kDouble) * step).sin().view(shape).to(at::kFloat);
}

/// That kernel, until the end of the scope.
class Forced {
public:
    explicit Forced(ProductKernel kernel) { productChoice().force(kernel); }
    ~Forced() { productChoice().force(std::nullopt); }
    Forced(const Forced &) = delete;
};

std::vector<ProductKernel> kernelsHere()
{
    std::vector<ProductKernel> list;
    for (const ProductKernel kernel : productKernels)
        if (isThere(kernel))
            list.push_back(kernel);
    return list;
}

struct Form {
    std::int64_t rows, in, out;
};

/// Around the edges of tiles, stripes and blocks.
const std::vector<Form> forms{{1, 1, 1},   {1, 768, 97}, {2, 5, 3},     {3, 16, 48},    {4, 17, 49},    {5, 33, 12},
                              {6, 64, 64}, {7, 100, 50}, {11, 767, 95}, {13, 769, 144}, {30, 1537, 47}, {65, 40, 131}};

} // namespace

TEST_CASE("every kernel multiplies as the definition does, with a bias and without")
{
    for (const ProductKernel kernel : kernelsHere())
        for (const Form &form : forms) {
            const std::string name(toText(kernel));
            CAPTURE(name);
            CAPTURE(form.rows);
            CAPTURE(form.in);
            CAPTURE(form.out);
            const Forced forced(kernel);
            const at::Tensor x = numbers({form.rows, form.in}, 0.37), w = numbers({form.out, form.in}, 0.11),
                             b = numbers({form.out}, 0.7);
            const at::Tensor expected = x.to(at::kDouble).mm(w.to(at::kDouble).t());
            const double most = 1e-6 * (1 + std::sqrt(static_cast<double>(form.in)));
            CHECK(distance(product(x, w), expected) < most);
            CHECK(distance(product(x, w, b), expected + b) < most);
        }
}

TEST_CASE("a row has the same bits alone, beside others, at another place and with another number of threads")
{
    const int threads = at::get_num_threads();
    for (const ProductKernel kernel : kernelsHere())
        for (const Form &form : forms) {
            if (kernel == ProductKernel::Blas) // only where it was measured to do so
                continue;
            const std::string name(toText(kernel));
            CAPTURE(name);
            CAPTURE(form.in);
            CAPTURE(form.out);
            const Forced forced(kernel);
            const at::Tensor x = numbers({70, form.in}, 0.37), w = numbers({form.out, form.in}, 0.11),
                             b = numbers({form.out}, 0.7), all = product(x, w, b);
            for (const std::int64_t count : {1, 2, 3, 4, 5, 6, 7, 12, 25, 69}) {
                CHECK(at::equal(product(x.narrow(0, 0, count), w, b), all.narrow(0, 0, count)));
                CHECK(at::equal(product(x.narrow(0, 1, count), w, b), all.narrow(0, 1, count)));
            }
            at::set_num_threads(threads == 1 ? 2 : 1);
            CHECK(at::equal(product(x, w, b), all));
            at::set_num_threads(threads);
        }
}

TEST_CASE("weights that lie turned, and matrix by matrix")
{
    const int threads = at::get_num_threads();
    for (const Form &form : forms) {
        CAPTURE(form.in);
        CAPTURE(form.out);
        const at::Tensor x = numbers({70, form.in}, 0.37), w = numbers({form.in, form.out}, 0.11),
                         b = numbers({form.out}, 0.7), all = product(x, w.t(), b);
        const double most = 1e-6 * (1 + std::sqrt(static_cast<double>(form.in)));
        CHECK(distance(all, x.to(at::kDouble).mm(w.to(at::kDouble)) + b) < most);
        for (const std::int64_t count : {1, 2, 3, 5, 6, 7, 9, 12, 69}) {
            CHECK(at::equal(product(x.narrow(0, 0, count), w.t(), b), all.narrow(0, 0, count)));
            CHECK(at::equal(product(x.narrow(0, 1, count), w.t(), b), all.narrow(0, 1, count)));
        }
        const at::Tensor many = x.view({2, 5, 7, form.in}), each = matrixProducts(many, w);
        CHECK(distance(each, many.matmul(w)) < 2 * most);
        CHECK(at::equal(each, product(many, w.t())));
        CHECK(at::equal(matrixProducts(many.transpose(1, 2), w), each.transpose(1, 2)));
        at::set_num_threads(threads == 1 ? 2 : 1);
        CHECK(at::equal(product(x, w.t(), b), all));
        CHECK(at::equal(matrixProducts(many, w), each));
        at::set_num_threads(threads);
    }
    const at::Tensor a = numbers({3, 2, 9, 20}, 0.3), b = numbers({2, 11, 20}, 0.21), wide = numbers({9, 40}, 0.5);
    CHECK(distance(matrixProducts(a, b.transpose(1, 2)), a.matmul(b.transpose(1, 2))) < 1e-5);
    CHECK(at::equal(matrixProducts(a.narrow(0, 1, 1), b.transpose(1, 2)),
                    matrixProducts(a, b.transpose(1, 2)).narrow(0, 1, 1)));
    const at::Tensor apart = wide.slice(1, 0, 40, 2); // no neighbours in rows or columns
    CHECK(distance(matrixProducts(apart, apart.t()), apart.matmul(apart.t())) < 1e-5);
    CHECK(matrixProducts(at::empty({2, 0, 5}), at::empty({5, 3})).sizes() == at::IntArrayRef{2, 0, 3});
}

TEST_CASE("the kernel of a shape is measured once and then stays")
{
    const at::Tensor w = numbers({96, 80}, 0.2), x = numbers({9, 80}, 0.3);
    ProductChoice choice;
    const ProductKernel first = choice.of(w);
    CHECK(isThere(first));
    const at::Tensor y = product(x, w);
    for (int i = 0; i < 20; ++i) {
        CHECK(choice.of(w) == first);
        CHECK(at::equal(product(x, w), y));
    }
    choice.force(ProductKernel::Blas);
    CHECK(choice.of(w) == ProductKernel::Blas);
}

TEST_CASE("shapes, other number types and what lies otherwise in memory")
{
    const at::Tensor w = numbers({6, 8}, 0.2), b = numbers({6}, 0.3), x = numbers({2, 3, 8}, 0.4);
    const at::Tensor expected = x.matmul(w.t()) + b;
    CHECK(distance(product(x, w, b), expected) < 1e-6);
    CHECK(distance(product(x.transpose(0, 1), w, b), expected.transpose(0, 1)) < 1e-6);
    CHECK(distance(product(x[0][0], w, b), expected[0][0]) < 1e-6);
    CHECK(distance(product(x, w.t().contiguous().t(), b), expected) < 1e-6);
    CHECK(product(at::empty({0, 8}), w, b).sizes() == at::IntArrayRef{0, 6});
    const at::Tensor half = product(x.to(at::kBFloat16), w.to(at::kBFloat16), b.to(at::kBFloat16));
    CHECK((half.scalar_type() == at::kBFloat16));
    CHECK(distance(half, expected) < 0.05);
    CHECK(distance(product(x.to(at::kDouble), w.to(at::kDouble), b.to(at::kDouble)), expected) < 1e-6);
    const at::Tensor learnt = w.clone().requires_grad_();
    product(x, learnt, b).sum().backward();
    CHECK(distance(learnt.grad(), x.sum({0, 1}).expand({6, 8})) < 1e-5);
}

TEST_CASE("what one process has chosen, all others take")
{
    const std::filesystem::path folder
        = std::filesystem::temp_directory_path() / ("products-" + std::to_string(::getpid()));
    const auto choose = [](ProductKernel kernel) { return [kernel] { return kernel; }; };
    CHECK(ProductMemory(folder).kernel("2x3", choose(ProductKernel::Blas)) == ProductKernel::Blas);
    CHECK(ProductMemory(folder).kernel("2x3", choose(ProductKernel::OneDnn)) == ProductKernel::Blas);
    std::ofstream(folder / "2x5") << "abacus\n";
    CHECK(ProductMemory(folder).kernel("2x5", choose(ProductKernel::Blas)) == ProductKernel::Blas);
    CHECK(ProductMemory(folder).kernel("2x4", choose(ProductKernel::OneDnn)) == ProductKernel::OneDnn);
    std::filesystem::remove_all(folder);
    CHECK(ProductMemory(std::filesystem::path()).kernel("2x3", choose(ProductKernel::OneDnn)) == ProductKernel::OneDnn);
    CHECK(ProductMemory("/proc/none").kernel("2x3", choose(ProductKernel::OneDnn)) == ProductKernel::OneDnn);
}

TEST_CASE("a family of each kind says the same under every kernel")
{
    const std::string data = TEST_DATA "/oracles/";
    for (const std::string folder :
         {"backbones1/backbones/bart-cls", "backbones1/backbones/bert-mlm", "backbones1/backbones/deberta-v3",
          "backbones1/backbones/t5-v10", "backbones1/backbones/albert-cls", "backbones2/backbones/gpt2-lm",
          "backbones2/backbones/llama-gqa", "backbones2/backbones/mixtral-lm", "backbones2/backbones/vit-cls"}) {
        CAPTURE(folder);
        const OpenModel model(data + folder);
        const BuiltDelta none;
        at::Tensor first;
        for (const ProductKernel kernel : kernelsHere()) {
            const std::string name(toText(kernel));
            CAPTURE(name);
            const Forced forced(kernel);
            const at::Tensor said = model.run(none);
            if (first.defined())
                CHECK(distance(said, first) < 1e-5);
            else
                first = said;
        }
    }
}
