#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/study/scorecard.hpp>

#include "catch.hpp"
#include "drechtsteden.hpp"
#include "support/refusal.hpp"
#include "three_councils.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <string>
#include <variant>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

const Score& score_of(const std::vector<Score>& scores, const std::string& option, const std::string& measure,
                      const std::string& municipality = "all") {
    const auto found = std::ranges::find_if(scores, [&](const Score& score) {
        return score.option == option && score.measure == measure && score.municipality == municipality;
    });
    REQUIRE(found != scores.end());
    return *found;
}

void check_range(const Score& score, double least, double most) {
    INFO(score.option << ", " << score.measure << ", " << score.municipality);
    CHECK(std::abs(score.least - least) < 1e-14);
    CHECK(std::abs(score.most - most) < 1e-14);
}

/// The votes of the nine groups of three councils, each of the 512 as likely: which councils are for a motion.
struct Motion {
    std::size_t votes;
    std::vector<bool> councils;
};

std::vector<Motion> motions(const Board& board) {
    std::vector<Motion> all;
    for (std::size_t votes = 0; votes < 512; ++votes) {
        all.push_back({votes, {}});
        for (const WeightedRule& council : council_positions(board))
            all.back().councils.push_back(council.wins(Coalition(9, votes)));
    }
    return all;
}

double share_of(const Board& board, const std::function<bool(const Motion&)>& holds) {
    const std::vector<Motion> all = motions(board);
    return static_cast<double>(std::ranges::count_if(all, holds)) / static_cast<double>(all.size());
}

bool alike(const Motion& motion) {
    return std::ranges::count(motion.councils, motion.councils.front()) == std::ssize(motion.councils);
}

/// The fewest of `count` whose sets of indices satisfy a test.
std::size_t smallest(std::size_t count, const std::function<bool(std::size_t)>& wins) {
    std::size_t least = count + 1;
    for (std::size_t set = 0; set < std::size_t{1} << count; ++set)
        if (wins(set)) least = std::min(least, static_cast<std::size_t>(std::popcount(set)));
    return least;
}

}  // namespace

TEST_CASE("Risk and power go over kinds, models and schemes as the options do") {
    const std::vector<Score> scores = scorecard(drechtsteden(), {.municipalities = {"Dordrecht", "Sliedrecht"}});
    for (const char* name : {"Dordrecht", "Sliedrecht"})
        for (const std::string& option : option_ids(drechtsteden())) {
            double least = 1, most = 0, weakest = 1, strongest = 0;
            for (const char* model : {"ic", "iac", "grouped:family"})
                for (const OptionRow& row : rows_under(model))
                    if (row.option == option && row.municipality == name) {
                        least = std::min(least, row.outvoted);
                        most = std::max(most, row.outvoted);
                        weakest = std::min(weakest, row.influence->value);
                        strongest = std::max(strongest, row.influence->value);
                    }
            check_range(score_of(scores, option, "risk", name), least, most);
            check_range(score_of(scores, option, "power", name), weakest, strongest);
        }
    const Score& risk = score_of(scores, "ab", "risk", "Dordrecht");
    CHECK(risk.least_under.starts_with("money, "));
    CHECK(risk.most_under.starts_with("one_vote, "));
    CHECK(score_of(scores, "mandate", "risk", "Dordrecht").most_under.ends_with(", base_package+operations"));
    CHECK(score_of(scores, "centre", "risk", "Dordrecht").least_under.empty());
}

