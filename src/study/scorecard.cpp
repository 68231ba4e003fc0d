#include "kind_risks.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/rules/combined.hpp>
#include <stemgewicht/study/scorecard.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>
#include <span>
#include <utility>

namespace stemgewicht {

namespace {

using detail::OptionWay;

/// A number and a bound on its standard error.
struct Figure {
    double value = 0, error = 0;
};

/// The chances that concern all councils at once, under one model.
class Councils {
public:
    Councils(const Board& board, const OptionsRequest& request, const std::string& model)
        : board_(board), model_(parse_model(model, board)), request_(request) {
        std::ranges::copy(council_positions(board), std::back_inserter(positions_));
        const std::size_t count = positions_.size();
        everyone_ = councils_under(board, {std::vector<Weight>(count, 1), static_cast<Weight>(count)});
        anyone_ = councils_under(board, {std::vector<Weight>(count, 1), 1});
        const Estimate yes = pass(everyone_, request.method), some = pass(anyone_, request.method);
        alike_ = {.value = yes.value + 1 - some.value, .error = yes.error + some.error};
    }

    /// P(all councils want the same).
    [[nodiscard]] Figure alike() const { return alike_; }

    /// P(all councils want what the assembly decides). Where its weights are in proportion to those of the positions,
    /// councils that all have a majority make one in the assembly.
    [[nodiscard]] Figure with_assembly(const std::string& column) {
        const auto [known, added] = with_assembly_.try_emplace(column);
        if (!added) return known->second;
        if (in_proportion(column)) return known->second = alike_;
        const Rule assembly = majority_rule(column_of(board_, column));
        Method method = request_.method;
        if (std::holds_alternative<Exact>(method) || std::holds_alternative<Conditional>(method))
            method = MonteCarlo{.threads = request_.threads};
        const Estimate yes = pass(all_of({assembly, everyone_}), method);
        const Estimate some = pass(any_of({assembly, anyone_}), method);
        return known->second = {.value = yes.value + 1 - some.value, .error = yes.error + some.error};
    }

private:
    [[nodiscard]] Estimate pass(const Rule& rule, const Method& method) const {
        const std::span first(positions_.data(), std::holds_alternative<CompositeRule>(rule) ? positions_.size() : 1);
        return estimated_outvoted(rule, first, model_, method, Ties::against).front().pass;
    }

    [[nodiscard]] bool in_proportion(const std::string& column) const {
        __extension__ using Wide = __int128;
        const std::vector<Weight>& weights = column_of(board_, column);
        const std::vector<Weight>& seats = column_of(board_, governance_of(board_).position);
        const Weight total = total_weight(weights), seat_total = total_weight(seats);
        for (std::size_t i = 0; i < weights.size(); ++i)
            if (Wide{weights[i]} * seat_total != Wide{seats[i]} * total) return false;
        return true;
    }

    const Board& board_;
    std::vector<Rule> positions_;
    VotingModel model_;
    const OptionsRequest& request_;
    CompositeRule everyone_, anyone_;
    Figure alike_;
    std::map<std::string, Figure> with_assembly_;
};

/// How many of the largest weights reach the quota.
std::size_t fewest(std::vector<Weight> weights, Weight quota) {
    std::ranges::sort(weights, std::greater{});
    std::size_t count = 0;
    for (Weight sum = 0; count < weights.size() && sum < quota; ++count) sum += weights[count];
    return count;
}

/// The fewest votes alone that pass a motion where this row's body decides.
class Fewest {
public:
    explicit Fewest(const Board& board) : board_(board), positions_(council_positions(board)) {
        for (const WeightedRule& position : positions_)
            of_council_.push_back(fewest(position.weights, majority_quota(total_weight(position.weights))));
    }

    /// Of municipalities, all of whose groups vote for it.
    [[nodiscard]] std::size_t municipalities(const OptionRow& row) const {
        if (row.decider == Decider::board) {
            const WeightedRule top = board_rule(board_, row.scheme);
            return fewest(top.weights, top.quota);
        }
        if (row.decider != Decider::assembly) return 1;
        const std::vector<Weight>& weights = column_of(board_, row.scheme);
        const Grouping& councils = grouping_of(board_, governance_of(board_).grouping);
        std::vector<Weight> sums(councils.group_count());
        for (std::size_t i = 0; i < weights.size(); ++i) sums[councils.group_of[i]] += weights[i];
        return fewest(sums, majority_quota(total_weight(weights)));
    }

