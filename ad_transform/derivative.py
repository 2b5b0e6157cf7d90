"""A derivative as users hold it: called like its primal, written at the first call for the kinds of its arguments."""

from __future__ import annotations

import functools
import inspect
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .compile import save as save_text
from .errors import NotDifferentiable, Place
from .frontend.guesses import counters, guess_kinds
from .keys import key_of
from .kinds import can_vary
from .pipeline import Generated, alone, derive
from .results import kind_of
from .rules import standard
from .source import underlying
from .standalone import standalone
from .transform import Request

TANGENT_SUFFIX = "_dot"


@dataclass
class Store:
    """Everything written so far for one function and request, with the lock that keeps two threads from one job."""

    kernels: dict = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)


STORES: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()
STORES_LOCK = threading.Lock()


def store_for(function, request, rules) -> Store:
    """The store of a function, shared by all derivatives that ask the same of it."""
    with STORES_LOCK:
        return STORES.setdefault(function, {}).setdefault((request, id(rules)), Store())


class Derivative:
    """A derivative of a function: a callable with the text it runs.

    Parameters
    ----------
    function : callable
        The primal, an ordinary Python function.
    mode : {"grad", "value_and_grad", "vjp", "jvp"}
        What is computed.
    wrt : int, str or tuple of these, optional
        The parameters to differentiate with respect to. A single position or name gives a single adjoint, a tuple
        gives a tuple; None means every parameter that can hold floats.
    rules : RuleTable, optional
        The derivative rules to use.

    Attributes
    ----------
    source : str
        The text of the derivative, for the kinds that annotations, defaults and use suggest.
    """

    def __init__(self, function: Callable, mode: str = "grad", wrt: Any = 0, rules=None):
        self.function, self.mode, self.wrt = function, mode, wrt
        self.rules = standard if rules is None else rules
        self.primal = primal_of(function)
        self.signature = inspect.signature(self.primal)
        names, single = resolve_wrt(self.primal, self.signature, wrt)
        self.request = Request(mode, names, single)
        self._store = store_for(self.primal, self.request, self.rules)
        functools.update_wrapper(self, self.primal, assigned=("__module__", "__qualname__"), updated=())
        self.__name__ = f"{getattr(self.primal, '__name__', 'f')}_{mode}"
        self.__doc__ = (
            f"The {mode} of `{getattr(self.primal, '__name__', 'f')}` with respect to {', '.join(names)}."
        )
        self.__signature__ = self._own_signature()

    def _own_signature(self):
        parameters = list(self.signature.parameters.values())
        extra = {"vjp": ["out_bar"], "jvp": [f"{n}{TANGENT_SUFFIX}" for n in self.request.wrt]}.get(
            self.mode, []
        )
        kind = inspect.Parameter.KEYWORD_ONLY
        variadic = [p for p in parameters if p.kind is p.VAR_KEYWORD]
        plain = [p for p in parameters if p.kind is not p.VAR_KEYWORD]
        return self.signature.replace(
            parameters=[*plain, *(inspect.Parameter(n, kind) for n in extra), *variadic],
            return_annotation=inspect.Signature.empty,
        )

    def __call__(self, *args, **kwargs):
        seeds = {n: kwargs.pop(n) for n in self._seed_names() if n in kwargs}
        values = self._bind(args, kwargs)
        kernel, outside = self._ready(values)
        return kernel.function(**values, **outside, **self._seeds(seeds, values))

    def _ready(self, values):
        """The kernel for these arguments, and what it takes from outside."""
        kernel = self._kernel(values)
        outside = fetched(kernel)
        if kernel.writes:
            refuse_shared({**values, **outside}, self._place())
        return kernel, outside

    def prepare(self, *args, **kwargs):
        """Write the derivative for arguments like these, without running it; refuse what a call would refuse."""
        self._ready(self._bind(args, kwargs))

    def _seed_names(self):
        if self.mode == "jvp":
            return [f"{n}{TANGENT_SUFFIX}" for n in self.request.wrt]
        return ["out_bar"] if self.mode == "vjp" else []

    def _seeds(self, seeds, values):
        """The seeds of a call; a tangent that is not given is zero."""
        if self.mode == "jvp":
            for name in self.request.wrt:
                if f"{name}{TANGENT_SUFFIX}" not in seeds:
                    seeds[f"{name}{TANGENT_SUFFIX}"] = zeros_like(values[name])
        elif self.mode == "vjp" and "out_bar" not in seeds:
            raise TypeError(f"{self.__name__} needs the seed `out_bar`")
        return seeds

    def _bind(self, args, kwargs):
        """The arguments by name, numbers that are differentiated made floats."""
        try:
            bound = self.signature.bind(*args, **kwargs)
        except TypeError as error:
            raise NotDifferentiable(
                self._place(),
                f"the arguments do not fit `{self.primal.__name__}`: {error}",
                f"call it as {self.primal.__name__}{self.signature}",
            ) from None
        bound.apply_defaults()
        values = dict(bound.arguments)
        for name in self.request.wrt:
            values[name] = promoted(values[name], name, self._place())
        return values

    def _place(self):
        code = getattr(self.primal, "__code__", None)
        return Place(code.co_filename, code.co_firstlineno, function=self.primal.__name__) if code else None

    def _kernel(self, values) -> Generated:
        """The derivative for arguments like these; written now if there is none yet."""
        key = tuple(map(key_of, values.values()))
        for kernel, expected in self._store.kernels.get(key, ()):
            if current(kernel, expected):
                return kernel
        with self._store.lock:
            for kernel, expected in self._store.kernels.get(key, ()):
                if current(kernel, expected):
                    return kernel
            kernel = self._written(self._kinds(values))
            expected = tuple(key_of(f.fetch()) for f in kernel.inputs)
            self._store.kernels.setdefault(key, []).append((kernel, expected))
            return kernel

    def _written(self, kinds) -> Generated:
        others = functools.partial(Derivative, rules=self.rules)
        return derive(self.primal, kinds, self.request, self.rules, derivative_of=others)

    def _guessed(self) -> Generated:
        return self._written(guess_kinds(self.primal, self.signature, self.request.wrt))

    def _kinds(self, values):
        return {name: kind_of(value, name=name) for name, value in values.items()}

    @property
    def source(self) -> str:
        """The text of the derivative, for the kinds that annotations, defaults and use suggest."""
        return self._guessed().source

    def source_for(self, *args, **kwargs) -> str:
        """The text of the derivative for arguments like these."""
        return self._kernel(self._bind(args, kwargs)).source

    def save(self, path, *args, **kwargs):
        """Write the text to a file that runs on its own; for these arguments, if any are given."""
        kernel = self._kernel(self._bind(args, kwargs)) if args or kwargs else self._guessed()
        place = self._place()
        save_text(standalone(alone(kernel, place), kernel.function.__globals__, place), path)

    def __get__(self, instance, owner=None):
        return self if instance is None else functools.partial(self, instance)

    def __reduce__(self):
        return Derivative, (
            self.function,
            self.mode,
            self.wrt,
            None if self.rules is standard else self.rules,
        )

    def __repr__(self):
        return f"<{self.mode} of {getattr(self.primal, '__qualname__', self.primal)} wrt {', '.join(self.request.wrt)}>"


