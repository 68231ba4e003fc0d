#include "solution/linear_program.hpp"

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/measures/solution.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>

#include <CbcModel.hpp>
#include <OsiClpSolverInterface.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

namespace {

using Table = std::vector<bool>;  ///< wins(S) of every S

enum class Payoffs { efficient, individually_rational };

std::size_t member_count_of(const Table& wins) { return static_cast<std::size_t>(std::countr_zero(wins.size())); }

void check_game(const Table& wins) {
    const auto everyone = static_cast<Mask>(wins.size() - 1);
    const std::string expected = "monotone, passing with everyone and failing with no one";
    if (wins[0]) refuse("rule", expected, "one that passes with no one");
    if (!wins[everyone]) refuse("rule", expected, "one that fails with everyone");
    for (Mask set = 0; set < everyone; ++set)
        for (Mask absent = everyone ^ set; wins[set] && absent != 0; absent &= absent - 1)
            if (!wins[set | (absent & -absent)]) refuse("rule", expected, "one that fails with one more yes");
}

std::vector<double> doubles(const std::vector<Fraction>& fractions) {
    std::vector<double> values;
    for (const Fraction& fraction : fractions) values.push_back(fraction.convert_to<double>());
    return values;
}

// ---- nucleolus ------------------------------------------------------------------------------------------------------

/// The linear span of coalitions, by a basis of the vectors orthogonal to it.
class Span {
public:
    explicit Span(std::size_t n) : orthogonal_(n, std::vector<std::int64_t>(n)) {
        for (std::size_t i = 0; i < n; ++i) orthogonal_[i][i] = 1;
    }

    [[nodiscard]] bool complete() const { return orthogonal_.empty(); }
    [[nodiscard]] bool contains(Mask set) const {
        return std::ranges::all_of(orthogonal_, [set](const auto& vector) { return sum(vector, set) == 0; });
    }

    /// Adds a coalition; false where it was in the span. Each vector of the basis stays the one of its pivots, without
    /// a common divisor, so its entries are minors of a 0-1 matrix of at most 12 rows: below 10^4.
    bool add(Mask set) {
        const auto pivot = std::ranges::find_if(orthogonal_, [set](const auto& v) { return sum(v, set) != 0; });
        if (pivot == orthogonal_.end()) return false;
        const std::vector<std::int64_t> removed = std::move(*pivot);
        orthogonal_.erase(pivot);
        for (auto& vector : orthogonal_) {
            const std::int64_t shift = sum(vector, set);
            std::int64_t divisor = 0;
            for (std::size_t i = 0; i < vector.size(); ++i) {
                vector[i] = vector[i] * sum(removed, set) - shift * removed[i];
                divisor = std::gcd(divisor, vector[i]);
            }
            for (std::int64_t& entry : vector) entry /= divisor;
        }
        return true;
    }

private:
    static std::int64_t sum(const std::vector<std::int64_t>& vector, Mask set) {
        std::int64_t total = 0;
        for (; set != 0; set &= set - 1) total += vector[static_cast<std::size_t>(std::countr_zero(set))];
        return total;
    }
    std::vector<std::vector<std::int64_t>> orthogonal_;
};

/// The coalitions of the largest excesses at x, until they span all members.
std::vector<NucleolusLevel> levels_of(const std::vector<Fraction>& x, const Table& wins) {
    const std::size_t n = x.size();
    const auto everyone = static_cast<Mask>(wins.size() - 1);
    std::vector<Fraction> extended = x;
    extended.emplace_back(1);
    const std::vector<Integer> numbers = whole(extended);
    std::map<Integer, std::vector<Mask>, std::greater<>> by_excess;
    for (Mask set = 1; set < everyone; ++set) {
        Integer excess = wins[set] ? numbers[n] : Integer(0);
        for (std::size_t i = 0; i < n; ++i)
            if (has(set, i)) excess -= numbers[i];
        by_excess[excess].push_back(set);
    }
    std::vector<NucleolusLevel> levels;
    Span span(n);
    span.add(everyone);
    for (const auto& [excess, sets] : by_excess) {
        if (span.complete()) break;
        levels.push_back({.excess = Fraction(excess, numbers[n]), .coalitions = {}});
        for (const Mask set : sets) {
            levels.back().coalitions.emplace_back(n, set);
            span.add(set);
        }
    }
    return levels;
}

/// x_i >= v({i}) for every member. Throws std::invalid_argument where no x with x(N) = 1 meets that.
std::vector<Constraint> individual_rationality(const Table& wins) {
    const std::size_t n = member_count_of(wins);
    std::vector<Constraint> bounds;
    std::size_t alone = 0;
    for (std::size_t i = 0; i < n; ++i) {
        bounds.push_back(at_least(int{wins[single(i)]}, single(i), n + 1));
        alone += std::size_t{wins[single(i)]};
    }
    if (alone > 1)
        refuse("rule", "one under which at most one member passes motions alone (prenucleolus carries it)",
               std::to_string(alone) + " such members");
    return bounds;
}

}  // namespace

