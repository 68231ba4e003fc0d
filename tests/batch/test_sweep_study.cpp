#include <stemgewicht/batch/sweep_study.hpp>

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/votes_from_seats.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/options.hpp>

#include "batch/studies.hpp"
#include "catch.hpp"
#include "support/files.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <numeric>
#include <set>

using namespace stemgewicht;
using batch::column;
using batch::text;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

void check_refusal(const std::string& study, const std::string& says) {
    INFO(study);
    CHECK_THAT(support::refusal([&] { return parse_sweep(study); }), ContainsSubstring(says));
}

const std::string eec = "title = \"EEC\"\nmeasures = [\"banzhaf\"]\n[board]\nshipped = \"eec-1958\"\n";

}  // namespace

TEST_CASE("Each row of drawn boards is what the library says of its board") {
    const SweepStudy study = parse_sweep(batch::drawn_boards("40"));
    CHECK(study.cases() == 40 * 3 * 3);
    const SweepTable table = sweep_chunk(study, 0);
    std::set<std::int64_t> cases, draws;
    for (std::size_t r = 0; r < table.rows; r += 5) {
        cases.insert(column(table, "case").integers[r]);
        draws.insert(column(table, "draw").integers[r]);
        std::vector<Weight> weights;
        for (std::size_t i = 0; i < 5; ++i) weights.push_back(column(table, "weight").integers[r + i]);
        const Weight quota = column(table, "quota").integers[r],
                     total = std::accumulate(weights.begin(), weights.end(), Weight{0});
        INFO("case " << column(table, "case").integers[r] << ": " << text(table, "note", r));
        REQUIRE(text(table, "note", r).empty());
        CHECK(2 * quota > total);
        const WeightedRule rule{.weights = weights, .quota = quota};
        Board board;
        board.names = {"1", "2", "3", "4", "5"};
        const VotingModel model = parse_model(text(table, "model", r), board);
        const auto power = banzhaf(rule), shapley = shapley_shubik(rule);
        const auto risks = outvoted_members(rule, model);
        for (std::size_t i = 0; i < 5; ++i) {
            const auto member = static_cast<Eigen::Index>(i);
            CHECK_THAT(column(table, "banzhaf").reals[r + i], WithinAbs(power[member], 1e-12));
            CHECK_THAT(column(table, "shapley_shubik").reals[r + i], WithinAbs(shapley[member], 1e-12));
            CHECK_THAT(column(table, "outvoted").reals[r + i], WithinAbs(risks[i].outvoted, 1e-12));
            CHECK_THAT(column(table, "pass_probability").reals[r + i], WithinAbs(risks[i].pass, 1e-12));
        }
    }
    CHECK(draws.size() == 39);  // all but number 7
    CHECK(cases.size() < study.cases());
    CHECK(*cases.rbegin() < static_cast<std::int64_t>(study.cases()));
}

TEST_CASE("A chunk is the same on any number of threads and in any order") {
    const SweepStudy study = parse_sweep(batch::drawn_boards("600"));
    REQUIRE(study.chunks() > 2);
    const std::uint64_t last = study.chunks() - 1;
    const std::string late = sweep_csv(sweep_chunk(study, last, 1));
    CHECK(sweep_csv(sweep_chunk(parse_sweep(study.text()), 0, 7)) == sweep_csv(sweep_chunk(study, 0, 1)));
    CHECK(sweep_csv(sweep_chunk(study, last, 2)) == late);
    CHECK_THROWS_AS(sweep_chunk(study, study.chunks()), std::invalid_argument);
}

