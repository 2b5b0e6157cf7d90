"""What simplification knows of each name: its value, how often it is read, its kind; all kept up to date."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from ad_transform import ir
from ad_transform.ir import Call, Const, Let, Name
from ad_transform.kinds import Array, Number, Unknown, is_float
from ad_transform.optimise.constants import is_number
from ad_transform.optimise.objects import is_fresh, is_temporary, rank, updated

NARROW = ("float32", "float16", "complex64")
WIDE = {"float": "float64", "complex": "complex128"}


@dataclass
class Definitions:
    """The Lets of a program, while they are rewritten."""

    kinds: dict
    values: dict = field(default_factory=dict)  # of Lets without effect, as they are now
    uses: Counter = field(default_factory=Counter)  # by what is itself used
    homes: dict = field(default_factory=dict)  # from name to the block it is bound in, and its line
    updated: set = field(default_factory=set)  # names whose object may be written
    inserted: dict = field(default_factory=dict)  # from name to names bound right before it
    taken: set = field(default_factory=set)  # every name of the program
    unused: set = field(default_factory=set)  # names that have lost their last use
    exact: frozenset | None = None  # names that keep their last digit; None: all
    apart: bool = False  # whether Python's numbers differ from NumPy's: in a Try, or beside narrow ones


def is_loose(name, facts) -> bool:
    """True if the value of `name` may differ in its last digit, as adjoints may."""
    return facts.exact is not None and name not in facts.exact


def collect(program, kinds, exact=None) -> Definitions:
    """The definitions of `program`."""
    apart = any(isinstance(s, ir.Try) for s in ir.walk(program.body))
    apart |= any(getattr(kind, "dtype", "") in NARROW for kind in kinds.values())
    facts = Definitions(dict(kinds), updated=updated(program), exact=exact, apart=apart)
    facts.uses.update(ir.names(program.result))
    _collect_block(program.body, facts)
    facts.taken |= {param.id for param in program.params} | set(facts.uses) | set(kinds)
    return facts


def _collect_block(body, facts):
    for statement in body:
        facts.uses.update(ir.reads(statement))
        facts.taken.update(ir.binds(statement))
        facts.taken.update(carry.head for carry in getattr(statement, "carried", ()))
        if isinstance(statement, Let) and not statement.effect:
            facts.values[statement.name] = statement.value
            facts.homes[statement.name] = (id(body), statement.line)
        for block in ir.blocks(statement):
            _collect_block(block, facts)


def resolve(atom, facts):
    """The atom that `atom` is a copy of; a name that says more than what it copies stays."""
    while isinstance(atom, Name) and isinstance(source := facts.values.get(atom.id), (Name, Const)):
        if isinstance(source, Name) and rank(atom.id) < rank(source.id):
            break
        atom = source
    return atom


def redefine(name, value, facts):
    """Let `name` be `value` from now on."""
    old = facts.values.get(name)
    facts.values[name] = value
    for identifier in ir.names(value):
        _count(identifier, 1, facts)
    for identifier in ir.names(old):
        _count(identifier, -1, facts)


def _count(identifier, change, facts):
    """Count a use more or less; a name that loses its last use gives back what it uses, until it is used again."""
    waiting = [(identifier, change)]
    while waiting:
        name, step = waiting.pop()
        facts.uses[name] += step
        lost, found = facts.uses[name] == 0, facts.uses[name] == 1 and step == 1 and name in facts.unused
        if lost or found:
            (facts.unused.add if lost else facts.unused.discard)(name)
            waiting += [(inner, step) for inner in ir.names(facts.values.get(name))]


def insert(word, value, before, kind, facts) -> Name:
    """A temporary called after `word`, bound to `value` right before `before`."""
    home, line = facts.homes[before]
    stem = name = f"{word}_{line}"
    version = 0
    while name in facts.taken:
        version += 1
        name = f"{stem}.{version}"
    facts.taken.add(name)
    facts.kinds[name] = kind
    facts.homes[name] = (home, line)
    facts.inserted.setdefault(before, []).append(name)
    redefine(name, value, facts)
    return Name(name)


def definition(atom, facts):
    """The Call that `atom` is bound to, or None."""
    value = facts.values.get(atom.id) if isinstance(atom, Name) else None
    return value if isinstance(value, Call) else None


def own(atom, facts):
    """The Call of a temporary read only here, so that it may be changed or moved, or None."""
    if isinstance(atom, Name) and facts.uses[atom.id] == 1 and is_temporary(atom.id):
        return definition(atom, facts)
    return None


def movable(atom, name, facts) -> bool:
    """True if `name` can take over the Call of `atom`: its own, of the same block, and no update."""
    call = own(atom, facts)
    return (
        call is not None
        and call.function not in ir.UPDATES
        and facts.homes[atom.id][0] == facts.homes[name][0]
    )


def kind_of(atom, facts) -> Any:
    """The kind of an atom, None if it is not known."""
    if isinstance(atom, Name):
        kind = facts.kinds.get(atom.id)
        return replace(kind, length=None) if isinstance(kind, Number) else kind
    return Number(type(atom.value).__name__) if is_number(atom.value) else None


def widened(kind):
    """`kind`, with Python's numbers as NumPy's: one may stand for the other."""
    return replace(kind, dtype=WIDE.get(kind.dtype, kind.dtype)) if isinstance(kind, Number) else kind


def is_signed(atom, facts) -> bool:
    """True for what has a negative of its own kind: floats, and Python's int."""
    kind = kind_of(atom, facts)
    return is_float(kind) or kind == Number("int")


def replaceable(name, atom, facts) -> bool:
    """True if `name`, a new number or array equal to `atom`, may be `atom` itself."""
    kind, wanted = kind_of(atom, facts), kind_of(Name(name), facts)
    if not facts.apart or is_loose(name, facts):
        kind, wanted = widened(kind), widened(wanted)
    if not isinstance(kind, (Number, Array, Unknown)) or kind != wanted:
        return False
    return isinstance(kind, Number) or name not in facts.updated or gives_way(atom, name, facts)


def gives_way(atom, name, facts) -> bool:
    """True if `name`, which is written, can take over the Call of `atom`, whose result is new and no view."""
    return movable(atom, name, facts) and is_fresh(definition(atom, facts).function)