/// Round by round: maximise t = -(the largest excess) over the coalitions outside the span of the fixed ones. Those
/// with a positive multiplier are tight in every optimal solution, and are fixed there; their multipliers sum to 1, so
/// that each round fixes at least one more. Bounds with a positive multiplier are fixed likewise. Excesses inside the
/// span are settled and need no constraint.
static Nucleolus nucleolus(const Table& wins, Payoffs payoffs) {
    check_game(wins);
    const std::size_t n = member_count_of(wins);
    const auto everyone = static_cast<Mask>(wins.size() - 1);
    const bool bounded = payoffs == Payoffs::individually_rational;
    const std::vector<Constraint> bounds = bounded ? individual_rationality(wins) : std::vector<Constraint>{};
    std::vector<Constraint> fixed{exactly(1, everyone, n + 1)};
    Span span(n);
    span.add(everyone);
    std::vector<Fraction> x(n, Fraction(1));
    while (!span.complete()) {
        std::vector<Constraint> constraints = bounds;
        std::vector<Mask> sets;
        for (std::size_t i = 0; i < bounds.size(); ++i) sets.push_back(single(i));
        for (Mask set = 1; set < everyone; ++set) {
            if (span.contains(set)) continue;
            constraints.push_back(at_least(int{wins[set]}, set, n + 1));
            constraints.back().coefficients[n] = -1;
            sets.push_back(set);
        }
        constraints.insert(constraints.end(), fixed.begin(), fixed.end());
        const Optimum optimum = maximise_last(constraints);
        for (const auto& [index, multiplier] : optimum.multipliers) {
            if (index >= sets.size() || !span.add(sets[index])) continue;
            const Fraction t = index < bounds.size() ? Fraction(0) : optimum.point[n];
            fixed.push_back(exactly(constraints[index].bound + t, sets[index], n + 1));
        }
        x.assign(optimum.point.begin(), optimum.point.end() - 1);
    }
    return {.fractions = x, .values = doubles(x), .levels = levels_of(x, wins)};
}

// ---- weights or a trade ---------------------------------------------------------------------------------------------

namespace {

/// The quota with which whole weights represent the game: the least winning weight; none where some losing coalition
/// reaches it.
std::optional<Weight> quota_of(const std::vector<Weight>& weights, const Table& wins) {
    Weight winning = maximum_total_weight;
    Weight losing = 0;
    for (Mask set = 0; set < wins.size(); ++set) {
        Weight sum = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) sum += has(set, i) ? weights[i] : 0;
        if (wins[set])
            winning = std::min(winning, sum);
        else
            losing = std::max(losing, sum);
    }
    return winning > losing ? std::optional(winning) : std::nullopt;
}

/// Whether the coalition is minimal winning or maximal losing.
bool is_extreme(const Table& wins, Mask set) {
    for (std::size_t i = 0; i < member_count_of(wins); ++i)
        if (has(set, i) == wins[set] && wins[set ^ single(i)] == wins[set]) return false;
    return true;
}

