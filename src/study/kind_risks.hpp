#pragma once

#include <stemgewicht/study/options.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace stemgewicht::detail {

/// Risks that differ by no more than this are the same.
inline constexpr double equal_risks = 1e-12;

/// One way to run a governance option, with a scheme for each body that decides, under one model: the rows of each kind
/// of decisions, one for each municipality in their order.
struct OptionWay {
    std::string option, scheme, model;
    std::vector<const OptionRow*> of_kind;  ///< the first row; the others follow it

    [[nodiscard]] const OptionRow& row(std::size_t kind, std::size_t municipality) const {
        return of_kind[kind][municipality];
    }
};

/// All ways of the rows that compare_options gave, by option, schemes and model. The rows must outlive them.
std::vector<OptionWay> option_ways(const Board& board, const std::vector<OptionRow>& rows);

/// Whether a municipality can be outvoted on a kind under an option by some way of voting.
class Exposure {
public:
    Exposure(const Board& board, const OptionsRequest& request);
    [[nodiscard]] bool operator()(const OptionWay& way, std::size_t kind, std::size_t municipality) const {
        return exposed_.at({way.option, way.row(kind, 0).scheme, kind, municipality});
    }

private:
    using Key = std::tuple<std::string, std::string, std::size_t, std::size_t>;
    std::map<Key, bool> exposed_;
};

/// The places of the municipalities that are asked for, or all. Throws std::invalid_argument for an unknown one.
std::vector<std::size_t> places_of(const Board& board, const std::vector<std::string>& municipalities);

/// "assumption, portfolio NAME: policy 0.4, .."
std::string portfolio_note(const Board& board, const Portfolio& portfolio);

}  // namespace stemgewicht::detail
