"""What the frontend's functions hand to each other: the work in progress, and the function it stands in."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from .. import ir
from ..errors import NotSupported
from ..results import join
from .builder import Builder
from .values import State


class NewInput(Exception):
    """A global or closure variable is met that the derivative must read at each call: lowering starts again.

    It becomes a parameter of the derivative; `fetch()` gives its value at the time of a call.
    """

    def __init__(self, key, name, fetch):
        super().__init__(name)
        self.key, self.name, self.fetch = key, name, fetch
        self.parameter, self.kind = name, None


class Recursive(Exception):
    """A function turns out to call itself: lowering starts again, with every call of it left as it is."""

    def __init__(self, function):
        super().__init__(function)
        self.function = function


class Endless(Exception):
    """A call of which it is not known yet whether it returns, so the path that it is on does not count."""


@dataclass(frozen=True)
class Guard:
    """A name from outside whose object the derivative relies on: another object needs another derivative."""

    fetch: Any
    value: Any
    key: Any = None


@dataclass
class Work:
    """One function being lowered."""

    rules: Any
    builder: Builder = field(default_factory=Builder)
    state: State = field(default_factory=State)
    cells: int = 0
    frames: int = 0
    written: set = field(default_factory=set)
    clock: int = 0
    """Counts the changes of lists, see `State.moved`."""
    resized: dict = field(default_factory=dict)
    """How often each list or dict has grown or shrunk so far, on any path."""
    touched: set = field(default_factory=set)
    """What has been written, and what may be the same object."""
    recursive: set = field(default_factory=set)
    """Functions whose calls stay calls, as they call themselves."""
    assumed: dict = field(default_factory=dict)
    """What calls of such functions return, as far as it is known: (function, kinds) to a kind, None if it isn't."""
    summaries: dict = field(default_factory=dict)
    """What is known for good: (function, kinds) to a Summary."""
    reshaped: dict = field(default_factory=dict)
    """What arrays are in another shape: (identity of the block, array, reshape) to the block and an atom."""
    halves: dict = field(default_factory=dict)
    """Names that are bound on one path only: the name of a test, and how it must come out."""
    called: dict = field(default_factory=dict)
    """The user's names for places that are reshapes."""
    rested: list = field(default_factory=list)
    """Cells that are one or two by the layout of parameters, and these: (cells, names)."""
    relied: set = field(default_factory=set)
    """The cells of variables from outside that such functions read."""
    inputs: dict = field(default_factory=dict)
    guards: list = field(default_factory=list)
    stack: list = field(default_factory=list)
    """The functions being inlined, outermost first: (function, frame)."""
    node: Any = None
    frame: Any = None
    attempts: tuple = ()
    """The bodies of `try` blocks being read, outermost first."""
    handled: dict = field(default_factory=dict)
    """By the number of a frame whose `except` is being read: its error, or None where `raise` alone means that."""
    outlines: tuple = ()
    """The calls being read in place, each with what is known of its arguments."""
    unrolled: list = field(default_factory=list)
    """The functions that were read in place while they were being read, once for each call."""
    iterating: int = 0
    """How many `__iter__` are being read: in these, `iter` gives what it is given."""
    strict: int = 0
    """How many blocks we are in that tell NumPy to raise."""
    lowered: Any = None
    """Once the function is lowered: where the transforms find the text for their messages, at line `spot`."""
    spot: int = 0
    spot_call: Any = None

    def at(self, frame, node):
        """Remember where we are, for messages and for the line numbers of statements."""
        if hasattr(node, "lineno"):
            self.node, self.frame = node, frame
            if frame.outermost:
                self.builder.line = node.lineno

    def changes(self, key):
        """Note that a variable or a cell is changed from here on."""
        for attempt in self.attempts:
            attempt.note(key)

    def refuse(self, what, hint):
        return NotSupported(self.place(), what, hint)

    def place(self):
        if self.lowered is not None:
            return spot_place(self.lowered.source, self.spot, self.spot_call)
        return self.frame.source.place(self.node) if self.frame and self.node is not None else None

    def joined(self, one, two):
        return join(one, two)

    def truth(self, value):
        return isinstance(value, ir.Const) and value.value is True


def spot_place(source, line, call):
    """The place of a call on a line of the primal; of the line's first expression if it is not found."""
    nodes = [n for n in ast.walk(source.tree) if getattr(n, "lineno", 0) == line]
    name = getattr(getattr(call, "function", None), "__name__", "")
    for node in nodes:
        if isinstance(node, ast.Call) and name and ast.unparse(node.func).rpartition(".")[2] == name:
            return source.place(node)
    found: list[ast.AST] = [n for n in nodes if isinstance(n, ast.Call)]
    found = found or [n for n in nodes if isinstance(n, ast.expr | ast.stmt)]
    return source.place(found[0] if found else source.tree)


@dataclass(frozen=True, eq=False)
class Frame:
    """One call of a function: its number tells its variables from those of other calls."""

    number: int
    source: Any
    names: frozenset
    parent: Any = None
    outers: frozenset = frozenset()
    """Names declared nonlocal."""
    globals_: frozenset = frozenset()
    outermost: bool = True

    def key(self, name):
        return self.number, name


@dataclass(frozen=True, eq=False)
class Nested:
    """The text of a function defined inside another, in the manner of source.Source."""

    outer: Any
    tree: Any
    name: str

    @property
    def globals(self):
        return self.outer.globals

    @property
    def closure(self):
        return self.outer.closure

    def place(self, node):
        return self.outer.place(node)
