"""Derivatives of Python's operators and built-in functions. Kinds and reserved words: table.py."""

import builtins
import operator

import numpy as np

from ad_transform import ir
from ad_transform.rules.products import rules as products
from ad_transform.rules.table import OurTable
from ad_transform.runtime import copies_of, pick, put_back, scale, scatter_add, share_of, sorted_order, weigh

rules = OurTable("python")
elementwise, linear, multilinear = rules.elementwise, rules.linear, rules.multilinear
jvp, vjp = rules.jvp, rules.vjp

# fmt: off
# Operators
elementwise(operator.add,     lambda x, y:         (1.0, 1.0))
elementwise(operator.sub,     lambda x, y:         (1.0, -1.0))
elementwise(operator.mul,     lambda x, y:         (y, x))
elementwise(operator.truediv, lambda x, y, *, out: (1 / y, -out / y))
elementwise(operator.neg,     lambda x:            -1.0)
elementwise(operator.pos,     lambda x:            1.0)
elementwise(operator.mod,     lambda x, y:         (1.0, -(x // y)))

# Conversions: a float of a float is that float
linear(builtins.float,        lambda x, *, out_bar: out_bar)
linear(np.float64,            lambda value, *, out_bar: out_bar)
linear(np.float32,            lambda value, *, out_bar: out_bar)
linear(np.float16,            lambda value, *, out_bar: out_bar)
linear(np.longdouble,         lambda value, *, out_bar: out_bar)
linear(np.complex128,         lambda value, *, out_bar: out_bar)
linear(np.complex64,          lambda value, *, out_bar: out_bar)
linear(builtins.complex,      lambda real, imag, *, out_bar: (out_bar, 1j * out_bar))
linear(builtins.sum,          lambda iterable, start, *, out_bar: (copies_of(out_bar, iterable), out_bar))
# fmt: on


@elementwise(operator.pow)
def power(x, y, *, out):
    by_base = y * np.where(y == 0, np.where(x == 0, 1, x), x) ** (y - 1)
    by_exponent = out * np.log(np.where(x == 0, 1, x))
    return by_base, by_exponent


@elementwise(builtins.pow)
def power_without_modulus(base, exp, *, out):
    by_base = exp * np.where(exp == 0, np.where(base == 0, 1, base), base) ** (exp - 1)
    by_exponent = out * np.log(np.where(base == 0, 1, base))
    return by_base, by_exponent


@elementwise(operator.abs)
def absolute(x, *, out):
    if np.iscomplexobj(x):
        return np.conj(x) / np.where(out == 0, 1, out)
    return np.sign(x)


@linear(operator.getitem)
def getitem(a, index, *, a_bar, out_bar):
    scatter_add(a_bar, index, out_bar)


MANY = "(*values, key=None, default=None)"


@jvp(builtins.max, signature=MANY)
def largest_jvp(*values, out, values_dot):
    return weigh(share_of(values, out), values_dot)


@vjp(builtins.max, signature=MANY)
def largest_vjp(*values, out, out_bar):
    return scale(share_of(values, out), out_bar)


@jvp(builtins.min, signature=MANY)
def smallest_jvp(*values, out, values_dot):
    return weigh(share_of(values, out), values_dot)


@vjp(builtins.min, signature=MANY)
def smallest_vjp(*values, out, out_bar):
    return scale(share_of(values, out), out_bar)


@jvp(builtins.divmod)
def divmod_jvp(x, y, *, out, x_dot, y_dot):
    quotient, _ = out
    return 0.0, x_dot - quotient * y_dot


@vjp(builtins.divmod)
def divmod_vjp(x, y, *, out, out_bar):
    quotient, _ = out
    _, remainder_bar = out_bar
    return remainder_bar, -quotient * remainder_bar


# The sorted list has the derivative of the items in their new places


@jvp(builtins.sorted, signature="(iterable, /, *, key=None, reverse=False)", only={"key": (None,)})
def sorted_jvp(items, key, reverse, *, items_dot):
    return pick(items_dot, sorted_order(items, reverse))


@vjp(builtins.sorted, signature="(iterable, /, *, key=None, reverse=False)", only={"key": (None,)})
def sorted_vjp(items, key, reverse, *, out_bar):
    return put_back(out_bar, sorted_order(items, reverse))


rules.same(builtins.abs, operator.abs)
rules.same(operator.matmul, products.find(np.matmul))
rules.same(operator.iadd, operator.add)
rules.same(operator.isub, operator.sub)
rules.same(operator.imul, operator.mul)
rules.same(operator.itruediv, operator.truediv)
rules.same(operator.imod, operator.mod)
rules.same(operator.ipow, operator.pow)
rules.inactive(operator.floordiv, operator.ifloordiv, operator.lshift, operator.rshift, operator.invert)
rules.inactive(operator.lt, operator.le, operator.eq, operator.ne, operator.ge, operator.gt)
rules.inactive(operator.not_, operator.truth, operator.is_, operator.is_not, operator.contains, ir.keys_of)
rules.inactive(operator.and_, operator.or_, operator.xor, operator.index, operator.countOf, operator.indexOf)
rules.inactive(builtins.int, builtins.round, builtins.bool, builtins.len, builtins.range, builtins.isinstance)
rules.inactive(
    builtins.str, builtins.repr, builtins.print, builtins.format, builtins.type, builtins.id, builtins.hash
)
rules.inactive(builtins.all, builtins.any, builtins.callable, builtins.hasattr, builtins.issubclass)
rules.inactive(
    builtins.bin, builtins.hex, builtins.oct, builtins.ord, builtins.chr, builtins.ascii, builtins.slice
)
rules.inactive(np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64, np.bool_)
