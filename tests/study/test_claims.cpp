#include "../../src/claims/claim_evidence.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/claims.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

const Board& drechtsteden_case() {
    static const Board board = load_board("drechtsteden-2018");
    return board;
}

/// A claim on the Drechtsteden, by default; computed alone, as each test is a process.
const Claim& known_claim(const std::string& id) {
    static std::map<std::string, Claim> known;
    if (!known.contains(id)) known[id] = test_claims(drechtsteden_case(), {.claims = {id}}).front();
    return known.at(id);
}

Claim single_claim(const Board& board, const std::string& id, std::vector<std::string> schemes = {},
                   std::vector<std::string> models = {"ic", "iac"}) {
    return test_claims(board, {.claims = {id}, .models = std::move(models), .schemes = std::move(schemes)}).front();
}

const ClaimFigure& figure_of(const Claim& claim, const std::string& id) {
    const auto found = std::ranges::find(claim.figures, id, &ClaimFigure::id);
    REQUIRE(found != claim.figures.end());
    return *found;
}

std::size_t column(const Table& table, const std::string& name) {
    const auto found = std::ranges::find(table.columns, name);
    REQUIRE(found != table.columns.end());
    return static_cast<std::size_t>(found - table.columns.begin());
}

std::string text_at(const Table& table, std::size_t row, const std::string& name) {
    return std::get<std::string>(table.rows[row][column(table, name)]);
}

double number_at(const Table& table, std::size_t row, const std::string& name) {
    const Table::Cell& cell = table.rows[row][column(table, name)];
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*whole);
    return std::get<double>(cell);
}

/// The first row with these texts in these columns.
std::size_t row_with(const Table& table, const std::map<std::string, std::string>& texts) {
    for (std::size_t r = 0; r < table.rows.size(); ++r)
        if (std::ranges::all_of(texts, [&](const auto& part) { return text_at(table, r, part.first) == part.second; }))
            return r;
    FAIL("no such row");
    return 0;
}

/// Four towns of three groups each; the seats of the centre's first group are given.
Board own_case(int centre_seats = 4, const std::string& extra = "") {
    std::string text = R"(
title = "Own case"
quota = "majority"
weight = "seats"
[governance]
grouping = "town"
centre = "C"
position = "seats"
family = "family"
)" + extra + "\n";
    const std::vector<std::pair<std::string, std::vector<int>>> towns = {
        {"C", {centre_seats, 4, 3}}, {"X", {3, 2, 2}}, {"Y", {2, 2, 1}}, {"Z", {3, 1, 1}}};
    const std::vector<std::string> families{"red", "blue", "own"};
    for (const auto& [town, seats] : towns) {
        text += "[[municipalities]]\nname = \"" + town + "\"\npopulation = " + std::to_string(1000 * seats[0]) + "\n";
        if (town == "C") text += "money_share = \"40%\"\n";
    }
    for (const auto& [town, seats] : towns)
        for (std::size_t k = 0; k < seats.size(); ++k)
            text += "[[members]]\nname = \"" + town + " " + families[k] + "\"\ntown = \"" + town + "\"\nfamily = \"" +
                    families[k] + "\"\nseats = " + std::to_string(seats[k]) + "\n";
    return parse_board(text, "own");
}

}  // namespace

TEST_CASE("Equal votes raise the risk of the centre where members voted freely before") {
    const Claim& claim = known_claim("unit_vote");
    CHECK(claim.verdict == Verdict::always);  // voting as one by itself lowers it, with any of the weights of now
    CHECK((claim.holding == 9 && claim.settings == 9));
    const Table& risks = figure_of(claim, "risks").table;
    const std::size_t equal = row_with(risks, {{"scheme", "one_vote"}, {"present_scheme", "seats"}, {"model", "ic"}});
    CHECK(number_at(risks, equal, "board") > number_at(risks, equal, "now"));
    CHECK(std::abs(number_at(risks, equal, "board") - (0.5 - 20.0 / 64 / 2)) < 1e-12);  // swings of 7 equal members
    CHECK(claim.counterexample.english.find("one vote each") != std::string::npos);
    CHECK(claim.counterexample.dutch.find("ieder één stem") != std::string::npos);
    CHECK(claim.conditions.english.find("council seats") != std::string::npos);
    CHECK(claim.conditions.dutch.find("wortel van het inwonertal") != std::string::npos);
    CHECK(claim.assumptions[1].dutch.find("per partijfamilie") != std::string::npos);
}

TEST_CASE("The verdict on voting as one does not follow the weights of the board, and its conditions do") {
    const auto conditions = [](const std::string& scheme) {
        const Claim claim = single_claim(drechtsteden_case(), "unit_vote", {scheme});
        CHECK(claim.verdict == Verdict::always);
        return claim.conditions.english;
    };
    CHECK(conditions("one_vote") == "Where the weights change as well: Never with the weights one vote each.");
    CHECK(conditions("population").empty());
    const Claim settled = single_claim(own_case(40), "unit_vote");  // no risk, as one group decides everything
    CHECK(settled.verdict == Verdict::not_computable);
    CHECK((settled.settings == 0 && settled.left_out == 2));
    CHECK(verdict_wording(settled).english == "nothing to be tested");
}

TEST_CASE("With seats as weights the risk goes from 33.5% to 4.9% where Dordrecht alone votes as one, and to 26.6%") {
    const Table& units = figure_of(known_claim("unit_vote"), "voting_as_one").table;
    const std::size_t r = row_with(units, {{"present_scheme", "seats"}, {"model", "ic"}});
    CHECK(std::abs(number_at(units, r, "free") - 0.335) < 0.0005);
    CHECK(std::abs(number_at(units, r, "centre_as_one") - 0.049) < 0.0005);
    CHECK(std::abs(number_at(units, r, "all_as_one") - 0.2656) < 0.0005);
}

