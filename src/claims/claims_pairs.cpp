#include "claims/claim_evidence.hpp"

#include <stemgewicht/design/pair_games.hpp>

#include <algorithm>
#include <array>
#include <limits>

namespace stemgewicht {

namespace {

using detail::ClaimEvidence;
using detail::others_of;
using detail::Percent;
using detail::worded;

/// What the centre is, in words, by each of the rules by which it wins with any one other.
Wording pair_game_text(PairGame game, const std::string& centre) {
    switch (game) {
        case PairGame::apex:
            return worded("apex (all others together overrule {})",
                          "centrumgemeente met één andere (alleen alle anderen samen kunnen {} overstemmen)", centre);
        case PairGame::apex_veto:
            return worded("apex with veto (nothing passes without {}, all others together stop it)",
                          "centrumgemeente met één andere, met veto (zonder {} wordt niets aangenomen, en alle anderen "
                          "samen kunnen een voorstel tegenhouden)",
                          centre);
        case PairGame::dictator: break;
    }
    return worded("dictator ({} decides alone)", "alleen de centrumgemeente ({} beslist alleen)", centre);
}

constexpr std::array<std::string_view, 3> pair_game_names{"apex", "apex_veto", "dictator"};

std::string name_of(PairGame game) { return std::string(pair_game_names[static_cast<std::size_t>(game)]); }

/// The least weight in the assembly that a council has for a motion when its majority is for it and members vote
/// freely.
Weight least_weight_for(const Block& council, const std::vector<Weight>& assembly) {
    const Weight total = total_weight(council.rule.weights);
    constexpr Weight none = std::numeric_limits<Weight>::max();
    std::vector<Weight> least(static_cast<std::size_t>(total) + 1, none);  // by seats for it
    least[0] = 0;
    for (std::size_t k = 0; k < council.members.size(); ++k) {
        const auto seats = static_cast<std::size_t>(council.rule.weights[k]);
        for (std::size_t s = least.size(); s-- > seats;)
            if (least[s - seats] != none)
                least[s] = std::min(least[s], least[s - seats] + assembly[council.members[k]]);
    }
    return *std::min_element(least.begin() + static_cast<std::ptrdiff_t>(council.rule.quota), least.end());
}

/// Weights of the assembly in which the centre's groups weigh enough for a majority with any one other delegation.
std::vector<Weight> pair_assembly(const std::vector<Weight>& assembly, const std::vector<Block>& councils) {
    std::vector<Weight> totals;
    for (const Block& council : councils) {
        totals.push_back(0);
        for (const std::size_t member : council.members) totals.back() += assembly[member];
    }
    std::vector<Weight> result = assembly;
    const Weight first = std::max(totals.front(), pair_weights(others_of(totals)).first);
    if (totals.front() == 0) return result;
    __extension__ using Wide = __int128;
    for (const std::size_t member : councils.front().members)
        result[member] = static_cast<Weight>((Wide{assembly[member]} * first + totals.front() - 1) / totals.front());
    return result;
}

}  // namespace

Claim detail::test_pair_majority(const ClaimEvidence& evidence) {
    Claim claim = evidence.claim("pair_majority");
    claim.statement = worded(
        "A weight by which {} and any one other municipality always have a majority lowers the "
        "risk of {}.",
        "Een stemgewicht waarmee {} en één andere gemeente altijd een meerderheid hebben, verkleint het risico van {}.",
        evidence.centre, evidence.centre);
    if (evidence.others < 2)
        return lacking(std::move(claim),
                       {"There are fewer than three municipalities.", "Er zijn minder dan drie gemeenten."});
    claim.measured = worded(
        "The weights that do it, for each set of weights of the others; all proper rules that do "
        "it; and the risk of {} under each against now.",
        "De gewichten waarmee dat zo is, bij elke verdeling over de anderen; alle beslisregels waarmee dat zo is en "
        "waarbij niet twee kampen tegelijk kunnen winnen; en het risico van {} bij elk daarvan, vergeleken met nu.",
        evidence.centre);
    ClaimFigure weights =
        figure("weights",
               worded("Weights by which {} and any one other have a majority",
                      "Gewichten waarmee {} en één andere gemeente een meerderheid hebben", evidence.centre),
               {"scheme", "weight", "does_it", "from", "veto_from", "dictator_from"});
    for (const std::string& scheme : evidence.schemes) {
        const WeightedRule rule = board_rule(evidence.board, scheme);
        const std::vector<Weight> others = others_of(rule.weights);
        if (std::ranges::all_of(others, [](Weight weight) { return weight == 0; })) continue;
        const PairWeights pair = pair_weights(others);
        weights.table.rows.push_back({scheme, rule.weights.front(), wins_with_any_other(rule, 0) ? "yes" : "no",
                                      pair.first, pair.veto, pair.dictator});
    }
    const std::size_t count = evidence.others + 1;
    const PairWeights pair = pair_weights(std::vector<Weight>(evidence.others, 1));
    std::vector<std::vector<Weight>> boards;
    std::vector<PairGame> games;
    for (const Weight weight : {pair.first, pair.veto, pair.dictator}) {
        boards.emplace_back(count, 1).front() = weight;
        if (const auto game = pair_game(majority_rule(boards.back()), 0)) games.push_back(*game);
    }
    const std::vector<RisksOfModels> risks = evidence.board_risks(boards);
    const std::vector<OptionRow> present = evidence.present_rows(evidence.centre);
    ClaimFigure rules =
        figure("rules",
               worded("Risks under the rules by which {} and any one other have a majority",
                      "Risico's bij de beslisregels waarmee {} en één andere gemeente een meerderheid hebben",
                      evidence.centre),
               {"rule", "model", "risk", "now_least", "now_most", "others_mean", "others_most"});
    std::vector<Trial> trials;
    for (std::size_t g = 0; g < games.size(); ++g)
        for (std::size_t m = 0; m < evidence.models.size(); ++m) {
            const double risk = risks[g][m].front();
            double least = 1, most = 0;
            for (const OptionRow& row : present) {
                if (row.model != evidence.models[m]) continue;
                least = std::min(least, row.outvoted);
                most = std::max(most, row.outvoted);
                const bool empty = row.outvoted <= equal_risks;
                trials.push_back(
                    {.scheme = name_of(games[g]), .holds = risk < row.outvoted - equal_risks, .empty = empty});
                if (!trials.back().holds && !empty && claim.counterexample.empty())
                    claim.counterexample = worded("Under {} the risk is {} (model {}), and {} now.",
                                                  "Bij {} is het risico {} (model “{}”), en nu {}.",
                                                  pair_game_text(games[g], evidence.centre), Percent{risk},
                                                  model_name(row.model), Percent{row.outvoted});
            }
            rules.table.rows.push_back({name_of(games[g]), evidence.models[m], risk, least, most,
                                        mean_of_others(risks[g][m]), most_of_others(risks[g][m])});
        }
    std::vector<Wording> texts;
    if (count <= maximum_listed_members) {
        std::vector<std::string> english, dutch;
        for (const CoalitionRule& rule : pair_games(count, 0))
            if (const auto game = pair_game(rule, 0)) {
                english.push_back(pair_game_text(*game, evidence.centre).english);
                dutch.push_back(pair_game_text(*game, evidence.centre).dutch);
            }
        texts.push_back({fmt::format("Of all proper rules of {} municipalities {} do it: {}.", count, english.size(),
                                     enumerated(english).english),
                         fmt::format("Van alle beslisregels voor {} gemeenten waarbij niet twee kampen tegelijk kunnen "
                                     "winnen, is dat zo bij {}: {}.",
                                     count, dutch.size(), enumerated(dutch).dutch)});
    }
    claim.figures = {std::move(rules), std::move(weights)};
    bool guaranteed = true;
    if (evidence.has_assembly()) {
        const std::string column = evidence.present_columns().front();
        const std::vector<Block> councils = councils_under(evidence.board, majority_rule(boards.front())).blocks;
        const std::vector<Weight> assembly = pair_assembly(column_of(evidence.board, column), councils);
        const Weight quota = majority_rule(assembly).quota, own = least_weight_for(councils.front(), assembly);
        Weight least = std::numeric_limits<Weight>::max();
        for (std::size_t j = 1; j < councils.size(); ++j)
            least = std::min(least, least_weight_for(councils[j], assembly));
        guaranteed = own + least >= quota;
        const RisksOfModels free = evidence.assembly_risks(assembly);
        ClaimFigure inside =
            figure("in_assembly",
                   worded("P({} is outvoted) in the assembly, whose members vote freely, with such a "
                          "weight",
                          "Kans dat {} overstemd wordt in de regioraad, waar leden vrij stemmen, met zo'n gewicht",
                          evidence.centre),
                   {"present_scheme", "model", "now", "with_weight"});
        for (std::size_t m = 0; m < evidence.models.size(); ++m)
            for (const OptionRow& row : present)
                if (row.scheme == column && row.model == evidence.models[m]) {
                    inside.table.rows.push_back({column, row.model, row.outvoted, free[m].front()});
                    trials.push_back({.scheme = column + " (assembly)",
                                      .holds = free[m].front() < row.outvoted - equal_risks,
                                      .empty = row.outvoted <= equal_risks});
                }
        if (!guaranteed)
            texts.push_back(worded(
                "In the assembly, where members vote freely, such a weight is no guarantee: with the councils of {} "
                "and "
                "one other for a motion, no more than {} of the {} votes needed are sure. The risk there is {} "
                "(model {}).",
                "In de regioraad, waar leden vrij stemmen, geeft zo'n gewicht geen zekerheid: als de raden van {} en "
                "één andere gemeente voor zijn, zijn niet meer dan {} van de {} benodigde stemmen zeker. Het risico is "
                "daar {} (model “{}”).",
                evidence.centre, own + least, quota, Percent{free.front().front()},
                model_name(evidence.models.front())));
        claim.figures.push_back(std::move(inside));
    }
    for (const Wording& text : texts) claim.finding = joined({claim.finding, text});
    judge(claim, trials);
    if (claim.verdict != Verdict::always) claim.conditions = conditions_of(trials);
    if (!guaranteed) {
        if (claim.verdict == Verdict::always) claim.verdict = Verdict::only_if;
        claim.conditions = joined({{"Always a majority only where delegations vote as one.",
                                    "Een meerderheid is alleen verzekerd waar afvaardigingen als eenheid stemmen."},
                                   claim.conditions});
    }
    claim.assumptions = risk_assumptions(evidence);
    if (const Wording now = present_assumption(evidence); !now.empty()) claim.assumptions.push_back(now);
    return claim;
}

}  // namespace stemgewicht
