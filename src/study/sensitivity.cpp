#include "kind_risks.hpp"
#include "phase/phase_draws.hpp"
#include "study/loose_lists.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/study/sensitivity.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace stemgewicht {

namespace {

/// One way to ask for the risks: everything as in the base but for one change.
struct Variation {
    std::string name;
    Board board;
    std::string model, assembly_scheme, board_scheme;
    std::optional<double> attendance{};
};

/// A factor with its variations.
struct Factor {
    std::string name, status, note;
    std::vector<Decider> concerns;  ///< who decides where it matters
    std::string base;               ///< name of the base's setting
    std::vector<Variation> variations{};
};

/// A change of this much or less counts as none.
constexpr double smallest_change = 1e-12;

const std::vector<Decider> every_decider{Decider::assembly, Decider::board, Decider::centre};

/// The base with what the request leaves open filled in.
Variation base_of(const Board& board, const SensitivityRequest& request) {
    const GovernanceData& data = governance_of(board);
    Variation base{.name = "base",
                   .board = board,
                   .model = {},
                   .assembly_scheme = request.assembly_scheme,
                   .board_scheme = request.board_scheme};
    Cohesions cohesions = request.base;
    if (data.family.empty()) cohesions.family = 0;
    base.model = cohesion_model(board, cohesions);
    if (base.assembly_scheme.empty() && !data.assembly_schemes.empty())
        base.assembly_scheme = data.assembly_schemes.front();
    if (base.board_scheme.empty()) base.board_scheme = data.councils ? "seats" : board.weight_column;
    return base;
}

/// The schemes of a variation as compare_options takes them.
std::vector<std::string> schemes_of(const Variation& variation) {
    std::vector<std::string> schemes{variation.board_scheme};
    if (!variation.assembly_scheme.empty() && variation.assembly_scheme != variation.board_scheme)
        schemes.push_back(variation.assembly_scheme);
    return schemes;
}

/// The weights of a body: each of `schemes` in place of the base's.
Factor weights_of(const Variation& base, std::string name, std::string note, Decider body,
                  std::string Variation::* scheme, const std::vector<std::string>& schemes) {
    Factor factor{.name = std::move(name),
                  .status = "computed",
                  .note = std::move(note),
                  .concerns = {body},
                  .base = base.*scheme};
    for (const std::string& other : schemes)
        if (other != base.*scheme) {
            Variation& variation = factor.variations.emplace_back(base);
            variation.name = variation.*scheme = other;
        }
    return factor;
}

Factor local_lists(const Variation& base, const std::string& loose) {
    Factor factor{.name = "local lists",
                  .status = "computed",
                  .note = "lists of the family " + loose + " share a line, or a name alone",
                  .concerns = every_decider,
                  .base = "one family"};
    const GovernanceData& data = governance_of(base.board);
    if (!data.family.empty()) {
        const Grouping& families = grouping_of(base.board, data.family);
        const auto found = std::ranges::find(families.labels, loose);
        if (found != families.labels.end()) {
            factor.variations.push_back(base);
            factor.variations.back().name = "each its own";
            factor.variations.back().board.groupings[data.family] =
                detail::each_its_own(families, {loose}, base.board.names);
            return factor;
        }
    }
    factor.status = "not given";
    factor.note = "the case has no family named " + loose;
    return factor;
}

Factor absence(const Variation& base, const std::vector<double>& chances) {
    Factor factor{.name = "absence",
                  .status = "computed",
                  .note = "members or delegates are absent independently; a motion left undecided outvotes nobody",
                  .concerns = {Decider::assembly, Decider::board},
                  .base = "attendance 1"};
    for (const double chance : chances) {
        factor.variations.push_back(base);
        factor.variations.back().name = "attendance " + shortest(chance);
        factor.variations.back().attendance = chance;
    }
    return factor;
}

/// The seats of the groups that govern: as the case says, or else the largest groups of each council until they have a
/// majority, those named first where they are as large.
std::vector<Weight> coalition_seats(const Board& board, const std::string& column) {
    const GovernanceData& data = governance_of(board);
    std::vector<Weight> seats = column_of(board, data.position);
    if (const auto given = board.columns.find(column); given != board.columns.end()) {
        for (std::size_t i = 0; i < seats.size(); ++i)
            if (given->second[i] == 0) seats[i] = 0;
        return seats;
    }
    for (const auto& council : members_by_group(grouping_of(board, data.grouping))) {
        std::vector<std::size_t> order(council.begin(), council.end());
        std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return seats[a] > seats[b]; });
        Weight total = 0, sum = 0;
        for (const std::size_t i : order) total += seats[i];
        for (const std::size_t i : order) {
            if (2 * sum > total) seats[i] = 0;
            sum += seats[i];
        }
    }
    return seats;
}

