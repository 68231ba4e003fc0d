"""What a sweep has written: a folder of Parquet or CSV files, read by Arrow."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, cast

import numpy as np

from stemgewicht import _core
from stemgewicht._arguments import file_path
from stemgewicht._optional import need

if TYPE_CHECKING:
    import pandas
    import pyarrow
    import pyarrow.dataset
    from numpy.typing import NDArray

    Values = NDArray[np.int64] | NDArray[np.float64] | tuple[NDArray[np.int32], list[str]]


class Contents(TypedDict):
    """What a folder says of itself."""

    study: str
    title: str
    hash: str
    seed: int
    format: str
    program: str
    results_version: int
    chunks: int
    missing: list[int]
    columns: list[tuple[str, str]]


GROUP_ROWS = 1 << 20  # of a row group of Parquet
ZSTD_LEVEL = 3
COUNTERS = ("case", "draw")  # which grow from row to row


def load_results(path: str | os.PathLike[str], *, partial: bool = False) -> Results:
    """The results that sg.sweep, or `stemgewicht sweep`, has written into a folder.

    partial: True to read what there is of results that are not finished.
    Nothing is read but what the folder says of itself; see Results.
    Raises ValueError for a folder of something else and, unless partial, for results that are not finished.
    """
    results = Results(path)
    if results.missing and not partial:
        there = results.chunks - len(results.missing)
        raise ValueError(
            f"path: must hold all {results.chunks:,} chunks, got {there:,} of them in {os.fspath(path)}; "
            "the same sweep goes on, and partial=True reads what is there"
        )
    return results


class Results:
    """The results of a sweep, which stay on the disk until they are asked for: one row for each case and member.

    Results are equal where they are of the same study and have the same chunks. Raises as load_results does.
    """

    __slots__ = ("_contents", "_path")

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(file_path("path", path))
        self._contents = _contents(self._path)

    @property
    def path(self) -> Path:
        """The folder."""
        return self._path

    @property
    def study(self) -> str:
        """The text of the study."""
        return self._contents["study"]

    @property
    def provenance(self) -> dict[str, str | int]:
        """Where the results come from: the title of the study, its hash and seed, the version of the results, and the
        program, compiler and machine that began to write them."""
        about = self._contents
        return {
            "title": about["title"],
            "hash": about["hash"],
            "seed": about["seed"],
            "results_version": about["results_version"],
            "program": about["program"],
        }

    def about(self) -> dict[str, str]:
        """The text of the study and its provenance but for the program: what the same results have in common."""
        common = ("title", "hash", "seed", "results_version")
        return {"study": self.study} | {name: str(self.provenance[name]) for name in common}

    @property
    def format(self) -> str:
        """parquet or csv."""
        return self._contents["format"]

    @property
    def chunks(self) -> int:
        """How many chunks the study has."""
        return self._contents["chunks"]

    @property
    def missing(self) -> list[int]:
        """The numbers of the chunks that are not finished."""
        return list(self._contents["missing"])

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return [name for name, _ in self.kinds]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Names of the columns, each with integer, real or text."""
        return list(self._contents["columns"])

    @property
    def files(self) -> list[Path]:
        """The files of the finished chunks, in order, for whatever else reads Parquet or CSV."""
        missing, width = set(self.missing), max(6, len(str(self.chunks - 1)))
        finished = (chunk for chunk in range(self.chunks) if chunk not in missing)
        return [self.path / f"part-{chunk:0{width}}.{self.format}" for chunk in finished]

    def damaged(self) -> list[int]:
        """Reads all files and compares their checksums: the numbers of the chunks that are damaged or not there, which
        the same sweep counts again."""
        return _contents(self.path, check=True)["missing"]

    def dataset(self) -> pyarrow.dataset.Dataset:
        """The results as a pyarrow data set, which is read piece by piece. Needs pyarrow."""
        data = need("pyarrow.dataset", purpose="reading results", extra="batch")
        files = [os.fspath(file) for file in self.files]
        schema = _schema(self.kinds)
        return data.dataset(files, schema=schema, format="parquet" if self.format == "parquet" else _csv_format(schema))

    def to_arrow(self, columns: Sequence[str] | None = None, filter: pyarrow.dataset.Expression | None = None) -> Any:
        """The results as a pyarrow Table.

        columns: which, all if not given. filter: of the rows, as pyarrow.dataset.field("quota") > 12.
        The metadata of its schema tell the study and its hash. Needs pyarrow.
        """
        if columns is not None:
            for name in columns:
                if name not in self.columns:
                    raise ValueError(f'columns: must be of {", ".join(self.columns)}, got "{name}"')
        table = self.dataset().to_table(columns=None if columns is None else list(columns), filter=filter)
        return table.unify_dictionaries().replace_schema_metadata(self.about())

    def to_pandas(
        self, columns: Sequence[str] | None = None, filter: pyarrow.dataset.Expression | None = None
    ) -> pandas.DataFrame:
        """The results as a pandas DataFrame, texts as categories; see to_arrow. The study is in `attrs`."""
        need("pandas", purpose="to_pandas()", extra="pandas")
        frame: pandas.DataFrame = self.to_arrow(columns, filter).to_pandas()
        frame.attrs.update(self.provenance, study=self.study)
        return frame

    def __len__(self) -> int:
        return int(self.dataset().count_rows())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Results):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[str, tuple[int, ...]]:
        return self._contents["hash"], tuple(self._contents["missing"])

    def __reduce__(self) -> tuple[object, ...]:
        return Results, (os.fspath(self.path),)

    def __repr__(self) -> str:
        there = self.chunks - len(self.missing)
        return f"Results({os.fspath(self.path)!r}): {there:,} of {self.chunks:,} chunks, {', '.join(self.columns)}"


