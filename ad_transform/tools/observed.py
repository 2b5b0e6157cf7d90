"""Text whose every operation is seen while it runs: ``a * b`` becomes ``see(3, operator.mul, a, b)``.

What the operations give, and the rounds of loops they are in, is told to an `Observer`; the text computes what it did.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

BINARY: dict[type, str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.Pow: "pow", ast.MatMult: "matmul",
    ast.FloorDiv: "floordiv", ast.Mod: "mod",
}  # fmt: skip


@dataclass(frozen=True)
class Operation:
    """An operation of the text: its line and its letters, and those of its operands."""

    line: int
    text: str
    operands: tuple[str, ...]


class Observer(Protocol):
    """What is told of a text that runs."""

    def seen(self, operation: Operation, value: Any, operands: tuple) -> None: ...

    def entered(self, line: int) -> None: ...

    def round(self, name: str, value: Any) -> None: ...

    def left(self) -> None: ...


def observed(source: str, name: str, namespace: dict, observer: Observer) -> Callable:
    """The function `name` that `source` defines, seen by `observer`."""
    rewriter = Rewriter()
    tree = ast.fix_missing_locations(rewriter.visit(ast.parse(source)))
    operations = rewriter.operations

    def see(number, function, *args, **kwargs):
        value = function(*args, **kwargs)
        observer.seen(operations[number], value, args)
        return value

    scope = {**namespace, "__see": see, "__observer": observer, "__operator": operator, "__same": lambda x: x}
    exec(compile(tree, f"<{name}, observed>", "exec", dont_inherit=True), scope)
    return scope[name]


class Rewriter(ast.NodeTransformer):
    """Puts what sees around what is computed; `operations` are those that it has met."""

    def __init__(self):
        self.operations: list[Operation] = []

    def number(self, node: ast.AST, operands: list[ast.expr]) -> ast.expr:
        text = ast.unparse(node)
        self.operations.append(Operation(getattr(node, "lineno", 0), text, tuple(map(ast.unparse, operands))))
        return ast.Constant(len(self.operations) - 1)

    def visit_BinOp(self, node: ast.BinOp):
        word = BINARY.get(type(node.op))
        number = self.number(node, [node.left, node.right])
        self.generic_visit(node)
        if word is None:
            return node
        function = ast.Attribute(ast.Name("__operator", ast.Load()), word, ast.Load())
        return call("__see", number, function, node.left, node.right)

    def visit_Call(self, node: ast.Call):
        number = self.number(node, node.args)
        self.generic_visit(node)
        return ast.Call(ast.Name("__see", ast.Load()), [number, node.func, *node.args], node.keywords)

    def visit_AugAssign(self, node: ast.AugAssign):
        return [self.generic_visit(node), self.look_at(node, node.target)]

    def visit_Expr(self, node: ast.Expr):
        """A call for its effect, ``np.add.at(x_bar, i, v)``: its first argument is looked at after it."""
        value = node.value
        first = value.args[0] if isinstance(value, ast.Call) and value.args else None
        after = [self.look_at(node, first)] if isinstance(first, ast.Name) else []
        return [self.generic_visit(node), *after]

    def visit_For(self, node: ast.For):
        name = node.target.id if isinstance(node.target, ast.Name) else ""
        return self.loop(node, name)

    def visit_While(self, node: ast.While):
        return self.loop(node, "")

    def loop(self, node: Any, name: str):
        line = node.lineno
        self.generic_visit(node)
        value = ast.Name(name, ast.Load()) if name else ast.Constant(None)
        node.body.insert(0, ast.Expr(told("round", ast.Constant(name), value)))
        return [ast.Expr(told("entered", ast.Constant(line))), node, ast.Expr(told("left"))]

    def look_at(self, node: ast.stmt, target: ast.expr) -> ast.stmt:
        """See what a statement has left in `target`, with no operands."""
        whole = target
        while isinstance(whole, (ast.Subscript, ast.Attribute)):
            whole = whole.value
        number = self.number(node, [])
        same = ast.Name("__same", ast.Load())
        return ast.Expr(call("__see", number, same, ast.parse(ast.unparse(whole), mode="eval").body))


def call(word: str, *args: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(word, ast.Load()), list(args), [])


def told(word: str, *args: ast.expr) -> ast.expr:
    return ast.Call(ast.Attribute(ast.Name("__observer", ast.Load()), word, ast.Load()), list(args), [])
