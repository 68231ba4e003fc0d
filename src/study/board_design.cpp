#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/design/inverse.hpp>
#include <stemgewicht/design/inverse_search.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/study/board_design.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>

namespace stemgewicht {

namespace {

constexpr std::array<std::string_view, 4> quantity_names{"decisive", "outvoted", "overruled", "blocked"};
constexpr std::array<std::string_view, 4> norm_names{"absolute", "euclidean", "largest", "relative"};

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

double number_of(std::string_view text, std::string_view field) {
    const std::vector<double> numbers = parse_numbers(text, field);
    if (numbers.size() != 1 || !std::isfinite(numbers.front())) refuse(field, "one number", in_quotes(text));
    return numbers.front();
}

/// The numbers of a column, or their roots.
std::vector<double> column_values(std::string_view text, const Board& board) {
    const bool root = text.starts_with("sqrt(") && text.ends_with(")");
    const std::string name(root ? text.substr(5, text.size() - 6) : text);
    if (!board.columns.contains(name))
        refuse("target",
               fmt::format("MEASURE=VALUES, where the values are {} numbers, equal, or a column of {} ({})",
                           board.names.size(), board.id, keys_of(board.columns)),
               unknown_name(name, names_of(board.columns,
                                           [](const auto& column) -> const std::string& { return column.first; })));
    const Scale scale = scale_of(board, name);
    const double one = std::pow(10.0, scale.decimals) * static_cast<double>(scale.divisor);
    std::vector<double> values;
    for (const Weight number : column_of(board, name)) {
        const double value = static_cast<double>(number) / one;
        values.push_back(root ? std::sqrt(value) : value);
    }
    return values;
}

bool is_list(std::string_view text) {
    return text.find_first_not_of("0123456789.,eE+- ") == std::string_view::npos &&
           text.find_first_of("0123456789") != std::string_view::npos;
}

/// The targets that a text gives, for a measure.
std::vector<double> target_values(std::string_view text, const Board& board, const DesignMeasure& measure) {
    if (is_list(text)) {
        std::vector<double> values = parse_numbers(text, "target");
        if (values.size() != board.names.size())
            refuse("target", fmt::format("one number for each of the {} members of {}", board.names.size(), board.id),
                   fmt::format("{} numbers", values.size()));
        return values;
    }
    const bool shares = sums_to_one(measure);
    if (text == "equal" && !shares)
        refuse("target", "numbers or a column where " + measure_name(measure) + " does not sum to 1", "equal");
    std::vector<double> values =
        text == "equal" ? std::vector<double>(board.names.size(), 1.0) : column_values(text, board);
    if (!shares) return values;
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    if (!(sum > 0)) refuse("target", "a column with a positive number", in_quotes(text));
    for (double& value : values) value /= sum;
    return values;
}

/// A text up to a sign and behind it; empty where it is not there.
std::optional<std::pair<std::string_view, std::string_view>> cut(std::string_view text, std::string_view sign) {
    const std::size_t place = text.rfind(sign);
    if (place == std::string_view::npos) return std::nullopt;
    return std::pair(text.substr(0, place), text.substr(place + sign.size()));
}

/// The members that a text such as A+B names. Where names hold the sign, the longest that is a member's is taken.
Coalition coalition_of(std::string_view text, const Board& board) {
    constexpr std::size_t none = std::string_view::npos;
    const auto is_member = [&](std::string_view name) { return std::ranges::count(board.names, name) > 0; };
    Coalition coalition(board.names.size());
    for (std::optional<std::string_view> rest = text; rest;) {
        std::size_t end = rest->size();
        while (end != none && !is_member(rest->substr(0, end))) end = end == 0 ? none : rest->rfind('+', end - 1);
        if (end == none) end = std::min(rest->find('+'), rest->size());
        coalition.set(member_index(board, rest->substr(0, end)));
        rest = end < rest->size() ? std::optional(rest->substr(end + 1)) : std::nullopt;
    }
    return coalition;
}

void add_order(DesignConstraints& constraints, std::string_view text, const Board& board) {
    if (const auto pair = cut(text, ">")) {
        constraints.order.emplace_back(member_index(board, pair->first), member_index(board, pair->second));
        return;
    }
    const std::vector<Weight>& column = column_of(board, std::string(text));
    std::vector<std::size_t> members(column.size());
    std::iota(members.begin(), members.end(), std::size_t{0});
    std::ranges::stable_sort(members, std::ranges::greater{}, [&](std::size_t i) { return column[i]; });
    for (std::size_t k = 1; k < members.size(); ++k) {
        constraints.order.emplace_back(members[k - 1], members[k]);
        if (column[members[k - 1]] == column[members[k]]) constraints.order.emplace_back(members[k], members[k - 1]);
    }
}

/// A measure that is to stay at, or below or above, a number.
struct Threshold {
    std::string_view measure;
    bool at_most;
    double number;

