#pragma once

#include "common.hpp"

#include <stemgewicht/meetings/meeting_rule.hpp>

namespace stemgewicht::python {

/// A statute as Python has it: its text, and the members and columns that the text is about.
struct StatuteText {
    Board board;
    Statute statute;
};

/// What decides a meeting, and the board that it is from, where it is from one. It borrows the board.
struct MeetingDecision {
    MeetingRule rule;
    const Board* board = nullptr;

    [[nodiscard]] std::size_t member_count() const { return stemgewicht::member_count(rule); }
};

/// An attendance rule, a statute, a board, or a game of Python with `member_count` and `outcome(yes, no, absent)`.
/// Throws py::type_error for another object, and for a rule that knows no absence.
MeetingDecision meeting_decision_of(const py::object& rule, std::string_view field = "rule");

/// An argument that is an attendance rule, a statute, or such a game, by which a call is told from one about a rule
/// that knows no absence.
struct MeetingArgument {
    py::object rule;
};

void register_statutes(py::module_& module);

}  // namespace stemgewicht::python

namespace pybind11::detail {

template <>
struct type_caster<stemgewicht::python::MeetingArgument> {
    PYBIND11_TYPE_CASTER(stemgewicht::python::MeetingArgument, const_name("stemgewicht._core.AttendanceRule"));

    bool load(handle source, bool) {
        using namespace stemgewicht;
        const bool known = isinstance<AttendanceRule>(source) || isinstance<python::StatuteText>(source);
        const bool own = hasattr(source, "outcome") && hasattr(source, "member_count") && !hasattr(source, "wins");
        if (known ? python::has_own_methods(source) : !own) return false;
        value.rule = reinterpret_borrow<object>(source);
        return true;
    }
};

}  // namespace pybind11::detail
