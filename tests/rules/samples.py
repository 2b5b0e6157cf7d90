"""Calls to try each rule on: the one list that is kept by hand. ``SAMPLES[fn]`` is a list of (args, kwargs)."""

import builtins
import cmath
import math
import operator
import statistics
import zlib

import numpy as np

SAMPLES: dict = {}


def sample(fn, *args, **kwargs):
    SAMPLES.setdefault(fn, []).append((args, kwargs))


def real(*shape, low=-2.0, high=2.0, seed=0):
    """An array of `shape` of numbers in low..high that are apart and away from simple ones."""
    rng = np.random.default_rng(zlib.crc32(repr((shape, low, high, seed)).encode()))
    return rng.uniform(low, high, shape)


def plane(*shape, seed=0):
    """An array of `shape` of complex numbers."""
    return real(*shape, seed=seed) + 1j * real(*shape, seed=seed + 1)


def with_gaps(*shape, seed=0):
    """An array of `shape` with NaN here and there, never a whole row."""
    a = real(*shape, seed=seed)
    a.flat[:: a.size // 2 - 1] = np.nan
    return a


# Functions of one number: where they are defined
UNARY = {
    np.negative: (-2, 2), np.positive: (-2, 2), np.reciprocal: (0.5, 2), np.square: (-2, 2), np.exp: (-2, 2),
    np.exp2: (-2, 2), np.expm1: (-2, 2), np.log: (0.5, 3), np.log2: (0.5, 3), np.log10: (0.5, 3),
    np.log1p: (-0.5, 3), np.sqrt: (0.5, 3), np.cbrt: (0.5, 3), np.sin: (-2, 2), np.cos: (-2, 2), np.tan: (-1, 1),
    np.arcsin: (-0.8, 0.8), np.arccos: (-0.8, 0.8), np.arctan: (-2, 2), np.sinh: (-2, 2), np.cosh: (-2, 2),
    np.tanh: (-2, 2), np.arcsinh: (-2, 2), np.arccosh: (1.5, 3), np.arctanh: (-0.8, 0.8), np.deg2rad: (-90, 90),
    np.rad2deg: (-2, 2), np.degrees: (-2, 2), np.radians: (-90, 90), np.absolute: (0.2, 2), np.fabs: (-2, -0.2),
    np.sinc: (-2, 2), np.i0: (-2, 2), np.sign: (0.3, 2), np.real: (-2, 2), np.imag: (-2, 2), np.conjugate: (-2, 2),
    np.real_if_close: (-2, 2), np.nan_to_num: (-2, 2), np.angle: (0.3, 2), np.modf: (0.2, 0.8), np.frexp: (0.6, 0.9),
}  # fmt: skip
for fn, (low, high) in UNARY.items():
    sample(fn, real(low=low, high=high).item())
    sample(fn, np.float64(real(low=low, high=high, seed=1)))
    sample(fn, real(low=low, high=high, seed=2))
    sample(fn, real(3, low=low, high=high))
    sample(fn, real(2, 3, low=low, high=high))

HOLOMORPHIC = [
    np.negative, np.positive, np.reciprocal, np.square, np.exp, np.exp2, np.expm1, np.log, np.log2, np.log10, np.log1p,
    np.sqrt, np.sin, np.cos, np.tan, np.arcsin, np.arccos, np.arctan, np.sinh, np.cosh, np.tanh, np.arcsinh,
    np.arccosh, np.arctanh,
]  # fmt: skip
for fn in [*HOLOMORPHIC, np.absolute, np.sign, np.real, np.imag, np.conjugate, np.angle]:
    sample(fn, plane(3))
    sample(fn, plane(2, 2, seed=3))
sample(np.angle, plane(3), deg=True)
sample(np.nan_to_num, np.array([0.5, np.nan, np.inf]), nan=1.0)

# Functions of two numbers: domains of both
BINARY = {
    np.add: (-2, 2, -2, 2), np.subtract: (-2, 2, -2, 2), np.multiply: (-2, 2, -2, 2), np.divide: (-2, 2, 0.5, 2),
    np.power: (0.3, 2, -2, 2), np.float_power: (0.3, 2, -2, 2), np.remainder: (1.1, 1.3, 0.7, 1),
    np.fmod: (-1.3, -1.1, 0.7, 1), np.logaddexp: (-2, 2, -2, 2), np.logaddexp2: (-2, 2, -2, 2),
    np.hypot: (-2, 2, 0.5, 2), np.arctan2: (-2, 2, 0.5, 2), np.maximum: (-2, 2, -2, 2), np.minimum: (-2, 2, -2, 2),
    np.fmax: (-2, 2, -2, 2), np.fmin: (-2, 2, -2, 2), np.copysign: (0.3, 2, -2, -0.3), np.heaviside: (0.3, 2, -2, 2),
    np.nextafter: (0.3, 2, 3, 4), np.divmod: (1.1, 1.3, 0.7, 1),
}  # fmt: skip
for fn, (low, high, lower, higher) in BINARY.items():
    x, y = real(2, 3, low=low, high=high), real(2, 3, low=lower, high=higher, seed=5)
    for left, right in [(x, y), (x, y[0]), (x[:, :1], y[0]), (x, y[0, 0].item()), (x[0, 0].item(), y)]:
        sample(fn, left, right)
    sample(fn, x[0, 0], y[0, 0])
    sample(fn, x[0, 0].item(), y[0, 0].item())
for fn in [np.add, np.subtract, np.multiply, np.divide, np.power]:
    sample(fn, plane(2, 3), plane(3, seed=4))
    sample(fn, plane(2, 3), real(3, low=0.5, seed=4))
sample(np.power, real(3), 2)
sample(np.power, real(3, low=0.3), 3.0)
sample(np.power, 2, real(3))
sample(np.ldexp, real(3), np.array([1, -2, 0]))
sample(np.clip, real(4), -1.0, 1.0)
sample(np.clip, real(2, 3), real(3, low=-1, high=-0.5), real(2, 1, low=0.5, high=1))
sample(np.clip, real(4), None, 0.7)
sample(np.clip, real(4), 0.7, None)
sample(np.clip, real(4), min=0.3)
sample(np.clip, real(4), min=-0.3, max=0.3)
sample(np.clip, real(4), 2.0, 1.0)
sample(np.clip, real(4), None, None)
sample(np.unwrap, np.array([0.1, 3.0, 6.5, 0.4]))
sample(np.unwrap, real(2, 4), axis=0, period=3.0)

# Python's operators and built-in functions
for fn in [operator.add, operator.sub, operator.mul, operator.truediv]:
    sample(fn, 1.3, 0.7)
    sample(fn, real(2, 3), real(3, low=0.5))
    sample(fn, real(3), 2)
    sample(fn, plane(3), plane(2, 3))
for fn in [
    operator.iadd,
    operator.isub,
    operator.imul,
    operator.itruediv,
    operator.pow,
    operator.ipow,
    builtins.pow,
]:
    sample(fn, 1.3, 0.7)
sample(operator.pow, real(2, 3, low=0.3), real(3))
sample(operator.pow, real(3), 2)
sample(operator.pow, -1.3, 3)
sample(operator.pow, plane(3), 2)
for fn in [operator.mod, operator.imod, builtins.divmod]:
    sample(fn, 7.3, 2.2)
    sample(fn, -7.3, 2.2)
    sample(fn, 7.3, -2.2)
sample(operator.mod, real(2, 3, low=1.1, high=1.3), real(3, low=0.7, high=1))
for fn in [operator.neg, operator.pos, operator.abs]:
    sample(fn, -1.3)
    sample(fn, real(2, 3, low=0.2))
    sample(fn, plane(3))
    sample(fn, 1.5 - 0.5j)
for index in [0, -1, slice(None, None, 2), [0, 0, 1], np.array([[1, 0], [1, 1]]), (1, 2), (slice(None), 0)]:
    sample(operator.getitem, real(2, 3), index)
for index in [(Ellipsis, None, 1), (0, [0, 2, 0]), ([0, 0], slice(1)), real(2, 3) > 0]:
    sample(operator.getitem, real(2, 3), index)
sample(operator.getitem, real(2, 3), (np.array([0, 0]), np.array([2, 2])))
sample(operator.getitem, plane(3), [0, 0])
sample(operator.getitem, real(4), np.int64(2))
for fn in [builtins.float, np.float64, np.longdouble]:
    sample(fn, 1.3)
sample(np.complex128, 1.3)
sample(builtins.complex, 1.3, 0.7)
sample(builtins.complex, 1.3)
sample(builtins.sum, [1.0, 2.0, 0.5])
sample(builtins.sum, (1.0, 2.0), 3.0)
sample(builtins.sum, real(3, 2))
sample(builtins.sum, [real(2), real(2, seed=1)])
for fn in [builtins.max, builtins.min]:
    sample(fn, 1.3, 0.7)
    sample(fn, 1.3, 2, 0.7)
    sample(fn, [1.0, 2.0, 0.5])
    sample(fn, real(4))

# The modules math and cmath
for name in "exp expm1 exp2 sin cos tan atan sinh cosh tanh asinh degrees radians erf erfc".split():
    sample(getattr(math, name), 0.7)
    sample(getattr(math, name), -0.4)
for name in "log2 log10 log1p sqrt cbrt log".split():
    sample(getattr(math, name), 0.7)
for name in "asin acos atanh".split():
    sample(getattr(math, name), 0.7)
for name in "gamma lgamma".split():
    sample(getattr(math, name), 0.7)
    sample(getattr(math, name), 4.2)
    sample(getattr(math, name), -1.4)
sample(math.acosh, 1.7)
sample(math.log, 3.0, 2.5)
sample(math.log, 3.0, 2)
sample(math.pow, 1.3, 2.2)
sample(math.pow, -1.3, 2)
sample(math.atan2, 0.3, -0.7)
sample(math.fabs, -0.3)
sample(math.copysign, 0.3, -2.0)
sample(math.fmod, -7.3, 2.2)
sample(math.remainder, 7.3, 2.2)
sample(math.ldexp, 1.3, 2)
sample(math.nextafter, 1.0, 2.0)
sample(math.modf, 1.3)
sample(math.modf, -1.3)
sample(math.frexp, 5.3)
sample(math.hypot, 1.3, 0.7)
sample(math.hypot, 1.3, 0.7, -0.2)
sample(math.dist, [1.3, 0.7], [0.2, 0.1])
sample(math.prod, [1.3, 0.7, -2.0])
sample(math.prod, [1.3, 0.7], start=2.0)
sample(math.fsum, [1.3, 0.7, 0.1])
sample(math.fsum, real(3))
if hasattr(math, "sumprod"):
    sample(math.sumprod, [1.3, 0.7], [0.2, 0.1])
if hasattr(math, "fma"):
    sample(math.fma, 1.3, 0.7, 0.2)
for (
    name
) in "exp log10 sqrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh log phase polar".split():
    sample(getattr(cmath, name), 0.7 + 0.3j)
    sample(getattr(cmath, name), -0.4 - 1.2j)
sample(cmath.log, 0.7 + 0.3j, 1.2 - 0.1j)
sample(cmath.rect, 0.7, 0.3)
for fn in [operator.matmul]:
    sample(fn, real(2, 3), real(3))
sample(builtins.sorted, [1.5, 0.5, 2.5])
sample(builtins.sorted, [1.5, 0.5, 2.5], reverse=True)
for x in [-1.5, real(3), plane(2)]:
    sample(builtins.abs, x)

# The module statistics
for name in "mean fmean geometric_mean harmonic_mean variance pvariance stdev pstdev median".split():
    sample(getattr(statistics, name), [1.5, 0.5, 2.5, 1.75])
sample(statistics.median, [1.5, 0.5, 2.5])
sample(statistics.covariance, [1.5, 0.5, 2.5], [0.5, 0.25, 1.0])
