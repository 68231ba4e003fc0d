#include "kind_risks.hpp"
#include "study/council_profiles.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/core/numeric/threads.hpp>
#include <stemgewicht/meetings/engines/absent_delegates.hpp>
#include <stemgewicht/meetings/engines/counting_steps.hpp>
#include <stemgewicht/methods/blocks/block_profiles.hpp>
#include <stemgewicht/models/laws/model_laws.hpp>
#include <stemgewicht/study/attended_risk.hpp>
#include <stemgewicht/study/options.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

namespace stemgewicht {

namespace {

/// All arrangements under one model, each with the standings of the municipalities that are asked for. The councils are
/// counted once for all boards that stand over them, where the method is Exact.
class ModelPass {
public:
    ModelPass(const std::vector<Arrangement>& all, const std::vector<WeightedRule>& positions,
              const std::vector<std::size_t>& asked, VotingModel model, const OptionsRequest& request)
        : positions_(positions),
          asked_(asked),
          asked_positions_(of_asked(positions)),
          rules_(is_simulation(request.method) ? rules_of(positions) : rules_of(asked_positions_)),
          model_(std::move(model)),
          request_(request),
          method_(with_threads(request)) {
        const auto* exact = std::get_if<Exact>(&method_);
        for (const Arrangement& arrangement : all)
            if (composite(arrangement) && std::holds_alternative<Fourier>(method_))  // before the assembly is counted
                refuse("method", "another one where the general board decides, whose rule is not weighted", "fourier");
        for (const Arrangement& arrangement : all)
            if (const auto* board = composite(arrangement); board && exact && !profiles_)
                profiles_ = detail::council_profiles(*board, positions, model_, *exact);
    }

    /// What each of them risks; `undecided` gets the chance of motions that are not decided.
    [[nodiscard]] std::vector<OutvotedEstimate> risks(const Arrangement& arrangement,
                                                      std::vector<double>& undecided) const {
        std::vector<OutvotedEstimate> result;
        if (!arrangement.decision) return own_councils(undecided);
        if (request_.attendance && arrangement.decider != Decider::centre) {
            for (const AttendancePositionEstimate& position : attended(arrangement)) {
                const Agreement<Estimate>& agreement = position.agreement;
                undecided.push_back(agreement.undecided.value);
                OutvotedEstimate risk;
                risk.outvoted = agreement.outvoted;
                risk.overruled = agreement.overruled;
                risk.blocked = agreement.blocked;
                risk.success = agreement.success;
                risk.decisive = position.decisive;
                risk.reached = position.reached;
                result.push_back(risk);
            }
            return result;
        }
        if (request_.attendance) undecided.assign(asked_.size(), 0.0);
        if (const auto* board = composite(arrangement); board && profiles_) {
            for (const Standing& standing : of_asked(detail::profile_standings(*profiles_, board->top)))
                result.push_back(estimated_outvoted(exact_estimate(standing), request_.ties));
            return result;
        }
        std::vector<OutvotedEstimate> risks =
            estimated_outvoted(*arrangement.decision, rules_, model_, method_, request_.ties);
        return is_simulation(method_) ? of_asked(risks) : risks;
    }

    /// How much more each of them is outvoted than under the baseline, motion by motion. Where one of the two
    /// leaves it to the councils, that is the risk under the other.
    [[nodiscard]] std::vector<Estimate> differences(const Arrangement& baseline, const Arrangement& arrangement) const {
        std::vector<Estimate> result;
        if (!baseline.decision || !arrangement.decision) {
            std::vector<double> undecided;
            for (const OutvotedEstimate& risk : risks(arrangement.decision ? arrangement : baseline, undecided)) {
                result.push_back(risk.outvoted);
                if (!arrangement.decision) result.back().value = 0 - risk.outvoted.value;
            }
            return result;
        }
        for (const WeightedRule& position : asked_positions_)
            result.push_back(
                compare_outvoted(*baseline.decision, *arrangement.decision, position, model_, method_, request_.ties)
                    .difference);
        return result;
    }

private:
    static std::vector<Rule> rules_of(const std::vector<WeightedRule>& positions) {
        return {positions.begin(), positions.end()};
    }

