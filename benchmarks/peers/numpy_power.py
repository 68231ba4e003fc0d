"""Banzhaf and Shapley-Shubik of a weighted board with NumPy: what a careful user would write.

Chances in double precision, one array operation for each member that is counted in, and divide and conquer over the
members for the distribution of all others, which needs no unstable removal of a member: n log2(n) array operations.
"""

import numpy as np


def with_members(chances, weights):
    """The distribution of the weight for, to quota - 1, after these members toss fair coins: axis 1 is the weight."""
    for weight in weights:
        following = chances / 2
        if weight < chances.shape[1]:
            following[:, weight:] += chances[:, : chances.shape[1] - weight] / 2
        chances = following
    return chances


def with_members_by_size(chances, weights):
    """The same for the number of yes-voters, axis 0, and their weight, axis 1."""
    for weight in weights:
        following = chances / 2
        if weight < chances.shape[1]:
            following[1:, weight:] += chances[:-1, : chances.shape[1] - weight] / 2
        chances = following
    return chances


def without_each(chances, weights, first, last, count_in, visit):
    """Calls visit(i, distribution of all members but i)."""
    if last - first == 1:
        visit(first, chances)
        return
    middle = (first + last) // 2
    without_each(count_in(chances, weights[middle:last]), weights, first, middle, count_in, visit)
    without_each(count_in(chances, weights[first:middle]), weights, middle, last, count_in, visit)


def banzhaf(weights, quota):
    values = np.empty(len(weights))

    def visit(i, others):
        values[i] = others[0, max(0, quota - weights[i]) :].sum()

    start = np.zeros((1, quota))
    start[0, 0] = 1
    without_each(start, weights, 0, len(weights), with_members, visit)
    return values


def shapley_shubik(weights, quota):
    n = len(weights)
    # The chance of a set of s others under coins is 2^-(n-1); in a random order, 1 / (n binomial(n - 1, s)).
    logarithms = np.concatenate([[0], np.cumsum(np.log(np.arange(1, n + 1)))])
    sizes = np.arange(n)
    factors = np.exp(logarithms[sizes] + logarithms[n - 1 - sizes] - logarithms[n] + (n - 1) * np.log(2))
    values = np.empty(n)

    def visit(i, others):
        values[i] = (factors * others[:, max(0, quota - weights[i]) :].sum(axis=1)).sum()

    start = np.zeros((n, quota))
    start[0, 0] = 1
    without_each(start, weights, 0, n, with_members_by_size, visit)
    return values
