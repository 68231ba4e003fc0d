#include <stemgewicht/boards/votes_from_seats.hpp>
#include <stemgewicht/study/vote_range.hpp>

#include "catch.hpp"
#include "drechtsteden.hpp"
#include "support/refusal.hpp"
#include "three_councils.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

/// The chance to be outvoted where the assembly has these weights, by plain convolution.
double plain_risk(const std::vector<Weight>& weights, const std::string& municipality, const std::string& model) {
    std::vector<support::Voter> all = voters(municipality, "seats", model);
    Weight total = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].weight = weights[i];
        total += weights[i];
    }
    const support::Risk risk = support::exact_risk(all, total / 2 + 1);
    return risk.no_pass + risk.yes_fail;
}

const VoteRange& range_of(const VoteRanges& all, const std::string& model, const std::string& municipality) {
    const auto found = std::ranges::find_if(
        all.ranges, [&](const VoteRange& range) { return range.model == model && range.municipality == municipality; });
    REQUIRE(found != all.ranges.end());
    return *found;
}

}  // namespace

TEST_CASE("With the estimated votes of 2018 Dordrecht is outvoted in 22% of the decisions of the Drechtraad") {
    // By simulation apart from this program, with votes that are not rounded: 0.2219, 0.0881 and 0.1937, each +-
    // 0.0007.
    CHECK(std::abs(row_of("drechtraad", "votes_2018", "ic", "Dordrecht").outvoted - 0.2219) < 0.002);
    CHECK(std::abs(row_of("drechtraad", "votes_2018", "iac", "Dordrecht").outvoted - 0.0881) < 0.002);
    CHECK(std::abs(row_of("drechtraad", "votes_2018", "grouped:family", "Dordrecht").outvoted - 0.1937) < 0.002);
    for (const char* model : {"ic", "iac", "grouped:family"}) check_drechtraad("votes_2018", model);
    // An AB by seats does not lower it.
    for (const char* model : {"ic", "iac", "grouped:family"})
        CHECK(row_of("ab", "seats", model, "Dordrecht").outvoted >
              row_of("drechtraad", "votes_2018", model, "Dordrecht").outvoted);
}

TEST_CASE("A range is that of the risks under each drawn vote result, counted plainly") {
    const VoteRangeRequest request{.models = {"ic", "iac"},
                                   .municipalities = {"Dordrecht", "Sliedrecht"},
                                   .schemes = {"seats", "one_vote"},
                                   .draws = 7,
                                   .seed = 3};
    const VoteRanges ranges = vote_ranges(drechtsteden(), request);
    const auto draws = draw_votes_from_seats(drechtsteden(), 7, 3);
    REQUIRE(ranges.ranges.size() == 4);
    for (const VoteRange& range : ranges.ranges) {
        std::vector<double> plain;
        for (const std::vector<Weight>& weights : draws)
            plain.push_back(plain_risk(weights, range.municipality, range.model));
        REQUIRE(range.draws.size() == 7);
        for (std::size_t d = 0; d < 7; ++d) CHECK(std::abs(range.draws[d] - plain[d]) < 1e-12);
        CHECK(std::abs(range.central - row_of("drechtraad", "votes_2018", range.model, range.municipality).outvoted) <
              1e-12);
        std::ranges::sort(plain);
        CHECK(std::abs(range.least - plain.front()) < 1e-12);
        CHECK(std::abs(range.most - plain.back()) < 1e-12);
        CHECK(std::abs(range.low - (0.7 * plain[0] + 0.3 * plain[1])) < 1e-12);  // 0.05 x 6 = 0.3
        CHECK(std::abs(range.high - (0.7 * plain[6] + 0.3 * plain[5])) < 1e-12);
    }
    REQUIRE(ranges.verdicts.size() == 8);
    for (const VoteVerdict& verdict : ranges.verdicts) {
        const VoteRange& range = range_of(ranges, verdict.model, verdict.municipality);
        CHECK(verdict.risk == row_of("ab", verdict.scheme, verdict.model, verdict.municipality).outvoted);
        CHECK(verdict.lower == static_cast<std::size_t>(std::ranges::count_if(
                                   range.draws, [&](double risk) { return verdict.risk < risk - 1e-12; })));
        CHECK(verdict.draws == 7);
    }
    const VoteRanges again = vote_ranges(drechtsteden(), {.models = {"iac"}, .draws = 60, .seed = 3, .threads = 2});
    for (std::size_t d = 0; d < 7; ++d)  // the first draws do not depend on how many there are
        CHECK(range_of(again, "iac", "Dordrecht").draws[d] == range_of(ranges, "iac", "Dordrecht").draws[d]);
    CHECK(vote_range_table(drechtsteden(), request, ranges).rows.size() == 4);
    CHECK(vote_verdict_table(drechtsteden(), request, ranges).rows.size() == 8);
}

TEST_CASE("A case without estimated votes has no range") {
    CHECK(refusal([] { vote_ranges(three_councils()); }) ==
          "case: must be one whose votes are estimated from seats (governance.votes), got three");
    CHECK(refusal([] { vote_ranges(drechtsteden(), {.draws = 0}); }) == "draws: must be 1 or more, got 0");
    CHECK(refusal([] {
              vote_ranges(drechtsteden(), {.schemes = {"votes"}});
          }).starts_with("scheme: must be one of one_vote, seats"));
}
