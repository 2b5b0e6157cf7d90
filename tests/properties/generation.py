"""A strategy for random programs, as source text.

Scalars are named a to e, vectors of four u to w, vectors of two p and q, a matrix of three by four m, a list items.
Names may be views of each other or second names for one array; values are kept tame by sin and tanh.
"""

from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

SCALARS, VECTORS, PAIRS = ("a", "b", "c", "d", "e"), ("u", "v", "w"), ("p", "q")
CONSTANTS = ("0.5", "1.3", "-0.7", "2.1", "-1.9", "0.17")
BOUNDS = ("0.213", "-0.371", "0.738", "-0.829", "0.054")

HELPERS = """\
def mixed(s, t=0.5):
    if s > t:
        return s * t
    return np.sin(s) + t


def scaled_in_place(z, s):
    z *= s


def shifted(z, s):
    z[1:] += s * z[:-1]
    return z


def head(z):
    return z[:2]


def total_of(z, s):
    total = s
    for value in z:
        total = np.tanh(total + value * s)
    return total


"""


@dataclass(frozen=True)
class Scope:
    """What a statement may read: names by type, loop indices with their bounds, and where it stands."""

    names: frozenset = frozenset()
    indices: tuple = ()
    loops: int = 0
    depth: int = 0
    in_while: bool = False
    mutation: bool = True
    result: str = "scalar"

    def having(self, *names):
        return replace(self, names=self.names | set(names))

    def among(self, family):
        return [name for name in family if name in self.names]