TEST_CASE("A verdict is graded by the share of the settings, and those with nothing to test are counted apart") {
    const auto graded = [](std::size_t holding, std::size_t settings, std::size_t left_out = 0) {
        Claim claim{.id = "x"};
        detail::judge(claim, holding, settings, left_out);
        return verdict_wording(claim).english;
    };
    CHECK(graded(10, 10) == "holds always (10 of 10 settings)");
    CHECK(graded(9, 10) == "holds nearly always (9 of 10 settings)");
    CHECK(graded(8, 10) == "holds only under conditions (8 of 10 settings)");
    CHECK(graded(2, 10) == "holds only under conditions (2 of 10 settings)");
    CHECK(graded(1, 10, 4) == "holds nearly never (1 of 10 settings); in 4 more there is nothing to be tested");
    CHECK(graded(0, 10) == "never holds (0 of 10 settings)");
    CHECK(graded(0, 0, 3) == "nothing to be tested");
    CHECK(graded(0, 0) == "not computable");
}

TEST_CASE("Voting as one is told apart from the change of weights") {
    const Table& units = figure_of(known_claim("unit_vote"), "voting_as_one").table;
    const Table& risks = figure_of(known_claim("unit_vote"), "risks").table;
    for (const std::string model : {"ic", "iac", "grouped:family"}) {
        const std::size_t r = row_with(units, {{"present_scheme", "seats"}, {"model", model}});
        const std::size_t board = row_with(risks, {{"scheme", "seats"}, {"present_scheme", "seats"}, {"model", model}});
        CHECK(number_at(units, r, "free") == number_at(risks, board, "now"));
        CHECK(std::abs(number_at(units, r, "all_as_one") - number_at(risks, board, "board")) < 1e-12);
        CHECK(number_at(units, r, "centre_as_one") < number_at(units, r, "free"));
    }
}

TEST_CASE("Where it alone votes as one, the centre is outvoted by fair coins in half of what it does not settle") {
    const Table& units = figure_of(known_claim("unit_vote"), "voting_as_one").table;
    for (const OptionRow& row :
         compare_options(drechtsteden_case(), {.models = {"ic"}, .options = {"drechtraad"}, .schemes = {}}))
        if (row.municipality == "Dordrecht") {
            const std::size_t r = row_with(units, {{"present_scheme", row.scheme}, {"model", "ic"}});
            CHECK(std::abs(number_at(units, r, "centre_as_one") - (1 - row.decisive) / 2) < 1e-12);
        }
    // A council that can tie: voting as one it votes no then.
    Board board = own_case();
    board.columns["seats"][1] = 3;
    board.columns["seats"][2] = 1;  // 4 for it and 3 + 1 against do
    for (const Ties ties : {Ties::excluded, Ties::against, Ties::coin}) {
        const Claim claim = test_claims(board, {.claims = {"unit_vote"}, .models = {"ic"}, .ties = ties}).front();
        const Table& own = figure_of(claim, "voting_as_one").table;
        const std::vector<Weight>& seats = board.columns.at("seats");
        double outvoted = 0, all = 0;
        for (unsigned set = 0; set < 1U << 12; ++set) {
            Weight centre = 0, others = 0;
            for (unsigned i = 0; i < 12; ++i)
                if ((set >> i & 1U) != 0) (i < 3 ? centre : others) += seats[i];
            const Weight council = seats[0] + seats[1] + seats[2];
            const bool yes = 2 * centre > council, tied = 2 * centre == council;
            const bool passes = 2 * (others + (yes ? council : 0)) > council + 17;
            if (tied && ties == Ties::excluded) continue;
            all += 1;
            if (tied && ties == Ties::coin)
                outvoted += 0.5;
            else
                outvoted += passes != yes ? 1 : 0;
        }
        INFO("ties " << int(ties));
        CHECK(std::abs(number_at(own, 0, "centre_as_one") - outvoted / all) < 1e-12);
    }
}

TEST_CASE("Not all municipalities gain when delegations vote as one") {
    const Claim& claim = known_claim("unit_vote_all");
    const Table& who = figure_of(claim, "municipalities").table;
    const Table& risks = figure_of(claim, "risks").table;
    for (std::size_t r = 0; r < who.rows.size(); ++r) {
        int lower = 0;
        for (std::size_t k = 0; k < risks.rows.size(); ++k) {
            bool same = true;
            for (const std::string name : {"scheme", "present_scheme", "model"})
                same = same && text_at(risks, k, name) == text_at(who, r, name);
            if (same && number_at(risks, k, "board") < number_at(risks, k, "now") - 1e-12) ++lower;
        }
        CHECK(lower == number_at(who, r, "lower"));
        CHECK(number_at(who, r, "lower") + number_at(who, r, "same") + number_at(who, r, "higher") == 7);
    }
    // The verdict is that at like weights: those of the assembly are schemes of the board as well.
    const Table& like = figure_of(claim, "like_weights").table;
    CHECK(like.rows.size() == 9);
    std::size_t holding = 0;
    for (std::size_t r = 0; r < like.rows.size(); ++r) {
        const std::string scheme = text_at(like, r, "present_scheme");
        const std::size_t same =
            row_with(who, {{"scheme", scheme}, {"present_scheme", scheme}, {"model", text_at(like, r, "model")}});
        for (const std::string name : {"lower", "same", "higher"})
            CHECK(number_at(like, r, name) == number_at(who, same, name));
        holding += number_at(like, r, "lower") == 7 ? 1U : 0U;
    }
    CHECK(claim.settings == like.rows.size());
    CHECK(claim.holding == holding);
    CHECK(claim.verdict == Verdict::never);
}

