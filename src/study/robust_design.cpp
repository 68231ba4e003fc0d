#include "kind_risks.hpp"
#include "study/board_votes.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/boards/votes_from_seats.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/design/weighted_games.hpp>
#include <stemgewicht/study/risk_bounds.hpp>
#include <stemgewicht/study/robust_design.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <utility>

namespace stemgewicht {

namespace {

constexpr std::array<std::string_view, 3> unknown_names{"models", "votes", "bounds"};

std::string_view name_of(Unknown against) { return unknown_names[static_cast<std::size_t>(against)]; }

/// A case with its models and what of it they are asked about.
struct RobustCase {
    const Board& board;
    const RobustDesignRequest& request;
    std::vector<VotingModel> models;
    CompositeRule councils;
    std::vector<WeightedRule> positions;  ///< of the councils
};

/// On which side a position is for every set of the groups of a council that is for: two positions for which that is
/// the same cannot be told apart.
std::vector<Side> sides_of(const WeightedRule& position, const WeightedRule& council) {
    std::vector<Weight> weights;
    for (std::size_t k = 0; k < position.weights.size(); ++k)
        if (council.weights[k] > 0) weights.push_back(position.weights[k]);
    const Weight total = total_weight(weights);
    std::vector<Weight> sums(std::size_t{1} << weights.size(), 0);
    std::vector<Side> sides;
    for (std::size_t i = 0; i < weights.size(); ++i)
        for (std::size_t set = 0, size = std::size_t{1} << i; set < size; ++set)
            sums[size + set] = sums[set] + weights[i];
    detail::stop_point(5 * sums.size());
    for (const Weight sum : sums) sides.push_back(side_of(position, total, sum));
    return sides;
}

/// The voters of each municipality by the votes of its lists, of which more than half decide: once for all results in
/// which the same lists do.
std::vector<std::vector<WeightedRule>> voters_of(const RobustCase& of) {
    constexpr std::ptrdiff_t most_groups = 16;  // of which all sets are told apart
    for (std::size_t j = 0; j < of.positions.size(); ++j)
        if (const auto groups = std::ranges::count_if(of.positions[j].weights, [](Weight seats) { return seats > 0; });
            groups > most_groups)
            throw std::length_error(
                fmt::format("robust: against votes councils of up to {} groups are carried, got {} in {}", most_groups,
                            groups, governance_of(of.board).municipalities[j].name));
    std::vector<std::map<std::vector<Side>, WeightedRule>> voters(of.positions.size());
    for (const std::vector<Weight>& votes : draw_votes_from_seats(of.board, of.request.draws, of.request.seed))
        for (std::size_t j = 0; j < of.positions.size(); ++j) {
            std::vector<Weight> weights(votes.size(), 0);
            for (std::size_t k = 0; k < weights.size(); ++k)
                if (of.positions[j].weights[k] > 0) weights[k] = votes[k];
            const WeightedRule position = majority_rule(std::move(weights));
            voters[j].emplace(sides_of(position, of.positions[j]), position);
        }
    std::vector<std::vector<WeightedRule>> result(voters.size());
    for (std::size_t j = 0; j < voters.size(); ++j)
        for (auto& [sides, position] : voters[j]) result[j].push_back(std::move(position));
    return result;
}

/// Positions in one municipality, and what tells the sets of its groups that are for apart: how its delegation then
/// votes, and on which side each position is.
class TownPositions {
public:
    TownPositions(const WeightedRule& council, const std::vector<WeightedRule>& positions, std::size_t town,
                  std::size_t towns)
        : town_(town), others_(std::size_t{1} << (towns - 1)) {
        std::size_t groups = 0;
        for (const Weight weight : council.weights) counter_.push_back(weight > 0 ? Weight{1} << groups++ : 0);
        for (const WeightedRule& position : positions) sides_.push_back(sides_of(position, council));
    }

    /// A position whose sum tells which groups are for.
    [[nodiscard]] WeightedRule counter() const { return majority_rule(counter_); }

    /// Reads the states in which the groups can be; `known` stays for all laws of a model.
    void read(const detail::BlockPlan& plan) {
        class_of_state_.clear();
        for (std::size_t s = 0; s < plan.votes_yes.size(); ++s) {
            detail::stop_point(10 * sides_.size());
            const auto set = static_cast<std::size_t>(plan.totals[s][town_ + 1]);
            std::vector<Side> signature{plan.votes_yes[s] ? Side::yes : Side::no};
            for (const std::vector<Side>& sides : sides_) signature.push_back(sides[set]);
            const auto [found, is_new] = classes_.emplace(std::move(signature), classes_.size());
            if (is_new) chances_.emplace_back(others_, 0.0);
            class_of_state_.push_back(found->second);
        }
    }

