"""Trees of numbers, trustworthy differences, and bitwise comparison, for all tests.

A *tree* is a float, an array, or a tuple, list, dict, named tuple or dataclass of trees. `flatten` lays its floating
point numbers out in one real vector (a complex number is two reals), so that the derivative of any program is a matrix.
"""

import copy
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass

import numpy as np


def branches(tree) -> list | None:
    """The subtrees of `tree` in a fixed order; None for a leaf."""
    match tree:
        case dict():
            return list(tree.values())
        case tuple() | list():
            return list(tree)
        case _ if is_dataclass(tree) and not isinstance(tree, type):
            return [getattr(tree, field.name) for field in fields(tree)]
        case _:
            return None


def with_branches(tree, parts):
    """`tree` with its subtrees replaced by `parts`."""
    match tree:
        case dict():
            return dict(zip(tree, parts, strict=True))
        case tuple() if hasattr(tree, "_fields"):
            return type(tree)(*parts)
        case tuple() | list():
            return type(tree)(parts)
        case _:
            names = [field.name for field in fields(tree)]
            changed = copy.copy(tree)
            for name, part in zip(names, parts, strict=True):
                object.__setattr__(changed, name, part)
            return changed


def is_real_leaf(leaf) -> bool:
    """True if `leaf` is a floating point number or array, so that it has a derivative."""
    if isinstance(leaf, (bool, int, str, type(None))) or not isinstance(
        leaf, (float, complex, np.ndarray, np.generic)
    ):
        return False
    return np.asarray(leaf).dtype.kind in "fc"


def leaves(tree) -> list:
    """The leaves of `tree` that can carry a derivative."""
    parts = branches(tree)
    if parts is None:
        return [tree] if is_real_leaf(tree) else []
    return [leaf for part in parts for leaf in leaves(part)]


def map_leaves(change: Callable, tree):
    """A copy of `tree` with `change` applied to each leaf that can carry a derivative."""
    parts = branches(tree)
    if parts is None:
        return change(tree) if is_real_leaf(tree) else tree
    return with_branches(tree, [map_leaves(change, part) for part in parts])


def as_reals(leaf) -> np.ndarray:
    """The numbers of `leaf` as one float64 vector."""
    numbers = np.ravel(np.asarray(leaf))
    if numbers.dtype.kind == "c":
        return numbers.astype(np.complex128).view(np.float64)
    return numbers.astype(np.float64)


def beside(tree, model) -> list:
    """The leaves of `tree` that stand where `model` has leaves that can carry a derivative."""
    parts = branches(model)
    if parts is None:
        return [tree] if is_real_leaf(model) else []
    return [leaf for part, other in zip(branches(tree), parts, strict=True) for leaf in beside(part, other)]


def flatten(tree, model=None) -> np.ndarray:
    """All floating point numbers of `tree` as one float64 vector; with `model`, those beside its numbers."""
    chosen = leaves(tree) if model is None else beside(tree, model)
    return np.concatenate([np.zeros(0), *map(as_reals, chosen)])


def covector(adjoint, model=None) -> np.ndarray:
    """An adjoint as a vector: its product with a flattened tangent is the real part of the sum of adjoint * tangent."""
    return flatten(map_leaves(np.conj, adjoint), model)


def unflatten(tree, numbers: np.ndarray):
    """A copy of `tree` that holds `numbers`, with the type, dtype, shape and order of each leaf kept."""
    position = 0

    def take(leaf):
        nonlocal position
        length = as_reals(leaf).size
        part = numbers[position : position + length]
        position += length
        if np.asarray(leaf).dtype.kind == "c":
            part = np.ascontiguousarray(part).view(np.complex128)
        array = part.reshape(np.shape(leaf)).astype(np.asarray(leaf).dtype)
        if isinstance(leaf, np.ndarray):
            like = np.empty_like(leaf)  # in the same order in memory, which decides what is a view
            like[...] = array
            return like
        return array[()] if isinstance(leaf, np.generic) else type(leaf)(array[()])

    return map_leaves(take, tree)


def random_like(tree, seed: str):
    """A tree like `tree` with random numbers in [-1.5, -0.5] or [0.5, 1.5]: none is near zero, all differ."""
    rng = np.random.default_rng(zlib.crc32(seed.encode()))
    size = flatten(tree).size
    return unflatten(tree, rng.uniform(0.5, 1.5, size) * rng.choice([-1.0, 1.0], size))


def widened(tree):
    """`tree` in double precision, so that differences of it can be trusted."""

    def widen(leaf):
        dtype = np.asarray(leaf).dtype
        if dtype in (np.float32, np.float16, np.complex64):
            wide = np.result_type(dtype, np.float64)
            return leaf.astype(wide) if isinstance(leaf, np.ndarray) else wide.type(leaf)
        return leaf

    return map_leaves(widen, tree)


