#include <stemgewicht/core/nearest_name.hpp>

#include "catch.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

using namespace stemgewicht;

TEST_CASE("The distance of two texts is the number of letters to change, whatever their capitals") {
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("abc", "") == 3);
    CHECK(edit_distance("Texas", "texas") == 0);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("Sliederecht", "Sliedrecht") == 1);
    CHECK(edit_distance("eec-1985", "eec-1958") == 2);
}

TEST_CASE("An unknown name is shown with the one that it is like, if there is one") {
    constexpr std::array<std::string_view, 4> known{"Alabama", "Texas", "Utah", "Ohio"};
    CHECK(unknown_name("texas", known) == "\"texas\"; did you mean \"Texas\"?");
    CHECK(unknown_name("Uta", known) == "\"Uta\"; did you mean \"Utah\"?");
    CHECK(unknown_name("Nevada", known) == "\"Nevada\"");
    CHECK(unknown_name("", known) == "\"\"");
    CHECK(unknown_name("xy", {}) == "\"xy\"");
    CHECK(unknown_name(std::string(1000, 'a'), known) == "\"" + std::string(1000, 'a') + "\"");
}

TEST_CASE("A name of none of a list is refused with the list") {
    struct Place {
        std::string name;
    };
    const std::vector<Place> places{{"Dordrecht"}, {"Sliedrecht"}};
    CHECK_THROWS_WITH(refuse_unknown("place", names_of(places, &Place::name), "dordrecht"),
                      "place: must be one of Dordrecht, Sliedrecht, got \"dordrecht\"; did you mean \"Dordrecht\"?");
}
