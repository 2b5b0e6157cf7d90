"""Make in-place text safe: copy what an update would destroy, and add in place where nothing is destroyed.

Before::                                   After::

    a.1 = store(a, [0], 1.0)                   a.2 = copy_(a)
    y = add(a, a.1)                            a.1 = store(a, [0], 1.0)
    x_bar.1 = add(x_bar, c)                    y = add(a.2, a.1)
                                               x_bar.1 = iadd(x_bar, c)

The user's updates hit the object that the primal wrote, so older values are copied aside. Ours may write into a copy.
"""

from __future__ import annotations

import copy
from dataclasses import replace

from ad_transform import ir
from ad_transform.backend.conflicts import Conflict, conflicts, written
from ad_transform.backend.edits import copy_aside, copy_at, copy_pushed
from ad_transform.backend.parts import ALL, CONTAINERS, OWN
from ad_transform.backend.sharing import Sharing
from ad_transform.backend.tangles import untangle
from ad_transform.backend.updates import is_derived, is_ours, is_update
from ad_transform.backend.views import ACCUMULATIONS, accumulates, copy_, is_copier, lends_view
from ad_transform.backend.ways_in import ways_in
from ad_transform.errors import InternalError
from ad_transform.ir import Call, Let, Name, Program
from ad_transform.kinds import Array, DictOf, ListOf, Number, Record, Sequence, Unknown

ENOUGH = 1000
"""Copies that no program needs; each round of `make_safe` adds one at least."""


def make_safe(program: Program, kinds: dict) -> tuple[Program, dict]:
    """`program` with the copies that in-place text needs, and the kinds of the names that they add."""
    program, kinds = accumulate(program, kinds), dict(kinds)
    copied: set = set()  # names of copies, and pairs of an update and a holder that was copied because of it
    rounds = 0
    while found := conflicts(program, kinds):
        if (rounds := rounds + 1) > ENOUGH:
            raise InternalError.after(
                "make_safe", f"no end of copies for {found[0].update.name}", ir.show(program)
            )
        if adds := [c.update for c in found if accumulates(c.update.value.function)]:
            names = {
                add.name for add in adds
            }  # what follows one of them may be in place once that one is not
            program = _out_of_place(program, {a.name for a in adds if a.value.args[0].id not in names})
        else:
            program = _resolve(program, found[0], kinds, copied)
    return program, kinds


# Accumulation


def accumulate(program: Program, kinds: dict) -> Program:
    """``x_bar.1 = add(x_bar, c)`` as an update in place wherever shapes allow; conflicts take it back."""
    in_place = {out_of_place: f for f, out_of_place in ACCUMULATIONS.items()}

    def change(statement):
        match statement:
            case Let(name, Call(function, (Name(id), _))) if function in in_place and _accumulable(
                name, id, kinds
            ):
                return replace(statement, value=replace(statement.value, function=in_place[function]))
            case _:
                return ir.rebuild(statement, every)

    def every(body):
        return tuple(map(change, body))

    return replace(program, body=every(program.body))


def _accumulable(name, before, kinds):
    if ir.base(name) != ir.base(before) or not (is_derived(name) or ir.base(name).startswith("count_")):
        return False
    kind, old = kinds.get(name), kinds.get(before)
    return (isinstance(kind, Number) and isinstance(old, Number)) or (isinstance(kind, Array) and kind == old)


def _out_of_place(program, chosen):
    def change(statement):
        if isinstance(statement, Let) and statement.name in chosen:
            function = ACCUMULATIONS[statement.value.function]
            return replace(statement, value=replace(statement.value, function=function))
        return ir.rebuild(statement, every)

    def every(body):
        return tuple(map(change, body))

    return replace(program, body=every(program.body))


# Copies


