#include "hub/fetch.h"

#include "core/outcome.h"
#include "http/application.h"
#include "hub/connection.h"
#include "hub/filelock.h"
#include "hub/partialfile.h"
#include "hub/repository.h"
#include "io/atomicfile.h"
#include "io/jsonfile.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

namespace deltascope::hub {

namespace fs = std::filesystem;

namespace {

std::string megabytes(std::int64_t bytes)
{
    return bytes < 10'000'000 ? std::to_string(bytes / 100'000 / 10) + "." + std::to_string(bytes / 100'000 % 10)
                              : std::to_string(bytes / 1'000'000);
}

class Fetching {
public:
    Fetching(const std::string &id, HubPart part, Progress &progress)
        : m_id(id)
        , m_part(part)
        , m_progress(progress)
        , m_connection(io::hubAccess(), progress)
        , m_repository(m_connection, id)
        , m_folder(io::repositoryFolder(io::splitHubId(id)))
    {
    }

    std::string operator()()
    {
        std::vector<std::string> names = plainFiles();
        for (const std::vector<std::string> &choices : io::filesOf(m_part).weights)
            addWeights(choices, names);
        expectWhole(names);
        std::vector<RemoteFile> files;
        for (const std::string &name : names)
            files.push_back(m_repository.describe(name));
        makeFolders(files);
        for (const RemoteFile &file : files)
            fetchBlob(file);
        for (const RemoteFile &file : files)
            link(file);
        writeReference();
        return snapshot().string();
    }

private:
    fs::path snapshot() const { return m_folder / "snapshots" / m_repository.commit(); }
    fs::path blobOf(const RemoteFile &file) const { return m_folder / "blobs" / file.etag; }

    std::vector<std::string> plainFiles() const
    {
        std::vector<std::string> names = io::filesOf(m_part).plain;
        names.erase(std::remove_if(names.begin(), names.end(),
                                   [&](const std::string &name) { return !m_repository.has(name); }),
                    names.end());
        return names;
    }

    /// The first choice that is there, whole or sharded. A delta's folder may hold the backbone too, which is not
    /// wanted.
    void addWeights(const std::vector<std::string> &choices, std::vector<std::string> &names)
    {
        if (m_part == HubPart::Delta && m_repository.has("adapter_config.json")
            && choices.front() == "model.safetensors")
            return;
        for (const std::string &choice : choices) {
            const std::string index = choice + ".index.json";
            if (m_repository.has(choice)) {
                names.push_back(choice);
                return;
            }
            if (m_repository.has(index)) {
                names.push_back(index);
                const std::set<std::string> shards = shardsOf(index);
                names.insert(names.end(), shards.begin(), shards.end());
                return;
            }
        }
    }

    std::set<std::string> shardsOf(const std::string &index)
    {
        const RemoteFile file = m_repository.describe(index);
        makeFolders({file});
        fetchBlob(file);
        const nlohmann::json json = io::readJson(blobOf(file).string());
        const auto map = json.is_object() ? json.find("weight_map") : json.end();
        if (!json.is_object() || map == json.end() || !map->is_object())
            throw Failure(m_id + "/" + index,
                          "weight_map: expected an object from tensor name to file name, found none");
        std::set<std::string> shards;
        for (const nlohmann::json &shard : *map)
            if (!shard.is_string() || !m_repository.has(shard.get<std::string>()))
                throw Failure(Error{m_id + "/" + index,
                                    "expected names of files in the repository, found " + shard.dump(),
                                    {},
                                    "missing-weight"});
            else
                shards.insert(shard.get<std::string>());
        return shards;
    }

    void expectWhole(const std::vector<std::string> &names) const
    {
        const auto has = [&](const char *name) { return std::find(names.begin(), names.end(), name) != names.end(); };
        const bool isDelta = m_repository.has("adapter_config.json");
        if (m_part == HubPart::Model && !has("config.json"))
            throw Failure(m_id, std::string("expected a model with a config.json on the hub, found ")
                                    + (isDelta ? "a delta: give it with --delta" : "none"));
        const bool hasWeights = std::any_of(names.begin(), names.end(), [](const std::string &name) {
            return name.find(".safetensors") != std::string::npos || name.find(".bin") != std::string::npos;
        });
        if (m_part != HubPart::Tokenizer && !hasWeights)
            throw Failure(Error{
                m_id, "expected weights on the hub (safetensors or PyTorch's .bin), found none", {}, "missing-weight"});
        if (names.empty())
            throw Failure(m_id, "expected a tokenizer on the hub, found none");
    }

