#include <stemgewicht/core/interrupt.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/design/weighted_games.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/small_boards.hpp>

#include "catch.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace stemgewicht;

namespace {

struct Stopped : std::runtime_error {
    Stopped() : std::runtime_error("stopped") {}
};

std::atomic<std::size_t> asked = 0;

/// Asks nothing from now on, whatever the test does.
struct NoCheckAfterwards {
    ~NoCheckAfterwards() { set_interrupt_check(nullptr); }
};

WeightedRule large_board(std::size_t members, Weight most) {
    WeightedRule rule;
    for (std::size_t i = 0; i < members; ++i)
        rule.weights.push_back(1 + static_cast<Weight>(i * 7919 % static_cast<std::size_t>(most)));
    rule.quota = majority_quota(total_weight(rule.weights));
    return rule;
}

}  // namespace

TEST_CASE("Steps are asked about by the million, and by nobody before a check is set") {
    const NoCheckAfterwards guard;
    asked = 0;
    detail::stop_point(std::size_t{1} << 40);
    CHECK(asked == 0);
    set_interrupt_check([] { ++asked; });
    for (int k = 0; k < 64; ++k) detail::stop_point(std::size_t{1} << 15);
    CHECK(asked == 2);
    detail::TurnCounter turns(std::size_t{1} << 9);
    for (int k = 0; k < 8192; ++k) turns.turn();
    CHECK(asked == 6);
}

TEST_CASE("Complete games are counted with stops, as weighted ones are") {
    const NoCheckAfterwards guard;
    set_interrupt_check([] { ++asked; });
    asked = 0;
    each_weighted_game(7, [](const WeightedRule&) {});
    const std::size_t of_weighted = asked;
    asked = 0;
    CHECK(count_games(7).complete == 44'313);
    CHECK(asked >= of_weighted + 3);
}

TEST_CASE("What the check throws ends long work, on one thread and on several, and leaves the library as it was") {
    const NoCheckAfterwards guard;
    const WeightedRule rule = large_board(300, 20'000);
    const Eigen::ArrayXd before = banzhaf(rule);
    const std::vector<std::pair<std::string, std::function<void()>>> works{
        {"shapley_shubik", [&] { shapley_shubik(rule); }},
        {"shapley_shubik on threads", [&] { shapley_shubik(rule, Exact{.threads = 2}); }},
        {"johnston", [&] { johnston(large_board(200, 1000)); }},
        {"johnston on threads", [&] { johnston(large_board(200, 1000), Exact{.threads = 2}); }},
        {"enumerate", [&] { banzhaf(large_board(22, 100), Enumerate{}); }},
        {"meet in the middle", [&] { shapley_shubik(large_board(44, 1'000'000'000), MeetInTheMiddle{.threads = 2}); }},
        {"decision diagram", [&] { banzhaf(large_board(30, 1'000'000), DecisionDiagram{}); }},
    };
    for (const auto& [name, work] : works) {
        INFO(name);
        asked = 0;
        set_interrupt_check([] {
            if (++asked >= 3) throw Stopped();
        });
        CHECK_THROWS_AS(work(), Stopped);
        CHECK(asked >= 3);
        set_interrupt_check(nullptr);
    }
    CHECK((banzhaf(rule) == before).all());
}
