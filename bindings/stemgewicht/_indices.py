"""The power indices, by the table of the library; `_indices.pyi` has their signatures."""

from stemgewicht import _core

# Nucleolus and minimum_sum_representation have arguments and answers of their own.
__all__ = sorted(name for name in _core.index_names if _core.index_kinds[name] != "solution")

globals().update({name: getattr(_core, name) for name in __all__})