/// How often each member occurs.
std::vector<std::size_t> occurrences(const std::vector<Coalition>& coalitions, std::size_t n) {
    std::vector<std::size_t> counts(n);
    for (const Coalition& members : coalitions)
        for (std::size_t i = 0; i < n; ++i) counts[i] += std::size_t{members.test(i)};
    return counts;
}

/// The trade of these coalitions with these multiplicities. The losing coalitions hold each member at least as often as
/// the winning ones; what is too much leaves them, and they lose all the more.
TradingTransform trading_transform(const std::vector<Mask>& sets, const std::vector<Integer>& multiplicities,
                                   const Table& wins) {
    const std::size_t n = member_count_of(wins);
    TradingTransform trade;
    for (std::size_t k = 0; k < sets.size(); ++k) {
        std::vector<Coalition>& side = wins[sets[k]] ? trade.winning : trade.losing;
        side.insert(side.end(), multiplicities[k].convert_to<std::size_t>(), Coalition(n, sets[k]));
    }
    const std::vector<std::size_t> needed = occurrences(trade.winning, n);
    std::vector<std::size_t> held = occurrences(trade.losing, n);
    for (std::size_t i = 0; i < n; ++i)
        for (Coalition& members : trade.losing)
            if (held[i] > needed[i] && members.test(i)) {
                members.reset(i);
                --held[i];
            }
    if (trade.winning.empty() || trade.winning.size() != trade.losing.size() || held != needed)
        throw std::logic_error("weightedness: the multipliers are not a trade");
    return trade;
}

/// Two winning coalitions whose members can make two losing ones, if there are such. Those who are in both coalitions
/// stay in both; of those who are in one of them, another part joins each. Cost 4^n at most.
std::optional<TradingTransform> trade_of_two(const Table& wins) {
    const std::size_t n = member_count_of(wins);
    const auto everyone = static_cast<Mask>(wins.size() - 1);
    const auto divided = [&](Mask both, Mask one, bool outcome) -> std::vector<Coalition> {
        for (Mask part = one;; part = (part - 1) & one) {
            if (wins[both | part] == outcome && wins[both | (one ^ part)] == outcome)
                return {Coalition(n, both | part), Coalition(n, both | (one ^ part))};
            if (part == 0) return {};
        }
    };
    for (Mask one = 1; one <= everyone; ++one)
        for (Mask rest = one ^ everyone, both = rest;; both = (both - 1) & rest) {
            TradingTransform trade{.winning = divided(both, one, true), .losing = {}};
            if (!trade.winning.empty()) trade.losing = divided(both, one, false);
            if (!trade.losing.empty()) return trade;
            if (both == 0) break;
        }
    return std::nullopt;
}

WeightedRule whole_rule(std::span<const Fraction> weights, const Table& wins) {
    WeightedRule rule;
    for (const Integer& weight : whole(weights)) rule.weights.push_back(weight.convert_to<Weight>());
    const std::optional<Weight> quota = quota_of(rule.weights, wins);
    if (!quota) throw std::logic_error("weightedness: the weights do not represent the rule");
    rule.quota = *quota;
    return rule;
}

}  // namespace

static Weightedness weightedness(const Table& wins) {
    check_game(wins);
    const std::size_t n = member_count_of(wins);
    std::vector<Constraint> constraints;  // on the weights, q and t
    std::vector<Mask> sets;
    for (Mask set = 0; set < wins.size(); ++set) {
        if (!is_extreme(wins, set)) continue;
        const int sign = wins[set] ? 1 : -1;  // sign (w(S) - q) >= t
        constraints.push_back(at_least(0, set, n + 2, sign));
        constraints.back().coefficients[n] = -sign;
        constraints.back().coefficients[n + 1] = -1;
        sets.push_back(set);
    }
    for (std::size_t i = 0; i < n; ++i) constraints.push_back(at_least(0, single(i), n + 2));
    constraints.push_back(exactly(1, static_cast<Mask>(wins.size() - 1), n + 2));
    const Optimum optimum = maximise_last(constraints);
    if (optimum.point[n + 1] > 0)
        return {.rule = whole_rule(std::span(optimum.point).first(n), wins), .trade = std::nullopt};
    if (auto trade = trade_of_two(wins)) return {.rule = std::nullopt, .trade = std::move(trade)};
    std::vector<Mask> traded;
    std::vector<Fraction> shares;
    for (const auto& [index, multiplier] : optimum.multipliers) {
        if (index >= sets.size()) continue;
        traded.push_back(sets[index]);
        shares.push_back(multiplier);
    }
    return {.rule = std::nullopt, .trade = trading_transform(traded, whole(shares), wins)};
}