def primal_of(function):
    """The plain function to differentiate."""
    if isinstance(function, Derivative):
        raise NotDifferentiable(None, "the derivative of a derivative", "differentiate its saved text")
    return underlying(function)


def resolve_wrt(function, signature, wrt) -> tuple[tuple[str, ...], bool]:
    """The names of the parameters meant by `wrt`, and whether a single one was meant."""
    parameters = list(signature.parameters.values())
    code = getattr(function, "__code__", None)
    place = Place(code.co_filename, code.co_firstlineno, function=function.__name__) if code else None
    if wrt is None:
        counting = counters(function)
        names = tuple(p.name for p in parameters if may_hold_floats(p) and p.name not in counting)
        if not names:
            raise NotDifferentiable(place, "no parameter can be differentiated", "name one with `wrt`")
        return names, len(names) == 1
    if not isinstance(wrt, (tuple, list)):
        return (one_name(parameters, wrt, place),), True
    names = tuple(one_name(parameters, w, place) for w in wrt)
    if len(set(names)) != len(names) or not names:
        raise NotDifferentiable(place, f"`wrt` names a parameter twice, or none: {wrt!r}", "name each once")
    return names, False


def one_name(parameters, wrt, place):
    names = [p.name for p in parameters]
    listing = ", ".join(f"`{n}`" for n in names) or "none"
    if isinstance(wrt, (int, np.integer)) and not isinstance(wrt, bool):
        if not -len(names) <= wrt < len(names):
            raise NotDifferentiable(
                place, f"`wrt` is {wrt}, but there are {len(names)} parameters", f"choose one of {listing}"
            )
        return names[wrt]
    if wrt not in names:
        raise NotDifferentiable(place, f"there is no parameter {wrt!r}", f"choose one of {listing}")
    return wrt