    /// Of council groups; where each council decides, in council j.
    [[nodiscard]] std::size_t members(const OptionRow& row, std::size_t j) const {
        if (row.decider == Decider::assembly) {
            const std::vector<Weight>& weights = column_of(board_, row.scheme);
            return fewest(weights, majority_quota(total_weight(weights)));
        }
        return row.decider == Decider::board ? under_board(board_rule(board_, row.scheme))
                                             : of_council_[row.decider == Decider::centre ? 0 : j];
    }

private:
    /// The most weight on the board that so many groups can carry, for every number of groups.
    [[nodiscard]] std::size_t under_board(const WeightedRule& top) const {
        std::vector<Weight> most(std::accumulate(of_council_.begin(), of_council_.end(), std::size_t{1}), 0);
        for (std::size_t j = 0; j < of_council_.size(); ++j)
            for (std::size_t groups = most.size(); groups-- > of_council_[j];)
                most[groups] = std::max(most[groups], most[groups - of_council_[j]] + top.weights[j]);
        return static_cast<std::size_t>(std::ranges::find_if(most, [&](Weight w) { return w >= top.quota; }) -
                                        most.begin());
    }

    const Board& board_;
    std::vector<WeightedRule> positions_;
    std::vector<std::size_t> of_council_;
};

/// Collects the ends of a range and what gives them.
class Range {
public:
    void add(Figure number, const std::string& under) {
        if (empty_ || number.value < score_.least) score_.least = number.value, score_.least_under = under;
        if (empty_ || number.value > score_.most) score_.most = number.value, score_.most_under = under;
        score_.error = std::max(score_.error, number.error);
        empty_ = false;
    }
    [[nodiscard]] Score score(const std::string& option, std::string_view measure, const std::string& who) const {
        Score result = score_;
        if (result.least == result.most) result.least_under = result.most_under = "";
        result.option = option;
        result.measure = measure;
        result.municipality = who;
        return result;
    }

private:
    Score score_;
    bool empty_ = true;
};

/// Works all measures of a case.
class Scorer {
public:
    Scorer(const Board& board, const ScorecardRequest& request)
        : board_(board),
          data_(governance_of(board)),
          request_(request),
          options_(every_option(request.options)),
          rows_(request.rows.empty() ? compare_options(board, options_) : request.rows),
          ways_(detail::option_ways(board, rows_)),
          exposed_(board, options_),
          fewest_(board) {
        for (const OptionWay& way : ways_)
            if (!councils_.contains(way.model)) councils_.try_emplace(way.model, board, options_, way.model);
    }

    std::vector<Score> all() {
        const std::vector<std::size_t> places = detail::places_of(board_, request_.municipalities);
        const std::vector<std::string>& wanted = request_.options.options;
        std::vector<Score> scores;
        for (const std::string& option : option_ids(board_)) {
            if (!wanted.empty() && std::ranges::find(wanted, option) == wanted.end()) continue;
            for (const ScorecardMeasure& measure : scorecard_measures)
                for (const std::size_t j : measure.each ? places : std::vector<std::size_t>{0})
                    scores.push_back(
                        range(option, measure.name, j)
                            .score(option, measure.name, measure.each ? data_.municipalities[j].name : "all"));
        }
        return scores;
    }

private:
    using OfKind = std::function<Figure(std::size_t kind)>;

    static OptionsRequest every_option(OptionsRequest request) {
        request.options.clear();  // the burden asks for the first
        request.municipalities.clear();
        return request;
    }

    Range range(const std::string& option, std::string_view measure, std::size_t j) {
        Range result;
        for (const OptionWay& way : ways_) {
            if (way.option != option) continue;
            if (measure != "burden")
                add(result, way, measure, [&](std::size_t k) { return number(way, measure, k, j); });
            else
                for (const OptionWay& first : ways_)
                    if (in_one_world(way, first))
                        add(result, way, measure, [&](std::size_t k) { return burden(way, first, k, j); });
        }
        return result;
    }

