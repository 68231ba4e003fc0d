#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/inverse_problem.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/small_boards.hpp>
#include <stemgewicht/methods/standing.hpp>

// an engine that is made for the bodies of small_boards.hpp, so that it follows them
#include <stemgewicht/measures/engines/small_board_counts.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// The chance of each coalition to be the one for a motion: from the chances that all of a coalition are, taking the
/// larger ones away, member by member.
inline std::vector<double> coalition_law(const VotingModel& model, std::size_t members) {
    std::vector<double> law(std::size_t{1} << members, 1.0);
    for (std::size_t set = 1; set < law.size(); ++set) {
        WeightedRule all{.weights = {}, .quota = std::popcount(set)};
        for (std::size_t i = 0; i < members; ++i) all.weights.push_back(static_cast<Weight>(set >> i & 1));
        law[set] = pass_probability(Rule(all), model);
    }
    for (std::size_t i = 0; i < members; ++i)
        for (std::size_t set = 0; set < law.size(); ++set)
            if ((set >> i & 1) == 0) law[set] -= law[set | std::size_t{1} << i];
    for (double& chance : law) chance = std::max(chance, 0.0);
    return law;
}

/// The chances by size of coalition, where those of a size are equal.
inline std::optional<std::vector<double>> law_by_size(const std::vector<double>& law, std::size_t members) {
    std::vector<double> by_size(members + 1);
    for (std::size_t size = 0; size <= members; ++size) by_size[size] = law[(std::size_t{1} << size) - 1];
    for (std::size_t set = 0; set < law.size(); ++set)
        if (std::abs(law[set] - by_size[static_cast<std::size_t>(std::popcount(set))]) > 1e-12) return std::nullopt;
    return by_size;
}

/// A measure under which a member's value depends on its place in a game alone, not on who it is: an index, or a chance
/// under a law that treats all alike. Of chances it is a formula on the winning coalitions by size, with and without
/// the member.
class PlaceMeasure {
public:
    explicit PlaceMeasure(const Index& index, std::size_t members) : members_(members), index_(index) {
        if (const auto* votes = std::get_if<VoteIndex>(&index_))
            set_law(law_by_size(coalition_law(model_of(votes->model), members), members).value());
    }
    PlaceMeasure(RiskQuantity quantity, std::vector<double> law, std::size_t members)
        : members_(members), quantity_(quantity) {
        set_law(std::move(law));
    }

    /// The values of the members, from the weights and the quota; NaN where the index does not exist.
    void read(const WeightedRule& rule, std::span<double> values) {
        if (law_.empty()) {
            try {
                const Eigen::ArrayXd read = std::get<SetIndex>(index_)(rule);
                std::ranges::copy(read, values.begin());
            } catch (const std::invalid_argument&) {
                std::ranges::fill(values, std::nan(""));
            }
            return;
        }
        count_small_board(counts_, rule.weights.data(), members_, rule.quota);
        double pass = 0, sum = 0;
        for (std::size_t size = 0; size <= members_; ++size) pass += law_[size] * counts_.winning[size];
        for (std::size_t i = 0; i < members_; ++i) sum += values[i] = value_at(i, pass);
        const auto* votes = quantity_ ? nullptr : std::get_if<VoteIndex>(&index_);
        if (votes == nullptr || votes->scale == IndexScale::chance) return;
        const double scale =
            votes->scale == IndexScale::share ? 1 / sum : std::ldexp(1.0, static_cast<int>(members_) - 1);
        for (double& value : values) value *= scale;
    }

private:
    void set_law(std::vector<double> law) {
        law_ = std::move(law);
        with_member_.assign(members_ + 1, 0.0);
        double choices = 1;  // coalitions of a size with a given member
        for (std::size_t size = 1; size <= members_; ++size) {
            with_member_[size] = choices;
            choices = choices * static_cast<double>(members_ - size) / static_cast<double>(size);
        }
    }

    [[nodiscard]] double value_at(std::size_t i, double pass) const {
        double decisive = 0, overruled = 0, blocked = 0;
        for (std::size_t size = 0; size <= members_; ++size) {
            const double with = counts_.containing[i][size], without = counts_.winning[size] - with;
            overruled += law_[size] * without;
            blocked += law_[size] * (with_member_[size] - with);
            if (size < members_)
                decisive += (law_[size] + law_[size + 1]) * (counts_.containing[i][size + 1] - without);
        }
        if (!quantity_) return apply(std::get<VoteIndex>(index_).formula, decisive, pass, 1 - pass);
        switch (*quantity_) {
            case RiskQuantity::decisive: return decisive;
            case RiskQuantity::overruled: return overruled;
            case RiskQuantity::blocked: return blocked;
            case RiskQuantity::outvoted: return overruled + blocked;
        }
        return decisive;
    }

    std::size_t members_;
    Index index_ = banzhaf;
    std::optional<RiskQuantity> quantity_;
    std::vector<double> law_, with_member_;  ///< by size
    SmallBoardCounts counts_;
};

/// A chance under a law that does not treat all members alike: what each coalition adds to each member's value where it
/// wins, and what they have where none does.
struct NamedMeasure {
    std::vector<std::vector<double>> gain;  ///< by coalition, then member
    std::vector<double> nothing;

    NamedMeasure(RiskQuantity quantity, const std::vector<double>& law, std::size_t members)
        : gain(law.size(), std::vector<double>(members, 0.0)), nothing(members, 0.0) {
        for (std::size_t set = 0; set < law.size(); ++set)
            for (std::size_t i = 0; i < members; ++i) {
                const bool yes = (set >> i & 1) != 0;
                const double chance = law[set];
                if (quantity == RiskQuantity::decisive) {
                    const double others = chance + law[set ^ std::size_t{1} << i];
                    gain[set][i] = yes ? others : -others;
                } else if (yes && quantity != RiskQuantity::overruled) {
                    nothing[i] += chance;
                    gain[set][i] = -chance;
                } else if (!yes && quantity != RiskQuantity::blocked) {
                    gain[set][i] = chance;
                }
            }
    }
};

using CountedMeasure = std::variant<PlaceMeasure, NamedMeasure>;

/// The measure, in the form in which it is counted on games of so many members.
inline CountedMeasure counted_measure(const DesignMeasure& measure, std::size_t members) {
    if (const auto* index = std::get_if<Index>(&measure)) return PlaceMeasure(*index, members);
    const auto& risk = std::get<RiskMeasure>(measure);
    const std::vector<double> law = coalition_law(risk.model, members);
    if (auto by_size = law_by_size(law, members)) return PlaceMeasure(risk.quantity, *std::move(by_size), members);
    return NamedMeasure(risk.quantity, law, members);
}

}  // namespace stemgewicht::detail