    [[nodiscard]] bool holds(double value) const {
        return at_most ? value <= number + equal_distances : value >= number - equal_distances;
    }
};

std::optional<Threshold> parse_threshold(std::string_view text, std::string_view field) {
    for (const bool at_most : {true, false})
        if (const auto parts = cut(text, at_most ? "<=" : ">="))
            return Threshold{.measure = parts->first, .at_most = at_most, .number = number_of(parts->second, field)};
    return std::nullopt;
}

/// Where the parenthesis opens that the last sign of a text closes, as names may hold others; npos where none does.
std::size_t last_parenthesis(std::string_view text) {
    if (!text.ends_with(')')) return std::string_view::npos;
    int open = 0;
    for (std::size_t i = text.size(); i-- > 0;) {
        open += text[i] == ')' ? 1 : text[i] == '(' ? -1 : 0;
        if (open == 0) return i;
    }
    return std::string_view::npos;
}

MemberBound parse_bound(const Threshold& threshold, const Board& board) {
    const std::string_view text = threshold.measure;
    const std::size_t open = last_parenthesis(text);
    if (open == std::string_view::npos) refuse("constraint", "MEASURE(NAME)<=NUMBER, or >=NUMBER", in_quotes(text));
    MemberBound bound{.member = member_index(board, text.substr(open + 1, text.size() - open - 2)),
                      .measure = parse_measure(text.substr(0, open), board, "constraint")};
    (threshold.at_most ? bound.most : bound.least) = threshold.number;
    return bound;
}

std::string title_of(const Board& board) { return board.title.empty() ? "Weighted board" : board.title; }

/// What is left out where the members are municipalities.
constexpr std::string_view council_note =
    "the municipalities of the case, each of which votes as one under the model; how their councils come to "
    "that is left out, see the commands options and front.";

std::string weights_text(const std::vector<Weight>& weights, Scale scale) {
    std::string text;
    for (const Weight weight : weights) text += (text.empty() ? "" : ",") + decimal_text(weight, scale);
    return text;
}

/// Refuses staircases whose measures take minutes: a count goes with the members and their weights, or the sets of half
/// of the members, and beyond so many weights takes sums over frequencies.
void check_steps(std::size_t steps, std::size_t members, Weight total, std::size_t measures) {
    constexpr double most_weights = 1e4, most_work = 2e11;
    const double sets = std::ldexp(1.0, static_cast<int>(std::min<std::size_t>(members, 100) / 2));
    const double count = static_cast<double>(members) * std::min({static_cast<double>(total), sets, most_weights});
    if (static_cast<double>(steps) * static_cast<double>(measures) * count > most_work)
        throw std::length_error(fmt::format(
            "tipping points: {} measures of {} members at {} weights take too long; weights in larger units "
            "carry it",
            measures, members, steps));
}

}  // namespace

Board designed_board(const Board& board) {
    if (!board.governance || !board.governance->councils) return board;
    Board result;
    result.id = board.id;
    result.title = "General board of " + (board.title.empty() ? board.id : board.title);
    result.notes.push_back({.mark = "assumption", .about = "members", .text = std::string(council_note)});
    for (const Municipality& municipality : board.governance->municipalities) result.names.push_back(municipality.name);
    for (const std::string& scheme : all_schemes(board)) result.columns[scheme] = board_rule(board, scheme).weights;
    result.weight_column = result.columns.contains("seats") ? "seats" : result.columns.begin()->first;
    result.rule = majority_rule(result.columns.at(result.weight_column));
    result.quota_text = "majority";
    return result;
}

QuotaShare parse_quota_share(std::string_view text, std::string_view field) {
    if (text == "majority") return majority_share;
    const auto [reach, rest] = parse_reach(text);
    const auto share = parse_share(rest);
    if (!share) refuse(field, "majority, or a share such as 2/3, 70% or >2/3", in_quotes(text));
    const QuotaShare result{
        .numerator = share->numerator, .denominator = share->denominator, .exceeded = reach == Reach::more_than};
    check(result, field);
    return result;
}

DistanceNorm parse_norm(std::string_view text) {
    const auto found = std::ranges::find(norm_names, text);
    if (found == norm_names.end()) refuse_unknown("norm", norm_names, text);
    return static_cast<DistanceNorm>(found - norm_names.begin());
}

DesignMeasure parse_measure(std::string_view text, const Board& board, std::string_view field) {
    const std::size_t colon = text.find(':');
    const auto found = std::ranges::find(quantity_names, text.substr(0, colon));
    if (found == quantity_names.end()) {
        for (const Index& index : index_table)
            if (text_of(index).name == text) return index;
        std::vector<std::string_view> known =
            names_of(index_table, [](const Index& index) { return text_of(index).name; });
        known.insert(known.end(), quantity_names.begin(), quantity_names.end());
        refuse(field,
               "an index (see stemgewicht indices), or decisive, outvoted, overruled or blocked, as in outvoted:iac",
               unknown_name(text, known));
    }
    return RiskMeasure{.quantity = static_cast<RiskQuantity>(found - quantity_names.begin()),
                       .model = colon == std::string_view::npos ? VotingModel(ic())
                                                                : parse_model(text.substr(colon + 1), board, field)};
}

InverseProblem parse_target(std::string_view text, const Board& board, std::string_view norm) {
    const auto parts = cut(text, "=");
    if (!parts)
        refuse("target", "MEASURE=VALUES, as in banzhaf_normalized=population",
               text.empty() ? "nothing" : in_quotes(text));
    DesignMeasure measure = parse_measure(parts->first, board, "target");
    std::vector<double> target = target_values(parts->second, board, measure);
    return {.target = std::move(target), .measure = std::move(measure), .norm = parse_norm(norm), .constraints = {}};
}

void add_constraint(DesignConstraints& constraints, std::string_view text, const Board& board) {
    if (text == "proper") {
        constraints.proper = true;
    } else if (text == "no_dictator") {
        constraints.no_dictator = true;
    } else if (text == "no_veto") {
        constraints.no_veto = true;
    } else if (text == "no_null") {
        constraints.no_null = true;
    } else if (text.starts_with("quota=")) {
        if (constraints.quota) refuse("constraint", "one quota", in_quotes(text) + " beside another");
        constraints.quota = parse_quota_share(text.substr(6), "constraint quota");
    } else if (text.starts_with("order=")) {
        add_order(constraints, text.substr(6), board);
    } else if (text.starts_with("winning=")) {
        constraints.winning.push_back(coalition_of(text.substr(8), board));
    } else if (text.starts_with("losing=")) {
        constraints.losing.push_back(coalition_of(text.substr(7), board));
    } else if (const auto threshold = parse_threshold(text, "constraint")) {
        constraints.bounds.push_back(parse_bound(*threshold, board));
    } else {
        refuse("constraint",
               "proper, no_dictator, no_veto, no_null, quota=SHARE, order=COLUMN, order=A>B, winning=A+B, losing=A+B, "
               "MEASURE(NAME)<=NUMBER or MEASURE(NAME)>=NUMBER",
               in_quotes(text));
    }
}

DesignAnswer solved(const InverseProblem& problem, const BoardDesignRequest& request,
                    const std::vector<std::string>& names) {
    if (!(request.tolerance >= 0)) refuse("tolerance", "0 or more", request.tolerance);
    if (!compares_all_rules(problem))
        return {.answer = inverse_search(
                    problem, {.tolerance = request.tolerance, .seed = request.seed, .progress = request.progress}),
                .searched = true};
    return {.answer = inverse(problem, {.listed = request.listed,
                                        .games = request.games,
                                        .note = request.note,
                                        .names = names,
                                        .progress = request.progress}),
            .searched = false};
}

BoardDesign design_board(const Board& board, const BoardDesignRequest& request) {
    BoardDesign design{.board = designed_board(board), .problem = {}, .answer = {}, .searched = false};
    design.problem = parse_target(request.target, design.board, request.norm);
    for (const std::string& constraint : request.constraints)
        add_constraint(design.problem.constraints, constraint, design.board);
    auto [answer, searched] = solved(design.problem, request, design.board.names);
    design.answer = std::move(answer);
    design.searched = searched;
    return design;
}

Table design_table(const BoardDesign& design) {
    const InverseAnswer& answer = design.answer;
    Table table{.title = fmt::format("{}: weights whose {} comes nearest to the target", title_of(design.board),
                                     measure_name(design.problem.measure)),
                .columns = {"rule", "quota", "member", "weight", "target", "value", "difference"},
                .rows = {},
                .notes = {}};
    for (std::size_t k = 0; k < answer.rules.size(); ++k) {
        const InverseRule& one = answer.rules[k];
        for (std::size_t i = 0; i < one.values.size(); ++i)
            table.rows.push_back({static_cast<std::int64_t>(k + 1), static_cast<std::int64_t>(one.rule.quota),
                                  design.board.names[i], static_cast<std::int64_t>(one.rule.weights[i]),
                                  design.problem.target[i], one.values[i], one.values[i] - design.problem.target[i]});
    }
    table.notes.push_back(
        fmt::format("distance ({}): {:.6g}; no rule that keeps to the constraints is nearer than {:.6g}; gap {:.6g}.",
                    norm_names[static_cast<std::size_t>(design.problem.norm)], answer.distance(), answer.lower_bound,
                    answer.gap()));
    table.data_notes = design.board.notes;
    if (!design.searched)
        table.notes.push_back(
            fmt::format("{} {} as near, of {} weighted games up to renaming, each with every "
                        "assignment of the members; {} shown, the lightest first.",
                        answer.ties, answer.ties == 1 ? "rule is" : "rules are", answer.compared, answer.rules.size()));
    else
        table.notes.push_back(
            fmt::format("found by a search, which tried {} rules, as not all can be compared; the bound: {}.",
                        answer.compared, answer.reason));
    return table;
}

std::string tipping_quota(const Board& board, const TippingRequest& request) {
    if (!request.quota.empty()) return request.quota;
    const std::string own = designed_board(board).quota_text;
    try {
        parse_quota_share(own);
        return own;
    } catch (const std::invalid_argument&) {
        return "majority";
    }
}

Table tipping_table(const Board& board, const TippingRequest& request) {
    const Board designed = designed_board(board);
    const std::size_t member = member_index(designed, request.member);
    const std::string quota = tipping_quota(board, request);
    const QuotaShare share = parse_quota_share(quota);
    std::vector<std::string> names = request.measures;
    if (names.empty()) names = {"outvoted:ic", "banzhaf"};
    std::vector<DesignMeasure> measures;
    for (const std::string& name : names) measures.push_back(parse_measure(name, designed));
    Table table{.title = fmt::format("{}: what changes with the weight of {}, the others' fixed", title_of(designed),
                                     request.member),
                .columns = {"measure", "from", "to", "quota", "now", "value", "others_least", "others_largest"},
                .rows = {},
                .notes = {},
                .as_given = {"from", "to", "quota"}};
    const std::vector<Weight>& now = weights(designed);
    const Scale scale = scale_of(designed, designed.weight_column);
    const std::vector<WeightStep> steps = weight_steps(now, member, share);
    check_steps(steps.size(), now.size(), total_weight(now), measures.size());
    for (std::size_t m = 0; m < measures.size(); ++m)
        for (const WeightStep& step : steps) {
            const bool here = step.first <= now[member] && (!step.last || now[member] <= *step.last);
            std::vector<double> values = measured_values(measures[m], step.rule);
            const double own = values[member];
            values.erase(values.begin() + static_cast<std::ptrdiff_t>(member));
            table.rows.push_back({names[m], as_written(step.first, scale),
                                  step.last ? as_written(*step.last, scale) : Table::Cell(),
                                  as_written(step.rule.quota, scale), static_cast<std::int64_t>(here), own,
                                  std::ranges::min(values), std::ranges::max(values)});
        }
    table.data_notes = designed.notes;
    if (request.quota.empty() && quota != designed.quota_text)
        table.notes.push_back(fmt::format(
            "assumption, quota: {} of the weights, whatever they add up to; that of the board, {}, is no share.", quota,
            designed.quota_text));
    table.notes.push_back(fmt::format("weights of {}: {}.", fmt::join(designed.names, ", "), weights_text(now, scale)));
    if (request.reach.empty()) return table;
    const auto threshold = parse_threshold(request.reach, "reach");
    if (!threshold) refuse("reach", "MEASURE<=NUMBER or MEASURE>=NUMBER", in_quotes(request.reach));
    const DesignMeasure measure = parse_measure(threshold->measure, designed, "reach");
    const auto change = least_change(now, member, share, [&](const WeightedRule& rule) {
        return threshold->holds(measured_values(measure, rule)[member]);
    });
    const auto change_text = [&](Weight difference) {
        return (difference < 0 ? "-" : "+") + decimal_text(std::abs(difference), scale);
    };
    table.notes.push_back(change ? fmt::format("{} is reached by a weight of {}, a change of {}.", request.reach,
                                               decimal_text(change->weight, scale),
                                               change_text(change->weight - now[member]))
                                 : fmt::format("{} is reached by no weight.", request.reach));
    return table;
}

}  // namespace stemgewicht
