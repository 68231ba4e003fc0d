#include "board_curves.hpp"
#include "standing_measures.hpp"
#include "sweep_point.hpp"

#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/measures/engines/small_board_counts.hpp>
#include <stemgewicht/study/power_columns.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>

namespace stemgewicht::detail {

namespace {

/// Chances of sets of members under a model that knows no member from another, by their size.
struct SizeLaw {
    std::array<double, maximum_small_members + 1>
        exactly{};  ///< [s]: that just a given set of s of all members says yes
    std::array<double, maximum_small_members + 1> others{};  ///< [s]: the same of a given set of the n - 1 others
};

/// E[p^yes (1 - p)^no] of a common chance p ~ Beta(a, b).
double beta_chance(double a, double b, std::size_t yes, std::size_t no) {
    double chance = 1;
    for (std::size_t k = 0; k < yes; ++k) chance *= (a + static_cast<double>(k)) / (a + b + static_cast<double>(k));
    for (std::size_t k = 0; k < no; ++k)
        chance *= (b + static_cast<double>(k)) / (a + b + static_cast<double>(yes + k));
    return chance;
}

/// Empty for a model of another kind.
std::optional<SizeLaw> size_law(const VotingModel& model, std::size_t members) {
    const auto* homogeneous = std::get_if<HomogeneousVotes>(&model);
    const auto* independent = std::get_if<IndependentVotes>(&model);
    const bool alike = (homogeneous && homogeneous->most == 1) || (independent && independent->yes.size() == 1);
    if (!alike) return std::nullopt;
    const auto chance = [&](std::size_t yes, std::size_t no) {
        if (homogeneous) return beta_chance(homogeneous->a, homogeneous->b, yes, no);
        const double p = independent->yes.front();
        double product = 1;
        for (std::size_t k = 0; k < yes; ++k) product *= p;
        for (std::size_t k = 0; k < no; ++k) product *= 1 - p;
        return product;
    };
    SizeLaw law;
    for (std::size_t s = 0; s <= members; ++s) {
        law.exactly[s] = chance(s, members - s);
        if (s < members) law.others[s] = chance(s, members - 1 - s);
    }
    return law;
}

Standing standing_of(const SmallBoardCounts& counts, const SmallBoardShares& shares, const SizeLaw& law,
                     std::size_t member) {
    Standing standing;
    const SmallBoardCounts::BySize& with = counts.containing[member];
    const std::size_t n = shares.members;
    for (std::size_t s = 0; s <= n; ++s) {
        const std::int64_t all = shares.with_member[s], own = with[s], without = counts.winning[s] - own;
        const std::int64_t others = s < n ? shares.with_member[s + 1] : 0;  // sets of s that lack the member
        standing.yes_pass += law.exactly[s] * static_cast<double>(own);
        standing.yes_fail += law.exactly[s] * static_cast<double>(all - own);
        standing.no_pass += law.exactly[s] * static_cast<double>(without);
        standing.no_fail += law.exactly[s] * static_cast<double>(others - without);
        if (s < n) standing.decisive += law.others[s] * static_cast<double>(with[s + 1] - without);
    }
    return standing;
}

}  // namespace

/// The boards of a study one after the other.
class BoardRows {
public:
    BoardRows(const SweepPlan& plan, RowWriter& writer)
        : plan_(plan), writer_(writer), point_(plan), scale_(scale_of(plan.board, plan.board.weight_column)) {
        values_.resize(plan.measures.size());
        errors_.resize(plan.measures.size());
        if (plan.is_weighted) given_ = stemgewicht::weights(plan.board);
        if (plan.is_small) {
            counts_ = std::make_unique<SmallBoardCounts>();
            shares_.emplace(plan.board.names.size());
        }
        for (std::size_t c = 0; c < plan.columns.size(); ++c)
            if (plan.columns[c].name == "member" && plan.columns[c].kind == SweepKind::text)
                for (const std::string& name : plan.names) member_codes_.push_back(writer.code_of(c, name));
        for (const std::string& measure : plan.measures)
            if (const auto* found = std::ranges::find(standing_measures, measure, &StandingMeasure::name);
                found != standing_measures.end())
                standing_.push_back(found);
            else {
                standing_.push_back(nullptr);
                indices_.push_back(measure);
            }
    }

    /// Before they are added: the quotas that these cases ask of one board share their counts.
    void share_curves(SweepRange cases) {
        if (!asks_curves(plan_)) return;
        std::set<Weight> quotas;
        std::optional<Exact> method;
        for (std::uint64_t number = cases.begin; number < cases.end; ++number) {
            point_.go_to(number);
            clear();
            if (!set_rule() || !notes_.empty()) continue;
            method = std::get<Exact>(point_.method());
            quotas.insert(quota_);
        }
        if (quotas.size() > 1) curves_.emplace(given_, std::vector(quotas.begin(), quotas.end()), *method);
    }

