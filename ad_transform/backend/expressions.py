"""Values as Python expressions: `Writer(variables, kinds, globals).expression(value)` gives fresh nodes of `ast`."""

from __future__ import annotations

import ast
import math
import operator
from functools import reduce
from types import BuiltinFunctionType, FunctionType, MethodDescriptorType, MethodType, ModuleType

import numpy as np

from ad_transform import ir
from ad_transform.backend.globals import Globals, public_place
from ad_transform.backend.views import ACCUMULATIONS, copy_
from ad_transform.ir import HOLE, Call, Const, Name
from ad_transform.kinds import Number

BINARY = {
    operator.add: ast.Add, operator.sub: ast.Sub, operator.mul: ast.Mult, operator.truediv: ast.Div,
    operator.floordiv: ast.FloorDiv, operator.mod: ast.Mod, operator.pow: ast.Pow, operator.matmul: ast.MatMult,
    operator.and_: ast.BitAnd, operator.or_: ast.BitOr, operator.xor: ast.BitXor,
    operator.lshift: ast.LShift, operator.rshift: ast.RShift, operator.concat: ast.Add,
}  # fmt: skip
UNARY = {operator.neg: ast.USub, operator.pos: ast.UAdd, operator.invert: ast.Invert, operator.not_: ast.Not}
COMPARE = {
    operator.lt: ast.Lt, operator.le: ast.LtE, operator.eq: ast.Eq, operator.ne: ast.NotEq,
    operator.gt: ast.Gt, operator.ge: ast.GtE, operator.is_: ast.Is, operator.is_not: ast.IsNot,
}  # fmt: skip
_FUNCTIONS = (FunctionType, BuiltinFunctionType, np.ufunc, type, ModuleType, MethodType)


def _find(table, function):
    """`table`'s entry for a function, compared by identity: a user's callable may compare oddly or not be hashable."""
    return next((node for f, node in table.items() if f is function), None)


def load(word: str) -> ast.expr:
    return ast.Name(word, ast.Load())


def call(function: ast.expr, *args: ast.expr) -> ast.expr:
    return ast.Call(function, list(args), [])


