#include <stemgewicht/core/check.hpp>

#include "catch.hpp"

#include <limits>
#include <stdexcept>
#include <string>

using namespace stemgewicht;

TEST_CASE("A chance that rounding has carried out of its range is put back") {
    CHECK(settled_chance(-2.2e-16) == 0);
    CHECK(settled_chance(1 + 1e-15) == 1);
    CHECK(settled_chance(1e-300) == 1e-300);
    CHECK(settled_chance(-1e-16, -1) == -1e-16);
    CHECK(settled_chance(-1 - 1e-15, -1) == -1);
}

TEST_CASE("What is no chance does not leave the library") {
    CHECK_THROWS_AS(settled_chance(std::numeric_limits<double>::quiet_NaN()), std::domain_error);
    CHECK_THROWS_AS(settled_chance(std::numeric_limits<double>::quiet_NaN(), -1), std::domain_error);
    CHECK_THROWS_AS(settled_chance(std::numeric_limits<double>::infinity()), std::domain_error);
    CHECK_THROWS_AS(settled_chance(-0.01), std::domain_error);
    CHECK_THROWS_WITH(settled_chance(1.5),
                      "chance: must come out in [0, 1], got 1.5; another method may carry this model");
}

TEST_CASE("A refusal is whole where the text that it refuses holds a zero byte") {
    CHECK_THROWS_WITH(refuse("name", "a text", std::string("a\0b", 3)), "name: must be a text, got a b");
}
