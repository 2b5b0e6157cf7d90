"""`match` statements: a case becomes an `if` over what is known of the subject, later cases its `else`."""

from __future__ import annotations

import ast

import numpy as np

from .. import ir
from ..kinds import Array, Number
from . import expressions
from .absence import present
from .memory import content, kind_at, new_cell
from .natives.asking import sample_class
from .values import Given, Items, Naming, Ref, Struct

ARRAYS_ARE_SEQUENCES = bool(np.ndarray.__flags__ & 1 << 5)
"""Whether ``case [a, b]`` matches arrays: since NumPy 2.5 (the flag is Py_TPFLAGS_SEQUENCE)."""

WHOLE = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)
"""Classes whose one positional pattern is matched by the object itself."""
NEVER = [ast.Constant(False)]


def as_if(work, frame, node):
    """The first case as an `if` whose `else` matches the others."""
    subject = expressions.value_of(work, frame, node.subject)
    case, *others = node.cases
    parts = conditions(work, frame, subject, case.pattern)
    if case.guard is not None:
        parts = [*parts, case.guard]
    test: ast.expr
    match parts:
        case []:
            test = ast.Constant(True)
        case [test]:
            pass
        case _:
            test = ast.BoolOp(ast.And(), parts)
    rest: list[ast.stmt] = [ast.Match(Given(subject), others)] if others else []
    made = ast.copy_location(ast.If(test, case.body, rest), case.pattern)
    return ast.fix_missing_locations(made)


def conditions(work, frame, subject, pattern):
    """What must hold for the pattern, in order; names are bound between the tests, as `Naming`."""
    work.at(frame, pattern)
    if isinstance(pattern, ast.MatchSequence | ast.MatchMapping | ast.MatchClass):
        subject = present(work, subject)
    match pattern:
        case ast.MatchAs(pattern=None, name=None):
            return []
        case ast.MatchAs(pattern=inner, name=name):
            first = [] if inner is None else conditions(work, frame, subject, inner)
            return [*first, Naming(name, subject)]
        case ast.MatchValue(value=value):
            return [ast.Compare(Given(subject), [ast.Eq()], [value])]
        case ast.MatchSingleton(value=value):
            return [ast.Compare(Given(subject), [ast.Is()], [ast.Constant(value)])]
        case ast.MatchOr(patterns=patterns):
            return alternatives(work, frame, subject, patterns)
        case ast.MatchSequence(patterns=patterns):
            return of_sequence(work, frame, subject, patterns)
        case ast.MatchMapping():
            return of_mapping(work, frame, subject, pattern)
        case ast.MatchClass():
            return of_class(work, frame, subject, pattern)
    raise work.refuse("this pattern is not supported", "use `if` and `elif`")


def alternatives(work, frame, subject, patterns):
    """``a | b``: names may be bound only where it is known which of them matches."""
    ways = [conditions(work, frame, subject, p) for p in patterns]
    if not any(isinstance(c, Naming) for way in ways for c in way):
        tests = [ast.BoolOp(ast.And(), way) if len(way) > 1 else way[0] for way in ways if way]
        return [] if len(tests) < len(ways) else [ast.BoolOp(ast.Or(), tests)]
    for way in ways:
        if way == NEVER:
            continue
        if all(isinstance(c, Naming) for c in way):
            return way
        raise work.refuse("an alternative that binds names, and may not match", "write a case for each")
    return NEVER


def of_sequence(work, frame, subject, patterns):
    """``[a, 0, *rest]`` for tuples and lists whose items are known; no array is a sequence."""
    parts = sequence_parts(work, subject)
    stars = [k for k, p in enumerate(patterns) if isinstance(p, ast.MatchStar)]
    wrong = parts is None or (len(parts) < len(patterns) - 1 if stars else len(parts) != len(patterns))
    if wrong:
        return NEVER
    found = []
    if stars:
        first, after = stars[0], len(patterns) - stars[0] - 1
        rest = tuple(enumerate(parts[first : len(parts) - after]))
        if patterns[first].name is not None:
            found = [Naming(patterns[first].name, new_cell(work, "rest", Struct(list, rest)))]
        parts = [*parts[:first], *parts[len(parts) - after :]]
        patterns = [*patterns[:first], *patterns[first + 1 :]]
    return [*each(work, frame, zip(parts, patterns, strict=True)), *found]


