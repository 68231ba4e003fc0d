#include "catch.hpp"
#include "drechtsteden.hpp"

TEST_CASE("The Drechtraad by votes of 2022 has the risks of a plain convolution, by family") {
    check_drechtraad("votes_2022", "grouped:family");
}

TEST_CASE("The Drechtraad by votes of 2022 has the risks of a plain convolution, by a common chance") {
    check_drechtraad("votes_2022", "iac");
}