TEST_CASE("More weight lowers the risk until it is gone, and a dictator needs none") {
    const Claim& claim = known_claim("more_weight");
    CHECK(claim.verdict == Verdict::always);
    CHECK((claim.settings == 24 && claim.left_out == 3));  // by money there is no risk to lower, under any model
    CHECK(claim.finding.english.find(" percentage points") != std::string::npos);
    CHECK(claim.finding.dutch.find(" procentpunt") != std::string::npos);
    CHECK(single_claim(drechtsteden_case(), "more_weight", {"money"}).verdict == Verdict::not_computable);
    CHECK(single_claim(drechtsteden_case(), "more_weight", {"one_vote", "population"}).verdict == Verdict::always);
}

TEST_CASE("The staircase has the risks of the options at the weights of the schemes") {
    const Table& stairs = figure_of(known_claim("more_weight"), "staircase").table;
    const std::vector<OptionRow> rows = compare_options(drechtsteden_case(), {.models = {"iac"}, .options = {"ab"}});
    for (const OptionRow& row : rows) {
        if (row.municipality != "Dordrecht") continue;
        const auto weight = static_cast<double>(board_rule(drechtsteden_case(), row.scheme).weights.front());
        bool found = false;
        for (std::size_t r = 0; r < stairs.rows.size(); ++r) {
            if (text_at(stairs, r, "scheme") != row.scheme || text_at(stairs, r, "model") != "iac") continue;
            const bool last = std::holds_alternative<std::monostate>(stairs.rows[r][column(stairs, "last")]);
            if (number_at(stairs, r, "first") > weight || (!last && number_at(stairs, r, "last") < weight)) continue;
            found = true;
            INFO(row.scheme);
            CHECK(std::abs(number_at(stairs, r, "risk") - row.outvoted) < 1e-12);
        }
        CHECK(found);
    }
}

TEST_CASE("The staircase agrees with every whole weight between its steps") {
    const Table stairs = figure_of(single_claim(own_case(), "more_weight", {"seats"}, {"ic"}), "staircase").table;
    std::vector<double> risk_at;  // by weight
    for (std::size_t r = 0; r < stairs.rows.size(); ++r)
        for (double w = number_at(stairs, r, "first"); w < 25; ++w) {
            if (static_cast<std::size_t>(w) < risk_at.size())
                risk_at[static_cast<std::size_t>(w)] = number_at(stairs, r, "risk");
            else
                risk_at.push_back(number_at(stairs, r, "risk"));
        }
    for (Weight w = 0; w < 25; ++w) {
        Board board = own_case();
        board.governance->custom_schemes["brute"] = {w, 7, 5, 5};
        const auto rows = compare_options(board, {.models = {"ic"}, .options = {"ab"}, .schemes = {"brute"}});
        INFO("weight " << w);
        CHECK(std::abs(rows.front().outvoted - risk_at[static_cast<std::size_t>(w)]) < 1e-12);
    }
}

TEST_CASE("Three proper rules give the centre and any one other a majority") {
    const Claim& claim = known_claim("pair_majority");
    const Table& rules = figure_of(claim, "rules").table;
    std::set<std::string> names;
    for (std::size_t r = 0; r < rules.rows.size(); ++r) names.insert(text_at(rules, r, "rule"));
    CHECK(names == std::set<std::string>{"apex", "apex_veto", "dictator"});
    CHECK(claim.finding.english.find("Of all proper rules of 7 municipalities 3 do it") != std::string::npos);
    // By fair coins the six others must all be against: twice 2^-7 for an apex, once where it has a veto.
    CHECK(std::abs(number_at(rules, row_with(rules, {{"rule", "apex"}, {"model", "ic"}}), "risk") - 1.0 / 64) < 1e-12);
    CHECK(std::abs(number_at(rules, row_with(rules, {{"rule", "apex_veto"}, {"model", "ic"}}), "risk") - 1.0 / 128) <
          1e-12);
    CHECK(number_at(rules, row_with(rules, {{"rule", "dictator"}, {"model", "ic"}}), "risk") == 0);
}

TEST_CASE("The weight for a pair does what it says, and one less does not") {
    const Board& board = drechtsteden_case();
    const Table& weights = figure_of(known_claim("pair_majority"), "weights").table;
    for (std::size_t r = 0; r < weights.rows.size(); ++r) {
        std::vector<Weight> members = board_rule(board, text_at(weights, r, "scheme")).weights;
        const auto pairs_win = [&](Weight centre) {
            members.front() = centre;
            const WeightedRule rule = majority_rule(members);
            return std::all_of(members.begin() + 1, members.end(),
                               [&](Weight other) { return centre + other >= rule.quota; });
        };
        const Weight now = members.front(), first = static_cast<Weight>(number_at(weights, r, "from"));
        INFO(text_at(weights, r, "scheme"));
        CHECK((text_at(weights, r, "does_it") == "yes") == pairs_win(now));
        CHECK(pairs_win(first));
        CHECK((first == 0 || !pairs_win(first - 1)));
    }
}

TEST_CASE("A pair's majority does not help where the centre's own group decides everything already") {
    CHECK(single_claim(own_case(4), "pair_majority").verdict != Verdict::never);
    const Claim claim = single_claim(own_case(40), "pair_majority");
    CHECK(claim.verdict == Verdict::not_computable);  // there is no risk to lower
    CHECK((claim.settings == 0 && claim.left_out > 0));
}

TEST_CASE("More than half of the money makes a dictator, and less does not") {
    Board board = drechtsteden_case();
    const auto decides_alone = [](const Claim& claim) {
        CHECK(claim.verdict == Verdict::always);  // a larger role than with one vote each it is
        return claim.finding.english.find("decides alone, and no other municipality ever matters") != std::string::npos;
    };
    CHECK(decides_alone(known_claim("money")));
    board.governance->municipalities.front().money_share = "50.0001%";
    CHECK(decides_alone(single_claim(board, "money")));
    board.governance->municipalities.front().money_share = "41%";
    CHECK_FALSE(decides_alone(single_claim(board, "money")));
    board.governance->municipalities.front().money_share = "1%";
    CHECK(single_claim(board, "money").verdict == Verdict::never);
    board.governance->municipalities.front().money_share.reset();
    CHECK(single_claim(board, "money").verdict == Verdict::not_computable);
}

