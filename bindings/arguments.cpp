// Python arguments as values of the library.

#include "common.hpp"

#include <stemgewicht/core/nearest_name.hpp>

#include <pybind11/numpy.h>

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>

namespace stemgewicht::python {

namespace {

/// What a rule of Python answers.
bool answer_of(const py::object& answer) {
    if (answer.ptr() == Py_True) return true;
    if (answer.ptr() == Py_False) return false;
    py::detail::make_caster<bool> numpy_bool;
    if (!numpy_bool.load(answer, false)) refuse("rule.wins", "True or False", shown(answer));
    return py::detail::cast_op<bool>(numpy_bool);
}

std::string set_text(std::size_t count, std::size_t set) { return repr_of(frozenset_of(Coalition(count, set))); }

/// Refuses a set that loses where another one, which is without one of its members, wins.
void check_monotone(const std::vector<bool>& wins, std::size_t set, std::size_t count) {
    if (wins[set]) return;
    for (std::size_t member = 0; member < count; ++member) {
        const std::size_t less = set & ~(std::size_t{1} << member);
        if (wins[less])
            refuse("rule.wins", "True for a set that contains a winning one",
                   "True for " + set_text(count, less) + " and False for " + set_text(count, set));
    }
}

/// A rule of Python, after one call for each set of its members, in an order in which every set comes after its
/// subsets.
AskedRule asked_rule(const py::object& rule, std::size_t count) {
    if (count > Enumerate::maximum_members)
        throw std::length_error("enumerate: carries up to " + std::to_string(Enumerate::maximum_members) +
                                " members, got " + std::to_string(count) +
                                "; rules of the library are carried to far more");
    const py::object wins = rule.attr("wins");
    std::vector<bool> table(std::size_t{1} << count);
    for (std::size_t set = 0; set < table.size(); ++set) {
        table[set] = answer_of(wins(frozenset_of(Coalition(count, set))));
        check_monotone(table, set, count);
    }
    return {std::move(table), count};
}

/// How many digits every float of a type keeps; 0 for what is no float.
int kept_digits(const py::handle& value) {
    if (PyFloat_Check(value.ptr()) != 0) return std::numeric_limits<double>::digits10;
    if (!py::hasattr(value, "dtype")) return 0;
    const py::object type = value.attr("dtype");
    if (escaped_text(type.attr("kind")) != "f") return 0;
    const auto bytes = type.attr("itemsize").cast<int>();
    return bytes == 2 ? 3 : bytes == 4 ? 6 : bytes == 8 ? 15 : 18;
}

/// Refuses a float whose decimal form needs more digits than every float keeps: what it was meant to be is not known.
void check_short(const py::handle& value, const std::string& text, const std::string& field) {
    const int kept = kept_digits(value);
    const std::string_view digits = std::string_view(text).substr(0, text.find('e'));
    const std::size_t begin = digits.find_first_of("123456789");
    if (kept == 0 || begin == std::string_view::npos) return;
    const std::size_t point = digits.find('.');
    if (point == std::string_view::npos || digits.find_first_not_of('0', point + 1) == std::string_view::npos) return;
    const auto count = std::ranges::count_if(digits.substr(begin), [](char c) { return c >= '0' && c <= '9'; });
    if (count > kept)
        refuse(field,
               "a float of at most " + std::to_string(kept) +
                   " digits, or exact: Fraction(1, 6) or \"1/6\" for 1 / 6, Decimal or text for more digits",
               text);
}

Decimal decimal_of(const py::handle& value, const std::string& field) {
    constexpr std::string_view expected = "a number of 0 or more, below 2^62";
    if (PyLong_CheckExact(value.ptr())) {
        int overflow = 0;
        const long long whole = PyLong_AsLongLongAndOverflow(value.ptr(), &overflow);
        if (overflow != 0 || whole < 0 || whole > maximum_total_weight) refuse(field, expected, shown(value));
        return {.digits = whole, .decimals = 0};
    }
    const std::string text = escaped_text(value);
    check_short(value, text, field);
    const auto number = parse_weight(text);
    if (!number) refuse(field, expected, shown(value));
    return *number;
}

/// An integer of any type of Python, -1 where it is negative or exceeds the range; empty for another kind of object.
std::optional<long long> whole_number(const py::handle& value) {
    const auto index = py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()));
    if (!index) {
        PyErr_Clear();
        return std::nullopt;
    }
    int overflow = 0;
    const long long number = PyLong_AsLongLongAndOverflow(index.ptr(), &overflow);
    return overflow != 0 || number < 0 ? -1 : number;
}

/// A rule of the library or that of a board; empty for another object, and for a rule of Python, also one that derives
/// from a class of the library.
std::optional<InnerRule> known_rule(const py::handle& rule) {
    if (has_own_methods(rule)) return std::nullopt;
    if (py::isinstance<Board>(rule)) {
        const auto* board = rule.cast<const Board*>();
        return InnerRule{board->rule, board};
    }
    py::detail::make_caster<Rule> caster;
    if (rule.is_none() || py::isinstance<OwnRule>(rule) || !caster.load(rule, false)) return std::nullopt;
    return InnerRule{py::detail::cast_op<Rule>(std::move(caster)), nullptr};
}