TEST_CASE("Who decides is counted as flexibility and exposure, and changes with the case") {
    const std::vector<Score> scores = scorecard(drechtsteden(), {.options = {.models = {"ic"}}});
    check_range(score_of(scores, "drechtraad", "flexibility", "Dordrecht"), 0, 0);
    check_range(score_of(scores, "mandate", "flexibility", "Papendrecht"), 0, 1);
    check_range(score_of(scores, "centre", "flexibility", "Papendrecht"), 0, 1);
    check_range(score_of(scores, "centre", "flexibility", "Dordrecht"), 1, 1);
    check_range(score_of(scores, "mandate", "exposed_share", "Papendrecht"), 0, 1);
    check_range(score_of(scores, "centre", "exposed_share", "Dordrecht"), 0, 0);
    check_range(score_of(scores, "ab", "exposed_share", "Papendrecht"), 1, 1);
    check_range(score_of(scores, "ab", "exposed_share", "Dordrecht"), 0, 1);  // by money it alone decides

    Board freer = drechtsteden();
    freer.governance->options[2].decides = {Decider::council, Decider::council, Decider::council, Decider::board};
    const Portfolio portfolio{"p", {0.5, 0.25, 0.125, 0.125}};
    const std::vector<Score> weighed =
        scorecard(drechtsteden(), {.options = {.models = {"ic"}}, .portfolio = portfolio});
    check_range(score_of(weighed, "mandate", "flexibility", "Papendrecht"), 0.625, 0.625);
    const std::vector<Score> changed = scorecard(freer, {.options = {.models = {"ic"}}, .portfolio = portfolio});
    check_range(score_of(changed, "mandate", "flexibility", "Papendrecht"), 0.875, 0.875);
    check_range(score_of(weighed, "mandate", "exposed_share", "Papendrecht"), 0.375, 0.375);
    const double board = row_of("ab", "one_vote", "ic", "Papendrecht").outvoted;
    CHECK(score_of(weighed, "mandate", "risk", "Papendrecht").most >= 0.375 * board);
}

TEST_CASE("Power asks the same of every option: whether it matters that the council is for a motion") {
    // By fair coins a council that is outvoted with chance r is for what passes with chance 1 - r: the power is 1 - 2
    // r.
    const std::vector<Score> scores = scorecard(
        drechtsteden(), {.options = {.models = {"ic"}, .schemes = {"seats"}}, .municipalities = {"Dordrecht"}});
    const Score& assembly = score_of(scores, "drechtraad", "power", "Dordrecht");
    const Score& board = score_of(scores, "ab", "power", "Dordrecht");
    CHECK(std::abs(assembly.least - 0.33) < 0.001);
    CHECK(std::abs(board.least - 0.47) < 0.002);
    CHECK(std::abs(assembly.least - (1 - 2 * row_of("drechtraad", "seats", "ic", "Dordrecht").outvoted)) < 1e-12);
    CHECK(std::abs(board.least - (1 - 2 * row_of("ab", "seats", "ic", "Dordrecht").outvoted)) < 1e-12);
    // The groups of three councils, of which that of A can tie: counted over all motions.
    const Board three = three_councils();
    const std::vector<WeightedRule> councils = council_positions(three);
    const WeightedRule assembly_rule = majority_rule(three.columns.at("votes"));
    for (const OptionRow& row :
         compare_options(three, {.models = {"ic"}, .options = {"assembly"}, .schemes = {"votes"}})) {
        if (row.municipality == "A") continue;
        const std::size_t j = row.municipality == "B" ? 0 : 2;
        double yes = 0, passes_yes = 0, no = 0, passes_no = 0;
        for (const Motion& motion : motions(three)) {
            const bool passes = assembly_rule.wins(Coalition(9, motion.votes));
            (motion.councils[j] ? yes : no) += 1;
            (motion.councils[j] ? passes_yes : passes_no) += passes ? 1 : 0;
        }
        REQUIRE(row.influence);
        CHECK(std::abs(row.influence->value - (passes_yes / yes - passes_no / no)) < 1e-12);
    }
}

TEST_CASE(
    "Stopping together is the zero point: no risk, nothing decided by others, and nothing the same by agreement") {
    const std::vector<Score> scores = scorecard(drechtsteden(), {.municipalities = {"Dordrecht"}});
    check_range(score_of(scores, "apart", "risk", "Dordrecht"), 0, 0);
    check_range(score_of(scores, "apart", "exposed_share", "Dordrecht"), 0, 0);
    check_range(score_of(scores, "apart", "flexibility", "Dordrecht"), 1, 1);
    check_range(score_of(scores, "apart", "power", "Dordrecht"), 1, 1);
    CHECK(score_of(scores, "apart", "burden", "Dordrecht").most < 0);
    CHECK(std::abs(score_of(scores, "apart", "uniformity").least - 2.0 / 128) < 1e-12);  // ic: all seven councils alike
    CHECK(score_of(scores, "ab", "uniformity").least == 1);
    // What came in 2022: the board on three kinds of decisions, Dordrecht on the organisation.
    check_range(score_of(scores, "outcome", "flexibility", "Dordrecht"), 0, 1);
    CHECK(score_of(scores, "outcome", "risk", "Dordrecht").most == score_of(scores, "ab", "risk", "Dordrecht").most);
    check_range(score_of(scores, "combination", "flexibility", "Dordrecht"), 0, 1);
    CHECK(score_of(scores, "combination", "risk", "Dordrecht").most_under.ends_with(", base_package"));
}

