"""Boards and cases from tables: files, spreadsheets, and data frames of any kind."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from stemgewicht import _core
from stemgewicht._arguments import Misfit, shown
from stemgewicht._board import Board
from stemgewicht._optional import need

if TYPE_CHECKING:
    from numbers import Rational

    from stemgewicht._types import Number

TableData: TypeAlias = Any  # a path, or what _columns takes

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods")

# A number that may be one with points between thousands.
GROUPED = re.compile(r"\d{1,3}(\.\d{3})+")


def read_table(
    data: TableData,
    weight: str | None = None,
    name: str | None = None,
    group: str | Sequence[str] | None = None,
    quota: str | Number | Rational | None = None,
    *,
    rule: str | None = None,
    incompatible: str | Iterable[tuple[str, str]] | None = None,
    decimal: Literal["point", "comma"] | None = None,
    thousands: bool = False,
    sheet: str | int = 0,
) -> Board:
    """A board from a table with a row for each member.

    data: a file (CSV by commas, semicolons or tabs; JSON; numbers alone, the quota first; a spreadsheet, by pandas), or
    columns in memory: a DataFrame of pandas or polars, a table of pyarrow, a dictionary of lists, a list of
    dictionaries. Numbers are exact: whole ones, Fraction, Decimal, texts such as "1/6" or "2.150,88", and floats of at
    most 15 digits; a longer float, such as 1 / 6, is refused.
    weight: the column of weights; the only one of numbers if not given. name: that of the names; the first of different
    texts if not given. group: columns that are groupings although they hold numbers; those of texts are in any case.
    quota: the least winning weight: a number, "majority", or a share that must be reached, such as "2/3" or "70%".
    rule: instead of a quota, such as "members >= 4 and population >= 65%".
    incompatible: who never votes together: pairs of names, or the column that names them.
    decimal, thousands: how texts write numbers, where that can be read in two ways: "comma" for 2.150,88, thousands for
    1,204,118. sheet: of a spreadsheet.
    Raises ValueError with the row and the column of what cannot be read, and ImportError where a spreadsheet needs a
    package that is not installed.
    """
    said = (
        _title(weight),
        _title(name),
        _listed("group", group),
        _quota(quota),
        rule or "",
        _pairs(incompatible),
        decimal,
        thousands,
    )
    path = _path(data)
    if path is not None and not path.lower().endswith(SPREADSHEETS):
        return Board(_core.load_table(path, *said))
    titles, rows, id = _cells(data, path, sheet)
    return Board(_core.table_board(titles, rows, id, *said))


def case_from_table(
    data: TableData,
    municipality: str | None = None,
    list: str | None = None,
    seats: str | None = None,
    family: str | None = None,
    population: str | None = None,
    *,
    centre: str | None = None,
    decimal: Literal["point", "comma"] | None = None,
    thousands: bool = False,
    sheet: str | int = 0,
) -> str:
    """The text of a case file from a table with a row for each list of each council.

    data: as for read_table. The columns are looked for by their usual titles in English or Dutch where they are not
    given; family and population (of the municipality, in each of its rows or in one) may be missing. centre: the
    municipality that would be centre municipality; the largest if not given. decimal, thousands: as for read_table.
    parse_board makes a board of the text.
    Raises ValueError as read_table does.
    """
    said = (
        _title(municipality),
        _title(list),
        _title(seats),
        _title(family),
        _title(population),
        _title(centre),
        decimal,
        thousands,
    )
    path = _path(data)
    if path is not None and not path.lower().endswith(SPREADSHEETS):
        return _core.case_of_file(path, *said)
    titles, rows, id = _cells(data, path, sheet)
    return _core.case_of_cells(titles, rows, id, *said)


def _path(data: TableData) -> str | None:
    return os.fspath(data) if isinstance(data, str | os.PathLike) else None


def _cells(data: TableData, path: str | None, sheet: str | int) -> tuple[list[str], list[list[str]], str]:
    """Titles, rows of texts, and what to call the table."""
    name = "the table" if path is None else path
    if path is not None:
        data = _spreadsheet(path, sheet)
    columns = _columns(data)
    longest = max((len(values) for _, values in columns), default=0)
    for title, values in columns:
        if len(values) != longest:
            raise Misfit(title, f"as long as the other columns, {longest}", str(len(values)), ValueError).error()
    texts = [[_text(value) for value in values] for _, values in columns]
    return [title for title, _ in columns], [list(row) for row in zip(*texts, strict=True)], name


def _spreadsheet(path: str, sheet: str | int) -> Any:
    pandas = need("pandas", purpose="read_table of a spreadsheet", extra="excel")
    if path.lower().endswith((".xlsx", ".xlsm")):
        need("openpyxl", purpose="read_table of a spreadsheet", extra="excel")
    if not Path(path).is_file():
        raise Misfit("data", "a file that can be read", shown(path), ValueError).error()
    try:
        frame = pandas.read_excel(path, sheet_name=sheet, dtype=object)
    except ImportError:
        raise
    except Exception as error:
        raise Misfit("data", "a spreadsheet that can be read", f"{shown(path)}: {error}", ValueError).error() from error
    frame.columns = ["" if str(title).startswith("Unnamed: ") else title for title in frame.columns]
    return frame


def _columns(data: TableData) -> list[tuple[str, list[object]]]:
    """Titles and their values, of what has columns in one way or another."""
    if hasattr(data, "iloc") and hasattr(data, "columns"):  # pandas, whose index may hold the names
        columns = [(str(title), list(data.iloc[:, place])) for place, title in enumerate(data.columns)]
        labels = list(data.index)
        if labels != list(range(len(labels))):
            columns.insert(0, ("index" if data.index.name is None else str(data.index.name), labels))
        return columns
    if hasattr(data, "to_pydict"):  # pyarrow
        data = data.to_pydict()
    elif hasattr(data, "iter_rows") and hasattr(data, "columns"):  # polars
        return [(str(title), list(data[title])) for title in data.columns]
    if isinstance(data, Mapping):
        return [(str(title), _values(str(title), values)) for title, values in data.items()]
    if (
        isinstance(data, Sequence)
        and not isinstance(data, str | bytes)
        and all(isinstance(row, Mapping) for row in data)
    ):
        titles = dict.fromkeys(title for row in data for title in row)
        return [(str(title), [row.get(title) for row in data]) for title in titles]
    raise Misfit("data", "a path, a DataFrame, a dictionary of lists or a list of dictionaries", shown(data)).error()


def _values(title: str, values: object) -> list[object]:
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise Misfit(f"data[{shown(title)}]", "a list", shown(values)).error()
    return list(values)


def _text(value: Any) -> str:
    """A cell as a text that no other number has."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Decimal):
        value = format(value, "f") if value.is_finite() else str(value)
    elif isinstance(value, float) and value != value:
        return ""
    text = str(value)
    return f"{text}0" if GROUPED.fullmatch(text) else text


