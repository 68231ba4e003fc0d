#include "catch.hpp"

#include <stemgewicht/core/memory.hpp>
#include <stemgewicht/core/size_refusal.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace stemgewicht;

namespace {

std::string text_of(const SizeRefusal& refusal) { return refusal.what(); }

bool no_method(std::string_view) { return false; }

}  // namespace

TEST_CASE("A refusal for size says what helps, and which methods may carry it") {
    CHECK(text_of(SizeRefusal("a: too large")) == "a: too large");
    CHECK(text_of(SizeRefusal("a: too large", {.remedy = "allow more"})) == "a: too large; allow more");
    CHECK(text_of(SizeRefusal("a: too large", {.methods = {"b"}})) == "a: too large; b carries it");
    CHECK(text_of(SizeRefusal("a: too large", {.methods = {"b", "c"}})) == "a: too large; b or c carries it");
    CHECK(text_of(SizeRefusal("a: too large", {.remedy = "allow more", .methods = {"b", "c", "d"}, .how = " alone"})) ==
          "a: too large; allow more, or use b, c or d alone");
}

TEST_CASE("Whoever passes a refusal on keeps the methods that can be followed") {
    const SizeRefusal refusal("a: too large", {.remedy = "allow more", .methods = {"b", "c"}});
    CHECK(text_of(refusal.keeping([](std::string_view name) { return name == "c"; })) ==
          "a: too large; allow more, or use c");
    CHECK(text_of(refusal.keeping(no_method)) == "a: too large; allow more");
    CHECK(text_of(SizeRefusal("a: too large", {.methods = {"b"}}).keeping(no_method)) == "a: too large");
    CHECK(advising(no_method, [] { return 7; }) == 7);
    try {
        advising(no_method, [&] { throw refusal; });
        FAIL("nothing was thrown");
    } catch (const SizeRefusal& kept) {
        CHECK(text_of(kept) == "a: too large; allow more");
        CHECK(kept.cause() == "a: too large");
    }
}

TEST_CASE("Memory that is too little is told in MB, with the methods that may do without") {
    const auto refused = [](std::vector<std::string> methods) {
        try {
            refuse_memory("exact: a table", 3.5 * (1 << 20), 1 << 20, std::move(methods));
        } catch (const SizeRefusal& refusal) {
            return text_of(refusal);
        }
    };
    CHECK(refused({}) ==
          "exact: a table needs 4 MB, allowed are 1 MB; allow more memory, as no other method carries it");
    CHECK(refused({"normal", "monte_carlo"}) ==
          "exact: a table needs 4 MB, allowed are 1 MB; allow more memory, or use normal or monte_carlo");
}
