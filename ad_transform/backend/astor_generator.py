"""astor's printer with its faults mended; this module imports astor, so import it late.

Repaired: ``->`` and annotations, ``**`` and slices spaced as people space them, ``lambda:``, tuples of one item,
defaults of positional-only parameters, ``**`` in dictionaries, and parentheses that nobody needs.
"""

from __future__ import annotations

import ast
import warnings
from itertools import pairwise

from ad_transform.backend.astor_text import quoted

with warnings.catch_warnings():  # of names in `ast` that astor looks up and can do without
    warnings.simplefilter("ignore", DeprecationWarning)
    from astor.code_gen import SourceGenerator, set_precedence
    from astor.op_util import Precedence


class Generator(SourceGenerator):
    """Prints as people write: ``x**2``, ``a[i + 1 :]``, ``k: float = 2.0``, no parentheses without need."""

    def visit_Constant(self, node):
        value = node.value
        self.write("..." if value is ... else quoted(value) if isinstance(value, str) else repr(value))

    def visit_Attribute(self, node):
        value = getattr(node.value, "value", None)
        number = isinstance(node.value, ast.Constant) and type(value) in (int, float, complex)
        self.write(f"({value!r})" if number else node.value, ".", node.attr)

    def visit_JoinedStr(self, node):
        text = ast.unparse(node)
        alone = text.count("'") == 2 and '"' not in text
        self.write(text.replace("'", '"') if alone else text)

    def visit_Tuple(self, node):
        with self.delimit(node) as delimiters:
            single = len(node.elts) == 1
            indexes = self.get__pp(node) == Precedence.Subscript
            delimiters.discard = delimiters.discard and node.elts and (indexes or not single)
            self.comma_list(node.elts, single)

    def visit_BinOp(self, node):
        if not isinstance(node.op, ast.Pow):
            return super().visit_BinOp(node)
        exponent = node.right.operand if isinstance(node.right, ast.UnaryOp) else node.right
        with self.delimit(node, node.op):
            set_precedence(Precedence.Pow + 1, node.left)
            nested = isinstance(node.right, ast.BinOp)
            set_precedence(Precedence.highest if nested else Precedence.PowRHS, node.right)
            symbol = "**" if _hugs(node.left) and _hugs(exponent) else " ** "
            self.write(node.left, symbol, node.right)

    def visit_Slice(self, node):
        bounds = [node.lower, node.upper] + ([node.step] if node.step else [])
        set_precedence(Precedence.Comma, *bounds)
        space = "" if all(map(_is_plain_bound, bounds)) else " "
        self.conditional_write(bounds[0])
        for before, bound in pairwise(bounds):
            self.write((space if before else "") + ":" + (space if bound else ""))
            self.conditional_write(bound)

    def visit_Lambda(self, node):
        with self.delimit(node) as delimiters:
            set_precedence(delimiters.p, node.body)
            arguments = node.args
            empty = not any(getattr(arguments, field) for field in arguments._fields)
            self.write("lambda" if empty else "lambda ", arguments, ": ", node.body)

    def visit_arguments(self, node):
        plain = [*node.posonlyargs, *node.args]
        defaults = [None] * (len(plain) - len(node.defaults)) + node.defaults
        items = [("", arg, default) for arg, default in zip(plain, defaults, strict=True)]
        if node.posonlyargs:
            items.insert(len(node.posonlyargs), ("/", None, None))
        if node.vararg or node.kwonlyargs:
            items.append(("*", node.vararg, None))
        items += [("", arg, default) for arg, default in zip(node.kwonlyargs, node.kw_defaults, strict=True)]
        if node.kwarg:
            items.append(("**", node.kwarg, None))
        for index, (stars, arg, default) in enumerate(items):
            set_precedence(Precedence.Comma, default, *([arg.annotation] if arg else []))
            self.write(", " if index else "", stars, arg or "")
            self.conditional_write(" = " if arg and arg.annotation else "=", default)

    def visit_FunctionDef(self, node, is_async=False):
        self.decorators(node, 0)
        self.statement(node, "async def " if is_async else "def ", node.name, "(", node.args, ")")
        set_precedence(Precedence.Comma, node.returns)
        self.conditional_write(" -> ", node.returns)
        self.write(":")
        self.body(node.body)

    def visit_For(self, node, is_async=False):
        set_precedence(Precedence.Comma, node.iter)
        super().visit_For(node, is_async)

    def visit_Raise(self, node):
        set_precedence(Precedence.Comma, node.exc, node.cause)
        super().visit_Raise(node)

    def visit_Dict(self, node):
        with self.delimit("{}"):
            for index, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
                set_precedence(Precedence.Comma if key else Precedence.BitOr, key, value)
                self.write(", " if index else "", key or "", ": " if key else "**", value)

    def visit_ListComp(self, node):
        set_precedence(Precedence.Comma, node.elt)
        super().visit_ListComp(node)

    def visit_SetComp(self, node):
        set_precedence(Precedence.Comma, node.elt)
        super().visit_SetComp(node)

    def visit_DictComp(self, node):
        set_precedence(Precedence.Comma, node.key, node.value)
        super().visit_DictComp(node)

    def visit_withitem(self, node):
        set_precedence(Precedence.Comma, node.context_expr)
        super().visit_withitem(node)


def _hugs(node: ast.AST) -> bool:
    """Tell whether ``**`` stands beside `node` without spaces: names, numbers and attributes of names."""
    match node:
        case ast.Name() | ast.Constant():
            return True
        case ast.Attribute(value=value):
            return _hugs(value) and not isinstance(value, ast.Constant)
        case _:
            return False


def _is_plain_bound(node: ast.AST | None) -> bool:
    """Tell whether a bound of a slice stands beside the colon without spaces."""
    match node:
        case ast.UnaryOp(operand=operand):
            return _is_plain_bound(operand)
        case _:
            return node is None or isinstance(node, (ast.Name, ast.Constant))