/// Whether an object is a list of its own and not a label.
bool is_list(const py::handle& value) {
    return py::isinstance<py::list>(value) || py::isinstance<py::tuple>(value) || py::isinstance<py::set>(value) ||
           py::isinstance<py::frozenset>(value);
}

/// Each union by the list of its members.
Grouping partition_from(const py::list& lists, const Decision& decision) {
    const std::size_t n = decision.member_count();
    const std::size_t none = lists.size();
    Grouping unions{.name = "unions", .labels = {}, .group_of = std::vector<std::size_t>(n, none)};
    for (std::size_t u = 0; u < none; ++u) {
        const std::string field = element("unions", u);
        const auto members = members_of(lists[u], n, decision.board, field);
        if (members.empty()) refuse(field, "a list of at least one member", "none");
        unions.labels.push_back(std::to_string(u + 1));
        for (const std::size_t member : members) {
            if (unions.group_of[member] != none)
                refuse(field, "a list of members that no union names before", decision.name(member) + " again");
            unions.group_of[member] = u;
        }
    }
    for (std::size_t i = 0; i < n; ++i)
        if (unions.group_of[i] == none)
            refuse("unions", "a partition of the members", decision.name(i) + " in no union");
    return unions;
}

}  // namespace

bool has_own_methods(const py::handle& value) {
    const py::type type = py::type::of(value);
    const auto& known = py::detail::all_type_info(reinterpret_cast<PyTypeObject*>(type.ptr()));
    if (known.empty()) return false;
    const py::handle library(reinterpret_cast<PyObject*>(known.front()->type));
    if (type.is(library)) return false;
    const auto attributes = py::getattr(value, "__dict__", py::dict());
    return std::ranges::any_of(std::array{"wins", "outcome", "member_count"}, [&](const char* name) {
        return attributes.contains(name) ||
               !py::getattr(type, name, py::none()).is(py::getattr(library, name, py::none()));
    });
}

std::vector<WeightedRule> plain_rules(const std::vector<Unaltered<WeightedRule>>& rules) {
    return {rules.begin(), rules.end()};
}

std::string escaped_text(const py::handle& value) {
    const py::str text(value);
    const auto bytes =
        py::reinterpret_steal<py::bytes>(PyUnicode_AsEncodedString(text.ptr(), "utf-8", "backslashreplace"));
    if (!bytes) throw py::error_already_set();
    return bytes;
}

std::string unicode_text(const py::handle& value, std::string_view field) {
    const py::str text(value);
    Py_ssize_t size = 0;
    const char* bytes = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
    if (bytes != nullptr) return {bytes, static_cast<std::size_t>(size)};
    PyErr_Clear();
    refuse(field, "a text of Unicode characters", shown(value));
}

std::string shown(const py::handle& value) {
    const std::string text = escaped_text(value);
    return py::isinstance<py::str>(value) ? std::string("\"").append(text).append("\"") : text;
}

std::string repr_of(const py::handle& value) { return escaped_text(py::repr(value)); }

py::frozenset frozenset_of(const Coalition& coalition, const std::vector<std::string>* names) {
    py::list members;
    for (auto i = coalition.find_first(); i != Coalition::npos; i = coalition.find_next(i))
        if (names)
            members.append((*names)[i]);
        else
            members.append(i);
    return py::frozenset(members);
}

const Rule& Decision::known() const {
    if (is_own())
        refuse("rule", "a rule of the library for this, such as a CoalitionRule of its minimal winning coalitions",
               "a rule of your own");
    return rule;
}

std::string Decision::name(std::size_t member) const {
    return board ? board->names[member] : "member " + std::to_string(member);
}

ScaledWeights weights_of(const py::object& weights, std::string_view field) {
    if (py::isinstance<py::str>(weights) || py::isinstance<py::bytes>(weights) ||
        !py::isinstance<py::iterable>(weights))
        refuse(field, "a list of numbers", shown(weights));
    std::vector<Decimal> numbers;
    for (const py::handle& weight : weights) numbers.push_back(decimal_of(weight, element(field, numbers.size())));
    return scale_weights(numbers, field);
}

std::vector<Weight> whole_weights(const py::object& weights, std::string_view field) {
    ScaledWeights scaled = weights_of(weights, field);
    if (!scaled.scale.is_whole()) refuse(field, "a list of whole numbers", shown(weights));
    return std::move(scaled.weights);
}

py::object array_of(const std::vector<double>& values) {
    return py::array_t<double>(static_cast<py::ssize_t>(values.size()), values.data());
}

