"""The quick way from a call to the generated function: a few comparisons, written for the kinds seen so far.

A derivative is called with arguments of the same kinds again and again. Once it is known which kernel serves them, the
call needs no binding of arguments and no search: a function of the primal's own parameters asks whether these are of
a kind it knows and whether the names outside still mean what they did, and calls the kernel. It runs in the globals of
the primal, where a guard is one comparison. All else goes the long way round.
"""

from __future__ import annotations

import builtins
import inspect
import types
from dataclasses import dataclass, field

import numpy as np

from .frontend.globals import ClosureVariable, Global, ModuleVariable

GONE = (NameError, KeyError, AttributeError, ValueError)
"""What reading a name from outside raises when it is there no more."""

ROUTES = 4
"""How many kernels are asked for in turn before the search."""

MISSING = object()
"""Stands for an argument that is not given."""

POSITIONAL = inspect.Parameter.POSITIONAL_OR_KEYWORD


@dataclass(frozen=True)
class Route:
    """A kernel, with the keys of the arguments and of the values from outside that it was written for.

    `groups` are the axes of the arguments that have one length: see `alike`.
    """

    kernel: object
    keys: tuple
    groups: tuple
    outside: tuple


@dataclass
class Writing:
    """The objects a text mentions, by the names it has for them; all of these begin with an underscore."""

    names: tuple[str, ...]
    table: dict
    held: dict = field(default_factory=dict)

    def name(self, thing, what):
        """The text's name for an object."""
        for known, other in self.held.items():
            if other is thing:
                return known
        found = f"_{what}_{len(self.held)}"
        self.held[found] = thing
        return found


def quick(name, parameters, table, routes, search):
    """Return the function that takes a call to the kernel that fits its arguments.

    Parameters
    ----------
    name : str
        The derivative's name.
    parameters : mapping of str to inspect.Parameter
        The parameters of the primal.
    table : dict
        The primal's globals.
    routes : sequence of Route
        The kernels to try, in this order.
    search : callable
        Where a call that fits none is sent, with its arguments.

    Returns
    -------
    callable or None
        None where the arguments cannot be told apart by a look at each.
    """
    names = tuple(parameters)
    if any(p.kind is not POSITIONAL for p in parameters.values()) or any(n.startswith("_") for n in names):
        return None
    writing = Writing(names, table)
    special = sorted(routes, key=lambda route: -sum(map(len, route.groups)))
    branches = [branch(writing, route) for route in special]
    if None in branches:
        return None
    space: dict = {}
    exec(compile(whole(writing, parameters.values(), branches, search), f"<call of {name}>", "exec"), space)
    return types.FunctionType(space["make"].__code__, table, "make")(**writing.held)


def whole(writing, parameters, branches, search):
    """The text: a maker that closes over the objects held, so that the primal's globals gain no name."""
    gone = writing.name(GONE, "gone")
    defaults = [MISSING if p.default is p.empty else p.default for p in parameters]
    own = [f"{n}={writing.name(d, 'default')}" for n, d in zip(writing.names, defaults, strict=True)]
    lines = [f"    def _call({', '.join(own)}, *_more, **_named):"]
    for setting, tests, call in branches:
        lines += [
            "        try:",
            *[f"            {line}" for line in setting],
            f"            _fits = {tests}",
        ]
        lines += [f"        except {gone}:", "            _fits = False"]
        lines += ["        if _fits and not _more and not _named:", f"            return {call}"]
    given = "".join(f"{n}, " for n in writing.names)
    lines += [
        f"        return {writing.name(search, 'search')}(({given}), _more, _named)",
        "    return _call",
    ]
    return "\n".join([f"def make({', '.join(writing.held)}):", *lines])


def branch(writing, route):
    """How one route is told and taken: assignments, a test, a call; None if a look does not tell."""
    kernel, setting, passed = route.kernel, [], list(writing.names)
    tests = [test(writing, n, key) for n, key in zip(writing.names, route.keys, strict=True)]
    for k, (found, key) in enumerate(zip(kernel.inputs, route.outside, strict=True)):
        setting.append(f"_input_{k} = {reading(writing, found.fetch)}")
        tests.append(test(writing, f"_input_{k}", key))
        passed.append(f"{found.parameter}=_input_{k}")
    if None in tests:
        return None
    tests += [agreeing(writing, group) for group in route.groups]
    tests += [f"{reading(writing, g.fetch)} is {writing.name(g.value, 'object')}" for g in kernel.guards]
    call = f"{writing.name(kernel.function, 'kernel')}({', '.join(passed)})"
    return setting, " and ".join(tests) or "True", call


def test(writing, name, key):
    """The test that what is called `name` has this key; None if a look does not tell."""
    match key:
        case type():
            return f"{writing.name(type, 'type')}({name}) is {writing.name(key, 'class')}"
        case (types.NoneType, None):
            return f"{name} is None"
        case (builtins.str, text):
            return f"{test(writing, name, str)} and {name} == {text!r}"
        case (np.dtype() as dtype, *ones):
            array = test(writing, name, np.ndarray)
            ones = [
                one for one in ones if not isinstance(one, str)
            ]  # a layout matters to no kernel with a route
            same = f"{name}.dtype is {writing.name(dtype, 'dtype')} and {name}.ndim == {len(ones)}"
            return " and ".join([array, same, *extents(writing, name, ones)])
    return None


def extents(writing, name, ones):
    """The tests that the axes of length one are these."""
    if len(ones) > 1 and not any(ones):
        return [f"1 not in {name}.shape"]
    return [f"{length(writing, name, k)} {'==' if one else '!='} 1" for k, one in enumerate(ones)]


def length(writing, name, axis):
    """The text for the length of an axis."""
    return f"{name}.shape[{axis}]" if axis else f"{writing.name(len, 'len')}({name})"


def agreeing(writing, group):
    """The test that these axes have one length."""
    return " == ".join(length(writing, writing.names[place], axis) for place, axis in group)


def reading(writing, fetch):
    """The text that reads what a name from outside means."""
    match fetch:
        case Global(table, name) if name in table:
            plain = table is writing.table and not name.startswith("_") and name not in writing.names
            return name if plain else f"{writing.name(table, 'table')}[{name!r}]"
        case ClosureVariable(cell):
            return f"{writing.name(cell, 'cell')}.cell_contents"
        case ModuleVariable(module, name):
            return f"{writing.name(module, 'module')}.{name}"
    return f"{writing.name(fetch, 'fetch')}()"


def given(names, values, more, named):
    """The arguments of a call as they were given: positions first, then names."""
    count = next((k for k, v in enumerate(values) if v is MISSING), len(values))
    later = {n: v for n, v in zip(names[count:], values[count:], strict=True) if v is not MISSING}
    return (*values[:count], *more), {**later, **named}