Factor coalition_position(const Variation& base, const std::string& column) {
    const bool given = base.board.columns.contains(column);
    Factor factor{.name = "position",
                  .status = given ? "computed" : "proxy",
                  .note = given
                              ? "by the column " + column
                              : "the case names no coalitions; the largest groups until they have a majority stand in "
                                "for them",
                  .concerns = every_decider,
                  .base = "council"};
    factor.variations.push_back(base);
    Variation& variation = factor.variations.back();
    variation.name = given ? "coalition" : "largest groups";
    GovernanceData& data = *variation.board.governance;
    if (variation.board_scheme == "seats") data.custom_schemes["seats"] = board_rule(base.board, "seats").weights;
    std::string name = data.position + " of the coalition";
    variation.board.columns[name] = coalition_seats(base.board, column);
    data.position = std::move(name);
    return factor;
}

Factor executive_members(const Variation& base) {
    Factor factor{.name = "members of the executive board without a vote",
                  .status = "assumption",
                  .note = "who they are is unknown; taken as the member of the largest group of each municipality",
                  .concerns = {Decider::assembly},
                  .base = "all members vote"};
    if (base.assembly_scheme.empty()) return factor;
    factor.variations.push_back(base);
    Variation& variation = factor.variations.back();
    variation.name = "largest groups do not";
    const GovernanceData& data = governance_of(base.board);
    const std::vector<Weight>& seats = column_of(base.board, data.position);
    std::vector<Weight> weights = column_of(base.board, base.assembly_scheme);
    for (const auto& council : members_by_group(grouping_of(base.board, data.grouping)))
        weights[*std::ranges::max_element(council, std::less{}, [&](std::size_t i) { return seats[i]; })] = 0;
    variation.assembly_scheme = base.assembly_scheme + ", executive board without";
    variation.board.columns[variation.assembly_scheme] = std::move(weights);
    variation.board.governance->assembly_schemes = {variation.assembly_scheme};
    return factor;
}

Factor vote_models(const Variation& base) {
    Factor factor{.name = "model",
                  .status = "computed",
                  .note = "how votes are correlated",
                  .concerns = every_decider,
                  .base = base.model};
    for (const std::string& model : default_models(base.board)) {
        factor.variations.push_back(base);
        factor.variations.back().name = factor.variations.back().model = model;
    }
    return factor;
}

/// Other shares of one grouping than the base has, as far as the others leave room for them.
Factor cohesion_factor(const Variation& base, const Cohesions& cohesions, double Cohesions::* share,
                       const std::vector<double>& shares, const char* name) {
    Factor factor{.name = name,
                  .status = "computed",
                  .note = "the share of the model, all other shares as in the base",
                  .concerns = every_decider,
                  .base = shortest(cohesions.*share)};
    for (const double value : shares) {
        if (value == cohesions.*share) continue;
        Cohesions changed = cohesions;
        changed.*share = value;
        if (!changed.fit()) {
            factor.note += fmt::format("; {} is left out: with the shares of the base it is above 1", shortest(value));
            continue;
        }
        factor.variations.push_back(base);
        factor.variations.back().name = shortest(value);
        factor.variations.back().model = cohesion_model(base.board, changed);
    }
    return factor;
}

