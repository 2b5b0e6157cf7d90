"""Replace every name that is a copy of an atom by that atom.

Before::

    exp_9 = np.exp(x)
    x.1 = exp_9
    y = x.1
    for i in range(0, n, 1):
      -> z: y, then z; after: z.1
        a = z
    return z.1

After::

    x.1 = np.exp(x)
    for i in range(0, n, 1):
        pass
    return x.1

Of a temporary and a name that says more bound to it right after, and read, the latter survives.
"""

from __future__ import annotations

from dataclasses import replace

from ad_transform import ir
from ad_transform.ir import Call, Const, For, If, Let, Name, Note, Pop, Push, Try, While
from ad_transform.optimise.objects import rank, updated


def propagate(program):
    """`program` without copies: of atoms, of branches that agree, and of values that a loop carries unchanged."""
    copies: dict = {}
    _find(program.body, copies)
    _find_taped(program, copies)
    _flatten(copies)
    read = {name for s in ir.walk(program.body) for name in ir.reads(s)} | set(ir.names(program.result))
    names: dict = {}
    sunk: dict = {}
    _find_survivors(program.body, copies, read, names, sunk)
    return substitute_names(program, copies, names, sunk)


def substitute_names(program, copies, names=None, sunk=None):
    """`program` with `copies` (name to atom) replaced and their binders gone.

    `names` (old to new Name) are to be bound by new names; those in `sunk` (new to Call) where the copy stood.
    """
    names, sunk = names or {}, sunk or {}
    mapping = {name: ir.substitute(atom, names) for name, atom in copies.items()} | names
    for name in names.values():
        del mapping[name.id]
    sunk = {name: ir.substitute(call, mapping) for name, call in sunk.items()}
    body = tuple(ir.rename(statement, mapping) for statement in program.body)
    body = _unbind(body, copies, names, sunk)
    return replace(program, body=body, result=ir.substitute(program.result, mapping))


def _resolve(atom, copies):
    """The atom that `atom` is a copy of, by way of other copies."""
    seen = []
    while isinstance(atom, Name) and atom.id in copies:
        seen.append(atom.id)
        atom = copies[atom.id]
    for identifier in seen:
        copies[identifier] = atom
    return atom


def _flatten(copies):
    for name in list(copies):
        _resolve(Name(name), copies)


def _find(body, copies):
    """Enter the copies in `body` into `copies`, from name to atom."""
    for statement in body:
        for block in ir.blocks(statement):
            _find(block, copies)
        match statement:
            case Let(name, Name() | Const() as atom, effect=False):
                copies[name] = atom
            case If(outs=outs) | Try(outs=outs):
                for out in outs:
                    if out.then is not None and out.other is not None:
                        then, other = _resolve(out.then, copies), _resolve(out.other, copies)
                        if then == other:
                            copies[out.name] = then
            case For(carried=carried) | While(carried=carried):
                _find_carried(carried, copies, _ways(statement))


def _ways(loop):
    """For each name that a branch or loop inside `loop` hands out or carries, the atoms that it may be."""
    found = {}
    for statement in ir.walk(ir.blocks(loop)[-1]):
        found |= {out.name: (out.then, out.other) for out in getattr(statement, "outs", ())}
        for carry in getattr(statement, "carried", ()):
            found[carry.head] = found[carry.out] = (carry.init, carry.end)
    return found


def _origins(atom, copies, ways):
    """All that `atom` may be, by way of branches and inner loops."""
    ahead, seen = [atom], set()
    while ahead:
        atom = _resolve(ahead.pop(), copies)
        if atom not in seen:
            seen.add(atom)
            ahead.extend(ways.get(getattr(atom, "id", ""), ()))
    return {atom for atom in seen if getattr(atom, "id", "") not in ways}


def _find_carried(carried, copies, ways):
    """Carried values that end each round as they began: inner loops have been seen, so one may release another."""
    waiting = [carry for carry in carried if carry.init is not None]
    for _ in range(4):
        held = []
        for carry in waiting:
            init = _resolve(carry.init, copies)
            if _origins(carry.end, copies, ways) <= {init, Name(carry.head)}:
                copies[carry.head] = copies[carry.out] = init
            else:
                held.append(carry)
        if len(held) == len(waiting):
            return
        waiting = held


