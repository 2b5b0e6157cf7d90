"""What solvers of SciPy return, and the derivatives of what they find; they are not tried, as they call the user's."""

from __future__ import annotations

from ..kinds import Array, Number, Sequence, Unknown
from .given import shaped
from .lengths import Undetermined


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


SOLVERS = {
    **dict.fromkeys(
        [("optimize", name) for name in ["brentq", "brenth", "bisect", "ridder", "toms748"]], number
    ),
    ("optimize", "fsolve"): vector_like(1),
    ("integrate", "quad"): integral,
    ("runtime", "integral_tangent"): lambda function: lambda *args: Number("float"),
    ("runtime", "integral_adjoints"): adjoints_of(3),
    ("runtime", "zero_adjoints"): adjoints_of(2),
}
