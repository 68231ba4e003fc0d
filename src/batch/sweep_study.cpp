#include "batch/sweep_point.hpp"
#include "boards/toml_reader.hpp"

#include <stemgewicht/batch/sweep_study.hpp>
#include <stemgewicht/core/numeric/threads.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <fmt/format.h>
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace stemgewicht {

namespace detail {

SweepTable sweep_rows(const SweepPlan& plan, SweepRange cases) {
    RowWriter writer(plan.columns);
    if (plan.is_case)
        add_case_rows(plan, cases, writer);
    else
        add_board_rows(plan, cases, writer);
    return writer.take();
}

SweepTable sweep_rows_together(const SweepPlan& plan, SweepRange cases) {
    const std::uint64_t count = cases.end - cases.begin, size = cases_of_part(plan);
    std::vector<SweepTable> parts(static_cast<std::size_t>(count / size + (count % size > 0 ? 1 : 0)));
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, parts.size(), 1), [&](const auto& some) {
        for (std::size_t k = some.begin(); k < some.end(); ++k) {
            const std::uint64_t begin = cases.begin + k * size;
            parts[k] = sweep_rows(plan, {.begin = begin, .end = std::min(begin + size, cases.end)});
        }
    });
    RowWriter writer(plan.columns);
    for (SweepTable& part : parts) {
        writer.append(part);
        part = {};
    }
    return writer.take();
}

}  // namespace detail

namespace {

std::shared_ptr<const detail::SweepPlan> plan_of(std::string text, std::string id,
                                                 const std::function<std::string(const std::string&)>& read) {
    return std::make_shared<const detail::SweepPlan>(detail::read_sweep_plan(std::move(text), std::move(id), read));
}

}  // namespace

SweepStudy::SweepStudy(std::string text, SweepFiles files, std::string id)
    : plan_(plan_of(std::move(text), std::move(id), [&](const std::string& name) {
          const auto file = files.find(name);
          if (file == files.end()) refuse("file", "one that comes with the study", "\"" + name + "\"");
          return file->second;
      })) {}

const std::string& SweepStudy::text() const { return plan_->text; }
const SweepFiles& SweepStudy::files() const { return plan_->files; }
const std::string& SweepStudy::id() const { return plan_->id; }
const std::string& SweepStudy::title() const { return plan_->title; }
std::uint64_t SweepStudy::seed() const { return plan_->seed; }
std::uint64_t SweepStudy::cases() const { return plan_->cases; }
std::uint64_t SweepStudy::chunk_cases() const { return plan_->chunk_cases; }
std::uint64_t SweepStudy::chunks() const {
    return plan_->cases / plan_->chunk_cases + (plan_->cases % plan_->chunk_cases > 0 ? 1 : 0);
}
const std::vector<SweepHeading>& SweepStudy::columns() const { return plan_->columns; }
const std::string& SweepStudy::hash() const { return plan_->hash; }

SweepStudy parse_sweep(std::string_view text, const std::string& directory, std::string id) {
    const auto read = [&](const std::string& name) {
        return read_file((std::filesystem::path(directory) / name).string(), "file").second;
    };
    return SweepStudy(plan_of(std::string(text), std::move(id), read));
}

SweepStudy load_sweep(const std::string& file) {
    const auto [id, text] = read_file(file, "study");
    const std::filesystem::path path(file);
    return parse_sweep(text, path.has_parent_path() ? path.parent_path().string() : ".", id);
}

bool is_sweep(std::string_view text) {
    try {
        const toml::table file = detail::parse_toml_file(text, "study");
        const auto has = [&](std::string_view key) { return file.contains(key); };
        constexpr std::array<std::string_view, 5> fields{"board", "case", "measures", "axes", "draws"};
        return std::ranges::any_of(fields, has);
    } catch (const std::invalid_argument&) {
        return false;
    }
}

SweepTable sweep_chunk(const SweepStudy& study, std::uint64_t chunk, int threads) {
    if (chunk >= study.chunks()) refuse("chunk", fmt::format("below {}", study.chunks()), chunk);
    const std::uint64_t begin = chunk * study.chunk_cases();
    const detail::SweepRange cases{.begin = begin, .end = begin + std::min(study.chunk_cases(), study.cases() - begin)};
    return detail::with_threads(threads, [&] { return detail::sweep_rows_together(study.plan(), cases); });
}

}  // namespace stemgewicht
