#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <cmath>
#include <string>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

constexpr const char* not_understood = "quota: must be a number, majority, or a share such as 2/3 or 70%, got ";

std::string quota_refusal(const std::string& text, Weight total = 17, int decimals = 0) {
    return refusal([&] { return parse_quota(text, total, decimals); });
}

std::vector<Decimal> decimals(const std::vector<std::string>& texts) {
    std::vector<Decimal> numbers;
    for (const std::string& text : texts) numbers.push_back(parse_decimal(text).value());
    return numbers;
}

}  // namespace

TEST_CASE("A decimal number is held exactly, without trailing zeros") {
    CHECK(parse_decimal("12") == Decimal{12, 0});
    CHECK(parse_decimal("0") == Decimal{0, 0});
    CHECK(parse_decimal("007") == Decimal{7, 0});
    CHECK(parse_decimal("2.50") == Decimal{25, 1});
    CHECK(parse_decimal("0.000") == Decimal{0, 0});
    CHECK(parse_decimal(".5") == Decimal{5, 1});
    CHECK(parse_decimal("5.") == Decimal{5, 0});
    CHECK(parse_decimal("0.001") == Decimal{1, 3});
    CHECK(parse_decimal("0.1") == Decimal{1, 1});
}

TEST_CASE("An exponent moves the decimal point") {
    CHECK(parse_decimal("1e3") == Decimal{1000, 0});
    CHECK(parse_decimal("1E+3") == Decimal{1000, 0});
    CHECK(parse_decimal("2.5e1") == Decimal{25, 0});
    CHECK(parse_decimal("25e-1") == Decimal{25, 1});
    CHECK(parse_decimal("2.5e-1") == Decimal{25, 2});
    CHECK(parse_decimal("1e18") == Decimal{1'000'000'000'000'000'000, 0});
}

TEST_CASE("What is no decimal number from end to end is not read") {
    for (const char* text :
         {"",      " ", "9x", "x9", "-1",  "+1",    "nan",  "inf",   "NaN",  "infinity", "1 ",    " 1", "1 2", "1,5",
          "1.2.3", ".", "e3", "1e", "1e+", "1e3.5", "1e3x", "1e--3", "0x10", "1_000",    "1'000", "½",  "१"}) {
        INFO('"' << text << '"');
        CHECK_FALSE(parse_decimal(text).has_value());
    }
}

TEST_CASE("Numbers of 2^62 and more are not read") {
    for (const char* text :
         {"4611686018427387904", "9223372036854775807", "99999999999999999999", "5e18", "1e19", "1e400", "1e-400"}) {
        INFO('"' << text << '"');
        CHECK_FALSE(parse_decimal(text).has_value());
    }
}

TEST_CASE("The largest weight, 2^62 - 1, is read") {
    CHECK(parse_decimal("4611686018427387899") == Decimal{4611686018427387899, 0});
    CHECK(parse_decimal("4611686018427387903") == Decimal{maximum_total_weight, 0});
}

TEST_CASE("Decimal weights become whole by the least power of ten") {
    const ScaledWeights halves = scale_weights(decimals({"12.5", "3", "0.25"}));
    CHECK(halves.weights == std::vector<Weight>{1250, 300, 25});
    CHECK(halves.scale.decimals == 2);
    const ScaledWeights whole = scale_weights(decimals({"4", "2.0", "1e1"}));
    CHECK(whole.weights == std::vector<Weight>{4, 2, 10});
    CHECK(whole.scale.decimals == 0);
    CHECK(scale_weights({}).weights.empty());
}

TEST_CASE("A weight that leaves the range when scaled is refused by its place") {
    CHECK(refusal([] { return scale_weights(decimals({"0.5", "4000000000000000000"})); }) ==
          "weights[1]: must be a weight below 2^62 when scaled to whole numbers, got 4000000000000000000");
}

TEST_CASE("The majority quota is the least weight above one half") {
    CHECK(parse_quota("majority", 17) == 9);
    CHECK(parse_quota("majority", 18) == 10);
    CHECK(parse_quota("majority", 1) == 1);
    CHECK(parse_quota("majority", 125, 1) == 63);
}

TEST_CASE("A quota in figures is itself, from 1 to the total") {
    CHECK(parse_quota("1", 17) == 1);
    CHECK(parse_quota("12", 17) == 12);
    CHECK(parse_quota("17", 17) == 17);
    CHECK(parse_quota("1.2e1", 17) == 12);
}

TEST_CASE("A quota between two weights is the next weight above") {
    CHECK(parse_quota("3.7", 17) == 4);
    CHECK(parse_quota("3.0", 17) == 3);
    CHECK(parse_quota("1.0001", 17) == 2);
    CHECK(parse_quota("16.0000000001", 17) == 17);
}

