#include "sweep_point.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/votes_from_seats.hpp>
#include <stemgewicht/core/numeric/philox.hpp>

#include <boost/random/gamma_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include <algorithm>
#include <cmath>

namespace stemgewicht::detail {

namespace {

CounterEngine engine_of(const SweepPlan& plan, std::uint64_t draw, DrawPurpose purpose) {
    return CounterEngine(plan.seed, draw, static_cast<std::uint32_t>(purpose));
}

/// A whole number from .. to of which k or more has a chance in proportion to k^(1 - exponent), less that of to + 1.
Weight power_law(const Distribution& law, double uniform) {
    const double power = 1 - law.exponent;
    const double least = std::pow((law.to + 1) / law.from, power);  // of the chance of from or more
    const double value = std::floor(law.from * std::pow(1 - uniform * (1 - least), 1 / power));
    return static_cast<Weight>(std::clamp(value, law.from, law.to));
}

SweepValue drawn_value(const Distribution& law, CounterEngine& engine) {
    using Kind = Distribution::Kind;
    if (law.kind == Kind::uniform) return law.from + (law.to - law.from) * CounterEngine::unit(engine());
    if (law.kind == Kind::power_law) return power_law(law, CounterEngine::unit(engine()));
    return boost::random::uniform_int_distribution<std::int64_t>(static_cast<std::int64_t>(law.from),
                                                                 static_cast<std::int64_t>(law.to))(engine);
}

std::vector<Weight> dirichlet(const Distribution& law, std::size_t members, CounterEngine& engine) {
    boost::random::gamma_distribution<double> gamma(law.alpha);
    std::vector<double> parts;
    double sum = 0;
    for (std::size_t i = 0; i < members; ++i) sum += parts.emplace_back(gamma(engine));
    std::vector<Weight> weights;
    for (const double part : parts) weights.push_back(std::llround(static_cast<double>(law.total) * part / sum));
    return weights;
}

}  // namespace

double number_of(Weight weight, Scale scale) {
    constexpr double ten = 10;
    return static_cast<double>(weight) / (std::pow(ten, scale.decimals) * static_cast<double>(scale.divisor));
}

std::vector<Weight> drawn_weights(const SweepPlan& plan, std::uint64_t draw) {
    CounterEngine engine = engine_of(plan, draw, DrawPurpose::weights);
    if (plan.weights->kind == Distribution::Kind::from_seats)
        return draw_votes_from_seats(plan.board, 1, engine()).front();
    const std::size_t members = plan.board.names.size();
    if (plan.weights->kind == Distribution::Kind::dirichlet) return dirichlet(*plan.weights, members, engine);
    std::vector<Weight> weights(members);
    for (Weight& weight : weights) weight = std::get<std::int64_t>(drawn_value(*plan.weights, engine));
    return weights;
}

SweepPoint::SweepPoint(const SweepPlan& plan) : plan_(plan), places_(plan.axes.size()), drawn_(plan.drawn.size()) {
    if (plan.is_weighted) scale_ = scale_of(plan.board, plan.board.weight_column);
    for (std::size_t a = 0; a < plan.axes.size(); ++a)
        for (const SweepKey& key : plan.axes[a].keys) {
            keys_.push_back({.key = &key, .axis = a});
            if (key.name == "model") model_ = keys_.back();
            if (key.name == "method") method_ = keys_.back();
        }
}

void SweepPoint::go_to(std::uint64_t number) {
    number_ = number;
    for (std::size_t a = plan_.axes.size(); a-- > 0;) {
        places_[a] = number % plan_.axes[a].size;
        number /= plan_.axes[a].size;
    }
    if (has_drawn_ && number == draw_) return;
    draw_ = number;
    has_drawn_ = true;
    for (std::size_t k = 0; k < drawn_.size(); ++k) {
        CounterEngine engine(plan_.seed, draw_, plan_.drawn[k].purpose);
        drawn_[k] = drawn_value(plan_.drawn[k].law, engine);
    }
}

const SweepValue* SweepPoint::find(std::string_view name) const {
    for (const Key& key : keys_)
        if (key.key->name == name) return &value(key);
    for (std::size_t k = 0; k < drawn_.size(); ++k)
        if (plan_.drawn[k].name == name) return &drawn_[k];
    return nullptr;
}

std::vector<std::pair<std::size_t, const SweepValue*>> SweepPoint::given_weights() const {
    constexpr std::string_view prefix = "weights.";
    std::vector<std::pair<std::size_t, const SweepValue*>> result;
    for (const Key& key : keys_)
        if (key.key->name.starts_with(prefix)) {
            const auto member = std::ranges::find(plan_.names, key.key->name.substr(prefix.size()));
            result.emplace_back(static_cast<std::size_t>(member - plan_.names.begin()), &value(key));
        }
    return result;
}

Weight SweepPoint::quota(Weight total, Scale scale) const {
    for (std::size_t k = 0; k < drawn_.size(); ++k)
        if (plan_.drawn[k].name == "quota") {
            const auto least = static_cast<Weight>(std::ceil(std::get<double>(drawn_[k]) * static_cast<double>(total)));
            return std::clamp<Weight>(least, 1, std::max<Weight>(total, 1));
        }
    const SweepValue* given = find("quota");
    if (!given && plan_.quota) given = &*plan_.quota;
    if (!given) return total / 2 + 1;
    if (const auto* number = std::get_if<std::int64_t>(given); number && scale.is_whole()) {
        if (*number < 1 || *number > total) refuse("quota", "1.." + std::to_string(total), *number);
        return *number;
    }
    if (const auto* text = std::get_if<std::string>(given); text && *text == "majority") return total / 2 + 1;
    return parse_quota(text_of(*given), total, scale);
}

std::string SweepPoint::model() const {
    std::string text = std::get<std::string>(value(*model_));
    for (std::size_t begin = 0; (begin = text.find('{', begin)) != std::string::npos;) {
        const std::size_t end = text.find('}', begin);
        const std::string number = text_of(*find(std::string_view(text).substr(begin + 1, end - begin - 1)));
        text.replace(begin, end - begin + 1, number);
        begin += number.size();
    }
    return text;
}

void check_model_of_study(const std::string& model, const std::string& field) {
    if (model.starts_with("observed") || model.starts_with("fitted"))
        refuse(field, "a model without a file of its own", "\"" + model + "\"");
}

VotingModel model_of_study(const std::string& text, const Board& board) {
    check_model_of_study(text);
    return parse_model(text, board);
}

Method SweepPoint::method() const {
    const std::string& name = std::get<std::string>(value(*method_));
    Method method = std::ranges::find(plan_.methods, name, &NamedMethod::name)->method;
    const std::uint64_t seed = engine_of(plan_, draw_, DrawPurpose::simulation)();
    const auto set_seed = [&](auto& one) {
        if constexpr (requires { one.seed; }) one.seed = seed;
    };
    std::visit(set_seed, method);
    return method;
}

bool SweepPoint::is_kept(Weight total, Weight quota) const {
    if (plan_.conditions.empty()) return true;
    std::vector<double> numbers;
    for (const std::string& name : plan_.numbers) {
        const SweepValue* value = find(name);
        if (name == "draw")
            numbers.push_back(static_cast<double>(draw_));
        else if (plan_.is_weighted && (name == "total" || name == "quota"))
            numbers.push_back(number_of(name == "total" ? total : quota, scale_));
        else if (const auto* whole = std::get_if<std::int64_t>(value))
            numbers.push_back(static_cast<double>(*whole));
        else
            numbers.push_back(std::get<double>(*value));
    }
    return std::ranges::all_of(plan_.conditions, [&](const Condition& condition) { return condition.holds(numbers); });
}

void SweepPoint::write(RowWriter& writer) const {
    const auto put = [&](const SweepValue& value) {
        if (const auto* whole = std::get_if<std::int64_t>(&value))
            writer.whole(*whole);
        else if (const auto* real = std::get_if<double>(&value))
            writer.real(*real);
        else
            writer.text(std::get<std::string>(value));
    };
    writer.whole(static_cast<std::int64_t>(number_));
    if (plan_.has_draws) writer.whole(static_cast<std::int64_t>(draw_));
    for (const Key& key : keys_) {
        const std::string& name = key.key->name;
        if (name != "option" && name != "scheme" && (name != "quota" || plan_.is_case) &&
            (name != "method" || plan_.methods.size() > 1))
            put(value(key));
    }
    for (std::size_t k = 0; k < drawn_.size(); ++k)
        if (plan_.drawn[k].name != "quota" || plan_.is_case) put(drawn_[k]);
}

}  // namespace stemgewicht::detail