class Writer:
    """Writes values; `variables` gives the text's variable of each name."""

    def __init__(self, variables: dict[str, str], kinds: dict, globals_: Globals):
        self.variables, self.kinds, self.globals = variables, kinds, globals_

    def word(self, *words: str) -> ast.expr:
        """A dotted path."""
        return reduce(lambda node, w: ast.Attribute(node, w, ast.Load()), words[1:], load(words[0]))

    def thing(self, function) -> ast.expr:
        """A function, class or module, by the path under which the text knows it."""
        return self.word(*self.globals.path(function))

    def expression(self, value) -> ast.expr:
        match value:
            case Name(id):
                return load(self.variables[id])
            case Const(constant):
                return self.constant(constant)
            case Call(args=args, kwargs=kwargs):
                return (
                    self._operation(value)
                    or self._word_of_ir(value)
                    or self._call(value.function, args, kwargs)
                )
            case _:
                raise TypeError(f"not a value: {value!r}")

    def _operation(self, value):
        function, args = value.function, value.args
        function = _find(ACCUMULATIONS, function) or function
        if (op := _find(BINARY, function)) and len(args) == 2:
            return ast.BinOp(self.expression(args[0]), op(), self.expression(args[1]))
        if function is operator.not_ and isinstance(args[0], Call) and args[0].function is operator.contains:
            item, container = reversed(args[0].args)
            return ast.Compare(self.expression(item), [ast.NotIn()], [self.expression(container)])
        if op := _find(UNARY, function):
            return ast.UnaryOp(op(), self.expression(args[0]))
        if op := _find(COMPARE, function):
            return ast.Compare(self.expression(args[0]), [op()], [self.expression(args[1])])
        if function is operator.contains:
            return ast.Compare(self.expression(args[1]), [ast.In()], [self.expression(args[0])])
        if function is operator.getitem:
            if self._is_whole(args):
                return self.expression(args[0])
            return ast.Subscript(self.expression(args[0]), self.index(args[1]), ast.Load())
        if (
            function is getattr
            and len(args) == 2
            and isinstance(args[1], Const)
            and str(args[1].value).isidentifier()
        ):
            return ast.Attribute(self.expression(args[0]), args[1].value, ast.Load())
        return None

    def _word_of_ir(self, value):
        function, args = value.function, value.args
        if function is ir.make_tuple:
            return ast.Tuple([self.expression(a) for a in args], ast.Load())
        if function is ir.make_list:
            return ast.List([self.expression(a) for a in args], ast.Load())
        if function is ir.make_dict:
            parts = [self.expression(a) for a in args]
            return ast.Dict([*parts[::2]], parts[1::2])
        if function is ir.select:
            return ast.IfExp(*map(self.expression, args))
        if function in (ir.both, ir.either):
            op = ast.And if function is ir.both else ast.Or
            return ast.BoolOp(op(), [self.expression(a) for a in _flattened(value, function)])
        if function is ir.keys_of:
            return call(ast.Name("list", ast.Load()), self.expression(args[0]))
        if function is copy_:
            return call(ast.Attribute(self.expression(args[0]), "copy", ast.Load()))
        return None

    def _call(self, function, args, kwargs):
        keywords = [ast.keyword(name, self.expression(v)) for name, v in kwargs]
        if function is ir.invoke:
            target, *args = args
            node = self.expression(target)
        elif isinstance(function, MethodDescriptorType):
            target, *args = args
            node = ast.Attribute(self.expression(target), function.__name__, ast.Load())
        else:
            node = self.function(function)
        return ast.Call(node, [self.expression(a) for a in args], keywords)

    def function(self, function):
        owner = getattr(function, "__self__", None)
        is_method = isinstance(function, (BuiltinFunctionType, MethodType))
        if is_method and not isinstance(owner, (ModuleType, type(None))) and public_place(function) is None:
            return ast.Attribute(self.constant(owner), function.__name__, ast.Load())
        return self.thing(function)

    def _is_whole(self, args):
        """True for ``a[1:][...]``, which is ``a[1:]``."""
        match args:
            case (Call(operator.getitem, (_, index)), Const(value)):
                return value is Ellipsis and self.cuts(index)
            case _:
                return False

    def index(self, value) -> ast.expr:
        """What stands between brackets."""
        match value:
            case Call(function, args) if function is slice:
                return self._slice(args if len(args) > 1 else (Const(None), *args))
            case Const(slice(start=start, stop=stop, step=step)):
                return self._slice((Const(start), Const(stop), Const(step)))
            case Call(ir.make_tuple, args) if args:
                return ast.Tuple([self.index(a) for a in args], ast.Load())
            case Const(tuple(items)) if items:
                return ast.Tuple([self.index(Const(item)) for item in items], ast.Load())
            case _:
                return self.expression(value)

    def _slice(self, bounds):
        parts = [None if b == Const(None) else self.expression(b) for b in bounds]
        return ast.Slice(*parts, *[None] * (3 - len(parts)))

    def place(self, base: ast.expr, place) -> ast.expr:
        """The `place` of an update in the object that `base` writes."""
        match place:
            case Call(operator.getitem, (Call(operator.getitem, (_, index)) as inner, Const(value))) if (
                value is Ellipsis and self.cuts(index)
            ):
                return self.place(base, inner)
            case Call(operator.getitem, (inner, index)):
                return ast.Subscript(self.place(base, inner), self.index(index), ast.Load())
            case Call(function, (inner, Const(word))) if function is getattr:
                return ast.Attribute(self.place(base, inner), word, ast.Load())
            case Name() if place == HOLE:
                return base
            case Call(function, (inner, *args), kwargs):
                words = [ast.keyword(k, self.expression(v)) for k, v in kwargs]
                rest = [self.expression(a) for a in args]
                return ast.Call(self.thing(function), [self.place(base, inner), *rest], words)
            case _:
                raise TypeError(f"not a place: {place!r}")

    def cuts(self, index) -> bool:
        """True if an index has a slice, and beside slices only numbers: then ``a[index][...]`` is ``a[index]``."""
        match index:
            case Call(ir.make_tuple, parts):
                return any(map(self.cuts, parts)) and all(self.cuts(p) or self._is_number(p) for p in parts)
            case Call(function):
                return function is slice
            case Const(value):
                return isinstance(value, slice)
            case _:
                return False

    def _is_number(self, value):
        match value:
            case Name(id):
                return isinstance(self.kinds.get(id), Number)
            case Const(constant):
                return constant is None or type(constant) is int
            case _:
                return False

    # Constants

    def constant(self, value) -> ast.expr:
        match value:
            case None | bool() | str() | bytes():
                return ast.Constant(value)
            case _ if value is Ellipsis:
                return ast.Constant(value)
            case np.generic() if type(value) is not np.bool_ and type(value).__name__ in _PLAIN_SCALARS:
                return call(self.thing(type(value)), self.constant(value.item()))
            case np.bool_():
                return call(self.thing(np.bool_), ast.Constant(bool(value)))
            case _ if type(value) in (int, float):
                return self._real(value)
            case _ if type(value) is complex:
                return self._complex(value)
            case _ if type(value) is tuple:
                return ast.Tuple([self.constant(item) for item in value], ast.Load())
            case slice(start=start, stop=stop, step=step):
                return call(self.thing(slice), *map(self.constant, (start, stop, step)))
            case range(start=start, stop=stop, step=step):
                return call(self.thing(range), *map(self.constant, (start, stop, step)))
            case np.dtype() if value.names is None:
                return call(self.thing(np.dtype), ast.Constant(value.str))
            case _ if isinstance(value, _FUNCTIONS) or hasattr(value, "__name__"):
                return self.function(value)
            case _:
                return self.thing(value)

    def _real(self, value):
        if value != value:
            return self.word(*self.globals.path(np), "nan")
        if value < 0 or (value == 0 and math.copysign(1.0, value) < 0):
            return ast.UnaryOp(ast.USub(), self._real(-value))
        if value == math.inf:
            return self.word(*self.globals.path(np), "inf")
        return ast.Constant(value)

    def _complex(self, value):
        plain = (
            value.real == 0
            and math.copysign(1.0, value.real) > 0
            and value.imag >= 0
            and value.imag < math.inf
        )
        if plain and math.copysign(1.0, value.imag) > 0:
            return ast.Constant(value)
        return call(self.thing(complex), self._real(value.real), self._real(value.imag))


_PLAIN_SCALARS = {f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)}
_PLAIN_SCALARS |= {"float16", "float32", "float64", "complex64", "complex128"}


def _flattened(value, function):
    """The operands of nested ``and``, left to right."""
    if isinstance(value, Call) and value.function is function:
        return [part for a in value.args for part in _flattened(a, function)]
    return [value]
