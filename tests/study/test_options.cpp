#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/options.hpp>

#include "catch.hpp"
#include "drechtsteden.hpp"
#include "support/exact_reference.hpp"
#include "support/random_games.hpp"
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

/// All options of the Drechtsteden under the three models, as computed by default.
const std::vector<OptionRow>& rows() {
    static const std::vector<OptionRow> all = compare_options(drechtsteden());
    return all;
}

bool identical(const OptionRow& a, const OptionRow& b) {
    return a.option == b.option && a.scheme == b.scheme && a.model == b.model && a.municipality == b.municipality &&
           a.kind == b.kind && a.outvoted == b.outvoted && a.overruled == b.overruled && a.blocked == b.blocked &&
           a.decisive == b.decisive;
}

/// Four councils of 14 groups in all; those of A and C have an even number of seats and can tie.
Board reduced_case() {
    struct Row {
        const char *name, *town, *family;
        int seats, votes;
    };
    const Row members[] = {{"A1", "A", "x", 4, 410}, {"A2", "A", "y", 3, 90},   {"A3", "A", "z", 2, 205},
                           {"A4", "A", "x", 1, 0},   {"B1", "B", "y", 5, 333},  {"B2", "B", "x", 4, 250},
                           {"B3", "B", "z", 2, 121}, {"C1", "C", "z", 2, 77},   {"C2", "C", "x", 1, 1000},
                           {"C3", "C", "y", 1, 12},  {"D1", "D", "y", 3, 600},  {"D2", "D", "x", 2, 51},
                           {"D3", "D", "z", 1, 9},   {"D4", "D", "own", 1, 100}};
    std::string text = R"(
title = "Reduced case"
quota = "majority"
weight = "seats"
[governance]
grouping = "town"
centre = "B"
position = "seats"
family = "family"
assembly_schemes = ["seats", "votes"]
[governance.schemes.ours]
A = 2
B = 2.5
C = 0
D = 1
)";
    for (const char* town : {"A 1000", "B 5200", "C 310", "D 2222"})
        text += "[[municipalities]]\nname = \"" + std::string(town, 1) + "\"\npopulation = " + (town + 2) + "\n";
    for (const Row& row : members)
        text += std::string("[[members]]\nname = \"") + row.name + "\"\ntown = \"" + row.town + "\"\nfamily = \"" +
                row.family + "\"\nseats = " + std::to_string(row.seats) + "\nvotes = " + std::to_string(row.votes) +
                "\n";
    return parse_board(text, "reduced");
}

/// Yes-votes of the seven councils by how many of the 55 groups say yes: ways[k] for the votes in `pattern`.
struct Councils {
    std::vector<std::vector<std::uint64_t>> yes, no;  ///< per municipality: ways to have k yes-voters and that vote
};

Councils count_councils() {
    const Board& board = drechtsteden();
    const Grouping& towns = board.groupings.at("municipality");
    Councils result;
    for (const Municipality& municipality : board.governance->municipalities) {
        std::vector<Weight> seats;
        for (std::size_t i = 0; i < board.names.size(); ++i)
            if (towns.labels[towns.group_of[i]] == municipality.name) seats.push_back(board.columns.at("seats")[i]);
        const Weight total = std::accumulate(seats.begin(), seats.end(), Weight{0});
        std::vector<std::uint64_t> yes(seats.size() + 1), no(seats.size() + 1);
        for (std::size_t set = 0; set < std::size_t{1} << seats.size(); ++set) {
            Weight sum = 0;
            for (std::size_t i = 0; i < seats.size(); ++i) sum += (set >> i) & 1 ? seats[i] : 0;
            ++(2 * sum > total ? yes : no)[static_cast<std::size_t>(std::popcount(set))];
        }
        result.yes.push_back(yes);
        result.no.push_back(no);
    }
    return result;
}

}  // namespace

TEST_CASE("Under fair coins the risk of Dordrecht on the general board is an exact fraction") {
    const auto risk = [](const char* scheme) { return row_of("ab", scheme, "ic", "Dordrecht").outvoted; };
    CHECK(risk("one_vote") == 11.0 / 32);
    CHECK(risk("seats") == 17.0 / 64);
    CHECK(risk("sqrt_population") == 7.0 / 32);
    CHECK(risk("population") == 1.0 / 16);
    CHECK(risk("apex") == 1.0 / 64);
    CHECK(risk("apex_veto") == 1.0 / 128);
    CHECK(risk("money") == 0.0);
}

