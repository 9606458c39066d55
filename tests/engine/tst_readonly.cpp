// The promise that the backbone is never written: its weights are views of pages mapped read-only.
#include "nn/weights.h"

#include <ATen/ATen.h>

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

using namespace deltascope;

TEST_CASE("a write to a mapped weight faults")
{
    const io::CheckpointIndex index = io::openCheckpointFolder(TEST_DATA "/oracles/backbones1/backbones/bart-cls");
    const at::Tensor weight = nn::mappedTensor(index.entries().front());
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGSEGV, SIG_DFL);
        *static_cast<volatile float *>(weight.data_ptr()) = 1;
        _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGSEGV);
}

TEST_CASE("opening copies nothing: a weight is the file's own bytes")
{
    const io::CheckpointIndex index = io::openCheckpointFolder(TEST_DATA "/oracles/backbones1/backbones/bart-cls");
    for (const io::TensorEntry &entry : index.entries())
        CHECK(nn::mappedTensor(entry).data_ptr() == static_cast<const void *>(entry.file->data() + entry.offset));
}