// ---- minimum sum representation -------------------------------------------------------------------------------------

namespace {

/// A weighted game with its members in descending order of their swings, which is their order of desirability. Some
/// lightest weights descend in it too. Such weights need to tell apart only the winning coalitions that lose when a
/// member makes room for the next one or the last one leaves, and the losing ones that win by the reverse.
struct OrderedGame {
    std::vector<std::size_t> order;  ///< the member at each place
    std::vector<std::size_t> type;   ///< of each place: the first place of equal swings
    std::vector<Mask> winning, losing;

    [[nodiscard]] std::size_t size() const { return order.size(); }
};

std::vector<std::size_t> swings_of(const Table& wins) {
    std::vector<std::size_t> counts(member_count_of(wins));
    for (Mask set = 0; set < wins.size(); ++set)
        for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += std::size_t{wins[set | single(i)] != wins[set]};
    return counts;
}

OrderedGame ordered_game(const Table& wins) {
    const std::vector<std::size_t> counts = swings_of(wins);
    const std::size_t n = counts.size();
    OrderedGame game{
        .order = std::vector<std::size_t>(n), .type = std::vector<std::size_t>(n), .winning = {}, .losing = {}};
    std::iota(game.order.begin(), game.order.end(), std::size_t{0});
    std::ranges::stable_sort(game.order, std::greater<>(), [&](std::size_t member) { return counts[member]; });
    for (std::size_t k = 0; k < n; ++k)
        game.type[k] = k > 0 && counts[game.order[k]] == counts[game.order[k - 1]] ? game.type[k - 1] : k;
    const auto outcome = [&](Mask places) {
        Mask set = 0;
        for (std::size_t k = 0; k < n; ++k) set |= has(places, k) ? single(game.order[k]) : 0;
        return bool{wins[set]};
    };
    for (Mask places = 0; places < wins.size(); ++places) {
        const bool win = outcome(places);
        // A winning coalition steps down, a losing one up; each step must change the outcome.
        bool extreme = has(places, n - 1) != win || outcome(places ^ single(n - 1)) != win;
        for (std::size_t k = 0; k + 1 < n && extreme; ++k) {
            const bool steps = has(places, k) == win && has(places, k + 1) != win;
            extreme = !steps || outcome(places ^ single(k) ^ single(k + 1)) != win;
        }
        if (extreme) (win ? game.winning : game.losing).push_back(places);
    }
    return game;
}

/// coefficients . (weights by place, quota) >= bound, for all that the weights of an ordered game must meet.
std::vector<Constraint> representation_rows(const OrderedGame& game) {
    const std::size_t n = game.size();
    std::vector<Constraint> rows;
    for (const Mask places : game.winning) {
        rows.push_back(at_least(0, places, n + 1));
        rows.back().coefficients[n] = -1;
    }
    for (const Mask places : game.losing) {
        rows.push_back(at_least(1, places, n + 1, -1));
        rows.back().coefficients[n] = 1;
    }
    for (std::size_t k = 0; k + 1 < n; ++k) {
        rows.push_back(at_least(0, single(k), n + 1));
        rows.back().coefficients[k + 1] = -1;
    }
    return rows;
}

/// Whole weights of a light representation, by place, as Cbc finds them; to be checked.
std::vector<Weight> proposed_weights(const OrderedGame& game) {
    const std::vector<Constraint> rows = representation_rows(game);
    const std::size_t n = game.size();
    CoinPackedMatrix matrix(false, 0, 0);
    matrix.setDimensions(0, static_cast<int>(n + 1));
    std::vector<double> lower;
    for (const Constraint& row : rows) {
        CoinPackedVector entries;
        for (std::size_t i = 0; i <= n; ++i)
            if (row.coefficients[i] != 0) entries.insert(static_cast<int>(i), row.coefficients[i]);
        matrix.appendRow(entries);
        lower.push_back(row.bound.convert_to<double>());
    }
    std::vector<double> objective(n + 1, 1.0);
    objective[n] = 0;
    OsiClpSolverInterface solver;
    solver.messageHandler()->setLogLevel(0);
    solver.loadProblem(matrix, nullptr, nullptr, objective.data(), lower.data(), nullptr);
    for (int i = 0; i <= static_cast<int>(n); ++i) solver.setInteger(i);
    CbcModel model(solver);
    model.setLogLevel(0);
    detail::Interruption interruption;
    detail::InterruptibleCbc handler(interruption);
    model.passInEventHandler(&handler);  // which it copies
    model.branchAndBound();
    interruption.rethrow();
    std::vector<Weight> weights(n);
    if (const double* solution = model.bestSolution())
        for (std::size_t k = 0; k < n; ++k) weights[k] = static_cast<Weight>(std::llround(solution[k]));
    return weights;
}

/// Searches a box of whole weights and quotas for a representation, by branching on linear programs that are solved
/// exactly: what is not found is not there.
class RepresentationSearch {
public:
    /// Representations with descending weights of this sum or less.
    RepresentationSearch(const OrderedGame& game, Weight largest_sum)
        : variables_(game.size() + 1),
          low_(variables_, 0),
          high_(variables_, largest_sum),
          rows_(representation_rows(game)) {
        const Mask weights = single(game.size()) - 1;
        rows_.push_back(at_least(-largest_sum, weights, variables_, -1));
        for (Constraint& row : rows_) row.coefficients.push_back(-1);  // a row may fail by -t
        rows_.push_back(at_least(0, single(variables_), variables_ + 1, -1));
    }