TEST_CASE("An apex with veto is never overruled, and a dictator never outvoted, under any model") {
    for (const char* model : {"ic", "iac", "grouped:family"}) {
        INFO(model);
        CHECK(row_of("ab", "apex_veto", model, "Dordrecht").overruled == 0.0);
        CHECK(row_of("ab", "apex_veto", model, "Dordrecht").blocked > 0.0);
        CHECK(row_of("ab", "money", model, "Dordrecht").outvoted == 0.0);
        CHECK(std::abs(row_of("ab", "money", model, "Dordrecht").decisive - 1) < 1e-15);
        for (const char* other : {"Alblasserdam", "Zwijndrecht"})
            CHECK(row_of("ab", "money", model, other).decisive == 0.0);
    }
}

TEST_CASE("A council that decides for itself is never outvoted") {
    for (const OptionRow& row : rows()) {
        const bool own = row.scheme == "council" &&
                         (row.option == "mandate" || row.kind == "policy" || row.municipality == "Dordrecht");
        if (!own) continue;
        INFO(row.option << ", " << row.kind << ", " << row.model << ", " << row.municipality);
        CHECK(row.outvoted == 0.0);
        CHECK(row.overruled == 0.0);
        CHECK(row.blocked == 0.0);
        CHECK(std::abs(row.decisive - 1) < 1e-15);
    }
}

TEST_CASE("Where Dordrecht decides for all the others have no power") {
    for (const Municipality& municipality : drechtsteden().governance->municipalities) {
        if (municipality.name == "Dordrecht") continue;
        INFO(municipality.name);
        CHECK(row_of("centre", "council", "ic", municipality.name).outvoted == 0.5);
        for (const char* model : {"ic", "iac", "grouped:family"})
            CHECK(row_of("centre", "council", model, municipality.name).decisive == 0.0);
    }
}

TEST_CASE("With one vote each the board outvotes Dordrecht more often than the Drechtraad did") {
    const double drechtraad = row_of("drechtraad", "seats", "ic", "Dordrecht").outvoted;
    CHECK(row_of("ab", "one_vote", "ic", "Dordrecht").outvoted > drechtraad);
    CHECK(row_of("ab", "seats", "ic", "Dordrecht").outvoted < drechtraad);
}

TEST_CASE("Under fair coins the risk of every municipality on the board is 1/2 - banzhaf/2") {
    // Councils of an odd number of seats are fair coins, so the board alone is listed.
    for (const std::string_view scheme : board_schemes) {
        const WeightedRule rule = board_rule(drechtsteden(), scheme);
        for (std::size_t j = 0; j < 7; ++j) {
            int outvoted = 0;
            for (std::size_t set = 0; set < 128; ++set) {
                Weight yes = 0;
                for (std::size_t i = 0; i < 7; ++i) yes += (set >> i) & 1 ? rule.weights[i] : 0;
                outvoted += (yes >= rule.quota) != (((set >> j) & 1) == 1);
            }
            const std::string& name = drechtsteden().governance->municipalities[j].name;
            INFO(name << ", " << scheme);
            CHECK(std::abs(row_of("ab", std::string(scheme), "ic", name).outvoted - outvoted / 128.0) < 1e-14);
        }
    }
}

