// What this machine can do at most with the threads that programs get here, as JSON: bytes read a second, and
// multiplications with additions, counted as two, of the best of MKL's and oneDNN's products.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace {

template<class Call>
double best(int times, Call &&call)
{
    double least = 1e9;
    for (int i = 0; i < times; ++i) {
        const auto start = std::chrono::steady_clock::now();
        call();
        least = std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return least;
}

/// Of memory that no cache holds.
double bandwidth()
{
    const at::Tensor numbers = at::ones({64 << 20});
    const double seconds = best(7, [&] { numbers.sum().item<float>(); });
    return static_cast<double>(numbers.nbytes()) / seconds;
}

struct Rates {
    double mkl, oneDnn;
};

Rates productRates()
{
    constexpr std::int64_t n = 1536;
    const at::Tensor a = at::rand({n, n}), b = at::rand({n, n});
    const at::Tensor packed = b.to_mkldnn(), x = a.to_mkldnn();
    const double work = 2.0 * n * n * n;
    return {work / best(7, [&] { at::linear(a, b); }), work / best(7, [&] { at::mkldnn_linear(x, packed); })};
}

} // namespace

int main()
{
    const c10::InferenceMode inference;
    at::set_num_threads(at::get_num_threads());
    const Rates rates = productRates();
    std::printf("{\"threads\": %d, \"bytes\": %.4g, \"mkl\": %.4g, \"onednn\": %.4g, \"flops\": %.4g}\n",
                at::get_num_threads(), bandwidth(), rates.mkl, rates.oneDnn, std::max(rates.mkl, rates.oneDnn));
}