TEST_CASE("A quota on a board with decimal weights is in their unit") {
    // Weights such as 6.5 and 6.0, held as 65 and 60.
    CHECK(parse_quota("6.3", 125, 1) == 63);
    CHECK(parse_quota("6", 125, 1) == 60);
    CHECK(parse_quota("6.25", 125, 1) == 63);
    CHECK(parse_quota("12.5", 125, 1) == 125);
    CHECK(quota_refusal("12.6", 125, 1) == "quota: must be above 0 and at most 12.5, got 12.6");
}

TEST_CASE("A share as a quota is the least weight that reaches it") {
    CHECK(parse_quota("2/3", 99) == 66);
    CHECK(parse_quota("2/3", 100) == 67);
    CHECK(parse_quota("1/2", 10) == 5);
    CHECK(parse_quota("1/2", 11) == 6);
    CHECK(parse_quota("1/1", 17) == 17);
    CHECK(parse_quota("1/1000", 17) == 1);
    CHECK(parse_quota("70%", 10) == 7);
    CHECK(parse_quota("70%", 11) == 8);
    CHECK(parse_quota("50%", 10) == 5);
    CHECK(parse_quota("50%", 17) == 9);
    CHECK(parse_quota("66.7%", 1000) == 667);
    CHECK(parse_quota("100%", 17) == 17);
    CHECK(parse_quota("0.1%", 17) == 1);
}

TEST_CASE("A share of a very large total does not overflow") {
    CHECK(parse_quota("2/3", maximum_total_weight) == 3074457345618258602);
    CHECK(parse_quota("99.9%", maximum_total_weight) == 4607074332408960516);
    CHECK(parse_quota("1/4611686018427387000", maximum_total_weight) == 2);
}

TEST_CASE("A share of nothing or of more than all is refused") {
    for (const char* text : {"0/3", "4/3", "3/0", "0%", "101%", "100.1%"})
        CHECK(quota_refusal(text) == std::string("quota: must be a share above 0 and at most 1, got ") + text);
}

TEST_CASE("A quota that is no number, share or word is refused with what was expected") {
    for (const char* text : {"", "9x", "nan", "-3", "half", "Majority", "majority ", "2/3/4", "2/", "/3", "2.5/3",
                             "-2/3", "%", "x%", "70%%", "7 0", "inf"})
        CHECK(quota_refusal(text) == not_understood + std::string(text));
}

TEST_CASE("A quota outside 1..total is refused with the range") {
    CHECK(quota_refusal("0") == "quota: must be 1..17, got 0");
    CHECK(quota_refusal("0.0") == "quota: must be 1..17, got 0.0");
    CHECK(quota_refusal("18") == "quota: must be 1..17, got 18");
    CHECK(quota_refusal("17.01") == "quota: must be 1..17, got 17.01");
    CHECK(quota_refusal("4000000000000000000", 17, 1) ==
          "quota: must be above 0 and at most 1.7, got 4000000000000000000");
}

TEST_CASE("A quota with very many decimals is the least weight, or refused") {
    for (const std::size_t zeros : {17u, 18u, 19u, 25u, 63u, 64u, 400u}) {
        const std::string text = "0." + std::string(zeros, '0') + "1";
        INFO(zeros << " zeros");
        Weight quota = 1;
        const std::string message = refusal([&] { return quota = parse_quota(text, 17); });
        CHECK(quota == 1);
        CHECK((message == "(nothing was refused)" || message.starts_with("quota: must be ")));
    }
}

TEST_CASE("The field that is named in a refusal is the caller's") {
    CHECK(refusal([] { return parse_quota("18", 17, 0, "boards[2].quota"); }) ==
          "boards[2].quota: must be 1..17, got 18");
}

TEST_CASE("A quota that must be exceeded is the least weight above it") {
    const auto above = [](const std::string& text, Weight total, int scale = 0) {
        return parse_quota(text, total, scale, "quota", Reach::more_than);
    };
    CHECK(above("12", 17) == 13);
    CHECK(above("0", 17) == 1);
    CHECK(above("12.5", 17) == 13);
    CHECK(above("1.2", 35, 1) == 13);
    CHECK(above("1.25", 35, 1) == 13);
    for (Weight total = 1; total <= 30; ++total) {
        CHECK(above("1/2", total) == majority_quota(total));
        CHECK(above("50%", total) == majority_quota(total));
        for (Weight weight = 0; weight <= total; ++weight)
            CHECK((weight >= above("2/3", total)) == (3 * weight > 2 * total));
    }
}

