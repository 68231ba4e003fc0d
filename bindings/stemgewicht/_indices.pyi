# Written by scripts/write_stubs.py.
from fractions import Fraction
from typing import Literal, overload

import numpy as np
from numpy.typing import NDArray

from stemgewicht._core import Bounded, Estimate, PowerEstimates
from stemgewicht._types import (
    BoundedMethod,
    EstimateMethod,
    ExactMethod,
    Method,
    Pairs,
    PowerMethod,
    Rule,
    SimulationMethod,
    Unions,
)

__all__ = [
    "amer_carreras_gimenez",
    "banzhaf",
    "banzhaf_normalized",
    "banzhaf_owen",
    "coleman_collectivity",
    "coleman_initiate",
    "coleman_prevent",
    "coleman_shapley",
    "colomer_martinez",
    "deegan_packel",
    "deegan_packel_raw",
    "felsenthal",
    "graph_banzhaf",
    "johnston",
    "johnston_colomer_martinez",
    "johnston_raw",
    "koenig_braeuninger",
    "least_size_winning_coalitions",
    "minimal_winning_coalitions",
    "myerson",
    "nevison",
    "owen",
    "public_good",
    "public_good_raw",
    "public_good_solidarity",
    "public_good_threat_1",
    "public_good_threat_2",
    "public_good_threat_3",
    "public_help",
    "public_help_raw",
    "public_help_xi",
    "rae",
    "shapley_shubik",
    "shift",
    "shift_deegan_packel",
    "shift_deegan_packel_raw",
    "shift_raw",
    "swings",
    "symmetric_coalitional_banzhaf",
    "tijs",
    "winning_coalitions",
]