TEST_CASE("Large boards, rules in words and simulations go by the methods of the library") {
    const SweepStudy study = parse_sweep(R"(title = "Two methods"
models = ["ic", "independent:{p}"]
methods = ["exact", {name = "monte_carlo", draws = 20000, label = "simulated"}]
measures = ["banzhaf", "coleman_collectivity", "outvoted"]
members = ["Texas", "Ohio"]
[board]
shipped = "us-electoral-college-2020"
[[axes]]
quota = ["majority", "60%"]
p = [0.5, 0.6]
)");
    CHECK(study.cases() == 8);
    const Board board = load_board("us-electoral-college-2020");
    const SweepTable table = sweep_chunk(study, 0, 1);
    REQUIRE(table.rows == 16);
    for (std::size_t r = 0; r < table.rows; ++r) {
        const WeightedRule rule{.weights = weights(board), .quota = column(table, "quota").integers[r]};
        const double p = text(table, "model", r) == "ic" ? 0.5 : column(table, "p").reals[r];
        const std::size_t member = member_index(board, text(table, "member", r));
        const bool simulated = text(table, "method", r) == "simulated";
        const double risk = outvoted_members(rule, independent({p}))[member].outvoted,
                     power = banzhaf(rule)[static_cast<Eigen::Index>(member)];
        const auto error = [&](const std::string& name) { return column(table, name + "_error").reals[r]; };
        CHECK_THAT(column(table, "outvoted").reals[r], WithinAbs(risk, 4.5 * error("outvoted") + 1e-12));
        CHECK_THAT(column(table, "banzhaf").reals[r], WithinAbs(power, 4.5 * error("banzhaf") + 1e-12));
        CHECK((error("outvoted") > 0) == simulated);
        CHECK((column(table, "motions").integers[r] > 0) == simulated);
        CHECK(column(table, "coleman_collectivity").reals[r] > 0);
    }
}

TEST_CASE("Quotas of one board share their counts, and a refused one keeps its note") {
    const SweepStudy study = parse_sweep(R"(title = "Quotas"
measures = ["banzhaf", "shapley_shubik", "coleman_collectivity", "coleman_shapley"]
members = ["Texas", "Ohio"]
where = ["quota != 300"]
[board]
shipped = "us-electoral-college-2020"
[[axes]]
quota = [270, 271, 300, 600, 350, 538, 270]
)");
    const Board board = load_board("us-electoral-college-2020");
    const SweepTable table = sweep_chunk(study, 0, 1);
    REQUIRE(table.rows == 12);
    for (std::size_t r = 0; r < table.rows; ++r) {
        const std::int64_t quota = column(table, "quota").integers[r];
        if (text(table, "note", r - r % 2) != "") {
            CHECK_THAT(text(table, "note", r - r % 2), ContainsSubstring("quota: must be 1..538, got 600"));
            continue;
        }
        const WeightedRule rule{.weights = weights(board), .quota = quota};
        const std::size_t member = member_index(board, text(table, "member", r));
        for (const VoteIndex& index : {banzhaf, shapley_shubik, coleman_shapley}) {
            const double value = index(rule)[static_cast<Eigen::Index>(member)];
            CHECK_THAT(column(table, std::string(index.text.name)).reals[r], WithinRel(value, 1e-12));
        }
        CHECK_THAT(column(table, "coleman_collectivity").reals[r], WithinRel(coleman_collectivity(rule), 1e-12));
    }
}

TEST_CASE("Cases of governance have the risks of the comparison of options") {
    const SweepStudy study = parse_sweep(R"(title = "Options"
models = ["ic", "grouped:family"]
measures = ["outvoted", "influence"]
[case]
shipped = "drechtsteden-2018"
schemes = ["seats", "votes_2018"]
)");
    const SweepTable table = sweep_chunk(study, 0, 2);
    const std::vector<OptionRow> rows = compare_options(
        load_board("drechtsteden-2018"), {.models = {"ic", "grouped:family"}, .schemes = {"seats", "votes_2018"}});
    REQUIRE(table.rows == rows.size());
    for (const OptionRow& row : rows) {
        std::size_t found = 0;
        for (std::size_t r = 0; r < table.rows; ++r)
            if (text(table, "option", r) == row.option && text(table, "scheme", r) == row.scheme &&
                text(table, "kind", r) == row.kind && text(table, "municipality", r) == row.municipality &&
                text(table, "model", r) == row.model) {
                ++found;
                CHECK_THAT(column(table, "outvoted").reals[r], WithinAbs(row.outvoted, 1e-12));
            }
        CHECK(found == 1);
    }
}