    void equate(std::size_t place, std::size_t other) {
        rows_.push_back(exactly(0, single(place), variables_ + 1));
        rows_.back().coefficients[other] = -1;
    }
    void require_at_least(std::size_t place, Weight weight) { low_[place] = weight; }

    /// The weights by place, if there are any.
    std::optional<std::vector<Weight>> run() {
        const std::vector<Fraction> point = relaxed();
        if (point.back() < 0) return std::nullopt;
        const auto split =
            std::find_if(point.begin(), point.end(), [](const Fraction& z) { return denominator(z) != 1; });
        if (split == point.end()) {
            std::vector<Weight> weights;
            for (std::size_t k = 0; k + 1 < variables_; ++k)
                weights.push_back(numerator(point[k]).convert_to<Weight>());
            return weights;
        }
        const auto variable = static_cast<std::size_t>(split - point.begin());
        const Weight floor = Integer(numerator(*split) / denominator(*split)).convert_to<Weight>();
        const Weight high = std::exchange(high_[variable], floor);
        if (auto found = run()) return found;
        high_[variable] = high;
        const Weight low = std::exchange(low_[variable], floor + 1);
        if (auto found = run()) return found;
        low_[variable] = low;
        return std::nullopt;
    }

private:
    /// A vertex of the relaxed problem in the box; its last entry is negative where the box holds no solution.
    [[nodiscard]] std::vector<Fraction> relaxed() const {
        std::vector<Constraint> constraints = rows_;
        for (std::size_t i = 0; i < variables_; ++i) {
            if (low_[i] > high_[i]) return {Fraction(-1)};
            constraints.push_back(at_least(low_[i], single(i), variables_ + 1));
            constraints.push_back(at_least(-high_[i], single(i), variables_ + 1, -1));
        }
        return maximise_last(constraints).point;
    }