NO_FLOAT = (int, bool, str, bytes, type(None))


def may_hold_floats(parameter) -> bool:
    """False for parameters annotated as, or defaulting to, something that is no float."""
    annotation, default = parameter.annotation, parameter.default
    if isinstance(annotation, str):
        if annotation in ("int", "bool", "str", "bytes", "None", "Callable", "callable"):
            return False
    elif annotation in NO_FLOAT or annotation is Callable or annotation is None:
        return False
    if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
        return False
    if default is parameter.empty:
        return True
    return not isinstance(default, NO_FLOAT) and not callable(default)


def promoted(value, name, place):
    """`value` as something that can be differentiated: integers become floats, all else must hold floats."""
    match value:
        case bool() | np.bool_() | str() | bytes() | None:
            pass
        case int() | np.integer():
            return float(value)
        case np.ndarray() if value.dtype.kind in "iu":
            return value.astype(float)
        case _ if can_vary(kind_of(value)):
            return value
    what = "None" if value is None else f"an argument of type {type(value).__name__}"
    if isinstance(value, np.ndarray):
        what = f"an array of {value.dtype}"
    raise NotDifferentiable(
        place,
        f"{what} is passed for `{name}`, which is differentiated",
        "pass a float or an array of floats, or leave it out of `wrt`",
    )


def zeros_like(value):
    """Zeros with the structure of `value`."""
    from .runtime import zeros_of

    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(zeros_like, value))
    if isinstance(value, (tuple, list)):
        return type(value)(map(zeros_like, value))
    if isinstance(value, dict):
        return {k: zeros_like(v) for k, v in value.items()}
    if hasattr(value, "__dict__") and not isinstance(value, (np.ndarray, np.generic)):
        import copy

        made = copy.copy(value)
        for k, v in vars(value).items():
            object.__setattr__(made, k, zeros_like(v))
        return made
    return zeros_of(value)


def refuse_shared(values, place):
    """Refuse arguments that share memory where the function writes into one: which is which would be a guess."""
    arrays = [(name, array) for name, value in values.items() for array in arrays_in(value)]
    for k, (name, array) in enumerate(arrays):
        for other_name, other in arrays[:k]:
            if np.may_share_memory(array, other):
                raise NotDifferentiable(place, f"`{other_name}` and `{name}` share memory, and the function writes "
                                        "into its arguments", "pass a copy of one of them")


def arrays_in(value):
    """The arrays in an argument, which may be nested."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, (tuple, list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from arrays_in(inner)
    elif hasattr(value, "__dict__") and not callable(value) and not isinstance(value, (type, np.generic)):
        for inner in vars(value).values():
            yield from arrays_in(inner)


def current(kernel, expected) -> bool:
    """True if everything outside that a derivative relies on is as it was when it was written."""
    if any(guard.fetch() is not guard.value for guard in kernel.guards):
        return False
    return all(key_of(f.fetch()) == key for f, key in zip(kernel.inputs, expected, strict=True))


def fetched(kernel):
    """What is read from outside at this call."""
    return {found.parameter: found.fetch() for found in kernel.inputs}
