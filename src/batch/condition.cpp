#include "condition.hpp"

#include <stemgewicht/core/check.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace stemgewicht::detail {

/// Reads a comparison from left to right.
class Condition::Reader {
public:
    Reader(std::string_view text, std::string_view field, const PlaceOf& place_of)
        : text_(text), rest_(text), field_(field), place_of_(place_of) {}

    /// Terms that are added and subtracted.
    void sum(Steps& steps) {
        product(steps);
        for (;;)
            if (take("+"))
                operation(steps, Step::Kind::add, &Reader::product);
            else if (take("-"))
                operation(steps, Step::Kind::subtract, &Reader::product);
            else
                return;
    }

    std::string comparison() {
        constexpr std::array<std::string_view, 6> comparisons{"<=", ">=", "==", "!=", "<", ">"};
        for (const std::string_view sign : comparisons)
            if (take(sign)) return std::string(sign);
        wrong();
    }

    void end() {
        skip_blanks();
        if (!rest_.empty()) wrong();
    }

private:
    void product(Steps& steps) {
        factor(steps);
        for (;;)
            if (take("*"))
                operation(steps, Step::Kind::multiply, &Reader::factor);
            else if (take("/"))
                operation(steps, Step::Kind::divide, &Reader::factor);
            else
                return;
    }

    void factor(Steps& steps) {
        constexpr int most_within = 100;
        if (++within_ > most_within) wrong();
        if (take("-")) {
            factor(steps);
            steps.push_back({.kind = Step::Kind::negate});
        } else if (take("(")) {
            sum(steps);
            if (!take(")")) wrong();
        } else if (!number(steps)) {
            steps.push_back({.kind = Step::Kind::name, .place = place_of_(name())});
        }
        --within_;
    }

    bool number(Steps& steps) {
        skip_blanks();
        double value = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (error != std::errc{} || rest_.empty() || std::isalpha(static_cast<unsigned char>(rest_.front())) != 0)
            return false;
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        steps.push_back({.kind = Step::Kind::number, .number = value});
        return true;
    }

    std::string_view name() {
        skip_blanks();
        if (take("'")) {
            const std::size_t end = rest_.find('\'');
            if (end == std::string_view::npos) wrong();
            const std::string_view name = rest_.substr(0, end);
            rest_.remove_prefix(end + 1);
            return name;
        }
        const auto* const end = std::ranges::find_if(rest_, [](char c) {
            return std::isspace(static_cast<unsigned char>(c)) != 0 ||
                   std::string_view("+-*/()<>=!'").find(c) != std::string_view::npos;
        });
        const std::string_view name(rest_.begin(), end);
        if (name.empty()) wrong();
        rest_.remove_prefix(name.size());
        return name;
    }

    void operation(Steps& steps, Step::Kind kind, void (Reader::*operand)(Steps&)) {
        (this->*operand)(steps);
        steps.push_back({.kind = kind});
    }

    void skip_blanks() {
        while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front())) != 0) rest_.remove_prefix(1);
    }

    bool take(std::string_view sign) {
        skip_blanks();
        if (!rest_.starts_with(sign)) return false;
        rest_.remove_prefix(sign.size());
        return true;
    }

    [[noreturn]] void wrong() const {
        refuse(field_, "a comparison of names and numbers such as \"quota > total / 2\"",
               "\"" + std::string(text_) + "\"");
    }

    std::string_view text_, rest_, field_;
    const PlaceOf& place_of_;
    int within_ = 0;
};

Condition::Condition(std::string_view text, std::string_view field, const PlaceOf& place_of) {
    Reader reader(text, field, place_of);
    reader.sum(left_);
    comparison_ = reader.comparison();
    reader.sum(right_);
    reader.end();
}

double Condition::value(const Steps& steps, const std::vector<double>& numbers) {
    std::vector<double> stack;
    for (const Step& step : steps) {
        if (step.kind == Step::Kind::number || step.kind == Step::Kind::name) {
            stack.push_back(step.kind == Step::Kind::number ? step.number : numbers[step.place]);
            continue;
        }
        const double last = stack.back();
        if (step.kind == Step::Kind::negate) {
            stack.back() = -last;
            continue;
        }
        stack.pop_back();
        double& first = stack.back();
        if (step.kind == Step::Kind::add) first += last;
        if (step.kind == Step::Kind::subtract) first -= last;
        if (step.kind == Step::Kind::multiply) first *= last;
        if (step.kind == Step::Kind::divide) first /= last;
    }
    return stack.back();
}

bool Condition::holds(const std::vector<double>& numbers) const {
    const double left = value(left_, numbers), right = value(right_, numbers);
    if (comparison_ == "<=") return left <= right;
    if (comparison_ == ">=") return left >= right;
    if (comparison_ == "<") return left < right;
    if (comparison_ == ">") return left > right;
    return (comparison_ == "==") == (left == right);
}

}  // namespace stemgewicht::detail
