#include "sweep_point.hpp"

#include "standing_measures.hpp"
#include "study/council_profiles.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/schemes.hpp>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace stemgewicht::detail {

/// The cases of a study with governance options, one after the other.
class CaseRows {
public:
    CaseRows(const SweepPlan& plan, RowWriter& writer)
        : plan_(plan),
          writer_(writer),
          point_(plan),
          board_(plan.board),
          positions_(council_positions(plan.board)),
          rules_(positions_.begin(), positions_.end()) {}

    void add(std::uint64_t number) {
        point_.go_to(number);
        if (!point_.is_kept(0, 0)) return;
        std::string note;
        try {
            for (const Arrangement& arrangement : case_arrangements()) add(arrangement);
            return;
        } catch (const std::logic_error& refusal) {
            note = refusal.what();
        }
        write(nullptr, {}, note);
    }

private:
    /// Who decides in the case: the options and schemes that it has, with its weights and quota.
    std::vector<Arrangement> case_arrangements() {
        GovernanceData& data = *board_.governance;
        if (plan_.weights && (!has_drawn_ || drawn_ != point_.draw())) {
            board_.columns[data.votes_column] = drawn_weights(plan_, point_.draw());
            drawn_ = point_.draw();
            has_drawn_ = true;
        }
        const std::vector<std::string> options = one_or(point_.find("option"), plan_.options),
                                       wanted = one_or(point_.find("scheme"), plan_.schemes);
        data.custom_schemes = plan_.board.governance->custom_schemes;
        std::vector<std::string> of_board = all_schemes(board_), of_assembly = data.assembly_schemes;
        keep(of_board, wanted);
        keep(of_assembly, wanted);
        if (const auto given = point_.given_weights(); !given.empty())
            for (const std::string& scheme : of_board) {
                std::vector<Weight> weights = board_rule(board_, scheme).weights;
                for (const auto& [member, value] : given) weights[member] = *scaled(*parse_weight(text_of(*value)), {});
                data.custom_schemes[scheme] = std::move(weights);
            }
        std::vector<Arrangement> result = arrangements(board_, of_board);
        std::erase_if(result, [&](const Arrangement& one) {
            const bool other_option = !options.empty() && std::ranges::find(options, one.option) == options.end();
            return other_option || (one.decider == Decider::assembly &&
                                    std::ranges::find(of_assembly, one.scheme) == of_assembly.end());
        });
        if (point_.find("quota"))
            for (Arrangement& one : result) set_quota(one);
        return result;
    }

    static std::vector<std::string> one_or(const SweepValue* value, const std::vector<std::string>& otherwise) {
        return value ? std::vector<std::string>{text_of(*value)} : otherwise;
    }

    /// Keeps those that are wanted; all where none of them is, as a scheme may be one of the other body.
    static void keep(std::vector<std::string>& names, const std::vector<std::string>& wanted) {
        std::vector<std::string> kept;
        for (const std::string& name : names)
            if (std::ranges::find(wanted, name) != wanted.end()) kept.push_back(name);
        if (!kept.empty()) names = std::move(kept);
    }

    /// The quota is that of the assembly and the general board; councils decide by majority.
    void set_quota(Arrangement& one) const {
        if (one.decider == Decider::assembly || one.decider == Decider::board) {
            auto* board = std::get_if<CompositeRule>(&*one.decision);
            WeightedRule& rule = board ? board->top : std::get<WeightedRule>(*one.decision);
            rule.quota = point_.quota(total_weight(rule.weights), {});
        }
    }

    void add(const Arrangement& arrangement) {
        std::string note;
        std::vector<OutvotedEstimate> risks;
        try {
            risks = risks_of(arrangement);
            if (!std::ranges::all_of(risks, &OutvotedEstimate::reached)) note = "the target error was not reached";
        } catch (const std::logic_error& refusal) {
            note = refusal.what();
        }
        write(&arrangement, risks, note);
    }

    std::vector<OutvotedEstimate> risks_of(const Arrangement& arrangement) {
        if (!arrangement.decision) {
            OutvotedEstimate own;  // a council that decides for itself is never outvoted
            own.success = own.decisive = {.value = 1};
            own.outvoted_if_yes = own.outvoted_if_no = Estimate{};
            return std::vector<OutvotedEstimate>(positions_.size(), own);
        }
        const std::string text = point_.model();
        const Method method = point_.method();
        const auto* board = std::get_if<CompositeRule>(&*arrangement.decision);
        const auto* exact = std::get_if<Exact>(&method);
        if (board && exact) {
            auto known = profiles_.find(text);
            if (known == profiles_.end()) {
                constexpr std::size_t most_profiles = 64;
                if (profiles_.size() == most_profiles) profiles_.clear();
                known =
                    profiles_
                        .emplace(text, council_profiles(*board, positions_, model_of_study(text, plan_.board), *exact))
                        .first;
            }
            if (known->second) {
                std::vector<OutvotedEstimate> risks;
                for (const Standing& standing : profile_standings(*known->second, board->top))
                    risks.push_back(estimated_outvoted(exact_estimate(standing), plan_.ties));
                return risks;
            }
        }
        return estimated_outvoted(*arrangement.decision, rules_, model_of_study(text, plan_.board), method, plan_.ties);
    }

    /// Without an arrangement the case has one row, which says why.
    void write(const Arrangement* arrangement, const std::vector<OutvotedEstimate>& risks, const std::string& note) {
        const bool simulates = plan_.columns[plan_.columns.size() - 2].name == "motions";
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        for (std::size_t r = 0; r < (arrangement ? plan_.members.size() : 1); ++r) {
            const std::size_t member = plan_.members[r];
            point_.write(writer_);
            for (const std::string* text :
                 {arrangement ? &arrangement->option : nullptr, arrangement ? &arrangement->scheme : nullptr,
                  arrangement ? &arrangement->kind : nullptr, arrangement ? &plan_.names[member] : nullptr})
                if (text)
                    writer_.text(*text);
                else
                    writer_.no_text();
            std::uint64_t motions = 0;
            for (const std::string& measure : plan_.measures) {
                const StandingMeasure& read = *std::ranges::find(standing_measures, measure, &StandingMeasure::name);
                const std::optional<Estimate> value = risks.empty() ? std::nullopt : read.estimate(risks[member]);
                writer_.real(value ? value->value : none);
                if (simulates) writer_.real(value ? value->error : none);
                if (!risks.empty()) motions = risks[member].outvoted.draws;
            }
            if (simulates) writer_.whole(static_cast<std::int64_t>(motions));
            if (r == 0 && !note.empty())
                writer_.text(note);
            else
                writer_.no_text();
        }
    }

    const SweepPlan& plan_;
    RowWriter& writer_;
    SweepPoint point_;
    Board board_;
    std::vector<WeightedRule> positions_;
    std::vector<Rule> rules_;                                       ///< the positions
    std::map<std::string, std::optional<BlockProfiles>> profiles_;  ///< by model
    std::uint64_t drawn_ = 0;
    bool has_drawn_ = false;
};

void add_case_rows(const SweepPlan& plan, SweepRange cases, RowWriter& writer) {
    CaseRows rows(plan, writer);
    for (std::uint64_t number = cases.begin; number < cases.end; ++number) rows.add(number);
}

}  // namespace stemgewicht::detail