TEST_CASE("The burden of the first option is none, whatever the weights of now are") {
    const std::vector<Score> scores = scorecard(drechtsteden(), {.municipalities = {"Dordrecht", "Sliedrecht"}});
    check_range(score_of(scores, "drechtraad", "burden", "Dordrecht"), 0, 0);
    check_range(score_of(scores, "drechtraad", "burden", "Sliedrecht"), 0, 0);
    CHECK(score_of(scores, "drechtraad", "risk", "Dordrecht").most >
          score_of(scores, "drechtraad", "risk", "Dordrecht").least);
    // Two options under which the assembly decides something have its weights in common.
    Board later = drechtsteden();
    later.governance->options[1].decides = {Decider::assembly, Decider::assembly, Decider::council, Decider::council};
    const std::vector<Score> kept = scorecard(
        later,
        {.options = {.models = {"ic"}}, .portfolio = Portfolio{"p", {1, 0, 0, 0}}, .municipalities = {"Dordrecht"}});
    check_range(score_of(kept, "ab", "burden", "Dordrecht"), 0, 0);
}

TEST_CASE("The burden is the change of the others' risks against the first option") {
    const ScorecardRequest request{.options = {.models = {"iac"}, .schemes = {"seats"}},
                                   .municipalities = {"Dordrecht"}};
    const std::vector<Score> scores = scorecard(drechtsteden(), request);
    double others = 0, before = 0;
    for (const Municipality& municipality : drechtsteden().governance->municipalities) {
        if (municipality.name == "Dordrecht") continue;
        others += row_of("ab", "seats", "iac", municipality.name).outvoted;
        before += row_of("drechtraad", "seats", "iac", municipality.name).outvoted;
    }
    check_range(score_of(scores, "ab", "burden", "Dordrecht"), others - before, others - before);
    check_range(score_of(scores, "mandate", "burden", "Dordrecht"), std::min(-before, others - before),
                std::max(-before, others - before));
    check_range(score_of(scores, "drechtraad", "burden", "Dordrecht"), 0, 0);
    const double alone = row_of("centre", "council", "iac", "Sliedrecht").outvoted;
    CHECK(score_of(scores, "centre", "burden", "Dordrecht").most > alone);
}

TEST_CASE("How often councils are alike, and agree with what is decided, is a count over all motions") {
    const Board board = three_councils();
    const ScorecardRequest request{.options = {.models = {"ic"}, .method = Enumerate{}}};
    const std::vector<Score> scores = scorecard(board, request);
    const double same = share_of(board, alike);
    CHECK(same > 0.2);
    check_range(score_of(scores, "ab", "uniformity"), 1, 1);
    check_range(score_of(scores, "mandate", "uniformity"), same, 1);
    check_range(score_of(scores, "ab", "agreement"), same, same);
    check_range(score_of(scores, "mandate", "agreement"), same, 1);
    check_range(score_of(scores, "centre", "agreement"), same, 1);
    std::vector<double> assembly;
    for (const char* column : {"seats", "votes"}) {
        const WeightedRule rule = majority_rule(column_of(board, column));
        assembly.push_back(share_of(board, [&](const Motion& motion) {
            return alike(motion) && rule.wins(Coalition(9, motion.votes)) == motion.councils.front();
        }));
    }
    CHECK(assembly[0] == same);  // councils that agree cannot lose by seats
    CHECK(assembly[1] < same);   // by votes they can
    check_range(score_of(scores, "assembly", "agreement"), assembly[1], assembly[0]);

    const std::vector<Score> exact = scorecard(board, {.options = {.models = {"ic"}}});
    check_range(score_of(exact, "mandate", "uniformity"), same, 1);
    const Score& simulated = score_of(exact, "assembly", "agreement");  // by votes
    CHECK(simulated.error > 0);
    CHECK(std::abs(simulated.least - assembly[1]) < 4.5 * simulated.error);
    CHECK(std::abs(simulated.most - same) < 1e-14);
}

