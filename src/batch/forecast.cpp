#include "batch/sweep_plan.hpp"

#include <stemgewicht/batch/sweep_study.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <utility>

namespace stemgewicht {

namespace {

/// A number of things, or of bytes or seconds, as one says it.
std::string said(double number, std::string_view unit, double step, std::initializer_list<std::string_view> prefixes) {
    for (const std::string_view prefix : prefixes) {
        if (number < step) return fmt::format("{:.3g} {}{}", number, prefix, unit);
        number /= step;
    }
    return fmt::format("{:.3g} {}", number * step, unit);
}

std::string said_bytes(double bytes) {
    constexpr double kilo = 1000;
    return said(bytes, "B", kilo, {"", "k", "M", "G", "T", "P", "E"});
}

std::string said_time(double seconds) {
    constexpr double minute = 60, hour = 3600, day = 24 * hour, year = 365.25 * day;
    if (seconds < 2 * minute) return fmt::format("{:.2g} s", seconds);
    if (seconds < 2 * hour) return fmt::format("{:.0f} min", seconds / minute);
    if (seconds < 4 * day) return fmt::format("{:.1f} h", seconds / hour);
    if (seconds < 2 * year) return fmt::format("{:.0f} days", seconds / day);
    return fmt::format("{:.3g} years", seconds / year);
}

/// Seconds that this program has worked, in all threads, whatever else the machine did meanwhile.
double time_worked() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// What a sample of the cases of a study made.
struct Sample {
    double cases = 0, kept = 0, refused = 0, rows = 0, bytes = 0, seconds = 0;
    std::string note{};

    void add(const SweepTable& table) {
        const SweepColumn& notes = table.columns.back();
        const std::vector<std::int64_t>& numbers = table.columns.front().integers;
        bool is_refused = false;
        for (std::size_t r = 0; r < numbers.size(); ++r) {
            const bool begins = r == 0 || numbers[r] != numbers[r - 1];
            if (begins) is_refused = false;
            kept += begins ? 1 : 0;
            if (is_refused || notes.codes[r] < 0) continue;
            is_refused = true;
            ++refused;
            if (note.empty()) note = notes.texts[static_cast<std::size_t>(notes.codes[r])];
        }
        rows += static_cast<double>(table.rows);
    }
};

/// The first values of a key, and how many there are.
std::string said_values(const detail::SweepKey& key) {
    constexpr std::size_t most_shown = 6;
    std::vector<std::string> shown;
    for (std::size_t k = 0; k < std::min(key.values.size(), most_shown); ++k)
        shown.push_back(detail::text_of(key.values[k]));
    std::string text = fmt::format("{}: {}", key.name, fmt::join(shown, " "));
    if (key.values.size() > most_shown)
        text += fmt::format(" .. {} ({} values)", detail::text_of(key.values.back()), key.values.size());
    return text;
}

}  // namespace

SweepForecast forecast(const SweepStudy& study) {
    constexpr std::uint64_t most_spots = 16, stride = 7, start_spot = 3;
    constexpr double long_enough = 0.6;
    const detail::SweepPlan& plan = study.plan();
    const std::uint64_t part = detail::cases_of_part(plan);
    const std::uint64_t run = detail::asks_curves(plan) ? part : std::max<std::uint64_t>(1, part / 2);
    const std::uint64_t spots = std::min(plan.cases, most_spots);
    Sample sample;
    for (std::uint64_t k = 0; k < spots && sample.seconds < long_enough; ++k) {
        // All of them, those that are far apart first.
        const std::uint64_t spot = spots == most_spots ? (k * stride + start_spot) % spots : k;
        const std::uint64_t begin = plan.cases / spots * spot + plan.cases % spots * spot / spots;
        const detail::SweepRange some{.begin = begin, .end = std::min(begin + run, plan.cases)};
        const double start = time_worked();
        const SweepTable table = detail::sweep_rows(plan, some);
        sample.bytes += static_cast<double>(sweep_csv(table).size());
        sample.seconds += time_worked() - start;
        sample.cases += static_cast<double>(some.end - some.begin);
        sample.add(table);
    }
    const double all = static_cast<double>(plan.cases) / sample.cases;
    return {.cases = plan.cases,
            .chunks = study.chunks(),
            .kept = sample.kept / sample.cases,
            .rows = sample.rows * all,
            .seconds = sample.seconds * all,
            .bytes = sample.bytes * all,
            .refused = sample.kept > 0 ? sample.refused / sample.kept : 0,
            .note = std::move(sample.note)};
}

std::vector<std::string> describe(const SweepStudy& study, const SweepForecast& forecast) {
    const detail::SweepPlan& plan = study.plan();
    std::vector<std::string> lines{"study: " + plan.title};
    lines.push_back(fmt::format("{}: {}, {} {}", plan.is_case ? "case" : "board",
                                plan.weights && !plan.is_case ? "drawn" : plan.board.id, plan.names.size(),
                                plan.is_case ? "municipalities" : "members"));
    if (plan.has_draws) lines.push_back(fmt::format("draws: {}, seed {}", plan.draws, plan.seed));
    for (const detail::SweepAxis& axis : plan.axes) {
        std::vector<std::string> keys;
        for (const detail::SweepKey& key : axis.keys) keys.push_back(said_values(key));
        lines.push_back(fmt::format("{}", fmt::join(keys, ", with ")));
    }
    lines.push_back(fmt::format("measures: {}", fmt::join(plan.measures, " ")));
    lines.push_back(fmt::format(
        "cases: {}{}", forecast.cases,
        plan.conditions.empty() ? std::string()
                                : fmt::format(", of which about {:.3g}% meet the conditions", 100 * forecast.kept)));
    lines.push_back(fmt::format("chunks: {} of {} cases", forecast.chunks, plan.chunk_cases));
    lines.push_back(fmt::format("rows: about {:.3g}", forecast.rows));
    lines.push_back("time: about " + said_time(forecast.seconds) + " on one thread of this machine");
    lines.push_back("size: about " + said_bytes(forecast.bytes) + " as CSV");
    if (forecast.refused > 0)
        lines.push_back(fmt::format("notes: of about {:.3g}% of the cases something cannot be counted, such as: {}",
                                    100 * forecast.refused, forecast.note));
    return lines;
}

}  // namespace stemgewicht