def _contents(path: Path, check: bool = False) -> Contents:
    return cast("Contents", _core.read_sweep_folder(os.fspath(path), check))


def arrow_version() -> str:
    """Which pyarrow writes. Raises ImportError without it."""
    return str(need("pyarrow", purpose='format="parquet"', extra="batch").__version__)


def parquet_file(columns: Iterable[tuple[str, str]], values: Mapping[str, Values], about: Mapping[str, str]) -> bytes:
    """The rows of a chunk as a Parquet file: the same bytes for the same values, by one version of pyarrow."""
    arrow, parquet = (need(name, purpose='format="parquet"', extra="batch") for name in ("pyarrow", "pyarrow.parquet"))
    schema = _schema(columns)
    arrays = [_array(arrow, values[name]) for name in schema.names]
    sink = arrow.BufferOutputStream()
    parquet.write_table(
        arrow.table(arrays, schema=schema.with_metadata(dict(about))),
        sink,
        row_group_size=GROUP_ROWS,
        version="2.6",
        data_page_version="1.0",
        use_dictionary=[name for name in schema.names if name not in COUNTERS],
        column_encoding={name: "DELTA_BINARY_PACKED" for name in schema.names if name in COUNTERS},
        compression="zstd",
        compression_level=ZSTD_LEVEL,
    )
    return bytes(sink.getvalue())


def _schema(columns: Iterable[tuple[str, str]]) -> pyarrow.Schema:
    arrow = need("pyarrow", purpose="reading results", extra="batch")
    types = {
        "integer": arrow.int64(),
        "real": arrow.float64(),
        "text": arrow.dictionary(arrow.int32(), arrow.string()),
    }
    return arrow.schema([(name, types[kind]) for name, kind in columns])


def _array(arrow: Any, values: Values) -> Any:
    if isinstance(values, tuple):
        codes, texts = values
        return arrow.DictionaryArray.from_arrays(arrow.array(codes, mask=codes < 0), arrow.array(texts, arrow.string()))
    return arrow.array(values, from_pandas=True)  # NaN is an empty value


def _csv_format(schema: pyarrow.Schema) -> Any:
    data, csv = (need(name, purpose="reading results", extra="batch") for name in ("pyarrow.dataset", "pyarrow.csv"))
    types = {field.name: field.type for field in schema}
    return data.CsvFileFormat(
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )
