#include <stemgewicht/measures/engines/coalition_counts.hpp>
#include <stemgewicht/measures/engines/index_fractions.hpp>
#include <stemgewicht/measures/engines/set_values.hpp>
#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/solution.hpp>
#include <stemgewicht/methods/choice/swing_counts.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/rules/transform.hpp>
#include <stemgewicht/study/power_columns.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <utility>

namespace stemgewicht {

namespace {

using Cells = std::vector<Table::Cell>;

/// The note of an index that "all" does without.
std::string left_out(const Index& index, std::string_view why) {
    return fmt::format("left out, {}: {}", text_of(index).name, why);
}

Cells cells(const Eigen::ArrayXd& values) { return {values.begin(), values.end()}; }

Cells cells(const std::vector<Fraction>& values) {
    Cells result;
    for (const Fraction& value : values) result.emplace_back(value.str());
    return result;
}

/// Counts that doubles hold exactly, as the whole numbers that they are; others as they are.
Cells counts(Cells values) {
    const auto is_whole = [](const Table::Cell& cell) {
        const auto* number = std::get_if<double>(&cell);
        return number && std::abs(*number) <= 0x1p53 && *number == std::round(*number);
    };
    if (std::ranges::all_of(values, is_whole))
        for (Table::Cell& cell : values) cell = static_cast<std::int64_t>(std::get<double>(cell));
    return values;
}

/// The values of an index as they are shown: raw ones and counts are whole numbers where all are.
Cells as_shown(const VoteIndex& index, Cells values) {
    return index.scale == IndexScale::count ? counts(std::move(values)) : values;
}
Cells as_shown(const SetIndex& index, Cells values) { return index.raw ? counts(std::move(values)) : values; }
Table::Cell as_shown(const WholeIndex& index, Table::Cell value) {
    return index.quantity == WholeQuantity::winning_share ? value : counts({std::move(value)}).front();
}

/// Whether a rule has a way of its own beside its decision diagram.
bool is_counted(const Rule& rule) {
    return std::holds_alternative<WeightedRule>(rule) || std::holds_alternative<CompositeRule>(rule);
}

/// The indices of one rule that need nothing else; the diagrams, counts and chances that they share are worked once.
/// Where all are exact, or the rule has no way but its diagram, they are counted on it, and rounded at the end.
class RuleIndices {
public:
    RuleIndices(const Rule& rule, const Method& method, bool fractions)
        : rule_(rule),
          method_(method),
          fractions_(fractions),
          by_diagram_(fractions || (std::holds_alternative<Exact>(method) && !is_counted(rule))) {}

    Cells of_votes(const VoteIndex& index) {
        if (by_diagram_)
            return shown(index.model == IndexModel::coins ? detail::index_fractions(index, swing_sums())
                                                          : detail::index_fractions(index, swings()));
        auto& standings = standings_[index.model];
        if (standings.empty()) standings = member_standings(rule_, model_of(index.model), method_);
        return cells(index_values(index, standings));
    }

    Table::Cell of_whole(const WholeIndex& index) {
        const bool by_size = index.quantity == WholeQuantity::least_size_winning && counts_sizes();
        if (!by_diagram_ && !by_size) return index(rule_, method_);
        switch (index.quantity) {
            case WholeQuantity::winning_share: break;
            case WholeQuantity::winning: return shown(Fraction(swing_sums().winning));
            case WholeQuantity::minimal_winning: return number_of_sets(SetFamily::minimal);
            case WholeQuantity::least_size_winning: return number_of_sets(SetFamily::least_size);
        }
        return shown(detail::coleman_collectivity_fraction(swing_sums()));
    }

    Cells of_sets(const SetIndex& index) {
        if (!by_diagram_) return cells(doubles_of(index));
        if (index.portion == SetPortion::by_weight) return shown(index_fractions(index, rule_));
        return shown(detail::set_values<Fraction>(family(index.family), index));
    }

private:
    [[nodiscard]] Cells shown(const std::vector<Fraction>& values) const {
        if (fractions_) return cells(values);
        Cells result;
        for (const Fraction& value : values) result.emplace_back(value.convert_to<double>());
        return result;
    }

    /// Whether sizes of winning coalitions are counted exactly, which several indices share.
    [[nodiscard]] bool counts_sizes() const { return is_weighted() && std::holds_alternative<Exact>(method_); }

