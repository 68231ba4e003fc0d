#pragma once

#include <stemgewicht/models/grouped.hpp>
#include <stemgewicht/models/homogeneous.hpp>
#include <stemgewicht/models/independent.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <array>
#include <charconv>
#include <cstddef>
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
/// grouped:family. Numbers have as many digits as tell them apart.
inline std::string model_name(const VotingModel& model) {
    const auto number = [](double value) {
        std::array<char, 32> digits{};
        return std::string(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
    };
    if (const auto* votes = std::get_if<IndependentVotes>(&model)) {
        if (*votes == ic()) return "ic";
        std::string name = "independent:";
        for (std::size_t i = 0; i < votes->yes.size(); ++i) name += (i == 0 ? "" : ",") + number(votes->yes[i]);
        return name;
    }
    if (const auto* common = std::get_if<HomogeneousVotes>(&model))
        return *common == iac() ? "iac" : "beta:" + number(common->a) + "," + number(common->b);
    const auto& groups = std::get<GroupedVotes>(model);
    const std::string name = "grouped:" + groups.grouping.name;
    return groups.a == 1 && groups.b == 1 ? name : name + " beta:" + number(groups.a) + "," + number(groups.b);
}

}  // namespace stemgewicht