TEST_CASE("Exact and enumerated scores are the same for every model and convention for ties") {
    const Board board = three_councils();
    for (const Ties ties : {Ties::excluded, Ties::against, Ties::coin}) {
        ScorecardRequest request{.options = {.schemes = {"seats", "one_vote", "apex"}, .ties = ties}};
        const std::vector<Score> exact = scorecard(board, request);
        request.options.method = Enumerate{};
        const std::vector<Score> enumerated = scorecard(board, request);
        REQUIRE(exact.size() == enumerated.size());
        for (std::size_t s = 0; s < exact.size(); ++s) {
            INFO(exact[s].option << ", " << exact[s].measure << ", " << exact[s].municipality);
            CHECK(exact[s].measure == enumerated[s].measure);
            CHECK(std::abs(exact[s].least - enumerated[s].least) < 1e-12);
            CHECK(std::abs(exact[s].most - enumerated[s].most) < 1e-12);
            CHECK(exact[s].error == 0);
        }
    }
}

TEST_CASE("The fewest municipalities and groups that pass a motion are those of a list of all sets") {
    const Board board = three_councils("", R"([governance.schemes.ours]
A = 1
B = 3
C = 3
)");
    const std::vector<WeightedRule> councils = council_positions(board);
    const Grouping& towns = grouping_of(board, "town");
    const std::vector<std::size_t> groups = council_groups(board);
    const auto all_of_towns = [&](std::size_t set) {
        std::size_t members = 0;
        for (std::size_t i = 0; i < 9; ++i)
            for (std::size_t j = 0; j < 3; ++j)
                if (towns.group_of[i] == groups[j] && (set >> j & 1) != 0) members |= std::size_t{1} << i;
        return members;
    };
    for (const char* scheme : {"one_vote", "seats", "population", "apex_veto", "ours"}) {
        INFO(scheme);
        const std::vector<Score> scores = scorecard(board, {.options = {.models = {"ic"}, .schemes = {scheme}}});
        const CompositeRule rule = councils_under(board, board_rule(board, scheme));
        const auto wins = [&](std::size_t members) { return rule.wins(Coalition(9, members)); };
        const auto fewest = static_cast<double>(smallest(9, wins));
        check_range(score_of(scores, "ab", "members_to_pass", "A"), fewest, fewest);
        const auto towns_needed =
            static_cast<double>(smallest(3, [&](std::size_t set) { return wins(all_of_towns(set)); }));
        check_range(score_of(scores, "ab", "municipalities_to_pass"), towns_needed, towns_needed);
    }
    const std::vector<Score> scores = scorecard(board, {.options = {.models = {"ic"}}});
    for (const char* column : {"seats", "votes"}) {
        const WeightedRule rule = majority_rule(column_of(board, column));
        const auto members = smallest(9, [&](std::size_t set) { return rule.wins(Coalition(9, set)); });
        const auto municipalities =
            smallest(3, [&](std::size_t set) { return rule.wins(Coalition(9, all_of_towns(set))); });
        const std::vector<Score> own = scorecard(board, {.options = {.models = {"ic"}, .schemes = {column, "apex"}}});
        CHECK(score_of(scores, "assembly", "members_to_pass", "B").least <= static_cast<double>(members));
        if (std::string(column) == "votes")
            check_range(score_of(own, "assembly", "municipalities_to_pass"), static_cast<double>(municipalities),
                        static_cast<double>(municipalities));
    }
    const auto centre =
        static_cast<double>(smallest(9, [&](std::size_t set) { return councils[0].wins(Coalition(9, set)); }));
    check_range(score_of(scores, "centre", "members_to_pass", "B"), centre, centre);
    check_range(score_of(scores, "centre", "municipalities_to_pass"), 1, 1);
}

