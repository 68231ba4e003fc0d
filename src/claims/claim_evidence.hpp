#pragma once

#include "../study/kind_risks.hpp"

#include <stemgewicht/study/claims.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// A whole number of any size, in digits.
struct Count {
    std::string digits;
};

/// A chance or share, written as a percentage.
struct Percent {
    double value = 0;
};

/// A difference of chances, in percentage points.
struct Points {
    double value = 0;
};

inline std::string in_language(Points points, bool dutch) {
    std::string text = fmt::format("{:.2f}", 100 * points.value);
    if (dutch)
        for (char& c : text)
            if (c == '.') c = ',';
    return text;
}
inline std::string in_language(Percent percent, bool dutch) {
    std::string text = fmt::format("{:.2f}%", 100 * percent.value);
    if (dutch)
        for (char& c : text)
            if (c == '.') c = ',';
    return text;
}
inline std::string in_language(const Wording& wording, bool dutch) { return dutch ? wording.dutch : wording.english; }
inline std::string in_language(const std::string& text, bool) { return text; }
inline std::string in_language(const Count& count, bool dutch) {
    std::string text = count.digits;
    if (text.size() < 5) return text;
    for (std::size_t k = text.size(); k > 3; k -= 3) text.insert(k - 3, dutch ? "." : ",");
    return text;
}
template <class Number>
    requires std::is_integral_v<Number>
std::string in_language(Number number, bool dutch) {
    return in_language(Count{fmt::format("{}", number)}, dutch);
}

template <class T>
using Spoken = decltype(in_language(std::declval<const T&>(), false));

/// A text in both languages, with the same things filled in.
template <class... Things>
Wording worded(fmt::format_string<Spoken<Things>...> english, fmt::format_string<Spoken<Things>...> dutch,
               const Things&... things) {
    return {fmt::format(english, in_language(things, false)...), fmt::format(dutch, in_language(things, true)...)};
}

/// One text after the other, with a blank between those that are not empty.
Wording joined(std::initializer_list<Wording> parts);

/// "A, B and C".
Wording enumerated(const std::vector<std::string>& names);
Wording enumerated(const std::vector<Wording>& names);

/// The name that the report gives to a scheme, model, kind or family; the id where it has none.
Wording named(std::string_view what, const std::string& id);
Wording scheme_name(const std::string& id);
Wording model_name(const std::string& id);
std::vector<Wording> named(std::string_view what, const std::vector<std::string>& ids);

/// Risks of all municipalities under one rule: by model, then municipality.
using RisksOfModels = std::vector<std::vector<double>>;

/// The weights, or risks, of all but the centre: as a list, their mean, and the largest.
inline std::vector<Weight> others_of(const std::vector<Weight>& weights) {
    return {weights.begin() + 1, weights.end()};
}

inline double mean_of_others(const std::vector<double>& risks) {
    return risks.size() < 2
               ? 0
               : std::accumulate(risks.begin() + 1, risks.end(), 0.0) / static_cast<double>(risks.size() - 1);
}

inline double most_of_others(const std::vector<double>& risks) {
    return risks.size() < 2 ? 0 : *std::max_element(risks.begin() + 1, risks.end());
}

/// What the claims of one case are tested on. Rows of options are computed when first asked for.
class ClaimEvidence {
public:
    ClaimEvidence(const Board& board, const ClaimsRequest& request);

    const Board& board;
    const GovernanceData& data;
    const ClaimsRequest& request;
    std::vector<std::string> models;   ///< those asked for
    std::vector<std::string> schemes;  ///< of the general board, of those asked for; all if none is
    const std::string& centre;         ///< its name
    std::size_t others;                ///< how many municipalities there are besides the centre

    const GovernanceOption& present;  ///< the first option
    const GovernanceOption* board_option = nullptr;
    const GovernanceOption* mandate_option = nullptr;
    const GovernanceOption* centre_option = nullptr;

