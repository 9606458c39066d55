#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace deltascope::text::spm {

/// What a SentencePiece model file holds (sentencepiece_model.proto).
struct File {
    enum class Kind { Normal = 1, Unknown, Control, UserDefined, Unused, Byte };
    enum class Algorithm { Unigram = 1, Bpe };
    struct Piece {
        std::string text;
        float score;
        Kind kind;
    };
    std::vector<Piece> pieces;
    Algorithm algorithm = Algorithm::Unigram;
    std::int64_t unknown = 0;
    std::string unknownPiece = "<unk>";
    std::string charsMap; ///< compiled normalization, as bytes
};

/// Throws Failure for a file that is none.
File read(const std::filesystem::path &file);

} // namespace deltascope::text::spm
