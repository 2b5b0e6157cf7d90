"""Random programs with loops, branches, updates, tapes and effects, and the kinds of their names."""

from __future__ import annotations

import math
import operator

import numpy as np
from hypothesis import strategies as st

from ad_transform import ir
from ad_transform.ir import HOLE, Call, Carry, Const, Do, For, If, Let, Name, Out, Param, Pop, Push, While
from ad_transform.kinds import Array, Dim, Number
from tests.optimise.helpers import record

FLOAT, FLOAT64, INT, BOOL = Number("float"), Number("float64"), Number("int"), Number("bool")
ARRAY = Array("float64", (Dim("n"),))
CONSTANTS = {
    FLOAT: (0.0, 1.0, -1.0, 2.0, 0.5, 0.3, -2.5),
    INT: (0, 1, -1, 2, 3),
    BOOL: (True, False),
}
PARAMS = {"x": FLOAT, "y": FLOAT64, "a": ARRAY, "b": ARRAY, "n": INT, "t": BOOL}


@st.composite
def programs(draw):
    """A program of six parameters, and its kinds."""
    return _Writer(draw).program()


class _Writer:
    """Writes one program; what it has written so far is the state that every choice depends on."""

    def __init__(self, draw):
        self.draw = draw
        self.kinds = dict(PARAMS)
        self.count = 0

    def below(self, limit):
        return self.draw(st.integers(0, limit - 1))

    def pick(self, options):
        return options[self.below(len(options))]

    def fresh(self, kind):
        """A name of its own: a temporary, or a version of one of a few names of the user."""
        self.count += 1
        name = self.pick((f"t_{self.count}", f"x.{self.count}", f"v.{self.count}", f"w{self.count}"))
        self.kinds[name] = kind
        return name

    def program(self):
        body, scope = self.block(list(PARAMS), 2, 10)
        results = tuple(Name(self.pick(scope)) for _ in range(3))
        params = tuple(Param(name) for name in PARAMS)
        return ir.Program("f", params, tuple(body), Call(ir.make_tuple, results)), self.kinds

    def atom(self, kind, scope):
        """A name of this kind, or a constant."""
        names = [name for name in scope if self.kinds.get(name) == kind]
        if kind in CONSTANTS and (not names or self.below(4) == 0):
            return Const(self.pick(CONSTANTS[kind]))
        return Name(self.pick(names[-6:]))

    def number(self, scope):
        return self.atom(self.pick((FLOAT, FLOAT, FLOAT64, INT)), scope)

    def kind(self, atom):
        return self.kinds[atom.id] if isinstance(atom, Name) else Number(type(atom.value).__name__)

    def block(self, scope, depth, limit):
        """Statements, and the names to be seen after them."""
        scope, body, taped = list(scope), [], []
        for _ in range(self.below(limit) + 1):
            choice = self.below(12 if depth else 8)
            body += (
                self.simple(choice, scope, taped) if choice < 8 else self.nested(choice, scope, depth, taped)
            )
        for pop in taped:
            body += pop(scope)
        return body, scope

    def simple(self, choice, scope, taped):
        if choice == 0:
            return [Do(Call(record, (Name(self.pick(scope)),)))]
        if choice == 1:
            source = self.pick(scope)
            return self.let(Name(source), self.kinds[source], scope)
        if choice == 2 and self.below(2):
            return self.push(scope, taped)
        return self.let(*self.call(scope), scope)

    def let(self, value, kind, scope):
        name = self.fresh(kind)
        scope.append(name)
        return [Let(name, value, self.count)]

    def call(self, scope):
        """A call and its kind."""
        match self.below(14):
            case 0 | 1 | 2 | 3:
                left, right = self.number(scope), self.number(scope)
                function = self.pick((operator.add, operator.sub, operator.mul))
                return Call(function, (left, right)), _joined(self.kind(left), self.kind(right))
            case 4:
                left = self.number(scope)
                kind = self.kind(left)
                right = Const(self.pick((1, -1, 2.0, 1.0, -4)))
                return Call(operator.truediv, (left, right)), kind if kind == FLOAT64 else FLOAT
            case 5:
                operand = self.number(scope)
                return Call(operator.neg, (operand,)), self.kind(operand)
            case 6:
                operand = self.atom(self.pick((FLOAT, FLOAT64)), scope)
                return Call(operator.pow, (operand, Const(self.pick((0, 1, 2))))), self.kind(operand)
            case 7:
                function, kind = self.pick(((math.sin, FLOAT), (np.cos, FLOAT64), (np.tanh, FLOAT64)))
                return Call(function, (self.number(scope),)), kind
            case 8:
                kind = self.pick((FLOAT, INT))
                test = self.atom(BOOL, scope)
                return Call(ir.select, (test, self.atom(kind, scope), self.atom(kind, scope))), kind
            case 9:
                function = self.pick((operator.lt, operator.ge))
                left, right = self.atom(FLOAT, scope), self.atom(FLOAT, scope)
                return Call(function, (left, right)), BOOL
            case 10 | 11:
                return self.array_call(scope), ARRAY
            case 12:
                return self.update(scope), ARRAY
            case _:
                return Call(operator.getitem, (self.atom(ARRAY, scope), Const(self.below(3)))), FLOAT64

    def array_call(self, scope):
        one, other = self.atom(ARRAY, scope), self.atom(ARRAY, scope)
        function = self.pick((operator.add, operator.sub, operator.mul, np.multiply))
        return self.pick(
            (
                Call(function, (one, other)),
                Call(function, (one, self.number(scope))),
                Call(function, (self.atom(FLOAT, scope), other)),
                Call(operator.neg, (one,)),
                Call(np.zeros_like, (one,)),
                Call(np.sin, (one,)),
            )
        )

    def update(self, scope):
        place = Call(operator.getitem, (HOLE, Const(self.below(3))))
        function = self.pick((ir.store, ir.add_at))
        return Call(function, (self.atom(ARRAY, scope), place, self.atom(FLOAT, scope)))

    def push(self, scope, taped):
        """A push, to be popped at the end of the block."""
        items = tuple(Name(self.pick(scope[-6:])) for _ in range(self.below(3) + 1))
        tape = f"tape_{self.count}_{len(self.kinds)}"
        self.count += 1
        taped.insert(0, lambda scope: [self.pop(tape, items, scope)])
        return [Push(tape, items)]

    def pop(self, tape, items, scope):
        names = tuple(self.fresh(self.kinds[item.id]) for item in items)
        scope += names
        return Pop(tape, names)

    def nested(self, choice, scope, depth, taped):
        if choice < 10:
            return self.branch(scope, depth)
        if choice == 10:
            return self.counted(scope, depth, taped)
        return self.conditional(scope, depth)

    def branch(self, scope, depth):
        test = self.atom(BOOL, scope)
        body, then = self.block(scope, depth - 1, 4)
        orelse, other = self.block(scope, depth - 1, 4)
        outs = []
        for _ in range(self.below(3)):
            kind = self.kinds[self.pick(then)]
            outs.append(Out(self.fresh(kind), self.atom(kind, then), self.atom(kind, other)))
        scope += [out.name for out in outs]
        if self.below(5) == 0:
            outs.append(Out(self.fresh(FLOAT), None, self.atom(FLOAT, other)))  # read by nobody
        return [If(test, tuple(body), tuple(orelse), tuple(outs))]

    def carried(self, scope):
        """Names and kinds of what a loop carries: head, init, out."""
        chosen = [self.pick(scope) for _ in range(self.below(3) + 1)]
        return [
            (self.fresh(self.kinds[i]), self.atom(self.kinds[i], scope), self.fresh(self.kinds[i]))
            for i in chosen
        ]

    def carries(self, carried, after):
        return tuple(
            Carry(head, init, self.atom(self.kinds[head], after), out) for head, init, out in carried
        )

    def counted(self, scope, depth, taped):
        """A ``for``; one without `leave` may push, and a loop the other way round pops."""
        carried, index, stop = self.carried(scope), self.fresh(INT), Const(self.below(4))
        body, after = self.block([*scope, *(head for head, _, _ in carried), index], depth - 1, 5)
        leave = self.atom(BOOL, after) if self.below(4) == 0 else None
        trips = self.fresh(INT) if self.below(3) == 0 else None
        if leave is None and self.below(2):
            tape = f"tape_{index}"
            items = tuple(Name(self.pick(after[-6:])) for _ in range(self.below(3) + 1))
            body.append(Push(tape, items))
            taped.insert(0, lambda scope: self.backward(tape, items, stop, scope))
        loop = For(
            index, Const(0), stop, Const(1), self.carries(carried, after), tuple(body), 0, False, leave, trips
        )
        scope += [out for _, _, out in carried] + ([trips] if trips else [])
        return [loop]

    def backward(self, tape, items, stop, scope):
        carried, index = self.carried(scope), self.fresh(INT)
        inner = [*scope, *(head for head, _, _ in carried), index]
        pop = self.pop(tape, items, inner)
        body, after = self.block(inner, 0, 4)
        carries = self.carries(carried, after)
        scope += [out for _, _, out in carried]
        return [For(index, Const(0), stop, Const(1), carries, (pop, *body), 0, True)]

    def conditional(self, scope, depth):
        """A ``while`` of at most two or three rounds."""
        carried, limit = self.carried(scope), self.below(4)
        counter, more, end, out = (self.fresh(kind) for kind in (INT, BOOL, INT, INT))
        head, seen = self.block([*scope, *(head for head, _, _ in carried)], 0, 2)
        test = Let(more, Call(operator.lt, (Name(counter), Const(limit))))
        body, after = self.block([*seen, counter, more], depth - 1, 4)
        step = Let(end, Call(operator.add, (Name(counter), Const(1))))
        carries = (*self.carries(carried, after), Carry(counter, Const(0), Name(end), out))
        leave = self.atom(BOOL, after) if self.below(3) == 0 else None
        trips = self.fresh(INT) if self.below(3) == 0 else None
        scope += [out, *(o for _, _, o in carried)] + ([trips] if trips else [])
        return [While(carries, (*head, test), Name(more), (*body, step), 0, leave, trips)]


def _joined(left, right):
    """The kind of arithmetic on two numbers."""
    for kind in (FLOAT64, FLOAT):
        if kind in (left, right):
            return kind
    return INT