    /// The values of an index without fractions. Raw ones, where doubles hold them, are worked once for those that are
    /// shares of their sum too: it is a power of two by which they differ from what the index itself divides.
    Eigen::ArrayXd doubles_of(const SetIndex& index) {
        const bool by_size = index.family == SetFamily::winning || index.family == SetFamily::least_size;
        if (by_size && counts_sizes()) return detail::double_values(family(index.family), index);
        if (index.family == SetFamily::veto) return index(rule_, method_);
        const auto [place, is_new] = raw_.try_emplace({index.family, index.portion});
        if (is_new) {
            try {
                SetIndex raw = index;
                raw.raw = true;
                place->second = raw(rule_, method_);
            } catch (const std::length_error&) {  // larger than doubles: the index says so itself, or divides
            }
        }
        const Eigen::ArrayXd& sums = place->second;
        if (sums.size() == 0 || !std::isfinite(sums.sum())) return index(rule_, method_);
        return index.raw ? sums : Eigen::ArrayXd(sums / sums.sum());
    }

    [[nodiscard]] Table::Cell shown(const Fraction& value) const { return shown(std::vector{value}).front(); }

    const detail::FamilyCounts<BigInteger>& family(SetFamily family) {
        auto& counts = families_[family];
        if (counts.empty())
            counts = detail::exact_family_counts(
                rule_, family, [&]() -> const detail::Diagram& { return diagram(); },
                [&]() -> const SwingCounts& { return swings(); });
        return counts;
    }

    [[nodiscard]] Table::Cell number_of_sets(SetFamily of) {
        return shown(Fraction(detail::number_of_sets(family(of))));
    }

    const detail::Diagram& diagram() {
        if (!diagram_) diagram_ = detail::rule_diagram(rule_);
        return *diagram_;
    }

    const SwingCounts& swings() {
        if (!swings_) swings_ = is_weighted() ? swing_counts(rule_, exact()) : detail::swing_counts(diagram());
        return *swings_;
    }

    const SwingTotals& swing_sums() {
        if (!swing_sums_) swing_sums_ = is_weighted() ? swing_totals(rule_, exact()) : detail::totals_of(swings());
        return *swing_sums_;
    }

    /// The sums of its weights may be counted more quickly than on a diagram.
    [[nodiscard]] bool is_weighted() const { return std::holds_alternative<WeightedRule>(rule_); }
    [[nodiscard]] const Exact& exact() const { return std::get<Exact>(method_); }

    const Rule& rule_;
    const Method& method_;
    bool fractions_, by_diagram_;
    std::optional<detail::Diagram> diagram_;
    std::optional<SwingCounts> swings_;
    std::optional<SwingTotals> swing_sums_;
    std::map<SetFamily, detail::FamilyCounts<BigInteger>> families_;
    std::map<std::pair<SetFamily, SetPortion>, Eigen::ArrayXd> raw_;  ///< empty where doubles do not hold them
    std::map<IndexModel, std::vector<Standing>> standings_;
};

class Columns {
public:
    Columns(const Rule& rule, const PowerRequest& request, const Method& method)
        : rule_(rule), request_(request), method_(method), indices_(rule, method_, request.fractions) {
        if (request.unions) {
            check(*request.unions, member_count(rule), "unions");
            quotient_ = quotient_rule(rule, *request.unions);
            between_.emplace(*quotient_, method_, request.fractions);
        }
    }

    void add(const Index& index) {
        const std::string name(text_of(index).name);
        if (const auto* whole = std::get_if<WholeIndex>(&index)) {
            answer_.whole.push_back({name, as_shown(*whole, indices_.of_whole(*whole)), {}});
            return;
        }
        answer_.members.push_back({name, std::visit([&](const auto& one) { return values(one); }, index)});
        const auto* votes = std::get_if<VoteIndex>(&index);
        if (votes && between_) answer_.unions.push_back({name, as_shown(*votes, between_->of_votes(*votes))});
    }

    void leave_out(const Index& index, std::string_view why) { answer_.notes.push_back(left_out(index, why)); }

    PowerColumns take() { return std::move(answer_); }

private:
    Cells values(const VoteIndex& index) { return as_shown(index, indices_.of_votes(index)); }
    Cells values(const WholeIndex&) { return {}; }
    Cells values(const SetIndex& index) { return as_shown(index, indices_.of_sets(index)); }
    Cells values(const UnionIndex& index) {
        if (!request_.unions) refuse("unions", "given with " + std::string(index.text.name), "none");
        return request_.fractions ? cells(index_fractions(index, rule_, *request_.unions))
                                  : cells(index(rule_, *request_.unions, method_));
    }
    Cells values(const GraphIndex& index) {
        if (!request_.edges) refuse("edges", "given with " + std::string(index.text.name), "none");
        return request_.fractions ? cells(index_fractions(index, rule_, *request_.edges))
                                  : cells(index(rule_, *request_.edges, method_));
    }
    Cells values(const SolutionIndex& index) { return solution(index.text.name); }

