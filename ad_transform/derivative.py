"""A derivative as users hold it: called like its primal, written at the first call for the kinds of its arguments."""

from __future__ import annotations

import functools
import inspect
import operator
import types
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar, cast

from .alike import alike, united
from .compile import save as save_text
from .dispatch import ROUTES, Route, given, quick
from .display import Shown
from .errors import NotDifferentiable, Place
from .frontend.guesses import guess_kinds
from .jit import Compiled, options_of
from .keys import key_of
from .methods import BoundMethod, Method
from .parameters import promoted, refuse_shared, require_floats, resolve_wrt
from .paths import fetch, root, word
from .pipeline import Generated, alone, derive
from .results import kind_of
from .rules import RuleTable, standard
from .seeds import fitted, lengths_in, zeros_like
from .source import read as read_source
from .source import underlying
from .standalone import standalone
from .stores import current, fetched, store_for
from .transform import MODES, Request, budget_of
from .usercalls import free_name

TANGENT_SUFFIX = "_dot"

P = ParamSpec("P")
R = TypeVar("R")


class Derivative(Shown, Compiled, Generic[P, R]):
    """A derivative of a function: a callable with the text it runs.

    Parameters
    ----------
    function : callable
        The primal: an ordinary Python function, or a Derivative, which is differentiated once more.
    mode : {"grad", "value_and_grad", "vjp", "jvp"}
        What is computed.
    wrt : int, str or tuple of these, optional
        The parameters to differentiate with respect to. A single position or name gives a single adjoint, a tuple
        gives a tuple; None means every parameter that can hold floats.
    rules : RuleTable, optional
        The derivative rules to use.
    checkpoint : int or str, optional
        How many states of a loop the reverse sweep may keep, or how many bytes: see `differentiate`.
    jit : bool, str or dict, optional
        Whether Numba compiles the derivative, and with which options: see `differentiate`.

    Attributes
    ----------
    source : str
        The text of the derivative, for the kinds that annotations, defaults and use suggest.
    """

    differentiates = True  # what the frontend knows a derivative by

    def __init__(
        self, function: Callable, mode: str = "grad", wrt: Any = 0, rules=None, checkpoint=None, jit=None
    ):
        if mode not in MODES:
            raise ValueError(f"mode is {mode!r}: choose one of {', '.join(MODES)}")
        self.function, self.mode, self.wrt = function, mode, wrt
        self.rules = standard if rules is None else rules
        self.primal = primal_of(function)
        if not isinstance(self.rules, RuleTable):
            what = f"`rules` is of type {type(rules).__name__}"
            raise NotDifferentiable(self.place(), what, "pass a table of rules: `ad.standard | my_table`")
        self.asked: tuple[Request, ...] = ()
        self._first: tuple = ()
        self.signature = inspect.signature(self.primal, follow_wrapped=False)
        if isinstance(function, Derivative):
            self.signature = function.own_signature()
            self.asked, self._first = (*function.asked, function.request), function._first
        elif isinstance(function, (types.MethodType, BoundMethod)):
            self._first = (getattr(function, "__self__", None),)
        parameters = list(self.signature.parameters.values())[len(self._first) :]
        names, single = resolve_wrt(
            self.primal, parameters, wrt, self.place(), list(self.signature.parameters)
        )
        self.checkpoint, self.jit, self.options = checkpoint, jit, options_of(jit, function)
        self.request: Request = Request(mode, names, single, budget_of(checkpoint) if mode != "jvp" else None)
        self._store = store_for(self.primal, (*self.asked, self.request, self.options), self.rules)
        self._routes: dict[tuple, Route] = {}
        functools.update_wrapper(self, self.primal, assigned=("__module__", "__qualname__"), updated=())
        name = getattr(function, "__name__", "f")
        self.__name__ = f"{name}_{mode}"
        self.__doc__ = f"The {mode} of `{name}` with respect to {', '.join(names)}."
        self.__signature__ = self.own_signature(len(self._first))

    def own_signature(self, first=0):
        """The parameters from the `first` on, with the seeds."""
        parameters = list(self.signature.parameters.values())[first:]
        extra = [inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY) for n in self.seed_names()]
        variadic = [p for p in parameters if p.kind is p.VAR_KEYWORD]
        ordered = [*(p for p in parameters if p.kind is not p.VAR_KEYWORD), *extra, *variadic]
        return self.signature.replace(parameters=ordered, return_annotation=inspect.Signature.empty)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self._call(*args, **kwargs)

    def _call(self, *args, **kwargs):
        """Call the kernel for these arguments, the long way round."""
        seeds = {n: kwargs.pop(n) for n in self.seed_names() if n in kwargs}
        values = self.bind(*args, **kwargs)
        kernel, outside = self._ready(values)
        if not kwargs:
            self._shorten(args, values, kernel, outside)
        return kernel.function(**values, **outside, **self._seeds(seeds, values, kernel))

    def _shorten(self, args, values, kernel, outside):
        """Let later calls with plain arguments of the same kinds go straight to the kernel."""
        as_given = not self._first and all(map(operator.is_, args, values.values()))
        if not as_given or kernel.writes or kernel.layouts or self.seed_names():
            return
        keys = (*map(key_of, values.values()), alike(values.values()))
        route = Route(kernel, keys[:-1], keys[-1], tuple(map(key_of, outside.values())))
        self._routes = {keys: route, **{k: r for k, r in self._routes.items() if k != keys}}
        names = self.signature.parameters
        routes = list(self._routes.values())[:ROUTES]
        found = quick(self.__name__, names, self.primal.__globals__, routes, self._search)
        if found is not None:
            self.__class__ = type(type(self).__name__, (Derivative,), {"__call__": staticmethod(found)})

    def _search(self, values, more, named):
        args, kwargs = given(tuple(self.signature.parameters), values, more, named)
        return self._call(*args, **kwargs)

    def _ready(self, values):
        """The kernel for these arguments, and what it takes from outside."""
        kernel = self._kernel(values)
        outside = fetched(kernel)
        if kernel.writes:
            refuse_shared({**values, **outside}, self.place())
        return kernel, outside

    def prepare(self, *args, **kwargs):
        """Write the derivative for arguments like these, without running it; refuse what a call would refuse."""
        self._ready(self.bind(*args, **kwargs))

    def seed_names(self) -> list[str]:
        """The keywords that take the tangents, or the adjoint of the result."""
        names = {"vjp": ["out_bar"], "jvp": [f"{word(n)}{TANGENT_SUFFIX}" for n in self.request.wrt]}
        return [free_name(name, self.signature.parameters) for name in names.get(self.mode, ())]

    def _seeds(self, seeds, values, kernel):
        """The seeds of a call, held against what they belong to; a tangent that is not given is zero."""
        if self.mode == "jvp":
            for name, seed in zip(self.request.wrt, self.seed_names(), strict=True):
                value = fetch(values[root(name)], name)
                if seed in seeds:
                    what = f"the tangent of `{name}`"
                    seeds[seed] = fitted(seeds[seed], kind_of(value), what, None, self.place())
                else:
                    seeds[seed] = zeros_like(value)
        elif self.mode == "vjp":
            (seed,) = self.seed_names()
            if seed not in seeds:
                raise TypeError(f"{self.__name__} needs the seed `{seed}`")
            lengths = {
                s: n
                for name, k in self._kinds(values).items()
                for s, n in lengths_in(values[name], k).items()
            }
            what = "the adjoint of the result"
            seeds[seed] = fitted(seeds[seed], kernel.result, what, lengths, self.place())
        return seeds

    def bind(self, /, *args, **kwargs) -> dict:
        """The arguments by name, numbers that are differentiated made floats."""
        try:
            bound = self.signature.bind(*self._first, *args, **kwargs)
        except TypeError as error:
            raise NotDifferentiable(
                self.place(),
                f"the arguments do not fit `{self.primal.__name__}`: {error}",
                f"call it as {self.__name__}{self.__signature__}",
            ) from None
        bound.apply_defaults()
        values = dict(bound.arguments)
        for name in self.request.wrt:
            if name in values:
                values[name] = promoted(values[name], name, self.place())
            else:
                require_floats(values[root(name)], name, self.place())
        return values

    def place(self):
        """Where the function is defined, for messages."""
        code = getattr(self.primal, "__code__", None)
        return Place(code.co_filename, code.co_firstlineno, function=self.primal.__name__) if code else None

    def _kernel(self, values) -> Generated:
        """The derivative for arguments like these; written now if there is none yet."""
        try:
            key = (*map(key_of, values.values()), alike(values.values()))
        except RecursionError:
            raise NotDifferentiable(
                self.place(), "an argument contains itself", "pass its numbers and arrays one by one"
            ) from None
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

    def _written(self, kinds, prepare=None) -> Generated:
        jit = self.options or False
        plain = cast(Any, Derivative)
        others = functools.partial(plain, rules=self.rules, checkpoint=self.checkpoint, jit=jit)
        more = {"derivative_of": others, "prepare": prepare, "asked": self.asked}
        given = (self.primal, kinds, self.request, self.rules)
        return self.for_target(functools.partial(derive, *given, **more))

    def kernel_for(self, values: dict, prepare: Callable | None = None) -> Generated:
        """The text for arguments by name, with what belongs to it; anew where `prepare` changes the program first."""
        return self._kernel(values) if prepare is None else self._written(self._kinds(values), prepare)

    def run(self, kernel: Generated, values: dict, **seeds):
        """Call what was written for arguments like `values`."""
        return kernel.function(**values, **fetched(kernel), **self._seeds(seeds, values, kernel))

    def beside(self, mode: str) -> Derivative:
        """The derivative of the same function in another mode."""
        wrt = self.request.wrt[0] if self.request.single else self.request.wrt
        checkpoint = self.checkpoint if mode != "jvp" else None
        return Derivative(self.function, mode, wrt, self.rules, checkpoint, self.jit)

    def guessed(self) -> Generated:
        """The text for the kinds that annotations, defaults and use suggest, with what belongs to it."""
        return self._written(guess_kinds(self.primal, self.signature, self.request.wrt))

    def _kinds(self, values):
        kinds = {name: kind_of(value, name=name) for name, value in values.items()}
        return united(kinds, alike(values.values()))

    @property
    def source(self) -> str:
        """The text of the derivative, for the kinds that annotations, defaults and use suggest."""
        return self.guessed().source

    def source_for(self, *args, **kwargs) -> str:
        """The text of the derivative for arguments like these."""
        return self._kernel(self.bind(*args, **kwargs)).source

    def save(self, path, *args, **kwargs):
        """Write the text to a file that runs on its own; for these arguments, if any are given."""
        save_text(self.standalone(*args, **kwargs), path)

    def standalone(self, *args, **kwargs) -> str:
        """The text of a file that runs on its own; for these arguments, if any are given."""
        kernel = self._kernel(self.bind(*args, **kwargs)) if args or kwargs else self.guessed()
        place = self.place()
        return standalone(alone(kernel, place), inspect.unwrap(kernel.function).__globals__, place)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        wrt = self.request.wrt[0] if self.request.single else self.request.wrt
        function: Any = types.MethodType(self.primal, instance)
        if isinstance(self.function, Derivative):
            function = self.function.__get__(instance)
        elif isinstance(self.function, Method):
            function = BoundMethod(self.function, instance)
        return Derivative(function, self.mode, wrt, self.rules, self.checkpoint, self.jit)

    def __reduce__(self):
        rules = None if self.rules is standard else self.rules
        return Derivative, (self.function, self.mode, self.wrt, rules, self.checkpoint, self.jit)

    def __repr__(self):
        return f"<{self.mode} of {getattr(self.primal, '__qualname__', self.primal)} wrt {', '.join(self.request.wrt)}>"


def primal_of(function):
    """The plain function to differentiate."""
    if isinstance(function, Derivative):
        return function.primal
    plain = underlying(function)
    if not isinstance(plain, types.FunctionType):
        read_source(plain)  # refuses it, and says why
    return plain