TEST_CASE("The weight of a municipality, a quota and drawn votes change who decides") {
    const SweepStudy weight = parse_sweep(R"(title = "Weights"
measures = ["outvoted"]
members = ["Dordrecht"]
[case]
shipped = "drechtsteden-2018"
options = ["ab"]
schemes = ["one_vote"]
[[axes]]
weights.Dordrecht = [1, 100.0]
[[axes]]
quota = ["majority", "100%"]
)");
    const SweepTable table = sweep_chunk(weight, 0);
    REQUIRE(table.rows == 4);
    CHECK(column(table, "outvoted").reals[2] == 0);  // a dictator
    CHECK(column(table, "outvoted").reals[0] > 0);
    CHECK(column(table, "outvoted").reals[3] > 0);  // not where all must agree

    const SweepStudy votes = parse_sweep(R"(title = "Votes"
measures = ["outvoted"]
[case]
shipped = "drechtsteden-2018"
options = ["drechtraad"]
schemes = ["votes_2018"]
[draws]
count = 3
votes = {distribution = "from_seats"}
)");
    const SweepTable risks = sweep_chunk(votes, 0);
    REQUIRE(risks.rows == 21);
    const std::vector<double>& values = column(risks, "outvoted").reals;
    CHECK(values[0] != values[7]);
    CHECK_THAT(values[0], WithinAbs(values[7], 0.1));
}

TEST_CASE("Conditions compare in the numbers of the study, with decimals and fractions") {
    const auto kept = [](const std::string& where, const std::string& weights, const std::string& quotas) {
        const SweepTable table =
            sweep_chunk(parse_sweep("title = \"x\"\nmeasures = [\"pass_probability\"]\nwhere = [\"" + where +
                                    "\"]\n[board]\nweights = " + weights + "\n[[axes]]\nquota = " + quotas + "\n"),
                        0);
        return column(table, "case").integers;
    };
    CHECK(kept("quota > 3", "[2.5, 1.5, 1.0]", "[2.6, 3.5]") == std::vector<std::int64_t>{1});
    CHECK(kept("quota == 2.6", "[2.5, 1.5, 1.0]", "[2.6, 3.5]") == std::vector<std::int64_t>{0});
    CHECK(kept("total == 5", "[2.5, 1.5, 1.0]", "[2.6, 3.5]") == std::vector<std::int64_t>{0, 1});
    CHECK(kept("quota <= 0.5", "[\"1/3\", \"1/6\", \"1/2\"]", "[\"1/2\", \"2/3\"]") == std::vector<std::int64_t>{0});
}

TEST_CASE("A measure that a method does not take leaves the others their values") {
    const SweepTable table = sweep_chunk(
        parse_sweep(
            "methods = [\"normal\"]\ntitle = \"x\"\nmeasures = [\"deegan_packel\", \"banzhaf\"]\n[board]\nshipped = "
            "\"eec-1958\"\n"),
        0);
    CHECK(std::ranges::all_of(column(table, "deegan_packel").reals, [](double value) { return std::isnan(value); }));
    CHECK(std::ranges::none_of(column(table, "banzhaf").reals, [](double value) { return std::isnan(value); }));
    CHECK_FALSE(text(table, "note", 0).empty());
}

TEST_CASE("A range of large whole numbers has each of them") {
    const SweepStudy study = parse_sweep(
        "title = \"x\"\nmeasures = [\"banzhaf\"]\n[board]\nweights = [4000000000000000000, 1]\n[[axes]]\nquota "
        "= {from = 3999999999999999990, to = 3999999999999999995}\n");
    CHECK(study.cases() == 6);
    const auto cases = [](const std::string& range) {
        return parse_sweep("models = [\"independent:0.{a}\"]\n" + eec + "[[axes]]\na = " + range + "\n").cases();
    };
    CHECK(cases("{from = 9007199254740993, to = 9007199254740993}") == 1);
    CHECK(cases("{from = 0, to = 9223372036854775807, step = 9000000000000000000}") == 2);
    CHECK(cases("{from = 9223372036854775800, to = 1e19, step = 5}") == 2);
    for (const std::string range : {"{from = 9007199254740993, to = 9007199254740992}", "{from = 1, to = -1e300}"})
        check_refusal(eec + "[[axes]]\nquota = " + range + "\n", "axes[0].quota.to: must be from or above");
    check_refusal(eec + "[[axes]]\nquota = {from = -9223372036854775807, to = 9223372036854775807}\n",
                  "must be of at most 10000000 values");
    check_refusal(eec + "[[axes]]\nquota = {from = 1e17, to = 100000000000000020, step = 1}\n",
                  "axes[0].quota: must be of steps that change its numbers, got 1e+17 twice");
    check_refusal(eec + "[[axes]]\nquota = [9007199254740993, 0.5]\n", "whole numbers of at most 2^53");
}

