"""Interpolants of SciPy, as functions of what they are made of: ``CubicSpline(x, y)(t)``.

An interpolant is no value of the program; each call of it becomes one call that makes and evaluates it.
"""

from __future__ import annotations

import inspect

from .. import ir
from ..runtime import interpolated, interpolated_by_shape
from . import calls
from .memory import freeze
from .values import Interpolant

LINEAR = {  # the options that may be given, with their values, where not every value keeps it linear
    "CubicSpline": {"bc_type": ("not-a-knot", "natural", "clamped"), "extrapolate": None},
    "make_interp_spline": {
        "k": None,
        "bc_type": (None, "natural", "not-a-knot", "clamped"),
        "check_finite": None,
    },
    "interp1d": {
        "kind": ("linear", "slinear", "quadratic", "cubic", "zero", "nearest", "previous", "next"),
        "bounds_error": None,
        "fill_value": ("extrapolate",),
        "assume_sorted": (False,),
    },
}
BY_SHAPE = {
    "PchipInterpolator": {"extrapolate": None},
    "Akima1DInterpolator": {"method": None, "extrapolate": None},
}


def of_interpolant(function):
    """What the frontend makes of a call of a class or function that makes interpolants; None for anything else."""
    module, name = getattr(function, "__module__", None) or "", getattr(function, "__name__", None)
    if not module.startswith("scipy.interpolate") or name not in {**LINEAR, **BY_SHAPE}:
        return None

    def native(work, args, kwargs):
        return made(work, function, args, kwargs)

    return native


def made(work, function, args, kwargs):
    """The interpolant, with the values it is made of at this moment."""
    try:
        given = inspect.signature(function).bind(*args, **kwargs).arguments
    except TypeError as error:
        what = f"`{function.__name__}` is called in a way its signature does not allow: {error}"
        raise work.refuse(what, "check the call") from None
    x, y = (freeze(work, given.pop(name)) for name in ("x", "y"))
    if given.get("axis") == ir.Const(0):
        del given["axis"]
    allowed = {**LINEAR, **BY_SHAPE}[function.__name__]
    options = []
    for name, value in given.items():
        known = isinstance(value, ir.Const)
        if name not in allowed or not known or (allowed[name] and value.value not in allowed[name]):
            what = f"`{function.__name__}` has no rule for its argument `{name}`, or for what is given for it"
            raise work.refuse(what, "leave it out")
        options.append((name, value.value))
    return Interpolant(function.__name__, x, y, tuple(options))


def value_at(work, interpolant, args, kwargs):
    """``interpolant(points, nu)``"""
    given = dict(zip(("x", "nu"), args, strict=False)) | kwargs
    if "x" not in given or given.keys() - {"x", "nu"} or (interpolant.kind == "interp1d" and "nu" in given):
        raise work.refuse("an interpolant called with other than points and `nu`", "leave the rest out")
    helper = interpolated if interpolant.kind in LINEAR else interpolated_by_shape
    passed = [
        ir.Const(interpolant.kind),
        interpolant.x,
        interpolant.y,
        given["x"],
        given.get("nu", ir.Const(0)),
    ]
    pairs = [ir.Const(part) for pair in interpolant.options for part in pair]
    if pairs:
        passed.append(work.builder.call(ir.make_dict, *pairs))
    return calls.library(work, helper, passed, {})