    /// Whether the first option may be what it is in `first` where another is what it is in `way`.
    [[nodiscard]] bool in_one_world(const OptionWay& way, const OptionWay& first) const {
        if (first.option != data_.options.front().id || first.model != way.model) return false;
        if (first.option == way.option) return &first == &way;
        const auto assembly = [&](const OptionWay& of) {
            for (std::size_t k = 0; k < data_.kinds.size(); ++k)
                if (of.row(k, 0).decider == Decider::assembly) return of.row(k, 0).scheme;
            return std::string();
        };
        const std::string mine = assembly(way), before = assembly(first);
        return mine.empty() || before.empty() || mine == before;
    }

    /// Averages over the kinds, or takes each.
    void add(Range& range, const OptionWay& way, std::string_view measure, const OfKind& of_kind) const {
        const bool count = measure.ends_with("_to_pass");
        const std::size_t kinds = data_.kinds.size();
        const std::string under = way.scheme + ", " + way.model;
        if (!count && request_.portfolio) {
            Figure sum;
            for (std::size_t k = 0; k < kinds; ++k) {
                const double share = request_.portfolio->shares[k];
                const Figure own = of_kind(k);
                sum.value += share * own.value;
                sum.error += share * own.error;
            }
            return range.add(sum, under);
        }
        for (std::size_t k = 0; k < kinds; ++k)
            if (!request_.portfolio || request_.portfolio->shares[k] > 0) {
                const std::string& kind = way.row(k, 0).kind;
                range.add(of_kind(k), kind == "all" ? under : under + ", " + kind);
            }
    }

    Figure number(const OptionWay& way, std::string_view measure, std::size_t kind, std::size_t j) {
        const OptionRow& row = way.row(kind, j);
        const bool own = row.decider == Decider::council;
        if (measure == "risk") return {row.outvoted, row.error};
        if (measure == "power") return row.influence ? Figure{row.influence->value, row.influence->error} : Figure{0};
        if (measure == "exposed_share") return {exposed_(way, kind, j) ? 1.0 : 0.0};
        if (measure == "flexibility") return {own || (row.decider == Decider::centre && j == 0) ? 1.0 : 0.0};
        if (measure == "municipalities_to_pass") return {static_cast<double>(fewest_.municipalities(row))};
        if (measure == "members_to_pass") return {static_cast<double>(fewest_.members(row, j))};
        Councils& councils = councils_.at(way.model);
        if (measure == "uniformity") return own ? councils.alike() : Figure{1};
        if (own) return {1};  // agreement: each council decides what it wants
        return row.decider == Decider::assembly ? councils.with_assembly(row.scheme) : councils.alike();
    }

    /// How much more all councils but j are outvoted on a kind, in sum.
    [[nodiscard]] Figure burden(const OptionWay& way, const OptionWay& first, std::size_t kind, std::size_t j) const {
        Figure sum;
        for (std::size_t i = 0; i < data_.municipalities.size(); ++i) {
            if (i == j) continue;
            sum.value += way.row(kind, i).outvoted - first.row(kind, i).outvoted;
            sum.error += way.row(kind, i).error + first.row(kind, i).error;
        }
        return sum;
    }

