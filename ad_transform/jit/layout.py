"""Statements as Numba compiles them: loops that count down, tapes of one type each, no None."""

from __future__ import annotations

import ast
import operator

from ad_transform import ir
from ad_transform.backend.expressions import call, load
from ad_transform.backend.names import fresh
from ad_transform.backend.statements import assign, stored
from ad_transform.backend.tree import Layout
from ad_transform.ir import Call, Const, Do, For, Pop, Program, Push
from ad_transform.kinds import Number


class NumbaLayout(Layout):
    """One stack for each value that a tape holds; Numba types a list by what is appended to it."""

    def __init__(self, program: Program, writer):
        super().__init__(program, writer)
        self.stacks: dict[str, list[str]] = {}
        taken = {*writer.variables.values(), program.name}
        for push in (s for s in ir.walk(program.body) if isinstance(s, Push)):
            word = writer.variables[push.tape]
            single = len(push.items) == 1
            self.stacks[push.tape] = (
                [word] if single else [fresh(f"{word}_{k}", taken) for k, _ in enumerate(push.items)]
            )

    def tapes(self, program):
        return [assign(word, ast.List([], ast.Load())) for words in self.stacks.values() for word in words]

    def push(self, statement: Push):
        pairs = zip(self.stacks[statement.tape], statement.items, strict=True)
        return [
            ast.Expr(call(self.writer.word(word, "append"), self.writer.expression(item)))
            for word, item in pairs
        ]

    def pop(self, statement: Pop):
        words = self.stacks[statement.tape]
        if not statement.names:
            return [ast.Expr(call(self.writer.word(word, "pop"))) for word in words]
        pairs = zip(statement.names, words, strict=True)
        return [
            assign(self.writer.variables[name], call(self.writer.word(word, "pop"))) for name, word in pairs
        ]

    def unbound(self, name):
        return Const(0.0) if isinstance(self.writer.kinds.get(name), Number) else Const(None)

    def _lines(self, statement):
        match statement:
            case Do(Call(operator.setitem, (array, place, item))):
                target = stored(
                    ast.Subscript(self.writer.expression(array), self.writer.index(place), ast.Load())
                )
                return [ast.Assign([target], self.writer.expression(item))]
        return super()._lines(statement)

    def backward(self, loop: For, bounds: list):
        """``range(stop - 1, start - 1, -1)``; by other steps the rounds are counted down."""
        if len(bounds) < 3:
            last = less_one(self.writer.expression(loop.stop))
            return call(load("range"), last, less_one(self.writer.expression(loop.start)), _minus_one()), []
        start, step = self.writer.expression(loop.start), self.writer.expression(loop.step)
        rounds = call(load("len"), call(load("range"), *map(self.writer.expression, bounds)))
        word = self.writer.variables[loop.index]
        value = ast.BinOp(start, ast.Add(), ast.BinOp(step, ast.Mult(), load(word)))
        return call(load("range"), less_one(rounds), _minus_one(), _minus_one()), [assign(word, value)]


def less_one(node):
    """``n - 1``, a number that is known already less one."""
    match node:
        case ast.Constant(int(value)) if value > 0:
            return ast.Constant(value - 1)
        case ast.Constant(0):
            return _minus_one()
    return ast.BinOp(node, ast.Sub(), ast.Constant(1))


def _minus_one():
    return ast.UnaryOp(ast.USub(), ast.Constant(1))