    std::size_t variables_;
    std::vector<Weight> low_, high_;
    std::vector<Constraint> rows_;
};

Weight sum_of(const std::vector<Weight>& weights) { return std::accumulate(weights.begin(), weights.end(), Weight{0}); }

std::vector<Weight> by_member(const OrderedGame& game, const std::vector<Weight>& by_place) {
    std::vector<Weight> weights(by_place.size());
    for (std::size_t k = 0; k < by_place.size(); ++k) weights[game.order[k]] = by_place[k];
    return weights;
}

/// The least weights, by place.
std::vector<Weight> least_weights(const OrderedGame& game, const Table& wins, const WeightedRule& known) {
    std::vector<Weight> least = proposed_weights(game);
    if (!quota_of(by_member(game, least), wins))
        for (std::size_t k = 0; k < least.size(); ++k) least[k] = known.weights[game.order[k]];
    while (const auto lighter = RepresentationSearch(game, sum_of(least) - 1).run()) least = *lighter;
    return least;
}

/// The same sum with one weight for each type, if there is such a representation.
std::optional<std::vector<Weight>> typed_weights(const OrderedGame& game, const std::vector<Weight>& least) {
    RepresentationSearch search(game, sum_of(least));
    bool typed = true;
    for (std::size_t k = 0; k < least.size(); ++k)
        if (game.type[k] != k) {
            search.equate(k, game.type[k]);
            typed = typed && least[k] == least[game.type[k]];
        }
    return typed ? std::optional(least) : search.run();
}

/// Whether no other weights have this sum. Others that descend would give the first member of some type more.
bool are_unique(const OrderedGame& game, const std::vector<Weight>& typed) {
    for (std::size_t k = 0; k < typed.size(); ++k) {
        if (game.type[k] != k) continue;
        RepresentationSearch search(game, sum_of(typed));
        search.require_at_least(k, typed[k] + 1);
        if (search.run()) return false;
    }
    return true;
}

}  // namespace

static MinimumSumRepresentation minimum_sum_representation(const Table& wins) {
    const Weightedness known = weightedness(wins);
    if (!known.rule)
        refuse("rule", "weighted",
               "one where the members of " + std::to_string(known.trade->winning.size()) +
                   " winning coalitions can trade places and make as many losing ones");
    const OrderedGame game = ordered_game(wins);
    const std::vector<Weight> least = least_weights(game, wins, *known.rule);
    const std::optional<std::vector<Weight>> typed = typed_weights(game, least);
    MinimumSumRepresentation result;
    result.types_preserved = typed.has_value();
    result.unique = typed && are_unique(game, *typed);
    result.rule.weights = by_member(game, typed.value_or(least));
    const std::optional<Weight> quota = quota_of(result.rule.weights, wins);
    if (!quota) throw std::logic_error("minimum_sum_representation: the weights do not represent the rule");
    result.rule.quota = *quota;
    result.sum = sum_of(result.rule.weights);
    for (const Weight weight : result.rule.weights) result.fractions.emplace_back(weight, result.sum);
    result.values = doubles(result.fractions);
    return result;
}

}  // namespace stemgewicht::detail

namespace stemgewicht {

namespace {

/// wins(S) of every S, the rule checked; `what` names the function in messages.
std::vector<bool> solution_table(const Rule& rule, const std::string& what) {
    check(rule, "rule");
    if (member_count(rule) > maximum_solution_members)
        throw std::length_error(what + ": carries up to " + std::to_string(maximum_solution_members) +
                                " members, got " + std::to_string(member_count(rule)) + "; there is no other method");
    return detail::winning_table(rule);
}

}  // namespace

Nucleolus nucleolus(const Rule& rule) {
    return detail::nucleolus(solution_table(rule, "nucleolus"), detail::Payoffs::individually_rational);
}

Nucleolus prenucleolus(const Rule& rule) {
    return detail::nucleolus(solution_table(rule, "prenucleolus"), detail::Payoffs::efficient);
}

Weightedness weightedness(const Rule& rule) {
    const auto* given = std::get_if<WeightedRule>(&rule);
    if (given && member_count(rule) > maximum_solution_members) {
        check(*given, "rule");
        return {.rule = *given, .trade = std::nullopt};
    }
    return detail::weightedness(solution_table(rule, "weightedness"));
}

MinimumSumRepresentation minimum_sum_representation(const Rule& rule) {
    return detail::minimum_sum_representation(solution_table(rule, "minimum_sum_representation"));
}

}  // namespace stemgewicht