std::vector<Factor> factors_of(const Variation& base, const SensitivityRequest& request) {
    const GovernanceData& data = governance_of(base.board);
    std::vector<Factor> factors{
        weights_of(base, "weights of the assembly", "columns of the case that may weigh the members", Decider::assembly,
                   &Variation::assembly_scheme, governance_of(base.board).assembly_schemes),
        weights_of(base, "weights of the general board",
                   data.councils
                       ? "the sources leave these weights open"
                       : "the case gives the weights " + base.board.weight_column + "; the others are what-if",
                   Decider::board, &Variation::board_scheme, all_schemes(base.board)),
        local_lists(base, request.loose_family), absence(base, request.attendance)};
    if (data.councils) factors.push_back(coalition_position(base, request.coalition_column));
    factors.push_back(executive_members(base));
    factors.push_back(vote_models(base));
    Cohesions cohesions = request.base;
    if (data.family.empty())
        cohesions.family = 0;
    else
        factors.push_back(cohesion_factor(base, cohesions, &Cohesions::family, request.family, "cohesion of families"));
    factors.push_back(cohesion_factor(base, cohesions, &Cohesions::municipality, request.municipality_cohesion,
                                      "cohesion of municipalities"));
    return factors;
}

/// The risks of one municipality: by option and who decides.
using Risks = std::map<std::pair<std::string, Decider>, OptionRow>;

/// Works variations, exactly where that is carried.
class Worker {
public:
    Worker(const SensitivityRequest& request, std::string municipality, std::size_t all)
        : request_(request), municipality_(std::move(municipality)), all_(all) {}

    Risks operator()(const Variation& variation) {
        Risks result;
        for (OptionRow& row : rows(variation)) {
            const bool other = (row.decider == Decider::assembly && row.scheme != variation.assembly_scheme) ||
                               (row.decider == Decider::board && row.scheme != variation.board_scheme);
            if (row.decider != Decider::council && !other)
                result.emplace(std::pair{row.option, row.decider}, std::move(row));
        }
        if (request_.progress) request_.progress(++done_, all_);
        return result;
    }

private:
    [[nodiscard]] std::vector<OptionRow> rows(const Variation& variation) const {
        OptionsRequest options{.models = {variation.model},
                               .options = request_.options,
                               .schemes = schemes_of(variation),
                               .municipalities = {municipality_},
                               .ties = request_.ties,
                               .threads = request_.threads,
                               .attendance = variation.attendance};
        const Board& board = variation.board;
        if (!detail::takes_few_laws(latent_law(parse_model(variation.model, board), board.names.size()))) {
            if (variation.attendance)
                options.method = MonteCarlo{.seed = request_.simulation.seed};  // draws who is present too
            else
                options.method = request_.simulation;
        }
        return compare_options(board, options);
    }

    const SensitivityRequest& request_;
    std::string municipality_;
    std::size_t all_, done_ = 0;
};

/// The risks of the variations that can be computed; the others are taken out of the factor.
std::vector<Risks> work_factor(Worker& work, Factor& factor) {
    std::vector<Risks> risks;
    std::vector<Variation> kept;
    for (Variation& variation : factor.variations) {
        try {
            risks.push_back(work(variation));
            kept.push_back(std::move(variation));
        } catch (const std::length_error& error) {
            factor.note += fmt::format("; {}: {}", variation.name, error.what());
        }
    }
    if (kept.empty() && !factor.variations.empty()) factor.status = "not computed";
    factor.variations = std::move(kept);
    return risks;
}

/// The row of one factor under one option, from the risks of its variations.
SensitivityRow row_of(const OptionRow& base, const Factor& factor, const std::vector<Risks>& risks) {
    SensitivityRow row{.option = base.option,
                       .scheme = base.scheme,
                       .kind = base.kind,
                       .factor = factor.name,
                       .status = factor.status,
                       .low_setting = {},
                       .high_setting = {},
                       .base = base.outvoted,
                       .note = factor.note,
                       .settings = {{factor.base, base.outvoted, base.error}}};
    for (std::size_t v = 0; v < risks.size(); ++v) {
        const OptionRow& own = risks[v].at({base.option, base.decider});
        row.settings.push_back({factor.variations[v].name, own.outvoted, own.error});
    }
    std::size_t low = 0, high = 0;
    for (std::size_t k = 1; k < row.settings.size(); ++k) {
        if (row.settings[k].risk < row.settings[low].risk - smallest_change) low = k;
        if (row.settings[k].risk > row.settings[high].risk + smallest_change) high = k;
    }
    row.low_setting = row.settings[low].name;
    row.high_setting = row.settings[high].name;
    row.low = row.settings[low].risk;
    row.high = row.settings[high].risk;
    row.swing = row.high - row.low;
    row.error = std::max(row.settings[low].error, row.settings[high].error);
    if (factor.status.starts_with("not ")) row.settings.clear();
    return row;
}

