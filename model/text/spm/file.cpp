#include "text/spm/file.h"

#include "core/outcome.h"
#include "text/files/textfile.h"

#include <sentencepiece_processor.h>

#include <optional>

namespace deltascope::text::spm {

namespace {

/// Reads the fields of a protocol buffers message one by one. The library has checked the file as a whole; its
/// interface does not tell the kind of a piece or the compiled normalization.
class Message {
public:
    explicit Message(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    int field = 0;
    std::uint64_t number = 0; ///< of a varint
    std::string_view content; ///< of a text, bytes or an inner message

    bool next()
    {
        if (m_at >= m_bytes.size())
            return false;
        const std::uint64_t tag = varint();
        field = static_cast<int>(tag >> 3);
        content = {};
        switch (tag & 7) {
        case 0: number = varint(); return true;
        case 1: return take(8);
        case 2: return take(varint());
        case 5: return take(4);
        default: return false;
        }
    }

private:
    bool take(std::uint64_t size)
    {
        if (size > m_bytes.size() - m_at)
            return false;
        content = m_bytes.substr(m_at, size);
        m_at += size;
        return true;
    }
    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64 && m_at < m_bytes.size(); shift += 7) {
            const auto byte = static_cast<unsigned char>(m_bytes[m_at++]);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80)
                break;
        }
        return value;
    }

    std::string_view m_bytes;
    std::size_t m_at = 0;
};

File::Kind kindOf(std::string_view piece)
{
    for (Message message(piece); message.next();)
        if (message.field == 3 && message.number >= 1 && message.number <= 6)
            return static_cast<File::Kind>(message.number);
    return File::Kind::Normal;
}

void readTrainer(std::string_view bytes, File &file, const std::string &path)
{
    for (Message message(bytes); message.next();) {
        if (message.field == 3) {
            if (message.number != 1 && message.number != 2)
                throw Failure(path, "expected a SentencePiece model of type unigram or bpe, found another");
            file.algorithm = static_cast<File::Algorithm>(message.number);
        } else if (message.field == 40) {
            file.unknown = static_cast<std::int64_t>(message.number);
        } else if (message.field == 45) {
            file.unknownPiece = message.content;
        }
    }
}

} // namespace

File read(const std::filesystem::path &path)
{
    const std::string bytes = readBytes(path);
    sentencepiece::SentencePieceProcessor processor;
    if (const auto status = processor.LoadFromSerializedProto(bytes); !status.ok())
        throw Failure(path.string(), "expected a SentencePiece model, found something else");
    File file;
    for (Message message(bytes); message.next();) {
        if (message.field == 1) {
            const int id = static_cast<int>(file.pieces.size());
            if (id >= processor.GetPieceSize())
                break;
            file.pieces.push_back({processor.IdToPiece(id), processor.GetScore(id), kindOf(message.content)});
        } else if (message.field == 2) {
            readTrainer(message.content, file, path.string());
        } else if (message.field == 3) {
            for (Message normalizer(message.content); normalizer.next();)
                if (normalizer.field == 2)
                    file.charsMap = normalizer.content;
        }
    }
    return file;
}

} // namespace deltascope::text::spm