    static Method with_threads(const OptionsRequest& request) {
        Method method = request.method;
        const auto set = [&](auto& m) {
            if constexpr (requires { m.randomizations; } || requires { m.samples; }) m.threads = request.threads;
        };
        std::visit(set, method);
        return method;
    }

    static const CompositeRule* composite(const Arrangement& arrangement) {
        return arrangement.decision ? std::get_if<CompositeRule>(&*arrangement.decision) : nullptr;
    }

    /// Where each council decides for itself nobody is outvoted, and its groups settle it if all of them vote alike.
    [[nodiscard]] std::vector<OutvotedEstimate> own_councils(std::vector<double>& undecided) const {
        if (request_.attendance) undecided.assign(asked_.size(), 0.0);
        OutvotedEstimate own;
        own.success = own.decisive = {.value = 1};
        own.outvoted_if_yes = own.outvoted_if_no = Estimate{};
        return std::vector<OutvotedEstimate>(asked_.size(), own);
    }

    /// How each of them fares where members of the assembly, or delegates to the board, may be absent.
    [[nodiscard]] std::vector<AttendancePositionEstimate> attended(const Arrangement& arrangement) const {
        const auto* board = composite(arrangement);
        AttendanceRule rule{
            .weights = board ? board->top.weights : std::get<WeightedRule>(*arrangement.decision).weights,
            .tie = UnbrokenTie::deferred_unless_full};
        rule.quorum = rule.member_count() / 2 + 1;
        if (!board)
            return meeting_positions({.rule = rule, .attendance = attendance(*request_.attendance)}, asked_positions_,
                                     model_, method_for(rule), request_.ties);
        const std::vector<double> present = presence(attendance(*request_.attendance), rule.member_count());
        const std::optional<detail::BlockProfiles> profiles =
            profiles_ ? profiles_ : detail::council_profiles(*board, positions_, model_, Exact{});
        if (!profiles) throw std::length_error("exact: absence on this general board is not carried");
        std::vector<AttendancePositionEstimate> result;
        for (const AttendancePosition& standing :
             of_asked(detail::positions_with_absent_delegates(*profiles, rule, present)))
            result.push_back(estimated_outvoted(standing, request_.ties));
        return result;
    }

    /// The method asked for, or a simulation where an exact count of all municipalities would take too long: a row is
    /// the same whichever others are asked for.
    [[nodiscard]] Method method_for(const AttendanceRule& rule) const {
        if (!std::holds_alternative<Exact>(method_)) return method_;
        const double steps = detail::position_counting_steps(rule, model_) * static_cast<double>(positions_.size());
        return steps > request_.counting_limit ? Method{MonteCarlo{}} : method_;
    }

    /// What stands at the places of the municipalities that are asked for.
    template <class Thing>
    [[nodiscard]] std::vector<Thing> of_asked(const std::vector<Thing>& of_all) const {
        std::vector<Thing> result;
        for (const std::size_t j : asked_) result.push_back(of_all[j]);
        return result;
    }