TEST_CASE("The scorecard of the Drechtsteden says what is not computed and why, in the words of the source") {
    const ScorecardRequest request{.options = {.models = {"ic"}}, .municipalities = {"Dordrecht"}};
    const std::vector<Score> scores = scorecard(drechtsteden(), request);
    CHECK(scores.size() == 7 * scorecard_measures.size());
    const Table table = scorecard_table(drechtsteden(), request, scores);
    std::size_t missing = 0;
    for (const auto& row : table.rows) {
        REQUIRE(row.size() == table.columns.size());
        const bool empty = std::holds_alternative<std::monostate>(row[4]);
        CHECK(empty == (std::get<std::string>(row[3]) == "not computed"));
        if (!empty) continue;
        ++missing;
        CHECK_FALSE(std::get<std::string>(row.back()).empty());
    }
    CHECK(missing == 8);
    const Table criteria = criteria_table(drechtsteden());
    CHECK(criteria.rows.size() == 15);
    CHECK(std::get<std::string>(criteria.rows[0][0]).starts_with("Risico verminderen dat Dordrecht"));
    const Table summary = scorecard_summary(drechtsteden(), scores, "Dordrecht");
    CHECK(summary.columns == std::vector<std::string>{"measure", "drechtraad", "ab", "mandate", "centre", "combination",
                                                      "outcome", "apart"});
    CHECK(std::get<std::string>(summary.rows[0][4]) == "0.000");
    CHECK(std::get<std::string>(summary.rows[2][3]) == "0.000 to 1.000");
    CHECK(std::ranges::any_of(summary.notes, [](const std::string& note) {
        return note.starts_with("criterion \"De bestuurlijke drukte") && note.find("not computed") != std::string::npos;
    }));
}

TEST_CASE("The same study runs on a made-up region, and on one without councils") {
    const Board made_up = load_board("tienstroom-synthetic");
    const std::vector<Score> scores =
        scorecard(made_up, {.options = {.models = {"ic"}, .schemes = {"seats", "steps"}}});
    CHECK(scores.size() == 4 * (6 * 10 + 3));
    for (const Score& score : scores) {
        INFO(score.option << ", " << score.measure << ", " << score.municipality);
        CHECK(score.least <= score.most);
        if (score.measure == "risk") CHECK((score.least >= 0 && score.most < 1));
    }
    CHECK(score_of(scores, "assembly", "flexibility", "Vlietdam").most == 0);
    check_range(score_of(scores, "host", "flexibility", "Vlietdam"), 0, 1);

    const Board rijnland = load_board("holland-rijnland-2022");
    const std::vector<Score> members = scorecard(rijnland, {.municipalities = {"Leiden", "Zoeterwoude"}});
    const std::vector<OptionRow> rows = compare_options(rijnland, {.models = {"ic"}, .schemes = {"weight"}});
    const auto leiden = std::ranges::find(rows, "Leiden", &OptionRow::municipality);
    REQUIRE(leiden != rows.end());
    CHECK(score_of(members, "ab", "risk", "Leiden").least <= leiden->outvoted);
    CHECK(score_of(members, "ab", "municipalities_to_pass").most == 7);  // one vote each
    CHECK(score_of(members, "ab", "members_to_pass", "Leiden").most == 7);
    check_range(score_of(members, "mandate", "flexibility", "Leiden"), 0, 1);
}

TEST_CASE("What does not fit a scorecard is refused") {
    const auto refused = [](const ScorecardRequest& request) {
        return refusal([&] { return scorecard(drechtsteden(), request); });
    };
    CHECK(refused({.options = {.attendance = 0.9}}) == "attendance: must be left out of a scorecard, got 0.9");
    CHECK(refused({.options = {.baseline = "ab"}}) == "baseline: must be left out of a scorecard, got \"ab\"");
    CHECK(refused({.options = {.options = {"stay"}}}) ==
          "option: must be one of drechtraad, ab, mandate, centre, combination, outcome, apart, got \"stay\"");
    CHECK(refused({.portfolio = Portfolio{"p", {0.5, 0.4, 0, 0}}}) ==
          "portfolio: must be shares that sum to 1, got a sum of 0.9");
    CHECK(refused({.options = {.models = {"ic"}}, .municipalities = {"Gorinchem"}})
              .starts_with("municipality: must be one of Dordrecht"));
}
