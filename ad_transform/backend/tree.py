"""From a program and its variables to the tree of a Python function: `function_tree(program, writer)`."""

from __future__ import annotations

import ast
import operator

from ad_transform import ir
from ad_transform.backend import attempts
from ad_transform.backend import statements as simple
from ad_transform.backend.expressions import Writer, call
from ad_transform.backend.liveness import assignments
from ad_transform.backend.loops import Break, break_inside
from ad_transform.backend.remarks import comment, is_heading, pruned, size, spaced, without_comments
from ad_transform.backend.unbound import blanks
from ad_transform.ir import Call, Const, Do, For, If, Let, Name, Note, Pop, Program, Push, Try, While

LONG = 6
"""Functions of fewer statements need no comments."""


def function_tree(program: Program, writer: Writer, layout: type | None = None) -> ast.FunctionDef:
    """The function that `program` is, with comments if it is long."""
    body = (layout or Layout)(program, writer).body(program)
    if size(body) < LONG:
        body = without_comments(body)
    body = spaced([*body, ast.Return(writer.expression(program.result))])
    if program.doc:
        body.insert(0, ast.Expr(ast.Constant(program.doc)))
    return ast.FunctionDef(program.name, _parameters(program.params, writer), body, [])


def _parameters(params, writer):
    plain, named = [p for p in params if not p.keyword], [p for p in params if p.keyword]
    defaults = [writer.expression(p.default) for p in plain if p.default is not None]
    named_defaults = [None if p.default is None else writer.expression(p.default) for p in named]

    def arguments(group):
        return [ast.arg(writer.variables[p.id]) for p in group]

    return ast.arguments([], arguments(plain), None, arguments(named), named_defaults, None, defaults)


