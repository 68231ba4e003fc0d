"""Tidy tables: one fact a row, the same columns as on the command line."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from stemgewicht import _core
from stemgewicht._optional import need

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from stemgewicht._types import Cell

ROWS_SHOWN = 20


class Table:
    """A table with named columns, a title and notes on what is proxy, derived, assumed or unknown.

    columns: names of the columns. rows: dictionaries with a value for every column, or sequences in their order.
    A cell is a text, an int, a float, or None where there is no value. Iteration gives the rows, and
    `table["outvoted"]` a column.
    Raises ValueError for a row with other cells than the columns.
    """

    __slots__ = ("_table",)

    def __init__(
        self,
        columns: Iterable[str],
        rows: Iterable[Mapping[str, Cell] | Sequence[Cell]],
        title: str = "",
        notes: Iterable[str] = (),
    ) -> None:
        names = list(columns)
        self._table = _core.Table(
            title, names, [_cells(row, names, place) for place, row in enumerate(rows)], list(notes)
        )

    @classmethod
    def _wrap(cls, table: _core.Table) -> Table:
        made = cls.__new__(cls)
        made._table = table
        return made

    @property
    def title(self) -> str:
        """What the table is about."""
        return self._table.title

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return self._table.columns

    @property
    def rows(self) -> list[dict[str, Cell]]:
        """One dictionary per row."""
        columns = self._table.columns
        return [dict(zip(columns, row, strict=True)) for row in self._table.rows]

    @property
    def notes(self) -> list[str]:
        """What is proxy, derived, assumed or unknown."""
        return self._table.notes

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a pandas DataFrame, its title and notes in `attrs`."""
        frame: pandas.DataFrame = need("pandas", purpose="to_pandas()", extra="pandas").DataFrame(
            self._table.rows, columns=self._table.columns
        )
        frame.attrs.update(title=self.title, notes=self.notes)
        return frame

    def to_arrow(self) -> pyarrow.Table:
        """The table as a pyarrow Table, its title and notes (a JSON array) in the metadata of its schema.

        Texts become string columns, whole numbers int64, others double. A column with texts and numbers, or with whole
        numbers beyond 64 bits, becomes one of texts.
        """
        arrow = need("pyarrow", purpose="to_arrow()", extra="arrow")
        arrays = [_arrow_array(arrow, self[column]) for column in self.columns]
        about = {"title": self.title, "notes": json.dumps(self.notes, ensure_ascii=False)}
        return arrow.table(arrays, names=self.columns, metadata=about)

    def to_csv(self, path: str | os.PathLike[str] | None = None) -> str | None:
        """The table as comma-separated values (RFC 4180, UTF-8), numbers with as many digits as tell them apart.

        A text that a spreadsheet would take for a formula, one that begins with = + - @ or a tab, gets an apostrophe in
        front.
        Returns the text, or None where it is written to the file `path`, which is then there whole or not at all.
        Raises ValueError where the file cannot be written.
        """
        return _written(_core.to_csv(self._table), path)

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str | None:
        """The rows as a JSON array of objects; see to_csv for `path`."""
        return _written(_core.rows_to_json(self._table), path)

    def __getitem__(self, column: str) -> list[Cell]:
        columns = self._table.columns
        if column not in columns:
            raise KeyError(f'no column "{column}"; there are {", ".join(columns)}')
        place = columns.index(column)
        return [row[place] for row in self._table.rows]

    def __len__(self) -> int:
        return len(self._table.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return iter(self.rows)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return self._parts() == other._parts()

    def __hash__(self) -> int:
        title, columns, rows, notes = self._parts()
        return hash((title, tuple(columns), tuple(rows), tuple(notes)))

    def _parts(self) -> tuple[str, list[str], list[tuple[Cell, ...]], list[str]]:
        return self._table.title, self._table.columns, self._table.rows, self._table.notes

    def __reduce__(self) -> tuple[object, ...]:
        title, columns, rows, notes = self._parts()
        return Table, (columns, rows, title, notes)

    def __str__(self) -> str:
        return _core.to_text(self._table)

    def __repr__(self) -> str:
        title, columns, rows, _ = self._parts()
        text = _core.to_text(_core.Table(title, columns, rows[:ROWS_SHOWN], []))
        return text + _left_out(rows, "\n") if len(rows) > ROWS_SHOWN else text.rstrip("\n")

    def _repr_html_(self) -> str:
        title, columns, rows, notes = self._parts()
        head = "".join(f"<th>{escape(column)}</th>" for column in columns)
        body = "".join("<tr>" + "".join(map(_html_cell, row)) + "</tr>" for row in rows[:ROWS_SHOWN])
        caption = f"<caption>{escape(title)}</caption>" if title else ""
        more = f"<p>{_left_out(rows, '')}</p>" if len(rows) > ROWS_SHOWN else ""
        remarks = "<ul>" + "".join(f"<li>{escape(note)}</li>" for note in notes) + "</ul>" if notes else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}{remarks}"


def _cells(row: Mapping[str, Cell] | Sequence[Cell], columns: list[str], place: int) -> tuple[Cell, ...]:
    if not isinstance(row, Mapping):
        return tuple(row)
    if row.keys() != set(columns):
        raise ValueError(
            f"rows[{place}]: must be a value for each of {', '.join(columns)}, got {', '.join(row) or 'none'}"
        )
    return tuple(row[column] for column in columns)


def _arrow_array(arrow: Any, values: list[Cell]) -> Any:
    given = [value for value in values if value is not None]
    texts = any(isinstance(value, str) for value in given)
    wide = any(isinstance(value, int) and not -(2**63) <= value < 2**63 for value in given)
    if texts or wide:
        return arrow.array([None if value is None else str(value) for value in values], arrow.string())
    whole = given and all(isinstance(value, int) for value in given)
    return arrow.array(values, arrow.int64() if whole else arrow.float64())


def _written(text: str, path: str | os.PathLike[str] | None) -> str | None:
    if path is None:
        return text
    name = os.fspath(path)
    if not name:
        raise ValueError('path: must be the name of a file, got ""')
    try:
        _core.write_output(name, text)
    except ValueError as error:
        raise ValueError(str(error).replace("output:", "path:", 1)) from None
    return None


def _left_out(rows: list[tuple[Cell, ...]], begin: str) -> str:
    return f"{begin}the first {ROWS_SHOWN} of {len(rows)} rows; print the table for all of them, with its notes"


def _html_cell(value: Cell) -> str:
    if isinstance(value, str):
        return f'<td style="text-align:left">{escape(value)}</td>'
    shown = "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
    return f'<td style="text-align:right">{shown}</td>'
