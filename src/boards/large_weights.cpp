#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/measures/solution.hpp>
#include <stemgewicht/study/large_weights.hpp>

#include <fmt/format.h>
#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>

namespace stemgewicht {

namespace {

using Large = boost::multiprecision::int512_t;

constexpr std::size_t most_digits = 60;

/// digits / 10^decimals.
struct LargeDecimal {
    Large digits = 0;
    std::size_t decimals = 0;
};

std::optional<LargeDecimal> large_decimal(std::string_view text) {
    LargeDecimal result;
    bool point = false;
    std::size_t count = 0;
    for (const char c : text) {
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9' || ++count > most_digits) return std::nullopt;
        result.digits = result.digits * 10 + (c - '0');
        result.decimals += point ? 1 : 0;
    }
    return count > 0 ? std::optional(result) : std::nullopt;
}

Large power_of_ten(std::size_t exponent) {
    Large power = 1;
    for (; exponent > 0; --exponent) power *= 10;
    return power;
}

Large above(const Large& numerator, const Large& denominator, Reach reach) {
    return reach == Reach::more_than ? Large(numerator / denominator + 1)
                                     : Large((numerator + denominator - 1) / denominator);
}

/// The least winning weight, in units of 1 / 10^decimals.
Large large_quota(std::string_view text, const Large& total, std::size_t decimals) {
    const auto [reach, quota] = parse_reach(text);
    Large least = 0;
    if (quota == "majority" && reach == Reach::at_least && !text.starts_with('>')) {
        least = total / 2 + 1;
    } else if (const auto share = parse_share(quota)) {
        if (share->numerator < 1 || share->denominator < 1) refuse("quota", "a share above 0 and at most 1", text);
        least = above(total * share->numerator, share->denominator, reach);
    } else {
        const auto number = large_decimal(quota);
        if (!number) refuse("quota", "a number, majority, or a share such as 2/3 or 70%", text);
        least = above(number->digits * power_of_ten(decimals), power_of_ten(number->decimals), reach);
    }
    if (least < 1 || least > total) refuse("quota", "above 0 and at most the sum of the weights", text);
    return least;
}

/// A coalition of one half of the members: its weight, and its weight once rounded.
struct Half {
    Large weight;
    Weight rounded = 0;
};

std::vector<Half> halves(std::span<const Large> weights, std::span<const Weight> rounded) {
    std::vector<Half> sums{{0, 0}};
    for (std::size_t i = 0; i < weights.size(); ++i) {
        detail::stop_point(100 * sums.size());
        const std::size_t count = sums.size();
        for (std::size_t k = 0; k < count; ++k)
            sums.push_back({sums[k].weight + weights[i], sums[k].rounded + rounded[i]});
    }
    std::ranges::sort(sums, {}, &Half::weight);
    return sums;
}

/// The quota of rounded weights that has the same winning coalitions: the least rounded weight of one that wins, where
/// every one that loses has less. Of the other half's coalitions, those that win with a coalition of this half are the
/// last ones by their weight.
std::optional<Weight> rounded_quota(const std::vector<Large>& weights, const std::vector<Weight>& rounded,
                                    const Large& quota) {
    const std::size_t middle = weights.size() / 2;
    const std::vector<Half> one = halves(std::span(weights).first(middle), std::span(rounded).first(middle));
    const std::vector<Half> other = halves(std::span(weights).subspan(middle), std::span(rounded).subspan(middle));
    std::vector<Weight> most(other.size()), least(other.size());  // rounded, of those up to here and from here on
    for (std::size_t k = 0; k < other.size(); ++k)
        most[k] = k > 0 ? std::max(most[k - 1], other[k].rounded) : other[k].rounded;
    for (std::size_t k = other.size(); k-- > 0;)
        least[k] = k + 1 < other.size() ? std::min(least[k + 1], other[k].rounded) : other[k].rounded;
    Weight losing = -1, winning = maximum_total_weight;
    std::size_t first = other.size();  // of the other half that wins, which falls as this half grows
    for (const Half& half : one) {
        while (first > 0 && half.weight + other[first - 1].weight >= quota) --first;
        if (first > 0) losing = std::max(losing, half.rounded + most[first - 1]);
        if (first < other.size()) winning = std::min(winning, half.rounded + least[first]);
    }
    return losing < winning ? std::optional(winning) : std::nullopt;
}

/// The game itself, for the linear program that finds weights.
struct LargeGame {
    std::vector<Large> weights;
    Large quota;
    [[nodiscard]] std::size_t member_count() const { return weights.size(); }
    [[nodiscard]] bool wins(const Coalition& yes_voters) const {
        Large sum = 0;
        for (auto i = yes_voters.find_first(); i != Coalition::npos; i = yes_voters.find_next(i)) sum += weights[i];
        return sum >= quota;
    }
};

}  // namespace

bool are_large_numbers(const std::vector<std::string>& texts) {
    if (!std::ranges::all_of(texts, [](const std::string& text) { return large_decimal(text).has_value(); }))
        return false;
    std::vector<Decimal> numbers;
    for (const std::string& text : texts) {
        const auto number = parse_weight(text);
        if (!number) return true;
        numbers.push_back(*number);
    }
    const auto scale = common_scale(numbers);
    Weight total = 0;
    for (const Decimal& number : numbers) {
        const auto weight = scale ? scaled(number, *scale) : std::nullopt;
        if (!weight || *weight > maximum_total_weight - total) return true;
        total += *weight;
    }
    return false;
}

ReducedRule reduced_rule(const std::vector<std::string>& texts, std::string_view quota_text) {
    std::vector<LargeDecimal> numbers;
    std::size_t decimals = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto number = large_decimal(texts[i]);
        if (!number)
            refuse(element("weights", i), fmt::format("a number of 0 or more with at most {} digits", most_digits),
                   "\"" + texts[i] + "\"");
        numbers.push_back(*number);
        decimals = std::max(decimals, number->decimals);
    }
    std::vector<Large> weights;
    Large total = 0, divisor = 0;
    for (const LargeDecimal& number : numbers) {
        weights.push_back(number.digits * power_of_ten(decimals - number.decimals));
        total += weights.back();
        divisor = gcd(divisor, weights.back());
    }
    if (decimals + most_digits > 72 && total > power_of_ten(72))
        refuse("weights", "numbers of 0 or more that take at most 72 digits together", "more");
    if (total == 0) refuse("weights", "a list with a positive weight", "only zeros");
    Large quota = large_quota(quota_text, total, decimals);
    for (Large& weight : weights) weight /= divisor;
    total /= divisor;
    quota = (quota + divisor - 1) / divisor;
    const auto as_weight = [](const Large& weight) { return weight.convert_to<Weight>(); };
    ReducedRule result;
    if (total <= maximum_total_weight) {
        for (const Large& weight : weights) result.rule.weights.push_back(as_weight(weight));
        result.rule.quota = as_weight(quota);
        return result;
    }
    if (weights.size() > maximum_large_members)
        throw std::length_error(
            fmt::format("weights: carries a sum of 2^62 and more to {} members, got {}; divided by "
                        "their common divisor, or rounded by you, they may stay below",
                        maximum_large_members, weights.size()));
    result.proportional = false;
    const Large scale = Large(1) << 61;
    for (const Large& weight : weights) result.rule.weights.push_back(as_weight((weight * scale + total / 2) / total));
    if (const auto least = rounded_quota(weights, result.rule.weights, quota)) {
        result.rule.quota = *least;
        return result;
    }
    if (weights.size() > maximum_solution_members)
        throw std::length_error(
            "weights: coalitions that differ by less than 2^-61 of the sum decide, which is carried to " +
            std::to_string(maximum_solution_members) + " members, got " + std::to_string(weights.size()) +
            "; round the weights so that their sum stays below 2^62");
    result.rule = *weightedness(OwnRule(LargeGame{.weights = weights, .quota = quota})).rule;
    return result;
}

}  // namespace stemgewicht
