"""What users call: the decorator, and the functional forms in the conventions of the field."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, overload

from .derivative import Derivative
from .errors import NotDifferentiable
from .kinds import can_vary
from .methods import Method, defined_in_class
from .results import kind_of
from .seeds import fitted
from .transform import MODES

P = ParamSpec("P")
R = TypeVar("R", covariant=True)
S = TypeVar("S")
X = TypeVar("X")


class Differentiated(Protocol[P, R]):
    """What type checkers take a decorated function for: the function, with derivatives as attributes."""

    grad: Derivative[P, Any]
    value_and_grad: Derivative[P, tuple[Any, Any]]
    jvp: Derivative[..., tuple[Any, Any]]
    vjp: Derivative[..., Any]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R: ...

    def __get__(self, instance: Any, owner: Any = None) -> Any: ...


@overload
def grad(
    function: Callable[Concatenate[X, P], Any], *, rules: Any = None, checkpoint: Any = None, jit: Any = None
) -> Derivative[Concatenate[X, P], X]: ...


@overload
def grad(
    function: Callable[P, Any], wrt: Any = 0, *, rules: Any = None, checkpoint: Any = None, jit: Any = None
) -> Derivative[P, Any]: ...


def grad(function: Callable, wrt: Any = 0, *, rules=None, checkpoint=None, jit=None) -> Derivative:
    """Return the function that computes the gradient of `function`.

    Parameters
    ----------
    function : callable
        A function of floats and arrays that returns one float.
    wrt : int, str or tuple of these
        Parameters to differentiate with respect to, by position or name, or a part of one such as ``"self.k"`` or
        ``"params['rate']"``. One gives one adjoint, a tuple a tuple.
    rules : RuleTable, optional
        Derivative rules to use instead of the standard ones.
    checkpoint : int or str, optional
        How much of a loop may be kept: see `differentiate`.
    jit : bool, str or dict, optional
        Whether Numba compiles the derivative: see `differentiate`.

    Returns
    -------
    Derivative
        Called like `function`, it returns an adjoint with the structure, shape and dtype of each parameter.

    Raises
    ------
    NotDifferentiable
        If `wrt` names no parameter, or at the call, if an argument holds no floats or the result is not one float.
    NotSupported, NoRule, SourceError
        At the first call or at `.source`, if the function cannot be differentiated.

    Examples
    --------
    >>> import numpy as np
    >>> import ad_transform as ad
    >>> def f(x, y):
    ...     return np.sin(x) * np.cos(y)
    >>> print(round(ad.grad(f)(0.0, 0.0), 3))
    1.0
    """
    return Derivative(function, "grad", wrt, rules, checkpoint, jit)


@overload
def value_and_grad(
    function: Callable[Concatenate[X, P], S], *, rules: Any = None, checkpoint: Any = None, jit: Any = None
) -> Derivative[Concatenate[X, P], tuple[S, X]]: ...


@overload
def value_and_grad(
    function: Callable[P, S], wrt: Any = 0, *, rules: Any = None, checkpoint: Any = None, jit: Any = None
) -> Derivative[P, tuple[S, Any]]: ...


def value_and_grad(function: Callable, wrt: Any = 0, *, rules=None, checkpoint=None, jit=None) -> Derivative:
    """Return the function that computes the value of `function` and its gradient, as a pair.

    Parameters and errors are those of `grad`.
    """
    return Derivative(function, "value_and_grad", wrt, rules, checkpoint, jit)


def jvp(function: Callable[..., S], primals: tuple, tangents: tuple, *, rules=None) -> tuple[S, S]:
    """Return the value of `function` at `primals` and its derivative along `tangents` (forward mode).

    Parameters
    ----------
    function : callable
        A function of floats and arrays.
    primals, tangents : tuple
        Arguments, and for each a tangent of the same structure and shape. None: the argument is held constant.

    Returns
    -------
    value, tangent
        Both in the structure of the function's result.

    Raises
    ------
    NotDifferentiable
        If there are not as many tangents as primals, or a shape does not match.
    """
    primals, tangents = tuple(primals), tuple(tangents)
    if len(primals) != len(tangents):
        raise NotDifferentiable(
            None,
            f"the number of primals is {len(primals)}, of tangents {len(tangents)}",
            "pass one tangent for each primal",
        )
    moved = tuple(k for k, t in enumerate(tangents) if t is not None)
    if not moved:
        raise NotDifferentiable(None, "there is no tangent", "pass a tangent for one primal at least")
    derivative: Derivative = Derivative(function, "jvp", moved, rules)
    seeds = dict(zip(derivative.seed_names(), (tangents[k] for k in moved), strict=True))
    return derivative(*primals, **seeds)


def vjp(function: Callable[..., S], *primals, rules=None) -> tuple[S, Callable[[S], tuple[Any, ...]]]:
    """Return the value of `function` at `primals`, and its pullback (reverse mode).

    Parameters
    ----------
    function : callable
        A function of floats and arrays.
    *primals
        Its arguments.

    Returns
    -------
    value
        The function's result.
    pullback : callable
        Takes an adjoint of the result, in its structure, and returns a tuple with one adjoint per primal; None for a
        primal that holds no floats.
    """
    floats = tuple(k for k, p in enumerate(primals) if holds_floats(p))
    derivative: Derivative = Derivative(function, "vjp", floats, rules)
    derivative.prepare(*primals)
    kept = copy.deepcopy(primals)
    value = function(*primals)

    def pullback(out_bar):
        """Return one adjoint per primal for the adjoint `out_bar` of the result."""
        out_bar = fitted(out_bar, kind_of(value), "the adjoint of the result")
        found = iter(derivative(*copy.deepcopy(kept), **{derivative.seed_names()[0]: out_bar}))
        return tuple(next(found) if k in floats else None for k in range(len(primals)))

    return value, pullback


grad.differentiates, value_and_grad.differentiates = "grad", "value_and_grad"  # type: ignore[attr-defined]
jvp.differentiates, vjp.differentiates = "jvp", "vjp"  # type: ignore[attr-defined]


def holds_floats(value) -> bool:
    return can_vary(kind_of(value))


@overload
def differentiate(
    function: Callable[P, S], *, wrt: Any = None, rules: Any = None, checkpoint: Any = None, jit: Any = None
) -> Differentiated[P, S]: ...


@overload
def differentiate(
    function: None = None, *, wrt: Any = None, rules: Any = None, checkpoint: Any = None, jit: Any = None
) -> Callable[[Callable[P, S]], Differentiated[P, S]]: ...


def differentiate(function: Any = None, *, wrt=None, rules=None, checkpoint=None, jit=None) -> Any:
    """Give a function, or a method in its class, its derivatives as attributes; the function itself is unchanged.

    Parameters
    ----------
    function : callable
        An ordinary Python function. Left out when the decorator is used with options.
    wrt : int, str or tuple of these, optional
        Parameters to differentiate with respect to. By default those that may hold floats, except `self`.
    rules : RuleTable, optional
        Derivative rules to use instead of the standard ones.
    checkpoint : int or str, optional
        How many states of a loop may be kept, or how many bytes they may take ("200 MB"), instead of a tape of every
        round: rounds are run again from the nearest state (binomial checkpointing, `docs/memory.md`).
    jit : bool, str or dict, optional
        True: Numba compiles the derivatives; ``"auto"``: what it cannot compile runs as plain Python, with a warning.
        A dict holds options of `numba.njit`: ``{"cache": True}``. By default they are compiled as `function` is.

    Returns
    -------
    callable
        `function`, with attributes `grad`, `value_and_grad`, `jvp` and `vjp`, each a `Derivative`.

    Examples
    --------
    >>> import ad_transform as ad
    >>> @ad.differentiate
    ... def area(width, height):
    ...     return width * height
    >>> area(2.0, 3.0), area.grad(2.0, 3.0)
    (6.0, (3.0, 2.0))
    """
    if function is None:
        return lambda f: differentiate(f, wrt=wrt, rules=rules, checkpoint=checkpoint, jit=jit)
    holder = function.__func__ if isinstance(function, (staticmethod, classmethod)) else function
    if function is holder and defined_in_class(function):
        function = holder = Method(function)
    for mode in MODES:
        setattr(holder, mode, Derivative(holder, mode, wrt, rules, checkpoint, jit))
    return function
