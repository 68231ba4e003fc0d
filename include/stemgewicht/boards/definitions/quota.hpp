#pragma once

#include <stemgewicht/boards/number_form.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::optional<Decimal> parse_decimal(std::string_view text) {
    Decimal result;
    bool point = false;
    bool digit = false;
    std::size_t i = 0;
    for (; i < text.size() && text[i] != 'e' && text[i] != 'E'; ++i) {
        if (text[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        const Weight value = text[i] - '0';
        if (result.digits > (maximum_total_weight - value) / 10) return std::nullopt;
        digit = true;
        result.digits = result.digits * 10 + value;
        result.decimals += point ? 1 : 0;
    }
    if (!digit) return std::nullopt;
    if (i < text.size()) {
        int exponent = 0;
        std::string_view tail = text.substr(i + 1);
        if (tail.starts_with('+')) tail.remove_prefix(1);
        const auto [end, error] = std::from_chars(tail.data(), tail.data() + tail.size(), exponent);
        if (error != std::errc{} || end != tail.data() + tail.size() || exponent > 18 || exponent < -18)
            return std::nullopt;
        result.decimals -= exponent;
    }
    while (result.decimals > 0 && result.digits % 10 == 0) {
        result.digits /= 10;
        --result.decimals;
    }
    for (; result.decimals < 0; ++result.decimals) {
        if (result.digits > maximum_total_weight / 10) return std::nullopt;
        result.digits *= 10;
    }
    return result;
}

STEMGEWICHT_DEFINITION std::optional<Decimal> parse_weight(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return parse_decimal(text);
    const auto above = parse_decimal(text.substr(0, slash));
    const auto below = parse_decimal(text.substr(slash + 1));
    if (!above || !below || above->decimals != 0 || below->decimals != 0 || below->digits == 0) return std::nullopt;
    const Weight common = std::gcd(above->digits, below->digits);
    return Decimal{.digits = above->digits / common, .decimals = 0, .divisor = below->digits / common};
}

namespace detail {

/// 10^power times a value, or empty where that exceeds the range of a weight.
inline std::optional<Weight> times_power_of_ten(Weight value, int power) {
    for (; power > 0 && value != 0; --power) {
        if (value > maximum_total_weight / 10) return std::nullopt;
        value *= 10;
    }
    return value;
}

/// The least denominator of a number; empty where it exceeds the range of a weight.
inline std::optional<Weight> denominator_of(const Decimal& number) {
    const auto power = times_power_of_ten(1, number.decimals);
    if (!power) return std::nullopt;
    return number.divisor * (*power / std::gcd(number.digits, *power));  // one of both is 1
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::optional<Scale> common_scale(const std::vector<Decimal>& numbers) {
    Scale scale;
    if (std::ranges::none_of(numbers, [](const Decimal& number) { return number.divisor > 1; })) {
        for (const Decimal& number : numbers) scale.decimals = std::max(scale.decimals, number.decimals);
        return scale;
    }
    for (const Decimal& number : numbers) {
        const auto denominator = detail::denominator_of(number);
        if (!denominator) return std::nullopt;
        const Weight factor = *denominator / std::gcd(*denominator, scale.divisor);
        if (scale.divisor > maximum_total_weight / factor) return std::nullopt;
        scale.divisor *= factor;
    }
    return scale;
}

STEMGEWICHT_DEFINITION std::optional<Weight> scaled(const Decimal& number, Scale scale) {
    if (scale.divisor == 1) return detail::times_power_of_ten(number.digits, scale.decimals - number.decimals);
    const auto denominator = detail::denominator_of(number);
    if (!denominator) return std::nullopt;
    __extension__ using Wide = __int128;
    const Wide whole = static_cast<Wide>(number.digits) * scale.divisor /
                       *detail::times_power_of_ten(1, number.decimals) / number.divisor;
    return whole > maximum_total_weight ? std::nullopt : std::optional(static_cast<Weight>(whole));
}

STEMGEWICHT_DEFINITION std::string decimal_text(Weight value, Scale scale) {
    if (scale.divisor > 1) {
        const Weight common = std::gcd(value, scale.divisor);
        const std::string whole = std::to_string(value / common);
        return common == scale.divisor ? whole : whole + "/" + std::to_string(scale.divisor / common);
    }
    std::string text = std::to_string(value);
    if (scale.decimals == 0) return text;
    const auto places = static_cast<std::size_t>(scale.decimals);
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    text.insert(text.size() - places, 1, '.');
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return text;
}

STEMGEWICHT_DEFINITION ScaledWeights scale_weights(const std::vector<Decimal>& numbers, std::string_view field) {
    const auto scale = common_scale(numbers);
    if (!scale) refuse(field, "fractions with a common denominator below 2^62", "a larger one");
    ScaledWeights result{.weights = {}, .scale = *scale};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto weight = scaled(numbers[i], *scale);
        if (!weight) refuse(element(field, i), "a weight below 2^62 when scaled to whole numbers", numbers[i].digits);
        result.weights.push_back(*weight);
    }
    return result;
}

namespace detail {

/// The least weight that is at least, or more than, this share of a total, without overflow.
inline Weight share_of(Weight total, Weight numerator, Weight denominator, Reach reach = Reach::at_least) {
    __extension__ using Wide = __int128;
    const Wide product = static_cast<Wide>(total) * numerator;
    return static_cast<Weight>(reach == Reach::more_than ? product / denominator + 1
                                                         : (product + denominator - 1) / denominator);
}

inline Weight checked_share(Weight total, Weight numerator, Weight denominator, std::string_view field,
                            std::string_view text, Reach reach) {
    const bool beyond = reach == Reach::more_than ? numerator >= denominator : numerator > denominator;
    if (numerator <= 0 || denominator <= 0 || beyond)
        refuse(field, reach == Reach::more_than ? "a share above 0 and below 1" : "a share above 0 and at most 1",
               text);
    return share_of(total, numerator, denominator, reach);
}

/// A number in units of a scale, to the least whole one that is at least, or more than, it; empty beyond all weights.
inline std::optional<Weight> whole_above(const Decimal& number, Scale scale, Reach reach) {
    __extension__ using Wide = __int128;
    Wide value = static_cast<Wide>(number.digits) * scale.divisor;
    bool exact = true;
    for (int d = scale.decimals; d < number.decimals; ++d) {
        exact = exact && value % 10 == 0;
        value /= 10;
    }
    for (int d = number.decimals; d < scale.decimals && value <= maximum_total_weight; ++d) value *= 10;
    if (!exact || reach == Reach::more_than) ++value;
    return value > maximum_total_weight ? std::nullopt : std::optional(static_cast<Weight>(value));
}

/// The least winning weight of a quota that is a number. Refuses one that no weight of 1..total is, and one below 1
/// where weights add up to more: any weight reaches what may be meant as a share.
inline Weight number_quota(const Decimal& number, Weight total, Scale scale, std::string_view field,
                           std::string_view text, Reach reach) {
    const auto one = whole_above({.digits = 1, .decimals = 0}, scale, Reach::at_least);
    const bool below_one =
        whole_above(number, 0, Reach::at_least) == 1 && whole_above(number, 0, Reach::more_than) == 1;
    if (below_one && one && total > *one) refuse(field, "a number of 1 or more, or a share such as 1/2 or 50%", text);
    const auto quota = whole_above(number, scale, reach);
    if (quota && *quota >= 1 && *quota <= total) return *quota;
    const std::string range = reach == Reach::more_than ? "0 or more and below "
                              : scale.is_whole()        ? "1.."
                                                        : "above 0 and at most ";
    refuse(field, range + decimal_text(total, scale), text);
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::optional<Share> parse_share(std::string_view text) {
    const auto reduced = [](Weight numerator, Weight denominator) {
        const Weight common = std::max<Weight>(std::gcd(numerator, denominator), 1);
        return Share{.numerator = numerator / common, .denominator = denominator / common};
    };
    const std::size_t slash = text.find('/');
    if (slash != std::string_view::npos) {
        const auto numerator = parse_decimal(text.substr(0, slash)),
                   denominator = parse_decimal(text.substr(slash + 1));
        if (!numerator || !denominator || numerator->decimals + denominator->decimals > 0) return std::nullopt;
        return reduced(numerator->digits, denominator->digits);
    }
    if (!text.ends_with('%')) return std::nullopt;
    const auto percent = parse_decimal(text.substr(0, text.size() - 1));
    const auto whole = percent ? scaled({.digits = 100, .decimals = 0}, percent->decimals) : std::nullopt;
    return whole ? std::optional(reduced(percent->digits, *whole)) : std::nullopt;
}

STEMGEWICHT_DEFINITION std::pair<Reach, std::string_view> parse_reach(std::string_view text, Reach reach) {
    if (!text.starts_with('>')) return {reach, text};
    const bool equal = text.starts_with(">=");
    text.remove_prefix(equal ? 2 : 1);
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    return {equal ? Reach::at_least : Reach::more_than, text};
}

STEMGEWICHT_DEFINITION Weight parse_quota(std::string_view text, Weight total, Scale scale, std::string_view field,
                                          Reach reach) {
    std::tie(reach, text) = parse_reach(text, reach);
    constexpr std::string_view expected = "a number, majority, or a share such as 2/3 or 70%";
    if (text == "majority") {
        if (reach == Reach::more_than) refuse(field, "a number or a share behind >, or >= majority", "> majority");
        return majority_quota(total);
    }
    if (const auto slash = text.find('/'); slash != std::string_view::npos) {
        const auto numerator = parse_decimal(text.substr(0, slash));
        const auto denominator = parse_decimal(text.substr(slash + 1));
        if (!numerator || !denominator || numerator->decimals != 0 || denominator->decimals != 0)
            refuse(field, expected, text);
        return detail::checked_share(total, numerator->digits, denominator->digits, field, text, reach);
    }
    if (text.ends_with('%')) {
        const auto percent = parse_decimal(text.substr(0, text.size() - 1));
        const auto hundred = percent ? scaled({.digits = 100, .decimals = 0}, percent->decimals) : std::nullopt;
        if (!hundred) refuse(field, expected, text);
        return detail::checked_share(total, percent->digits, *hundred, field, text, reach);
    }
    const auto number = parse_decimal(text);
    if (!number) refuse(field, expected, text);
    if (scale.is_whole()) check_not_grouped(text, field);
    return detail::number_quota(*number, total, scale, field, text, reach);
}

STEMGEWICHT_DEFINITION bool is_quota_range(std::string_view text) { return text.find("..") != std::string_view::npos; }

namespace detail {

inline constexpr std::string_view quota_range_form =
    "a range start..end:step such as 50%..87%:0.1%, 1/2..3/4:1/100 or 100..200:5";

/// Start, end and step of a range, in units of 1 / parts: of the total where they are shares, else of one vote.
struct QuotaSteps {
    Weight start = 0, end = 0, step = 0, parts = 1;
    bool shares = true;
    int decimals = 0;  ///< of the numbers, where they are no shares
};

/// Three numbers, of which each may be decimal, scaled to whole ones.
inline std::optional<QuotaSteps> decimal_steps(std::string_view start, std::string_view end, std::string_view step,
                                               Weight parts, bool shares) {
    const auto a = parse_decimal(start), b = parse_decimal(end), c = parse_decimal(step);
    if (!a || !b || !c) return std::nullopt;
    const int decimals = std::max({a->decimals, b->decimals, c->decimals});
    const auto first = scaled(*a, decimals), last = scaled(*b, decimals), by = scaled(*c, decimals),
               whole = scaled({.digits = parts, .decimals = 0}, decimals);
    if (!first || !last || !by || !whole) return std::nullopt;
    return QuotaSteps{*first, *last, *by, *whole, shares, decimals};
}

/// Three fractions over their common denominator.
inline std::optional<QuotaSteps> fraction_steps(std::string_view start, std::string_view end, std::string_view step) {
    QuotaSteps steps;
    std::vector<std::pair<Weight, Weight>> fractions;
    for (const std::string_view text : {start, end, step}) {
        const std::size_t slash = std::min(text.find('/'), text.size());
        const auto above = parse_decimal(text.substr(0, slash));
        const auto below = parse_decimal(text.substr(std::min(slash + 1, text.size())));
        if (!above || !below || above->decimals != 0 || below->decimals != 0 || below->digits == 0 ||
            above->digits > 1'000'000 || below->digits > 1'000'000)  // so that a common denominator fits
            return std::nullopt;
        fractions.emplace_back(above->digits, below->digits);
        steps.parts = std::lcm(steps.parts, below->digits);
    }
    const auto over = [&](std::size_t k) { return fractions[k].first * (steps.parts / fractions[k].second); };
    if (steps.parts > 1'000'000'000'000) return std::nullopt;
    steps.start = over(0);
    steps.end = over(1);
    steps.step = over(2);
    return steps;
}

inline std::optional<QuotaSteps> quota_steps(std::string_view text) {
    const std::size_t dots = text.find(".."), colon = text.find(':');
    if (dots == std::string_view::npos || colon == std::string_view::npos || colon < dots) return std::nullopt;
    std::string_view start = text.substr(0, dots), end = text.substr(dots + 2, colon - dots - 2),
                     step = text.substr(colon + 1);
    if (start.ends_with('%') && end.ends_with('%') && step.ends_with('%')) {
        for (std::string_view* part : {&start, &end, &step}) part->remove_suffix(1);
        return decimal_steps(start, end, step, 100, true);
    }
    return start.find('/') == std::string_view::npos ? decimal_steps(start, end, step, 1, false)
                                                     : fraction_steps(start, end, step);
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::vector<QuotaPoint> parse_quota_range(std::string_view text, Weight total, Scale scale,
                                                                 std::string_view field) {
    const auto steps = detail::quota_steps(text);
    if (!steps) refuse(field, detail::quota_range_form, text);
    if (steps->step <= 0 || steps->end < steps->start)
        refuse(field, "a range that rises from start to end by a step above 0", text);
    const Weight count = (steps->end - steps->start) / steps->step + 1;
    if (count > maximum_quota_points)
        refuse(field, "a range of at most " + std::to_string(maximum_quota_points) + " quotas", text);
    std::vector<QuotaPoint> points;
    for (Weight k = 0; k < count; ++k) {
        const Weight value = steps->start + k * steps->step;
        QuotaPoint point;
        point.quota = steps->shares ? detail::checked_share(total, value, steps->parts, field, text, Reach::at_least)
                                    : detail::number_quota({.digits = value, .decimals = steps->decimals}, total, scale,
                                                           field, text, Reach::at_least);
        point.share = steps->shares ? static_cast<double>(value) / static_cast<double>(steps->parts)
                                    : static_cast<double>(point.quota) / static_cast<double>(total);
        points.push_back(point);
    }
    return points;
}

}  // namespace stemgewicht