@overload
def banzhaf(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> NDArray[np.float64]: ...
@overload
def banzhaf(
    rule: Rule, method: EstimateMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> PowerEstimates: ...
@overload
def banzhaf(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> list[Fraction]: ...
@overload
def banzhaf_normalized(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> NDArray[np.float64]: ...
@overload
def banzhaf_normalized(
    rule: Rule, method: EstimateMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> PowerEstimates: ...
@overload
def banzhaf_normalized(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> list[Fraction]: ...
@overload
def swings(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> NDArray[np.float64]: ...
@overload
def swings(
    rule: Rule, method: EstimateMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> PowerEstimates: ...
@overload
def swings(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> list[Fraction]: ...
@overload
def shapley_shubik(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> NDArray[np.float64]: ...
@overload
def shapley_shubik(
    rule: Rule, method: EstimateMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> PowerEstimates: ...
@overload
def shapley_shubik(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> list[Fraction]: ...
@overload
def coleman_shapley(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> NDArray[np.float64]: ...
@overload
def coleman_shapley(
    rule: Rule, method: EstimateMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> PowerEstimates: ...
@overload
def coleman_shapley(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> list[Fraction]: ...
@overload
def coleman_prevent(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> NDArray[np.float64]: ...
@overload
def coleman_prevent(
    rule: Rule, method: EstimateMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> PowerEstimates: ...
@overload
def coleman_prevent(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> list[Fraction]: ...
@overload
def coleman_initiate(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> NDArray[np.float64]: ...
@overload
def coleman_initiate(
    rule: Rule, method: EstimateMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> PowerEstimates: ...
@overload
def coleman_initiate(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> list[Fraction]: ...
@overload
def rae(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> NDArray[np.float64]: ...
@overload
def rae(
    rule: Rule, method: EstimateMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> PowerEstimates: ...
@overload
def rae(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> list[Fraction]: ...
@overload
def nevison(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> NDArray[np.float64]: ...
@overload
def nevison(
    rule: Rule, method: EstimateMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> PowerEstimates: ...
@overload
def nevison(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> list[Fraction]: ...
@overload
def koenig_braeuninger(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> NDArray[np.float64]: ...
@overload
def koenig_braeuninger(
    rule: Rule, method: EstimateMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> PowerEstimates: ...
@overload
def koenig_braeuninger(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> list[Fraction]: ...
@overload
def public_help(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> NDArray[np.float64]: ...
@overload
def public_help(
    rule: Rule, method: EstimateMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> PowerEstimates: ...
@overload
def public_help(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> list[Fraction]: ...
@overload
def public_help_raw(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> NDArray[np.float64]: ...
@overload
def public_help_raw(
    rule: Rule, method: EstimateMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> PowerEstimates: ...
@overload
def public_help_raw(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> list[Fraction]: ...
@overload
def coleman_collectivity(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> float: ...
@overload
def coleman_collectivity(
    rule: Rule, method: SimulationMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> Estimate: ...
@overload
def coleman_collectivity(
    rule: Rule, method: BoundedMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> Bounded: ...
@overload
def coleman_collectivity(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> Fraction: ...
@overload
def winning_coalitions(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> float: ...
@overload
def winning_coalitions(
    rule: Rule, method: SimulationMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> Estimate: ...
@overload
def winning_coalitions(
    rule: Rule, method: BoundedMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> Bounded: ...
@overload
def winning_coalitions(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> Fraction: ...
@overload
def minimal_winning_coalitions(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> float: ...
@overload
def minimal_winning_coalitions(
    rule: Rule, method: SimulationMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> Estimate: ...
@overload
def minimal_winning_coalitions(
    rule: Rule, method: BoundedMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> Bounded: ...
@overload
def minimal_winning_coalitions(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> Fraction: ...
@overload
def least_size_winning_coalitions(
    rule: Rule, method: PowerMethod = "auto", *, fractions: Literal[False] = False, threads: int | None = None
) -> float: ...
@overload
def least_size_winning_coalitions(
    rule: Rule, method: SimulationMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> Estimate: ...
@overload
def least_size_winning_coalitions(
    rule: Rule, method: BoundedMethod, *, fractions: Literal[False] = False, threads: int | None = None
) -> Bounded: ...
@overload
def least_size_winning_coalitions(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True], threads: int | None = None
) -> Fraction: ...
@overload
def public_help_xi(
    rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def public_help_xi(rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def deegan_packel(rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False) -> NDArray[np.float64]: ...
@overload
def deegan_packel(rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def public_good(rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False) -> NDArray[np.float64]: ...
@overload
def public_good(rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def johnston(rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False) -> NDArray[np.float64]: ...
@overload
def johnston(rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def colomer_martinez(
    rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def colomer_martinez(rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def johnston_colomer_martinez(
    rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def johnston_colomer_martinez(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]
) -> list[Fraction]: ...
@overload
def tijs(rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False) -> NDArray[np.float64]: ...
@overload
def tijs(rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def felsenthal(rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False) -> NDArray[np.float64]: ...
@overload
def felsenthal(rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def shift(rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False) -> NDArray[np.float64]: ...
@overload
def shift(rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def shift_deegan_packel(
    rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def shift_deegan_packel(rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def deegan_packel_raw(
    rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def deegan_packel_raw(rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def public_good_raw(
    rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def public_good_raw(rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def johnston_raw(rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False) -> NDArray[np.float64]: ...
@overload
def johnston_raw(rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def shift_raw(rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False) -> NDArray[np.float64]: ...
@overload
def shift_raw(rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def shift_deegan_packel_raw(
    rule: Rule, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def shift_deegan_packel_raw(
    rule: Rule, method: ExactMethod = "auto", *, fractions: Literal[True]
) -> list[Fraction]: ...
@overload
def owen(
    rule: Rule, unions: Unions, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def owen(rule: Rule, unions: Unions, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def banzhaf_owen(
    rule: Rule, unions: Unions, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def banzhaf_owen(
    rule: Rule, unions: Unions, method: ExactMethod = "auto", *, fractions: Literal[True]
) -> list[Fraction]: ...
@overload
def symmetric_coalitional_banzhaf(
    rule: Rule, unions: Unions, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def symmetric_coalitional_banzhaf(
    rule: Rule, unions: Unions, method: ExactMethod = "auto", *, fractions: Literal[True]
) -> list[Fraction]: ...
@overload
def amer_carreras_gimenez(
    rule: Rule, unions: Unions, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def amer_carreras_gimenez(
    rule: Rule, unions: Unions, method: ExactMethod = "auto", *, fractions: Literal[True]
) -> list[Fraction]: ...
@overload
def public_good_solidarity(
    rule: Rule, unions: Unions, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def public_good_solidarity(
    rule: Rule, unions: Unions, method: ExactMethod = "auto", *, fractions: Literal[True]
) -> list[Fraction]: ...
@overload
def public_good_threat_1(
    rule: Rule, unions: Unions, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def public_good_threat_1(
    rule: Rule, unions: Unions, method: ExactMethod = "auto", *, fractions: Literal[True]
) -> list[Fraction]: ...
@overload
def public_good_threat_2(
    rule: Rule, unions: Unions, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def public_good_threat_2(
    rule: Rule, unions: Unions, method: ExactMethod = "auto", *, fractions: Literal[True]
) -> list[Fraction]: ...
@overload
def public_good_threat_3(
    rule: Rule, unions: Unions, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def public_good_threat_3(
    rule: Rule, unions: Unions, method: ExactMethod = "auto", *, fractions: Literal[True]
) -> list[Fraction]: ...
@overload
def myerson(
    rule: Rule, edges: Pairs, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def myerson(rule: Rule, edges: Pairs, method: ExactMethod = "auto", *, fractions: Literal[True]) -> list[Fraction]: ...
@overload
def graph_banzhaf(
    rule: Rule, edges: Pairs, method: Method = "auto", *, fractions: Literal[False] = False
) -> NDArray[np.float64]: ...
@overload
def graph_banzhaf(
    rule: Rule, edges: Pairs, method: ExactMethod = "auto", *, fractions: Literal[True]
) -> list[Fraction]: ...
