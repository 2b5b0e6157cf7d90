"""Methods of lists, of known items and of unknown length."""

from __future__ import annotations

from .. import ir
from .failing import certain
from .holding import hold
from .memory import freeze, kind_at, new_cell, set_content, update
from .removing import taken
from .subscripts import item
from .values import Counted, Struct

CHANGING = ("append", "pop", "extend", "insert", "reverse", "sort", "clear", "remove")


def known_list(work, owner, held, name, args, kwargs):
    """A method of a list whose items are known."""
    items = [v for _, v in held.fields]
    if held.source is not None and name in CHANGING:
        from .melting import melt

        melt(work, owner)
        return list_method(work, owner, name, args)
    result = ir.Const(None)
    match name, args:
        case "append", [value]:
            items = [*items, value]
        case "extend", [more]:
            from .assignments import parts_of

            items = [*items, *parts_of(work, more)]
        case "insert", [ir.Const(k), value]:
            items.insert(k, value)
        case "pop", [] | [ir.Const(int())]:
            if not items:
                certain(work, IndexError, "`pop` from an empty list", "check the list")
            result = items.pop(args[0].value if args else -1)
        case "reverse", []:
            items = items[::-1]
        case "clear", []:
            items = []
        case "sort", []:
            from .natives.reducing import in_order

            items = in_order(work, items, **kwargs)
        case "copy", []:
            return new_cell(work, owner.label, Struct(list, held.fields))
        case _:
            raise work.refuse(f"`{name}` of lists is not supported here", "build the list with `append`")
    set_content(work, owner.cell, Struct(list, tuple(enumerate(items))))
    return result


def list_method(work, owner, name, args):
    """A method of a list whose length is known only at run time."""
    match name, args:
        case "append", [value]:
            append(work, owner, value)
            return ir.Const(None)
        case "pop", []:
            last = taken(work, owner, item(work, owner, ir.Const(-1)))
            update(work, owner.cell, ir.drop_last, owner.place)
            return last
        case "extend", [more]:
            return extend(work, owner, more)
        case "copy", []:
            from .natives.items import copied

            return copied(work, owner, kind_at(work, owner))
    raise work.refuse(
        f"`{name}` of a list that grows in a loop is not supported", "use `append`, `pop` or `extend`"
    )


def extend(work, owner, more):
    from .assignments import parts_of

    if isinstance(more, Counted) and not more.written_out:
        raise work.refuse("`extend` by this is not supported", "append in a loop")
    for part in parts_of(work, more):
        append(work, owner, part)
    return ir.Const(None)


def append(work, owner, value):
    """``owner.append(value)`` for a list whose length is known only at run time."""
    atom = freeze(work, value)
    update(work, owner.cell, ir.append, owner.place, atom)
    hold(work, owner.cell, value)