TEST_CASE("A quota that cannot be exceeded is refused") {
    const auto refusal_above = [](const std::string& text) {
        return refusal([&] { return parse_quota(text, 17, 0, "quota", Reach::more_than); });
    };
    CHECK(refusal_above("17") == "quota: must be 0 or more and below 17, got 17");
    CHECK(refusal_above("100%") == "quota: must be a share above 0 and below 1, got 100%");
    CHECK(refusal_above("3/2") == "quota: must be a share above 0 and below 1, got 3/2");
    CHECK(refusal_above("majority") == "quota: must be a number or a share behind >, or >= majority, got > majority");
    CHECK(refusal_above("many") == std::string(not_understood) + "many");
}

TEST_CASE("A range of quotas is read in percent, fractions or numbers, both ends included") {
    const auto quotas = [](const std::string& text, Weight total, int decimals = 0) {
        std::vector<Weight> result;
        for (const QuotaPoint& point : parse_quota_range(text, total, decimals)) result.push_back(point.quota);
        return result;
    };
    CHECK(quotas("50%..60%:5%", 200) == std::vector<Weight>{100, 110, 120});
    CHECK(quotas("1/2..3/4:1/8", 17) == std::vector<Weight>{9, 11, 13});
    CHECK(quotas("9..12:2", 17) == std::vector<Weight>{9, 11});
    CHECK(quotas("1.5..2:0.25", 35, 1) == std::vector<Weight>{15, 18, 20});
    CHECK(quotas("12..12:1", 17) == std::vector<Weight>{12});
    const auto curve = parse_quota_range("50%..87%:0.1%", 5'039'930);
    REQUIRE(curve.size() == 371);
    for (std::size_t k = 0; k < curve.size(); ++k) {
        CHECK(curve[k].quota == parse_quota(decimal_text(500 + static_cast<Weight>(k), 1) + "%", 5'039'930));
        CHECK(std::abs(curve[k].share - (0.5 + 0.001 * static_cast<double>(k))) < 1e-12);
    }
    CHECK(parse_quota_range("9..10:1", 20)[0].share == 0.45);
    CHECK(is_quota_range("50%..87%:0.1%"));
    CHECK_FALSE(is_quota_range("50.5%"));
}

TEST_CASE("A range of quotas that is none is refused") {
    const auto refused = [](const std::string& text) {
        return refusal([&] { return parse_quota_range(text, 17).size(); });
    };
    const std::string form =
        "quota: must be a range start..end:step such as 50%..87%:0.1%, 1/2..3/4:1/100 or 100..200:5, got ";
    for (const std::string text : {"1..", "..", "1..2", "1..2:", "5%..9%:1", "5%..9:1%", "1/2..3/4:0.1", "a..b:c",
                                   "1..2:3:4", "1/0..1/2:1/3", "1/1000003..1/2:1/3", "-1..2:1"})
        CHECK(refused(text) == form + text);
    CHECK(refused("5..9:0") == "quota: must be a range that rises from start to end by a step above 0, got 5..9:0");
    CHECK(refused("9..5:1") == "quota: must be a range that rises from start to end by a step above 0, got 9..5:1");
    CHECK(refused("1%..100%:0.0001%") == "quota: must be a range of at most 100000 quotas, got 1%..100%:0.0001%");
    CHECK(refused("0..5:1") == "quota: must be 1..17, got 0..5:1");
    CHECK(refused("10..20:1") == "quota: must be 1..17, got 10..20:1");
    CHECK(refused("50%..150%:10%") == "quota: must be a share above 0 and at most 1, got 50%..150%:10%");
}

namespace {

std::vector<Decimal> weights_in(const std::vector<std::string>& texts) {
    std::vector<Decimal> numbers;
    for (const std::string& text : texts) numbers.push_back(parse_weight(text).value());
    return numbers;
}

}  // namespace

TEST_CASE("Fractions are read reduced, and nothing else with a slash is") {
    CHECK(parse_weight("1/6") == Decimal{1, 0, 6});
    CHECK(parse_weight("2/4") == Decimal{1, 0, 2});
    CHECK(parse_weight("6/3") == Decimal{2, 0, 1});
    CHECK(parse_weight("0/5") == Decimal{0, 0, 1});
    CHECK(parse_weight("2.5") == Decimal{25, 1});
    for (const char* text : {"1/0", "/2", "1/", "1/2/3", "1.5/2", "-1/2", "a/b", "1 / 2"}) {
        INFO(text);
        CHECK_FALSE(parse_weight(text).has_value());
    }
}

