// Every index of every game of the reference table: as fractions digit for digit, and by every method.

#include "catch.hpp"
#include "support/reference_rules.hpp"

#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/measures/power.hpp>

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

const std::string quotient = "quotient_";

std::vector<Fraction> fractions_of(const support::ReferenceRow& row, const Rule& rule) {
    if (row.index == "coleman_collectivity") return {coleman_collectivity_fraction(swing_counts(rule))};
    if (const SetIndex* set = find_set_index(row.index)) return set_index_fractions(*set, rule);
    if (const UnionIndex* with = find_union_index(row.index))
        return union_index_fractions(*with, rule, support::unions_of(row.setting));
    if (row.index.starts_with(quotient))
        return index_fractions(row.index.substr(quotient.size()),
                               swing_counts(quotient_rule(rule, support::unions_of(row.setting))));
    if (row.setting.contains("edges"))
        return graph_index_fractions(row.index == "myerson", rule, support::edges_of(row.setting));
    return index_fractions(row.index, swing_counts(rule));
}

std::vector<double> values_of(const support::ReferenceRow& row, const Rule& rule, const Method& method) {
    const auto list = [](const Eigen::ArrayXd& values) { return std::vector<double>(values.begin(), values.end()); };
    if (row.index == "coleman_collectivity") return {coleman_collectivity(rule, method)};
    if (const SetIndex* set = find_set_index(row.index)) return list(set_index_values(*set, rule, method));
    if (const UnionIndex* with = find_union_index(row.index))
        return list(union_index_values(*with, rule, support::unions_of(row.setting), method));
    if (row.index.starts_with(quotient))
        return list(
            quotient_index_values(row.index.substr(quotient.size()), rule, support::unions_of(row.setting), method));
    if (row.setting.contains("edges"))
        return list(graph_index_values(row.index == "myerson", rule, support::edges_of(row.setting), method));
    const VoteIndex& index = vote_index(row.index);
    return list(index_values(index, member_standings(rule, model_of(index), method)));
}

std::vector<support::ReferenceRow> rows_of_two_votes() {
    std::vector<support::ReferenceRow> rows;
    for (support::ReferenceRow& row : support::reference_rows())
        if (!support::is_ternary(row)) rows.push_back(std::move(row));
    return rows;
}

}  // namespace

TEST_CASE("Every index of every reference game is the fraction of the table, digit for digit") {
    std::set<std::string> games;
    for (const support::ReferenceRow& row : rows_of_two_votes()) {
        INFO(row.game << ", " << row.index << ", from " << row.source);
        std::vector<std::string> texts;
        for (const Fraction& value : fractions_of(row, support::rule_of(row))) texts.push_back(value.str());
        CHECK(texts == row.fractions);
        games.insert(row.game);
    }
    CHECK(games.size() >= 100);
}

TEST_CASE("Every method gives the values of the reference table") {
    for (const support::ReferenceRow& row : rows_of_two_votes()) {
        const Rule rule = support::rule_of(row);
        for (const Method& method : {Method(Exact{}), Method(DecisionDiagram{}), Method(Enumerate{})}) {
            INFO(row.game << ", " << row.index << ", by " << method_name(method));
            const std::vector<double> values = values_of(row, rule, method);
            REQUIRE(values.size() == row.values.size());
            for (std::size_t i = 0; i < values.size(); ++i) CHECK(std::abs(values[i] - row.values[i]) < 1e-12);
        }
    }
}
