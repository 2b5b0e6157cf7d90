"""A pytest file that pins what a function and its gradient give at a point: `test_source(derivative, values)`.

It is for whoever changes the function and means to keep its numbers. That these are right is for `check_gradients`,
which the file calls too.
"""

from __future__ import annotations

import inspect
from collections import OrderedDict
from typing import Any

from ..errors import NotSupported
from .literals import import_of, written

TEXT = '''\
"""Pins the value and the gradient of `{name}`."""

{imports}


def arguments():
    return {arguments}


def test_value_and_gradient_are_what_they_were():
    value, gradient = ad.value_and_grad({name}, {options})({call})
    assert_same(value, {value})
    assert_same(gradient, {gradient})


def test_gradient_agrees_with_differences():
    ad.check_gradients({name}, {call}, wrt={wrt!r})


def assert_same(found, kept):
    """The same structure, and the same numbers up to rounding."""
    if isinstance(kept, dict):
        assert found.keys() == kept.keys()
        for key in kept:
            assert_same(found[key], kept[key])
    elif isinstance(kept, (tuple, list)):
        assert type(found) is type(kept)
        assert len(found) == len(kept)
        for one, other in zip(found, kept):
            assert_same(one, other)
    elif hasattr(kept, "__dict__"):
        assert_same(vars(found), vars(kept))
    elif kept is None or isinstance(kept, str):
        assert found == kept
    else:
        np.testing.assert_allclose(found, kept, rtol=1e-10, atol=1e-14)
'''


def test_source(derivative: Any, values: dict, place=None) -> str:
    """The text of the file; `values` are the arguments of the primal by name.

    Examples
    --------
    ``f.grad.test_source(2.0, 3.0)`` gives a file with ``assert_same(gradient, (3.0, 2.0))``.
    """
    if len(derivative.signature.parameters) != len(inspect.signature(derivative.function).parameters):
        what, hint = "a method of an object is not pinned", "pin a function that makes the object"
        raise NotSupported(place, what, hint)
    imports = {import_of(derivative.primal, place)}
    bound = inspect.BoundArguments(derivative.signature, OrderedDict(values))
    parts = [written(v, imports, place) for v in bound.args]
    extra = {name: written(v, imports, place) for name, v in bound.kwargs.items()}
    options = {"wrt": derivative.request.wrt[0] if derivative.request.single else derivative.request.wrt}
    if derivative.checkpoint is not None:
        options["checkpoint"] = derivative.checkpoint
    value, gradient = derivative.beside("value_and_grad")(*bound.args, **bound.kwargs)
    value, gradient = written(value, imports, place), written(gradient, imports, place)
    return TEXT.format(
        name=derivative.primal.__name__,
        imports="\n".join(["import numpy as np", "", "import ad_transform as ad", *sorted(imports)]),
        arguments=f"({', '.join(parts)}{',' * (len(parts) == 1)})",
        options=", ".join(f"{k}={v!r}" for k, v in options.items()),
        wrt=options["wrt"],
        call=", ".join(["*arguments()", *(f"{k}={v}" for k, v in extra.items())]),
        value=value,
        gradient=gradient,
    )
