#pragma once

#include <stemgewicht/models/grouped.hpp>
#include <stemgewicht/models/homogeneous.hpp>
#include <stemgewicht/models/independent.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <sstream>
#include <string>
#include <variant>

namespace stemgewicht {

/// How likely each set of yes-voters is.
using VotingModel = std::variant<IndependentVotes, HomogeneousVotes, GroupedVotes>;

/// The model as a law over the votes of `member_count` members; throws std::invalid_argument where it does not fit
/// them.
inline VoteLaw vote_law(const VotingModel& model, std::size_t member_count) {
    return std::visit([&](const auto& m) { return vote_law(m, member_count); }, model);
}

/// The name of a model as the command line and the tables write it: ic, iac, beta:2,2, independent:0.3,0.6,
/// grouped:family.
inline std::string model_name(const VotingModel& model) {
    std::ostringstream name;
    if (const auto* votes = std::get_if<IndependentVotes>(&model)) {
        if (*votes == ic()) return "ic";
        name << "independent:";
        for (std::size_t i = 0; i < votes->yes.size(); ++i) name << (i == 0 ? "" : ",") << votes->yes[i];
    } else if (const auto* common = std::get_if<HomogeneousVotes>(&model)) {
        if (*common == iac()) return "iac";
        name << "beta:" << common->a << "," << common->b;
    } else {
        name << "grouped:" << std::get<GroupedVotes>(model).grouping.name;
    }
    return name.str();
}

}  // namespace stemgewicht
