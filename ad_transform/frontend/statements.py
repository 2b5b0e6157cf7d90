"""Statements: each is lowered to the block being written."""

from __future__ import annotations

import ast
import functools
from typing import Any

from .. import ir
from .assignments import assign, delete
from .attempts import lower_try
from .augmenting import assign_augmented
from .branches import FALSE, TRUE, choose, flag, leave_with, raise_flag, truth
from .calls import apply
from .expressions import evaluate, value_of
from .failing import stop
from .iteration import lower_for, lower_while
from .managers import lower_with
from .matching import as_if
from .memory import freeze
from .scanning import always_jumps, jumps
from .values import Closure

SAME_FUNCTION = (functools.wraps, functools.cache, functools.lru_cache)


def lower_block(work, frame, body):
    """Lower statements in order; what follows a jump runs only where the jump was not taken."""
    for k, statement in enumerate(body):
        jumped = flag(work, frame, "$jumped")
        if jumped == TRUE:
            return
        if jumped != FALSE:
            rest = body[k:]
            choose(work, jumped, lambda: None, lambda rest=rest: lower_block(work, frame, rest))
            return
        if isinstance(statement, ast.Match):
            work.at(frame, statement)
            lower_block(work, frame, [as_if(work, frame, statement), *body[k + 1 :]])
            return
        if isinstance(statement, ast.Try):
            work.at(frame, statement)
            lower_try(work, frame, statement, body[k + 1 :], lower_block)
            return
        if isinstance(statement, ast.If) and jumps([statement]):
            lower_jumping_if(work, frame, statement, body[k + 1 :])
            return
        lower_statement(work, frame, statement)


def lower_jumping_if(work, frame, node, rest):
    """An `if` that may leave the block: what follows it moves into the path that goes on."""
    work.at(frame, node)
    test = truth(work, value_of(work, frame, node.test))
    then_ends, other_ends = always_jumps(node.body), always_jumps(node.orelse)
    then = node.body if then_ends or not other_ends else node.body + rest
    other = node.orelse + rest if then_ends and not other_ends else node.orelse
    choose(work, test, lambda: lower_block(work, frame, then), lambda: lower_block(work, frame, other))
    if not then_ends and not other_ends:
        lower_block(work, frame, rest)


def lower_statement(work, frame, node):
    """Lower one statement."""
    work.at(frame, node)
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Pass() | ast.Global() | ast.Nonlocal():
            return
        case ast.Expr(value=value):
            value_of(work, frame, value)
        case ast.Assign(targets=targets, value=value):
            result = value_of(work, frame, value)
            for target in targets:
                assign(work, frame, target, result)
        case ast.AnnAssign(target=target, value=value):
            if value is not None:
                assign(work, frame, target, value_of(work, frame, value))
        case ast.AugAssign():
            assign_augmented(work, frame, node)
        case ast.Return(value=value):
            result = ir.Const(None) if value is None else value_of(work, frame, value)
            leave_with(work, frame, result)
        case ast.If(test=test, body=body, orelse=orelse):
            condition = truth(work, value_of(work, frame, test))
            choose(
                work,
                condition,
                lambda: lower_block(work, frame, body),
                lambda: lower_block(work, frame, orelse),
            )
        case ast.For():
            lower_for(work, frame, node, lower_block)
        case ast.While():
            lower_while(work, frame, node, lower_block)
        case ast.Break():
            raise_flag(work, frame, "$broke", "$jumped")
        case ast.Continue():
            raise_flag(work, frame, "$jumped")
        case _:
            lower_rarer(work, frame, node)


def lower_rarer(work, frame, node):
    """Statements that are seldom met in numeric code."""
    match node:
        case ast.Assert(test=test, msg=message):
            lower_assert(work, frame, test, message)
        case ast.Raise(exc=error, cause=cause):
            lower_raise(work, frame, error, cause)
        case ast.Delete(targets=targets):
            for target in targets:
                delete(work, frame, target)
        case ast.FunctionDef():
            define(work, frame, node)
        case ast.Import() | ast.ImportFrom():
            import_here(work, frame, node)
        case ast.With():
            lower_with(work, frame, node, lower_block)
        case _:
            raise work.refuse(
                f"a `{type(node).__name__.lower()}` statement is not differentiated",
                "move it out of the differentiated function",
            )


def lower_assert(work, frame, test, message):
    """The test is made again where the derivative runs."""
    condition = truth(work, value_of(work, frame, test))
    if condition == TRUE:
        return
    parts = (condition,) if message is None else (condition, freeze(work, evaluate(work, frame, message)))
    work.builder.block.append(ir.Do(ir.Call(ir.assert_, parts), work.builder.line))


def lower_raise(work, frame, error, cause):
    """`raise`: nothing follows on this path."""
    if error is None and frame.number not in work.handled:
        raise work.refuse("a bare `raise` is not differentiated", "name the exception")
    match error:
        case None:
            value: Any = work.handled[frame.number]
        case ast.Call(func=func, args=args):
            made = evaluate(work, frame, func)
            parts = [freeze(work, evaluate(work, frame, a)) for a in args]
            value = ir.Call(made.value, tuple(parts)) if isinstance(made, ir.Const) else None
        case _:
            made = evaluate(work, frame, error)
            value = made if isinstance(made, (ir.Const, ir.Name)) else None
    if value is None:
        raise work.refuse("this `raise` is not differentiated", "raise an exception class, or a call of one")
    causes = [] if cause is None else [freeze(work, evaluate(work, frame, cause))]
    stop(work, value, *causes)


def define(work, frame, node):
    """A nested function: it is read when it is called; its decorators are called now, the last one first."""
    decorators = [d for d in node.decorator_list if not keeps(work, frame, d)]
    wrapping = [evaluate(work, frame, d) for d in decorators]
    defaults = tuple(evaluate(work, frame, d) for d in node.args.defaults)
    keywords = tuple(None if d is None else evaluate(work, frame, d) for d in node.args.kw_defaults)
    made: Any = Closure(node, frame, defaults, keywords)
    for decorator in reversed(wrapping):
        made = apply(work, decorator, [made], {})
    assign(work, frame, ast.Name(id=node.name, ctx=ast.Store()), made)


def keeps(work, frame, decorator):
    """True for decorators that change nothing of what a function computes: `functools.wraps(f)`, `functools.cache`."""
    call = decorator.func if isinstance(decorator, ast.Call) else decorator
    return evaluate(work, frame, call) in [ir.Const(f) for f in SAME_FUNCTION]


def import_here(work, frame, node):
    """A local import: the module is imported now."""
    import importlib

    for alias in node.names:
        if isinstance(node, ast.Import):
            module = importlib.import_module(alias.name)
            name = alias.asname or alias.name.partition(".")[0]
            value: Any = module if alias.asname else importlib.import_module(name)
        else:
            package = frame.source.globals.get("__package__")
            module = importlib.import_module("." * node.level + (node.module or ""), package)
            name, value = alias.asname or alias.name, getattr(module, alias.name, None)
        assign(work, frame, ast.Name(id=name, ctx=ast.Store()), ir.Const(value))
