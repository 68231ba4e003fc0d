#include <stemgewicht/measures/coalitional.hpp>
#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/measures/graph.hpp>
#include <stemgewicht/measures/index.hpp>
#include <stemgewicht/measures/minimal_winning.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/solution.hpp>
#include <stemgewicht/study/power_columns.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <map>
#include <stdexcept>

namespace stemgewicht {

namespace {

using Cells = std::vector<Table::Cell>;

Cells cells(const Eigen::ArrayXd& values) { return {values.begin(), values.end()}; }

Cells cells(const std::vector<Fraction>& values) {
    Cells result;
    for (const Fraction& value : values) result.emplace_back(value.str());
    return result;
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

    Cells of_votes(std::string_view name) {
        if (by_diagram_) return shown(index_fractions(name, swings()));
        const PowerIndex& index = power_index(name);
        auto& standings = standings_[index.common_chance];
        if (standings.empty()) standings = member_standings(rule_, model_of(index), method_);
        return cells(index_values(index, standings));
    }

    Table::Cell collectivity() {
        if (by_diagram_) return shown({coleman_collectivity_fraction(swings())}).front();
        return coleman_collectivity(rule_, method_);
    }

    Cells of_sets(const SetIndex& index) {
        if (!by_diagram_) return cells(set_index_values(index, rule_, method_));
        if (index.family == SetFamily::vulnerable) {
            if (!critical_) critical_ = critical_counts(diagram());
            return shown(set_shares<Fraction>(*critical_, index.divided));
        }
        auto& counts = families_[index.family];
        if (!counts)
            counts = exact_set_counts(index.family == SetFamily::minimal ? minimal_sets(diagram())
                                                                         : shift_minimal_sets(rule_, diagram()));
        return shown(set_shares<Fraction>(counts->containing, index.divided));
    }

private:
    [[nodiscard]] Cells shown(const std::vector<Fraction>& values) const {
        if (fractions_) return cells(values);
        Cells result;
        for (const Fraction& value : values) result.emplace_back(value.convert_to<double>());
        return result;
    }

    const Diagram& diagram() {
        if (!diagram_) diagram_ = rule_diagram(rule_);
        return *diagram_;
    }

    const SwingCounts& swings() {
        if (!swings_) swings_ = swing_counts(diagram());
        return *swings_;
    }

    const Rule& rule_;
    const Method& method_;
    bool fractions_, by_diagram_;
    std::optional<Diagram> diagram_;
    std::optional<SwingCounts> swings_;
    std::optional<std::vector<std::vector<std::uint64_t>>> critical_;
    std::map<SetFamily, std::optional<SetCounts<BigInteger>>> families_;
    std::map<bool, std::vector<Standing>> standings_;
};

class Columns {
public:
    Columns(const Rule& rule, const PowerRequest& request)
        : rule_(rule), request_(request), indices_(rule, request.method, request.fractions) {
        if (request.unions) {
            check(*request.unions, member_count(rule), "unions");
            quotient_ = quotient_rule(rule, *request.unions);
            between_.emplace(*quotient_, request.method, request.fractions);
        }
    }

    void add(const IndexName& index) {
        if (index.kind == IndexKind::whole) {
            answer_.coleman_collectivity = indices_.collectivity();
            return;
        }
        answer_.members.push_back({std::string(index.name), values(index)});
        if (index.kind == IndexKind::votes && between_)
            answer_.unions.push_back({std::string(index.name), between_->of_votes(index.name)});
    }

    void leave_out(const IndexName& index, std::string_view why) {
        answer_.notes.push_back(fmt::format("left out, {}: {}", index.name, why));
    }

    PowerColumns take() { return std::move(answer_); }

private:
    Cells values(const IndexName& index) {
        switch (index.kind) {
            case IndexKind::sets: return indices_.of_sets(*find_set_index(index.name));
            case IndexKind::unions: {
                if (!request_.unions) refuse("unions", "given with " + std::string(index.name), "none");
                const UnionIndex& with = *find_union_index(index.name);
                return request_.fractions ? cells(union_index_fractions(with, rule_, *request_.unions))
                                          : cells(union_index_values(with, rule_, *request_.unions, request_.method));
            }
            case IndexKind::graph: {
                if (!request_.edges) refuse("edges", "given with " + std::string(index.name), "none");
                const bool by_order = index.name == "myerson";
                return request_.fractions
                           ? cells(graph_index_fractions(by_order, rule_, *request_.edges))
                           : cells(graph_index_values(by_order, rule_, *request_.edges, request_.method));
            }
            case IndexKind::solution: return solution(index.name);
            case IndexKind::votes:
            case IndexKind::whole: break;
        }
        return indices_.of_votes(index.name);
    }

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
    RuleIndices indices_;
    std::optional<Rule> quotient_;
    std::optional<RuleIndices> between_;
    PowerColumns answer_;
};

}  // namespace

std::vector<std::string> applicable_indices(const PowerRequest& request) {
    std::vector<std::string> names;
    for (const IndexName& index : index_names)
        if ((index.kind != IndexKind::unions || request.unions) && (index.kind != IndexKind::graph || request.edges))
            names.emplace_back(index.name);
    return names;
}

PowerColumns power_columns(const Rule& rule, const PowerRequest& request) {
    check(rule);
    const bool all = request.indices == std::vector<std::string>{"all"};
    const std::vector<std::string> names = all ? applicable_indices(request) : request.indices;
    for (const std::string& name : names) static_cast<void>(index_name(name));  // refuses an unknown one at once
    if (request.fractions && !std::holds_alternative<Exact>(request.method))
        refuse("method", "auto or exact with fractions", method_name(request.method));
    if (request.edges) check_pairs(*request.edges, member_count(rule), "edges");
    Columns columns(rule, request);
    for (const std::string& name : names) {
        const IndexName& index = index_name(name);
        const bool optional = all && index.kind != IndexKind::votes && index.kind != IndexKind::whole;
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
