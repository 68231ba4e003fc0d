// What is wanted of weights: the texts of a target, a constraint, a measure, a norm and a share. Nothing is computed; a
// model that names a file is left out, as it would be opened.
#include "fuzz.hpp"

#include <stemgewicht/design/inverse_problem.hpp>
#include <stemgewicht/study/board_design.hpp>

#include <cmath>
#include <string>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const stemgewicht::Board board = fuzz::small_board();
    const std::string_view text = fuzz::text_of(data, size);
    for (const std::string_view file : {"observed:", "fitted:"})
        if (text.find(file) != std::string_view::npos) return 0;
    const std::size_t members = board.names.size();
    fuzz::attempt([&] {
        const stemgewicht::InverseProblem problem = stemgewicht::parse_target(text, board);
        fuzz::require(problem.target.size() == members, "a target has a number for each member");
        check(problem);
        for (const double wanted : problem.target)
            fuzz::require(std::isfinite(wanted * wanted), "a distance from a target is a number");
    });
    fuzz::attempt([&] {
        stemgewicht::InverseProblem problem{
            .target = std::vector<double>(members, 0.5), .measure = stemgewicht::RiskMeasure{}, .constraints = {}};
        add_constraint(problem.constraints, text, board);
        check(problem);
        for (const auto* coalitions : {&problem.constraints.winning, &problem.constraints.losing})
            for (const stemgewicht::Coalition& coalition : *coalitions)
                fuzz::require(coalition.size() == members && coalition.any(), "a coalition is one of the members");
        for (const stemgewicht::MemberBound& bound : problem.constraints.bounds)
            fuzz::require(bound.member < members && std::isfinite(bound.least) != std::isfinite(bound.most),
                          "a bound is one of a member, from below or from above");
    });
    fuzz::attempt([&] {
        const std::string name = measure_name(stemgewicht::parse_measure(text, board));
        fuzz::require(measure_name(stemgewicht::parse_measure(name, board)) == name, "a name is read as its measure");
    });
    fuzz::attempt([&] { static_cast<void>(stemgewicht::parse_norm(text)); });
    fuzz::attempt([&] {
        const stemgewicht::Weight quota = quota_of(stemgewicht::parse_quota_share(text), 15);
        fuzz::require(quota >= 1 && quota <= 15, "a share is a quota of 1 to the total");
    });
    return 0;
}
