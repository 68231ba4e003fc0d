#pragma once

#include "sweep_plan.hpp"

#include <stemgewicht/measures/index.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace stemgewicht::detail {

/// What a board has at some quotas, under the vote models that indices presume: each model is counted once for all of
/// them, when it is first asked for (curve_standings).
class BoardCurves {
public:
    BoardCurves(std::vector<Weight> weights, std::vector<Weight> quotas, Exact method)
        : weights_(std::move(weights)), quotas_(std::move(quotas)), method_(std::move(method)) {}

    /// The values of an index by member, or the one of the whole; nothing where the index is no formula on chances, the
    /// quota none of these, or something is refused, which a count of the case by itself tells.
    [[nodiscard]] std::optional<std::vector<double>> values(const std::string& index, Weight quota);

private:
    using Curve = std::vector<std::vector<Standing>>;

    const Curve& curve(IndexModel model);

    std::vector<Weight> weights_, quotas_;  ///< quotas ascending
    Exact method_;
    std::map<IndexModel, Curve> curves_{};  ///< empty where one is refused
};

}  // namespace stemgewicht::detail
