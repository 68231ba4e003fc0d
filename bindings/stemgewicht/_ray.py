"""Ray, as one more executor."""

from __future__ import annotations

from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any

from stemgewicht._optional import need

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future


class RayExecutor(Executor):
    """The workers of Ray as a concurrent.futures.Executor, for sweep(executor=).

    Takes the cluster that ray.init was called for, or starts one on this machine, as Ray does by itself.
    options: of ray.remote, such as num_cpus=1 or max_retries=3, for each task. Ray starts a task again whose worker
    died.
    Raises ModuleNotFoundError with the package to install where Ray is missing.
    """

    def __init__(self, **options: Any) -> None:
        self._ray = need("ray", purpose="RayExecutor", extra="ray")
        if not self._ray.is_initialized():
            self._ray.init(log_to_driver=False)
        self._call = self._ray.remote(**options)(_call) if options else self._ray.remote(_call)

    @property
    def num_workers(self) -> int:
        """How many processors the cluster has now."""
        return int(self._ray.cluster_resources().get("CPU", 0))

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hands a call to the cluster. The future's result raises what the call raised."""
        future: Future[Any] = self._call.remote(function, args, kwargs).future()
        return future


def _call(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return function(*args, **kwargs)
