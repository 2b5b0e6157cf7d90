"""Random programs full of views, lists, swaps and updates in place, and what is known of the kinds of their names.

A program either updates arrays as users do, under any name, or only as derivatives do, under adjoints' names; in the
second case nothing that the caller gave may be written.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from ad_transform import ir
from ad_transform.ir import HOLE, Call, Carry, Const, For, If, Let, Name, Out, Param, Pop, Push, While
from ad_transform.kinds import Array, Dim, ListOf, Number, Sequence

FLOAT, INT, BOOL = Number("float64"), Number("int"), Number("bool")
VECTOR = Array("float64", (Dim("n"),))
VECTORS = ListOf(VECTOR)
PAIR = Sequence((VECTOR, VECTOR))
PARAMS = {"x": VECTOR, "y": VECTOR, "out_bar": VECTOR, "items": VECTORS, "pair": PAIR, "s": FLOAT, "t": BOOL}

REVERSED = Const(slice(None, None, -1))
TWICE = Const(np.array([0, 0, 2]))
WHOLE = Const(slice(None))


def arguments():
    """Arguments for the parameters; no two share memory."""
    rows = [np.array(row) for row in np.arange(1.0, 22.0).reshape(7, 3) * 0.37]
    x, y, seed, *others = rows
    return x, y, seed, others[:2], (others[2], others[3]), 0.5, True


@dataclass(frozen=True)
class Sample:
    program: ir.Program
    kinds: dict
    by_user: bool


@st.composite
def samples(draw):
    return _Writer(draw).sample()


class _Writer:
    """Writes one program; what it has written so far is the state that every choice depends on."""

    def __init__(self, draw):
        self.draw = draw
        self.kinds = dict(PARAMS)
        self.count = 0
        self.by_user = bool(self.below(2))

    def below(self, limit):
        return self.draw(st.integers(0, limit - 1))

    def pick(self, options):
        return options[self.below(len(options))]

    def sample(self):
        body, scope = self.block(list(PARAMS), 2, 12)
        results = tuple(Name(self.pick(scope[-8:])) for _ in range(3))
        params = tuple(Param(name) for name in PARAMS)
        program = ir.Program("f", params, tuple(body), Call(ir.make_tuple, results))
        known = {name: kind for name, kind in self.kinds.items() if isinstance(kind, Number) or self.below(6)}
        return Sample(program, known, self.by_user)

    def fresh(self, kind, derived=False):
        """A version of one of a few names: adjoints, temporaries, names of the user."""
        self.count += 1
        stems = (
            ("x_bar", "y_bar") if derived else ("x", "y", "v", "x_bar", "y_bar", f"t_{self.count}", "items")
        )
        name = f"{self.pick(stems)}.{self.count}"
        self.kinds[name] = kind
        return name

    def atom(self, kind, scope):
        names = [name for name in scope if self.kinds[name] == kind]
        if kind == FLOAT and self.below(4) == 0:
            return Const(self.pick((0.0, 1.0, -2.5)))
        return Name(self.pick(names[-5:]))

    def let(self, value, kind, scope, derived=False):
        name = self.fresh(kind, derived)
        scope.append(name)
        return Let(name, value, self.count)

    def block(self, scope, depth, limit):
        """Statements, and the names to be seen after them."""
        scope, body, taped = list(scope), [], []
        for _ in range(self.below(limit) + 1):
            choice = self.below(20 if depth else 16)
            match choice:
                case 0 | 1 | 2:
                    body.append(self.arithmetic(scope))
                case 3 | 4 | 5:
                    body.append(self.view(scope))
                case 6 | 7 | 8 | 9:
                    body.append(self.update(scope))
                case 10 | 11:
                    body.append(self.grouped(scope))
                case 12 | 13:
                    body.append(self.accumulation(scope))
                case 14:
                    body.append(self.let(self.test(scope), BOOL, scope))
                case 15:
                    body += self.push(scope, taped)
                case 16 | 17:
                    body.append(self.branch(scope, depth))
                case 18:
                    body.append(self.counted(scope, depth, taped))
                case 19:
                    body.append(self.conditional(scope, depth))
        for pop in taped:
            body.append(pop(scope))
        return body, scope

    # Simple statements

    def arithmetic(self, scope):
        function = self.pick((operator.add, operator.mul, operator.sub))
        kind = self.pick((FLOAT, VECTOR, VECTOR))
        return self.let(Call(function, (self.atom(kind, scope), self.atom(kind, scope))), kind, scope)

    def test(self, scope):
        return Call(operator.lt, (self.atom(FLOAT, scope), self.atom(FLOAT, scope)))

    def accumulation(self, scope):
        """A sum under the name of its first term."""
        names = [n for n in scope if self.kinds[n] in (VECTOR, FLOAT) and ir.base(n).endswith("_bar")]
        before = self.pick(names[-4:])
        kind = self.kinds[before]
        self.count += 1
        name = f"{ir.base(before)}.{self.count}"
        self.kinds[name] = kind
        scope.append(name)
        function = self.pick((operator.add, operator.sub, operator.mul))
        change = self.atom(self.pick((kind, FLOAT)), scope[:-1])
        return Let(name, Call(function, (Name(before), change)), self.count)

    def view(self, scope):
        one, other = self.atom(VECTOR, scope), self.atom(VECTOR, scope)
        options = [
            one,
            Call(operator.getitem, (one, REVERSED)),
            Call(operator.getitem, (one, TWICE)),
            Call(np.reshape, (one, Const((3,)))),
            Call(np.asarray, (one,)),
            Call(np.flip, (one,)),
            Call(operator.getitem, (self.atom(PAIR, scope), Const(self.below(2)))),
            Call(operator.getitem, (self.atom(VECTORS, scope), Const(self.below(2)))),
            Call(ir.select, (self.atom(BOOL, scope), one, other)),
            Call(np.copy, (one,)),
            Call(getattr, (one, Const("T"))),
        ]
        if not self.by_user:
            options.append(Call(np.broadcast_to, (self.atom(FLOAT, scope), Const((3,)))))
        return self.let(self.pick(options), VECTOR, scope)

    def grouped(self, scope):
        one, other = self.atom(VECTOR, scope), self.atom(VECTOR, scope)
        value, kind = self.pick(
            (
                (Call(ir.make_list, (one, other)), VECTORS),
                (Call(ir.make_tuple, (one, other)), PAIR),
                (self.atom(VECTORS, scope), VECTORS),
                (Call(operator.getitem, (one, Const(self.below(3)))), FLOAT),
                (Call(np.sum, (one,)), FLOAT),
            )
        )
        return self.let(value, kind, scope)

    def update(self, scope):
        kind = self.pick((VECTOR, VECTOR, VECTOR, VECTORS))
        value = self.array_update(scope) if kind == VECTOR else self.list_update(scope)
        return self.let(value, kind, scope, derived=not self.by_user)

    def array_update(self, scope):
        base, number, array = self.atom(VECTOR, scope), self.atom(FLOAT, scope), self.atom(VECTOR, scope)
        item, function = Const(self.below(3)), self.pick((ir.store, ir.add_at))
        place, value = self.pick(
            (
                (item_of(HOLE, item), number),
                (item_of(item_of(HOLE, REVERSED), item), number),
                (item_of(HOLE, WHOLE), array),
                (item_of(HOLE, REVERSED), array),
                (item_of(HOLE, WHOLE), Call(operator.mul, (array, base))),
            )
        )
        if function is ir.add_at and self.below(3) == 0:
            place, value = item_of(HOLE, TWICE), array
        return Call(function, (base, place, value))

    def list_update(self, scope):
        base, number, array = self.atom(VECTORS, scope), self.atom(FLOAT, scope), self.atom(VECTOR, scope)
        item = item_of(HOLE, Const(self.below(2)))
        return self.pick(
            (
                Call(ir.append, (base, HOLE, array)),
                Call(ir.store, (base, item, array)),
                Call(ir.add_at, (base, item, array)),
                Call(self.pick((ir.store, ir.add_at)), (base, item_of(item, Const(self.below(3))), number)),
            )
        )

    # Tapes

    def items(self, scope):
        return tuple(Name(self.pick(scope[-6:])) for _ in range(self.below(3) + 1))

    def push(self, scope, taped):
        """A push, to be popped at the end of the block."""
        items, tape = self.items(scope), f"tape_{len(self.kinds)}_{self.count}"
        self.count += 1
        taped.insert(0, lambda scope: self.pop(tape, items, scope))
        return [Push(tape, items)]

    def pop(self, tape, items, scope):
        names = tuple(self.fresh(self.kinds[item.id]) for item in items)
        scope += names
        return Pop(tape, names)

    # Branches and loops

    def branch(self, scope, depth):
        test = self.atom(BOOL, scope)
        body, then = self.block(scope, depth - 1, 4)
        orelse, other = self.block(scope, depth - 1, 4)
        outs = []
        for _ in range(self.below(4)):
            kind = self.kinds[self.pick(scope)]
            outs.append(Out(self.fresh(kind), self.atom(kind, then), self.atom(kind, other)))
        scope += [out.name for out in outs]
        if self.below(5) == 0:
            outs.append(Out(self.fresh(FLOAT), None, self.atom(FLOAT, other)))  # read by nobody
        return If(test, tuple(body), tuple(orelse), tuple(outs))

    def carried(self, scope):
        """Head, init and out of what a loop carries."""
        kinds = [self.kinds[self.pick(scope)] for _ in range(self.below(3) + 1)]
        return [(self.fresh(kind), self.atom(kind, scope), self.fresh(kind)) for kind in kinds]

    def carries(self, carried, after):
        """With ends, one of which is often the head of another: a swap."""
        return tuple(
            Carry(head, init, self.atom(self.kinds[head], after), out) for head, init, out in carried
        )

    def counted(self, scope, depth, taped):
        carried, index, stop = self.carried(scope), self.fresh(INT), Const(self.below(4))
        heads = [head for head, _, _ in carried]
        body, after = self.block([*scope, index, *heads], depth - 1, 5)
        leave = self.leave(body, after)
        trips = self.fresh(INT) if self.below(3) == 0 else None
        if leave is None and self.below(2):
            items, tape = self.items(after), f"tape_{index}"
            body.append(Push(tape, items))
            taped.insert(0, lambda scope: self.backward(tape, items, stop, scope))
        carries = self.carries(carried, [*after, *heads])
        scope += [out for _, _, out in carried] + ([trips] if trips else [])
        return For(index, Const(0), stop, Const(1), carries, tuple(body), 0, False, leave, trips)

    def leave(self, body, scope):
        """When a loop is left early: never, by a flag, or in a branch at the end of its body."""
        choice = self.below(4)
        if choice < 2:
            return None
        return self.atom(BOOL, scope) if choice == 2 else self.decision(body, scope, 2)

    def decision(self, body, scope, depth):
        """Append to `body` a branch that hands out a flag, and perhaps more; that flag."""
        test, sides = self.atom(BOOL, scope), []
        for _ in range(2):
            block, after = self.block(scope, 0, 2)
            flag = Const(bool(self.below(2)))
            if depth and self.below(3) == 0:
                flag = self.decision(block, after, depth - 1)
            sides.append((block, after, flag))
        outs = [Out(self.fresh(BOOL), sides[0][2], sides[1][2])]
        if self.below(2):
            outs.append(Out(self.fresh(FLOAT), *(self.atom(FLOAT, after) for _, after, _ in sides)))
            scope.append(outs[-1].name)
        body.append(If(test, tuple(sides[0][0]), tuple(sides[1][0]), tuple(outs)))
        return Name(outs[0].name)

    def backward(self, tape, items, stop, scope):
        carried, index = self.carried(scope), self.fresh(INT)
        inner = [*scope, *(head for head, _, _ in carried), index]
        pop = self.pop(tape, items, inner)
        body, after = self.block(inner, 0, 5)
        carries = self.carries(carried, after)
        scope += [out for _, _, out in carried]
        return For(index, Const(0), stop, Const(1), carries, (pop, *body), 0, True)

    def conditional(self, scope, depth):
        """A ``while`` of at most three rounds."""
        carried, limit = self.carried(scope), self.below(4)
        counter, more, end, out = (self.fresh(kind) for kind in (INT, BOOL, INT, INT))
        heads = [head for head, _, _ in carried]
        head, seen = self.block([*scope, *heads], 0, 2)
        test = Let(more, Call(operator.lt, (Name(counter), Const(limit))))
        body, after = self.block([*seen, counter, more], depth - 1, 4)
        step = Let(end, Call(operator.add, (Name(counter), Const(1))))
        body = [step, *body]
        carries = (*self.carries(carried, [*after, *heads]), Carry(counter, Const(0), Name(end), out))
        leave = self.leave(body, after)
        scope += [out for _, _, out in carried]
        return While(carries, (*head, test), Name(more), tuple(body), 0, leave)


def item_of(place, index):
    return Call(operator.getitem, (place, index))


# Programs that write their parameters as Python does


@st.composite
def written_in_place(draw):
    """A program whose updates always hit the newest version of `x` or `y`, and returns these two."""
    return _InPlaceWriter(draw).sample()


class _InPlaceWriter(_Writer):
    """`newest` names the value that each written parameter has now."""

    def sample(self):
        self.by_user, self.newest = True, {"x": "x", "y": "y"}
        body, scope = self.block(list(PARAMS), 2, 12)
        result = Call(ir.make_tuple, (Name(self.newest["x"]), Name(self.newest["y"]), Name(self.pick(scope))))
        program = ir.Program("f", tuple(Param(name) for name in PARAMS), tuple(body), result)
        return Sample(program, self.kinds, True)

    def fresh(self, kind, derived=False):
        name = super().fresh(kind, derived)
        return name.replace("x.", "v.").replace("y.", "w.") if kind == VECTOR else name

    def let(self, value, kind, scope, derived=False):
        name = self.fresh(kind)
        self.kinds[name] = kind
        scope.append(name)
        return Let(name, value, self.count)

    def version(self, param):
        self.count += 1
        name = f"{param}.{self.count}"
        self.kinds[name] = VECTOR
        return name

    def update(self, scope):
        param = self.pick(("x", "y"))
        function, place, *value = (call := self.array_update(scope)).function, *call.args[1:]
        name, base = self.version(param), Name(self.newest[param])
        self.newest[param] = name
        scope.append(name)
        return Let(name, Call(function, (base, place, *value)), self.count)

    def push(self, scope, taped):
        return []

    def branch(self, scope, depth):
        before, test = dict(self.newest), self.atom(BOOL, scope)
        body, _ = self.block(scope, depth - 1, 4)
        then, self.newest = self.newest, dict(before)
        orelse, _ = self.block(scope, depth - 1, 4)
        other, outs = self.newest, []
        for param in before:
            outs.append(Out(self.version(param), Name(then[param]), Name(other[param])))
        self.newest = {param: out.name for param, out in zip(before, outs, strict=True)}
        scope += self.newest.values()
        return If(test, tuple(body), tuple(orelse), tuple(outs))

    def counted(self, scope, depth, taped):
        before, index = dict(self.newest), self.fresh(INT)
        self.newest = {param: self.version(param) for param in before}
        heads = dict(self.newest)
        body, after = self.block([*scope, *heads.values(), index], depth - 1, 5)
        leave, ends = self.atom(BOOL, after) if self.below(4) == 0 else None, self.newest
        self.newest = {param: self.version(param) for param in before}
        carries = [Carry(heads[p], Name(before[p]), Name(ends[p]), self.newest[p]) for p in before]
        scope += self.newest.values()
        return For(
            index, Const(0), Const(self.below(4)), Const(1), tuple(carries), tuple(body), 0, False, leave
        )

    def conditional(self, scope, depth):
        return self.counted(scope, depth, [])
