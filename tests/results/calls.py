"""Random calls on random arguments, as pairs of a kind and a value that go through the same calls."""

import operator
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st

from ad_transform import ir
from ad_transform.kinds import Array, Number, Sequence, Unknown
from ad_transform.results import kind_of, result

UNARY = [
    *(
        np.sin,
        np.exp,
        np.sqrt,
        np.abs,
        np.floor,
        np.sign,
        np.isnan,
        np.logical_not,
        np.modf,
        operator.neg,
        abs,
    ),
    *(
        np.sum,
        np.mean,
        np.std,
        np.max,
        np.argmax,
        np.any,
        np.count_nonzero,
        np.median,
        np.ptp,
        np.nansum,
        sum,
        len,
    ),
    *(
        np.ravel,
        np.transpose,
        np.diff,
        np.diag,
        np.diagflat,
        np.tril,
        np.flip,
        np.squeeze,
        np.rot90,
        np.gradient,
    ),
    *(np.sort, np.argsort, np.cumsum, np.unique, np.nonzero, np.argwhere, np.flatnonzero, np.trace, np.cov),
    *(
        np.zeros_like,
        np.array,
        np.asarray,
        np.copy,
        np.atleast_1d,
        np.atleast_2d,
        np.atleast_3d,
        np.shape,
        np.size,
    ),
    *(
        np.vstack,
        np.hstack,
        np.dstack,
        np.column_stack,
        np.stack,
        np.concatenate,
        np.zeros,
        np.eye,
        np.arange,
    ),
    *(
        np.linalg.inv,
        np.linalg.det,
        np.linalg.norm,
        np.linalg.slogdet,
        np.linalg.svd,
        np.linalg.eigh,
        np.linalg.qr,
    ),
    *(
        np.linalg.pinv,
        np.linalg.eigvalsh,
        np.linalg.cond,
        np.linalg.matrix_rank,
        np.real,
        np.imag,
        np.conj,
        np.angle,
    ),
    *(
        np.fft.fft,
        np.fft.rfft,
        np.fft.irfft,
        np.fft.fft2,
        np.fft.fftshift,
        np.meshgrid,
        np.broadcast_arrays,
        np.unwrap,
    ),
    *(
        float,
        int,
        round,
        tuple,
        list,
        np.float32,
        np.float64,
        np.ndarray.copy,
        np.ndarray.tolist,
        np.ndarray.item,
    ),
]
BINARY = [
    *(
        operator.add,
        operator.sub,
        operator.mul,
        operator.truediv,
        operator.floordiv,
        operator.mod,
        operator.pow,
    ),
    *(
        operator.lt,
        operator.eq,
        operator.matmul,
        operator.iadd,
        operator.and_,
        divmod,
        np.maximum,
        np.hypot,
        np.add,
    ),
    *(
        np.dot,
        np.matmul,
        np.inner,
        np.outer,
        np.kron,
        np.vdot,
        np.tensordot,
        np.append,
        np.convolve,
        np.add.outer,
    ),
    *(
        np.linalg.solve,
        np.searchsorted,
        np.take,
        np.full_like,
        np.repeat,
        np.tile,
        np.delete,
        np.linspace,
        np.isin,
    ),
    *(np.quantile, np.isclose, np.setdiff1d, np.interp, np.take_along_axis, np.pad),
]
ALONG = [
    *(
        np.sum,
        np.mean,
        np.max,
        np.argmax,
        np.cumsum,
        np.std,
        np.median,
        np.diff,
        np.sort,
        np.argsort,
        np.any,
        np.flip,
    ),
    *(
        np.linalg.norm,
        np.expand_dims,
        np.squeeze,
        np.gradient,
        np.prod,
        np.average,
        np.fft.fft,
        np.stack,
        np.ptp,
    ),
    *(np.concatenate, np.add.reduce, np.rollaxis, np.count_nonzero),
]
KEEPING = {np.sum, np.mean, np.max, np.argmax, np.std, np.any, np.prod, np.linalg.norm}
SLICES = [
    *(
        slice(None),
        slice(1, None),
        slice(None, -1),
        slice(1, -1),
        slice(2, None),
        slice(None, 2),
        slice(-1, None),
    ),
    *(
        slice(None, None, 2),
        slice(None, None, -1),
        slice(1, None, 2),
        slice(-3, None),
        slice(None, 1),
        slice(1, 3),
    ),
    *(slice(None, 0, -1), slice(-2, None, -1), slice(None, -3), slice(-3, -1), slice(3, None)),
]
EINSUMS = ["ij,jk->ik", "ii->i", "ij->ji", "i,i->", "ij,j", "ii", "i,j->ij", "ij->"]
NUMBERS = [0, 1, 2, 3, -1, -2, 0.5, 2.0, None]


