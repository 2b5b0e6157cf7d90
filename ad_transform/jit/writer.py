"""Values as Numba compiles them: lists of places as arrays, ``a[:]`` for ``a[...]``."""

from __future__ import annotations

import ast

import numpy as np

from ad_transform import ir
from ad_transform.backend.expressions import Writer, call
from ad_transform.ir import Call, Const


class NumbaWriter(Writer):
    """A `Writer` of what stands between brackets in Numba's terms."""

    def index(self, value) -> ast.expr:
        match value:
            case Const(constant) if constant is Ellipsis:
                return ast.Slice()
            case Const(list()) | Call(ir.make_list):
                return call(self.thing(np.array), self.expression(value))
            case Call(ir.make_tuple, args) if Const(...) in args:  # an ellipsis among others stays one
                parts = [self.constant(...) if a == Const(...) else self.index(a) for a in args]
                return ast.Tuple(parts, ast.Load())
            case Const(tuple(items)) if any(item is ... for item in items):
                parts = [self.constant(...) if item is ... else self.index(Const(item)) for item in items]
                return ast.Tuple(parts, ast.Load())
        return super().index(value)
