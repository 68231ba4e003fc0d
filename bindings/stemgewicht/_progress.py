"""How far long calls are."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from stemgewicht import _core
from stemgewicht._optional import need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stemgewicht._types import Progress

INTERVAL = 0.1  # seconds between two looks


@contextmanager
def progress(show: Progress = True) -> Iterator[None]:
    """Shows how far the calls inside a `with` block are, by a bar of tqdm: simulations, options, phase and their like.

    show: True; False or None for nothing; or a function of how much is done and how much there is, 0 where that is not
    known, called at most ten times a second. What it raises ends the call. Calls of other threads are not told. The
    functions of the study take the same as `progress=`.
    Raises ImportError with the package to install where tqdm is missing.
    """
    if not (show is None or isinstance(show, bool) or callable(show)):
        raise TypeError(f"progress: must be True, False, None or a function, got {show!r}")
    if not show:
        yield
        return
    listener = show if callable(show) else _Bar()
    before = _core.tell_progress_to(_Sparing(listener))
    try:
        yield
    finally:
        _core.tell_progress_to(before)
        if isinstance(listener, _Bar):
            listener.close()


class _Sparing:
    """Passes on what it is told ten times a second, and whatever is the end of something."""

    def __init__(self, listener: Callable[[int, int], object]) -> None:
        self.listener = listener
        self.told = 0.0

    def __call__(self, done: int, all: int) -> None:
        now = time.monotonic()
        if now - self.told >= INTERVAL or done == all:
            self.told = now
            self.listener(done, all)


class _Bar:
    """A bar that begins again where other work begins."""

    def __init__(self) -> None:
        self.tqdm = need("tqdm.auto", purpose="progress", extra="progress").tqdm
        self.bar: Any = None

    def __call__(self, done: int, all: int) -> None:
        if self.bar is None or done < self.bar.n:
            self.close()
            self.bar = self.tqdm(total=all or None, leave=False)
        self.bar.total = all or None
        self.bar.update(done - self.bar.n)

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()