TEST_CASE("Under a common chance the risks on the board are those of a plain count") {
    const Councils councils = count_councils();
    const std::vector<support::Big> masses = support::exact::family_masses(55);
    std::vector<support::Big> chance(128);  // of each pattern of the seven votes, times a common multiple
    support::Big whole = 0;
    for (std::size_t pattern = 0; pattern < 128; ++pattern) {
        std::vector<std::uint64_t> ways{1};
        for (std::size_t j = 0; j < 7; ++j) {
            const auto& own = (pattern >> j) & 1 ? councils.yes[j] : councils.no[j];
            std::vector<std::uint64_t> joined(ways.size() + own.size() - 1);
            for (std::size_t a = 0; a < ways.size(); ++a)
                for (std::size_t b = 0; b < own.size(); ++b) joined[a + b] += ways[a] * own[b];
            ways = joined;
        }
        for (std::size_t k = 0; k < ways.size(); ++k) chance[pattern] += masses[k] * ways[k];
        whole += chance[pattern];
    }
    for (const std::string_view scheme : board_schemes) {
        const WeightedRule rule = board_rule(drechtsteden(), scheme);
        for (std::size_t j = 0; j < 7; ++j) {
            support::Big overruled = 0, blocked = 0;
            for (std::size_t pattern = 0; pattern < 128; ++pattern) {
                Weight yes = 0;
                for (std::size_t i = 0; i < 7; ++i) yes += (pattern >> i) & 1 ? rule.weights[i] : 0;
                const bool own = (pattern >> j) & 1;
                if (yes >= rule.quota && !own) overruled += chance[pattern];
                if (yes < rule.quota && own) blocked += chance[pattern];
            }
            const OptionRow& row =
                row_of("ab", std::string(scheme), "iac", drechtsteden().governance->municipalities[j].name);
            INFO(row.municipality << ", " << scheme);
            CHECK(std::abs(row.overruled - support::exact::ratio(overruled, whole)) < 1e-12);
            CHECK(std::abs(row.blocked - support::exact::ratio(blocked, whole)) < 1e-12);
        }
    }
}

TEST_CASE("The Drechtraad by seats has the risks of a plain convolution of 55 groups, by fair coins") {
    check_drechtraad("seats", "ic");
}

TEST_CASE("The Drechtraad by seats has the risks of a plain convolution of 55 groups, by a common chance") {
    check_drechtraad("seats", "iac");
}

TEST_CASE("The Drechtraad by seats has the risks of a plain convolution of 55 groups, by family") {
    check_drechtraad("seats", "grouped:family");
}

TEST_CASE("The Drechtraad by votes of 2022 has the risks of a plain convolution, by fair coins") {
    check_drechtraad("votes_2022", "ic");
}

TEST_CASE("The board by family has the risks of a simulation, within 4.5 standard errors") {
    const Board& board = drechtsteden();
    const Grouping& towns = board.groupings.at("municipality");
    const Grouping& families = board.groupings.at("family");
    const auto groups = council_groups(board);
    std::map<std::string, WeightedRule> rules;
    for (const char* scheme : {"one_vote", "seats", "population"}) rules.emplace(scheme, board_rule(board, scheme));
    std::map<std::string, std::vector<int>> outvoted;
    for (const auto& [scheme, rule] : rules) outvoted[scheme].resize(7);
    const int draws = 200'000;
    support::Random random(2018);
    for (int draw = 0; draw < draws; ++draw) {
        std::vector<double> chance(families.group_count());
        for (double& p : chance) p = random.unit();
        std::vector<Weight> yes(towns.group_count()), all(towns.group_count());
        for (std::size_t i = 0; i < board.names.size(); ++i) {
            const Weight seats = board.columns.at("seats")[i];
            all[towns.group_of[i]] += seats;
            if (random.unit() < chance[families.group_of[i]]) yes[towns.group_of[i]] += seats;
        }
        for (const auto& [scheme, rule] : rules) {
            Weight sum = 0;
            for (std::size_t j = 0; j < 7; ++j) sum += 2 * yes[groups[j]] > all[groups[j]] ? rule.weights[j] : 0;
            for (std::size_t j = 0; j < 7; ++j)
                outvoted[scheme][j] += (sum >= rule.quota) != (2 * yes[groups[j]] > all[groups[j]]);
        }
    }
    for (const auto& [scheme, counts] : outvoted)
        for (std::size_t j = 0; j < 7; ++j) {
            const OptionRow& row = row_of("ab", scheme, "grouped:family", board.governance->municipalities[j].name);
            const double error = std::sqrt(row.outvoted * (1 - row.outvoted) / draws);
            INFO(row.municipality << ", " << scheme << ": " << row.outvoted);
            CHECK(std::abs(counts[j] / static_cast<double>(draws) - row.outvoted) < 4.5 * error);
        }
}