TEST_CASE("Coalitions are the only means until the centre can stop everything") {
    const Claim& claim = known_claim("coalitions");
    CHECK(claim.verdict == Verdict::always);
    CHECK(single_claim(own_case(4), "coalitions").verdict == Verdict::always);
    const Claim strong = single_claim(own_case(11), "coalitions");
    CHECK(strong.verdict == Verdict::never);
    CHECK(strong.counterexample.english.find("18 of 35 votes: together they pass any motion") != std::string::npos);
}

TEST_CASE("The cheapest partners are the lightest set that suffices, and the smallest of these") {
    const Board board = own_case();
    const Table partners = figure_of(single_claim(board, "coalitions", {}, {"ic"}), "partners").table;
    const std::vector<Weight>& seats = board.columns.at("seats");
    for (std::size_t r = 0; r < partners.rows.size(); ++r) {
        if (text_at(partners, r, "level") != "group") continue;
        const auto needed = static_cast<Weight>(number_at(partners, r, "needed"));
        Weight lightest = 1000, fewest = 1000;
        for (unsigned set = 0; set < 1U << 9; ++set) {
            Weight weight = 0, count = 0;
            for (unsigned i = 0; i < 9; ++i)
                if ((set >> i & 1U) != 0) {
                    weight += seats[3 + i];
                    ++count;
                }
            if (weight >= needed && std::pair(weight, count) < std::pair(lightest, fewest)) {
                lightest = weight;
                fewest = count;
            }
        }
        CHECK(number_at(partners, r, "partners_weight") == static_cast<double>(lightest));
        CHECK(number_at(partners, r, "count") == static_cast<double>(fewest));
    }
}

TEST_CASE("Minimal winning coalitions of municipalities are those that a plain count finds") {
    const std::vector<Weight> seats{39, 19, 17, 23, 23, 21, 27};
    int count = 0, with_centre = 0;
    for (unsigned set = 0; set < 128; ++set) {
        Weight weight = 0, least = 1000;
        for (unsigned j = 0; j < 7; ++j)
            if ((set >> j & 1U) != 0) {
                weight += seats[j];
                least = std::min(least, seats[j]);
            }
        if (weight < 85 || weight - least >= 85) continue;
        ++count;
        with_centre += static_cast<int>(set & 1U);
    }
    const Table& counts = figure_of(known_claim("coalitions"), "coalition_counts").table;
    const std::size_t r = row_with(counts, {{"present_scheme", "seats"}, {"level", "municipality"}});
    CHECK(number_at(counts, r, "coalitions") == count);
    CHECK(number_at(counts, r, "with_centre") == with_centre);
}

TEST_CASE("The cooperation graph of a case takes power from those whom it separates") {
    const auto myerson_differs = [](const Board& board) {
        const Table graph = figure_of(single_claim(board, "coalitions", {}, {"ic"}), "cooperation").table;
        double difference = 0;
        for (std::size_t r = 0; r < graph.rows.size(); ++r)
            difference += std::abs(number_at(graph, r, "myerson") - number_at(graph, r, "shapley_shubik"));
        return difference > 1e-9;
    };
    CHECK(!myerson_differs(own_case()));
    CHECK(myerson_differs(own_case(4, R"(cooperation = [["red", "own"], ["own", "blue"]])")));
    const Table loose =
        figure_of(single_claim(own_case(4, R"(loose_families = ["own"])"), "coalitions", {}, {"ic"}), "cooperation")
            .table;
    CHECK(loose.rows.size() == 2 + 4);
    CHECK(number_at(loose, row_with(loose, {{"name", "X own"}}), "neighbours") == 2);
    CHECK(number_at(loose, row_with(loose, {{"name", "red"}}), "neighbours") == 5);
}

TEST_CASE("A graph that separates nobody is said to") {
    const auto finding = [](const Board& board) { return single_claim(board, "coalitions", {}, {"ic"}).finding; };
    CHECK(finding(own_case()).english.find("separates nobody") != std::string::npos);
    CHECK(finding(own_case()).dutch.find("Niemand valt buiten de samenwerking") != std::string::npos);
    CHECK(finding(own_case(4, R"(cooperation = [["red", "own"], ["own", "blue"]])")).english.find("separates nobody") ==
          std::string::npos);
}