def _resolve(program, conflict: Conflict, kinds, copied):
    """`program` with one conflict less, or with a copy at the update itself, after which it has none."""
    if (taped := _only_taped(conflict)) is not None:
        push, place = taped
        item = push.items[place]
        if isinstance(item, Call) and conflict.deep and item.function is not copy.deepcopy:
            return copy_pushed(program, push, place, Call(copy.deepcopy, item.args))
        if not isinstance(item, Call):
            return copy_pushed(program, push, place, _copier(item, conflict.deep, kinds))
    if conflict.protected:
        conflict = replace(conflict, holders=())
    edge = _half_bound(program, conflict)
    if edge is not None and edge in copied and not _writes_given(program, conflict.update, kinds):
        return _copy_edge(program, ("update", conflict.update.name), conflict.deep, kinds, copied)
    if edge is not None:
        copied.add(edge)
        return _copy_edge(program, edge, conflict.deep, kinds, copied)
    if (view := _lent_view(program, conflict, kinds)) is not None:
        return _copy_edge(program, ("let", view), conflict.deep, kinds, copied)
    if conflict.tangled and not (conflict.holders or conflict.pushes or conflict.protected):
        name = conflict.update.name
        return untangle(program, conflict.update, kinds, lambda base: _fresh_like(base, name, kinds, copied))
    tries = {(conflict.update.name, holder) for holder in conflict.holders}
    if conflict.holders and not is_ours(conflict.update) and copied.isdisjoint({*conflict.holders, *tries}):
        holder = conflict.holders[0]
        copied.add((conflict.update.name, holder))
        name = _copied_name(holder, kinds, copied)
        return copy_aside(
            program, conflict.update.name, holder, Let(name, _copier(Name(holder), conflict.deep, kinds))
        )
    edges = ways_in(program, conflict, kinds) or [("update", conflict.update.name)]
    for edge in edges:
        program = _copy_edge(program, edge, conflict.deep, kinds, copied)
    return program


def _only_taped(conflict):
    """The first item of a tape to copy there: what is needed after the update, too, is copied where it is made."""
    simple = not (conflict.deep or conflict.tangled or conflict.protected)
    held = {Name(holder) for holder in conflict.holders} if simple else set()
    return next(((push, k) for push, k in conflict.pushes if push.items[k] not in held), None)


def _half_bound(program, conflict):
    """Where a holder that is bound on one path only is bound: after the paths have met it can't be copied."""
    sides = {}
    for s in ir.walk(program.body):
        for out in getattr(s, "outs", ()):
            if None in (out.then, out.other):
                sides[out.name] = ("then", out.then) if out.other is None else ("other", out.other)
    found = next((name for name in conflict.holders if name in sides), None)
    while found is not None and isinstance(inner := sides[found][1], Name) and inner.id in sides:
        found = inner.id
    return None if found is None else (sides[found][0], found)


def _writes_given(program, update, kinds):
    """True if what an update writes may be the caller's, who must see it."""
    sharing = Sharing(program, kinds)
    return any(map(sharing.is_protected, sharing.parts(update.value.args[0])))


def _lent_view(program, conflict, kinds):
    """A holder that was made as a view, such as ``row = a[i]``: it is best made a copy at once."""
    bases = {s.value.args[0] for s in ir.walk(program.body) if is_update(s)}
    if _writes_given(program, conflict.update, kinds):  # through this view perhaps
        sharing = Sharing(program, kinds)
        parts = written(conflict.update, sharing)
        bases |= {Name(name) for part in parts for name, _, _ in sharing.reach(part)}
    for s in ir.walk(program.body):
        if isinstance(s, Let) and s.name in conflict.holders and Name(s.name) not in bases:
            if (
                isinstance(kinds.get(s.name), Array)
                and isinstance(s.value, Call)
                and lends_view(s.value.function)
            ):
                return s.name
    return None


def _copied_name(name, kinds, copied):
    version = f"{ir.base(name)}.copy{len(copied) + 1}"
    if name in kinds:
        kinds[version] = kinds[name]
    copied.add(version)
    return version


