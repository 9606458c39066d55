#include "hub/partialfile.h"

#include "core/outcome.h"

#include <unistd.h>

namespace deltascope::hub {

namespace {

constexpr qint64 chunk = 4 << 20;

bool isHex(const std::string &text) { return text.find_first_not_of("0123456789abcdef") == std::string::npos; }

} // namespace

PartialFile::PartialFile(std::filesystem::path blob, const RemoteFile &remote)
    : m_blob(std::move(blob))
    , m_remote(remote)
    , m_file(QString::fromStdString(m_blob.string() + ".incomplete"))
{
    const std::size_t digits = isHex(remote.etag) ? remote.etag.size() : 0;
    if (digits == 64)
        m_sum.emplace(QCryptographicHash::Sha256);
    else if (digits == 40)
        m_sum.emplace(QCryptographicHash::Sha1);
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        fail("opened");
    startSum();
    if (m_file.size() > remote.size)
        restart();
    while (m_sum && !m_file.atEnd()) {
        const QByteArray bytes = m_file.read(chunk);
        if (bytes.isEmpty())
            fail("read");
        m_sum->addData(bytes);
    }
    m_file.seek(m_file.size());
}

PartialFile::~PartialFile()
{
    if (m_file.isOpen() && m_file.size() == 0)
        m_file.remove();
}

void PartialFile::startSum()
{
    if (!m_sum)
        return;
    m_sum->reset();
    if (m_remote.etag.size() == 40) // git hashes a header before the content
        m_sum->addData("blob " + QByteArray::number(qint64(m_remote.size)) + QByteArray(1, '\0'));
}

void PartialFile::restart()
{
    if (!m_file.resize(0) || !m_file.seek(0))
        fail("written");
    startSum();
}

void PartialFile::append(const QByteArray &bytes)
{
    if (m_file.size() + bytes.size() > m_remote.size)
        discard(std::to_string(m_remote.size) + " bytes", "more");
    if (m_file.write(bytes) != bytes.size())
        fail("written");
    if (m_sum)
        m_sum->addData(bytes);
}

void PartialFile::finish()
{
    if (m_file.size() != m_remote.size)
        discard(std::to_string(m_remote.size) + " bytes", std::to_string(m_file.size()));
    if (m_sum)
        if (const std::string found = m_sum->result().toHex().toStdString(); found != m_remote.etag)
            discard("the checksum " + m_remote.etag, found);
    if (::fsync(m_file.handle()) != 0)
        fail("written");
    m_file.close();
    std::error_code error;
    std::filesystem::rename(m_file.fileName().toStdString(), m_blob, error);
    if (error)
        throw Failure(m_blob.string(), "cannot be moved into place: " + error.message());
}

void PartialFile::fail(const char *action) const
{
    throw Failure(m_file.fileName().toStdString(),
                  std::string("cannot be ") + action + ": " + m_file.errorString().toStdString());
}

void PartialFile::discard(const std::string &expected, const std::string &found)
{
    m_file.remove();
    throw Failure(Error{m_remote.name, "expected " + expected + " from the hub, found " + found,
                        "what came was removed; try again", "truncated"});
}

} // namespace deltascope::hub