def each(work, frame, pairs):
    """The conditions of several patterns, in order; one that can't match comes alone."""
    found = [conditions(work, frame, value, pattern) for value, pattern in pairs]
    return NEVER if NEVER in found else [c for way in found for c in way]


def sequence_parts(work, subject):
    """The items of a subject that is a sequence; None where it is none."""
    match subject:
        case Items(items):
            return list(items)
        case ir.Const(tuple() | list() as known):
            return [ir.Const(v) for v in known]
        case ir.Const():
            return None
        case Ref() if isinstance(content(work, subject), Struct):
            held = content(work, subject)
            return [v for _, v in held.fields] if held.cls is list else None
    if isinstance(kind_at(work, subject), Number):
        return None
    if isinstance(kind_at(work, subject), Array) and not ARRAYS_ARE_SEQUENCES:
        return None
    raise work.refuse("a pattern of items for a value of unknown length", "test its length with `if`")


def of_mapping(work, frame, subject, pattern):
    """``{"k": v}`` for dicts whose keys are known."""
    held = content(work, subject) if isinstance(subject, Ref) else None
    if not isinstance(held, Struct):
        if isinstance(subject, (Items, ir.Const)) or isinstance(kind_at(work, subject), (Array, Number)):
            return NEVER
        raise work.refuse("a pattern of keys for a value of unknown keys", "test its keys with `if`")
    if held.cls is not dict:
        return NEVER
    keys = [expressions.evaluate(work, frame, key) for key in pattern.keys]
    fields = dict(held.fields)
    if not all(isinstance(key, ir.Const) for key in keys):
        raise work.refuse("a key that is computed at run time", "use constant keys")
    if any(key.value not in fields for key in keys):
        return NEVER
    values = [fields.pop(key.value) for key in keys]
    found = each(work, frame, zip(values, pattern.patterns, strict=True))
    if pattern.rest is None or found == NEVER:
        return found
    return [*found, Naming(pattern.rest, new_cell(work, "rest", Struct(dict, tuple(fields.items()))))]


def of_class(work, frame, subject, pattern):
    """``Point(x, y=0)``, where the subject's class is known."""
    cls = expressions.evaluate(work, frame, pattern.cls)
    work.at(frame, pattern)
    sample = sample_class(work, subject)
    if not isinstance(cls, ir.Const) or not isinstance(cls.value, type) or sample is None:
        raise work.refuse("a pattern of a class for a value of unknown class", "use `isinstance`")
    if not issubclass(sample, cls.value):
        return NEVER
    if cls.value in WHOLE:
        if pattern.kwd_patterns:
            raise work.refuse("a pattern of a builtin class with attributes", "use `isinstance`")
        return each(work, frame, [(subject, p) for p in pattern.patterns])
    names = [*getattr(cls.value, "__match_args__", ())[: len(pattern.patterns)], *pattern.kwd_attrs]
    if len(names) != len(pattern.patterns) + len(pattern.kwd_attrs):
        raise work.refuse(f"`{cls.value.__name__}` takes fewer patterns by position", "name the attributes")
    values = [field(work, subject, name) for name in names]
    return each(work, frame, zip(values, [*pattern.patterns, *pattern.kwd_patterns], strict=True))


def field(work, subject, name):
    """A field of a named tuple or record."""
    if isinstance(subject, Items) and name in getattr(subject.cls, "_fields", ()):
        return subject.items[getattr(subject.cls, "_fields", ()).index(name)]
    held = content(work, subject) if isinstance(subject, Ref) else None
    found = held.find(name) if isinstance(held, Struct) and held.cls not in (list, dict) else None
    if found is None:
        raise work.refuse(f"the attribute `{name}` in a pattern is no known field", "use `isinstance`")
    return found