# Differences


def central(function: Callable, step: float, rounds: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """The derivative at 0 of a vector-valued `function` of one number, and an estimate of its error.

    Ridders' method: central differences at steps that shrink by `factor`, extrapolated in the square of the step; of
    all entries of the tableau the one nearest its neighbours is taken, for each component apart.
    """
    factor, table = 2.0, []
    best = worst = None
    for i in range(rounds):
        h = step / factor**i
        row = [(function(h) - function(-h)) / (2 * h)]
        for j in range(1, i + 1):
            weight = factor ** (2 * j)
            row.append((weight * row[j - 1] - table[-1][j - 1]) / (weight - 1))
            error = np.maximum(abs(row[j] - row[j - 1]), abs(row[j] - table[-1][j - 1]))
            if best is None:
                best, worst = row[j], error
            else:
                better = error < worst
                best, worst = np.where(better, row[j], best), np.where(better, error, worst)
        table.append(row)
    return best, worst


def jacobian_by_differences(
    f: Callable, args: Callable, wrt, step: float = 2e-3
) -> tuple[np.ndarray, np.ndarray]:
    """The matrix of partials of the numbers in ``f(*args())`` by those in the arguments `wrt`, and its estimated error.

    `args` makes fresh arguments for every evaluation, so `f` may overwrite them.
    """

    def start():
        primals = args()
        return primals, [widened(primals[i]) for i in wrt]

    def along(position, h):
        primals, chosen = start()
        numbers = flatten(chosen)
        numbers[position] += h
        moved = dict(zip(wrt, unflatten(chosen, numbers), strict=True))
        return flatten(f(*(moved.get(i, primal) for i, primal in enumerate(primals))))

    columns = []
    for position, number in enumerate(flatten(start()[1])):
        scaled = step * max(1.0, abs(number))
        columns.append(central(lambda h, position=position: along(position, h), scaled))
    rows = flatten(f(*args())).size
    if not columns:
        return np.zeros((rows, 0)), np.zeros((rows, 0))
    return np.stack([c[0] for c in columns], axis=1), np.stack([c[1] for c in columns], axis=1)


# Comparison


def bits(tree):
    """What two trees share if they are equal to the last bit: containers, dtypes, shapes and bytes."""
    parts = branches(tree)
    if parts is not None:
        keys = tuple(tree) if isinstance(tree, dict) else ()
        return type(tree), keys, tuple(bits(part) for part in parts)
    if isinstance(tree, (float, complex, np.ndarray, np.generic)) and not isinstance(tree, np.void):
        array = np.asarray(tree)
        if array.dtype == object:
            return type(tree), repr(tree)
        if np.isnan(array).any() if array.dtype.kind in "fc" else False:
            array = np.where(np.isnan(array), np.nan, array)
        return isinstance(tree, np.ndarray), array.dtype.str, array.shape, array.tobytes()
    return type(tree), repr(tree)


def assert_close(actual, expected, tolerance, message=""):
    """Fail unless each entry agrees to `tolerance` relative to itself and, more weakly, to the largest entry."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert actual.shape == expected.shape, f"{message}: shapes {actual.shape} and {expected.shape}"
    floor = 1e-3 + np.max(abs(expected), initial=0.0) * 1e-2
    wrong = ~(abs(actual - expected) <= tolerance * (abs(expected) + floor))
    assert not wrong.any(), (
        f"{message}: {wrong.sum()} of {wrong.size} numbers differ, first at {np.flatnonzero(wrong)[0]}\n"
        f"  got      {actual[wrong][:6]}\n  expected {expected[wrong][:6]}"
    )


def assert_same_structure(actual, primal, where="") -> None:
    """Fail unless `actual` has the containers, shapes and dtypes of `primal`; what carries no derivative may differ."""
    parts = branches(primal)
    if parts is None:
        if is_real_leaf(primal):
            assert np.shape(actual) == np.shape(primal), (
                f"{where}: shape {np.shape(actual)}, not {np.shape(primal)}"
            )
            found, wanted = np.asarray(actual).dtype, np.asarray(primal).dtype
            assert found == wanted, f"{where}: dtype {found}, not {wanted}"
        return
    assert type(actual) is type(primal), f"{where}: {type(actual).__name__}, not {type(primal).__name__}"
    if isinstance(primal, dict):
        assert list(actual) == list(primal), f"{where}: keys {list(actual)}, not {list(primal)}"
    found = branches(actual)
    assert len(found) == len(parts), f"{where}: {len(found)} items, not {len(parts)}"
    for i, (part, model) in enumerate(zip(found, parts, strict=True)):
        assert_same_structure(part, model, f"{where}[{i}]")