TEST_CASE("All coalitions are listed, and where that is too many it is said") {
    const Claim claim = single_claim(load_board("holland-rijnland-2022"), "coalitions", {}, {"ic"});
    const Table& counts = figure_of(claim, "coalition_counts").table;
    double all = 0;
    for (std::size_t r = 0; r < counts.rows.size(); ++r) all += number_at(counts, r, "coalitions");
    CHECK(all == 594);
    CHECK(static_cast<double>(figure_of(claim, "coalitions").table.rows.size()) == all);
    CHECK(figure_of(claim, "coalitions").title.english == "These coalitions");

    std::string text = "title = \"Equals\"\nquota = \"majority\"\n[governance]\ncentre = \"M0\"\n";
    for (int k = 0; k < 17; ++k) text += "[[members]]\nname = \"M" + std::to_string(k) + "\"\nweight = 1\n";
    const Claim many = single_claim(parse_board(text, "equals"), "coalitions", {"one_vote"}, {"ic"});
    CHECK(number_at(figure_of(many, "coalition_counts").table, 0, "coalitions") == 24310);  // 9 of 17
    CHECK(figure_of(many, "coalitions").table.rows.size() == 10'000);
    CHECK(figure_of(many, "coalitions").title.english.find("the first 10,000") != std::string::npos);
}

TEST_CASE("A board of now with unknown weights is compared with itself, and one with its own with these") {
    const Claim made_up = single_claim(load_board("tienstroom-synthetic"), "base_package", {}, {"ic"});
    const Table& shares = figure_of(made_up, "break_even").table;
    REQUIRE(!shares.rows.empty());
    std::size_t without_risk = 0;
    for (std::size_t r = 0; r < shares.rows.size(); ++r) {
        CHECK(text_at(shares, r, "scheme") == text_at(shares, r, "present_scheme"));
        if (number_at(shares, r, "board") > 0)
            CHECK(number_at(shares, r, "break_even") == 1);
        else
            ++without_risk;
    }
    CHECK(made_up.holding == shares.rows.size() - without_risk);
    CHECK((made_up.left_out == without_risk && made_up.settings == made_up.holding));
    CHECK(made_up.counterexample.empty());
    CHECK(made_up.assumptions.back().english.find("are not known") != std::string::npos);
    const Table pairs =
        figure_of(single_claim(load_board("tienstroom-synthetic"), "pair_majority", {"one_vote", "apex"}, {"ic"}),
                  "rules")
            .table;
    for (std::size_t r = 0; r < pairs.rows.size(); ++r)
        CHECK(number_at(pairs, r, "now_least") == number_at(pairs, r, "now_most"));  // apex is not what is

    const Claim known = single_claim(load_board("holland-rijnland-2022"), "base_package", {}, {"ic"});
    const Table& own = figure_of(known, "break_even").table;
    for (std::size_t r = 0; r < own.rows.size(); ++r) CHECK(text_at(own, r, "present_scheme") == "weight");
    CHECK(own.rows.size() > 1);
}

TEST_CASE("The mandate's break-even share is the ratio of the risks, and the verdict follows it") {
    const Claim& claim = known_claim("base_package");
    CHECK(claim.verdict == Verdict::only_if);
    const Table& shares = figure_of(claim, "break_even").table;
    for (std::size_t r = 0; r < shares.rows.size(); ++r)
        if (number_at(shares, r, "board") > 0)
            CHECK(std::abs(number_at(shares, r, "break_even") * number_at(shares, r, "board") -
                           number_at(shares, r, "now")) < 1e-12);
    CHECK(single_claim(drechtsteden_case(), "base_package", {"population"}).verdict == Verdict::always);
    const Claim equal = single_claim(drechtsteden_case(), "base_package", {"one_vote"});
    CHECK(equal.verdict == Verdict::only_if);  // below a share of 64.55%: 0.2219 / 0.34375
    CHECK(equal.conditions.english.find("less than 64.55% of the issues") != std::string::npos);
    CHECK(single_claim(drechtsteden_case(), "base_package", {"money"}).verdict == Verdict::not_computable);
}

TEST_CASE("A centre municipality has no risk only on what it decides itself") {
    const Claim& claim = known_claim("centre_no_risk");
    CHECK(claim.verdict == Verdict::always);
    CHECK(claim.counterexample.empty());
    const Table& others = figure_of(claim, "others").table;
    CHECK(others.rows.size() == 6 * 3);
    CHECK(std::abs(number_at(others, row_with(others, {{"model", "ic"}}), "centre") - 0.5) < 1e-12);
    Board board = drechtsteden_case();
    board.governance->options[3].decides.back() = Decider::board;
    CHECK(single_claim(board, "centre_no_risk").verdict == Verdict::only_if);
    CHECK(single_claim(board, "centre_no_risk", {"money"}).verdict == Verdict::always);
}

TEST_CASE("Only a mandate gives certainty unless somebody decides alone") {
    const Claim& claim = known_claim("only_mandate");
    CHECK(claim.verdict == Verdict::only_if);
    CHECK(claim.counterexample.english.find("money") != std::string::npos);
    const Table& games = figure_of(claim, "simple_games").table;
    for (std::size_t r = 0; r < games.rows.size(); ++r) {
        // Monotone functions of 1 to 4 arguments without the two constant ones: 1, 4, 18, 166.
        CHECK(number_at(games, r, "games") == std::vector<double>{1, 4, 18, 166}[r]);
        CHECK(number_at(games, r, "never_outvoted") == number_at(games, r, "both"));
        CHECK(number_at(games, r, "dictator") == number_at(games, r, "both"));
    }
    const Table& delegated = figure_of(claim, "delegated").table;
    for (std::size_t r = 0; r < delegated.rows.size(); ++r) {
        CHECK(text_at(delegated, r, "dictator") == text_at(delegated, r, "certain"));
        CHECK((text_at(delegated, r, "certain") == "yes") == (number_at(delegated, r, "risk_most") == 0));
    }
    Board pure = drechtsteden_case();
    pure.governance->options[2].decides = std::vector<Decider>(4, Decider::council);
    CHECK(single_claim(pure, "only_mandate", {"seats"}).verdict == Verdict::always);
    CHECK(single_claim(pure, "only_mandate", {"seats", "money"}).verdict == Verdict::only_if);
    const Claim seats = single_claim(drechtsteden_case(), "only_mandate", {"seats"});
    CHECK(seats.counterexample.empty());
    CHECK(seats.finding.english.starts_with(
        "Bodies that decide on delegated tasks: 3; in each of them Dordrecht can be outvoted."));
    CHECK(seats.finding.english.find("Those are just the ones") == std::string::npos);
    CHECK(claim.finding.english.find("Those are just the ones") != std::string::npos);
    CHECK(claim.conditions.dutch.find("basispakket en bedrijfsvoering") != std::string::npos);
}

TEST_CASE("Each claim of the Drechtsteden has the words of its source") {
    std::set<std::string> quoted;
    for (const Quotation& quotation : drechtsteden_case().governance->quotations) {
        quoted.insert(quotation.claim);
        CHECK(!quotation.source.empty());
        CHECK(quotation.source_dutch.starts_with("Voorstel aan de raad van Dordrecht"));
    }
    CHECK(quoted.size() == claim_ids.size());
    CHECK(known_claim("more_weight").quotations.size() == 2);
}

TEST_CASE("A case of one's own needs no quotations, and one without councils tells what it lacks") {
    for (const Claim& claim : test_claims(own_case(), {.models = {"ic"}})) {
        INFO(claim.id);
        CHECK(claim.quotations.empty());
        CHECK(claim.verdict != Verdict::not_computable);
        CHECK(!claim.statement.dutch.empty());
    }
    std::map<std::string, Verdict> verdicts;
    for (const Claim& claim : test_claims(load_board("holland-rijnland-2022"), {.models = {"ic"}})) {
        verdicts[claim.id] = claim.verdict;
        CHECK(!claim.finding.empty());
    }
    CHECK(verdicts.at("unit_vote") == Verdict::not_computable);
    CHECK(verdicts.at("money") == Verdict::not_computable);
    CHECK(verdicts.at("coalitions") == Verdict::always);
    CHECK(verdicts.at("centre_no_risk") == Verdict::always);
}

TEST_CASE("Claims are the same on any number of threads") {
    const auto text = [](int threads) {
        const std::vector<Claim> claims = test_claims(drechtsteden_case(), {.models = {"iac"}, .threads = threads});
        return claims_text(drechtsteden_case(), claims, "en", 0);
    };
    CHECK(text(1) == text(2));
}

TEST_CASE("The table of claims has a row each, in the language asked for") {
    const std::vector<Claim> claims = test_claims(own_case(), {.claims = {"money", "unit_vote"}, .models = {"ic"}});
    const Table table = claims_table(own_case(), claims, "nl");
    REQUIRE(table.rows.size() == 2);
    CHECK(text_at(table, 0, "claim") == "unit_vote");
    CHECK(text_at(table, 0, "statement").find("doordat") != std::string::npos);
    CHECK(claims_text(own_case(), claims, "nl").find("oordeel") != std::string::npos);
    Board told = own_case();
    told.title_dutch = "Eigen casus";
    CHECK(claims_text(told, claims, "nl").starts_with("Beweringen over Eigen casus\n"));
    CHECK(claims_table(told, claims, "nl").title == "Beweringen over Eigen casus");
    CHECK(claims_table(told, claims, "en").title == "Claims about " + told.title);
    CHECK(refusal([&] { return claims_text(own_case(), claims, "fr"); }) == "language: must be en or nl, got \"fr\"");
}

TEST_CASE("What is not a claim, a model or a scheme is refused, and so is a wrong claim in a file") {
    const auto asked = [](const ClaimsRequest& request) {
        return refusal([&] { return test_claims(drechtsteden_case(), request); });
    };
    CHECK(asked({.claims = {"money", "luck"}}).starts_with("claim: must be one of unit_vote, "));
    CHECK(asked({.claims = {"more_weight"}, .models = {"coins"}}).starts_with("model: must be ic, iac"));
    CHECK(asked({.schemes = {"coins"}}).starts_with("scheme: must be one of one_vote"));
    CHECK(refusal([] {
              return own_case(4, "cooperation = [[\"red\", \"green\"]]");
          }).starts_with("governance.cooperation[0][1]: must be one of the families"));
    CHECK(refusal([] {
              return own_case(4, "loose_families = [\"green\"]");
          }).starts_with("governance.loose_families[0]: must be one of the families"));
    CHECK(refusal([] {
              return own_case(4, "[[claims]]\nid = \"luck\"\nquotation = \"x\"\nsource = \"y\"");
          }).starts_with("claims[0].id: must be one of unit_vote"));
}

TEST_CASE("Every figure of a claim is one of its figures, each of which some case has") {
    std::set<std::string> listed, found;
    for (const std::string_view claim : claim_ids)
        for (const std::string& figure : figure_ids(claim)) listed.insert(std::string(claim) + " " + figure);
    for (const char* name : {"drechtsteden-2018", "holland-rijnland-2022"})
        for (const Claim& claim : test_claims(load_board(name), {.models = {"ic"}}))
            for (const ClaimFigure& figure : claim.figures) found.insert(claim.id + " " + figure.id);
    CHECK(found == listed);
    CHECK(refusal([] { return figure_ids("nothing"); }).starts_with("claim: must be one of unit_vote"));
}

TEST_CASE(
    "Of the 55 council groups some 51 settle less on a board by seats: in their council, times their council's part") {
    const Claim& claim = known_claim("group_power");
    const Table& changes = figure_of(claim, "changes").table;
    const std::size_t r = row_with(changes, {{"scheme", "seats"}, {"present_scheme", "seats"}});
    CHECK(number_at(changes, r, "lower") == 51);
    CHECK(number_at(changes, r, "lower") + number_at(changes, r, "same") + number_at(changes, r, "higher") == 55);
    // Odd councils pass with one half, so that a group's part is the product of two Banzhaf indices.
    const Board& board = drechtsteden_case();
    const CompositeRule councils = councils_under(board, board_rule(board, "seats"));
    const Eigen::ArrayXd on_board = banzhaf(councils.top), now = banzhaf(majority_rule(column_of(board, "seats")));
    const Table& groups = figure_of(claim, "groups").table;
    for (std::size_t j = 0; j < councils.blocks.size(); ++j) {
        const Eigen::ArrayXd inside = banzhaf(councils.blocks[j].rule);
        for (std::size_t k = 0; k < councils.blocks[j].members.size(); ++k) {
            const std::size_t member = councils.blocks[j].members[k];
            INFO(board.names[member]);
            const std::size_t row =
                row_with(groups, {{"name", board.names[member]}, {"scheme", "seats"}, {"present_scheme", "seats"}});
            CHECK(std::abs(number_at(groups, row, "board") -
                           inside[static_cast<Eigen::Index>(k)] * on_board[static_cast<Eigen::Index>(j)]) < 1e-12);
            CHECK(std::abs(number_at(groups, row, "now") - now[static_cast<Eigen::Index>(member)]) < 1e-12);
        }
    }
}

TEST_CASE(
    "How often decisions go against the groups for most inhabitants, by simulation and by going through all votes") {
    const Table& table = figure_of(known_claim("legitimacy"), "against_most").table;
    const auto against = [&](const std::string& option, const std::string& scheme) {
        return number_at(table, row_with(table, {{"option", option}, {"scheme", scheme}, {"model", "ic"}}), "against");
    };
    CHECK(std::abs(against("drechtraad", "seats") - 0.13) < 0.006);
    for (const char* scheme : {"one_vote", "seats", "population"}) {
        CHECK(against("ab", scheme) > 0.175);
        CHECK(against("ab", scheme) < 0.235);
    }
    CHECK(std::abs(against("centre", "council") - 0.21) < 0.006);
    // Twelve groups: every way of voting.
    const Board own = own_case();
    const Claim small = single_claim(own, "legitimacy", {"seats"}, {"ic"});
    const Table& found = figure_of(small, "against_most").table;
    const std::vector<Weight>& seats = own.columns.at("seats");
    const std::vector<double> people{4000, 3000, 2000, 3000}, councils{11, 7, 5, 5};
    double now = 0, board = 0, counted = 0;
    for (unsigned votes = 0; votes < 1U << 12U; ++votes) {
        double yes_people = 0, all_people = 12000, yes_seats = 0, yes_board = 0;
        for (std::size_t town = 0; town < 4; ++town) {
            double in_council = 0;
            for (std::size_t k = 3 * town; k < 3 * town + 3; ++k)
                if ((votes >> k & 1U) != 0) in_council += static_cast<double>(seats[k]);
            yes_people += people[town] * in_council / councils[town];
            yes_seats += in_council;
            if (2 * in_council > councils[town]) yes_board += councils[town];
        }
        if (std::abs(2 * yes_people - all_people) < 1e-9) continue;
        ++counted;
        const bool wanted = 2 * yes_people > all_people;
        now += (2 * yes_seats > 28) != wanted ? 1 : 0;
        board += (2 * yes_board > 28) != wanted ? 1 : 0;
    }
    const double error = 4.5 * 0.5 / 512;  // of 2^18 motions
    CHECK(std::abs(number_at(found, row_with(found, {{"option", "assembly"}}), "against") - now / counted) < error);
    CHECK(std::abs(number_at(found, row_with(found, {{"option", "ab"}}), "against") - board / counted) < error);
}

TEST_CASE("A larger base package brings more uniformity and more risk, both in proportion") {
    const Claim& claim = known_claim("package_size");
    CHECK(claim.verdict == Verdict::always);
    const Table& table = figure_of(claim, "efficiency").table;
    const OptionsRequest request{.models = {"ic"}, .options = {"mandate"}, .schemes = {"seats"}};
    const double risk = compare_options(drechtsteden_case(), request).front().outvoted;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        if (text_at(table, r, "scheme") != "seats" || text_at(table, r, "model") != "ic") continue;
        const double share = number_at(table, r, "share");
        // Seven odd councils that toss coins: all alike in 2 of 128 cases.
        CHECK(std::abs(number_at(table, r, "uniformity") - (share + (1 - share) / 64)) < 1e-12);
        CHECK(std::abs(number_at(table, r, "risk") - share * risk) < 1e-12);
    }
}