    /// Whether the present situation is an assembly that decides everything.
    [[nodiscard]] bool has_assembly() const;
    /// The columns that may weigh the assembly, of those asked for; without an assembly, the weight of the board.
    [[nodiscard]] std::vector<std::string> present_columns() const;

    /// All options under all schemes and models, and under ic.
    [[nodiscard]] const std::vector<OptionRow>& rows() const;
    /// The rows of an option and a decider for one municipality under the models asked for.
    [[nodiscard]] std::vector<OptionRow> rows_of(const GovernanceOption& option, Decider decider,
                                                 const std::string& municipality) const;
    /// Whether a general board decides everything now, with weights that the case does not give.
    [[nodiscard]] bool unknown_weights_now() const;
    /// What the rows say of one municipality now, by scheme: the weights that the case gives; where it gives none,
    /// those with which the centre and any one other have no majority yet.
    [[nodiscard]] std::vector<OptionRow> present_rows(const std::string& municipality) const;

    /// Risks under general boards with these weights, in the order of the municipalities.
    [[nodiscard]] std::vector<RisksOfModels> board_risks(const std::vector<std::vector<Weight>>& boards) const;
    /// Risks in an assembly with these weights, one for each member.
    [[nodiscard]] RisksOfModels assembly_risks(const std::vector<Weight>& weights) const;

    /// A claim of that id with the quotations of the case.
    [[nodiscard]] Claim claim(std::string id) const;

private:
    mutable std::optional<std::vector<OptionRow>> rows_;
};

/// A claim that the case has not the parts for.
Claim lacking(Claim claim, Wording missing);

/// One test of a claim under a scheme of the general board, or another name of a setting.
struct Trial {
    std::string scheme;
    bool holds = false;
    bool empty = false;  ///< whether nothing can be tested there, as where there is no risk to lower
};

/// Gives the verdict on a claim that holds in so many of the settings in which its condition does.
void judge(Claim& claim, std::size_t holding, std::size_t settings, std::size_t left_out = 0);
void judge(Claim& claim, const std::vector<Trial>& trials);

/// Under which schemes, but for the settings that are empty, it holds whatever else varies, under which only sometimes,
/// and under which never.
Wording conditions_of(const std::vector<Trial>& trials);

/// A figure with the title and columns given.
ClaimFigure figure(std::string id, Wording title, std::vector<std::string> columns);

/// What claims that compare an assembly with a general board miss.
Wording no_assembly_or_board();

/// "the centre", "the council position", .. : what all claims about risks rest on.
std::vector<Wording> risk_assumptions(const ClaimEvidence& evidence);

/// Which weights are taken for those of now.
Wording present_assumption(const ClaimEvidence& evidence);

/// Throws std::invalid_argument for a model that is none.
void check_models(const ClaimEvidence& evidence);

// The claims, one function each.
Claim test_unit_vote(const ClaimEvidence& evidence);
Claim test_unit_vote_all(const ClaimEvidence& evidence);
Claim test_more_weight(const ClaimEvidence& evidence);
Claim test_pair_majority(const ClaimEvidence& evidence);
Claim test_money(const ClaimEvidence& evidence);
Claim test_coalitions(const ClaimEvidence& evidence);
Claim test_base_package(const ClaimEvidence& evidence);
Claim test_centre_no_risk(const ClaimEvidence& evidence);
Claim test_only_mandate(const ClaimEvidence& evidence);
Claim test_group_power(const ClaimEvidence& evidence);
Claim test_centre_steering(const ClaimEvidence& evidence);
Claim test_legitimacy(const ClaimEvidence& evidence);
Claim test_package_size(const ClaimEvidence& evidence);
Claim test_board_sets_base(const ClaimEvidence& evidence);
Claim test_lobby(const ClaimEvidence& evidence);
Claim test_meetings(const ClaimEvidence& evidence);
Claim test_support(const ClaimEvidence& evidence);
Claim test_newcomer(const ClaimEvidence& evidence);

}  // namespace stemgewicht::detail