TEST_CASE("A range of decimals has the numbers that its steps say") {
    const SweepStudy study = parse_sweep(
        "title = \"x\"\nmodels = [\"beta:{p},1\"]\nmeasures = [\"pass_probability\"]\n[board]\nshipped = "
        "\"eec-1958\"\n[[axes]]\np = {from = 1234567890123.5, to = 1234567890124.5, step = 0.5}\n");
    const SweepTable table = sweep_chunk(study, 0);
    CHECK(column(table, "p").reals == std::vector{1234567890123.5, 1234567890124.0, 1234567890124.5});
    const SweepTable tenths = sweep_chunk(
        parse_sweep("title = \"x\"\nmodels = [\"independent:{p}\"]\nmeasures = [\"pass_probability\"]\n[board]\n"
                    "shipped = \"eec-1958\"\n[[axes]]\np = {from = 0.1, to = 0.7, step = 0.1}\n"),
        0);
    CHECK(column(tenths, "p").reals == std::vector{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7});
}

TEST_CASE("A study of which no case can be counted is refused, with what is wrong") {
    const std::string three = "title = \"x\"\nmeasures = [\"banzhaf\"]\n[board]\nweights = [3, 2, 1]\n";
    check_refusal(three + "quota = 7\n", "quota: must be 1..6, got 7 (in every case of study)");
    check_refusal(three + "[[axes]]\nquota = [8, 9]\n", "quota: must be 1..6, got 8 (in every case of study)");
    CHECK(parse_sweep(three + "[[axes]]\nquota = [8, 6]\n").cases() == 2);
    CHECK(parse_sweep(three + "quota = 9\n[[axes]]\nweights.1 = [3, 6]\n").cases() == 2);
    check_refusal(three + "quota = 10\n[[axes]]\nweights.1 = [3, 6]\n", "quota: must be 1..9, got 10");
    const std::string drawn =
        "title = \"x\"\nmeasures = [\"banzhaf\"]\n[board]\nmembers = 4\nquota = 41\n[draws]\n"
        "count = 3\nweights = {distribution = ";
    check_refusal(drawn + "\"uniform_integers\", from = 1, to = 10}\n", "quota: must be 1..40, got 41");
    CHECK(parse_sweep(drawn + "\"dirichlet\", total = 41}\n").cases() == 3);

    check_refusal("models = [\"factor:regoin={a}\"]\n" + eec + "[[axes]]\na = {from = 0.1, to = 0.9, step = 0.1}\n",
                  "(in every case of study)");
    check_refusal("models = [\"ic\", \"beta:{a},{b}\"]\n" + eec + "[[axes]]\na = [-1, 2]\n[[axes]]\nb = [0, -3]\n",
                  "(in every case of study)");
    CHECK(
        parse_sweep("models = [\"beta:{a},{b}\"]\n" + eec + "[[axes]]\na = [-1, 2]\n[[axes]]\nb = [0, 3]\n").cases() ==
        4);
    CHECK(parse_sweep("models = [\"independent:{a}\"]\n" + eec +
                      "[[axes]]\na = {from = -1000000, to = 0}\n[[axes]]\nquota = {from = 1, to = 12}\n")
              .cases() == 12'000'012);
    check_refusal("models = [\"independent:{a}\"]\n" + eec +
                      "[draws]\ncount = 4000000000000000000\na = {distribution = \"uniform\", from = 2, to = 3}\n",
                  "(in every case of study)");
}

TEST_CASE("A model that is put together reads no file") {
    const SweepTable table =
        sweep_chunk(parse_sweep("models = [\"{a}\"]\n" + eec + "[[axes]]\na = [\"observed:votes.csv\", \"ic\"]\n"), 0);
    CHECK(text(table, "note", 0) == "model: must be a model without a file of its own, got \"observed:votes.csv\"");
}

