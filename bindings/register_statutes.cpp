// Statutes, and games with abstention that are written in Python.

#include "meeting_rules.hpp"
#include "pickling.hpp"

#include <stemgewicht/boards/rule_text.hpp>
#include <stemgewicht/meetings/attendance_rule.hpp>
#include <stemgewicht/study/attended_risk.hpp>

#include <array>
#include <map>
#include <memory>
#include <utility>

namespace stemgewicht::python {

namespace {

constexpr std::array<std::pair<const char*, Outcome>, 4> outcome_names{{{"passes", Outcome::passes},
                                                                        {"fails", Outcome::fails},
                                                                        {"tied", Outcome::tied},
                                                                        {"no_quorum", Outcome::no_quorum}}};

Outcome outcome_from(const py::object& answer) {
    if (answer.ptr() == Py_True) return Outcome::passes;
    if (answer.ptr() == Py_False) return Outcome::fails;
    if (py::isinstance<py::str>(answer))
        for (const auto& [name, outcome] : outcome_names)
            if (escaped_text(answer) == name) return outcome;
    refuse("rule.outcome", "\"passes\", \"fails\", \"tied\", \"no_quorum\", True or False", shown(answer));
}

/// A game of Python, any object with `member_count` and `outcome(yes, no, absent)`. What it has answered is kept, so
/// that a division is asked for once as long as they are not too many.
class PythonGame {
public:
    PythonGame(const py::object& game, std::size_t count)
        : count_(count), known_(std::make_shared<Answers>()), outcome_(game.attr("outcome")) {}
    [[nodiscard]] std::size_t member_count() const { return count_; }

    [[nodiscard]] Outcome outcome(const Coalition& yes, const Coalition& no) const {
        constexpr std::size_t most_kept = std::size_t{1} << 18;
        const py::gil_scoped_acquire hold;
        const auto found = known_->find({yes, no});
        if (found != known_->end()) return found->second;
        const Outcome outcome =
            outcome_from(outcome_.get()(frozenset_of(yes), frozenset_of(no), frozenset_of(~(yes | no))));
        if (known_->size() < most_kept) known_->emplace(std::pair(yes, no), outcome);
        return outcome;
    }

private:
    using Answers = std::map<std::pair<Coalition, Coalition>, Outcome>;

    /// An object that is given up with the GIL, wherever that is.
    class Held {
    public:
        explicit Held(py::object object)
            : object_(new py::object(std::move(object)), [](py::object* given) {
                  const py::gil_scoped_acquire hold;
                  delete given;
              }) {}
        [[nodiscard]] const py::object& get() const { return *object_; }

    private:
        std::shared_ptr<py::object> object_;
    };

