"""Boards: named members with weights and groupings, from a file or one of those that come with the package."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from stemgewicht import _core
from stemgewicht._arguments import Misfit, file_path, shown
from stemgewicht._table import Table

if TYPE_CHECKING:
    from numbers import Rational
    from typing import Self

    import pandas
    import pyarrow

    from stemgewicht._types import Cell, Number


def as_written(board: _core.Board, column: str, value: int) -> int | float | str:
    """A scaled number of a column as the file has it: a fraction as a text."""
    if (divisor := board.divisors.get(column, 1)) > 1:
        return str(Fraction(value, divisor))
    decimals = board.decimals[column]
    return value / 10**decimals if decimals else value


class Board(_core.Board):
    """A board with named members: numbers and groupings per member, one column of which is the weight.

    Every function that takes a rule takes a board too, for its rule. Made by load_board and parse_board.
    `quota` is None where the rule has several criteria, such as a double majority; `quota_text` tells them.
    `weights`, `quota` and `columns` hold whole numbers: a column with decimals is multiplied by 10^decimals, where
    `decimals` tells the power by column, and one with fractions by the common denominator, which `divisors` tells.
    `members`, to_pandas() and power() give the numbers as the file has them.
    """

    @property
    def members(self) -> Table:
        """One row per member: its name, its groups and its numbers, as the file has them."""
        columns: dict[str, Sequence[Cell]] = {"name": self.names}
        for name, grouping in self.groupings.items():
            labels = grouping.labels
            columns[name] = [labels[group] for group in grouping.group_of]
        for name, values in self.columns.items():
            columns[name] = [as_written(self, name, value) for value in values]
        rows: list[tuple[Cell, ...]] = list(zip(*columns.values(), strict=True))
        return Table(columns, rows, self.title, map(str, self.notes))

    def names_of(self, members: Iterable[int]) -> list[str]:
        """The names of members that are given by number, such as those of rule_properties()."""
        names = self.names
        return [names[member] for member in members]

    def to_pandas(self) -> pandas.DataFrame:
        """The members as a pandas DataFrame: one row per member, its name, groups and numbers."""
        return self.members.to_pandas()

    def to_arrow(self) -> pyarrow.Table:
        """The members as a pyarrow Table; see Table.to_arrow."""
        return self.members.to_arrow()

    @classmethod
    def from_pandas(
        cls,
        frame: pandas.DataFrame,
        weight: str | None = None,
        name: str | None = None,
        group: str | Sequence[str] | None = None,
        quota: str | Number | Rational | None = None,
        *,
        rule: str | None = None,
        incompatible: str | Iterable[tuple[str, str]] | None = None,
    ) -> Self:
        """A board from a DataFrame with a row for each member, whose index may hold the names.

        Arguments and errors as for read_table, which takes any other table too.
        Raises TypeError for what is no DataFrame of pandas.
        """
        from stemgewicht._read_table import read_table  # which makes boards itself

        if not hasattr(frame, "iloc") or not hasattr(frame, "columns"):
            raise Misfit("frame", "a DataFrame of pandas", shown(frame)).error()
        return cls(read_table(frame, weight, name, group, quota, rule=rule, incompatible=incompatible))

    def to_toml(self) -> str:
        """The text of a board file that reads back as this board. Raises ValueError for a case."""
        return _core.board_file(self)

    def _rule_in_words(self) -> str:
        if self.quota is None:
            return f"rule {self.quota_text}"
        column = self.weight_column
        scale = (self.decimals[column], self.divisors.get(column, 1))
        return f"quota {_core.decimal_text(self.quota, *scale)} of {_core.decimal_text(sum(self.weights), *scale)}"

    def __repr__(self) -> str:
        size = f"{self.member_count} members, {self._rule_in_words()}"
        told = [self.title, f"{size}{', a case' if self.governance else ''}"]
        return f"Board({self.id!r}: {'; '.join(filter(None, told))})"

    def _repr_html_(self) -> str:
        facts = [self._rule_in_words(), self.date, self.source]
        return (
            f"<h4>{escape(self.title)}</h4><p>{escape('; '.join(filter(None, facts)))}</p>" + self.members._repr_html_()
        )


def load_board(name_or_path: str | os.PathLike[str]) -> Board:
    """A board that comes with the package, by name (see boards()), or one from a file: TOML, or a table.

    A table has the quota beside the members, or is one of councils and their seats; read_table takes any other.
    Raises ValueError with the field path, the line, and what was expected, where it cannot be read.
    """
    return Board(_core.load_board(file_path("name_or_path", name_or_path)))


def case_of(case: str | os.PathLike[str] | _core.Board) -> _core.Board:
    """The argument `case` of a function: a board, or one that load_board takes."""
    return case if isinstance(case, _core.Board) else load_board(file_path("case", case, "a text, a path or a board"))


def parse_board(text: str, id: str = "the text") -> Board:
    """A board from TOML text; `id` names it in messages. Raises ValueError as load_board does."""
    return Board(_core.parse_board(text, id))


def boards() -> Table:
    """The boards that come with the package: one row for each, its name first.

    quota is a number, or the text of the rule where that has several criteria.
    """
    rows: list[tuple[Cell, ...]] = []
    for name in _core.shipped_boards():
        board = _core.load_board(name)
        column = board.weight_column
        total = as_written(board, column, sum(board.weights))
        quota = board.quota_text if board.quota is None else as_written(board, column, board.quota)
        case = "yes" if board.governance else "no"
        rows.append((name, board.member_count, total, quota, case, board.date, board.title))
    return Table(("name", "members", "total_weight", "quota", "case", "date", "title"), rows)