TEST_CASE("What cannot be counted is a note of its case, and the others go on") {
    const SweepStudy study = parse_sweep(R"(title = "Quotas"
measures = ["banzhaf"]
[board]
weights = [3, 2, 1]
names = ["A", "B", "C"]
[[axes]]
quota = [8, 4, 7]
)");
    const SweepTable table = sweep_chunk(study, 0);
    REQUIRE(table.rows == 9);
    CHECK(text(table, "note", 0) == "quota: must be 1..6, got 8");
    CHECK(text(table, "note", 1).empty());
    CHECK(std::isnan(column(table, "banzhaf").reals[0]));
    CHECK(column(table, "banzhaf").reals[3] == 0.75);
    CHECK(text(table, "note", 6) == "quota: must be 1..6, got 7");
    CHECK_THAT(sweep_csv(table), ContainsSubstring("\n0,ic,0,A,3,,\"quota: must be 1..6, got 8\"\n"));
    CHECK_THAT(sweep_csv(table), ContainsSubstring("\n1,ic,4,A,3,0.75,\n"));
    const SweepForecast expected = forecast(study);
    CHECK_THAT(expected.refused, WithinAbs(2.0 / 3, 1e-12));
    CHECK(describe(study, expected).back() ==
          "notes: of about 66.7% of the cases something cannot be counted, such as: quota: must be 1..6, got 8");
    CHECK(forecast(parse_sweep(eec)).refused == 0);
}

TEST_CASE("Distributions have the range and the mean that they say") {
    const auto weights_of = [](const std::string& law) {
        const SweepStudy study = parse_sweep(
            "title = \"Draws\"\nmeasures = [\"banzhaf\"]\n[board]\nmembers = 4\nquota = \"majority\"\n[draws]\ncount = "
            "5000\nweights = " +
            law);
        std::vector<std::int64_t> weights;
        for (std::uint64_t chunk = 0; chunk < study.chunks(); ++chunk) {
            const SweepTable table = sweep_chunk(study, chunk);
            const std::vector<std::int64_t>& part = column(table, "weight").integers;
            weights.insert(weights.end(), part.begin(), part.end());
        }
        return weights;
    };
    const auto share_of = [](const std::vector<std::int64_t>& weights, auto&& holds) {
        return static_cast<double>(std::ranges::count_if(weights, holds)) / static_cast<double>(weights.size());
    };
    const auto uniform = weights_of("{distribution = \"uniform_integers\", from = 2, to = 5}");
    for (std::int64_t k = 2; k <= 5; ++k)
        CHECK_THAT(share_of(uniform, [k](std::int64_t w) { return w == k; }), WithinAbs(0.25, 0.02));
    const auto power = weights_of("{distribution = \"power_law\", from = 1, to = 1000, exponent = 2}");
    const double all = 1 - 1.0 / 1001;
    CHECK_THAT(share_of(power, [](std::int64_t w) { return w >= 2; }), WithinAbs((1.0 / 2 - 1.0 / 1001) / all, 0.02));
    CHECK_THAT(share_of(power, [](std::int64_t w) { return w >= 10; }), WithinAbs((1.0 / 10 - 1.0 / 1001) / all, 0.02));
    CHECK(std::ranges::max(power) <= 1000);
    const auto steep = weights_of("{distribution = \"power_law\", from = 3, to = 9, exponent = 1000}");
    CHECK(std::ranges::count(steep, 3) == static_cast<std::ptrdiff_t>(steep.size()));  // 4: once in 1e124
    const auto shares = weights_of("{distribution = \"dirichlet\", alpha = 1, total = 1000}");
    CHECK_THAT(share_of(shares, [](std::int64_t w) { return w >= 250; }), WithinAbs(std::pow(0.75, 3), 0.02));
    for (std::size_t k = 0; k < shares.size(); k += 4)
        REQUIRE(std::abs(std::accumulate(shares.begin() + static_cast<std::ptrdiff_t>(k),
                                         shares.begin() + static_cast<std::ptrdiff_t>(k + 4), std::int64_t{0}) -
                         1000) <= 2);
}