@dataclass(frozen=True)
class Thing:
    """A value, its kind, and the constant it is, if it is one."""

    kind: Any
    value: Any
    const: Any = None

    @property
    def pair(self):
        return self.kind, self.const


def constant_thing(value):
    return Thing(kind_of(value), value, ir.Const(value))


def gathered(things, cls=tuple):
    """Things put in a tuple, as the nested call that an index is."""
    word = ir.make_tuple if cls is tuple else ir.make_list
    call = ir.Call(word, tuple(t.const if t.const is not None else ir.Name("unknown") for t in things))
    return Thing(Sequence(tuple(t.kind for t in things), cls), cls(t.value for t in things), call)


def ints(things):
    return [t for t in things if type(t.value) is int]


def arguments(draw):
    """Named arguments of a function, and the values of the symbols of their kinds."""
    lengths = draw(st.lists(st.sampled_from([0, 1, 2, 3, 4, 5, 7]), min_size=2, max_size=3))
    things, sizes = [], {}
    random = np.random.default_rng(draw(st.integers(0, 99)))
    for name in "xyzw":
        shape = tuple(draw(st.lists(st.sampled_from([1, *lengths]), max_size=3)))
        dtype = draw(st.sampled_from(["float64"] * 4 + ["float32", "int64", "int32", "bool", "complex128"]))
        whole = np.dtype(dtype).kind in "ib"
        value = np.asarray(random.integers(0, 3, shape) if whole else random.uniform(0.5, 1, shape)).astype(
            dtype
        )
        things.append(Thing(kind_of(value, name), value))
        sizes |= {f"{name}{axis}": length for axis, length in enumerate(shape) if length != 1}
    for name, values in (("n", lengths), ("m", [-3, -1, 0, 1, 2])):
        value = draw(st.sampled_from(values))
        things.append(Thing(kind_of(value, name), value))
        sizes[f"?%{name}"] = value
    scalars = [0.5, np.float32(0.5), np.float64(0.3), 1j]
    return things + [Thing(kind_of(value), value) for value in scalars], sizes


def one_of(draw, things):
    if draw(st.integers(0, 5)) == 0:
        return constant_thing(draw(st.sampled_from(NUMBERS)))
    return draw(st.sampled_from(things[::-1]))


def index_part(draw, things):
    """A part of an index: a slice, an int, None, an Ellipsis, a list of ints, a mask."""
    match draw(st.integers(0, 8)):
        case 0 | 1 | 2:
            return constant_thing(draw(st.sampled_from(SLICES)))
        case 3:
            bounds = [*ints(things), constant_thing(None), constant_thing(1)]
            parts = [draw(st.sampled_from(bounds)), draw(st.sampled_from(bounds)), constant_thing(None)]
            return Thing(result(slice, [p.pair for p in parts]), slice(*(p.value for p in parts)))
        case 4:
            return constant_thing(draw(st.sampled_from([0, 1, -1, 2])))
        case 5:
            return constant_thing(draw(st.sampled_from([None, Ellipsis])))
        case 6:
            return constant_thing(draw(st.sampled_from([[0, 1], [0], [0, 0, 1]])))
    arrays = [t for t in things if isinstance(t.kind, Array) and t.kind.dtype in ("bool", "int64")]
    return draw(st.sampled_from([*arrays, constant_thing(0)]))


