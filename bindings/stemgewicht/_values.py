"""Values that are what they are made of: equal, hashed, copied and pickled by it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from types import ModuleType
from typing import Any

import numpy as np

from stemgewicht import _core


class Value:
    """A value made of its slots."""

    __slots__: tuple[str, ...] = ()

    def _content(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other) or not isinstance(other, Value):
            return NotImplemented
        return bool(frozen(self._content()) == frozen(other._content()))

    def __hash__(self) -> int:
        return hash((type(self), frozen(self._content())))

    def __reduce__(self) -> tuple[object, ...]:
        return made_of, (type(self), self._content())


def made_of(kind: type[Value], content: tuple[Any, ...]) -> Value:
    """The value of a kind with these slots, for pickle."""
    value = kind.__new__(kind)
    for name, part in zip(kind.__slots__, content, strict=True):
        setattr(value, name, part)
    return value


def frozen(part: object) -> Hashable:
    """A part of a value as something that can be compared and hashed."""
    if isinstance(part, np.ndarray):
        return part.shape, tuple(part.flat)
    if isinstance(part, Mapping):
        return frozenset((key, frozen(value)) for key, value in part.items())
    if isinstance(part, list | tuple):
        return tuple(map(frozen, part))
    if isinstance(part, set | frozenset):
        return frozenset(map(frozen, part))
    assert isinstance(part, Hashable)
    return part


def complete(kinds: ModuleType) -> None:
    """Gives the classes of the extension whose values can be pickled the equality and the hash that they lack."""
    for kind in vars(kinds).values():
        if not isinstance(kind, type) or "__reduce__" not in vars(kind) or issubclass(kind, BaseException):
            continue
        if "__eq__" not in vars(kind) or kind is _core.Statute:  # whose own compares with statutes alone
            kind.__eq__ = _equal  # type: ignore[method-assign]
        if vars(kind).get("__hash__") is None:
            kind.__hash__ = _hash  # type: ignore[method-assign]


def _content_of(value: object) -> Hashable:
    """What a value of the extension pickles as, without what a subclass adds."""
    parts: Any = value.__reduce__()
    _, arguments, state = parts[:3]
    return frozen(state[:-1] if isinstance(state, tuple) else arguments)


def _equal(self: object, other: object) -> Any:
    if type(self) is not type(other):
        return NotImplemented
    return _content_of(self) == _content_of(other)


def _hash(self: object) -> int:
    return hash(_content_of(self))


complete(_core)