def _listed(field: str, names: str | Iterable[str] | None) -> str:
    """Names as one text, each in quotes; a single one as it is."""
    if names is None or isinstance(names, str):
        return names or ""
    quoted = []
    for place, name in enumerate(names):
        if not isinstance(name, str):
            raise Misfit(f"{field}[{place}]", "a text", shown(name)).error()
        doubled = name.replace('"', '""')
        quoted.append(f'"{doubled}"')
    return ",".join(quoted)


def _pairs(pairs: str | Iterable[Any] | None) -> str:
    if pairs is None or isinstance(pairs, str):
        return pairs or ""
    joined = []
    for place, pair in enumerate(pairs):
        if isinstance(pair, str) or len(pair) != 2 or not all(isinstance(name, str) for name in pair):
            raise Misfit(f"incompatible[{place}]", "a pair of names", shown(pair)).error()
        joined.append("-".join(pair))
    return _listed("incompatible", joined)


def _quota(quota: str | Number | Rational | None) -> str:
    if isinstance(quota, Fraction) and quota.denominator > 1:
        raise Misfit("quota", 'a number, or a share as a text, such as "2/3"', repr(quota), ValueError).error()
    return "" if quota is None else str(quota)


def _title(column: object) -> str:
    return "" if column is None else str(column)