    /// Also looks whether there is room.
    void makeFolders(const std::vector<RemoteFile> &files)
    {
        std::error_code error;
        fs::create_directories(m_folder / "blobs", error);
        if (error)
            throw Failure((m_folder / "blobs").string(), "cannot be created: " + error.message());
        m_total = m_done = 0;
        std::int64_t missing = 0;
        for (const RemoteFile &file : files) {
            m_total += file.size;
            const auto have = fs::file_size(
                fs::exists(blobOf(file)) ? blobOf(file) : fs::path(blobOf(file).string() + ".incomplete"), error);
            missing += file.size - (error ? 0 : static_cast<std::int64_t>(have));
        }
        const fs::space_info space = fs::space(m_folder, error);
        if (!error && missing > 0 && space.available < static_cast<std::uintmax_t>(missing))
            throw Failure(m_folder.string(), "expected room for " + megabytes(missing) + " MB, found "
                                                 + megabytes(static_cast<std::int64_t>(space.available)));
    }

    void report(const RemoteFile &file, std::int64_t have)
    {
        const std::int64_t all = m_done + have;
        m_progress.report(m_total > 0 ? double(all) / double(m_total) : -1, "downloading " + m_id + ": " + file.name
                                                                                + ", " + megabytes(all) + " of "
                                                                                + megabytes(m_total) + " MB");
    }

    void fetchBlob(const RemoteFile &file)
    {
        const fs::path blob = blobOf(file);
        if (!fs::exists(blob)) {
            const FileLock lock(
                (fs::path(io::cacheFolder()) / ".locks" / m_folder.filename() / (file.etag + ".lock")).string(),
                m_progress);
            if (!fs::exists(blob)) { // still, now that nobody else writes it
                PartialFile part(blob, file);
                transfer(file, part);
                part.finish();
            }
        }
        report(file, file.size);
        m_done += file.size;
    }

    /// Goes on after every break, as long as something comes.
    void transfer(const RemoteFile &file, PartialFile &part)
    {
        for (int futile = 0; part.size() < file.size;) {
            const qint64 before = part.size();
            const Reply reply = askFor(file, part);
            if (part.size() == file.size)
                return;
            const bool isRefusal = reply.status >= 300 && reply.status != 416 && !reply.isPassing();
            if (reply.status == 416)
                part.restart();
            futile = part.size() > before ? 0 : futile + 1;
            if (isRefusal || (futile > 0 && !m_connection.waitAfter(futile))) {
                if (reply.isGood())
                    throw Failure(
                        Error{m_id + "/" + file.name,
                              "expected " + std::to_string(file.size) + " bytes, found " + std::to_string(part.size()),
                              {},
                              "truncated"});
                m_repository.refuse(reply, file.name);
            }
        }
    }

    Reply askFor(const RemoteFile &file, PartialFile &part)
    {
        Request request;
        request.url = file.url;
        request.from = part.size();
        request.take = [&, isFirst = true](const Reply &reply, const QByteArray &bytes) mutable {
            if (std::exchange(isFirst, false))
                expectRest(reply, file, part);
            part.append(bytes);
        };
        request.beat = [&] { report(file, part.size()); };
        request.beat();
        return m_connection.ask(request);
    }

    /// A server may send the asked-for rest (206) or, knowing no ranges, all of it (200).
    void expectRest(const Reply &reply, const RemoteFile &file, PartialFile &part) const
    {
        const std::string where = m_id + "/" + file.name;
        if (reply.status != 206 && part.size() > 0)
            part.restart();
        const QByteArray range = reply.headers.value("content-range");
        if (reply.status == 206 && !range.startsWith("bytes " + QByteArray::number(part.size()) + "-"))
            throw Failure(where,
                          "expected bytes from " + std::to_string(part.size()) + " on, found " + range.toStdString());
        bool isNumber = false;
        const qint64 length = reply.headers.value("content-length").toLongLong(&isNumber);
        if (isNumber && part.size() + length != file.size)
            throw Failure(
                Error{where,
                      "expected " + std::to_string(file.size) + " bytes, found " + std::to_string(part.size() + length),
                      {},
                      "truncated"});
    }

    void link(const RemoteFile &file) const
    {
        const fs::path place = snapshot() / file.name, beside = place.string() + ".part";
        std::error_code error;
        fs::create_directories(snapshot(), error);
        fs::remove(beside, error);
        fs::create_symlink(fs::path("..") / ".." / "blobs" / file.etag, beside, error);
        if (!error)
            fs::rename(beside, place, error);
        if (error)
            throw Failure(place.string(), "cannot be linked: " + error.message());
    }

    void writeReference() const
    {
        const std::string revision = io::splitHubId(m_id).revision;
        if (revision == m_repository.commit())
            return;
        const fs::path reference = m_folder / "refs" / revision;
        std::error_code ignored;
        fs::create_directories(reference.parent_path(), ignored);
        io::AtomicFile file(reference.string());
        file.write(m_repository.commit());
        file.commit();
    }

    const std::string m_id;
    const HubPart m_part;
    Progress &m_progress;
    Connection m_connection;
    Repository m_repository;
    fs::path m_folder;
    std::int64_t m_total = 0, m_done = 0;
};

} // namespace

std::string fetch(const std::string &id, HubPart part, Progress &progress)
{
    const http::ApplicationForNow application;
    progress.report(-1, "asking the hub for " + id);
    return Fetching(id, part, progress)();
}

} // namespace deltascope::hub
