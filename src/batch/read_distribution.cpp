#include "study_fields.hpp"

#include <stemgewicht/boards/votes_from_seats.hpp>

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

namespace stemgewicht::detail {

namespace {

void check_law(const StudyFields& fields, const SweepPlan& plan, const Distribution& law, const toml::table& table,
               const std::string& path, bool weights) {
    using Kind = Distribution::Kind;
    const auto left_out = [&](const char* key) {
        if (table.contains(key)) fields.reader.wrong(path + key, "left out for this distribution", table.get(key));
    };
    const bool range = law.kind != Kind::dirichlet && law.kind != Kind::from_seats;
    for (const char* key : {"from", "to"}) {
        if (!range) left_out(key);
        if (range && !table.contains(key)) fields.reader.wrong(path + key, "a number", nullptr, &table);
    }
    if (law.kind != Kind::power_law) left_out("exponent");
    if (law.kind != Kind::dirichlet) {
        left_out("alpha");
        left_out("total");
    }
    constexpr double most_weight = 0x1p52;
    const bool integers = law.kind == Kind::uniform_integers || law.kind == Kind::power_law;
    const double least = law.kind == Kind::power_law ? 1 : weights ? 0 : -most_weight;
    if (integers &&
        (law.from != std::floor(law.from) || law.to != std::floor(law.to) || law.from < least || law.to > most_weight))
        fields.reader.wrong(path + "from", fmt::format("a range of whole numbers of {} or more", least),
                            table.get("from"), &table);
    if (range && law.to < law.from) fields.reader.wrong(path + "to", "from or above", table.get("to"), &table);
    if (range && !std::isfinite(law.to - law.from))
        fields.reader.wrong(path + "to", "a number that is not infinitely far from `from`", table.get("to"), &table);
    constexpr double most_exponent = 1000, least_alpha = 0.01, most_alpha = 1e6;
    if (!(law.exponent > 1 && law.exponent <= most_exponent))
        fields.reader.wrong(path + "exponent", "above 1, to 1000", table.get("exponent"));
    if (!(law.alpha >= least_alpha && law.alpha <= most_alpha))
        fields.reader.wrong(path + "alpha", "from 0.01 to 1000000", table.get("alpha"));
    if (law.kind == Kind::from_seats && !has_estimated_votes(plan.board))
        fields.reader.wrong(path + "distribution", "left out for a case that does not estimate its votes from seats",
                            table.get("distribution"));
}

}  // namespace

Distribution read_distribution(const StudyFields& fields, const SweepPlan& plan, const toml::table& table,
                               const std::string& path, bool weights) {
    fields.known(table, {"distribution", "from", "to", "exponent", "alpha", "total"}, path);
    using Kind = Distribution::Kind;
    constexpr std::array<std::pair<std::string_view, Kind>, 5> kinds{{{"uniform_integers", Kind::uniform_integers},
                                                                      {"uniform", Kind::uniform},
                                                                      {"power_law", Kind::power_law},
                                                                      {"dirichlet", Kind::dirichlet},
                                                                      {"from_seats", Kind::from_seats}}};
    const std::string name = fields.reader.text(table, "distribution", path, true);
    std::vector<std::string_view> possible;
    if (weights && plan.is_case)
        possible = {"from_seats"};
    else if (weights)
        possible = {"uniform_integers", "power_law", "dirichlet"};
    else
        possible = {"uniform_integers", "uniform", "power_law"};
    fields.one_of(name, possible, path + "distribution", table.get("distribution"));
    Distribution law{.kind = std::ranges::find(kinds, name, &std::pair<std::string_view, Kind>::first)->second};
    law.from = fields.real(table, "from", path, weights ? 1 : 0);
    law.to = fields.real(table, "to", path, law.from);
    law.exponent = fields.real(table, "exponent", path, law.exponent);
    law.alpha = fields.real(table, "alpha", path, law.alpha);
    if (table.contains("total")) law.total = fields.whole(table.get("total"), path + "total", 1, std::int64_t{1} << 52);
    check_law(fields, plan, law, table, path, weights);
    return law;
}

}  // namespace stemgewicht::detail
