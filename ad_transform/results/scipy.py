"""What functions of SciPy return, where calling them on small arrays does not tell all: laws, and square matrices.

Functions are known by name, so that SciPy is imported only by programs that use it.
"""

from __future__ import annotations

import types

from ..kinds import Sequence, Unknown
from .elementwise import elementwise
from .given import Given, shaped, value_of
from .lengths import Undetermined
from .matrices import inverse, several, square
from .products import checked
from .solvers import SOLVERS

LAWS = ("scipy.stats._continuous_distns", "scipy.stats._discrete_distns")
METHODS = ("pdf", "logpdf", "pmf", "logpmf", "cdf", "logcdf", "sf", "logsf", "ppf", "isf")


def of_scipy(function):
    """The rule of a function of SciPy, or None."""
    made = RULES.get((_part(function), getattr(function, "__name__", None)))
    return method_of_a_law(function) if made is None else made(function)


def _part(function):
    """``linalg`` of a function of scipy.linalg; None for what is neither of SciPy nor ours."""
    words = (getattr(function, "__module__", None) or "").split(".")
    return words[1] if words[0] in ("scipy", "ad_transform") and len(words) > 1 else None


def method_of_a_law(function):
    """The rule of ``stats.norm.logpdf`` and its kin, which broadcast all their arguments; None for anything else."""
    if not isinstance(function, types.MethodType) or function.__name__ not in METHODS:
        return None
    if type(function.__self__).__module__ not in LAWS:
        return None

    def rule(*args, **named):
        flat = (*args, *named.values())

        def positional(*values):
            return function(*values[: len(args)], **dict(zip(named, values[len(args) :], strict=True)))

        return elementwise(positional)(*flat)

    return rule


# scipy.linalg


def solving(first):
    """The rule of a function that solves a system: argument number `first` is its matrix, then comes the other side."""

    def made(function):
        def rule(*args, **named):
            matrix, right = args[first : first + 2]
            if shaped(matrix).rank != 2 or shaped(right).rank > 2:
                raise Undetermined("a stack of matrices")
            return checked(_quotient, [matrix, right], shaped(right).dims)

        return rule

    return made


def solving_with_factor(function):
    def rule(factor, b, **named):
        if not isinstance(factor.kind, Sequence):
            raise Undetermined("a factor that is not known")
        return solving(0)(function)(Given(factor.kind.items[0]), b)

    return rule


def _quotient(a, b):
    """The smallest solution, of the dtype that a system of equations has."""
    return b / a.reshape(-1)[0]


def symmetric(function):
    def rule(a, b=None, *, eigvals_only=None, **named):
        front, side = square(a)
        if b is not None or named.keys() & {"subset_by_index", "subset_by_value"}:
            raise Undetermined("more than one matrix, or some of the eigenvalues")
        if function.__name__ == "eigvalsh" or value_of(eigvals_only, False):
            options = {} if eigvals_only is None else {"eigvals_only": eigvals_only}
            return checked(function, [a], (*front, side), **options)
        return several(function, a, ((*front, side), (*front, side, side)))

    return rule


def general(function):
    """``scipy.linalg.eig``: values are complex, vectors only if they need be."""

    def rule(a):
        front, side = square(a)
        values = several(function, a, ((*front, side), (*front, side, side))).items[0]
        return Sequence((values, Unknown()))

    return rule


def least_squares(function):
    def rule(a, b, **named):
        _, columns = shaped(a).dims
        solution = checked(_quotient, [a, b], (columns, *shaped(b).dims[1:]))
        return Sequence((solution, Unknown(), Unknown(number=False), Unknown()))

    return rule


def factored(function):
    """``cho_factor`` and ``lu_factor``: a matrix, and a flag or the order of the rows."""

    def rule(a, **named):
        front, side = square(a)
        second = () if function.__name__ == "cho_factor" else (*front, side)
        return several(function, a, ((*front, side, side), second))

    return rule


LINALG = {
    **dict.fromkeys(
        ["inv", "cholesky", "expm", "sinm", "cosm", "tanm", "sinhm", "coshm", "tanhm", "pinvh"], inverse
    ),
    **dict.fromkeys(["solve", "solve_triangular", "solveh_banded"], solving(0)),
    "eig": general,
    "lstsq": least_squares,
    "solve_banded": solving(1),
    **dict.fromkeys(["cho_solve", "lu_solve"], solving_with_factor),
    **dict.fromkeys(["eigh", "eigvalsh"], symmetric),
    **dict.fromkeys(["cho_factor", "lu_factor"], factored),
}
RULES = {**SOLVERS, **{("linalg", name): made for name, made in LINALG.items()}}
