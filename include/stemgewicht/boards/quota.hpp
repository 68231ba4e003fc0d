#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/definition.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// A non-negative decimal number, held exactly: digits / 10^decimals.
struct Decimal {
    Weight digits = 0;
    int decimals = 0;

    friend bool operator==(const Decimal&, const Decimal&) = default;
};

/// Reads "12", "2.50" or "1e3" whole; empty for anything else, such as "9x", "-1", "nan", or more digits than fit.
std::optional<Decimal> parse_decimal(std::string_view text);

/// digits x 10^(decimals - own), or empty where that exceeds the range of a weight.
std::optional<Weight> scaled(const Decimal& number, int decimals);

/// value / 10^decimals as a person writes it: "12.5" for 125 and 1, "3" for 30 and 1.
std::string decimal_text(Weight value, int decimals);

/// Decimal weights as integers: all multiplied by the least power of ten that makes them whole.
struct ScaledWeights {
    std::vector<Weight> weights;
    int decimals = 0;  ///< every weight stands for weight / 10^decimals
};

/// Throws std::invalid_argument where a scaled weight leaves the range.
ScaledWeights scale_weights(const std::vector<Decimal>& numbers, std::string_view field = "weights");

/// Whether a weight of just what a quota says is enough.
enum class Reach { at_least, more_than };

/// The least winning weight that a quota in words stands for: a number, `majority` (floor(total / 2) + 1), or a share
/// that must be reached, `2/3` or `70%` (the least weight at or above it; above it where it must be exceeded).
/// `decimals` is the scale of the weights. Throws std::invalid_argument for anything else, and where the quota is
/// outside 1..total.
Weight parse_quota(std::string_view text, Weight total, int decimals = 0, std::string_view field = "quota",
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
/// numbers. `decimals` is the scale of the weights. Two shares may stand for one quota. Throws std::invalid_argument
/// for anything else, a step of 0, more than maximum_quota_points, and where a quota is outside 1..total.
std::vector<QuotaPoint> parse_quota_range(std::string_view text, Weight total, int decimals = 0,
                                          std::string_view field = "quota");

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/quota.hpp>
#endif
