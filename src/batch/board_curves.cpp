#include "board_curves.hpp"

#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/choice/exact.hpp>

#include <algorithm>
#include <stdexcept>
#include <variant>

namespace stemgewicht::detail {

const BoardCurves::Curve& BoardCurves::curve(IndexModel model) {
    const auto known = curves_.find(model);
    if (known != curves_.end()) return known->second;
    Curve& curve = curves_[model];
    try {
        curve = curve_standings(weights_, quotas_, model_of(model), method_);
    } catch (const std::logic_error&) {
        curve.clear();
    }
    return curve;
}

std::optional<std::vector<double>> BoardCurves::values(const std::string& index, Weight quota) {
    const Index& asked = find_index(index);
    const std::optional<IndexModel> model = presumed_model(asked);
    const auto place = std::ranges::lower_bound(quotas_, quota);
    if (!model || place == quotas_.end() || *place != quota) return std::nullopt;
    const Curve& all = curve(*model);
    if (all.empty()) return std::nullopt;
    const std::vector<Standing>& standings = all[static_cast<std::size_t>(place - quotas_.begin())];
    const auto* votes = std::get_if<VoteIndex>(&asked);
    if (!votes) return std::vector{standings.front().pass()};
    try {
        const Eigen::ArrayXd values = index_values(*votes, standings);
        return std::vector<double>(values.begin(), values.end());
    } catch (const std::logic_error&) {
        return std::nullopt;
    }
}

}  // namespace stemgewicht::detail
