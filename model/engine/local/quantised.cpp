#include "engine/local/quantised.h"

#include "nn/weights.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope {

namespace {

/// The method as its users call it; empty if the configuration names none.
std::string methodIn(const nn::Config &config)
{
    const nn::Config section = config.section("quantization_config");
    const std::string method = section.text("quant_method", "");
    if (method == "bitsandbytes" || section.has("load_in_4bit") || section.has("load_in_8bit"))
        return section.flag("load_in_4bit", false)
                   ? "bitsandbytes 4-bit (" + section.text("bnb_4bit_quant_type", "fp4") + ")"
                   : "bitsandbytes 8-bit";
    if (method == "gptq" || method == "awq") {
        const auto bits = section.optionalInteger("bits");
        return (method == "gptq" ? std::string("GPTQ") : std::string("AWQ"))
               + (bits ? " " + std::to_string(*bits) + "-bit" : std::string());
    }
    if (method == "fp8")
        return "FP8 (blocks with weight_scale_inv)";
    return method;
}

/// The same told by the tensors' names and types alone; empty if they are plain.
std::string methodIn(const io::CheckpointIndex &tensors)
{
    const auto any = [&](auto &&test) { return std::any_of(tensors.entries().begin(), tensors.entries().end(), test); };
    const auto endsWith = [&](std::string_view ending) {
        return any([&](const io::TensorEntry &entry) { return entry.name.ends_with(ending); });
    };
    if (any([](const io::TensorEntry &entry) {
            return entry.name.find(".quant_state.bitsandbytes__") != std::string::npos;
        }))
        return "bitsandbytes 4-bit";
    if (endsWith(".weight_format") || endsWith(".SCB"))
        return "bitsandbytes 8-bit";
    if (endsWith(".qweight"))
        return endsWith(".g_idx") ? "GPTQ" : "GPTQ or AWQ";
    if (endsWith(".weight_packed"))
        return "compressed-tensors";
    const auto isByte = [](const io::TensorEntry &entry) {
        return entry.dtype == DType::F8E4M3 || entry.dtype == DType::F8E5M2 || entry.dtype == DType::I8;
    };
    return (endsWith(".weight_scale") || endsWith(".weight_scale_inv")) && any(isByte) ? "8-bit numbers with scales"
                                                                                       : "";
}

bool isFp8(const io::TensorEntry &entry) { return entry.dtype == DType::F8E4M3 || entry.dtype == DType::F8E5M2; }

/// The scale of an FP8 weight; null if it has none.
const io::TensorEntry *scaleOf(const io::CheckpointIndex &tensors, const std::string &weight)
{
    for (const char *end : {"_scale", "_scale_inv"})
        if (const io::TensorEntry *scale = tensors.find(weight + end))
            return scale;
    return nullptr;
}

/// Rows and columns that share a scale.
std::pair<std::int64_t, std::int64_t> blockOf(const nn::Config &config)
{
    const nn::Config section = config.section("quantization_config");
    const std::vector<std::int64_t> size = section.integers("weight_block_size");
    return size.size() == 2 && size[0] > 0 && size[1] > 0 ? std::pair(size[0], size[1])
                                                          : std::pair<std::int64_t, std::int64_t>(128, 128);
}

/// The scale laid out over a weight [rows, columns]; undefined if it does not fit.
at::Tensor spread(const at::Tensor &scale, const at::Tensor &weight, std::pair<std::int64_t, std::int64_t> block)
{
    if (scale.numel() == 1)
        return scale.reshape({1});
    if (weight.dim() != 2)
        return {};
    const std::int64_t rows = weight.size(0), columns = weight.size(1);
    if (scale.numel() == rows)
        return scale.reshape({rows, 1});
    const auto parts = [](std::int64_t size, std::int64_t of) { return (size + of - 1) / of; };
    if (scale.dim() != 2 || scale.size(0) != parts(rows, block.first) || scale.size(1) != parts(columns, block.second))
        return {};
    return scale.repeat_interleave(block.first, 0)
        .narrow(0, 0, rows)
        .repeat_interleave(block.second, 1)
        .narrow(1, 0, columns);
}

} // namespace

std::optional<io::CheckpointIndex> dequantised(const nn::Config &config, const io::CheckpointIndex &tensors)
{
    const std::vector<io::TensorEntry> &all = tensors.entries();
    const bool hasOthers = std::any_of(all.begin(), all.end(), [&](const io::TensorEntry &entry) {
        return entry.name.ends_with("weight") && !isFloating(entry.dtype);
    });
    if (hasOthers || std::none_of(all.begin(), all.end(), isFp8))
        return std::nullopt;
    std::vector<io::TensorEntry> entries;
    for (const io::TensorEntry &entry : all) {
        if (entry.name.ends_with("_scale") || entry.name.ends_with("_scale_inv"))
            continue;
        const io::TensorEntry *scale = isFp8(entry) ? scaleOf(tensors, entry.name) : nullptr;
        if (!scale) {
            if (isFp8(entry))
                return std::nullopt;
            entries.push_back(entry);
            continue;
        }
        const at::Tensor weight = nn::mappedTensor(entry).to(at::kFloat);
        const at::Tensor factors = spread(nn::mappedTensor(*scale).to(at::kFloat), weight, blockOf(config));
        if (!factors.defined())
            throw Failure(Error{scale->file->path(),
                                scale->name + ": expected a scale for the weight, its rows or its blocks of "
                                    + toText(entry.shape) + ", found shape " + toText(scale->shape),
                                {},
                                "shape-mismatch"});
        entries.push_back(nn::heldCheckpoint(entry.file->path(), {{entry.name, weight * factors}}).entries().front());
    }
    return io::CheckpointIndex(std::move(entries));
}

std::optional<Quantisation> quantisationOf(const nn::Config &config, const io::CheckpointIndex &tensors)
{
    std::string method = config.has("quantization_config") ? methodIn(config) : std::string();
    if (method.empty())
        method = methodIn(tensors);
    if (method.empty())
        return std::nullopt;
    const std::string origin = config.text("_name_or_path", "");
    const auto bare = std::find_if(tensors.entries().begin(), tensors.entries().end(),
                                   [&](const auto &entry) { return isFp8(entry) && !scaleOf(tensors, entry.name); });
    const std::string sentence
        = "its weights are quantised with " + method
          + (bare == tensors.entries().end() ? ", which this program shows but does not run or merge into"
                                             : ", but " + bare->name + " has no scale beside it, so it is shown alone")
          + "; take the model it was made from, unquantised"
          + (origin.empty() ? "" : " (config.json names " + origin + ")");
    return Quantisation{std::move(method), sentence};
}

} // namespace deltascope
