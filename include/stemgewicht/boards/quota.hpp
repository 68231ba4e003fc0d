#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/meetings/attendance_rule.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

/// A non-negative number, held exactly: digits / (10^decimals x divisor). Fractions have no decimals, and are reduced.
struct Decimal {
    Weight digits = 0;
    int decimals = 0;
    Weight divisor = 1;

    friend bool operator==(const Decimal&, const Decimal&) = default;
};

/// What one is in numbers that were scaled to whole ones: 10^decimals, or the common denominator of fractions.
struct Scale {
    int decimals = 0;
    Weight divisor = 1;  ///< where above 1 there are no decimals

    constexpr Scale() = default;
    constexpr Scale(int power, Weight denominator = 1) : decimals(power), divisor(denominator) {}
    [[nodiscard]] bool is_whole() const { return decimals == 0 && divisor == 1; }

    friend bool operator==(const Scale&, const Scale&) = default;
};

/// Reads "12", "2.50" or "1e3" whole; empty for anything else, such as "9x", "-1", "nan", or more digits than fit.
std::optional<Decimal> parse_decimal(std::string_view text);

/// What parse_decimal reads, and fractions of whole numbers such as "1/6"; empty for anything else.
std::optional<Decimal> parse_weight(std::string_view text);

/// The least scale that makes all numbers whole: the least power of ten, or the least common denominator where one is a
/// fraction. Empty where that exceeds the range of a weight.
std::optional<Scale> common_scale(const std::vector<Decimal>& numbers);

/// The number in units of a scale that makes it whole; empty where that exceeds the range of a weight.
std::optional<Weight> scaled(const Decimal& number, Scale scale);

/// A scaled value as a person writes it: "12.5" for 125 with one decimal, "1/6" for 1 with the divisor 6.
std::string decimal_text(Weight value, Scale scale);

/// Weights as integers, by their common_scale.
struct ScaledWeights {
    std::vector<Weight> weights;
    Scale scale;
};

/// Throws std::invalid_argument where a scaled weight leaves the range.
ScaledWeights scale_weights(const std::vector<Decimal>& numbers, std::string_view field = "weights");

/// Whether a weight of just what a quota says is enough.
enum class Reach { at_least, more_than };

/// A quota that is a share, such as 2/3 or 70%, in lowest terms; empty where it is none.
std::optional<Share> parse_share(std::string_view text);

/// How a quota must be reached, by the sign before it: `>2/3` must be exceeded, `>=2/3` and 2/3 reached. The second
/// part is the text without the sign.
std::pair<Reach, std::string_view> parse_reach(std::string_view text, Reach reach = Reach::at_least);

/// The least winning weight that a quota in words stands for: a number, `majority` (floor(total / 2) + 1), or a share
/// that must be reached, `2/3` or `70%` (the least weight at or above it; above it where it must be exceeded, as by
/// `>2/3`).
/// `scale` is that of the weights. Throws std::invalid_argument for anything else, where the quota is outside 1..total,
/// and for what may be meant as something else: a number between 0 and 1 where the weights add up to more than 1, or
/// 5.000 where the weights are whole.
Weight parse_quota(std::string_view text, Weight total, Scale scale = {}, std::string_view field = "quota",
                   Reach reach = Reach::at_least);

/// One quota of a range: the least winning weight, and the share of the total that it stands for.
struct QuotaPoint {
    Weight quota = 1;
    double share = 0;
};

/// Whether a quota in words is a range of them, start..end:step.
bool is_quota_range(std::string_view text);

/// The most quotas of a range.
inline constexpr Weight maximum_quota_points = 100'000;

/// The quotas from start to end, `start..end:step`: all three shares in percent, all three fractions, or all three
/// numbers. `scale` is that of the weights. Two shares may stand for one quota. Throws std::invalid_argument
/// for anything else, a step of 0, more than maximum_quota_points, and where a quota is outside 1..total.
std::vector<QuotaPoint> parse_quota_range(std::string_view text, Weight total, Scale scale = {},
                                          std::string_view field = "quota");

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/quota.hpp>
#endif