    std::size_t count_;
    std::shared_ptr<Answers> known_;
    Held outcome_;
};
static_assert(TernaryGame<PythonGame>);

/// The members and columns that a statute is about.
Board board_of(const py::object& columns, const std::optional<std::vector<std::string>>& names) {
    Board board;
    board.id = "the statute";
    board.weight_column = "weight";
    const py::dict given = py::isinstance<py::dict>(columns) ? py::dict(columns) : py::dict();
    if (!py::isinstance<py::dict>(columns)) given["weight"] = columns;
    if (given.empty()) refuse("columns", "a list of weights, or a dictionary of such lists", "none");
    std::size_t count = 0;
    for (const auto& [key, values] : given) {
        const std::string name = unicode_text(key, "columns");
        const ScaledWeights column = weights_of(py::reinterpret_borrow<py::object>(values), "columns." + name);
        if (board.columns.empty()) {
            count = column.weights.size();
            if (!given.contains("weight")) board.weight_column = name;
        } else if (column.weights.size() != count) {
            refuse("columns." + name, "one number for each of the " + std::to_string(count) + " members",
                   column.weights.size());
        }
        board.columns[name] = column.weights;
        board.decimals[name] = column.scale.decimals;
        if (column.scale.divisor > 1) board.divisors[name] = column.scale.divisor;
    }
    if (names && names->size() != count)
        refuse("names", "one name for each of the " + std::to_string(count) + " members", names->size());
    for (std::size_t i = 0; i < count; ++i) board.names.push_back(names ? (*names)[i] : std::to_string(i + 1));
    return board;
}

StatuteText statute_of(const std::string& text, const py::object& columns,
                       const std::optional<std::vector<std::string>>& names) {
    StatuteText result{.board = board_of(columns, names), .statute = {}};
    result.board.rule = parse_rule(text, result.board, "text");
    result.board.rule_text = result.board.quota_text = text;
    result.statute = parse_statute(text, result.board, "text");
    return result;
}

const char* outcome_of(const StatuteText& statute, const py::iterable& yes, const py::iterable& no) {
    const std::size_t count = statute.statute.member_count();
    const Coalition in_favour = coalition_of(yes, count, "yes"), against = coalition_of(no, count, "no");
    if (in_favour.intersects(against))
        refuse("no", "members who do not vote yes too", "member " + std::to_string((in_favour & against).find_first()));
    return outcome_names[static_cast<std::size_t>(statute.statute.outcome(in_favour, against))].first;
}

/// The columns as they were given: fractions and decimals as texts.
py::dict columns_of(const StatuteText& statute) {
    py::dict columns;
    for (const auto& [name, values] : statute.board.columns) {
        const Scale scale = scale_of(statute.board, name);
        py::list column;
        for (const Weight value : values)
            if (scale.is_whole())
                column.append(value);
            else
                column.append(decimal_text(value, scale));
        columns[py::str(name)] = column;
    }
    return columns;
}

}  // namespace

MeetingDecision meeting_decision_of(const py::object& rule, std::string_view field) {
    if (!has_own_methods(rule)) {
        if (py::isinstance<AttendanceRule>(rule)) return {rule.cast<AttendanceRule>(), nullptr};
        if (py::isinstance<StatuteText>(rule)) {
            const auto* statute = rule.cast<const StatuteText*>();
            return {statute->statute, &statute->board};
        }
        if (py::isinstance<Board>(rule)) {
            const auto* board = rule.cast<const Board*>();
            return {meeting_rule(*board), board};
        }
        if (py::hasattr(rule, "outcome") && py::hasattr(rule, "member_count") && !py::isinstance<WeightedRule>(rule)) {
            const std::string path = std::string(field) + ".member_count";
            const std::uint64_t count = count_of(rule.attr("member_count"), path, "a number of members");
            if (count < 1) refuse(path, "1 or more", count);
            return {OwnTernaryGame(PythonGame(rule, static_cast<std::size_t>(count))), nullptr};
        }
    }
    throw py::type_error(std::string(field) +
                         ": must be an AttendanceRule, a Statute, a board, or an object with member_count and "
                         "outcome(yes, no, absent), where members may be absent, got " +
                         shown(py::type::of(rule)));
}

void register_statutes(py::module_& module) {
    using namespace py::literals;
    py::class_<StatuteText>(module, "Statute", R"(A statute on who is present, votes yes and votes no, as it is written.

text: comparisons joined by "and" and "or", such as "present weight >= 2/3 and cast weight > 1/2". Each names whom it counts and
by what: "weight >= 500" the yes-voters, "cast weight > 1/2" the yes-voters among those who vote, "present members >= 5" those
present, "against permanent < 1" those who vote no; '"Mayor"' in quotes is a member who votes yes. "members" counts heads. What is
present in the chain of "and" is the quorum.
columns: the weights, one for each member, or a dictionary of such columns. names: of the members.
Every function on meetings takes it; the others take its `rule`, which is that where everyone votes.
Raises ValueError with the place for a text that cannot be read.)")
        .def(py::init(&statute_of), "text"_a, "columns"_a, "names"_a = py::none())
        .def_property_readonly("text", [](const StatuteText& s) { return s.board.rule_text; })
        .def_property_readonly("columns", &columns_of, "The numbers of the members by column.")
        .def_property_readonly("names", [](const StatuteText& s) { return s.board.names; })
        .def_property_readonly("member_count", [](const StatuteText& s) { return s.statute.member_count(); })
        .def_property_readonly(
            "rule", [](const StatuteText& s) { return s.board.rule; }, "The rule where everyone is present and votes.")
        .def_property_readonly(
            "sentence", [](const StatuteText& s) { return board_sentence(s.board); }, "What it says, in words.")
        .def("outcome", &outcome_of, "yes"_a, "no"_a,
             "\"passes\", \"fails\" or \"no_quorum\", where these members, by number, say yes and no, and the others "
             "are "
             "absent.")
        .def("__eq__",
             [](const StatuteText& a, const StatuteText& b) {
                 return a.statute == b.statute && a.board.rule_text == b.board.rule_text &&
                        a.board.names == b.board.names;
             })
        .def("__reduce__", remade<StatuteText>([](const StatuteText& s) {
                 return py::make_tuple(s.board.rule_text, columns_of(s), s.board.names);
             }))
        .def("__repr__", [](const StatuteText& s) {
            return "Statute(" + repr_of(py::str(s.board.rule_text)) + ", " + std::to_string(s.statute.member_count()) +
                   " members)";
        });
    module.def(
        "statute",
        [](const Board& board) -> py::object {
            if (board.rule_text.empty()) return py::none();
            return py::cast(StatuteText{.board = board, .statute = parse_statute(board.rule_text, board)});
        },
        "board"_a, "The statute of a board whose rule is a text: a Statute; None for another board.");
    module.def(
        "rule_sentence", [](const Board& board) { return board_sentence(board); }, "board"_a,
        "What the rule of a board says, in words and with the numbers that its shares come to.");
}

}  // namespace stemgewicht::python