TEST_CASE("The name of a study is that of what it asks") {
    const std::string hash = parse_sweep(eec).hash();
    CHECK(hash.size() == 36);
    CHECK(parse_sweep("# a comment\n\n" + eec).hash() == hash);
    CHECK(parse_sweep("measures = [ \"banzhaf\" ]\ntitle = \"EEC\"\n[board]\nshipped = 'eec-1958'").hash() == hash);
    CHECK(parse_sweep("models = [\"iac\"]\n" + eec).hash() != hash);
    const std::string varied = "models = [\"beta:{a},1\"]\n" + eec + "[[axes]]\na = ";
    CHECK(parse_sweep(varied + "[0.5]").hash() != parse_sweep(varied + "[\"0.5\"]").hash());
    const support::Directory folder("sweep-hash");
    const std::string study = "title = \"A file\"\nmeasures = [\"banzhaf\"]\n[board]\nfile = \"board.csv\"\n";
    support::write(folder.file("board.csv"), "name,weight\nA,2\nB,1\n");
    support::write(folder.file("study.toml"), study);
    const SweepStudy first = load_sweep(folder.file("study.toml"));
    support::write(folder.file("board.csv"), "name,weight\nA,2\nB,2\n");
    CHECK(load_sweep(folder.file("study.toml")).hash() != first.hash());
    CHECK(SweepStudy(first.text(), first.files(), first.id()).hash() == first.hash());
}

TEST_CASE("A study says what it makes before it is made") {
    const SweepStudy study = parse_sweep(batch::drawn_boards("200000"));
    const SweepForecast expected = forecast(study);
    CHECK(expected.cases == 1'800'000);
    CHECK(expected.chunks == study.chunks());
    CHECK(expected.kept > 0.3);
    CHECK(expected.kept < 1);
    CHECK_THAT(expected.rows, WithinAbs(5 * expected.kept * 1.8e6, 1));
    CHECK(expected.seconds > 0);
    CHECK(expected.bytes > 20 * expected.rows);
    const std::vector<std::string> lines = describe(study, expected);
    CHECK(lines.front() == "study: Drawn boards");
    CHECK(std::ranges::find(lines, "quota: majority 2/3 9") != lines.end());
}

TEST_CASE("The studies that come with the library are read") {
    for (const char* name :
         {"every-quota", "random-boards", "dordrecht", "vote-results", "imf-quotas", "crossed-moods"}) {
        const SweepStudy study =
            load_sweep(std::string(STEMGEWICHT_TEST_DATA) + "/../../examples/studies/" + name + ".toml");
        CHECK(study.cases() >= 9);
        CHECK(is_sweep(study.text()));
    }
    CHECK_FALSE(is_sweep("title = \"Two\"\nquota = 2\n[[members]]\nname = \"a\"\nweight = 2\n"));
}

