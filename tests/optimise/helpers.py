"""Programs written as text, so that a test shows the program before and the program after.

The notation is that of ``ir.show``, with operators in place of their names where Python has them::

    x.1 = x * 2            a call of operator.mul; x.1 is a name, 1.5 a number, @ the place's hole
    y =! draw()            a Let with an effect
    do print(x)
    push tape_3 x, y       pop tape_3 x.4, y.4
    if t: … else: …        followed by lines  -> out = then | other   (None: unbound)
    for i in range(a, b, c):  or  for backward i in …, followed by
      -> head: init, then end; after: out
      -> leave if t
      -> rounds: n
    loop:                  likewise, then the head, a line `while t`, and the body
    return make_tuple(x.1, y)
"""

from __future__ import annotations

import ast
import builtins
import math
import operator
import re
import textwrap

import numpy as np

from ad_transform import ir
from ad_transform.ir import (
    HOLE,
    Call,
    Carry,
    Const,
    Do,
    For,
    If,
    Let,
    Name,
    Note,
    Out,
    Param,
    Pop,
    Program,
    Push,
    While,
)
from ad_transform.kinds import Array, Dim, Number

FLOAT = Number("float")

RECORDED: list = []


def record(*values):
    """An effect that tests can see."""
    RECORDED.append(values)


def draw():
    """A function to be called with an effect."""
    return 0.5


EXTRA = {"record": record, "draw": draw}
OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def vector(symbol="n", dtype="float64", loose=False):
    """The kind of a vector."""
    return Array(dtype, (Dim(symbol, 0, loose),))


def value(text):
    """The IR value that `text` writes."""
    versions = re.sub(r"\b([A-Za-z_]\w*)\.(\d+)\b", r"\1__V\2", text.strip()).replace("@", "HOLE")
    return _value(ast.parse(versions, mode="eval").body)


def _value(node):
    match node:
        case ast.Constant(constant):
            return Const(constant)
        case ast.UnaryOp(ast.USub(), ast.Constant(constant)):
            return Const(-constant)
        case ast.Name("HOLE"):
            return HOLE
        case ast.Name(id):
            return Name(id.replace("__V", "."))
        case ast.UnaryOp(op, operand):
            return Call(OPERATORS[type(op)], (_value(operand),))
        case ast.BinOp(left, op, right) | ast.Compare(left, [op], [right]):
            return Call(OPERATORS[type(op)], (_value(left), _value(right)))
        case ast.Subscript(base, index):
            return Call(operator.getitem, (_value(base), _value(index)))
        case ast.Slice(start, stop, step):
            return Call(slice, tuple(Const(None) if p is None else _value(p) for p in (start, stop, step)))
        case ast.Call(function, args, keywords):
            return Call(
                _function(function),
                tuple(map(_value, args)),
                tuple((k.arg, _value(k.value)) for k in keywords),
            )
    raise SyntaxError(ast.dump(node))


def _function(node):
    if isinstance(node, ast.Attribute):
        return getattr({"np": np, "math": math, "operator": operator}[node.value.id], node.attr)
    for scope in (EXTRA, vars(ir), vars(operator), vars(builtins)):
        if node.id in scope:
            return scope[node.id]
    raise NameError(node.id)


def program(text):
    """The program that `text` writes: a header ``def f(x, y):`` and indented lines."""
    lines = [line.rstrip() for line in textwrap.dedent(text).strip().splitlines()]
    name, params = re.fullmatch(r"def (\w+)\((.*)\):", lines[0]).groups()
    ids = tuple(Param(p.strip()) for p in params.split(",") if p.strip())
    body, rest = _block(lines[1:-1], 4)
    assert not rest, rest
    return ir.check(
        Program(name, ids, body, value(lines[-1].strip().removeprefix("return "))), "the test's text"
    )


def _block(lines, indent):
    """The statements at `indent` at the start of `lines`, and the lines after them."""
    body = []
    while lines and _indent(lines[0]) >= indent:
        statement, lines = _statement(lines, indent)
        body += statement
    return tuple(body), lines


