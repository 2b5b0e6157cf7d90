"""Derivatives as functions that code compiled by Numba may call: `type_of(derivative)`, and ``f.grad`` of a jitted `f`.

A text is written for each combination of Numba types. Types tell nothing of lengths, so any axis may be of length one.
"""

from __future__ import annotations

import numpy as np
from numba.core import types
from numba.core.errors import TypingError
from numba.core.imputils import lower_constant, lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import models, register_model

from ad_transform.errors import DifferentiationError
from ad_transform.jit.callees import require_one_type
from ad_transform.kinds import Array, Dim, Sequence
from ad_transform.results import kind_of

MODES = ("grad", "value_and_grad", "jvp", "vjp")


class DerivativeType(types.Callable, types.Dummy):
    """The type of one derivative."""

    def __init__(self, derivative):
        self.derivative, self.dispatchers, self.known = derivative, {}, {}
        super().__init__(f"{derivative.__name__}_{id(derivative._store)}")

    def get_call_type(self, context, args, kws):
        """The signature of a call with arguments of these types."""
        signature = types.Dispatcher(self.dispatcher(args, kws)).get_call_type(context, args, kws)
        self.dispatchers[signature.args] = self.dispatcher(args, kws)
        return signature

    def get_call_signatures(self):
        return (), True

    def get_impl_key(self, sig):
        require_one_type(self.dispatchers[sig.args])
        return self.dispatchers[sig.args].get_overload(sig.args)

    def dispatcher(self, args, kws):
        """The derivative for arguments of these types, as Numba knows it."""
        names = [p.name for p in self.derivative.__signature__.parameters.values()]
        given = {**dict(zip(names, args, strict=False)), **kws}
        own = self.derivative.signature.parameters
        key = tuple((n, t) for n, t in given.items() if n in own)
        if key not in self.known:
            self.known[key] = None
            self.known[key] = self.written(dict(key))
        if self.known[key] is None:
            raise TypingError("functions that call each other")
        return self.known[key]

    def written(self, given):
        try:
            kernel = self.derivative._written({n: kind_of_type(t, n) for n, t in given.items()})
        except DifferentiationError as error:
            raise TypingError(str(error)) from None
        if kernel.inputs:
            raise TypingError(f"`{kernel.inputs[0].parameter}` is read at each call: pass it as an argument")
        if kernel.layouts:
            raise TypingError("how arrays stand in memory matters here, which types do not tell")
        return kernel.function.dispatcher


def type_of(derivative) -> DerivativeType:
    """The type of a derivative, the same for all that ask the same of one function."""
    if derivative.options is None:
        raise TypingError(f"{derivative.__name__} is not compiled: differentiate with jit=True")
    store = vars(derivative._store)
    if "numba_type" not in store:
        store["numba_type"] = DerivativeType(derivative)
    return store["numba_type"]


def kind_of_type(numba_type, name):
    """The kind of what has a Numba type; lengths are not known, and may be one."""
    match numba_type:
        case types.Array(ndim=rank):
            dtype = np.dtype(str(numba_type.dtype))
            dims = (Dim(f"{name}{axis}", 0, loose=True) for axis in range(rank))
            return Array(dtype.name, tuple(dims))
        case types.Float() | types.Complex() | types.Boolean() | types.Integer():
            return number_kind(numba_type, name)
        case types.BaseTuple():
            return Sequence(tuple(kind_of_type(t, f"{name}[{k}]") for k, t in enumerate(numba_type)), tuple)
    raise TypingError(f"a derivative of something of type {numba_type} inside compiled code")


def number_kind(numba_type, name):
    python = {"float64": 1.0, "complex128": 1j, "int64": 1, "bool": True, "float32": np.float32(1)}
    word = str(getattr(numba_type, "literal_type", numba_type))
    if word not in python:
        raise TypingError(f"a derivative of something of type {word} inside compiled code")
    return kind_of(python[word], name)


@infer_getattr
class DerivativeOf(AttributeTemplate):
    """``f.grad`` of a function compiled by Numba, which `differentiate` has given its derivatives."""

    key = types.Dispatcher

    def generic_resolve(self, typ, attr):
        if attr in MODES and (found := getattr(typ.dispatcher, attr, None)) is not None:
            return type_of(found)
        return None


register_model(DerivativeType)(models.OpaqueModel)


@lower_constant(DerivativeType)
def lower_derivative(context, builder, ty, pyval):
    return context.get_dummy_value()


@lower_getattr_generic(types.Dispatcher)
def lower_attribute(context, builder, typ, val, attr):
    return context.get_dummy_value()