/// What the base of all tables is.
std::string base_note(const Board& board, const SensitivityRequest& request) {
    const Variation base = base_of(board, request);
    return fmt::format(
        "base: model {}, weights of the assembly {}, of the general board {}, everyone present, positions by "
        "council; one change at a time.",
        base.model, base.assembly_scheme.empty() ? "none" : base.assembly_scheme, base.board_scheme);
}

/// Refuses what no variation can be worked with, before the first is.
void check_models(const Variation& base, const std::vector<Factor>& factors, const SensitivityRequest& request) {
    for (const double chance : request.attendance) check_probability(chance, "attendance");
    static_cast<void>(parse_model(base.model, base.board));
    for (const Factor& factor : factors)
        for (const Variation& variation : factor.variations)
            static_cast<void>(parse_model(variation.model, variation.board));
}

const std::string& studied(const Board& board, const SensitivityRequest& request) {
    const std::vector<Municipality>& known = governance_of(board).municipalities;
    if (request.municipality.empty()) return known.front().name;
    return known[detail::places_of(board, {request.municipality}).front()].name;
}

}  // namespace

std::vector<SensitivityRow> sensitivity(const Board& board, const SensitivityRequest& request) {
    const std::string& municipality = studied(board, request);
    const Variation base = base_of(board, request);
    std::vector<Factor> factors = factors_of(base, request);
    check_models(base, factors, request);
    std::size_t all = 1;
    for (const Factor& factor : factors) all += factor.variations.size();
    Worker work(request, municipality, all);
    const Risks base_risks = work(base);
    std::vector<SensitivityRow> rows;
    for (Factor& factor : factors) {
        const std::vector<Risks> risks = work_factor(work, factor);
        for (const auto& [key, row] : base_risks)
            if (std::ranges::count(factor.concerns, key.second) > 0) rows.push_back(row_of(row, factor, risks));
    }
    const std::vector<std::string> order = option_ids(board);
    const auto place = [&](const SensitivityRow& row) { return std::ranges::find(order, row.option) - order.begin(); };
    std::ranges::stable_sort(rows, [&](const SensitivityRow& a, const SensitivityRow& b) {
        return std::tuple(place(a), a.kind, -a.swing) < std::tuple(place(b), b.kind, -b.swing);
    });
    return rows;
}

Table sensitivity_table(const Board& board, const SensitivityRequest& request,
                        const std::vector<SensitivityRow>& rows) {
    Table table{.title = fmt::format("What moves the risk of {}, {}", studied(board, request), board.title),
                .columns = {"option", "scheme", "kind", "factor", "low_setting", "low", "base", "high", "high_setting",
                            "swing", "error", "status", "note"},
                .rows = {},
                .notes = {base_note(board, request)},
                .data_notes = board.notes};
    for (const SensitivityRow& row : rows) {
        if (row.settings.empty()) {
            table.rows.push_back(
                {row.option, row.scheme, row.kind, row.factor, {}, {}, row.base, {}, {}, {}, {}, row.status, row.note});
            continue;
        }
        table.rows.push_back({row.option, row.scheme, row.kind, row.factor, row.low_setting, row.low, row.base,
                              row.high, row.high_setting, row.swing, row.error, row.status, row.note});
    }
    return table;
}

Table sensitivity_settings_table(const Board& board, const SensitivityRequest& request,
                                 const std::vector<SensitivityRow>& rows) {
    Table table{.title = fmt::format("Settings that move the risk of {}, {}", studied(board, request), board.title),
                .columns = {"option", "scheme", "kind", "factor", "setting", "is_base", "risk", "error"},
                .rows = {},
                .notes = {base_note(board, request)},
                .data_notes = board.notes};
    for (const SensitivityRow& row : rows)
        for (const SensitivitySetting& setting : row.settings)
            table.rows.push_back({row.option, row.scheme, row.kind, row.factor, setting.name,
                                  &setting == row.settings.data() ? "yes" : "no", setting.risk, setting.error});
    return table;
}

}  // namespace stemgewicht