class Layout:
    """Writes statements; knows which names need a value where they would be unbound."""

    def __init__(self, program: Program, writer: Writer):
        self.writer = writer
        events = assignments(program)
        self.needed = {name for e in events for name, _ in e.targets if name in e.live}
        self.blank = blanks(program, writer.variables)
        self.left_over = attempts.left_over(program)

    def body(self, program):
        lines = self.block(program.body)
        created = self.tapes(program)
        place = 1 if lines and is_heading(lines[0]) else 0
        return [*lines[:place], *created, *lines[place:]]

    def block(self, body) -> list[ast.stmt]:
        return pruned([line for statement in body for line in self.statement(statement)])

    def statement(self, statement) -> list[ast.stmt]:
        lines = self._lines(statement)
        for line in lines:
            if not hasattr(line, "lineno"):
                line.lineno = getattr(statement, "line", 0)
        return lines

    def _lines(self, statement):
        match statement:
            case Let():
                return simple.let(statement, self.writer)
            case Do():
                return simple.do(statement, self.writer)
            case If():
                return self.branch(statement)
            case For():
                return self.counted(statement)
            case While():
                return self.conditional(statement)
            case Try():
                return self.attempt(statement)
            case Push():
                return self.push(statement)
            case Pop():
                return self.pop(statement)
            case Note(text, line):
                return [comment(text, line)]
            case Break():
                return [ast.Break()]
            case _:
                raise TypeError(f"not a statement: {statement!r}")

    def copies(self, pairs) -> list[ast.stmt]:
        """The assignments at a join: name and value, None where it is unbound."""
        variables, found = self.writer.variables, {}
        for name, value in pairs:
            if value is None and name not in self.blank:
                continue
            value = self.unbound(name) if value is None else value
            if not (isinstance(value, Name) and variables[value.id] == variables[name]):
                read = frozenset(variables[n] for n in ir.names(value))
                found[variables[name]] = (variables[name], self.writer.expression(value), read)
        return simple.copies(list(found.values()))

    # What other targets write differently

    def unbound(self, name):
        """What stands for a value that is not there."""
        return Const(None)

    def push(self, statement: Push) -> list[ast.stmt]:
        return simple.push(statement, self.writer)

    def pop(self, statement: Pop) -> list[ast.stmt]:
        return simple.pop(statement, self.writer)

    def tapes(self, program: Program) -> list[ast.stmt]:
        """The lines that make the tapes, at the top of the function."""
        tapes = dict.fromkeys(s.tape for s in ir.walk(program.body) if isinstance(s, (Push, Pop)))
        return _tapes([self.writer.variables[tape] for tape in tapes])

    def backward(self, loop: For, bounds: list) -> tuple[ast.expr, list[ast.stmt]]:
        """What a loop runs over from its end, and what each round begins with."""
        span = call(self.writer.thing(range), *map(self.writer.expression, bounds))
        return call(self.writer.thing(reversed), span), []

    # Branches

    def branch(self, statement):
        then = self.side(statement.body, statement.outs, "then")
        other = self.side(statement.orelse, statement.outs, "other")
        test = statement.test
        if not then and not other:
            return []
        if not then or (_leaves(other) and not _leaves(then)):
            return self._if(_negated(test), other, then, statement.line)
        return self._if(test, then, other, statement.line)

    def condition(self, test) -> ast.expr:
        return self.writer.expression(_plain_test(test))

    def side(self, body, outs, edge):
        """A branch, with what it hands out assigned at its end: before it leaves a loop."""
        lines = self.block(body)
        if lines and isinstance(lines[-1], ast.Raise):
            return lines
        leaving = lines[-1:] if lines and isinstance(lines[-1], ast.Break) else []
        return [*lines[: len(lines) - len(leaving)], *self.handed_out(outs, edge), *leaving]

    def handed_out(self, outs, edge):
        return self.copies((o.name, getattr(o, edge)) for o in outs)

    def _if(self, test, then, other, line):
        after = other if _leaves(then) else []
        node = ast.If(self.condition(test), then, [] if after else other)
        node.lineno = line
        return [node, *after]

    # Attempts

    def attempt(self, statement):
        """``try``, and ``except`` with the block that stands in for its body."""
        writer, name = self.writer, attempts.error_name(statement)
        rest = tuple(s for s in statement.orelse if not attempts.is_catch(s))
        instead = self.side(rest, statement.outs, "other")
        tapes = self.left_over.get(id(statement), ())
        pairs = [
            (writer.variables[attempts.mark(statement, t)], writer.word(writer.variables[t])) for t in tapes
        ]
        caught = ast.ExceptHandler(
            attempts.error_classes(statement, writer),
            writer.variables[name] if name else None,
            [*(attempts.cut(*pair) for pair in pairs), *instead] or [ast.Pass()],
        )
        body = self.side(statement.body, statement.outs, "then") or [ast.Pass()]
        node = ast.Try(body, [caught], [], [])
        node.lineno = statement.line
        return [*(attempts.begun(*pair, writer) for pair in pairs), node]

    # Loops

    def counted(self, loop):
        bounds = [loop.start, loop.stop, loop.step]
        if loop.step == Const(1):
            bounds = [loop.stop] if loop.start == Const(0) else bounds[:2]
        span, first = call(self.writer.thing(range), *map(self.writer.expression, bounds)), []
        if loop.backward:
            span, first = self.backward(loop, bounds)
        target = ast.Name(self.writer.variables[loop.index], ast.Store())
        return self._around(loop, ast.For(target, span, [*first, *self.round(loop)] or [ast.Pass()], []))

    def conditional(self, loop):
        head, body = self.block(loop.head), self.round(loop)
        if head:
            leave = ast.If(self.condition(_negated(loop.test)), [ast.Break()], [])
            leave.lineno = loop.line
            return self._around(loop, ast.While(ast.Constant(True), [*head, leave, *body], []))
        return self._around(loop, ast.While(self.condition(loop.test), body or [ast.Pass()], []))

    def _around(self, loop, node):
        node.lineno = loop.line
        before = self.copies((c.head, c.init) for c in loop.carried)
        after = self.copies((c.out, Name(c.head)) for c in loop.carried if c.out in self.needed)
        return [*before, node, *after]

    def round(self, loop):
        """The body of a loop, and what is assigned at its end."""
        ends = self.copies((c.head, c.end) for c in loop.carried)
        if loop.leave is None or loop.leave == Const(False):
            return self.block(loop.body) + ends
        kept = ends or any(c.end == loop.leave for c in loop.carried)  # the flag is read after the loop
        inside = None if kept else break_inside(loop.body, loop.leave, self.handed_out)
        if inside is not None:
            return self.block(inside)
        leave = ast.If(self.writer.expression(loop.leave), [ast.Break()], [])
        leave.lineno = loop.line
        return [*self.block(loop.body), *ends, leave]


def _plain_test(test):
    """`test` without a conversion to a truth value that ``if`` makes itself."""
    match test:
        case Call(function, (inner,), ()) if function is bool or function is operator.truth:
            return _plain_test(inner)
        case Call(operator.not_, (inner,)):
            return Call(operator.not_, (_plain_test(inner),))
        case _:
            return test


def _negated(test):
    match test:
        case Call(operator.not_, (inner,)):
            return inner
        case _:
            return Call(operator.not_, (test,))


def _leaves(lines) -> bool:
    """True if the lines end by leaving the loop, so that what follows needs no `else`."""
    return bool(lines) and isinstance(lines[-1], (ast.Break, ast.Raise))


def _tapes(words):
    """``tape_6, tape_9 = [], []``, a few to a line."""
    lines = []
    for start in range(0, len(words), 4):
        group = words[start : start + 4]
        lists: list[ast.expr] = [ast.List([], ast.Load()) for _ in group]
        value = lists[0] if len(group) == 1 else ast.Tuple(lists, ast.Load())
        lines.append(ast.Assign([simple.names_tuple(group, ast.Store())], value))
    return lines