TEST_CASE("Enumerate and Exact agree on every option of a reduced case, with each convention for ties") {
    const Board board = reduced_case();
    for (const Ties ties : {Ties::excluded, Ties::against, Ties::coin}) {
        OptionsRequest request{.models = {}, .schemes = {}, .method = Exact{}, .ties = ties, .threads = 1};
        const std::vector<OptionRow> exact = compare_options(board, request);
        request.method = Enumerate{};
        const std::vector<OptionRow> enumerated = compare_options(board, request);
        REQUIRE(exact.size() == enumerated.size());
        CHECK(std::set<std::string>{"ic", "iac", "grouped:family"} == [&] {
            std::set<std::string> models;
            for (const OptionRow& row : exact) models.insert(row.model);
            return models;
        }());
        for (std::size_t r = 0; r < exact.size(); ++r) {
            const OptionRow& a = exact[r];
            const OptionRow& b = enumerated[r];
            INFO(a.option << ", " << a.scheme << ", " << a.kind << ", " << a.model << ", " << a.municipality
                          << ", ties " << int(ties));
            CHECK(a.municipality == b.municipality);
            CHECK(std::abs(a.outvoted - b.outvoted) < 1e-12);
            CHECK(std::abs(a.overruled - b.overruled) < 1e-12);
            CHECK(std::abs(a.blocked - b.blocked) < 1e-12);
            CHECK(std::abs(a.decisive - b.decisive) < 1e-12);
        }
    }
}

TEST_CASE("The plain convolution agrees with the library where councils tie") {
    const Board board = reduced_case();
    const Grouping& towns = board.groupings.at("town");
    const std::vector<WeightedRule> positions = council_positions(board);
    const WeightedRule assembly = majority_rule(board.columns.at("votes"));
    for (std::size_t j = 0; j < positions.size(); ++j) {
        std::vector<support::Voter> all;
        for (std::size_t i = 0; i < board.names.size(); ++i)
            all.push_back({.family = board.groupings.at("family").group_of[i],
                           .seats = towns.labels[towns.group_of[i]] == board.governance->municipalities[j].name
                                        ? board.columns.at("seats")[i]
                                        : 0,
                           .weight = assembly.weights[i]});
        const support::Risk expected = support::exact_risk(all, assembly.quota);
        const Standing s =
            outvoted(assembly, positions[j], grouped(board.groupings.at("family")), Exact{}, Ties::against).standing;
        INFO(board.governance->municipalities[j].name);
        CHECK(std::abs(s.yes_pass - expected.yes_pass) < 1e-14);
        CHECK(std::abs(s.yes_fail - expected.yes_fail) < 1e-14);
        CHECK(std::abs(s.tied_pass - expected.tied_pass) < 1e-14);
        CHECK(std::abs(s.tied_fail - expected.tied_fail) < 1e-14);
        CHECK(std::abs(s.no_pass - expected.no_pass) < 1e-14);
        CHECK(std::abs(s.no_fail - expected.no_fail) < 1e-14);
        CHECK(std::abs(s.decisive - expected.decisive) < 1e-14);
    }
}

TEST_CASE("Results are the same to the last bit on one, two and seven threads") {
    for (const int threads : {2, 7}) {
        const std::vector<OptionRow> again = compare_options(
            drechtsteden(),
            {.models = {}, .schemes = {}, .method = Exact{}, .ties = Ties::excluded, .threads = threads});
        INFO(threads << " threads");
        CHECK(std::ranges::equal(again, rows(), identical));
    }
}

TEST_CASE("Every row is there once, in order, with chances that add up") {
    // Three assemblies, nine boards, nine mandates and what councils decide there, the centre and what councils decide;
    // nine boards, the centre and the councils combined; nine boards and the centre of 2022; the councils apart.
    CHECK(rows().size() == (3 + 9 + (9 + 1) + 2 + (9 + 2) + (9 + 1) + 1) * 3 * 7);
    std::set<std::vector<std::string>> keys;
    for (const OptionRow& row : rows()) {
        keys.insert({row.option, row.scheme, row.kind, row.model, row.municipality});
        INFO(row.option << ", " << row.scheme << ", " << row.model << ", " << row.municipality);
        CHECK(std::abs(row.overruled + row.blocked - row.outvoted) < 1e-15);
        for (const double chance : {row.outvoted, row.overruled, row.blocked, row.decisive})
            CHECK((chance >= 0 && chance <= 1));
    }
    CHECK(keys.size() == rows().size());
    CHECK(rows().front().option == "drechtraad");
    CHECK(rows().front().municipality == "Dordrecht");
    CHECK(rows().back().option == "apart");
    CHECK(rows().back().kind == "all");
    CHECK(rows().back().municipality == "Zwijndrecht");
}

