"""The table of the README says what is differentiated and what is refused: each row is tried here."""

import math
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
import scipy.special

import ad_transform as ad

README = Path(__file__).resolve().parents[2] / "README.md"
X = np.array([0.3, 0.7, 1.1])


@lru_cache
def rows():
    """The rows of the README's tables as (what, "yes" or "refused")."""
    found = re.findall(r"^\| (.+?) \| (yes|refused)\b.*\|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    return {what.strip(): verdict for what, verdict in found}


CLAIMS: dict[str, list] = {}


def claim(row):
    """Say that a function of one vector shows what a row of the table says."""

    def add(function):
        CLAIMS.setdefault(row, []).append(function)
        return function

    return add


def slope(f, x, step=1e-3):
    """The gradient by central differences, extrapolated once."""

    def central(h):
        return np.array([(f(x + h * e) - f(x - h * e)) / (2 * h) for e in np.eye(len(x))])

    return (4 * central(step / 2) - central(step)) / 3


# Python


@claim("`if`, `match`, `for`, `while`, `break`, `continue`, `else`, early `return`")
def every_flow(x):
    total = 0.0
    for i, value in enumerate(x):
        if value > 1.0:
            total += value**3
            continue
        total += i * value
    else:
        total *= 2.0
    while total < 20.0:
        total = total * 1.5
        if total > 15.0:
            break
    match total:
        case 0.0:
            return 0.0
        case _:
            return total


@claim("helpers, nested functions, lambdas, closures, functions as arguments, recursion")
def every_function(x):
    scale = x[0] ** 2

    def apply(f, value):
        return f(value) * scale

    return apply(lambda value: np.sum(np.sin(value)), x) + apply(squares, x)


def squares(x):
    return np.sum(x * x)


@claim("helpers, nested functions, lambdas, closures, functions as arguments, recursion")
def recursive(x):
    return power(x[0], 3) + x[1]


def power(value, n):
    return 1.0 if n == 0 else value * power(value, n - 1)


@claim("tuples, lists, dicts, named tuples, dataclasses; comprehensions, unpacking")
def every_container(x):
    first, *rest = x[0] * 2, x[1] * 2, sum([value**2 for value in x])
    state = {"point": Point(first, rest[0]), "body": Body(x[1], x[2])}
    state["body"].mass = state["body"].mass * first
    return state["point"].x * state["point"].y + state["body"].mass * state["body"].speed


class Point(NamedTuple):
    x: float
    y: float


@dataclass
class Body:
    mass: float
    speed: float


@claim("lists that grow: `append`, `pop`; `try`, `except`, `else`, `finally`")
def growing(x):
    path = [x[0]]
    for i in range(5):
        path.append(np.sin(path[-1]) * x[1])
    return path.pop() + path[2]


# Arrays


@claim("writing into arrays: elements, slices, masks, fancy indices, views, `out=`")
def every_write(x):
    a = np.zeros(6)
    a[1:4] = x
    a[0] = a[1] * a[2]
    a[a > 1.0] *= 2.0
    a[[4, 5, 4]] = x * x
    row = a[2:]
    row += x[0]
    np.multiply(a, x[1], out=a)
    return np.sum(a**2)


@claim("broadcasting, indexing, reductions, shaping, joining, sorting")
def every_shape(x):
    table = x[:, None] * np.concatenate([x, 2 * x])
    table = np.transpose(table.reshape(2, 9))
    return np.sum(table.mean(axis=0) * table[0]) + np.sort(x)[-1] + np.max(x) + np.prod(np.cumsum(x))


@claim("`@`, `np.dot`, `np.einsum`, `np.linalg`; `np.fft`, complex numbers on the way")
def every_product(x):
    a = np.outer(x, x) + np.diag(x)
    b = np.einsum("ij,jk->ik", a, a) @ x
    return np.dot(b, np.linalg.solve(a, x)) + np.linalg.det(a) + np.linalg.norm(x)


@claim("`@`, `np.dot`, `np.einsum`, `np.linalg`; `np.fft`, complex numbers on the way")
def spectrum(x):
    return np.sum(np.abs(np.fft.fft(x)) ** 2 * np.arange(3.0)) + np.real(np.exp(1j * x[0]))


@claim("`math`; `scipy.special` where SciPy is installed")
def scalar_functions(x):
    return math.exp(x[0]) * math.hypot(x[1], x[2]) + scipy.special.erf(x[0])


class Place:
    """A class as people write it."""

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Place(self.x + other.x, self.y + other.y)

    @property
    def squared(self):
        return self.x * self.x + self.y * self.y


@claim("objects of your own classes: attributes, methods, properties, operators")
def objects(x):
    total = Place(x[0], x[1])
    for k in range(3):
        total = total + Place(x[k], 1.0)
    return total.squared


@claim("lists that grow: `append`, `pop`; `try`, `except`, `else`, `finally`")
def caught(x):
    try:
        return x[0] * 2
    except ValueError:
        return 0.0


@claim("derivatives of derivatives, and derivatives inside what is differentiated")
def second_derivative(x):
    return ad.grad(squares)(x)[0]


@claim("`yield`, `async`, `global` assignments")
def yielding(x):
    yield x[0]


@claim("`yield`, `async`, `global` assignments")
def writes_a_global(x):
    global X
    X = x * 2
    return x[0]


@claim("calls without a rule")
def calls_without_a_rule(x):
    return np.sum(np.apply_along_axis(np.sum, 0, np.outer(x, x)))


@claim("random draws, held constant")
def random_result(x):
    return np.sum(x * np.random.default_rng(7).normal(size=3))


CASES = [pytest.param(row, f, id=f.__name__) for row, functions in CLAIMS.items() for f in functions]


@pytest.mark.parametrize(("row", "function"), CASES)
def test_the_row_is_true(row, function):
    if rows()[row] == "refused":
        with pytest.raises(ad.DifferentiationError):
            ad.grad(function)(X.copy())
    else:
        np.testing.assert_allclose(ad.grad(function)(X.copy()), slope(function, X), rtol=1e-8, atol=1e-10)
        _, along = ad.jvp(function, (X.copy(),), (np.ones(3),))
        np.testing.assert_allclose(along, np.sum(slope(function, X)), rtol=1e-8, atol=1e-10)


def test_every_row_is_tried():
    assert set(CLAIMS) == set(rows())


@ad.differentiate
def product(x, y):
    return np.sin(x) * y


def test_the_four_modes_agree():
    value, (x_bar, y_bar) = product.value_and_grad(0.5, 2.0)
    assert (x_bar, y_bar) == product.grad(0.5, 2.0) == product.vjp(0.5, 2.0, out_bar=1.0)
    assert product.jvp(0.5, 2.0, x_dot=1.0, y_dot=0.0) == (value, x_bar)
    assert value == product(0.5, 2.0)


def test_a_saved_derivative_needs_no_ad_transform(tmp_path):
    product.grad.save(tmp_path / "saved.py")
    code = (
        "import sys; sys.modules['ad_transform'] = None; import saved; print(*saved.product_grad(0.5, 2.0))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert [float(word) for word in done.stdout.split()] == pytest.approx([2 * np.cos(0.5), np.sin(0.5)])
