#include "pickling.hpp"

#include <stemgewicht/study/large_weights.hpp>

#include <pybind11/operators.h>

namespace stemgewicht::python {

namespace {

/// Whole numbers, decimals and texts whose sum reaches 2^62, as texts; empty for others.
std::optional<std::vector<std::string>> large_texts(const py::object& weights) {
    if (!py::isinstance<py::list>(weights) && !py::isinstance<py::tuple>(weights)) return std::nullopt;
    std::vector<std::string> texts;
    for (const py::handle& weight : weights) {
        if (PyFloat_Check(weight.ptr()) != 0 || py::isinstance<py::bool_>(weight)) return std::nullopt;
        texts.push_back(escaped_text(weight));
    }
    return are_large_numbers(texts) ? std::optional(std::move(texts)) : std::nullopt;
}

/// The least weight of a quota that is a Fraction: a number, as 0.2 is, and no share of the total, as "1/5" is.
Weight fraction_quota(const Decimal& quota, Weight total, Scale scale) {
    __extension__ using Wide = __int128;
    Wide one = scale.divisor;
    for (int d = 0; d < scale.decimals; ++d) one *= 10;
    const std::string text = std::to_string(quota.digits) + "/" + std::to_string(quota.divisor);
    if (quota.digits < quota.divisor && total > one)
        refuse("quota", "a number of 1 or more, or a share as a text, such as \"1/2\" or \"50%\"", text);
    const Wide least = (quota.digits * one + quota.divisor - 1) / quota.divisor;
    if (least < 1 || least > total) refuse("quota", "above 0 and at most " + decimal_text(total, scale), text);
    return static_cast<Weight>(least);
}

WeightedRule weighted_rule(const py::object& weights, const py::object& quota) {
    if (quota.is_none())
        throw py::type_error(
            "quota: must be given: a number, \"majority\", or a share such as \"2/3\" or \"70%\", got nothing");
    if (const auto texts = large_texts(weights)) return reduced_rule(*texts, escaped_text(quota)).rule;
    ScaledWeights scaled_weights = weights_of(weights);
    const Weight total = total_weight(scaled_weights.weights);
    const std::string text = escaped_text(quota);
    const auto fraction =
        py::isinstance(quota, py::module_::import("fractions").attr("Fraction")) ? parse_weight(text) : std::nullopt;
    const Weight least = fraction && fraction->divisor > 1 ? fraction_quota(*fraction, total, scaled_weights.scale)
                                                           : parse_quota(text, total, scaled_weights.scale);
    return {.weights = std::move(scaled_weights.weights), .quota = least};
}

std::string list_text(const auto& values) { return repr_of(py::cast(values)); }

std::string rule_text(const WeightedRule& rule) {
    return "WeightedRule(" + list_text(rule.weights) + ", quota=" + std::to_string(rule.quota) + ")";
}

std::string block_text(const Block& block) {
    return "Block(" + list_text(block.members) + ", " + rule_text(block.rule) + ")";
}

std::string composite_text(const CompositeRule& rule) {
    std::string blocks;
    for (const Block& block : rule.blocks) blocks += (blocks.empty() ? "" : ", ") + block_text(block);
    return "CompositeRule(" + rule_text(rule.top) + ", [" + blocks + "])";
}

}  // namespace

void register_rules(py::module_& module) {
    using namespace py::literals;

    py::class_<WeightedRule>(module, "WeightedRule", R"(A weighted voting game [quota; weights].

A motion passes if the weight of the yes-voters reaches the quota, the least winning weight.

weights: numbers of 0 or more. Decimal ones (float, Decimal or text) are multiplied by the power of ten that makes all of
    them whole, and so is the quota; nothing is rounded, and the properties are the scaled numbers. Where one is a
    fraction (Fraction, or a text such as "1/6") all are multiplied by the least common denominator instead. A float is
    the decimal that it shows; one of more than 15 digits, such as 1 / 6, is refused: write the fraction.
quota: a number, "majority" (floor(total / 2) + 1), or a share that must be reached, as a text: "2/3" or "70%". A Fraction is a
    number.

Weights that add up to 2^62 or more, such as those of tokens, are divided by their common divisor, and where that is not enough
replaced by smaller ones under which the same coalitions win, to 40 members; so is the quota.
Raises ValueError for a negative, infinite or missing weight, weights that are all 0, a quota
outside 1..total, and one between 0 and 1 where the total is above 1: write "1/2" or "50%" for the share.)")
        .def(py::init(&weighted_rule), "weights"_a, "quota"_a = py::none())
        .def_property_readonly(
            "weights", [](const WeightedRule& r) { return r.weights; },
            "One per member; whole numbers, decimal ones scaled by the power of ten.")
        .def_property_readonly(
            "quota", [](const WeightedRule& r) { return r.quota; },
            "The least winning weight, scaled as the weights are.")
        .def_property_readonly("member_count", &WeightedRule::member_count)
        .def_property_readonly("total_weight", [](const WeightedRule& r) { return total_weight(r.weights); })
        .def("wins", &wins_for<WeightedRule>, "yes_voters"_a,
             "Whether a motion passes if exactly these members, by number, say yes.")
        .def(py::self == py::self)
        .def("__hash__",
             [](const WeightedRule& r) { return py::hash(py::make_tuple(py::tuple(py::cast(r.weights)), r.quota)); })
        .def("__reduce__",
             remade<WeightedRule>([](const WeightedRule& r) { return py::make_tuple(r.weights, r.quota); }))
        .def("__repr__", &rule_text);

    py::class_<Block>(
        module, "Block",
        "Members, by number in the whole electorate, who decide by a rule of their own how their block votes.")
        .def(py::init([](std::vector<std::size_t> members, Unaltered<WeightedRule> rule) {
                 return Block{std::move(members), std::move(rule.rule)};
             }),
             "members"_a, "rule"_a)
        .def_property_readonly("members", [](const Block& b) { return b.members; })
        .def_property_readonly(
            "rule", [](const Block& b) { return b.rule; }, "Over `members`, in that order.")
        .def(py::self == py::self)
        .def("__reduce__", remade<Block>([](const Block& b) { return py::make_tuple(b.members, b.rule); }))
        .def("__repr__", &block_text);

    py::class_<CompositeRule>(
        module, "CompositeRule",
        R"(Two tiers: each block decides by its own rule, and the blocks vote as units under `top`.

A block whose rule does not pass votes no. Every member is in exactly one block.
Raises ValueError unless both tiers are valid and the blocks partition the members.)")
        .def(py::init([](Unaltered<WeightedRule> top, std::vector<Block> blocks) {
                 CompositeRule rule{.top = std::move(top.rule), .blocks = std::move(blocks)};
                 check(rule);
                 return rule;
             }),
             "top"_a, "blocks"_a)
        .def_property_readonly("top", [](const CompositeRule& r) { return r.top; })
        .def_property_readonly("blocks", [](const CompositeRule& r) { return r.blocks; })
        .def_property_readonly("member_count", &CompositeRule::member_count)
        .def("wins", &wins_for<CompositeRule>, "yes_voters"_a,
             "Whether a motion passes if exactly these members, by number, say yes.")
        .def(py::self == py::self)
        .def("__reduce__",
             remade<CompositeRule>([](const CompositeRule& r) { return py::make_tuple(r.top, r.blocks); }))
        .def("__repr__", &composite_text);

    py::class_<OwnRule>(module, "AskedRule",
                        "A rule of your own after one call for each set of its members, to 25 of them.")
        .def(py::init([](const py::object& rule) {
                 const Decision decision = decision_of(rule);
                 const auto* own = std::get_if<OwnRule>(&decision.rule);
                 if (!own) throw py::type_error("rule: must be a rule of your own, got " + shown(py::type::of(rule)));
                 return *own;
             }),
             "rule"_a)
        .def_property_readonly("member_count", &OwnRule::member_count)
        .def("wins", &wins_for<OwnRule>, "yes_voters"_a);
    module.def(
        "has_own_methods", &has_own_methods, "value"_a,
        "Whether an object is of a class that derives from one of the library and decides by methods of its own.");

    module.def(
        "majority_rule", [](const py::object& weights) { return majority_rule(weights_of(weights).weights); },
        "weights"_a,
        "The rule that passes on an absolute majority, floor(total / 2) + 1, of the weights. Raises ValueError as "
        "WeightedRule does.");
    module.def(
        "member_position",
        [](py::ssize_t member, py::ssize_t member_count) {
            if (member_count < 1) refuse("member_count", "1 or more", member_count);
            if (member < 0) refuse("member", "0.." + std::to_string(member_count - 1), member);
            return member_position(static_cast<std::size_t>(member), static_cast<std::size_t>(member_count));
        },
        "member"_a, "member_count"_a,
        "The position of one member, by number: its own vote, as a rule over all members. Raises ValueError if there "
        "is no "
        "such member.");
}

}  // namespace stemgewicht::python
