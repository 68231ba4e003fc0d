#pragma once

#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/options.hpp>

#include "catch.hpp"
#include "support/exact_reference.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <vector>

/// The case of the Drechtsteden as the tests ask it: its rows by name, and its assembly by plain convolution.

inline const stemgewicht::Board& drechtsteden() {
    static const stemgewicht::Board board = stemgewicht::load_board("drechtsteden-2018");
    return board;
}

/// All options of the Drechtsteden under one model, computed when first asked for.
inline const std::vector<stemgewicht::OptionRow>& rows_under(const std::string& model) {
    static std::map<std::string, std::vector<stemgewicht::OptionRow>> known;
    auto found = known.find(model);
    if (found == known.end()) {
        stemgewicht::OptionsRequest request;
        request.models = {model};
        found = known.emplace(model, stemgewicht::compare_options(drechtsteden(), request)).first;
    }
    return found->second;
}

inline const stemgewicht::OptionRow& row_of(const std::string& option, const std::string& scheme,
                                            const std::string& model, const std::string& municipality) {
    const auto& rows = rows_under(model);
    const auto found = std::ranges::find_if(rows, [&](const stemgewicht::OptionRow& row) {
        return row.option == option && row.scheme == scheme && row.municipality == municipality;
    });
    REQUIRE(found != rows.end());
    return *found;
}

/// The voters of the board as a plain convolution sees them: the seats of one municipality, the weights of a scheme.
inline std::vector<support::Voter> voters(const std::string& municipality, const std::string& scheme,
                                          const std::string& model) {
    const stemgewicht::Board& board = drechtsteden();
    const stemgewicht::Grouping& councils = board.groupings.at("municipality");
    const stemgewicht::Grouping& families = board.groupings.at("family");
    std::vector<support::Voter> result;
    for (std::size_t i = 0; i < board.names.size(); ++i)
        result.push_back(
            {.family = model == "ic"    ? i
                       : model == "iac" ? 0
                                        : families.group_of[i],
             .seats = councils.labels[councils.group_of[i]] == municipality ? board.columns.at("seats")[i] : 0,
             .weight = board.columns.at(scheme)[i]});
    return result;
}

/// Checks the Drechtraad under a scheme and a model (ic, iac or grouped:family), for all seven municipalities.
inline void check_drechtraad(const std::string& scheme, const std::string& model) {
    const std::vector<stemgewicht::Weight>& weights = drechtsteden().columns.at(scheme);
    const stemgewicht::Weight quota = std::accumulate(weights.begin(), weights.end(), stemgewicht::Weight{0}) / 2 + 1;
    for (const stemgewicht::Municipality& municipality : drechtsteden().governance->municipalities) {
        INFO(municipality.name << ", " << scheme << ", " << model);
        const support::Risk expected = support::exact_risk(voters(municipality.name, scheme, model), quota);
        const stemgewicht::OptionRow& row = row_of("drechtraad", scheme, model, municipality.name);
        CHECK(expected.tied_pass + expected.tied_fail == 0.0);
        CHECK(std::abs(row.overruled - expected.no_pass) < 1e-12);
        CHECK(std::abs(row.blocked - expected.yes_fail) < 1e-12);
        CHECK(std::abs(row.outvoted - expected.no_pass - expected.yes_fail) < 1e-12);
        CHECK(std::abs(row.decisive - expected.decisive) < 1e-12);
    }
}
