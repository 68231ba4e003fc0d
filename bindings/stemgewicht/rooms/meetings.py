"""Absence, quorum, ties and meetings that are called again."""

from stemgewicht import (
    AttendanceOutvoted,
    AttendancePosition,
    AttendancePositionOutvoted,
    AttendanceRule,
    AttendanceStanding,
    OutcomeChances,
    Statute,
    attendance_rule,
    meeting_members,
    meeting_outcomes,
    meeting_positions,
    outcome_chances,
    statute,
    ternary_banzhaf,
)

__all__ = [
    "AttendanceOutvoted",
    "AttendancePosition",
    "AttendancePositionOutvoted",
    "AttendanceRule",
    "AttendanceStanding",
    "OutcomeChances",
    "Statute",
    "attendance_rule",
    "meeting_members",
    "meeting_outcomes",
    "meeting_positions",
    "outcome_chances",
    "statute",
    "ternary_banzhaf",
]
