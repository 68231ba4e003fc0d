// What the what-if page computes with, compiled to WebAssembly by scripts/make_what_if. The page writes one list of
// numbers, and reads another:
//   members, municipalities, families, options, whether there is an assembly;
//   per member its municipality, family, seats, and weight in the assembly;
//   per municipality its weight on the general board; per option who decides on the base package, and who on policy;
//   weight of the centre in percent, quota in thousandths, cohesion of families and of municipalities, share of the
//   base package.
// The answer is the risk of each municipality under each option, at option x municipalities + municipality.
#include "what_if/region_risks.hpp"

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/definitions/grouping.hpp>
#include <stemgewicht/models/definitions/cohesion.hpp>
#include <stemgewicht/models/definitions/copy.hpp>
#include <stemgewicht/models/definitions/independent.hpp>
#include <stemgewicht/models/definitions/latent_law.hpp>
#include <stemgewicht/rules/definitions/position.hpp>
#include <stemgewicht/rules/definitions/weighted.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The C++ library that is linked knows no exceptions, and the page asks nothing that would be refused: a refusal ends
// the module. So these leave the text of numbers out, whose tables would be half of it.
namespace stemgewicht {

std::string shortest(double) { return {}; }
void refuse(std::string_view, std::string_view, std::string_view) { __builtin_trap(); }
void refuse(std::string_view, std::string_view, double) { __builtin_trap(); }
std::string element(std::string_view field, std::size_t) { return std::string(field); }
void check_probability(double value, std::string_view) {
    if (!(value >= 0 && value <= 1)) __builtin_trap();
}
double settled_chance(double value, double least) { return std::clamp(value, least, 1.0); }

}  // namespace stemgewicht

namespace stemgewicht::detail {

/// Nothing interrupts a page.
void count_steps(std::size_t) {}

namespace {

std::vector<double> numbers, answer;

/// Reads the list of numbers from the front.
class NumberReader {
public:
    explicit NumberReader(std::span<const double> rest) : rest_(rest) {}

    double real() {
        const double value = rest_.front();
        rest_ = rest_.subspan(1);
        return value;
    }
    std::size_t count() { return static_cast<std::size_t>(real()); }
    Weight whole() { return static_cast<Weight>(real()); }

    Grouping grouping(std::size_t groups, std::size_t members) {
        Grouping result{.name = "grouping", .labels = std::vector<std::string>(groups), .group_of = {}};
        for (std::size_t i = 0; i < members; ++i) result.group_of.push_back(count());
        return result;
    }
    std::vector<Weight> weights(std::size_t size) {
        std::vector<Weight> result;
        for (std::size_t i = 0; i < size; ++i) result.push_back(whole());
        return result;
    }

private:
    std::span<const double> rest_;
};

void answer_numbers() {
    NumberReader in(numbers);
    const std::size_t members = in.count(), municipalities = in.count(), families = in.count(), options = in.count();
    const bool assembly = in.count() != 0;
    WhatIfRegion region;
    region.municipality = in.grouping(municipalities, members);
    region.families = in.grouping(families, members);
    if (families == 0) region.families.reset();
    region.seats = in.weights(members);
    region.assembly = in.weights(members);
    if (!assembly) region.assembly.clear();
    region.board = in.weights(municipalities);
    std::vector<Decider> deciders;
    for (std::size_t k = 0; k < 2 * options; ++k) deciders.push_back(static_cast<Decider>(in.count()));
    WhatIfLevers levers;
    levers.weight = in.whole();
    levers.quota = in.whole();
    levers.family = in.real();
    levers.municipality = in.real();
    const double base = in.real();
    const std::vector<double> risks = region_risks(region, levers);
    answer.clear();
    for (std::size_t o = 0; o < options; ++o)
        for (const double risk : option_risks(risks, deciders[2 * o], deciders[2 * o + 1], base))
            answer.push_back(risk);
}

}  // namespace

}  // namespace stemgewicht::detail

extern "C" {

/// Where so many numbers are to be written.
[[clang::export_name("numbers")]] double* stemgewicht_numbers(std::size_t count) {
    stemgewicht::detail::numbers.resize(count);
    return stemgewicht::detail::numbers.data();
}

/// Computes, and says where the answer is.
[[clang::export_name("answer")]] const double* stemgewicht_answer() {
    stemgewicht::detail::answer_numbers();
    return stemgewicht::detail::answer.data();
}

void* __cxa_allocate_exception(std::size_t) { __builtin_trap(); }
[[noreturn]] void __cxa_throw(void*, void*, void (*)(void*)) { __builtin_trap(); }
}