TEST_CASE("The mandate's board is the general board") {
    for (const OptionRow& row : rows_under("iac")) {
        if (row.option != "mandate" || row.scheme == "council") continue;
        const OptionRow& board = row_of("ab", row.scheme, row.model, row.municipality);
        CHECK(row.outvoted == board.outvoted);
        CHECK(row.decisive == board.decisive);
    }
}

TEST_CASE("Models and schemes that are asked for are those that come, in that order") {
    const std::vector<OptionRow> some = compare_options(reduced_case(), {.models = {"beta:2,2", "ic"},
                                                                         .schemes = {"ours", "apex"},
                                                                         .method = Exact{},
                                                                         .ties = Ties::coin,
                                                                         .threads = 1});
    CHECK(some.size() == (2 + 2 + 2 + 3) * 2 * 4);
    CHECK(some[0].model == "beta:2,2");
    CHECK(some[4].model == "ic");
    CHECK(some[16].scheme == "ours");
    CHECK(some[24].scheme == "apex");
}

TEST_CASE("A case without families has no model by family") {
    Board board = reduced_case();
    board.governance->family.clear();
    for (const OptionRow& row : compare_options(board)) CHECK((row.model == "ic" || row.model == "iac"));
}

TEST_CASE("What cannot be compared is refused before anything is computed") {
    const auto compare = [](OptionsRequest request) {
        return refusal([&] { return compare_options(drechtsteden(), request); });
    };
    CHECK(compare({.models = {"ic", "uniform"}}) ==
          "model: must be ic, iac, beta:A,B, independent:P1,P2,.., grouped:GROUPING, copy:LIST, factor:LIST, "
          "observed:FILE or fitted:FILE, got \"uniform\"");
    CHECK(compare({.models = {"grouped:town"}}) ==
          "grouping: must be a grouping of drechtsteden-2018 (family, list, municipality), got \"town\"");
    CHECK(compare({.schemes = {"seats", "coins"}}).starts_with("scheme: must be one of one_vote, seats, "));
    CHECK(compare({.threads = -1}) == "threads: must be 0 for all cores, or the number of threads, got -1");
    CHECK(refusal([] {
              return compare_options(load_board("eec-1958"));
          }).starts_with("case: must be a board with [governance]"));
}

TEST_CASE("The rows of some municipalities are those among the rows of all") {
    std::vector<OptionsRequest> requests{
        {.models = {"ic", "grouped:family"}, .schemes = {"seats"}},
        {.models = {"ic"}, .schemes = {"seats"}, .attendance = 0.9},
        {.models = {"copy:family=0.3,municipality=0.3"}, .schemes = {"seats"}, .method = Conditional{.points = 64}},
        {.models = {"ic"}, .schemes = {"seats"}, .method = MonteCarlo{.samples = 1024}, .baseline = "drechtraad"}};
    for (OptionsRequest& request : requests) {
        const std::vector<OptionRow> all = compare_options(drechtsteden(), request);
        request.municipalities = {"Zwijndrecht", "Dordrecht"};
        const std::vector<OptionRow> some = compare_options(drechtsteden(), request);
        REQUIRE(7 * some.size() == 2 * all.size());
        for (std::size_t k = 0; k < some.size(); ++k) {
            const OptionRow& row = all[k / 2 * 7 + (k % 2 == 0 ? 6 : 0)];
            CHECK(some[k].municipality == (k % 2 == 0 ? "Zwijndrecht" : "Dordrecht"));
            CHECK((some[k].option == row.option && some[k].scheme == row.scheme && some[k].model == row.model));
            CHECK((some[k].outvoted == row.outvoted && some[k].decisive == row.decisive));
            CHECK((some[k].error == row.error && some[k].draws == row.draws && some[k].undecided == row.undecided));
            CHECK(some[k].difference.has_value() == row.difference.has_value());
            if (row.difference) CHECK(some[k].difference->value == row.difference->value);
        }
    }
    CHECK(refusal([] {
              return compare_options(drechtsteden(), {.municipalities = {"Gorinchem"}});
          }).starts_with("municipality: must be one of Dordrecht, "));
}

