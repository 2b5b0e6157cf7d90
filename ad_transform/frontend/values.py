"""What the frontend knows of a value while it reads a function.

A value is an atom of the IR (numbers, strings, functions, modules), or one of the classes below. Arrays, lists and
objects live in *cells*; a `Ref` is a name for a place in a cell. Two names for one object are two Refs to one cell,
so a write through either is seen through both.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..ir import HOLE, Const, Name
from ..results.orders import UNKNOWN, Order


@dataclass(eq=False)
class Cell:
    """One object that may change, called `label` in the text.

    `external`: the caller holds it too, so writes must really happen. `own`: a list made here, which is no other one.
    `order`: how an array stands in memory.
    """

    number: int
    label: str
    external: bool = False
    own: bool = False
    order: Order = UNKNOWN


@dataclass(frozen=True)
class Ref:
    """A place in a cell: the whole, or a view such as ``getitem(HOLE, i)``. `label` names what is read there."""

    cell: Cell
    place: Any = HOLE
    label: str = ""
    moment: int = field(default=0, compare=False)
    """When the place was looked up: in a list that changes it means another object afterwards."""


@dataclass(frozen=True)
class Items:
    """A tuple or named tuple whose items are known one by one."""

    items: tuple
    cls: type = tuple


@dataclass(frozen=True)
class Struct:
    """The content of a cell that holds a list, dict or object with known fields: key (or position) to value."""

    cls: type
    fields: tuple[tuple[Any, Any], ...]
    source: Any = None
    """For an object of the caller's: the atom that holds the object itself."""

    def find(self, key):
        for known, value in self.fields:
            if type(known) is type(key) and known == key:
                return value
        return None

    def replace(self, key, value):
        fields = dict(self.fields)
        fields[key] = value
        return Struct(self.cls, tuple(fields.items()), self.source)


@dataclass(frozen=True)
class Maybe:
    """None where the atom `absent` holds, else `value`, which is bound only there; see `absence`."""

    absent: Any
    value: Any
    label: str = field(default="", compare=False)


@dataclass(frozen=True)
class Range:
    """``range(start, stop, step)`` over atoms."""

    start: Any
    stop: Any
    step: Any


@dataclass(frozen=True, eq=False)
class Counted:
    """Something with `count` items (an atom), the k-th of which is ``at(k)``, read when it is asked for.

    `written_out`: the count is known, `at` takes known numbers, and loops are written out. `once`: an iterator,
    which is empty after it has been used. `sources`: cells of the lists and dicts it reads, which must keep their
    length while it is used; if `frozen`, their items too.
    """

    count: Any
    at: Callable
    written_out: bool = False
    once: bool = True
    sources: tuple = ()
    frozen: bool = False


@dataclass(frozen=True, eq=False)
class Closure:
    """A function or lambda defined inside a function that is being read."""

    node: ast.FunctionDef | ast.Lambda
    frame: Any
    defaults: tuple = ()
    keyword_defaults: tuple = ()

    @property
    def name(self):
        return getattr(self.node, "name", "<lambda>")


@dataclass(frozen=True)
class Bound:
    """A function with its first arguments fixed: a bound method, a functools.partial."""

    function: Any
    args: tuple = ()
    kwargs: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Solution:
    """The result of a solver, an object: its `fields` that have derivatives, and the atom of the object itself."""

    fields: tuple[tuple[str, Any], ...]
    whole: Any


@dataclass(frozen=True)
class Interpolant:
    """A function that the class or function `kind` of scipy.interpolate makes of the atoms `x` and `y`."""

    kind: str
    x: Any
    y: Any
    options: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Operator:
    """A derivative of `function`, to be called; `wrt` holds positions or names; `single`: no tuple around it."""

    function: Any
    mode: str
    wrt: tuple
    single: bool


@dataclass(frozen=True)
class HeldLaw:
    """A law of scipy.stats with its parameters, by name."""

    law: Any
    parameters: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Parent:
    """``super()``: the object `owner`, whose methods are those of the classes after `cls`."""

    owner: Any
    cls: type


@dataclass(frozen=True)
class Method:
    """The method `name` of a value whose class is not the user's: ``x.sum``, ``xs.append``."""

    owner: Any
    name: str


class Given(ast.expr):
    """An expression whose value is known already: what a rewritten statement speaks of."""

    def __init__(self, value):
        super().__init__()
        self.value = value


class Naming(Given):
    """A condition that always holds, and binds `name` to its value."""

    def __init__(self, name, value):
        super().__init__(value)
        self.name = name


@dataclass(frozen=True)
class Conflict:
    """A variable that holds things of different nature on different paths; reading it is refused with `why`."""

    why: str
    hint: str = "give it one kind of value on every path, or test the reason for the difference where the value is used"


@dataclass(frozen=True)
class Unbound:
    """A variable that has not been assigned on this path."""


UNBOUND = Unbound()


@dataclass(frozen=True)
class Choice:
    """What a cell is: what `one` means where the atom `test` holds, and elsewhere what `two` means."""

    test: Any
    one: Ref
    two: Ref


@dataclass
class State:
    """What holds at one point of the program: variables by (frame, name), and the contents of the cells."""

    variables: dict = field(default_factory=dict)
    heap: dict = field(default_factory=dict)
    shares: dict = field(default_factory=dict)
    """Cells that may be one object, or hold one: written through one, the others become stale.

    A list that may hold one object twice shares with itself.
    """
    stale: dict = field(default_factory=dict)
    """Cells whose content is not known any more, and why."""
    moved: dict = field(default_factory=dict)
    """When a list last got, lost or replaced an item: places looked up before mean nothing now."""
    facts: dict = field(default_factory=dict)
    """What is known on this path of names that hold truth values."""
    choices: dict = field(default_factory=dict)
    """Cells that are one array or another, by a test that is known here."""

    def copy(self) -> State:
        tables = (
            self.variables,
            self.heap,
            self.shares,
            self.stale,
            self.moved,
            self.facts,
            self.choices,
        )
        return State(*(dict(table) for table in tables))

    def sources(self, cell) -> set:
        """The cell, and those that it is by choice."""
        found = self.choices.get(cell)
        return (
            {cell} if found is None else {cell, *self.sources(found.one.cell), *self.sources(found.two.cell)}
        )

    def apart(self, cell, other) -> bool:
        """True if one test decides what both cells are, and they are never one array."""
        one, two = self.choices.get(cell), self.choices.get(other)
        if one is None or two is None or one.test != two.test:
            return False
        pairs = (one.one.cell, two.one.cell), (one.two.cell, two.two.cell)
        return all(a != b and (b not in self.shares.get(a, ()) or self.apart(a, b)) for a, b in pairs)

    def descend(self, new: Cell, source: Cell):
        """A new cell may be the object of `source`: it may also be whatever that may be."""
        for other in (source, *self.shares.get(source, ())):
            if other != new:
                self.share(new, other)

    def share(self, one: Cell, other: Cell):
        self.shares[one] = self.shares.get(one, frozenset()) | {other}
        self.shares[other] = self.shares.get(other, frozenset()) | {one}


def is_atom(value) -> bool:
    return isinstance(value, (Name, Const))
