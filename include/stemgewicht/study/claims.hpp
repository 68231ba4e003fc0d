#pragma once

#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/study/options.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// The same text in two languages.
struct Wording {
    std::string english, dutch;

    [[nodiscard]] bool empty() const { return english.empty(); }
};

/// What the figures make of a claim: in how many of the settings it holds in which its condition does.
enum class Verdict {
    always,          ///< in all of them
    nearly_always,   ///< in nearly_always_from of them or more
    only_if,         ///< in some of them: the claim says in which
    nearly_never,    ///< in 1 - nearly_always_from of them or less
    never,           ///< in none
    not_computable,  ///< the case lacks what the claim speaks of, or leaves nothing to be tested
};

/// The share of the settings from which on a claim holds nearly always.
inline constexpr double nearly_always_from = 0.9;

/// The name of a verdict in tables: always, nearly_always, only_if, nearly_never, never or not_computable.
std::string_view verdict_name(Verdict verdict);

/// Figures behind a verdict.
struct ClaimFigure {
    std::string id;
    Wording title;
    Table table;  ///< its title is the English one
};

/// A claim about the governance options of a case, tested. Every text is made from the figures of the case.
struct Claim {
    std::string id;
    std::vector<Quotation> quotations{};  ///< the words of the sources of the case, if it quotes any
    Wording statement{};                  ///< what is claimed, of the centre of this case
    Wording measured{};                   ///< how it is tested
    Verdict verdict = Verdict::not_computable;
    std::size_t holding = 0, settings = 0;  ///< in how many of the settings tried it holds
    std::size_t left_out = 0;               ///< further settings, in which there is nothing to be tested
    Wording finding{};                      ///< what came out; where nothing is computable, what is missing
    Wording conditions{};                   ///< under which it holds; empty unless there are such
    Wording counterexample{};               ///< where it fails most clearly; empty where it never does
    std::vector<Wording> assumptions{};     ///< what it rests on
    std::vector<ClaimFigure> figures{};
};

/// The verdict in words, with how many settings bear it out, and in how many there is nothing to be tested.
Wording verdict_wording(const Claim& claim);

/// The claims, by id:
/// - unit_vote: delegations that vote as one lower the risk of the centre; unit_vote_all: and that of all others;
/// - more_weight: other vote weights on the general board lower it further;
/// - pair_majority: so does a weight by which the centre and any one other always have a majority;
/// - money: weights by financial contribution give the large municipality a larger role in what stays shared;
/// - coalitions: in the assembly, only coalitions prevent unwanted decisions;
/// - base_package: a mandate lowers the risk and does not take it away;
/// - centre_no_risk: a centre municipality has no risk;
/// - only_mandate: only a mandate gives certainty;
/// - group_power: on a general board council members have less means of steering;
/// - centre_steering: a centre municipality has the most means of steering;
/// - legitimacy: another way to decide goes less often against the groups that stand for most inhabitants;
/// - package_size: the larger the base package, the more efficiency;
/// - board_sets_base: the board, which decides what is compulsory, bounds the policy of the councils;
/// - lobby: under a mandate the region has no one voice, under a centre municipality that cannot be said;
/// - meetings: every other option takes less consultation;
/// - support: under another option no municipality is worse off;
/// - newcomer: a general board is more attractive for a municipality that joins.
inline constexpr std::array<std::string_view, 18> claim_ids{
    "unit_vote",    "unit_vote_all",   "more_weight",  "pair_majority", "money",           "coalitions",
    "base_package", "centre_no_risk",  "only_mandate", "group_power",   "centre_steering", "legitimacy",
    "package_size", "board_sets_base", "lobby",        "meetings",      "support",         "newcomer"};

/// The ids of the figures that a claim may have, of which a case may lack some. Throws std::invalid_argument for an
/// unknown claim.
std::vector<std::string> figure_ids(std::string_view claim);

/// What a test of claims varies. Everything is exact but the figures of legitimacy, which are simulated.
struct ClaimsRequest {
    std::vector<std::string> claims{};   ///< ids; empty: all
    std::vector<std::string> models{};   ///< as on the command line; empty: ic, iac and grouped by family
    std::vector<std::string> schemes{};  ///< of the general board and the assembly, as in OptionsRequest; empty: all
    Ties ties = Ties::excluded;
    int threads = 1;                ///< 0: all cores; results do not depend on it
    Progress progress{};            ///< called as claims are done
    std::vector<OptionRow> rows{};  ///< where they are there already: what compare_options gives of the case under
                                    ///< these schemes and ties, and these models and ic among others
};

/// Tests the claims on a case. The options are known by who decides, not by name: the present situation is the first
/// option, the general board one in which the board decides everything, the mandate one that leaves some kinds to the
/// councils and the rest to the board, the centre municipality one in which the centre decides something. Differences
/// of 10^-12 or less count as none. Throws std::invalid_argument for an unknown claim, model or scheme, or a board
/// without governance data, std::length_error for a model that exact methods do not carry.
std::vector<Claim> test_claims(const Board& board, const ClaimsRequest& request = {});

/// One row a claim: verdict, texts, and the words of the sources. The language is `en` or `nl`.
Table claims_table(const Board& board, const std::vector<Claim>& claims, std::string_view language = "en");

/// For reading: each claim with its quotation, verdict, texts and figures, of which no more than `rows` rows each (0:
/// all). Throws std::invalid_argument for another language.
std::string claims_text(const Board& board, const std::vector<Claim>& claims, std::string_view language = "en",
                        std::size_t rows = 12);

}  // namespace stemgewicht