TEST_CASE("Fractions become whole by their least common denominator, also beside decimals and whole numbers") {
    const ScaledWeights owners = scale_weights(weights_in({"1/6", "1/3", "1/2"}));
    CHECK(owners.weights == std::vector<Weight>{1, 2, 3});
    CHECK(owners.scale == Scale(0, 6));
    const ScaledWeights mixed = scale_weights(weights_in({"0.25", "1/3", "2", "0"}));
    CHECK(mixed.weights == std::vector<Weight>{3, 4, 24, 0});
    CHECK(mixed.scale == Scale(0, 12));
    const ScaledWeights large = scale_weights(weights_in({"1000000006/1000000007", "1/1000000009"}));
    CHECK(large.scale.divisor == 1'000'000'016'000'000'063);
    CHECK(large.weights == std::vector<Weight>{1'000'000'015'000'000'054, 1'000'000'007});
    CHECK(refusal([] { return scale_weights(weights_in({"1/1000000007", "1/1000000009", "1/998244353"})); }) ==
          "weights: must be fractions with a common denominator below 2^62, got a larger one");
}

TEST_CASE("A quota of fractions is a share of their sum, or a number in their unit") {
    CHECK(parse_quota("majority", 6, Scale(0, 6)) == 4);
    CHECK(parse_quota("0.5", 6, Scale(0, 6)) == 3);
    CHECK(parse_quota("0.51", 6, Scale(0, 6)) == 4);
    CHECK(parse_quota("0.5", 6, Scale(0, 6), "quota", Reach::more_than) == 4);
    CHECK(parse_quota("2", 8, Scale(0, 2)) == 4);  // 3/2 and 5/2
    CHECK(parse_quota("2.5", 8, Scale(0, 2), "quota", Reach::more_than) == 6);
    CHECK(decimal_text(1, Scale(0, 6)) == "1/6");
    CHECK(decimal_text(4, Scale(0, 6)) == "2/3");
    CHECK(decimal_text(12, Scale(0, 6)) == "2");
}

TEST_CASE("A number between 0 and 1 is no quota, unless the weights add up to 1 or less") {
    for (const char* text : {"0.5", ".5", "0.999", "5e-1", "0.001"})
        for (const Reach reach : {Reach::at_least, Reach::more_than}) {
            CHECK(refusal([&] { return parse_quota(text, 17, 0, "quota", reach); }) ==
                  std::string("quota: must be a number of 1 or more, or a share such as 1/2 or 50%, got ") + text);
            CHECK(refusal([&] { return parse_quota(text, 17, Scale(1), "quota", reach); }) ==
                  std::string("quota: must be a number of 1 or more, or a share such as 1/2 or 50%, got ") + text);
        }
    CHECK(parse_quota("1", 17) == 1);
    CHECK(parse_quota("1.0", 17) == 1);
    CHECK(parse_quota("0", 17, 0, "quota", Reach::more_than) == 1);
    CHECK(parse_quota("0.5", 10, 1) == 5);  // 0.2, 0.3 and 0.5
    CHECK(parse_quota("0.6", 8, 1) == 6);
    CHECK(parse_quota("1", 1) == 1);
    CHECK(parse_quota_range("1.0..2.0:0.5", 17).size() == 3);
    CHECK(refusal([] { return parse_quota_range("0.1..0.9:0.1", 17).size(); }) ==
          "quota: must be a number of 1 or more, or a share such as 1/2 or 50%, got 0.1..0.9:0.1");
}

TEST_CASE("A quota with a point between thousands is refused where the weights are whole") {
    CHECK(refusal([] { return parse_quota("5.000", 9999); }) ==
          "quota: must be a whole number without a point (5.000 is read as 5; write 5000 or 5), got 5.000");
    CHECK(refusal([] { return parse_quota("5.125", 9999); }) ==
          "quota: must be a whole number without a point (5.125 is read as 5.125; write 5125), got 5.125");
    CHECK(parse_quota("5.125", 9999, 3) == 5125);
}

TEST_CASE("A quota may say that it must be exceeded") {
    CHECK(parse_quota(">2/3", 10) == 7);
    CHECK(parse_quota("> 2/3", 9) == 7);
    CHECK(parse_quota(">=2/3", 9) == 6);
    CHECK(parse_quota("2/3", 9) == 6);
    CHECK(parse_quota(">50%", 10) == 6);
    CHECK(parse_quota(">6", 10) == 7);
    CHECK(parse_quota(">1/3", 3, Scale(0, 3)) == 2);
    CHECK(refusal([] { parse_quota(">1/1", 10); }) == "quota: must be a share above 0 and below 1, got 1/1");
    CHECK(refusal([] { parse_quota(">10", 10); }) == "quota: must be 0 or more and below 10, got 10");
    CHECK(refusal([] { parse_quota(">majority", 10); }) ==
          "quota: must be a number or a share behind >, or >= majority, got > majority");
    CHECK(refusal([] { parse_quota(">", 10); }) ==
          "quota: must be a number, majority, or a share such as 2/3 or 70%, got ");
}