    void add(std::uint64_t number) {
        point_.go_to(number);
        clear();
        if (plan_.is_weighted && !set_rule()) return;
        if (notes_.empty()) {
            if (!plan_.is_small || !count_by_size()) count();
        }
        write();
    }

private:
    using Values = std::vector<double>;  ///< by member, or one for the whole

    void clear() {
        for (Values& values : values_) values.clear();
        for (Values& errors : errors_) errors.clear();
        motions_ = 0;
        notes_.clear();
    }

    /// The weights and the quota of the case. False where the conditions leave it out.
    bool set_rule() {
        if (plan_.weights && drawn_ != point_.draw()) {
            given_ = drawn_weights(plan_, point_.draw());
            drawn_ = point_.draw();
        }
        weights_ = given_;
        for (const auto& [member, value] : point_.given_weights())
            weights_[member] = *scaled(*parse_weight(text_of(*value)), scale_);
        total_ = 0;
        quota_ = 0;
        attempt([&] {
            total_ = total_weight(weights_);
            quota_ = point_.quota(total_, scale_);
        });
        return point_.is_kept(total_, quota_);
    }

    /// Does work of which a refusal is a note.
    template <class Work>
    void attempt(const Work& work) {
        try {
            work();
        } catch (const std::logic_error& refusal) {
            notes_ += (notes_.empty() ? "" : "; ") + std::string(refusal.what());
        }
    }

    /// By the sizes of the winning sets; false where the model tells members apart.
    bool count_by_size() {
        const std::string model = point_.model();
        const auto known = laws_.find(model);
        std::optional<SizeLaw>& law = known != laws_.end() ? known->second : laws_[model];
        if (known == laws_.end()) {
            attempt([&] { law = size_law(model_of_study(model, plan_.board), weights_.size()); });
            if (!notes_.empty()) {
                laws_.erase(model);
                return true;
            }
        }
        if (!law) return false;
        if (weights_ != counted_.weights || quota_ != counted_.quota) {
            count_small_board(*counts_, weights_.data(), weights_.size(), quota_);
            stop_point(std::size_t{1} << weights_.size());
            counted_ = {.weights = weights_, .quota = quota_};
            small_indices_.resize(2 * weights_.size());
            const std::span<double> both(small_indices_);
            shares_->write(*counts_, 0,
                           {.banzhaf = both.first(weights_.size()), .shapley_shubik = both.last(weights_.size())});
        }
        risks_.clear();
        if (indices_.size() < plan_.measures.size())
            for (std::size_t i = 0; i < weights_.size(); ++i)
                risks_.push_back(outvoted(standing_of(*counts_, *shares_, *law, i)));
        for (std::size_t k = 0; k < plan_.measures.size(); ++k) {
            Values& values = values_[k];
            if (standing_[k])
                for (const Outvoted<>& risk : risks_) values.push_back(standing_[k]->exact(risk).value_or(none));
            else {
                const std::ptrdiff_t begin =
                    plan_.measures[k] == "banzhaf" ? 0 : static_cast<std::ptrdiff_t>(weights_.size());
                values.assign(small_indices_.begin() + begin,
                              small_indices_.begin() + begin + static_cast<std::ptrdiff_t>(weights_.size()));
            }
        }
        return true;
    }

    /// By the methods of the library.
    void count() {
        const Rule rule =
            plan_.is_weighted ? Rule(WeightedRule{.weights = weights_, .quota = quota_}) : plan_.board.rule;
        const Method method = point_.method();
        if (!indices_.empty()) count_indices(rule, method);
        if (indices_.size() < plan_.measures.size()) attempt([&] { count_standings(rule, method); });
    }

    /// Reads them off the curves, or counts them together, or each by itself where one of them is refused.
    void count_indices(const Rule& rule, const Method& method) {
        std::vector<std::string> rest;
        for (const std::string& index : indices_)
            if (!read_off(index)) rest.push_back(index);
        if (rest.empty()) return;
        try {
            count_indices(rest, rule, method);
        } catch (const std::logic_error&) {
            for (const std::string& index : rest) attempt([&] { count_indices({index}, rule, method); });
        }
    }

    bool read_off(const std::string& index) {
        if (!curves_) return false;
        auto values = curves_->values(index, quota_);
        if (values) values_[place_of(index)] = *std::move(values);
        return values.has_value();
    }

    [[nodiscard]] std::size_t place_of(const std::string& measure) const {
        return static_cast<std::size_t>(std::ranges::find(plan_.measures, measure) - plan_.measures.begin());
    }

    void count_indices(const std::vector<std::string>& names, const Rule& rule, const Method& method) {
        const PowerColumns columns =
            power_columns(rule, {.indices = names, .method = method, .unions = std::nullopt, .edges = std::nullopt});
        motions_ = std::max(motions_, columns.draws);
        if (!columns.reached) not_reached();
        for (const PowerColumn& column : columns.members) {
            const std::size_t k = place_of(column.index);
            for (const Table::Cell& cell : column.values) values_[k].push_back(number(cell));
            errors_[k] = column.errors;
        }
        for (const WholeValue& value : columns.whole)
            if (const std::size_t k = place_of(value.index); k < values_.size()) {
                values_[k] = {number(value.value)};
                errors_[k] = {value.error.value_or(0)};
            }
    }