TEST_CASE("A board whose winners all want a duty makes everything compulsory, and by halves it is a binomial count") {
    const Table& table = figure_of(known_claim("board_sets_base"), "set_by_board").table;
    const auto row = [&](const std::string& scheme, double appetite) {
        for (std::size_t r = 0; r < table.rows.size(); ++r)
            if (text_at(table, r, "scheme") == scheme && text_at(table, r, "model") == "ic" &&
                number_at(table, r, "appetite") == appetite)
                return r;
        FAIL("no such row");
        return std::size_t{0};
    };
    const std::size_t all = row("one_vote", 1);
    CHECK(std::abs(number_at(table, all, "share") - 1) < 1e-12);
    CHECK(std::abs(number_at(table, all, "risk") - (0.5 - 20.0 / 64 / 2)) < 1e-12);
    CHECK(number_at(table, row("one_vote", 0), "share") == 0);
    // One vote each: k of 7 win with chance 2 C(7, k) / 128, and at least 4 of them want the duty by coins.
    const auto choose = [](int n, int k) {
        return std::tgamma(n + 1.0) / std::tgamma(k + 1.0) / std::tgamma(n - k + 1.0);
    };
    double share = 0, risk = 0;
    for (int winners = 4; winners <= 7; ++winners) {
        double wanted = 0;
        for (int k = 4; k <= winners; ++k) wanted += choose(winners, k) / std::pow(2.0, winners);
        const double chance = 2 * choose(7, winners) / 128;
        share += chance * wanted;
        risk += chance * wanted * (7 - winners) / 7;
    }
    CHECK(std::abs(number_at(table, row("one_vote", 0.5), "share") - share) < 1e-12);
    CHECK(std::abs(number_at(table, row("one_vote", 0.5), "risk") - risk) < 1e-12);
    const Table& plus = figure_of(known_claim("board_sets_base"), "plus_package").table;
    const std::size_t council = row_with(plus, {{"decides", "council"}, {"model", "ic"}});
    const std::size_t centre = row_with(plus, {{"decides", "centre"}, {"model", "ic"}});
    CHECK(number_at(plus, council, "risk") == 0);
    CHECK(std::abs(number_at(plus, council, "uniformity") - 1.0 / 64) < 1e-12);
    CHECK(number_at(plus, centre, "risk") == 0);
    CHECK(std::abs(number_at(plus, centre, "others_mean") - 0.5) < 1e-12);  // independent councils
    CHECK(number_at(plus, centre, "uniformity") == 1);
}

