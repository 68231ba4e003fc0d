#pragma once

#include <stemgewicht/batch/sweep_table.hpp>
#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/methods/method.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

/// Which results this version gives, to the last digit: a folder of another number is not gone on with.
inline constexpr int sweep_results_version = 2;

/// The texts of the board files that a study names, by the names that it has for them.
using SweepFiles = std::map<std::string, std::string>;

namespace detail {
struct SweepPlan;
}

/// Many cases and what to count in each, as a study file describes them. Cases are numbered from 0, and chunks of cases
/// too; how many cases a chunk has is a matter of the study, never of the machine. What a case draws depends on the
/// seed and the number of its draw alone, so that any chunk can be counted by itself. A value: cheap to copy.
class SweepStudy {
public:
    /// Throws std::invalid_argument, with the path of the field, its line and what was expected.
    SweepStudy(std::string text, SweepFiles files, std::string id);

    [[nodiscard]] const std::string& text() const;
    [[nodiscard]] const SweepFiles& files() const;
    [[nodiscard]] const std::string& id() const;  ///< what messages call it
    [[nodiscard]] const std::string& title() const;
    [[nodiscard]] std::uint64_t seed() const;
    [[nodiscard]] std::uint64_t cases() const;        ///< before constraints, which leave out cases and no numbers
    [[nodiscard]] std::uint64_t chunk_cases() const;  ///< cases of each chunk but the last
    [[nodiscard]] std::uint64_t chunks() const;
    [[nodiscard]] const std::vector<SweepHeading>& columns() const;

    /// A name of what the study asks, 36 characters: the same for texts that differ in comments, blanks and the order
    /// of fields alone; another for another board, grid, seed, or version of the results.
    [[nodiscard]] const std::string& hash() const;

    [[nodiscard]] const detail::SweepPlan& plan() const { return *plan_; }

private:
    explicit SweepStudy(std::shared_ptr<const detail::SweepPlan> plan) : plan_(std::move(plan)) {}
    friend SweepStudy parse_sweep(std::string_view text, const std::string& directory, std::string id);

    std::shared_ptr<const detail::SweepPlan> plan_;
};

/// Reads a study file, and the board files that it names, which are looked for beside it. `-`: standard input.
SweepStudy load_sweep(const std::string& file);

/// Reads a study from TOML text; the board files that it names are looked for in a directory.
SweepStudy parse_sweep(std::string_view text, const std::string& directory = ".", std::string id = "study");

/// Whether a TOML text is a study and no board: it has fields of one.
bool is_sweep(std::string_view text);

/// What a study makes: counted, sampled and timed in about a second.
struct SweepForecast {
    std::uint64_t cases = 0, chunks = 0;
    double kept = 1;     ///< share of the cases that the constraints keep
    double rows = 0;     ///< of the table
    double seconds = 0;  ///< of one thread
    double bytes = 0;    ///< of the table as CSV
    double refused = 0;  ///< share of the kept cases that cannot be counted, or not in all
    std::string note{};  ///< why, of one of them
};
SweepForecast forecast(const SweepStudy& study);

/// A study in words: board, grid, cases, chunks, time and bytes.
std::vector<std::string> describe(const SweepStudy& study, const SweepForecast& forecast);

/// The rows of a chunk. One for each case and member; where no measure has a value for each member, one for each case.
/// Threads: 0 for all cores; the table does not depend on them. A case that cannot be counted has empty values and says
/// why in the column `note`. Throws std::invalid_argument for a number that is no chunk.
SweepTable sweep_chunk(const SweepStudy& study, std::uint64_t chunk, int threads = 1);

}  // namespace stemgewicht