def _fresh_like(value, name, kinds, copied):
    """A version of `name` of the kind of `value`."""
    version = _copied_name(name, kinds, copied)
    kinds.pop(version, None)
    if isinstance(value, Name) and value.id in kinds:
        kinds[version] = kinds[value.id]
    return version


def _copier(value, deep, kinds):
    """The call that copies `value`: whole, or with what it holds if that is written."""
    kind = kinds.get(value.id, Unknown()) if isinstance(value, Name) else Unknown()
    if isinstance(kind, Array):
        return Call(copy_, (value,))
    if deep and not _is_flat(kind):
        return Call(copy.deepcopy, (value,))
    flat = isinstance(kind, CONTAINERS) and getattr(kind, "cls", list) in (list, dict)
    return Call(copy_ if flat else copy.copy, (value,))


def _is_flat(kind):
    match kind:
        case Unknown():
            return False
        case ListOf(item) | DictOf(item):
            return isinstance(item, Number)
        case Sequence(items):
            return all(isinstance(item, Number) for item in items)
        case Record(fields):
            return all(isinstance(item, Number) for _, item in fields)
        case _:
            return False


def _copy_edge(program, edge, deep, kinds, copied):
    def make(value):
        """A copy under a new name, or, for a value that has a name already, the call alone."""
        if isinstance(value, Call) and is_copier(value.function):
            return Call(copy.deepcopy, value.args)
        if isinstance(value, Call):
            kind = kinds.get(edge[1])
            return Call(copy_ if isinstance(kind, Array) else copy.deepcopy if deep else copy.copy, (value,))
        return _copier(value, deep, kinds)

    def fresh(value):
        return _fresh_like(value, edge[1], kinds, copied)

    return copy_at(program, edge, make, fresh)


# Results


def separate_results(program: Program, kinds: dict, own: int = 0) -> Program:
    """`program` whose results share nothing with each other or with a parameter.

    The first `own` items are what the primal returns, handed out as it does.
    """
    sharing = Sharing(program, kinds)  # what is asked here is asked at the end of the program
    taken: list = []
    kept = list(_handed_out(program, sharing))

    def leaf(value, is_own):
        parts = [(p, k) for k in (OWN, ALL) for p in sharing.parts(value, k)]
        shared = any(sharing.may_share(p, q) for p, _ in parts for q in taken)
        given = any(_is_given(p, sharing) or any(sharing.ever_share(p, q) for q in kept) for p, _ in parts)
        taken.extend(p for p, _ in parts)
        if is_own or not (shared or given):
            return value
        if isinstance(value, Call):
            return Call(copy.deepcopy, (value,))
        return _copier(value, True, kinds)

    def each(value, is_own):
        if isinstance(value, Call) and value.function in (ir.make_tuple, ir.make_list):
            return replace(value, args=tuple(each(item, is_own) for item in value.args))
        return leaf(value, is_own)

    result = program.result
    if own and isinstance(result, Call) and result.function is ir.make_tuple:
        items = tuple(each(item, place < own) for place, item in enumerate(result.args))
        return replace(program, result=replace(result, args=items))
    return replace(program, result=each(result, bool(own)))


def _handed_out(program, sharing):
    """Parts that the program puts into the caller's containers."""
    for s in ir.walk(program.body):
        if isinstance(s, Let) and isinstance(s.value, Call) and s.value.function in (ir.store, ir.append):
            base, _, value = s.value.args
            given = any(_is_given(p, sharing) for p in sharing.everything(base))
            if given and not isinstance(sharing.kind(base), Array):
                yield from sharing.everything(value)


def _is_given(part, sharing):
    """True if the part may be a parameter's or a constant's."""
    origins = (sharing.origin(name) for name, _, _ in sharing.reach(part))
    return any(o.join is None and o.value is None and not o.popped for o in origins)
