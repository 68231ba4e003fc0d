"""Packages that only some functions need."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def need(module: str, *, purpose: str, extra: str) -> Any:
    """Imports a module. Raises ImportError with the package to install where it is missing."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != package:
            raise  # the package is there, but something that it needs itself is not
        raise ModuleNotFoundError(
            f"{purpose} needs {package}, which is not installed: "
            f"pip install {package}, or pip install 'stemgewicht[{extra}]'",
            name=error.name,
        ) from error
