#pragma once

#include <stemgewicht/batch/sweep_study.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// The checksum of a finished chunk: CRC-64/XZ, as 16 hexadecimal digits.
std::string sweep_checksum(std::string_view bytes);

/// The folder that a sweep writes: `part-000000.csv` and so on, a file for each chunk; `_study.json`, which says what
/// study it is; `_chunks.csv`, a line with number, bytes and checksum for each finished chunk; and `_lock`. A chunk is
/// written under another name, brought to the disk, renamed, and then entered in `_chunks.csv`: whatever ends the
/// program, a chunk that is entered is whole, and one that is not entered is counted again. One process at a time has a
/// folder, by a lock that ends with it. All members may be called by one thread at a time.
class SweepFolder {
public:
    /// Makes the folder, or goes on in one of the same study and format. The finished chunks are checked against their
    /// checksums, and where one is damaged or missing it is to be counted again and `notes` says so. Throws
    /// std::invalid_argument, one line and nothing changed, for a folder that another process is writing, that holds
    /// other files, another study or format or results of another version, or that cannot be written.
    SweepFolder(const std::string& directory, const SweepStudy& study, const std::string& format,
                const std::string& program = "");
    SweepFolder(SweepFolder&&) noexcept;
    SweepFolder& operator=(SweepFolder&&) noexcept;
    ~SweepFolder();  ///< gives the lock back

    [[nodiscard]] const std::string& directory() const;
    [[nodiscard]] const std::vector<std::string>& notes() const;

    /// The chunks that are not finished, in order.
    [[nodiscard]] std::vector<std::uint64_t> missing() const;

    /// The name of the file of a chunk, without the folder.
    [[nodiscard]] std::string file_name(std::uint64_t chunk) const;

    /// Writes a chunk. Throws std::invalid_argument where that fails, as on a full disk; what is finished stays so.
    void store(std::uint64_t chunk, std::string_view bytes);

    /// Brings `_chunks.csv` into order, when all chunks are there, so that the folder is the same byte for byte however
    /// it was made. Throws std::logic_error where chunks are missing.
    void finish();

    /// Gives the lock back.
    void close();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// What has been done of a sweep by one run.
struct SweepProgress {
    std::uint64_t chunks = 0, missing = 0;  ///< written by this run, and how many were missing when it began
    std::uint64_t cases = 0;                ///< of the chunks that were written
};

/// Counts the chunks that a folder lacks and writes them as CSV, so many at a time as there are threads (0: all cores),
/// in any order. `progress` is told each chunk that was written, by one thread at a time. The files do not depend on
/// the threads. Throws what SweepFolder::store throws, and what the program's InterruptCheck throws; what is finished
/// stays.
void run_sweep(const SweepStudy& study, SweepFolder& folder, int threads = 1,
               const std::function<void(const SweepProgress&)>& progress = {});

/// What a folder says of itself, without its lock: for reading results.
struct SweepContents {
    std::string study, hash, id, format, program;
    SweepFiles files;
    std::uint64_t seed = 0, chunks = 0;
    int results_version = 0;
    std::vector<std::uint64_t> missing;  ///< chunks that are not finished; with `check`, those that are damaged too
};

/// Reads `_study.json` and `_chunks.csv`. Throws std::invalid_argument for a folder of another program.
SweepContents read_sweep_folder(const std::string& directory, bool check = false);

}  // namespace stemgewicht
