"""A function made inside the one being read, as a function of its own: the variables around it become parameters.

``lambda x: x**2 - p`` becomes ``def function_7(x, p)``, so that a solver can call it, and its derivative, as any other.
"""

from __future__ import annotations

import ast
import copy
import dis
from dataclasses import dataclass
from functools import lru_cache
from types import CellType, CodeType, FunctionType

from .. import ir
from ..source import made_here
from .defaults import closure_defaults
from .expressions import lookup
from .frames import declared
from .values import Closure


@dataclass(frozen=True)
class Around:
    """What some functions made here read around them: functions they call, objects that are known, and values."""

    inner: tuple = ()
    constants: tuple = ()
    captured: tuple = ()

    def lift(self, closure) -> FunctionType:
        """`closure` as a function of its own, with further parameters for the values."""
        names = tuple(name for name, _ in self.captured)
        return with_constants(closure.frame.source, closure.node, dict(self.constants), self.inner, names)


def with_constants(source, node, constants, inner=(), captured=()) -> FunctionType:
    """The function of a tree, where the names `constants` mean these objects."""
    while not hasattr(source, "function"):
        source = source.outer
    identities = tuple(map(id, constants.values()))
    function = made(source.file, source.function, node, inner, captured, tuple(constants), identities)
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        if name in constants:
            cell.cell_contents = constants[name]
    return function


def refuse_stars(work, closure):
    parameters = closure.node.args
    if parameters.vararg or parameters.kwarg or parameters.kwonlyargs:
        what = "a function with arguments that have no names, or only names, passed to a solver"
        raise work.refuse(what, "name each parameter")
    body = [] if isinstance(closure.node, ast.Lambda) else closure.node.body
    if declared(body, ast.Nonlocal) or declared(body, ast.Global):
        raise work.refuse(
            "a function that assigns variables around it, passed to a solver", "return the values"
        )


def left_over(closure, passed):
    """The defaults of the parameters that the caller does not give."""
    names = [p.arg for p in (*closure.node.args.posonlyargs, *closure.node.args.args)]
    defaults = closure_defaults(closure)
    return [defaults[name] for name in names[passed:] if name in defaults]


def is_object(value):
    """True for a function, a module or a string: what is known when the derivative is written, and is no number."""
    return isinstance(value, ir.Const) and not isinstance(value.value, (int, float, complex, type(None)))


def surroundings(work, closures) -> Around:
    """What is around functions that are passed to one solver."""
    inner: list[Closure] = []
    around: dict = {}
    ahead = list(closures)
    while ahead:
        each = ahead.pop()
        refuse_stars(work, each)
        for name in outer_names(each.node):
            if name in around or any(c.name == name for c in inner) or not is_around(each.frame, name):
                continue
            value = lookup(work, each.frame, name)
            if not isinstance(value, Closure):
                around[name] = value
                continue
            if value.frame is not closures[0].frame or value.name != name or value.defaults:
                what = f"`{name}`, called by a function that is passed to a solver"
                raise work.refuse(what, "define it outside")
            inner.append(value)
            ahead.append(value)
    constants = tuple((n, v.value) for n, v in around.items() if is_object(v))
    captured = tuple((n, v) for n, v in around.items() if not is_object(v))
    return Around(tuple(c.node for c in inner), constants, captured)


def is_around(frame, name):
    """True for a variable of a function around, not of the module."""
    source = frame.source
    while frame is not None:
        if name in frame.names:
            return True
        frame = frame.parent
    return name in source.closure


def outer_names(node) -> list[str]:
    """The names that a function reads and does not bind."""
    return list(dict.fromkeys(read_outside(code_of((), node, (), (), "<text>"))))


def read_outside(code):
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield step.argval
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from read_outside(part)


def definition(inner, node, captured) -> ast.FunctionDef:
    """The function as a definition, with the functions it calls inside it and more parameters."""
    old = node.args
    names = [p.arg for p in (*old.posonlyargs, *old.args)]
    parameters = ast.arguments([], [ast.arg(n) for n in (*names, *captured)], None, [], [], None, [])
    body = [ast.Return(node.body)] if isinstance(node, ast.Lambda) else node.body
    body = [*(as_definition(each) for each in inner), *body]
    name = getattr(node, "name", f"function_{node.lineno}")
    new = ast.FunctionDef(name, parameters, copy.deepcopy(body), [], None, None)
    if hasattr(new, "type_params"):
        new.type_params = []
    return ast.fix_missing_locations(ast.copy_location(new, node))


def as_definition(node):
    plain = copy.deepcopy(node)
    plain.decorator_list, plain.returns = [], None
    return plain


def code_of(inner, node, captured, constants, file) -> CodeType:
    """The code of the definition, inside a function whose variables are the `constants`."""
    tree = definition(inner, node, captured)
    cells = [ast.Assign([ast.Name(n, ast.Store())], ast.Constant(None)) for n in constants]
    empty = ast.arguments([], [], None, [], [], None, [])
    holder = ast.FunctionDef("holder", empty, [*cells, tree], [], None, None)
    if hasattr(holder, "type_params"):
        holder.type_params = []
    module = ast.fix_missing_locations(ast.Module([ast.copy_location(holder, node)], []))
    outer = next(c for c in compile(module, file, "exec").co_consts if isinstance(c, CodeType))
    return next(c for c in outer.co_consts if isinstance(c, CodeType) and c.co_name == tree.name)


@lru_cache(maxsize=256)  # a function is one object, however often it is asked for
def made(file, outer, node, inner, captured, constants, identities) -> FunctionType:
    """The function itself; `identities` tell apart those whose `constants` are other objects."""
    code = code_of(inner, node, captured, constants, file)
    cells = tuple(CellType() for _ in code.co_freevars)
    function = FunctionType(code, outer.__globals__, code.co_name, None, cells)
    made_here(function, definition(inner, node, captured))
    return function