TEST_CASE("The two judgements on the lobby have one cause on policy, and differ on the plus package only") {
    const Claim& claim = known_claim("lobby");
    CHECK(claim.verdict == Verdict::only_if);
    CHECK((claim.holding == 3 && claim.settings == 6));
    const Table& table = figure_of(claim, "different").table;
    const std::size_t policy = row_with(table, {{"kinds", "policy"}, {"model", "ic"}});
    CHECK(std::abs(number_at(table, policy, "mandate") - 63.0 / 64) < 1e-12);
    CHECK(number_at(table, policy, "mandate") == number_at(table, policy, "centre"));
    const std::size_t plus = row_with(table, {{"kinds", "plus_package"}, {"model", "ic"}});
    CHECK(number_at(table, plus, "centre") == 0);
    Board alike = drechtsteden_case();
    alike.governance->options[3].decides[2] = Decider::council;
    CHECK(single_claim(alike, "lobby").verdict == Verdict::never);
}

TEST_CASE("The centre municipality steers most, but no more than under stopping together or where it decides alone") {
    const Claim& claim = known_claim("centre_steering");
    CHECK(claim.verdict == Verdict::only_if);
    CHECK(claim.conditions.english.find("Stopping together: 0 of 3") != std::string::npos);
    const Table& table = figure_of(claim, "steering").table;
    for (std::size_t r = 0; r < table.rows.size(); ++r)
        if (text_at(table, r, "option") == "centre") CHECK(std::abs(number_at(table, r, "least") - 1) < 1e-12);
    // With one vote each and coins, a council steers by its Banzhaf index on the board.
    const std::size_t equal = row_with(table, {{"option", "ab"}, {"scheme", "one_vote"}, {"model", "ic"}});
    CHECK(std::abs(number_at(table, equal, "least") - 20.0 / 64) < 1e-12);
}

