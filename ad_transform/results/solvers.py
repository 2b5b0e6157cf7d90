"""What solvers of SciPy return, and the derivatives of what they find; they are not tried, as they call the user's."""

from __future__ import annotations

from ..kinds import ONE, Array, Number, Sequence, Unknown
from .given import shaped
from .lengths import ANY, Undetermined


def plainly(kind):
    """The rule of a function that returns something of this `kind`, unless it is asked for more."""

    def made(function):
        def rule(*args, **named):
            if len(args) > 4 or named.keys() & {"full_output", "complex_func"}:
                raise Undetermined("it may return more")
            return kind

        return rule

    return made


number = plainly(Number("float"))
integral = plainly(Sequence((Number("float"), Number("float"))))


def vector_like(place):
    """The rule of a function that returns a vector as long as argument number `place`."""

    def made(function):
        def rule(*args, **named):
            array = shaped(args[place])
            if array.rank != 1 or len(args) > 3 or "full_output" in named:
                raise Undetermined("not a vector, or more than that")
            return Array("float64", array.dims)

        return rule

    return made


def zero(function):
    """``root``: the zero, a vector, and the result itself; ``minimize``: the value, too."""

    def rule(fun, x0, *args, **named):
        array = shaped(x0)
        if array.rank > 1:
            raise Undetermined("not a vector")
        place = Array("float64", array.dims or (ONE,))
        value = (Number("float64"),) if function.__name__ == "minimize_solution" else ()
        return Sequence((place, *value, Unknown(False)))

    return rule


def trajectory(function):
    """``solve_ivp``: times and states, one per column, and the result itself."""

    def rule(fun, t_span, y0, *args, **named):
        (length,) = shaped(y0).dims
        times = Array("float64", (ANY,))
        return Sequence((times, Array("float64", (length, ANY)), Unknown(False)))

    return rule


def table(function):
    """``odeint``: states, one per row."""

    def rule(func, y0, t, *args, **named):
        if len(args) > 1 or "full_output" in named or shaped(y0).rank != 1:
            raise Undetermined("it may return more")
        return Array("float64", (shaped(t).dims[0], shaped(y0).dims[0]))

    return rule


def trajectory_adjoints(function):
    def rule(pullback, start, times, y0, args, *rest):
        state, (count,) = shaped(y0), shaped(times).dims
        bars = adjoints_of(4)(function)(pullback, start, times, y0, args)
        first = Array("float64", state.dims) if state.dims else Number("float64")
        return Sequence((Number("float64"), first, Array("float64", (count,)), bars), list)

    return rule


def interpolant(function):
    """The values of an interpolant: a shape like that of the points, then the axes of the values but the first."""

    def rule(kind, x, y, points, *rest):
        return Array("float64", (*shaped(points).dims, *shaped(y).dims[1:]))

    return rule


def adjoints_of(place):
    """The rule of what returns the adjoints of the items of argument number `place`."""

    def made(function):
        def rule(*args, **named):
            kind = args[place].kind
            if not isinstance(kind, Sequence):
                raise Undetermined("a tuple that is not known")
            return Sequence(tuple(adjoint_kind(item) for item in kind.items), list)

        return rule

    return made


def adjoint_kind(kind):
    """The kind of the adjoint of something; 0.0 where there is none."""
    if isinstance(kind, (Array, Number)):
        return kind if kind.dtype in ("float", "float64", "float32") else Number("float")
    return Unknown()


ROOT = Sequence((Number("float"), Unknown(False)))
SOLVERS = {
    **dict.fromkeys(
        [("optimize", name) for name in ["brentq", "brenth", "bisect", "ridder", "toms748"]], number
    ),
    ("optimize", "fsolve"): vector_like(1),
    ("integrate", "quad"): integral,
    ("runtime", "integral_tangent"): lambda function: lambda *args: Number("float"),
    ("runtime", "integral_adjoints"): adjoints_of(3),
    ("integrate", "odeint"): table,
    ("runtime", "reached"): lambda function: lambda times, *rest: times.kind,
    ("runtime", "root_solution"): zero,
    ("runtime", "minimize_solution"): zero,
    ("runtime", "root_scalar_solution"): lambda function: lambda *args, **named: ROOT,
    ("runtime", "value_adjoints"): adjoints_of(2),
    ("runtime", "interpolated"): interpolant,
    ("runtime", "interpolated_by_shape"): interpolant,
    ("runtime", "ivp_solution"): trajectory,
    ("runtime", "trajectory_adjoints"): trajectory_adjoints,
    ("runtime", "zero_adjoints"): adjoints_of(2),
}