    void count_standings(const Rule& rule, const Method& method) {
        const VotingModel model = model_of_study(point_.model(), plan_.board);
        const bool whole_only = std::ranges::all_of(plan_.measures, is_of_whole);
        std::vector<OutvotedEstimate> risks;
        if (whole_only) {
            OutvotedEstimate risk;
            risk.pass = estimated_pass_probability(rule, model, method);
            risk.outvoted.draws = risk.pass.draws;
            if (const double wanted = target(method); wanted > 0) risk.reached = risk.pass.error <= wanted;
            risks.push_back(risk);
        } else {
            risks = estimated_outvoted_members(rule, model, method);
        }
        for (std::size_t k = 0; k < plan_.measures.size(); ++k)
            for (std::size_t i = 0; standing_[k] && i < risks.size(); ++i) {
                const std::optional<Estimate> value = standing_[k]->estimate(risks[i]);
                values_[k].push_back(value ? value->value : none);
                errors_[k].push_back(value ? value->error : none);
            }
        for (const OutvotedEstimate& risk : risks) motions_ = std::max(motions_, risk.outvoted.draws);
        if (!std::ranges::all_of(risks, &OutvotedEstimate::reached)) not_reached();
    }

    static double target(const Method& method) {
        return std::visit(
            [](const auto& one) {
                if constexpr (requires { one.error; })
                    return one.error;
                else
                    return 0.0;
            },
            method);
    }

    void not_reached() { notes_ += (notes_.empty() ? "" : "; ") + std::string("the target error was not reached"); }

    static double number(const Table::Cell& cell) {
        if (const auto* real = std::get_if<double>(&cell)) return *real;
        if (const auto* whole = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*whole);
        return none;
    }

    /// One of the values of a measure: of the member, or of the whole.
    static double one_of(const Values& values, std::size_t member) {
        return values.empty() ? none : values.size() == 1 ? values.front() : values[member];
    }

    void put_weight(Weight weight) {
        if (scale_.is_whole())
            writer_.whole(weight);
        else
            writer_.real(number_of(weight, scale_));
    }

    void write() {
        const bool simulates = plan_.columns[plan_.columns.size() - 2].name == "motions";
        const std::size_t rows = plan_.member_rows ? plan_.members.size() : 1;
        for (std::size_t r = 0; r < rows; ++r) {
            const std::size_t member = plan_.members[r];
            point_.write(writer_);
            if (plan_.is_weighted) put_weight(quota_);
            if (plan_.member_rows) writer_.code(member_codes_[member]);
            if (plan_.is_weighted && plan_.member_rows) put_weight(weights_[member]);
            for (std::size_t k = 0; k < plan_.measures.size(); ++k) {
                writer_.real(one_of(values_[k], member));
                if (simulates)
                    writer_.real(errors_[k].empty() && !values_[k].empty() ? 0.0 : one_of(errors_[k], member));
            }
            if (simulates) writer_.whole(static_cast<std::int64_t>(motions_));
            if (r == 0 && !notes_.empty())
                writer_.text(notes_);
            else
                writer_.no_text();
        }
    }

    static constexpr double none = std::numeric_limits<double>::quiet_NaN();
    static constexpr std::uint64_t no_draw = std::numeric_limits<std::uint64_t>::max();

    const SweepPlan& plan_;
    RowWriter& writer_;
    SweepPoint point_;
    Scale scale_;
    std::vector<const StandingMeasure*> standing_;  ///< by measure; none for an index
    std::vector<std::string> indices_;
    std::vector<std::int32_t> member_codes_;

    std::vector<Weight> given_, weights_;
    Weight total_ = 0, quota_ = 0;
    std::uint64_t drawn_ = no_draw;

    std::optional<BoardCurves> curves_;
    std::unique_ptr<SmallBoardCounts> counts_;
    std::optional<SmallBoardShares> shares_;
    WeightedRule counted_{.weights = {}, .quota = 0};
    std::vector<double> small_indices_;
    std::map<std::string, std::optional<SizeLaw>> laws_;
    std::vector<Outvoted<>> risks_;

    std::vector<Values> values_, errors_;  ///< by measure
    std::uint64_t motions_ = 0;
    std::string notes_;
};

void add_board_rows(const SweepPlan& plan, SweepRange cases, RowWriter& writer) {
    BoardRows rows(plan, writer);
    rows.share_curves(cases);
    TurnCounter turns(100);
    for (std::uint64_t number = cases.begin; number < cases.end; ++number) {
        turns.turn();
        rows.add(number);
    }
}

}  // namespace stemgewicht::detail
