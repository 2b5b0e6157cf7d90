"""From a program to the text of a Python function: `emit(program, kinds)`.

count_rounds, early_reads, newest_shapes, own_zeros: small preparations
fold        write temporaries where they are used
make_safe   copy what an update in place would destroy, add in place where nothing is destroyed
refuse_lost_writes  what would not reach the caller
choose      a variable of the text for every name
tree        the tree of the function; `print_tree` writes it
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

from ad_transform import ir
from ad_transform.backend.buffers import make_safe, separate_results
from ad_transform.backend.expressions import Writer
from ad_transform.backend.fold import fold
from ad_transform.backend.globals import Globals
from ad_transform.backend.loops import count_rounds
from ad_transform.backend.lost import refuse_lost_writes
from ad_transform.backend.names import choose
from ad_transform.backend.printing import Comment, print_tree
from ad_transform.backend.reads import early_reads
from ad_transform.backend.shapes import newest_shapes
from ad_transform.backend.tree import Layout, function_tree
from ad_transform.backend.unbound import bear_none
from ad_transform.backend.zeros import own_zeros
from ad_transform.ir import Program

__all__ = ["PYTHON", "Target", "Text", "emit"]


@dataclass(frozen=True)
class Target:
    """What differs between texts for different compilers.

    `refine` has the last word on a program and its kinds before variables are chosen; `layout` and `writer` print
    statements and values; `compile` makes the function: ``compile(text, namespace, hint, place)``, None: Python does.
    """

    refine: Callable = lambda program, kinds: (program, kinds)
    layout: type = Layout
    writer: type = Writer
    compile: Callable | None = None


PYTHON = Target()
"""Plain Python and NumPy."""


@dataclass(frozen=True)
class Text:
    """`source` is a module with one function called `name`.

    `namespace` holds every object that the text refers to by a global name; some of them, such as functions of the
    user, no import in the text can reach. `origins` gives the line of the primal for lines of the text.
    """

    source: str
    namespace: dict
    name: str
    origins: dict[int, int]


def emit(
    program: Program, kinds: dict, own: int = 0, itself=None, place=None, target: Target = PYTHON
) -> Text:
    """The text of `program`, whose names hold the `kinds` (what is missing is unknown).

    The first `own` items of the result are what the primal returns, handed out as it does, even if they are
    parameters; everything else shares no memory with anything that the caller has. A call of `itself` is a call of the
    function that is written. `place` gives the place of a line of the primal, so that writes which the caller would
    not see can be refused; without it only values count.
    """
    kinds = {name: kind for name, kind in kinds.items() if kind is not None}
    program, kinds = count_rounds(program, kinds)
    program, kinds = own_zeros(newest_shapes(early_reads(program), kinds), kinds)
    program = ir.check(newest_shapes(fold(program, kinds), kinds), "fold")
    safe, kinds = make_safe(program, kinds)
    if place is not None:
        refuse_lost_writes(program, safe, kinds, place)
    program = bear_none(separate_results(ir.check(safe, "make_safe"), kinds, own))
    program, kinds = target.refine(program, kinds)
    variables = choose(program)
    globals_ = Globals({*variables.values(), program.name}, {program.name: itself} if itself else {})
    function = function_tree(program, target.writer(variables, kinds, globals_), target.layout)
    source = print_tree(ast.Module([*globals_.import_statements(), function], []))
    return Text(source, globals_.namespace, program.name, _origins(function, source))


def _origins(function: ast.FunctionDef, source: str) -> dict[int, int]:
    """Line of the text to line of the primal, statement by statement."""
    read = next(node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
    pairs = zip(_statements(function), _statements(read), strict=True)
    return {there.lineno: line for here, there in pairs if (line := getattr(here, "lineno", 0))}


def _statements(node):
    """The statements in `node`, in the order of the text; comments left out."""
    for name in ("body", "handlers", "orelse"):
        for child in getattr(node, name, []):
            if not (isinstance(child, ast.Expr) and isinstance(getattr(child.value, "value", None), Comment)):
                yield child
                yield from _statements(child)
