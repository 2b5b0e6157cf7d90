"""Writes statements of the IR one after the other, and knows the kind of every name it binds."""

from __future__ import annotations

import operator
from contextlib import contextmanager
from dataclasses import dataclass, field, is_dataclass

from .. import ir
from ..kinds import Known, Record, Sequence, Unknown
from ..results import constant, kind_of, result
from .failing import may_raise

WORDS = {
    "add": "sum",
    "sub": "difference",
    "mul": "product",
    "truediv": "quotient",
    "getitem": "item",
    "make_tuple": "pair",
    "make_list": "items",
    "make_dict": "table",
    "getattr": "value",
    "<lambda>": "value",
}


UNMOVED = (str.format, str, repr, operator.is_, operator.is_not, isinstance, ir.both, ir.either, ir.select)
"""What may be asked of an object that nothing is known of at any time; the answers to all else may change."""


@dataclass
class Builder:
    """The block being written, the kinds of all names, and the versions given out so far."""

    kinds: dict = field(default_factory=dict)
    block: list = field(default_factory=list)
    versions: dict = field(default_factory=dict)
    line: int = 0
    tests: dict = field(default_factory=dict)
    """What `not`, `and` and `or` of truth values were written as, by name."""
    guarded: int = 0
    """How many `try` blocks the block being written is in."""

    def fresh(self, base: str) -> str:
        """A name that is bound nowhere yet: the next version of `base`."""
        number = self.versions.get(base, 0)
        self.versions[base] = number + 1
        return f"{base}.{number}" if number else base

    @contextmanager
    def nested(self):
        """Write to a new block for a while; gives the block."""
        outer, self.block = self.block, []
        try:
            yield self.block
        finally:
            self.block = outer

    def bind(self, base, value, kind, effect=False):
        """Bind a fresh version of `base` to `value`."""
        name = self.fresh(base)
        self.kinds[name] = kind
        if self.guarded and not effect and may_raise(value, self.kind):
            effect = ir.FAILS
        self.block.append(ir.Let(name, value, self.line, effect))
        if isinstance(value, ir.Call) and value.function in (operator.not_, ir.both, ir.either):
            self.tests[name] = value
        return ir.Name(name)

    def call(self, function, *args, base=None, pure=True, effect=False, **kwargs):
        """The value of a call: a constant where that is known, else a fresh name."""
        return self.apply(function, args, kwargs, base, pure, effect)

    def apply(self, function, args, kwargs, base=None, pure=True, effect=False):
        """The same, for keywords that are not ours to choose."""
        pairs = [self.pair(a) for a in args]
        named = {k: self.pair(v) for k, v in kwargs.items()}
        if not effect:
            known = constant(function, pairs, named)
            if known is not None:
                return known
        if function not in UNMOVED and any(self.may_change(n) for a in args for n in ir.names(a)):
            effect = True
        base = base or self.word(function)
        kind = result(function, pairs, named, tag=f"{base}_{self.versions.get(base, 0)}", pure=pure)
        return self.bind(base, ir.Call(function, tuple(args), tuple(kwargs.items())), kind, effect)

    def may_change(self, name):
        """True for an object of which nothing is known, so that two equal questions may have two answers."""
        kind = self.kinds.get(name)
        return isinstance(kind, Unknown) and kind.changes and not kind.number

    def word(self, function) -> str:
        """What to call a temporary that holds the value of `function`, by its line."""
        name = getattr(function, "__name__", "value")
        word = WORDS.get(name, name).strip("_")
        return f"{word if word.isidentifier() else 'value'}_{self.line}"

    def pair(self, value):
        """The kind of `value`, and the value where it is known or is a slice or tuple of an index."""
        match value:
            case ir.Name(id):
                return self.kinds.get(id, Unknown()), None
            case ir.Const(known):
                kind = kind_of(known)
                plain = isinstance(kind, Record) and not (isinstance(known, dict) or is_dataclass(known))
                return Known(known) if plain else kind, value
            case ir.Call(ir.make_tuple, args):
                return Sequence(tuple(self.pair(a)[0] for a in args)), value
            case ir.Call(function, args):
                return result(function, [self.pair(a) for a in args], {}), value
        raise TypeError(f"not a value: {value!r}")

    def kind(self, value):
        """The kind of an IR value."""
        return self.pair(value)[0]

    def rename_last(self, atom, base):
        """Give what was just computed a name: ``y = exp_9`` after ``exp_9 = np.exp(x)``; copies fold into one."""
        last = self.block[-1] if self.block else None
        if not isinstance(last, ir.Let) or ir.Name(last.name) != atom or not is_temporary(last.name):
            return atom
        return self.bind(base, atom, self.kinds[last.name])


def is_temporary(name) -> bool:
    """True for a name of ours, such as ``exp_9``."""
    return ir.base(name).rpartition("_")[2].isdigit()
