#pragma once

#include "catch.hpp"

#include <rapidcheck.h>

#include <string>
#include <utility>

/// Checks a property on random inputs, inside a TEST_CASE; on failure RapidCheck prints the smallest counterexample
/// that it finds. (rapidcheck/catch.h knows Catch2 2 alone.)
template <class Property>
void holds(const std::string& description, Property&& property) {
    CHECK(rc::check(description, std::forward<Property>(property)));
}