    const Board& board_;
    const GovernanceData& data_;
    const ScorecardRequest& request_;
    OptionsRequest options_;
    std::vector<OptionRow> rows_;
    std::vector<OptionWay> ways_;
    detail::Exposure exposed_;
    Fewest fewest_;
    std::map<std::string, Councils> councils_;
};

/// The range as a text: counts whole, chances to three decimals.
std::string range_text(const Score& score) {
    const auto text = [&](double value) {
        return score.measure.ends_with("_to_pass") ? fmt::format("{:.0f}", value)
                                                   : fmt::format("{:.3f}", std::abs(value) < 0.0005 ? 0.0 : value);
    };
    const std::string least = text(score.least), most = text(score.most);
    return least == most ? least : least + " to " + most;
}

const ScorecardMeasure& measure_of(std::string_view name) {
    return *std::ranges::find(scorecard_measures, name, &ScorecardMeasure::name);
}

/// "TEXT (gloss): by risk, power. Not computed: ..", for reading.
std::string criterion_note(const Criterion& criterion) {
    std::string note = fmt::format("criterion \"{}\"", criterion.text);
    if (!criterion.gloss.empty()) note += fmt::format(" ({})", criterion.gloss);
    note += criterion.measures.empty() ? ": not computed: "
                                       : fmt::format(": by {}{}", fmt::join(criterion.measures, ", "),
                                                     criterion.not_computed.empty() ? "." : "; not computed: ");
    return note + criterion.not_computed;
}

}  // namespace

std::vector<Score> scorecard(const Board& board, const ScorecardRequest& request) {
    if (request.portfolio) check_portfolio(*request.portfolio, governance_of(board).kinds.size());
    if (request.options.attendance) refuse("attendance", "left out of a scorecard", *request.options.attendance);
    if (!request.options.baseline.empty())
        refuse("baseline", "left out of a scorecard", "\"" + request.options.baseline + "\"");
    for (const std::string& option : request.options.options)
        if (std::ranges::find(governance_of(board).options, option, &GovernanceOption::id) ==
            governance_of(board).options.end())
            refuse_unknown("option", names_of(option_ids(board)), option);
    static_cast<void>(detail::places_of(board, request.municipalities));
    return Scorer(board, request).all();
}

Table scorecard_table(const Board& board, const ScorecardRequest& request, const std::vector<Score>& scores) {
    const bool simulated = std::ranges::any_of(scores, [](const Score& score) { return score.error > 0; });
    Table table{.title = "Scorecard of " + board.title,
                .columns = {"option", "measure", "municipality", "status", "least", "most"},
                .rows = {},
                .notes = {}};
    if (simulated) table.columns.emplace_back("error");
    table.columns.insert(table.columns.end(), {"least_under", "most_under", "note"});
    for (const Score& score : scores) {
        const ScorecardMeasure& measure = measure_of(score.measure);
        std::vector<Table::Cell> cells{score.option,       score.measure,
                                       score.municipality, measure.proxy ? "proxy" : "computed",
                                       score.least,        score.most};
        if (simulated) cells.emplace_back(score.error);
        cells.insert(cells.end(), {score.least_under, score.most_under, std::string(measure.text)});
        table.rows.push_back(std::move(cells));
    }
    for (const Criterion& criterion : governance_of(board).criteria) {
        if (!criterion.measures.empty()) continue;
        std::vector<Table::Cell> cells{"all", criterion.text, "all", "not computed", Table::Cell(), Table::Cell()};
        if (simulated) cells.emplace_back();
        cells.insert(cells.end(), {"", "", criterion.not_computed});
        table.rows.push_back(std::move(cells));
    }
    if (request.portfolio) table.notes.push_back(detail::portfolio_note(board, *request.portfolio));
    table.data_notes = board.notes;
    return table;
}

Table scorecard_summary(const Board& board, const std::vector<Score>& scores, const std::string& municipality) {
    detail::places_of(board, {municipality});
    Table table{.title = fmt::format("Scorecard of {}: {}", board.title, municipality),
                .columns = {"measure"},
                .rows = {},
                .notes = {}};
    std::vector<std::string> options;
    for (const Score& score : scores)
        if (std::ranges::find(options, score.option) == options.end()) options.push_back(score.option);
    table.columns.insert(table.columns.end(), options.begin(), options.end());
    for (const ScorecardMeasure& measure : scorecard_measures) {
        std::vector<Table::Cell> cells{fmt::format("{}{}", measure.name, measure.proxy ? " (proxy)" : "")};
        for (const std::string& option : options)
            for (const Score& score : scores)
                if (score.option == option && score.measure == measure.name &&
                    (!measure.each || score.municipality == municipality))
                    cells.emplace_back(range_text(score));
        cells.resize(table.columns.size());
        table.rows.push_back(std::move(cells));
        table.notes.push_back(fmt::format("{}: {}.", measure.name, measure.text));
    }
    for (const Criterion& criterion : governance_of(board).criteria) table.notes.push_back(criterion_note(criterion));
    return table;
}

Table criteria_table(const Board& board) {
    Table table{.title = "Criteria of the sources, " + board.title,
                .columns = {"criterion", "gloss", "source", "measures", "not_computed"},
                .rows = {},
                .notes = {}};
    for (const Criterion& criterion : governance_of(board).criteria)
        table.rows.push_back({criterion.text, criterion.gloss, criterion.source,
                              fmt::format("{}", fmt::join(criterion.measures, ", ")), criterion.not_computed});
    return table;
}

}  // namespace stemgewicht
