"""How a function joins the zoo: ``@program(args=lambda: (0.5, draw(3)))`` leaves it a plain function."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Program:
    """A function to differentiate with respect to the parameters `wrt`, and arguments to do it at.

    `args` makes fresh arguments, away from kinks, for each call. Level 2 needs straight-line code, branches, loops
    over a range or an array, `while`, helpers, closures and reading; level 3 is everything else.
    """

    function: Callable
    args: Callable[[], tuple]
    wrt: tuple[int, ...]
    level: int
    note: str
    tolerance: float

    @property
    def name(self) -> str:
        return self.function.__module__.rpartition(".")[2] + "." + self.function.__name__


def program(*, args, wrt=None, level=2, note="", tolerance=1e-7):
    """Register the decorated function; `wrt` defaults to every parameter."""

    def register(function):
        chosen = tuple(range(len(args()))) if wrt is None else wrt
        function.program = Program(function, args, chosen, level, note, tolerance)
        return function

    return register


def draw(*shape, seed=0, low=-1.0, high=1.0):
    """An array of fixed, irregular numbers."""
    return np.random.default_rng(seed + 100 * sum(shape)).uniform(low, high, shape)


def positive(*shape, seed=0):
    """An array of fixed, irregular numbers between 0.5 and 2."""
    return draw(*shape, seed=seed, low=0.5, high=2.0)


def definite(n, seed=0):
    """A symmetric positive definite matrix."""
    half = draw(n, n, seed=seed)
    return half @ half.T + n * np.eye(n)