TEST_CASE("The table of the options has a row a fact and the notes of the case") {
    const std::vector<OptionRow>& rows = rows_under("ic");
    const Table table = options_table(drechtsteden(), rows);
    CHECK(table.columns == std::vector<std::string>{"option", "scheme", "model", "municipality", "kind", "outvoted",
                                                    "overruled", "blocked", "decisive"});
    REQUIRE(table.rows.size() == rows.size());
    CHECK(std::get<std::string>(table.rows[0][3]) == "Dordrecht");
    CHECK(std::get<double>(table.rows[0][5]) == rows[0].outvoted);
    CHECK(table.notes == std::vector<std::string>{"scheme money: Dordrecht alone decides (a dictator); whether the law "
                                                  "allows that is doubtful."});
    CHECK(table.data_notes == drechtsteden().notes);
    CHECK(std::ranges::any_of(all_notes(table), [](const std::string& note) {
        return note.starts_with("unknown, weights of the reformed general board");
    }));
}

TEST_CASE("The table of one municipality has a column for each model") {
    const Table table = risk_table(drechtsteden(), rows(), "Sliedrecht");
    CHECK(table.columns == std::vector<std::string>{"option", "scheme", "kind", "ic", "iac", "grouped:family"});
    CHECK(table.rows.size() == 3 + 9 + (9 + 1) + 2 + (9 + 2) + (9 + 1) + 1);
    for (const auto& row : table.rows) CHECK(row.size() == 6);
    CHECK(std::get<double>(table.rows[3][4]) == row_of("ab", "one_vote", "iac", "Sliedrecht").outvoted);
    CHECK(refusal([] { return risk_table(drechtsteden(), {}, "Gorinchem"); }) ==
          "municipality: must be one of Dordrecht, Alblasserdam, Hardinxveld-Giessendam, Hendrik-Ido-Ambacht, "
          "Papendrecht, Sliedrecht, "
          "Zwijndrecht, got \"Gorinchem\"");
}

TEST_CASE("The table of one municipality has the largest error of each simulated row") {
    const OptionsRequest request{
        .models = {"ic", "iac"}, .options = {"ab"}, .schemes = {"seats"}, .method = MonteCarlo{.samples = 1024}};
    const std::vector<OptionRow> simulated = compare_options(drechtsteden(), request);
    const Table table = risk_table(drechtsteden(), simulated, "Dordrecht");
    CHECK(table.columns.back() == "largest_error");
    double largest = 0;
    for (const OptionRow& row : simulated)
        if (row.municipality == "Dordrecht") largest = std::max(largest, row.error);
    CHECK(largest > 0);
    REQUIRE(table.rows.size() == 1);
    CHECK(std::get<double>(table.rows.front().back()) == largest);
}

TEST_CASE("An unknown scheme or baseline is refused with a list that names each of those known once") {
    const auto fault = [](const OptionsRequest& request) {
        return refusal([&] { return compare_options(drechtsteden(), request); });
    };
    CHECK(fault({.schemes = {"heads"}}) ==
          "scheme: must be one of one_vote, seats, population, sqrt_population, money, apex, apex_veto, votes_2018, "
          "votes_2022, got "
          "\"heads\"");
    CHECK(fault({.options = {"centre"}, .baseline = "heads"}) ==
          "baseline: must be one of the options compared (centre:council), got \"heads\"");
}

TEST_CASE("The table says which councils can tie and what is made of it, and who is a dictator") {
    const auto notes_with = [](const Board& board, Ties ties, std::string_view part) {
        const Table table = options_table(board, compare_options(board, {.models = {"ic"}, .ties = ties}), ties);
        return std::ranges::count_if(table.notes,
                                     [&](const std::string& note) { return note.find(part) != std::string::npos; });
    };
    CHECK(notes_with(reduced_case(), Ties::excluded, "the council of A, C can tie; such motions are left out") == 1);
    CHECK(notes_with(reduced_case(), Ties::coin, "with equal chance") == 1);
    CHECK(notes_with(drechtsteden(), Ties::excluded, "can tie") == 0);
    CHECK(notes_with(drechtsteden(), Ties::excluded, "Dordrecht alone decides (a dictator)") == 1);
}