def _indent(line):
    return len(line) - len(line.lstrip())


def _statement(lines, indent):
    line, rest = lines[0].strip(), lines[1:]
    if match := re.fullmatch(r"if (.*):", line):
        return _if(value(match[1]), rest, indent)
    if match := re.fullmatch(r"for (backward )?(\S+) in range\((.*)\):", line):
        span = [_value(node) for node in ast.parse(f"[{_mangle(match[3])}]", mode="eval").body.elts]
        facts, rest = _facts(rest, indent)
        body, rest = _block(rest, indent + 4)
        return [
            For(match[2], *span, facts[0], body, backward=bool(match[1]), leave=facts[1], trips=facts[2])
        ], rest
    if line == "loop:":
        facts, rest = _facts(rest, indent)
        body, rest = _block(rest, indent + 4)
        (at,) = (k for k, s in enumerate(body) if isinstance(s, tuple))
        head, test, body = body[:at], body[at][1], body[at + 1 :]
        return [While(facts[0], head, test, body, leave=facts[1], trips=facts[2])], rest
    return _simple(line), rest


def _mangle(text):
    return re.sub(r"\b([A-Za-z_]\w*)\.(\d+)\b", r"\1__V\2", text)


def _if(test, lines, indent):
    then, rest = _block(lines, indent + 4)
    orelse: tuple = ()
    if rest and rest[0].strip() == "else:" and _indent(rest[0]) == indent:
        orelse, rest = _block(rest[1:], indent + 4)
    outs = []
    while rest and _indent(rest[0]) == indent + 2:
        name, then_atom, other = re.fullmatch(r"-> (\S+) = (.*) \| (.*)", rest[0].strip()).groups()
        outs.append(Out(name, _optional(then_atom), _optional(other)))
        rest = rest[1:]
    return [If(test, then, orelse, tuple(outs))], rest


def _optional(text):
    return None if text == "None" else value(text)


def _facts(lines, indent):
    carried, leave, trips = [], None, None
    while lines and lines[0].strip().startswith("->") and _indent(lines[0]) == indent + 2:
        line = lines[0].strip()
        if match := re.fullmatch(r"-> leave if (.*)", line):
            leave = value(match[1])
        elif match := re.fullmatch(r"-> rounds: (.*)", line):
            trips = match[1]
        else:
            head, init, end, out = re.fullmatch(r"-> (\S+): (.*), then (.*); after: (\S+)", line).groups()
            carried.append(Carry(head, _optional(init), value(end), out))
        lines = lines[1:]
    return (tuple(carried), leave, trips), lines


def _simple(line):
    match line.split(" ", 1):
        case ["pass"]:
            return []
        case ["#", text]:
            return [Note(text, 1)]
        case ["##", text]:
            return [Note(text, 0)]
        case ["while", test]:
            return [("test", value(test))]
        case ["do", text]:
            return [Do(value(text))]
        case ["push", text]:
            tape, items = text.split(" ", 1)
            return [Push(tape, tuple(map(value, items.split(", "))))]
        case ["pop", text]:
            tape, bound = text.split(" ", 1)
            return [Pop(tape, tuple(bound.split(", ")))]
    name, sign, text = re.fullmatch(r"(\S+) (=!?) (.*)", line).groups()
    return [Let(name, value(text), effect=sign == "=!")]


def assert_same(found, expected):
    """`found` is the program `expected` (a text) and well-formed."""
    ir.check(found, "the pass under test")
    wanted = program(expected)
    assert found == wanted, f"found\n{ir.show(found)}\nexpected\n{ir.show(wanted)}"


def kinds_of(given, **kinds):
    """A kind for every name of `given`: those named, and `FLOAT` for the others."""
    names = {param.id for param in given.params}
    for statement in ir.walk(given.body):
        names.update(ir.binds(statement))
        names.update(carry.head for carry in getattr(statement, "carried", ()))
    return {name: kinds.get(name, kinds.get(ir.base(name), FLOAT)) for name in sorted(names)}
