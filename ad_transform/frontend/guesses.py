"""The kinds of parameters where no call tells them: from annotations, defaults, and how the function uses them."""

from __future__ import annotations

import ast
import builtins

import numpy as np

from ..errors import DifferentiationError
from ..kinds import Array, Dim, Number
from ..results import kind_of
from ..source import read as read_source

WORDS = {
    "float": Number("float"),
    "int": Number("int"),
    "bool": Number("bool"),
    "complex": Number("complex"),
}
# fmt: off
REDUCERS = (
    "sum", "mean", "max", "min", "prod", "dot", "norm", "var", "std", "cumsum", "len", "diff", "outer", "linalg",
)
# fmt: on


def guess_kinds(function, signature, wrt) -> dict:
    """A kind for each parameter."""
    tree = read_source(function).tree
    return {p.name: guess(tree, p, p.name in wrt) for p in signature.parameters.values()}


def guess(tree, parameter, active):
    """The kind of one parameter: annotation first, then default, then use."""
    annotation = parameter.annotation
    word = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "")
    if word in WORDS:
        return WORDS[word]
    if "ndarray" in word or annotation is np.ndarray:
        return array(tree, parameter.name)
    default = parameter.default
    if default is not parameter.empty:
        kind = kind_of(default, name=parameter.name)
        return Number("float") if active and isinstance(kind, Number) else kind
    if parameter.kind is parameter.VAR_POSITIONAL:
        return kind_of(())
    if parameter.kind is parameter.VAR_KEYWORD:
        return kind_of({})
    if not active and counts(tree, parameter.name):
        return Number("int")
    return array(tree, parameter.name) if is_array(tree, parameter.name) else Number("float")


def counters(function) -> set:
    """Parameters that the function uses as a number of rounds or as an index; none where its text cannot be had."""
    try:
        tree = read_source(function).tree
    except DifferentiationError:
        return set()
    parameters = [*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs]
    return {p.arg for p in parameters if counts(tree, p.arg)}


def named(node, name):
    return isinstance(node, ast.Name) and node.id == name


def counts(tree, name):
    """True if the parameter is used as a number of rounds or as an index."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="range"), args=args) if any(
                named(n, name) for a in args for n in terms(a)
            ):
                return True
            case ast.Subscript(slice=index) if any(named(n, name) for n in terms(index)):
                return True
    return False


def terms(node):
    """The names that a sum, difference, product, slice or tuple is made of."""
    match node:
        case ast.BinOp(left=left, right=right):
            yield from terms(left)
            yield from terms(right)
        case ast.Slice():
            for part in (node.lower, node.upper, node.step):
                yield from terms(part) if part is not None else ()
        case ast.Tuple(elts=parts):
            for part in parts:
                yield from terms(part)
        case _:
            yield node


def mentions(node, name):
    return any(named(n, name) for n in ast.walk(node))


def is_array(tree, name):
    """True if the parameter is indexed, iterated, reduced or asked for its shape."""
    return any(uses_as_array(node, name) for node in ast.walk(tree))


def uses_as_array(node, name):
    match node:
        case ast.Subscript(value=value) | ast.For(iter=value):
            return named(value, name)
        case ast.Attribute(value=value, attr=attr):
            return named(value, name) and hasattr(np.ndarray, attr)
        case ast.BinOp(op=ast.MatMult()):
            return named(node.left, name) or named(node.right, name)
        case ast.Call(func=func, args=args):
            word = func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")
            spread_out = word in REDUCERS or (
                (word == "enumerate" or word == "zip") and hasattr(builtins, word)
            )
            return spread_out and any(mentions(a, name) for a in args)
    return False


def array(tree, name):
    """A vector, or a matrix where two indices or a transpose show it."""
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=value, slice=ast.Tuple(elts=parts)) if named(value, name):
                return Array("float64", tuple(Dim(f"{name}{k}") for k in range(len(parts))), "C")
            case ast.Attribute(value=value, attr="T") if named(value, name):
                return Array("float64", (Dim(f"{name}0"), Dim(f"{name}1")), "C")
            case ast.BinOp(op=ast.MatMult(), left=left) if named(left, name):
                return Array("float64", (Dim(f"{name}0"), Dim(f"{name}1")), "C")
    return Array("float64", (Dim(f"{name}0"),), "C")
