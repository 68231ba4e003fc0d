#include "study/descriptor.hpp"

#include <stemgewicht/batch/sweep_folder.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>

#include <fmt/format.h>
#include <boost/crc.hpp>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

namespace stemgewicht {

namespace detail {

/// A finished chunk as it is entered in the list.
struct SweepEntry {
    std::uint64_t bytes = 0;
    std::string checksum;

    friend bool operator==(const SweepEntry&, const SweepEntry&) = default;
};

}  // namespace detail

namespace {

namespace fs = std::filesystem;
using detail::Descriptor;
using Entry = detail::SweepEntry;
using Entries = std::map<std::uint64_t, Entry>;

constexpr std::string_view lock_name = "_lock", study_name = "_study.json", list_name = "_chunks.csv";
constexpr std::string_view list_titles = "chunk,bytes,checksum\n", folder_kind = "stemgewicht sweep";
constexpr std::array formats{"csv", "parquet"};

[[noreturn]] void refuse_folder(const fs::path& folder, std::string_view expected, std::string_view why) {
    refuse("output", expected, fmt::format("\"{}\" ({})", folder.string(), why));
}

[[noreturn]] void refuse_unwritable(const fs::path& path, int error) {
    refuse_folder(path, "a folder that can be written", detail::reason(error));
}

// ---- checksums ------------------------------------------------------------------------------------------------------

using Checksum = boost::crc_optimal<64, 0x42F0E1EBA9EA3693, ~std::uint64_t{0}, ~std::uint64_t{0}, true, true>;

std::string checksum_text(const Checksum& checksum) { return fmt::format("{:016x}", checksum.checksum()); }

/// What a file holds; empty where it cannot be read, or is none: a pipe would be waited for, a device has no end.
std::optional<Entry> entry_of(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return std::nullopt;
    Checksum checksum;
    Entry entry;
    std::vector<char> buffer(std::size_t{1} << 20);
    while (stream) {
        stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        const auto count = static_cast<std::size_t>(stream.gcount());
        checksum.process_bytes(buffer.data(), count);
        entry.bytes += count;
        detail::stop_point(4 * count);
    }
    entry.checksum = checksum_text(checksum);
    return entry;
}

// ---- the files that tell of the folder ------------------------------------------------------------------------------

/// Empty where there is no such file.
std::string read_whole(const fs::path& file) {
    std::error_code error;
    if (fs::exists(file, error) && !fs::is_regular_file(file, error))
        refuse("output", "a folder of files", "\"" + file.string() + "\", which is none");
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Brings what was renamed or made in a folder to the disk.
void sync_folder(const fs::path& folder) {
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.is_open()) ::fsync(descriptor.number());
}

/// Puts a file into a folder, whole or not at all, also where the machine stops.
void put_file(const fs::path& folder, const std::string& name, std::string_view bytes) {
    const fs::path unfinished = folder / fmt::format(".{}.unfinished", name);
    Descriptor descriptor(::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666));
    if (!descriptor.is_open()) refuse_unwritable(folder, errno);
    int error = detail::write_all(descriptor.number(), bytes);
    if (error == 0 && ::fsync(descriptor.number()) != 0) error = errno;
    if (const int late = descriptor.close(); error == 0) error = late;
    if (error == 0 && ::rename(unfinished.c_str(), (folder / name).c_str()) != 0) error = errno;
    if (error != 0) {
        ::unlink(unfinished.c_str());
        refuse_unwritable(folder, error);
    }
    sync_folder(folder);
}

std::string study_text(const SweepStudy& study, const std::string& format, const std::string& program) {
    const nlohmann::ordered_json answer{
        {"kind", folder_kind},    {"program", program},       {"results_version", sweep_results_version},
        {"format", format},       {"hash", study.hash()},     {"seed", study.seed()},
        {"cases", study.cases()}, {"chunks", study.chunks()}, {"id", fs::path(study.id()).filename().string()},
        {"title", study.title()}, {"study", study.text()},    {"files", study.files()}};
    return answer.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

/// Whether the study has the hash and the chunks that are told.
bool is_as_written(const SweepContents& contents) {
    try {
        const SweepStudy study(contents.study, contents.files, contents.id);
        return study.hash() == contents.hash && study.chunks() == contents.chunks && study.seed() == contents.seed;
    } catch (const std::invalid_argument&) {
        return false;
    }
}

/// `_study.json` of a folder, and its title. Throws std::invalid_argument where it is none of a sweep.
SweepContents read_study(const fs::path& folder, std::string* title = nullptr) {
    const nlohmann::json told = nlohmann::json::parse(read_whole(folder / study_name), nullptr, false);
    SweepContents contents;
    try {
        if (told.at("kind") != folder_kind) throw std::invalid_argument("kind");
        told.at("study").get_to(contents.study);
        told.at("hash").get_to(contents.hash);
        told.at("id").get_to(contents.id);
        told.at("format").get_to(contents.format);
        told.at("program").get_to(contents.program);
        told.at("files").get_to(contents.files);
        told.at("seed").get_to(contents.seed);
        told.at("chunks").get_to(contents.chunks);
        told.at("results_version").get_to(contents.results_version);
        if (title) told.at("title").get_to(*title);
    } catch (const std::exception&) {
        refuse_folder(folder, "a folder of a sweep", fmt::format("its {} is of another program", study_name));
    }
    if (contents.results_version == sweep_results_version && !is_as_written(contents))
        refuse_folder(folder, "a folder of a sweep as it was written", fmt::format("its {} was changed", study_name));
    return contents;
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

/// The chunks that a list names. A line that is not whole is none.
Entries read_entries(const fs::path& folder, std::uint64_t chunks) {
    Entries entries;
    const std::string text = read_whole(folder / list_name);
    std::string_view rest = text;
    for (std::size_t end; (end = rest.find('\n')) != std::string_view::npos; rest.remove_prefix(end + 1)) {
        const std::string_view line = rest.substr(0, end);
        const std::size_t first = line.find(','), second = line.find(',', first + 1);
        std::uint64_t chunk = 0;
        Entry entry;
        if (first == std::string_view::npos || second == std::string_view::npos ||
            !read_number(line.substr(0, first), chunk) ||
            !read_number(line.substr(first + 1, second - first - 1), entry.bytes) || chunk >= chunks)
            continue;
        entry.checksum = line.substr(second + 1);
        entries[chunk] = std::move(entry);
    }
    return entries;
}

std::string entry_line(std::uint64_t chunk, const Entry& entry) {
    return fmt::format("{},{},{}\n", chunk, entry.bytes, entry.checksum);
}

std::string entries_text(const Entries& entries) {
    std::string text(list_titles);
    for (const auto& [chunk, entry] : entries) text += entry_line(chunk, entry);
    return text;
}

std::string part_name(std::uint64_t chunk, std::uint64_t chunks, std::string_view format) {
    constexpr std::size_t least_width = 6;
    const std::size_t width = std::max(least_width, fmt::formatted_size("{}", chunks == 0 ? 0 : chunks - 1));
    return fmt::format("part-{:0{}}.{}", chunk, width, format);
}

/// Takes chunks off the entries whose files are not what was written, and says so.
std::vector<std::string> drop_damaged(Entries& entries, const fs::path& folder, std::uint64_t chunks,
                                      std::string_view format) {
    std::vector<std::string> notes;
    std::erase_if(entries, [&](const auto& chunk) {
        const std::string name = part_name(chunk.first, chunks, format);
        const std::optional<Entry> found = entry_of(folder / name);
        if (found == chunk.second) return false;
        notes.push_back(fmt::format("{} {}", name, found ? "is damaged" : "is missing"));
        return true;
    });
    return notes;
}

/// The chunks that are not among the entries, in order.
std::vector<std::uint64_t> missing_from(const Entries& entries, std::uint64_t chunks) {
    std::vector<std::uint64_t> numbers;
    auto next = entries.begin();
    for (std::uint64_t k = 0; k < chunks; ++k)
        if (next != entries.end() && next->first == k)
            ++next;
        else
            numbers.push_back(k);
    return numbers;
}

/// Whether a name is one that a run may have left before it could say whose the folder is.
bool is_beginning(const std::string& name) {
    return name == lock_name || name == fmt::format(".{}.unfinished", study_name);
}

/// Throws, before anything is changed, for a folder that holds other files.
void check_folder(const fs::path& folder) {
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (!fs::exists(status)) return;
    if (!fs::is_directory(status)) refuse_unwritable(folder, ENOTDIR);
    if (fs::exists(folder / study_name, error)) return static_cast<void>(read_study(folder));
    fs::directory_iterator list(folder, error);
    if (error) refuse_unwritable(folder, error.value());
    for (const fs::directory_entry& entry : list)
        if (const std::string name = entry.path().filename().string(); !is_beginning(name))
            refuse_folder(folder, "a new or empty folder, or one of this study", fmt::format("it holds {}", name));
}

/// Refuses to go on with another study, or with what another version would have counted otherwise.
void check_same(const fs::path& folder, const SweepStudy& study, const std::string& format) {
    std::string title;
    const SweepContents told = read_study(folder, &title);
    constexpr std::string_view expected = "a folder of this study";
    if (told.results_version != sweep_results_version)
        refuse_folder(folder, expected,
                      fmt::format("it has results of version {}, this program gives {}", told.results_version,
                                  sweep_results_version));
    if (told.hash != study.hash())
        refuse_folder(folder, expected,
                      title == study.title() ? "the study has changed since" : fmt::format("it has \"{}\"", title));
    if (told.format != format)
        refuse_folder(folder, fmt::format("{} as {}", expected, format),
                      fmt::format("it is written as {}", told.format));
}

}  // namespace

std::string sweep_checksum(std::string_view bytes) {
    Checksum checksum;
    checksum.process_bytes(bytes.data(), bytes.size());
    return checksum_text(checksum);
}

struct SweepFolder::State {
    fs::path folder;
    std::string name, format;
    std::uint64_t chunks = 0;
    std::vector<std::string> notes{};
    std::map<std::uint64_t, detail::SweepEntry> entries{};
    Descriptor lock, list{-1};

    State(const std::string& directory, const SweepStudy& study, std::string wanted, const std::string& program)
        : folder(fs::absolute(directory).lexically_normal()),
          name(directory),
          format(std::move(wanted)),
          chunks(study.chunks()),
          lock(open_lock()) {
        std::error_code error;
        if (!fs::exists(folder / study_name, error))
            put_file(folder, std::string(study_name), study_text(study, format, program));
        check_same(folder, study, format);
        entries = read_entries(folder, chunks);
        notes = drop_damaged(entries, folder, chunks, format);
        for (std::string& note : notes) note += ", and is counted again";
        for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
            if (const std::string file = entry.path().filename().string();
                file.starts_with('.') && file.ends_with(".unfinished"))
                ::unlink(entry.path().c_str());
        open_list();
    }

    /// Makes the folder, and has it alone.
    [[nodiscard]] int open_lock() const {
        check_folder(folder);
        std::error_code error;
        fs::create_directories(folder, error);
        if (error) refuse_unwritable(folder, error.value());
        const int descriptor = ::open((folder / lock_name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (descriptor < 0) refuse_unwritable(folder, errno);
        if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
        const int why = errno;
        ::close(descriptor);
        if (why != EWOULDBLOCK) refuse_unwritable(folder, why);
        refuse_folder(folder, "a folder that no other run is writing", "another run is");
    }

    /// Opens the list behind its last whole line.
    void open_list() {
        list.close();
        if (const std::string text = entries_text(entries); text != read_whole(folder / list_name))
            put_file(folder, std::string(list_name), text);
        list = Descriptor(::open((folder / list_name).c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW));
        if (!list.is_open()) refuse_unwritable(folder, errno);
    }

    /// Enters a chunk, or leaves the list as it was.
    void enter(std::uint64_t chunk, Entry entry) {
        const off_t before = ::lseek(list.number(), 0, SEEK_END);
        int error = detail::write_all(list.number(), entry_line(chunk, entry));
        if (error == 0 && ::fdatasync(list.number()) != 0) error = errno;
        if (error != 0) {
            if (::ftruncate(list.number(), before) != 0) list.close();
            refuse_unwritable(folder, error);
        }
        entries[chunk] = std::move(entry);
    }
};

SweepFolder::SweepFolder(const std::string& directory, const SweepStudy& study, const std::string& format,
                         const std::string& program) {
    if (std::ranges::find(formats, format) == formats.end()) refuse("format", "csv or parquet", "\"" + format + "\"");
    if (directory.empty()) refuse("output", "the name of a folder", "\"\"");
    constexpr std::uint64_t most_chunks = 10'000'000;  // files of a folder
    if (study.chunks() > most_chunks)
        refuse("chunk_cases", fmt::format("such that the study has at most {} chunks", most_chunks), study.chunks());
    state_ = std::make_unique<State>(directory, study, format, program);
}

SweepFolder::SweepFolder(SweepFolder&&) noexcept = default;
SweepFolder& SweepFolder::operator=(SweepFolder&&) noexcept = default;
SweepFolder::~SweepFolder() = default;

const std::string& SweepFolder::directory() const { return state_->name; }
const std::vector<std::string>& SweepFolder::notes() const { return state_->notes; }

std::vector<std::uint64_t> SweepFolder::missing() const { return missing_from(state_->entries, state_->chunks); }

std::string SweepFolder::file_name(std::uint64_t chunk) const {
    return part_name(chunk, state_->chunks, state_->format);
}

void SweepFolder::store(std::uint64_t chunk, std::string_view bytes) {
    if (!state_->lock.is_open()) throw std::logic_error("output: must be open, got one that was closed");
    if (chunk >= state_->chunks) refuse("chunk", fmt::format("below {}", state_->chunks), chunk);
    put_file(state_->folder, file_name(chunk), bytes);
    state_->enter(chunk, {.bytes = bytes.size(), .checksum = sweep_checksum(bytes)});
}

void SweepFolder::finish() {
    if (!state_->lock.is_open()) throw std::logic_error("output: must be open, got one that was closed");
    if (const auto left = missing(); !left.empty())
        throw std::logic_error(fmt::format("output: must have all chunks to be finished, got {} missing", left.size()));
    state_->open_list();
}

void SweepFolder::close() {
    state_->list.close();
    state_->lock.close();
}

SweepContents read_sweep_folder(const std::string& directory, bool check) {
    const fs::path folder(directory);
    std::error_code error;
    if (!fs::is_directory(folder, error) || !fs::exists(folder / study_name, error))
        refuse("results", "a folder of a sweep", fmt::format("\"{}\"", directory));
    SweepContents contents = read_study(folder);
    Entries entries = read_entries(folder, contents.chunks);
    if (check)
        drop_damaged(entries, folder, contents.chunks, contents.format);
    else
        std::erase_if(entries, [&](const auto& chunk) {
            return !fs::exists(folder / part_name(chunk.first, contents.chunks, contents.format), error);
        });
    contents.missing = missing_from(entries, contents.chunks);
    return contents;
}

}  // namespace stemgewicht
