#include "common.hpp"

#include <pybind11/operators.h>

namespace stemgewicht::python {

namespace {

WeightedRule weighted_rule(const py::object& weights, const py::object& quota) {
    if (quota.is_none())
        throw py::type_error(
            "quota: must be given: a number, \"majority\", or a share such as \"2/3\" or \"70%\", got nothing");
    ScaledWeights scaled_weights = weights_of(weights);
    const Weight total = total_weight(scaled_weights.weights);
    const Weight least = parse_quota(py::str(quota).cast<std::string>(), total, scaled_weights.decimals);
    return {.weights = std::move(scaled_weights.weights), .quota = least};
}

std::string list_text(const auto& values) { return py::repr(py::cast(values)).template cast<std::string>(); }

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

template <class R>
bool wins_for(const R& rule, const py::iterable& yes_voters) {
    return rule.wins(coalition_of(yes_voters, rule.member_count(), "yes_voters"));
}

Decimal decimal_of(const py::handle& value, const std::string& field) {
    constexpr std::string_view expected = "a number of 0 or more, below 2^62";
    if (PyLong_CheckExact(value.ptr())) {
        int overflow = 0;
        const long long whole = PyLong_AsLongLongAndOverflow(value.ptr(), &overflow);
        if (overflow != 0 || whole < 0 || whole > maximum_total_weight) refuse(field, expected, shown(value));
        return {.digits = whole, .decimals = 0};
    }
    const auto number = parse_decimal(py::str(value).cast<std::string>());
    if (!number) refuse(field, expected, shown(value));
    return *number;
}

}  // namespace

std::string shown(const py::handle& value) {
    const auto text = py::str(value).cast<std::string>();
    return py::isinstance<py::str>(value) ? std::string("\"").append(text).append("\"") : text;
}

bool PythonRule::wins(const Coalition& yes_voters) const {
    py::list members;
    for (auto i = yes_voters.find_first(); i != Coalition::npos; i = yes_voters.find_next(i)) members.append(i);
    const py::object answer = wins_(py::frozenset(members));
    if (answer.ptr() == Py_True) return true;
    if (answer.ptr() == Py_False) return false;
    py::detail::make_caster<bool> numpy_bool;
    if (!numpy_bool.load(answer, false)) refuse("rule.wins", "True or False", shown(answer));
    return py::detail::cast_op<bool>(numpy_bool);
}

std::size_t Decision::member_count() const {
    if (const Rule* known = std::get_if<Rule>(&rule)) return stemgewicht::member_count(*known);
    return std::get<PythonRule>(rule).member_count();
}

ScaledWeights weights_of(const py::object& weights, std::string_view field) {
    if (py::isinstance<py::str>(weights) || py::isinstance<py::bytes>(weights) ||
        !py::isinstance<py::iterable>(weights))
        refuse(field, "a list of numbers", shown(weights));
    std::vector<Decimal> numbers;
    for (const py::handle& weight : weights) numbers.push_back(decimal_of(weight, element(field, numbers.size())));
    return scale_weights(numbers, field);
}

Coalition coalition_of(const py::iterable& members, std::size_t member_count, std::string_view field) {
    Coalition coalition(member_count);
    std::size_t place = 0;
    for (const py::handle& member : members) {
        if (PyIndex_Check(member.ptr()) == 0)
            throw py::type_error(element(field, place) + ": must be the number of a member, got " + shown(member));
        const auto index = py::reinterpret_steal<py::object>(PyNumber_Index(member.ptr()));
        int overflow = 0;
        const long long i = PyLong_AsLongLongAndOverflow(index.ptr(), &overflow);
        if (overflow != 0 || i < 0 || static_cast<std::size_t>(i) >= member_count)
            refuse(element(field, place), "0.." + std::to_string(member_count - 1), shown(member));
        coalition.set(static_cast<std::size_t>(i));
        ++place;
    }
    return coalition;
}

Decision decision_of(const py::object& rule, std::string_view field) {
    if (py::isinstance<WeightedRule>(rule)) return {rule.cast<WeightedRule>(), nullptr};
    if (py::isinstance<CompositeRule>(rule)) return {rule.cast<CompositeRule>(), nullptr};
    if (py::isinstance<Board>(rule)) {
        const auto* board = rule.cast<const Board*>();
        return {board->rule, board};
    }
    if (!py::hasattr(rule, "member_count") || !py::hasattr(rule, "wins"))
        throw py::type_error(std::string(field) + ": must be a rule (with member_count and wins) or a board, got " +
                             shown(py::type::of(rule)));
    const py::object count = rule.attr("member_count");
    const std::string path = std::string(field) + ".member_count";
    if (PyIndex_Check(count.ptr()) == 0) throw py::type_error(path + ": must be an integer, got " + shown(count));
    const auto index = py::reinterpret_steal<py::object>(PyNumber_Index(count.ptr()));
    int overflow = 0;
    const long long members = PyLong_AsLongLongAndOverflow(index.ptr(), &overflow);
    if (overflow != 0 || members < 1) refuse(path, "1 or more", shown(count));
    return {PythonRule(rule, static_cast<std::size_t>(members)), nullptr};
}

void register_rules(py::module_& module) {
    using namespace py::literals;

    py::class_<WeightedRule>(module, "WeightedRule", R"(A weighted voting game [quota; weights].

A motion passes if the weight of the yes-voters reaches the quota, the least winning weight.

weights: numbers of 0 or more. Decimal ones (float, Decimal or text) are multiplied by the power of ten that makes all of
    them whole, and so is the quota; nothing is rounded, and the properties are the scaled numbers.
quota: a number, "majority" (floor(total / 2) + 1), or a share that must be reached, such as "2/3" or "70%".

Raises ValueError for a negative, infinite or missing weight, weights that are all 0, a total of 2^62 or more, and a quota
outside 1..total.)")
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
             [](const WeightedRule& r) {
                 return py::make_tuple(py::type::of<WeightedRule>(), py::make_tuple(r.weights, r.quota));
             })
        .def("__repr__", &rule_text);

    py::class_<Block>(
        module, "Block",
        "Members, by number in the whole electorate, who decide by a rule of their own how their block votes.")
        .def(py::init([](std::vector<std::size_t> members, WeightedRule rule) {
                 return Block{std::move(members), std::move(rule)};
             }),
             "members"_a, "rule"_a)
        .def_property_readonly("members", [](const Block& b) { return b.members; })
        .def_property_readonly(
            "rule", [](const Block& b) { return b.rule; }, "Over `members`, in that order.")
        .def(py::self == py::self)
        .def("__reduce__",
             [](const Block& b) { return py::make_tuple(py::type::of<Block>(), py::make_tuple(b.members, b.rule)); })
        .def("__repr__", &block_text);

    py::class_<CompositeRule>(
        module, "CompositeRule",
        R"(Two tiers: each block decides by its own rule, and the blocks vote as units under `top`.

A block whose rule does not pass votes no. Every member is in exactly one block.
Raises ValueError unless both tiers are valid and the blocks partition the members.)")
        .def(py::init([](WeightedRule top, std::vector<Block> blocks) {
                 CompositeRule rule{.top = std::move(top), .blocks = std::move(blocks)};
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
             [](const CompositeRule& r) {
                 return py::make_tuple(py::type::of<CompositeRule>(), py::make_tuple(r.top, r.blocks));
             })
        .def("__repr__", &composite_text);

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
