"""Let an engine follow what it cannot catch from outside: functions of `math`, and arrays made with ``np.zeros(3)``."""

import math
from contextlib import contextmanager
from types import SimpleNamespace

import numpy as np

from ad_transform.reference import Dual
from ad_transform.reference.number import Number, joined

MAKERS = (
    "zeros",
    "ones",
    "empty",
    "full",
    "eye",
    "arange",
    "linspace",
    "zeros_like",
    "ones_like",
    "empty_like",
)


def followed(function):
    """`function` of numbers, for Numbers too."""

    def call(*args, **kwargs):
        number = next((arg for arg in args if isinstance(arg, Number)), None)
        return function(*args, **kwargs) if number is None else number.call(function, *args, **kwargs)

    return call


def writable(maker):
    """`maker` of arrays, made to return Duals, so that Duals may be written to them."""

    def make(*args, **kwargs):
        array = maker(*args, **kwargs)
        return Dual(array) if isinstance(array, np.ndarray) and array.dtype.kind in "fc" else array

    return make


def array(value, dtype=None, copy=True, **options):
    """``np.array`` of nested lists that may hold Numbers; of a Number a copy, unless `copy` says otherwise."""
    if isinstance(value, Number):
        return np.copy(value) if copy else asarray(value, dtype)
    made = np.array(value, **options)
    return joined(made) if made.dtype == object else np.array(value, dtype, **options)


def asarray(value, dtype=None):
    if isinstance(value, Number):
        return value if dtype in (None, value.dtype) else value.astype(dtype)
    return array(value, dtype)


def modules(engine) -> dict:
    """What a program should take for `np` and `math`."""
    makers = {name: writable(getattr(np, name)) for name in MAKERS} if engine is Dual else {}
    numpy = SimpleNamespace(**vars(np) | makers | {"array": array, "asarray": asarray})
    numpy.__dict__["linalg"] = np.linalg
    functions = {name: followed(value) if callable(value) else value for name, value in vars(math).items()}
    return {"np": numpy, "math": SimpleNamespace(**functions)}


@contextmanager
def following(function, engine):
    """Within, the module of `function` calls our `np` and `math`."""
    names = function.__globals__
    before = {name: names[name] for name in ("np", "math") if name in names}
    names.update({name: module for name, module in modules(engine).items() if name in before})
    try:
        yield
    finally:
        names.update(before)
