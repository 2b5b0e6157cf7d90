"""Put copies into a program: aside before an update, on an edge of its base, or on a tape."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ad_transform import ir
from ad_transform.ir import Call, For, If, Let, Name, Note, Program, Push, Try, While


def _holds(statement, name) -> bool:
    """True if the Let of `name` is `statement` or in it."""
    return any(isinstance(s, Let) and s.name == name for s in ir.walk((statement,)))


def _visible_inside(statement, name) -> bool:
    """True if `name` is bound in the bodies of `statement`."""
    for block in ir.blocks(statement):
        for inner in ir.walk(block):
            if name in ir.binds(inner) or _opens(inner, name):
                return True
    return _opens(statement, name)


def _opens(statement, name) -> bool:
    """True if `statement` is a loop that binds `name` at the top of its body."""
    heads = [c.head for c in getattr(statement, "carried", ())]
    return name in heads or (isinstance(statement, For) and name == statement.index)


# A copy aside


def copy_aside(program: Program, update: str, holder: str, saved: Let) -> Program:
    """`program` with `saved`, a copy of `holder`, before the `update`, and what comes after it reading the copy."""
    aside = _Aside(update, holder, saved)
    return replace(program, body=aside.block(program.body, False), result=aside.renamed(program.result))


@dataclass(frozen=True)
class _Aside:
    """A copy to be put aside; in each method, `placed` says that it stands further out already."""

    update: str
    holder: str
    saved: Let

    @property
    def new(self):
        return {self.holder: Name(self.saved.name)}

    def renamed(self, value):
        return None if value is None else ir.substitute(value, self.new)

    def block(self, body, placed):
        """Rename what runs after the update in `body`; put the copy in it unless it is `placed`."""
        j = next(k for k, s in enumerate(body) if _holds(s, self.update))
        statement, rest = body[j], tuple(ir.rename(s, self.new) for s in body[j + 1 :])
        here = not placed and not _visible_inside(statement, self.holder)
        before = body[:j]
        if here:
            before = _before_notes((*before, replace(self.saved, line=getattr(statement, "line", 0))))
        return (*before, self.inside(statement, placed or here), *rest)

    def inside(self, statement, placed):
        match statement:
            case If() | Try():
                return self.branch(statement, placed)
            case For() | While():
                return _rename_rounds(statement, self.new) if placed else self.loop(statement)
            case _:
                return statement

    def branch(self, statement, placed):
        side = "body" if any(_holds(s, self.update) for s in statement.body) else "orelse"
        edge = "then" if side == "body" else "other"
        if (
            isinstance(statement, Try) and side == "body" and placed
        ):  # what stands in for it has the old value, too
            orelse = tuple(ir.rename(s, self.new) for s in statement.orelse)
            outs = tuple(replace(o, other=self.renamed(o.other)) for o in statement.outs)
            statement = replace(statement, orelse=orelse, outs=outs)
        outs = tuple(replace(o, **{edge: self.renamed(getattr(o, edge))}) for o in statement.outs)
        return replace(statement, outs=outs, **{side: self.block(getattr(statement, side), placed)})

    def loop(self, statement):
        """A loop in whose body the holder is bound, so that each round makes its own copy."""
        edges = tuple(replace(c, end=self.renamed(c.end)) for c in statement.carried)
        statement = replace(statement, carried=edges, leave=self.renamed(statement.leave))
        if isinstance(statement, While) and any(_holds(s, self.update) for s in statement.head):
            body = tuple(ir.rename(s, self.new) for s in statement.body)
            test, head = self.renamed(statement.test), self.block(statement.head, False)
            return replace(statement, head=head, test=test, body=body)
        return replace(statement, body=self.block(statement.body, False))


def _before_notes(statements):
    """`statements`, the last of which moves before the comments that belong to what follows."""
    *others, last = statements
    k = len(others)
    while k and isinstance(others[k - 1], Note):
        k -= 1
    return (*others[:k], last, *others[k:])


def _rename_rounds(statement, new):
    """The loop with everything in it renamed but what is read before its first round."""
    inits = [c.init for c in statement.carried]
    changed = ir.rename(statement, new)
    carried = tuple(replace(c, init=init) for c, init in zip(changed.carried, inits, strict=True))
    changed = replace(changed, carried=carried)
    if isinstance(statement, For):
        return replace(changed, start=statement.start, stop=statement.stop, step=statement.step)
    return changed


# A copy on an edge


def copy_at(program: Program, edge: tuple[str, str], make, fresh) -> Program:
    """`program` with the value that flows along `edge` copied.

    An edge is ``("let", name)``, ``("update", name)``, ``("then", out)``, ``("other", out)``, ``("init", head)`` or
    ``("end", head)``; `make` gives the call that copies a value, `fresh` a new name for that.
    """
    return replace(program, body=_edit(program.body, edge, make, fresh))


def _edit(body, edge, make, fresh):
    new = []
    for statement in body:
        statement = ir.rebuild(statement, lambda block: _edit(block, edge, make, fresh))
        new.extend(_edit_statement(statement, edge, make, fresh))
    return tuple(new)


def _edit_statement(statement, edge, make, fresh):
    word, name = edge
    match statement:
        case Let() if statement.name == name and word == "let":
            return [replace(statement, value=make(statement.value))]
        case Let(value=Call(function, args)) if statement.name == name and word == "update":
            saved = Let(fresh(args[0]), make(args[0]), statement.line)
            return [saved, replace(statement, value=Call(function, (Name(saved.name), *args[1:])))]
        case If(outs=outs) | Try(outs=outs) if word in ("then", "other") and any(
            o.name == name for o in outs
        ):
            return [_edit_branch(statement, edge, make, fresh)]
        case For() | While() if word in ("init", "end") and _opens(statement, name):
            return _edit_loop(statement, edge, make, fresh)
        case _:
            return [statement]


def _edit_branch(statement, edge, make, fresh):
    word, name = edge
    side = "body" if word == "then" else "orelse"
    out = next(o for o in statement.outs if o.name == name)
    saved = Let(fresh(getattr(out, word)), make(getattr(out, word)), statement.line)
    outs = tuple(replace(o, **{word: Name(saved.name)}) if o.name == name else o for o in statement.outs)
    return replace(statement, outs=outs, **{side: (*getattr(statement, side), saved)})


def _edit_loop(statement, edge, make, fresh):
    word, name = edge
    carry = next(c for c in statement.carried if c.head == name)
    saved = Let(fresh(getattr(carry, word)), make(getattr(carry, word)), statement.line)
    carried = tuple(
        replace(c, **{word: Name(saved.name)}) if c.head == name else c for c in statement.carried
    )
    statement = replace(statement, carried=carried)
    if word == "init":
        return [saved, statement]
    return [replace(statement, body=(*statement.body, saved))]


# A copy on a tape


def copy_pushed(program: Program, push: Push, place: int, copied: Call) -> Program:
    """`program` with the item of `push` at `place` replaced by its copy."""
    items = (*push.items[:place], copied, *push.items[place + 1 :])

    def every(body):
        return tuple(replace(s, items=items) if s is push else ir.rebuild(s, every) for s in body)

    return replace(program, body=every(program.body))