TEST_CASE("Bodies and who votes in them: 55 in the assembly, 7 on a board, nobody under the centre") {
    const Claim& claim = known_claim("meetings");
    CHECK(claim.verdict == Verdict::always);
    const Table& table = figure_of(claim, "bodies").table;
    const auto counted = [&](const std::string& option) {
        const std::size_t r = row_with(table, {{"option", option}});
        return std::vector<double>{number_at(table, r, "bodies"), number_at(table, r, "voters"),
                                   number_at(table, r, "councils")};
    };
    CHECK(counted("drechtraad") == std::vector<double>{1, 55, 0});
    CHECK(counted("ab") == std::vector<double>{1, 7, 0});
    CHECK(counted("mandate") == std::vector<double>{1, 7, 7});
    CHECK(counted("centre") == std::vector<double>{0, 0, 7});
    CHECK(counted("apart") == std::vector<double>{0, 0, 7});
}

TEST_CASE("Support: for how many municipalities the worst risk is no higher than now") {
    const Claim& claim = known_claim("support");
    const Table& table = figure_of(claim, "no_worse").table;
    const std::size_t apart = row_with(table, {{"option", "apart"}, {"present_scheme", "seats"}, {"model", "ic"}});
    CHECK(number_at(table, apart, "no_worse") == 7);
    CHECK(text_at(table, apart, "who_higher").empty());
    const std::vector<OptionRow> rows = compare_options(
        drechtsteden_case(), {.models = {"ic"}, .options = {"drechtraad", "ab"}, .schemes = {"seats", "one_vote"}});
    double no_worse = 0;
    for (const Municipality& municipality : drechtsteden_case().governance->municipalities) {
        const auto risk = [&](const std::string& option, const std::string& scheme) {
            return std::ranges::find_if(rows,
                                        [&](const OptionRow& row) {
                                            return row.option == option && row.scheme == scheme &&
                                                   row.municipality == municipality.name;
                                        })
                ->outvoted;
        };
        no_worse += risk("ab", "one_vote") <= risk("drechtraad", "seats") + 1e-12 ? 1 : 0;
    }
    const std::size_t equal =
        row_with(table, {{"option", "ab"}, {"scheme", "one_vote"}, {"present_scheme", "seats"}, {"model", "ic"}});
    CHECK(number_at(table, equal, "no_worse") == no_worse);
}

TEST_CASE("A newcomer has the risk of its twin, and with one vote each of eight that of an eighth member") {
    const Claim& claim = known_claim("newcomer");
    const Table& table = figure_of(claim, "newcomer").table;
    const std::size_t equal = row_with(table, {{"option", "ab"}, {"scheme", "one_vote"}, {"model", "ic"}});
    // Five of eight pass: a member decides with C(7, 4) / 128, and is outvoted in half of the rest.
    CHECK(std::abs(number_at(table, equal, "newcomer") - (0.5 - 35.0 / 128 / 2)) < 1e-12);
    CHECK(std::abs(number_at(table, equal, "centre_with") - number_at(table, equal, "newcomer")) < 1e-12);
    CHECK(std::abs(number_at(table, equal, "centre_without") - (0.5 - 20.0 / 64 / 2)) < 1e-12);
    for (std::size_t r = 0; r < table.rows.size(); ++r) CHECK(text_at(table, r, "scheme") != "money");
    CHECK(claim.settings == 8 * 3 * 3);     // weights of the board and of the assembly, models
    Board all_known = drechtsteden_case();  // contributions that add up without a newcomer
    const std::vector<std::string> shares{"40%", "10%", "10%", "10%", "10%", "10%", "10%"};
    for (std::size_t j = 0; j < shares.size(); ++j) all_known.governance->municipalities[j].money_share = shares[j];
    const Claim joined = single_claim(all_known, "newcomer", {"one_vote"}, {"ic"});
    CHECK(joined.settings == 3);  // weights of the assembly now
    CHECK(single_claim(all_known, "newcomer", {"money"}, {"ic"}).verdict == Verdict::not_computable);
    CHECK(claim.measured.english.find("like Hendrik-Ido-Ambacht") != std::string::npos);
}