    const std::vector<WeightedRule>& positions_;  ///< of all municipalities
    const std::vector<std::size_t>& asked_;
    std::vector<WeightedRule> asked_positions_;
    std::vector<Rule> rules_;  ///< of all to a simulation, whose draws depend on them; else of those asked for
    VotingModel model_;
    const OptionsRequest& request_;
    Method method_;
    std::optional<detail::BlockProfiles> profiles_;
};

/// P(pass | position yes) - P(pass | position no).
std::optional<Estimate> influence_of(const OutvotedEstimate& risk) {
    if (!risk.outvoted_if_yes || !risk.outvoted_if_no) return std::nullopt;
    return Estimate{.value = 1 - risk.outvoted_if_yes->value - risk.outvoted_if_no->value,
                    .error = risk.outvoted_if_yes->error + risk.outvoted_if_no->error,
                    .draws = risk.outvoted.draws};
}

/// The place of the arrangement that others are compared with; empty where none is asked for.
std::optional<std::size_t> baseline_of(const std::vector<Arrangement>& all, const std::string& text) {
    if (text.empty()) return std::nullopt;
    std::vector<std::string> known;  // once, though an option may have several arrangements of one scheme
    for (std::size_t a = 0; a < all.size(); ++a) {
        const std::string name = all[a].option + (all[a].scheme.empty() ? "" : ":" + all[a].scheme);
        if (text == name || text == all[a].option) return a;
        if (std::ranges::count(known, name) == 0) known.push_back(name);
    }
    refuse("baseline", fmt::format("one of the options compared ({})", fmt::join(known, ", ")), "\"" + text + "\"");
}

/// What stands in either list, once.
std::vector<std::string> either_of(std::vector<std::string> all, const std::vector<std::string>& more) {
    for (const std::string& name : more)
        if (std::ranges::count(all, name) == 0) all.push_back(name);
    return all;
}

/// The arrangements that a request asks for. A scheme may be one of the board, of the assembly, or both; where none of
/// those asked for is one of a body, all schemes of that body stay, as an option may need both bodies.
std::vector<Arrangement> chosen(const Board& board, const OptionsRequest& request) {
    const std::vector<std::string>& of_assembly = governance_of(board).assembly_schemes;
    const std::vector<std::string> of_board = all_schemes(board);
    std::vector<std::string> wanted = request.schemes.empty() ? of_board : request.schemes, wanted_of_assembly;
    for (const std::string& scheme : request.schemes) {
        if (std::ranges::count(of_assembly, scheme) > 0)
            wanted_of_assembly.push_back(scheme);
        else if (std::ranges::count(of_board, scheme) == 0)
            refuse_unknown("scheme", names_of(either_of(of_board, of_assembly)), scheme);
    }
    std::erase_if(wanted, [&](const std::string& scheme) { return std::ranges::count(of_board, scheme) == 0; });
    if (wanted.empty()) wanted = of_board;
    std::vector<Arrangement> all = arrangements(board, wanted);
    if (!wanted_of_assembly.empty())
        std::erase_if(all, [&](const Arrangement& a) {
            return a.decider == Decider::assembly && std::ranges::count(wanted_of_assembly, a.scheme) == 0;
        });
    const std::vector<GovernanceOption>& known = governance_of(board).options;
    for (const std::string& option : request.options)
        if (std::ranges::find(known, option, &GovernanceOption::id) == known.end())
            refuse_unknown("option", names_of(option_ids(board)), option);
    if (!request.options.empty())
        std::erase_if(all, [&](const Arrangement& a) {
            return std::ranges::find(request.options, a.option) == request.options.end();
        });
    return all;
}

/// The majority rule under which a single member decides everything, if there is one.
std::string dictator_note(const Board& board, const std::string& scheme) {
    const WeightedRule rule = board_rule(board, scheme);
    const Weight total = total_weight(rule.weights);
    for (std::size_t j = 0; j < rule.weights.size(); ++j)
        if (rule.weights[j] >= rule.quota && total - rule.weights[j] < rule.quota)
            return fmt::format("scheme {}: {} alone decides (a dictator); whether the law allows that is doubtful.",
                               scheme, governance_of(board).municipalities[j].name);
    return {};
}

/// Whether half of the weight of a council can be for a motion.
bool can_tie(const WeightedRule& council) {
    const Weight total = total_weight(council.weights);
    if (total % 2 != 0) return false;
    std::set<Weight> sums{0};
    for (const Weight weight : council.weights) {
        std::set<Weight> more;
        for (const Weight sum : sums)
            if (weight > 0 && sum + weight <= total / 2) more.insert(sum + weight);
        sums.merge(more);
    }
    return sums.contains(total / 2);
}

/// Which councils can tie, and what is made of it.
std::string tie_note(const Board& board, Ties ties) {
    std::string names;
    const std::vector<WeightedRule> positions = council_positions(board);
    for (std::size_t j = 0; j < positions.size(); ++j)
        if (can_tie(positions[j])) names += (names.empty() ? "" : ", ") + governance_of(board).municipalities[j].name;
    if (names.empty()) return {};
    const char* made = ties == Ties::excluded  ? "left out: chances are given that the council is not tied"
                       : ties == Ties::against ? "taken as against"
                                               : "taken as for or against with equal chance";
    return fmt::format("ties: the council of {} can tie; such motions are {}. Its delegation votes no then.", names,
                       made);
}

}  // namespace

std::vector<std::string> default_models(const Board& board) {
    std::vector<std::string> models{"ic", "iac"};
    if (const std::string& family = governance_of(board).family; !family.empty()) models.push_back("grouped:" + family);
    return models;
}

std::vector<OptionRow> compare_options(const Board& board, const OptionsRequest& request) {
    const GovernanceData& data = governance_of(board);
    std::vector<std::string> models = request.models;
    if (models.empty()) models = default_models(board);
    std::vector<VotingModel> parsed;
    for (const std::string& model : models) parsed.push_back(parse_model(model, board));
    if (request.threads < 0) refuse("threads", "0 for all cores, or the number of threads", request.threads);
    const std::vector<Arrangement> all = chosen(board, request);
    const std::vector<WeightedRule> positions = council_positions(board);
    const std::vector<std::size_t> asked = detail::places_of(board, request.municipalities);

    const std::optional<std::size_t> baseline = baseline_of(all, request.baseline);
    if (request.attendance) check_probability(*request.attendance, "attendance");
    if (request.attendance && baseline)
        refuse("baseline", "left out where members may be absent", "\"" + request.baseline + "\"");

    // The mandate's general board is that of the option ab: compute each decision once.
    std::vector<std::size_t> first(all.size());
    for (std::size_t a = 0; a < all.size(); ++a)
        while (!(all[first[a]].decision == all[a].decision)) ++first[a];
    struct Result {
        std::vector<OutvotedEstimate> risks;
        std::vector<double> undecided;
        std::vector<Estimate> differences;
    };
    std::vector<Result> results(all.size() * parsed.size());
    const auto work = [&](const ModelPass& pass, std::size_t m, std::size_t a) {
        Result& result = results[a * parsed.size() + m];
        result.risks = pass.risks(all[a], result.undecided);
        if (baseline) result.differences = pass.differences(all[*baseline], all[a]);
    };
    std::mutex counting;
    std::size_t done = 0;
    const auto compute = [&](const ModelPass& pass, std::size_t m, std::size_t a) {
        if (first[a] == a) work(pass, m, a);
        const std::scoped_lock lock(counting);
        if (request.progress) request.progress(++done, results.size());
    };
    // A simulation shares its own draws out to the threads.
    if (is_simulation(request.method))
        for (std::size_t m = 0; m < parsed.size(); ++m) {
            const ModelPass pass(all, positions, asked, parsed[m], request);
            for (std::size_t a = 0; a < all.size(); ++a) compute(pass, m, a);
        }
    else
        detail::with_threads(request.threads, [&] {
            tbb::parallel_for(std::size_t{0}, parsed.size(), [&](std::size_t m) {
                const ModelPass pass(all, positions, asked, parsed[m], request);
                tbb::parallel_for(std::size_t{0}, all.size(), [&](std::size_t a) { compute(pass, m, a); });
            });
        });

    std::vector<OptionRow> rows;
    for (std::size_t a = 0; a < all.size(); ++a)
        for (std::size_t m = 0; m < models.size(); ++m)
            for (std::size_t j = 0; j < asked.size(); ++j) {
                const Result& result = results[first[a] * parsed.size() + m];
                const OutvotedEstimate& risk = result.risks[j];
                rows.push_back({.option = all[a].option,
                                .scheme = all[a].scheme,
                                .model = models[m],
                                .municipality = data.municipalities[asked[j]].name,
                                .kind = all[a].kind,
                                .outvoted = risk.outvoted.value,
                                .overruled = risk.overruled.value,
                                .blocked = risk.blocked.value,
                                .decisive = risk.decisive.value,
                                .error = risk.outvoted.error,
                                .draws = risk.outvoted.draws,
                                .reached = risk.reached,
                                .decisive_error = risk.decisive.error,
                                .decider = all[a].decider,
                                .kinds = all[a].kinds,
                                .influence = influence_of(risk)});
                if (request.attendance) rows.back().undecided = result.undecided[j];
                if (baseline) rows.back().difference = result.differences[j];
            }
    return rows;
}

Table options_table(const Board& board, const std::vector<OptionRow>& rows, Ties ties) {
    Table table{.title = "Governance options of " + board.title,
                .columns = {"option", "scheme", "model", "municipality", "kind", "outvoted", "overruled", "blocked",
                            "decisive"},
                .rows = {},
                .notes = {}};
    const bool simulated = std::ranges::any_of(rows, [](const OptionRow& row) { return row.draws > 0; });
    const bool attended = !rows.empty() && rows.front().undecided;
    if (attended) table.columns.emplace_back("undecided");
    if (simulated) table.columns.insert(table.columns.end(), {"error", "draws"});
    const bool compared = !rows.empty() && rows.front().difference;
    if (compared) table.columns.emplace_back("difference");
    if (compared && simulated) table.columns.emplace_back("difference_error");
    for (const OptionRow& row : rows) {
        std::vector<Table::Cell> cells{row.option,   row.scheme,    row.model,   row.municipality, row.kind,
                                       row.outvoted, row.overruled, row.blocked, row.decisive};
        if (attended) cells.emplace_back(row.undecided.value_or(0));
        if (simulated) cells.insert(cells.end(), {row.error, static_cast<std::int64_t>(row.draws)});
        if (compared) cells.emplace_back(row.difference->value);
        if (compared && simulated) cells.emplace_back(row.difference->error);
        table.rows.push_back(std::move(cells));
    }
    table.data_notes = board.notes;
    if (const std::string note = tie_note(board, ties); !note.empty()) table.notes.push_back(note);
    if (attended)
        table.notes.push_back(
            "assumption, attendance: members of the assembly, and delegates to the general board, are absent "
            "independently of each other and of the motion; a meeting needs more than half of them, by heads; ties are "
            "put off and count as undecided, but fail where everyone is present; councils decide in full.");
    std::vector<std::string> seen;
    for (const OptionRow& row : rows) {
        if (row.decider != Decider::board || std::ranges::find(seen, row.scheme) != seen.end()) continue;
        seen.push_back(row.scheme);
        if (const std::string note = dictator_note(board, row.scheme); !note.empty()) table.notes.push_back(note);
    }
    return table;
}

Table risk_table(const Board& board, const std::vector<OptionRow>& rows, const std::string& municipality) {
    const auto& known = governance_of(board).municipalities;
    if (std::ranges::find(known, municipality, &Municipality::name) == known.end()) {
        refuse_unknown("municipality", names_of(known, &Municipality::name), municipality);
    }
    Table table{.title = fmt::format("P({} is outvoted), by option and model", municipality),
                .columns = {"option", "scheme", "kind"},
                .rows = {},
                .notes = {}};
    const OptionRow* previous = nullptr;
    std::vector<double> errors;
    for (const OptionRow& row : rows) {
        if (row.municipality != municipality) continue;
        if (std::ranges::find(table.columns, row.model) == table.columns.end()) table.columns.push_back(row.model);
        const bool same =
            previous && previous->option == row.option && previous->scheme == row.scheme && previous->kind == row.kind;
        if (!same) {
            table.rows.push_back({row.option, row.scheme, row.kind});
            errors.push_back(0);
        }
        table.rows.back().emplace_back(row.outvoted);
        errors.back() = std::max(errors.back(), row.error);
        previous = &row;
    }
    if (std::ranges::none_of(rows, [](const OptionRow& row) { return row.draws > 0; })) return table;
    const bool one_model = table.columns.size() == 4;
    table.columns.emplace_back(one_model ? "error" : "largest_error");
    for (std::size_t k = 0; k < errors.size(); ++k) table.rows[k].emplace_back(errors[k]);
    return table;
}

}  // namespace stemgewicht
