"""Says which argument does not fit, where a function of the extension cannot take what it was called with."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator, Mapping, Sequence
from operator import index
from typing import Any, NamedTuple

from stemgewicht import _core

# Types of arguments as pybind11 writes them, and as messages call them.
WORDS = {
    "str": "a text",
    "bytes": "bytes",
    "bool": "True or False",
    "typing.SupportsIndex": "a whole number",
    "typing.SupportsFloat": "a number",
    "collections.abc.Iterable": "a list",
    "collections.abc.Sequence": "a list",
    "collections.abc.Mapping": "a dictionary",
    "None": "None",
}

# The largest whole numbers that some arguments take, and the one that all of them take.
LIMITS = {1 << 63: "2^63", 1 << 31: "2^31"}

# Classes of rules that are taken as they are, none with methods of its own.
UNALTERED = ("WeightedRule", "AttendanceRule")


class Misfit(NamedTuple):
    """What is wrong with an argument, or with the call."""

    path: str
    expected: str
    got: str
    kind: type[Exception] = TypeError

    def error(self) -> Exception:
        return self.kind(f"{self.path}: must be {self.expected}, got {self.got}")


class Parameter(NamedTuple):
    """A parameter of a signature; `types` are alternatives."""

    name: str
    types: list[ast.expr]
    needed: bool
    by_position: bool


class Call(NamedTuple):
    """The arguments of a call, and the limit to take whole numbers by."""

    given: Sequence[object]
    named: Mapping[str, object]
    limit: int


def misfit(function: str, signatures: Sequence[str], given: Sequence[object], named: Mapping[str, object]) -> Exception:
    """The error of a call that fits no signature: by the one that it fits best, the first argument that is wrong."""
    overloads = [parameters_of(signature) for signature in reversed(signatures)]
    name = _class_name(overloads[0][0].types[0]) if function.startswith("__") else function
    for limit in LIMITS:
        found = [list(_misfits(name, parameters, Call(given, named, limit))) for parameters in overloads]
        if all(found):
            return min(found, key=lambda misfits: (len(misfits), misfits[0].path == name))[0].error()
    types = ", ".join(type(value).__name__ for value in (*given, *named.values()))
    return Misfit(name, f"called with {_names(overloads[0])}", types or "nothing").error()


def shown(value: object) -> str:
    """A value as a message shows it: in one line that is not too long, and that any terminal can print."""
    text = f'"{value}"' if isinstance(value, str) else str(value)
    line = " ".join(text.encode("utf-8", "backslashreplace").decode().split())
    return line if len(line) <= 80 else f"{line[:77]}..."


def check_list(field: str, value: object) -> None:
    """Raises TypeError where an argument is no list of texts."""
    if not hasattr(value, "__len__"):
        raise Misfit(field, "a list of texts", shown(value)).error()


def number(field: str, value: Any) -> float:
    """An argument as a number. Raises TypeError by its name where it is none."""
    try:
        return float(value)
    except (TypeError, ValueError):
        raise Misfit(field, "a number", shown(value)).error() from None


def numbers(field: str, values: Any) -> list[float]:
    """An argument as a list of numbers. Raises TypeError by its name where it is none."""
    if isinstance(values, str) or not hasattr(values, "__iter__"):
        raise Misfit(field, "a list of numbers", shown(values)).error()
    return [number(f"{field}[{place}]", value) for place, value in enumerate(values)]


def file_path(field: str, value: Any, expected: str = "a text or a path") -> str:
    """An argument as the path of a file. Raises TypeError by its name where it is none."""
    if not isinstance(value, str | os.PathLike):
        raise Misfit(field, expected, shown(value)).error()
    return str(os.fspath(value))


def parameters_of(signature: str) -> list[Parameter]:
    """The parameters of a signature, such as "(rule: object, *, threads: int | None = None) -> object"."""
    (function,) = ast.parse(f"def function{signature.rpartition(' -> ')[0]}: ...").body
    assert isinstance(function, ast.FunctionDef)
    places, keywords = [*function.args.posonlyargs, *function.args.args], function.args.kwonlyargs
    needed = len(places) - len(function.args.defaults)
    return [
        *(_parameter(argument, place < needed, True) for place, argument in enumerate(places)),
        *(
            _parameter(argument, default is None, False)
            for argument, default in zip(keywords, function.args.kw_defaults, strict=True)
        ),
    ]


def _parameter(argument: ast.arg, needed: bool, by_position: bool) -> Parameter:
    assert argument.annotation is not None
    return Parameter(argument.arg, _alternatives(argument.annotation), needed, by_position)


def _alternatives(annotation: ast.expr) -> list[ast.expr]:
    if isinstance(annotation, ast.BinOp):
        return [*_alternatives(annotation.left), *_alternatives(annotation.right)]
    return [annotation]


def _class_name(annotation: ast.expr) -> str:
    return ast.unparse(annotation).rpartition(".")[2]


def _names(parameters: Sequence[Parameter]) -> str:
    return ", ".join(parameter.name for parameter in parameters if parameter.name != "self") or "nothing"


def _misfits(function: str, parameters: Sequence[Parameter], call: Call) -> Iterator[Misfit]:
    """All that is wrong with a call, for one signature."""
    given, named = call.given, call.named
    for place, parameter in enumerate(parameters):
        name = parameter.name
        by_position = parameter.by_position and place < len(given)
        if name == "self":
            continue
        if by_position and name in named:
            yield Misfit(name, "given once", "it twice")
        elif by_position or name in named:
            yield from _of_value(name, parameter.types, given[place] if by_position else named[name], call.limit)
        elif parameter.needed:
            yield Misfit(name, "given", "nothing")
    places = [parameter for parameter in parameters if parameter.by_position]
    for value in given[len(places) :]:
        yield Misfit(function, f"called with {_names(places)}, and what follows by name", shown(value))
    known = {parameter.name for parameter in parameters}
    for name in named:
        if name not in known:
            yield Misfit(function, f"called with {_names(parameters)}", name)


def _of_value(path: str, types: Sequence[ast.expr], value: object, limit: int) -> list[Misfit]:
    """Nothing where a value is of one of the types; else what is wrong with an element of it, or with all of it."""
    inside: list[Misfit] = []
    for kind in types:
        if not _is(kind, value, limit):
            continue
        wrong = [
            misfit
            for place, inner, part in _parts(path, kind, value)
            for misfit in _of_value(place, inner, part, limit)
        ]
        if not wrong:
            return []
        inside += wrong
    names = {_type_name(kind) for kind in types}
    return inside[:1] or [Misfit(path, _expected(types, value), shown(value), _error_type(names, value))]


def _parts(path: str, kind: ast.expr, value: object) -> Iterator[tuple[str, list[ast.expr], object]]:
    """The elements of a value of a type that tells of what: where they are, the types that they may have, and they."""
    if not isinstance(kind, ast.Subscript) or not hasattr(value, "__len__"):
        return
    inner = kind.slice.elts if isinstance(kind.slice, ast.Tuple) else [kind.slice]
    if isinstance(value, Mapping):
        for key, part in value.items():
            place = f"{path}[{shown(key)}]"
            yield from ((place, _alternatives(inner[0]), key), (place, _alternatives(inner[1]), part))
    else:
        repeated = inner if _type_name(kind) == "tuple" else inner * len(value)
        for position, (type_, part) in enumerate(zip(repeated, iter(value), strict=False)):  # type: ignore[call-overload]
            yield f"{path}[{position}]", _alternatives(type_), part


def _type_name(kind: ast.expr) -> str:
    return ast.unparse(kind.value if isinstance(kind, ast.Subscript) else kind)


def _is(kind: ast.expr, value: object, limit: int) -> bool:
    """Whether a value is of a type, its elements left aside."""
    match _type_name(kind):
        case "None":
            return value is None
        case "str":
            return isinstance(value, bytes) or (isinstance(value, str) and _is_unicode(value))
        case "bytes":
            return isinstance(value, bytes)
        case "bool":
            return value is None or hasattr(value, "__bool__")
        case "typing.SupportsIndex":
            whole = _whole(value)
            return whole is not None and 0 <= whole < limit
        case "typing.SupportsFloat":
            return hasattr(value, "__float__") or _whole(value) is not None
        case "collections.abc.Sequence":
            return hasattr(value, "__iter__") and not isinstance(value, str | bytes | Mapping)
        case "collections.abc.Iterable":
            return hasattr(value, "__iter__") or hasattr(value, "__getitem__")
        case "collections.abc.Mapping":
            return isinstance(value, Mapping)
        case "tuple":
            return not isinstance(kind, ast.Subscript) or _is_tuple(kind, value)
    return isinstance(value, getattr(_core, _class_name(kind), object)) and not _is_altered(kind, value)


def _is_altered(kind: ast.expr, value: object) -> bool:
    return _class_name(kind) in UNALTERED and _core.has_own_methods(value)


def _is_tuple(kind: ast.Subscript, value: object) -> bool:
    return isinstance(kind.slice, ast.Tuple) and isinstance(value, Sequence) and len(value) == len(kind.slice.elts)


def _whole(value: object) -> int | None:
    try:
        return index(value)  # type: ignore[arg-type]
    except TypeError:
        return None


def _is_unicode(text: str) -> bool:
    return text.encode("utf-8", "replace").decode() == text


def _error_type(names: set[str], value: object) -> type[Exception]:
    """A ValueError where the type is right and the value is not."""
    right = (isinstance(value, str) and "str" in names) or (
        _whole(value) is not None and "typing.SupportsIndex" in names
    )
    return ValueError if right else TypeError


def _expected(types: Sequence[ast.expr], value: object) -> str:
    names = {_type_name(kind) for kind in types}
    whole = _whole(value)
    if _error_type(names, value) is TypeError:
        altered = any(_is_altered(kind, value) for kind in types)
        return f"{_words(types)}{' without methods of its own' if altered else ''}"
    if whole is None:
        return "a text of Unicode characters"
    if whole < 0:
        return "a whole number of 0 or more"
    return f"a whole number below {next(text for limit, text in LIMITS.items() if whole >= limit)}"


def _words(types: Sequence[ast.expr]) -> str:
    numbers = any(_type_name(kind) == "typing.SupportsFloat" for kind in types)
    words = [_word(kind) for kind in types if not (numbers and _type_name(kind) == "typing.SupportsIndex")]
    return " or ".join(dict.fromkeys(words))


def _word(kind: ast.expr) -> str:
    name = _type_name(kind)
    if isinstance(kind, ast.Subscript) and name == "collections.abc.Sequence":
        return "a list of " + _plural(_words(_alternatives(kind.slice)))
    if isinstance(kind, ast.Subscript) and isinstance(kind.slice, ast.Tuple) and name == "tuple":
        return f"a tuple of {len(kind.slice.elts)}"
    return WORDS.get(name, _article(_class_name(kind)))


def _article(name: str) -> str:
    return f"{'an' if name[0] in 'AEIOaeio' else 'a'} {name}"


def _plural(words: str) -> str:
    """Of a list's elements: "a number" are numbers, "a list of texts" are lists of texts."""
    nouns = []
    for one in words.split(" or "):
        article, _, rest = one.partition(" ")
        noun, of, more = rest.partition(" of ")
        nouns.append(f"{noun}s{of}{more}" if article in ("a", "an") else one)
    return " or ".join(nouns)