def _find_taped(program, copies):
    """Names popped from a tape that got one constant, parameter or name of the outermost block at every push.

    What is updated after it is popped stays: the update would write the outer object, which may be the caller's.
    """
    kept = updated(program)
    everywhere = {param.id for param in program.params} | {n for s in program.body for n in ir.binds(s)}
    pushed: dict = {}
    pops = [s for s in ir.walk(program.body) if isinstance(s, Pop)]
    for statement in ir.walk(program.body):
        if isinstance(statement, Push):
            for position, item in enumerate(statement.items):
                pushed.setdefault((statement.tape, position), set()).add(_resolve(item, copies))
    for pop in pops:
        for position, name in enumerate(pop.names):
            items = pushed.get((pop.tape, position), set())
            if len(items) == 1 and name not in kept:
                (item,) = items
                if isinstance(item, Const) or (isinstance(item, Name) and item.id in everywhere):
                    copies[name] = item


def _find_survivors(body, copies, read, names, sunk):
    """Enter into `names` each temporary whose place a name that says more takes.

    Its call moves down to the copy if nothing in between reads it while something reads an older version of the name;
    else the name moves up.
    """
    bound_at: dict = {}  # from name to position and statement
    touched: dict = {}  # from text name to the last position that mentions it
    last_read: dict = {}
    barrier = -1  # the last position that a call must not move past
    for position, statement in enumerate(body):
        for block in ir.blocks(statement):
            _find_survivors(block, copies, read, names, sunk)
        if _is_copy(statement, copies):
            name, source = statement.name, copies[statement.name].id
            if source in bound_at and rank(name) < rank(source) and name in read and source not in names:
                names[source] = Name(name)
                start, binder = bound_at[source]
                late = touched.get(ir.base(name), -1) > start > max(barrier, last_read.get(source, -1))
                if late and isinstance(binder, Let) and isinstance(binder.value, Call) and not binder.effect:
                    sunk[name] = binder.value
            continue
        if not isinstance(statement, (Let, Note)) or getattr(statement, "effect", False):
            barrier = position
        for identifier in _mentions(statement):
            atom = copies.get(identifier)
            last_read[atom.id if isinstance(atom, Name) else identifier] = position
            touched[ir.base(identifier)] = position
        for identifier in ir.binds(statement):
            bound_at[identifier] = (position, statement)
            last_read.pop(identifier, None)


def _is_copy(statement, copies):
    return isinstance(statement, Let) and isinstance(copies.get(statement.name), Name)


def _mentions(statement):
    """Every identifier that `statement` and its bodies read or bind."""
    for part in ir.walk((statement,)):
        yield from ir.reads(part)
        yield from ir.binds(part)
        if isinstance(part, (For, While)):
            yield from (carry.head for carry in part.carried)


def _unbind(body, copies, names, sunk):
    """`body` without the binders of `copies`, and with the binders in `names` renamed or moved."""
    return tuple(done for statement in body if (done := _unbound(statement, copies, names, sunk)) is not None)


def _unbound(statement, copies, names, sunk):
    def bound(identifier):
        return names[identifier].id if identifier in names else identifier

    statement = ir.rebuild(statement, lambda body: _unbind(body, copies, names, sunk))
    match statement:
        case Let(name) if name in sunk:
            return replace(statement, value=sunk[name])
        case Let(name):
            return None if name in copies or bound(name) in sunk else replace(statement, name=bound(name))
        case If(outs=outs) | Try(outs=outs):
            return replace(
                statement, outs=tuple(replace(o, name=bound(o.name)) for o in outs if o.name not in copies)
            )
        case For(carried=carried) | While(carried=carried):
            carried = tuple(replace(c, out=bound(c.out)) for c in carried if c.head not in copies)
            return replace(statement, carried=carried, trips=bound(statement.trips))
        case Pop(names=popped):
            return replace(statement, names=tuple(map(bound, popped)))
        case _:
            return statement
