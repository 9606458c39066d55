#pragma once

#include <cstddef>
#include <string_view>

namespace deltascope {

/// Element types that checkpoints hold; names as safetensors writes them.
enum class DType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool, F8E4M3, F8E5M2, U16, U32, U64, C64 };

constexpr std::size_t byteSize(DType type)
{
    switch (type) {
    case DType::F64:
    case DType::I64:
    case DType::U64:
    case DType::C64: return 8;
    case DType::F32:
    case DType::I32:
    case DType::U32: return 4;
    case DType::F16:
    case DType::BF16:
    case DType::I16:
    case DType::U16: return 2;
    case DType::I8:
    case DType::U8:
    case DType::Bool:
    case DType::F8E4M3:
    case DType::F8E5M2: return 1;
    }
    return 0;
}

/// The name people know from Python: "float32".
constexpr std::string_view toText(DType type)
{
    switch (type) {
    case DType::F64: return "float64";
    case DType::F32: return "float32";
    case DType::F16: return "float16";
    case DType::BF16: return "bfloat16";
    case DType::I64: return "int64";
    case DType::I32: return "int32";
    case DType::I16: return "int16";
    case DType::I8: return "int8";
    case DType::U8: return "uint8";
    case DType::Bool: return "bool";
    case DType::F8E4M3: return "float8_e4m3fn";
    case DType::F8E5M2: return "float8_e5m2";
    case DType::U16: return "uint16";
    case DType::U32: return "uint32";
    case DType::U64: return "uint64";
    case DType::C64: return "complex64";
    }
    return "?";
}

constexpr bool isFloating(DType type)
{
    return type == DType::F64 || type == DType::F32 || type == DType::F16 || type == DType::BF16
           || type == DType::F8E4M3 || type == DType::F8E5M2;
}

} // namespace deltascope