@dataclass
class Writer:
    """Draws choices and collects lines."""

    draw: object
    lines: list = field(default_factory=list)
    counters: int = 0

    def one_of(self, *choices):
        return self.draw(st.sampled_from(choices))

    def below(self, n):
        return self.draw(st.integers(0, n - 1))

    def line(self, scope, text):
        self.lines.append("    " * (scope.depth + 1) + text)

    # Expressions

    def index(self, scope, length):
        fixed = [str(i) for i in range(length)] + ["-1"]
        moving = [f"{name} % {length}" for name in scope.indices] + [
            f"({name} + 1) % {length}" for name in scope.indices
        ]
        return self.one_of(*moving, *fixed) if moving else self.one_of(*fixed)

    def scalar(self, scope, size=2):
        atoms = [*scope.among(SCALARS), *CONSTANTS]
        kind = self.below(4 if size == 0 else 16)
        if kind < 2:
            return self.one_of(*atoms)
        if kind < 4:
            return self.element(scope) or self.one_of(*atoms)
        return self.compound_scalar(scope, kind, size - 1)

    def element(self, scope):
        options = [f"{v}[{self.index(scope, 4)}]" for v in scope.among(VECTORS)[-1:]]
        options += [f"{p}[{self.index(scope, 2)}]" for p in scope.among(PAIRS)[:1]]
        if "m" in scope.names:
            options.append(f"m[{self.index(scope, 3)}, {self.index(scope, 4)}]")
        if "items" in scope.names:
            options += ["items[-1]", "items[0]"]
        return self.one_of(*options) if options else None

    def compound_scalar(self, scope, kind, size):
        x = self.scalar(scope, size)
        match kind:
            case 4 | 5:
                return f"({x} * {self.scalar(scope, size)})"
            case 6:
                return f"({x} + {self.scalar(scope, size)})"
            case 7:
                return f"({x} - {self.scalar(scope, size)})"
            case 8:
                return f"np.sin({x})"
            case 9:
                return f"math.tanh({x})"
            case 10:
                return f"{x} / (1.5 + {self.scalar(scope, 0)} ** 2)"
            case 11:
                return f"np.sum({self.vector(scope, size)})"
            case 12:
                return f"({self.vector(scope, 0)} @ {self.vector(scope, 0)})"
            case 13:
                return f"({x} if {self.test(scope)} else {self.scalar(scope, size)})"
            case 14:
                return self.one_of(f"max({x}, {self.one_of(*BOUNDS)})", f"abs({x} + 0.0123)")
            case _:
                return self.one_of(
                    f"mixed({x})", f"mixed({x}, t={self.scalar(scope, 0)})", self.reduced(scope, x)
                )

    def reduced(self, scope, x):
        names = scope.among((*VECTORS, *PAIRS))
        return f"total_of({self.one_of(*names)}, {x})" if names else f"mixed({x}, 0.3)"

    def vector(self, scope, size=1, length=4):
        names = scope.among(VECTORS if length == 4 else PAIRS)
        options = list(names)
        if length == 4 and "m" in scope.names:
            options.append(f"m[{self.index(scope, 3)}]")
        if length == 2:
            options += [
                f"{v}[{cut}]" for v in scope.among(VECTORS)[:2] for cut in (":2", "1:3", "::2", "2:0:-1")
            ]
        atom = self.one_of(*options) if options else f"np.full({length}, {self.scalar(scope, 0)})"
        if size == 0:
            return atom
        other = self.vector(scope, size - 1, length)
        return self.one_of(
            atom,
            f"{atom} * {other}",
            f"np.sin({atom} + {other})",
            f"{self.scalar(scope, 0)} * {atom}",
            f"np.tanh({atom}) - {self.scalar(scope, 0)}",
            f"np.where({atom} > {self.one_of(*BOUNDS)}, {atom}, {other})",
            f"{atom}[::-1] * {other}",
            f"{atom}[[1, 0, 1, {length - 1}]][:{length}] + {other}",
        )

    def test(self, scope):
        left = self.scalar(scope, 1)
        right = self.one_of(*BOUNDS)
        if scope.indices and self.below(4) == 0:
            return f"{self.one_of(*scope.indices)} % 2 == {self.below(2)}"
        return self.one_of(
            f"{left} > {right}", f"{left} < {right}", f"{left} > {right} and {self.scalar(scope, 0)} < 1.07"
        )

    # Statements: each writes lines and returns the scope after it

    def block(self, scope, most=4):
        start = len(self.lines)
        for _ in range(1 + self.below(most)):
            scope = self.statement(scope)
        if len(self.lines) == start:
            self.line(scope, "pass")
        return scope

    def statement(self, scope):
        simple = [self.assign_scalar, self.assign_vector, self.augment_scalar]
        if scope.mutation:
            simple += [
                self.store,
                self.augment_array,
                self.view,
                self.store,
                self.augment_array,
                self.mutate,
                self.grow,
            ]
        if scope.depth < 3:
            simple += [self.branch, self.branch, self.loop, self.while_loop]
        if scope.depth:
            simple.append(self.leave)
        return self.one_of(*simple)(scope)

    def assign_scalar(self, scope):
        name = self.one_of(*SCALARS)
        self.line(scope, f"{name} = {self.scalar(scope)}")
        return scope.having(name)

    def augment_scalar(self, scope):
        name = self.one_of(*scope.among(SCALARS))
        self.line(
            scope,
            f"{name} {self.one_of('+=', '*=', '-=')} {self.one_of('', 'np.sin')}({self.scalar(scope, 1)})",
        )
        return scope

    def assign_vector(self, scope):
        if self.below(3):
            name, length = self.one_of(*VECTORS), 4
        else:
            name, length = self.one_of(*PAIRS), 2
        value = self.vector(scope, 1, length)
        self.line(
            scope, self.one_of(f"{name} = {value}", f"{name} = ({value}) * 1.0", f"{name} = ({value}).copy()")
        )
        return scope.having(name)

    def store(self, scope):
        target, length = self.place(scope)
        value = self.scalar(scope, 1) if length == 0 else self.vector(scope, 1, length)
        self.line(scope, f"{target} {self.one_of('=', '=', '+=', '*=', '-=')} {value}")
        return scope

    def place(self, scope):
        """A place to write and its length, 0 for an element."""
        places = []
        for v in scope.among(VECTORS):
            places += [
                (f"{v}[{self.index(scope, 4)}]", 0),
                (f"{v}[{self.one_of('1:3', ':2', '2:', '::2', '::-2')}]", 2),
            ]
            places += [(f"{v}[:]", 4), (f"{v}[::-1]", 4), (f"{v}[[0, 3]]", 2), (f"{v}[{v} > 0.213]", 0)]
        for p in scope.among(PAIRS):
            places += [(f"{p}[{self.index(scope, 2)}]", 0), (f"{p}[::-1]", 2)]
        if "m" in scope.names:
            places += [
                (f"m[{self.index(scope, 3)}]", 4),
                (f"m[{self.index(scope, 3)}, {self.index(scope, 4)}]", 0),
            ]
            places += [(f"m[1:, {self.index(scope, 4)}]", 2), (f"m.T[{self.index(scope, 4)}, :2]", 2)]
        if "items" in scope.names:
            places.append(("items[0]", 0))
        return self.one_of(*places)

    def augment_array(self, scope):
        name = self.one_of(*scope.among((*VECTORS, *PAIRS)))
        length = 4 if name in VECTORS else 2
        value = self.one_of(self.scalar(scope, 1), self.vector(scope, 1, length))
        self.line(scope, f"{name} {self.one_of('+=', '*=', '-=')} {value}")
        return scope

    def view(self, scope):
        """Bind a name to a view, or a second name to an array."""
        options = []
        for v in scope.among(VECTORS):
            options += [(p, f"{v}[{cut}]") for p in PAIRS for cut in ("1:3", "::2", ":2", "::-2")]
            options += [(p, f"head({v})") for p in PAIRS[:1]]
            options += [
                (w, source) for w in VECTORS for source in (v, f"{v}[::-1]", f"shifted({v}, 0.3)") if w != v
            ]
        if "m" in scope.names:
            options += [(v, f"m[{self.index(scope, 3)}]") for v in VECTORS]
            options += [(p, "m.T[1, 1:]") for p in PAIRS]
        name, source = self.one_of(*options)
        self.line(scope, f"{name} = {source}")
        return scope.having(name)

    def mutate(self, scope):
        name = self.one_of(*scope.among((*VECTORS, *PAIRS)))
        statements = [
            f"scaled_in_place({name}, {self.scalar(scope, 0)})",
            f"shifted({name}, {self.scalar(scope, 0)})",
            f"{name}[0], {name}[-1] = {name}[-1], {name}[0]",
            f"np.sin({name}, out={name})",
            f"{name}.fill({self.scalar(scope, 0)})",
            f"np.add.at({name}, [0, 1, 1], {self.scalar(scope, 0)})",
        ]
        self.line(scope, self.one_of(*statements))
        return scope

    def grow(self, scope):
        if "items" not in scope.names:
            self.line(scope, f"items = [{self.scalar(scope, 0)}, {self.scalar(scope, 0)}]")
            return scope.having("items")
        if self.below(2):
            self.line(scope, f"items.append({self.scalar(scope, 1)})")
            return scope
        name = self.one_of(*SCALARS)
        if name not in scope.names:
            self.line(scope, f"{name} = 0.25")
        self.line(scope, "if len(items) > 2:")
        self.line(replace(scope, depth=scope.depth + 1), f"{name} = items.pop()")
        return scope.having(name)

    def branch(self, scope):
        inner = replace(scope, depth=scope.depth + 1)
        self.line(scope, f"if {self.test(scope)}:")
        then = self.block(inner, 3)
        other = scope
        if self.below(2):
            self.line(scope, "else:")
            other = self.block(inner, 3)
        return replace(scope, names=then.names & other.names)

    def loop(self, scope):
        index = "ijk"[scope.loops % 3]
        spans = ("3", "1, 4", "4, 0, -2", "1", "0", "2")
        heads = [f"for {index} in range({self.one_of(*spans)}):"]
        names = scope.among(VECTORS)
        bound = ()
        if names and self.below(3) == 0:
            v = self.one_of(*names)
            heads = [f"for {index}, e in enumerate({v}):", f"for {index} in range(len({v})):"]
        self.line(scope, head := self.one_of(*heads))
        bound = ("e",) if "enumerate" in head else ()
        inner = replace(
            scope.having(*bound),
            indices=(*scope.indices, index),
            loops=scope.loops + 1,
            depth=scope.depth + 1,
            in_while=False,
        )
        self.block(inner, 3)
        return scope

    def while_loop(self, scope):
        self.counters += 1
        n = f"n{self.counters}"
        self.line(scope, f"{n} = 0")
        condition = self.one_of(f"{n} < 3", f"{n} < 4 and {self.test(scope)}")
        self.line(scope, f"while {condition}:")
        inner = replace(scope, indices=(*scope.indices, n), loops=scope.loops + 1, depth=scope.depth + 1)
        self.line(inner, f"{n} += 1")
        self.block(inner, 3)
        return scope

    def leave(self, scope):
        """Break, continue or return, under a condition."""
        self.line(scope, f"if {self.test(scope)}:")
        inner = replace(scope, depth=scope.depth + 1)
        words = [f"return {self.result(scope)}"]
        if scope.loops:
            words = ["break", "continue", *words]
        self.line(inner, self.one_of(*words))
        return scope

    def result(self, scope):
        s, v = self.scalar(scope, 1), self.vector(scope, 1)
        return {"scalar": f"{s} + np.sum({v}) * 1.0", "vector": f"{v} * {s}", "tuple": f"{s} * 1.0, {v}"}[
            scope.result
        ]

    def summary(self, scope):
        """The last result, which depends on everything in scope."""
        parts = [f"{0.6 + 0.1 * i:.1f} * {name}" for i, name in enumerate(scope.among(SCALARS))]
        parts += [f"np.sum({name})" for name in scope.among((*PAIRS, "m"))]
        parts += ["sum(items)"] if "items" in scope.names else []
        s, v = " + ".join(parts), " + ".join(f"np.sin({name})" for name in scope.among(VECTORS))
        return {"scalar": f"{s} + np.sum({v})", "vector": f"({v}) * ({s})", "tuple": f"{s}, {v}"}[
            scope.result
        ]


@st.composite
def programs(draw, mutation=True):
    """The source of a function ``program(a, b, u, v, m)``, with the helpers it may call."""
    writer = Writer(draw)
    scope = Scope(
        frozenset({"a", "b", "u", "v", "m"}),
        mutation=mutation,
        result=writer.one_of("scalar", "vector", "tuple"),
    )
    copies = mutation and writer.below(2)
    if copies:
        writer.line(scope, "u, m = u * 1.5, m.copy()")
    scope = writer.block(scope, 8)
    writer.line(scope, f"return {writer.summary(scope)}")
    return HELPERS + "def program(a, b, u, v, m):\n" + "\n".join(writer.lines) + "\n"