    /// Adds what the groups do at some nodes, the others' delegations voting as they do.
    void add(const detail::LaneTable& law, const detail::LaneTable& others) {
        detail::LaneTable of_class =
            detail::LaneTable::Zero(detail::lane_count, static_cast<Eigen::Index>(classes_.size()));
        for (std::size_t s = 0; s < class_of_state_.size(); ++s)
            of_class.col(static_cast<Eigen::Index>(class_of_state_[s])) += law.col(static_cast<Eigen::Index>(s));
        const Eigen::MatrixXd joint = others.matrix().transpose() * of_class.matrix();
        for (std::size_t c = 0; c < chances_.size(); ++c)
            for (std::size_t k = 0; k < others_; ++k)
                chances_[c][k] += joint(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(c));
    }

    /// What each position risks; a coalition is of all delegations. Empty where a position is always tied.
    [[nodiscard]] std::vector<RiskCase> cases(Ties ties) const {
        std::vector<RiskCase> result;
        for (std::size_t d = 0; d < sides_.size(); ++d) {
            detail::stop_point(3 * classes_.size() * others_);
            const std::vector<double> nothing(2 * others_, 0.0);
            RiskCase one{.passes = nothing, .fails = nothing};
            double counted = 0;
            for (const auto& [signature, c] : classes_)
                for (std::size_t k = 0; k < others_; ++k) {
                    const std::size_t low = k & ((std::size_t{1} << town_) - 1), high = k >> town_ << (town_ + 1);
                    const std::size_t set = high | low | static_cast<std::size_t>(signature[0] == Side::yes) << town_;
                    const auto [yes, no] = detail::counted_as(signature[d + 1], ties);
                    one.passes[set] += chances_[c][k] * no;
                    one.fails[set] += chances_[c][k] * yes;
                    counted += chances_[c][k] * (yes + no);
                }
            if (!(counted > 0)) return {};
            for (auto* side : {&one.passes, &one.fails})
                for (double& chance : *side) chance /= counted;
            result.push_back(std::move(one));
        }
        return result;
    }

private:
    std::size_t town_;
    std::vector<Weight> counter_;
    std::vector<std::vector<Side>> sides_;  ///< by position, then by set of groups
    std::size_t others_;
    std::map<std::vector<Side>, std::size_t> classes_;  ///< by vote and sides
    std::vector<std::size_t> class_of_state_;
    std::vector<std::vector<double>> chances_;  ///< by class, then by set of the other delegations
};

/// Chances of all sets of the delegations other than one, with the mass of the nodes.
detail::LaneTable others_law(const detail::Lanes& mass, const std::vector<detail::Lanes>& yes, std::size_t town) {
    detail::LaneTable law(detail::lane_count, static_cast<Eigen::Index>(std::size_t{1} << (yes.size() - 1)));
    law.col(0) = mass;
    Eigen::Index size = 1;
    for (std::size_t j = 0; j < yes.size(); ++j) {
        if (j == town) continue;
        for (Eigen::Index k = 0; k < size; ++k) {
            law.col(size + k) = law.col(k) * yes[j];
            law.col(k) -= law.col(size + k);
        }
        size *= 2;
    }
    return law;
}

/// Counts what all positions risk under a law of the groups' votes, at every node of what their towns have in common.
void add_law(const RobustCase& of, const VoteLaw& law, double mass, std::vector<TownPositions>& towns) {
    std::vector<WeightedRule> counters;
    for (const TownPositions& town : towns) counters.push_back(town.counter());
    const detail::BlocksPass pass(of.councils.blocks, counters, law, Exact{}.maximum_nodes, maximum_layer_states);
    for (std::size_t j = 0; j < towns.size(); ++j) towns[j].read(pass.plans()[j]);
    std::vector<detail::Lanes> yes(towns.size());
    pass.each_chunk(
        [&](const detail::Lanes& nodes, const detail::LaneTable&, const std::vector<detail::LaneTable>& laws) {
            for (std::size_t j = 0; j < towns.size(); ++j) {
                yes[j].setZero();
                for (std::size_t s = 0; s < pass.plans()[j].votes_yes.size(); ++s)
                    if (pass.plans()[j].votes_yes[s]) yes[j] += laws[j].col(static_cast<Eigen::Index>(s));
            }
            for (std::size_t j = 0; j < towns.size(); ++j) towns[j].add(laws[j], others_law(nodes * mass, yes, j));
        });
}

/// What each council risks under each model.
std::vector<std::vector<RiskCase>> cases_of_councils(const RobustCase& of) {
    std::vector<std::vector<RiskCase>> cases(of.positions.size());
    for (const VotingModel& model : of.models) {
        auto [risks, law] = detail::board_votes(of.board, of.councils, of.positions, model, of.request.ties);
        for (std::size_t j = 0; j < cases.size(); ++j)
            cases[j].push_back({std::move(risks.passes[j]), std::move(risks.fails[j])});
    }
    return cases;
}

/// What the voters of each municipality risk by each vote result, under each model. All delegations vote as their
/// councils decide.
std::vector<std::vector<RiskCase>> cases_of_voters(const RobustCase& of) {
    const std::vector<std::vector<WeightedRule>> positions = voters_of(of);
    std::vector<std::size_t> block_of(of.councils.member_count());
    for (std::size_t j = 0; j < of.councils.blocks.size(); ++j)
        for (const std::size_t member : of.councils.blocks[j].members) block_of[member] = j;
    std::vector<std::vector<RiskCase>> cases(positions.size());
    for (const VotingModel& model : of.models) {
        std::vector<TownPositions> towns;
        for (std::size_t j = 0; j < positions.size(); ++j)
            towns.emplace_back(of.positions[j], positions[j], j, positions.size());
        detail::each_law(model, of.councils.member_count(), block_of,
                         [&](double mass, const VoteLaw& law) { add_law(of, law, mass, towns); });
        for (std::size_t j = 0; j < towns.size(); ++j) {
            std::vector<RiskCase> found = towns[j].cases(of.request.ties);
            if (found.empty())
                refuse("ties", "other than excluded where a council is always tied",
                       "excluded, and that of " + governance_of(of.board).municipalities[j].name + " is");
            for (RiskCase& one : found) cases[j].push_back(std::move(one));
        }
    }
    return cases;
}

/// The case of a member in the worst law of all that agree with what is known.
WorstCase worst_law(const RiskBound& bound, std::size_t member) {
    WorstCase worst{.risk = bound.value, .of = {.passes = bound.law, .fails = bound.law}};
    for (std::size_t set = 0; set < bound.law.size(); ++set)
        ((set >> member & 1) != 0 ? worst.of.passes : worst.of.fails)[set] = 0;
    return worst;
}

WorstCases worst_laws(std::vector<KnownVotes> known) {
    return [known = std::move(known)](const WeightedRule& rule) {
        std::vector<WorstCase> worst;
        for (const KnownVotes& votes : known) {
            const std::vector<RiskRange> ranges = risk_ranges(rule, votes);
            worst.resize(ranges.size());
            for (std::size_t i = 0; i < ranges.size(); ++i)
                if (worst[i].of.passes.empty() || ranges[i].greatest.value > worst[i].risk)
                    worst[i] = worst_law(ranges[i].greatest, i);
        }
        return worst;
    };
}

WorstCases worst_cases(const RobustCase& of, Unknown against) {
    if (against == Unknown::bounds) {
        std::vector<KnownVotes> known;
        for (const VotingModel& model : of.models) known.push_back(known_votes(of.board, model));
        return worst_laws(std::move(known));
    }
    return worst_of(against == Unknown::votes ? cases_of_voters(of) : cases_of_councils(of));
}

void check_request(const Board& board, const RobustDesignRequest& request) {
    const std::size_t count = governance_of(board).municipalities.size();
    if (count > maximum_weighted_game_members)
        throw std::length_error(fmt::format("robust: all rules are compared for up to {} municipalities, got {}",
                                            maximum_weighted_game_members, count));
    if (count < 2) refuse("municipalities", "2 or more", count);
    constexpr std::size_t most_draws = 10'000;  // of which the cases of all coalitions are kept
    if (request.draws < 1 || request.draws > most_draws)
        refuse("draws", fmt::format("1..{}", most_draws), request.draws);
    const std::vector<std::string> known = all_schemes(board);
    for (const std::string& scheme : request.schemes)
        if (std::ranges::count(known, scheme) == 0) refuse_unknown("scheme", names_of(known), scheme);
}

std::string meaning_of(Unknown against, const RobustDesignRequest& request, const std::vector<std::string>& models) {
    const std::string of_models = fmt::format("{}", fmt::join(models, ", "));
    switch (against) {
        case Unknown::models:
            return fmt::format(
                "against models: the largest risk of each municipality over the models {}; it is outvoted "
                "where the board does not decide as its council does.",
                of_models);
        case Unknown::votes:
            return fmt::format(
                "against votes: the largest risk of each over {} vote results drawn from those that give the seats "
                "(seed "
                "{}), and over the models {}; it is outvoted where the board does not decide as the lists with more "
                "than "
                "half of its votes want. Its delegation votes as the seats of its council decide, so that who wins on "
                "the board does not depend on the votes; lists without a seat are left out.",
                request.draws, request.seed, of_models);
        case Unknown::bounds: break;
    }
    return fmt::format(
        "against bounds: the largest risk of each over all joint laws of the delegations' votes that have "
        "each one's chance of yes and each pair's chance to agree of one of the models {}, and nothing else; "
        "a tied council is against.",
        of_models);
}

}  // namespace

Unknown parse_unknown(std::string_view text) {
    const auto found = std::ranges::find(unknown_names, text);
    if (found == unknown_names.end()) refuse_unknown("against", unknown_names, text);
    return static_cast<Unknown>(found - unknown_names.begin());
}

std::vector<RobustDesign> robust_designs(const Board& board, const RobustDesignRequest& request) {
    check_request(board, request);
    const std::size_t count = governance_of(board).municipalities.size();
    RobustCase of{.board = board,
                  .request = request,
                  .models = {},
                  .councils = councils_under(board, majority_rule(std::vector<Weight>(count, 1))),
                  .positions = council_positions(board)};
    for (const std::string& model : request.models.empty() ? default_models(board) : request.models)
        of.models.push_back(parse_model(model, board));
    std::vector<Unknown> sets = request.against;
    if (sets.empty())
        sets = has_estimated_votes(board) ? std::vector{Unknown::models, Unknown::votes, Unknown::bounds}
                                          : std::vector{Unknown::models, Unknown::bounds};
    const std::size_t member =
        request.municipality.empty() ? 0 : detail::places_of(board, {request.municipality}).front();
    std::vector<PlacedScheme> schemes;
    for (const std::string& scheme : request.schemes.empty() ? all_schemes(board) : request.schemes)
        schemes.push_back({.scheme = scheme, .rule = board_rule(board, scheme), .risks = {}});
    std::vector<RobustDesign> designs;
    for (const Unknown against : sets) {
        const WorstCases worst = worst_cases(of, against);
        RobustDesign& design =
            designs.emplace_back(against, member, robust_rule(count, worst, {.progress = request.progress}), schemes);
        for (PlacedScheme& scheme : design.schemes)
            for (const WorstCase& one : worst(scheme.rule)) scheme.risks.push_back(one.risk);
    }
    return designs;
}

Table robust_table(const Board& board, const RobustDesignRequest& request, const std::vector<RobustDesign>& designs) {
    const std::vector<Municipality>& municipalities = governance_of(board).municipalities;
    std::vector<std::string> names;
    for (const Municipality& municipality : municipalities) names.push_back(municipality.name);
    Table table{.title = {},
                .columns = {"against", "scheme", "weights", "quota", "worst_risk", "worst_off", "outvoted", "gap"},
                .rows = {},
                .notes = {}};
    if (designs.empty()) return table;
    table.data_notes = board.notes;
    table.title = fmt::format("Rules of the general board of {} by which the worst-off risks least in the worst case",
                              board.title);
    const auto add = [&](const RobustDesign& design, const Table::Cell& scheme, const WeightedRule& rule,
                         const std::vector<double>& risks, const Table::Cell& gap) {
        const auto worst = std::ranges::max_element(risks);
        table.rows.push_back({std::string(name_of(design.against)), scheme,
                              fmt::format("{}", fmt::join(rule.weights, ",")), static_cast<std::int64_t>(rule.quota),
                              *worst, names[static_cast<std::size_t>(worst - risks.begin())], risks[design.member],
                              gap});
    };
    const std::vector<std::string> models = request.models.empty() ? default_models(board) : request.models;
    for (const RobustDesign& design : designs) {
        add(design, {}, design.found.rule, design.found.risks, design.found.gap());
        for (const PlacedScheme& scheme : design.schemes) add(design, scheme.scheme, scheme.rule, scheme.risks, {});
        table.notes.push_back(meaning_of(design.against, request, models));
    }
    table.notes.push_back(fmt::format("weights: of {}; outvoted: the worst risk of {}.", fmt::join(names, ", "),
                                      names[designs.front().member]));
    table.notes.push_back(
        fmt::format("rows without a scheme: of {} proper weighted rules one whose largest risk is least; another may "
                    "be as good, and "
                    "none is better by more than gap.",
                    designs.front().found.compared));
    return table;
}

}  // namespace stemgewicht
