#include "nn/allocator.h"

#include <c10/core/CPUAllocator.h>

#include <cstdlib>
#include <cstring>
#include <new>

namespace deltascope::nn {

namespace {

constexpr std::size_t alignment = 64; ///< bytes, as LibTorch's own

class ThrowingAllocator final : public c10::Allocator {
public:
    c10::DataPtr allocate(std::size_t bytes) override
    {
        void *data = nullptr;
        if (bytes > 0 && ::posix_memalign(&data, alignment, bytes) != 0)
            throw std::bad_alloc();
        return {data, data, &std::free, c10::Device(c10::DeviceType::CPU)};
    }
    c10::DeleterFnPtr raw_deleter() const override { return &std::free; }
    void copy_data(void *to, const void *from, std::size_t bytes) const override { std::memcpy(to, from, bytes); }
};

} // namespace

void installAllocator()
{
    static ThrowingAllocator allocator;
    c10::SetCPUAllocator(&allocator, 1);
}

} // namespace deltascope::nn