TEST_CASE("What a study cannot mean is refused by field, line and what is nearest") {
    check_refusal("", "title: must be a text");
    check_refusal("title = \"x\"", "must be one of the tables [board] and [case]");
    check_refusal("title = \"x\"\n[board]\nshipped = \"eec-1958\"\n[case]\nshipped = \"eec-1958\"",
                  "must be one of the tables [board] and [case]");
    check_refusal(eec + "qouta = 12\n",
                  "board.qouta: must be left out, or one of the fields shipped, file, weights, names, members, quota; "
                  "the nearest is quota, got 12 (line 5 of study)");
    check_refusal("mesures = [\"banzhaf\"]\n" + eec, "the nearest is measures");
    check_refusal("title = \"x\"\nmeasures = [\"banzhav\"]\n[board]\nshipped = \"eec-1958\"",
                  "the nearest is banzhaf, got \"banzhav\"");
    check_refusal("title = \"x\"\nmeasures = []\n[board]\nshipped = \"eec-1958\"",
                  "measures: must be a text, or a list of one or more");
    check_refusal("title = \"x\"\nmeasures = [\"banzhaf\"]\n[board]\nshipped = \"eec-1985\"",
                  "the nearest is eec-1958");
    check_refusal(eec + "[[axes]]\nquotta = [1, 2]\n", "the nearest is quota");
    check_refusal(eec + "[[axes]]\nquota = []\n", "axes[0].quota: must be a list of one or more values");
    check_refusal(eec + "[[axes]]\nquota = {from = 9, to = 1}\n", "axes[0].quota.to: must be from or above");
    check_refusal(eec + "[[axes]]\nquota = {from = 1, to = 3}\nmodel = [\"ic\", \"iac\"]\n", "must be of");
    check_refusal(eec + "[[axes]]\nquota = 3\n[[axes]]\nquota = 4\n", "axes[1].quota: must be given once");
    check_refusal(eec + "quota = 3\n[[axes]]\nquota = 4\n", "axes[0].quota: must be given once");
    check_refusal(eec + "[[axes]]\nweights.Germanny = [4]\n", "the nearest is Germany");
    check_refusal("models = [\"icc\"]\n" + eec, "models[0]: must be ic, iac");
    check_refusal("models = [\"beta:{a},1\"]\n" + eec, "without braces");
    check_refusal("where = [\"quota >\"]\n" + eec, "where[0]: must be a comparison");
    check_refusal("where = [\"quotta > 3\"]\n" + eec, "the nearest is quota");
    check_refusal("methods = [\"exakt\"]\n" + eec, "the nearest is exact");
    check_refusal("methods = [{name = \"exact\", draws = 3}]\n" + eec, "methods[0].draws: must be left out");
    check_refusal("members = [\"Belgum\"]\n" + eec, "the nearest is Belgium");
    check_refusal("title = \"x\"\nmeasures = [\"banzhaf\"]\n[board]\nmembers = 3\nquota = 2\n",
                  "draws.weights: must be given");
    check_refusal("title = \"x\"\nmeasures = [\"banzhaf\"]\n[board]\nmembers = 3\n[draws]\ncount = 0\n",
                  "draws.count: must be a whole number, 1 to");
    check_refusal(eec + "[draws]\ncount = 2\nweights = {distribution = \"uniform\", from = 0, to = 1}\n",
                  "draws.weights");
    for (const std::string quota : {"\"abc\"", "\"\"", "0", "-3", "\"0%\"", "\"200%\"", "\"-5%\"", "\"3/2\""}) {
        check_refusal(eec + "quota = " + quota + "\n", "board.quota: must be");
        check_refusal(eec + "[[axes]]\nquota = [9, " + quota + "]\n", "axes[0].quota: must be");
    }
    for (const std::string value : {"{zz}", "{", "{quota}", "{a}", "{model}"})
        check_refusal("models = [\"beta:{a},1\"]\n" + eec + "[[axes]]\na = [\"" + value + "\"]\n",
                      "axes[0].a: must be numbers, or texts without braces, got \"" + value + "\"");
    for (const std::string name : {"total", "option", "scheme", "draw"})
        check_refusal("models = [\"beta:{" + name + "},1\"]\n" + eec + "[[axes]]\n" + name + " = [1, 2]\n",
                      "axes[0]." + name + ": must be left out, as the name is taken");
    const auto drawn = [](const std::string& law) {
        return "title = \"x\"\nmeasures = [\"banzhaf\"]\nwhere = [\"a != 7\"]\n[board]\nmembers = 4\nquota = "
               "\"majority\"\n[draws]\ncount = 3\n" +
               law;
    };
    check_refusal(drawn("weights = {distribution = \"dirichlet\", alpha = 1e-300}"), "alpha: must be from 0.01 to");
    check_refusal(drawn("weights = {distribution = \"power_law\", from = 1, to = 9, exponent = 2000}"),
                  "exponent: must be above 1, to 1000");
    check_refusal(drawn("weights = {distribution = \"uniform_integers\", from = 1, to = 9}\na = {distribution = "
                        "\"uniform\", from = -1.7e308, to = 1.7e308}"),
                  "draws.a.to: must be a number that is not infinitely far");
    check_refusal("models = [\"beta:{weight},1\"]\n" + eec + "[[axes]]\nweight = [1, 2]\n",
                  "axes: must be of names that are no other columns of the table, got \"weight\"");
    std::string large = eec;
    for (int k = 0; k < 5; ++k) large += "[[axes]]\na" + std::to_string(k) + " = {from = 1, to = 9000000}\n";
    check_refusal(large, "axes: must be a grid of at most 2^62 cases, got a larger one");
    check_refusal(eec + "[[axes]]\nquota = {from = 1, to = 1_000_000_000}\n", "must be of at most 10000000 values");
}
