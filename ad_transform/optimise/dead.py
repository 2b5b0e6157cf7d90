"""Drop what nothing reads: statements, outs of branches, carried values, and items of tapes.

Before::

    t_1 = np.exp(x)
    for i in range(0, n, 1):
      -> s: 0.0, then s.1; after: s.2
      -> c: 0, then c.1; after: c.2
        s.1 = s + x
        c.1 = c + 1
    return s.2

After::

    for i in range(0, n, 1):
      -> s: 0.0, then s.1; after: s.2
        s.1 = s + x
    return s.2

Effects stay: Do, a Let with `effect`, and updates of an object that the caller holds.
"""

from __future__ import annotations

from dataclasses import replace

from ad_transform import ir
from ad_transform.ir import Do, For, If, Let, Note, Pop, Push, Try, While
from ad_transform.optimise.objects import written


def drop_dead(program, keep=frozenset()):
    """`program` without statements that neither the result, nor an effect, nor a name in `keep` needs."""
    alive = _alive(program, keep)
    return replace(program, body=_sweep(program.body, alive))


def _alive(program, keep):
    """All nodes that the result and the effects reach.

    A node is a name, an int (a statement with nested bodies), a tape, or an item of a tape (its position); an edge
    leads from a node to what must be there if the node is.
    """
    edges: dict = {}
    roots = [*ir.names(program.result), *keep, *written(program)]
    _connect(program.body, None, edges, roots)
    alive, waiting = set(roots), roots
    while waiting:
        for node in edges.get(waiting.pop(), ()):
            if node not in alive:
                alive.add(node)
                waiting.append(node)
    return alive


def _connect(body, around, edges, roots):
    """Enter the statements of `body` into `edges` and `roots`; `around` is the node of the statement it is in."""
    here = [] if around is None else [around]
    for statement in body:
        this = _control(statement)
        match statement:
            case Let(name, value, _, effect):
                edges[name] = [*ir.names(value), *here]
                if effect:
                    roots.append(name)
            case Do(value):
                roots.extend([*ir.names(value), *here])
            case If(outs=outs) | Try(outs=outs):
                test = ir.names(getattr(statement, "test", None))
                edges.setdefault(this, []).extend([*test, *here])
                for out in outs:
                    edges[out.name] = [*ir.names(out.then), *ir.names(out.other), this]
            case For() | While():
                _connect_loop(statement, this, here, edges)
            case Push(tape, items):
                edges.setdefault(("tape", tape), []).extend(here)
                for position, item in enumerate(items):
                    edges.setdefault(("item", tape, position), [("tape", tape)]).extend(ir.names(item))
            case Pop(tape, names):
                edges.setdefault(("tape", tape), []).extend(here)
                for position, name in enumerate(names):
                    edges[name] = [("item", tape, position)]
        for block in ir.blocks(statement):
            _connect(block, this, edges, roots)


def _control(statement):
    """A node for a statement with bodies: alive if anything in it is. One statement may stand in two places."""
    return id(statement) if isinstance(statement, (If, For, Try, While)) else None


def _connect_loop(loop, this, here, edges):
    bounds = (loop.start, loop.stop, loop.step) if isinstance(loop, For) else (loop.test,)
    reads = [name for value in (*bounds, loop.leave) for name in ir.names(value)]
    edges.setdefault(this, []).extend([*reads, *here])
    for carry in loop.carried:
        edges[carry.head] = edges[carry.out] = [*ir.names(carry.init), *ir.names(carry.end), this]
    if loop.trips:
        edges[loop.trips] = [this]


def _sweep(body, alive):
    """What of `body` is alive."""
    kept = [swept for statement in body if (swept := _swept(statement, alive)) is not None]
    return _drop_notes(kept)


def _swept(statement, alive):
    match statement:
        case Let(name):
            return statement if name in alive else None
        case If() | For() | Try() | While():
            return _swept_block(statement, alive) if _control(statement) in alive else None
        case Push(tape, items):
            items = tuple(item for position, item in enumerate(items) if ("item", tape, position) in alive)
            return replace(statement, items=items) if items else None
        case Pop(tape, names):
            names = tuple(name for position, name in enumerate(names) if ("item", tape, position) in alive)
            return replace(statement, names=names) if names else None
        case _:
            return statement


def _swept_block(statement, alive):
    swept = ir.rebuild(statement, lambda body: _sweep(body, alive))
    if isinstance(statement, (If, Try)):
        return replace(swept, outs=tuple(out for out in swept.outs if out.name in alive))
    carried = tuple(c for c in swept.carried if c.head in alive or c.out in alive)
    return replace(swept, carried=carried, trips=swept.trips if swept.trips in alive else None)


def _drop_notes(body):
    """`body` without comments that no statement follows; a heading (line 0) may be followed by a comment."""
    kept: list = []
    rank = 3  # of what follows: 1 a statement, 2 a comment, 3 a heading or the end
    for statement in reversed(body):
        if isinstance(statement, Note):
            own = 3 if statement.line == 0 else 2
            if rank >= own:
                continue
            rank = own
        else:
            rank = 1
        kept.append(statement)
    return tuple(reversed(kept))