def shape_of(draw, things):
    lengths = [*ints(things), constant_thing(-1), constant_thing(1), constant_thing(2)]
    return gathered(draw(st.lists(st.sampled_from(lengths), min_size=1, max_size=3)))


def random_call(draw, things):
    """A function, its arguments and keywords."""
    match draw(st.integers(0, 9)):
        case 0 | 1:
            return draw(st.sampled_from(BINARY)), [one_of(draw, things), one_of(draw, things)], {}
        case 2 | 3:
            return draw(st.sampled_from(UNARY)), [one_of(draw, things)], {}
        case 4:
            function = draw(st.sampled_from(ALONG))
            named = {"axis": constant_thing(draw(st.sampled_from([0, 1, -1, 2, None, (0, 1)])))}
            if function in KEEPING and draw(st.booleans()):
                named["keepdims"] = constant_thing(True)
            return function, [one_of(draw, things)], named
        case 5 | 6:
            parts = [index_part(draw, things) for _ in range(draw(st.integers(1, 3)))]
            index = parts[0] if len(parts) == 1 else gathered(parts)
            return operator.getitem, [one_of(draw, things), index], {}
        case 7:
            name = draw(st.sampled_from(["T", "shape", "ndim", "size", "real", "imag"]))
            return getattr, [one_of(draw, things), constant_thing(name)], {}
        case 8:
            function = draw(
                st.sampled_from([np.reshape, np.broadcast_to, np.zeros, np.where, np.clip, np.swapaxes])
            )
            if function is np.zeros:
                return function, [shape_of(draw, things)], {}
            if function in (np.reshape, np.broadcast_to):
                return function, [one_of(draw, things), shape_of(draw, things)], {}
            return function, [one_of(draw, things) for _ in range(3)], {}
    return gathering_call(draw, things)


def gathering_call(draw, things):
    """A call on several things put together."""
    function = draw(
        st.sampled_from([np.concatenate, np.stack, np.hstack, np.einsum, ir.make_tuple, ir.make_list])
    )
    if function is np.einsum:
        text = draw(st.sampled_from(EINSUMS))
        operands = [one_of(draw, things) for _ in range(text.partition("->")[0].count(",") + 1)]
        return function, [constant_thing(text), *operands], {}
    parts = [one_of(draw, things) for _ in range(draw(st.integers(1, 3)))]
    if function in (ir.make_tuple, ir.make_list):
        return function, parts, {}
    whole = Thing(result(ir.make_tuple, [p.pair for p in parts]), tuple(p.value for p in parts))
    return function, [whole], {}


def is_tractable(value):
    """True if a value is small, and of numbers."""
    if isinstance(value, np.ndarray):
        return value.size <= 3000 and value.dtype.kind in "biufc"
    return isinstance(value, (bool, int, float, complex, np.generic, tuple, list))


def is_degenerate(function, args, value):
    """True where NumPy's dtype or rank depends on an array being empty, or a bool may be Python's or NumPy's."""
    if any(isinstance(a.value, (np.ndarray, tuple, list)) and not np.size(_flat(a.value)) for a in args):
        return function in (sum, np.inner, np.dot, np.linalg.pinv, np.interp, np.quantile, np.pad)
    bools = any(a.kind == Number("bool") for a in args)
    return bools or (function is operator.pow and np.ndim(value) == 0)


def _flat(value):
    return value if isinstance(value, np.ndarray) else np.zeros(len(value))


def computed(function, args, named):
    """What NumPy returns; None where it raises."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            value = function(*(a.value for a in args), **{k: a.value for k, a in named.items()})
        except Exception:
            return None
    return value if is_tractable(value) and not is_degenerate(function, args, value) else None


def told(function, args, named, tag):
    """The kind that is told; None where it is Unknown."""
    kind = result(function, [a.pair for a in args], {k: a.pair for k, a in named.items()}, tag=tag)
    return None if isinstance(kind, Unknown) else kind