std::size_t member_of(const py::handle& member, std::size_t member_count, const Board* board, std::string_view field) {
    if (board && py::isinstance<py::str>(member)) {
        const std::string name = escaped_text(member);
        const auto found = std::ranges::find(board->names, name);
        if (found == board->names.end())
            refuse(field, "a member of " + board->id, unknown_name(name, names_of(board->names)));
        return static_cast<std::size_t>(found - board->names.begin());
    }
    const auto number = whole_number(member);
    if (!number)
        throw py::type_error(std::string(field) + ": must be the number of a member" + (board ? " or its name" : "") +
                             ", got " + shown(member));
    if (*number < 0 || static_cast<std::size_t>(*number) >= member_count)
        refuse(field, "0.." + std::to_string(member_count - 1), shown(member));
    return static_cast<std::size_t>(*number);
}

std::vector<std::size_t> members_of(const py::handle& members, std::size_t member_count, const Board* board,
                                    std::string_view field) {
    if (py::isinstance<py::str>(members) || !py::isinstance<py::iterable>(members))
        throw py::type_error(std::string(field) + ": must be a list of members, got " + shown(members));
    std::vector<std::size_t> result;
    for (const py::handle& member : py::reinterpret_borrow<py::iterable>(members))
        result.push_back(member_of(member, member_count, board, element(field, result.size())));
    return result;
}

Coalition coalition_of(const py::iterable& members, std::size_t member_count, std::string_view field) {
    Coalition coalition(member_count);
    for (const std::size_t member : members_of(members, member_count, nullptr, field)) coalition.set(member);
    return coalition;
}

std::vector<Pair> pairs_of(const py::object& pairs, std::size_t member_count, const Board* board,
                           std::string_view field) {
    const py::object list = py::hasattr(pairs, "edges") ? pairs.attr("edges") : pairs;
    if (py::isinstance<py::str>(list) || !py::isinstance<py::iterable>(list))
        throw py::type_error(std::string(field) + ": must be a list of pairs of members, got " + shown(pairs));
    std::vector<Pair> result;
    for (const py::handle& pair : list) {
        const std::string path = element(field, result.size());
        if (!is_list(pair) && !py::hasattr(pair, "__array__"))
            throw py::type_error(path + ": must be a pair of members, got " + shown(pair));
        const auto members = members_of(pair, member_count, board, path);
        if (members.size() != 2) refuse(path, "a pair of members", shown(pair));
        if (board && members[0] == members[1])
            refuse(path, "a pair of two different members", board->names[members[0]] + " twice");
        result.emplace_back(members[0], members[1]);
    }
    check_pairs(result, member_count, field);
    return result;
}

Grouping unions_of(const py::object& unions, const Decision& decision) {
    if (py::isinstance<Grouping>(unions)) {
        Grouping grouping = unions.cast<Grouping>();
        check(grouping, decision.member_count(), "unions");
        return grouping;
    }
    if (py::isinstance<py::str>(unions)) {
        if (!decision.board)
            refuse("unions", "a list of labels, or of lists of members, where no board is given", shown(unions));
        return grouping_of(*decision.board, unicode_text(unions, "unions"));
    }
    if (!py::isinstance<py::iterable>(unions))
        throw py::type_error(
            "unions: must be a list of labels, a list of lists of members, or the grouping of a board, "
            "got " +
            shown(unions));
    const py::list items(unions);
    std::size_t lists = 0;
    std::vector<std::string> labels;
    for (const py::handle& item : items) {
        if (is_list(item)) ++lists;
        labels.push_back(unicode_text(item, element("unions", labels.size())));
    }
    if (lists > 0 && lists < labels.size())
        refuse("unions", "a list of labels or a list of lists of members", "both in one list");
    if (lists > 0) return partition_from(items, decision);
    if (labels.size() != decision.member_count())
        refuse("unions", "one label for each of the " + std::to_string(decision.member_count()) + " members",
               std::to_string(labels.size()) + " labels");
    return make_grouping("unions", labels);
}

InnerRule inner_rule_of(const py::handle& rule, std::string_view field) {
    std::optional<InnerRule> known = known_rule(rule);
    if (!known)
        throw py::type_error(std::string(field) + ": must be a rule of the library or a board, got " +
                             shown(py::type::of(rule)));
    return *std::move(known);
}

Decision decision_of(const py::object& rule, std::string_view field) {
    if (py::isinstance<OwnRule>(rule)) return {rule.cast<OwnRule>(), nullptr};
    if (std::optional<InnerRule> known = known_rule(rule)) return {std::move(known->rule), known->board};
    if (!py::hasattr(rule, "member_count") || !py::hasattr(rule, "wins"))
        throw py::type_error(std::string(field) + ": must be a rule (with member_count and wins) or a board, got " +
                             shown(py::type::of(rule)));
    const py::object count = rule.attr("member_count");
    const std::string path = std::string(field) + ".member_count";
    const auto members = whole_number(count);
    if (!members) throw py::type_error(path + ": must be an integer, got " + shown(count));
    if (*members < 1) refuse(path, "1 or more", shown(count));
    return {OwnRule(asked_rule(rule, static_cast<std::size_t>(*members))), nullptr};
}

Decision measured(const py::object& rule, std::string_view field) {
    Decision decision = decision_of(rule, field);
    warn_if_improper(decision);
    return decision;
}

}  // namespace stemgewicht::python