    Cells solution(std::string_view name) {
        const auto both = [&](const auto& result) {
            return request_.fractions ? cells(result.fractions) : Cells(result.values.begin(), result.values.end());
        };
        if (name == "nucleolus") return both(nucleolus(rule_));
        const MinimumSumRepresentation least = minimum_sum_representation(rule_);
        answer_.notes.push_back(fmt::format("minimum_sum_representation: quota {}, weights {}, sum {}{}{}",
                                            least.rule.quota, fmt::join(least.rule.weights, ","), least.sum,
                                            least.unique ? "" : "; other weights have the same sum",
                                            least.types_preserved ? "" : "; members of one type differ in weight"));
        return both(least);
    }

    const Rule& rule_;
    const PowerRequest& request_;
    Method method_;
    RuleIndices indices_;
    std::optional<Rule> quotient_;
    std::optional<RuleIndices> between_;
    PowerColumns answer_;
};

}  // namespace

std::string whole_note(const WholeValue& value) {
    const auto* number = std::get_if<double>(&value.value);
    const auto* count = std::get_if<std::int64_t>(&value.value);
    const std::string text = number  ? fmt::format("{:.6g}", *number)
                             : count ? fmt::format("{}", *count)
                                     : std::get<std::string>(value.value);
    const std::string error = value.error ? fmt::format(" ± {:.2g}", *value.error) : "";
    return fmt::format("{}, {}: {}{}", value.index, text_of(find_index(value.index)).meaning, text, error);
}

std::vector<std::string> applicable_indices(const PowerRequest& request) {
    std::vector<std::string> names;
    for (const Index& index : index_table)
        if ((!std::holds_alternative<UnionIndex>(index) || request.unions) &&
            (!std::holds_alternative<GraphIndex>(index) || request.edges))
            names.emplace_back(text_of(index).name);
    return names;
}

namespace {

/// Whether an index is a formula on chances, which every method gives.
bool on_chances(const Index& index) {
    const auto* whole = std::get_if<WholeIndex>(&index);
    return std::holds_alternative<VoteIndex>(index) || (whole && whole->quantity == WholeQuantity::winning_share);
}

/// Whether "all" leaves an index out where the rule or the method does not carry it; the others always answer.
bool may_be_left_out(const Index& index) {
    const auto* votes = std::get_if<VoteIndex>(&index);
    return votes ? votes->scale == IndexScale::count : !on_chances(index);
}

/// The indices of a request whose method knows those on chances alone; of "all" the others are left out.
struct ChanceIndices {
    std::vector<std::string> votes;
    bool collectivity = false;
    std::vector<std::string> notes;  ///< what of these is left out, and why
};

/// Throws what a count of so many members does.
void check_carried(const Index& index, std::size_t members) {
    const auto* votes = std::get_if<VoteIndex>(&index);
    if (votes && votes->scale == IndexScale::count)
        static_cast<void>(detail::coalitions_of(members - 1, votes->text.name));
}

ChanceIndices chance_indices(const PowerRequest& request, std::size_t members) {
    const bool all = request.indices == std::vector<std::string>{"all"};
    ChanceIndices wanted;
    for (const std::string& name : all ? applicable_indices(request) : request.indices) {
        const Index& index = find_index(name);
        if (std::holds_alternative<VoteIndex>(index)) {
            try {
                check_carried(index, members);
                wanted.votes.push_back(name);
            } catch (const std::length_error& reason) {
                if (!all) throw;
                wanted.notes.push_back(left_out(index, reason.what()));
            }
        } else if (on_chances(index))
            wanted.collectivity = true;
        else if (!all)
            refuse("method", "auto, exact, decision_diagram or enumerate for " + name, method_name(request.method));
    }
    return wanted;
}

WholeValue collectivity_value(double share, std::optional<double> error = {}) {
    return {std::string(coleman_collectivity.text.name), share, error};
}

PowerColumns vote_columns(const Rule& rule, const std::vector<std::string>& names, const MonteCarlo& method) {
    const EstimatedPower power = estimated_power(names, rule, method);
    PowerColumns answer;
    for (std::size_t k = 0; k < names.size(); ++k) {
        PowerColumn column{.index = names[k], .values = {}};
        for (const Estimate& estimate : power.values[k]) {
            column.values.emplace_back(estimate.value);
            column.errors.push_back(estimate.error);
            answer.draws = std::max(answer.draws, estimate.draws);
        }
        answer.members.push_back(std::move(column));
    }
    answer.whole = {collectivity_value(power.coleman_collectivity.value, power.coleman_collectivity.error)};
    answer.draws = std::max(answer.draws, power.coleman_collectivity.draws);
    answer.reached = power.reached;
    return answer;
}

/// By a method whose values have bounds.
template <class M>
PowerColumns bounded_columns(const Rule& rule, const std::vector<std::string>& names, const M& method) {
    PowerColumns answer;
    for (const std::string& name : names) {
        PowerColumn column{.index = name, .values = {}};
        for (const Bounded& value : vote_index(name)(rule, method)) {
            column.values.emplace_back(value.value);
            column.errors.push_back(value.bound);
        }
        answer.members.push_back(std::move(column));
    }
    const Bounded pass = coleman_collectivity(rule, method);
    answer.whole = {collectivity_value(pass.value, pass.bound)};
    return answer;
}

PowerColumns vote_columns(const Rule& rule, const std::vector<std::string>& names, const Normal& method) {
    PowerColumns answer = bounded_columns(rule, names, method);
    answer.notes.emplace_back("by the normal law: each error is a bound that holds for certain, and is coarse");
    return answer;
}

PowerColumns vote_columns(const Rule& rule, const std::vector<std::string>& names, const Fourier& method) {
    PowerColumns answer = bounded_columns(rule, names, method);
    answer.notes.emplace_back("by the frequencies that matter: each error is a bound that holds for certain");
    return answer;
}

PowerColumns vote_columns(const Rule& rule, const std::vector<std::string>& names, const MeetInTheMiddle& method) {
    std::map<IndexModel, std::vector<Standing>> standings;
    const auto under = [&](IndexModel model) -> const std::vector<Standing>& {
        auto& known = standings[model];
        if (known.empty()) known = member_standings(rule, model_of(model), method);
        return known;
    };
    PowerColumns answer;
    for (const std::string& name : names) {
        const VoteIndex& index = vote_index(name);
        answer.members.push_back({name, cells(index_values(index, under(index.model)))});
    }
    answer.whole = {collectivity_value(under(IndexModel::coins).front().pass())};
    return answer;
}

/// The methods that work all indices of votes at once, and no others.
template <class M>
concept WorksVotes = std::same_as<M, MeetInTheMiddle> || std::same_as<M, MonteCarlo> || std::same_as<M, Normal> ||
                     std::same_as<M, Fourier>;

/// The indices by such a method; empty where it is another.
std::optional<PowerColumns> vote_columns(const Rule& rule, const PowerRequest& request) {
    const auto work = [&]<class M>(const M& method) -> std::optional<PowerColumns> {
        if constexpr (!WorksVotes<M>) {
            return std::nullopt;
        } else {
            const ChanceIndices wanted = chance_indices(request, member_count(rule));
            PowerColumns answer = vote_columns(rule, wanted.votes, method);
            answer.notes.insert(answer.notes.end(), wanted.notes.begin(), wanted.notes.end());
            if (!wanted.collectivity) answer.whole.clear();
            if (request.unions)
                answer.unions = vote_columns(quotient_rule(rule, *request.unions), wanted.votes, method).members;
            return answer;
        }
    };
    return std::visit(work, request.method);
}

}  // namespace

PowerColumns power_columns(const Rule& rule, const PowerRequest& request) {
    check(rule);
    const bool all = request.indices == std::vector<std::string>{"all"};
    const std::vector<std::string> names = all ? applicable_indices(request) : request.indices;
    for (const std::string& name : names) static_cast<void>(find_index(name));  // refuses an unknown one at once
    if (request.fractions && !std::holds_alternative<Exact>(request.method))
        refuse("method", "auto or exact with fractions", method_name(request.method));
    if (std::holds_alternative<Conditional>(request.method))
        refuse_method(request.method, "exact, decision_diagram, enumerate, meet_in_the_middle, monte_carlo or normal");
    if (request.edges) check_pairs(*request.edges, member_count(rule), "edges");
    if (request.unions) check(*request.unions, member_count(rule), "unions");
    if (std::optional<PowerColumns> answer = vote_columns(rule, request)) return *std::move(answer);
    Columns columns(rule, request, request.method);
    for (const std::string& name : names) {
        const Index& index = find_index(name);
        const bool optional = all && may_be_left_out(index);
        if (!optional) {
            columns.add(index);
            continue;
        }
        try {
            columns.add(index);
        } catch (const std::logic_error& reason) {  // a size or a rule that the index does not carry
            columns.leave_out(index, reason.what());
        }
    }
    return columns.take();
}

}  // namespace stemgewicht
