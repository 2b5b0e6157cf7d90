"""From a text to a function that Numba compiles at its first call: `numba_target(options, plain)`."""

from __future__ import annotations

import ast
import functools
import inspect
import warnings
from pathlib import Path

from ad_transform.backend import Target, Text
from ad_transform.compile import compile_text
from ad_transform.jit.callees import jitted, require_one_type
from ad_transform.jit.explaining import explained, is_from_compiling, meets_none
from ad_transform.jit.layout import NumbaLayout
from ad_transform.jit.modules import module_with
from ad_transform.jit.options import Options
from ad_transform.jit.refine import refine
from ad_transform.jit.writer import NumbaWriter

WRAPPER = """\
def make(_compiled, _instead):
    def {name}({parameters}):
        nonlocal _compiled
        try:
            return _compiled({parameters})
        except Exception as _error:
            _compiled = _instead(_error)
        return _compiled({parameters})
    return {name}
"""


def numba_target(options: Options, plain=None) -> Target:
    """The target for Numba; `plain` gives the function to run where Numba cannot, if it is asked for."""
    return Target(refine, NumbaLayout, NumbaWriter, functools.partial(compiled, options, plain))


def compiled(options: Options, plain, text: Text, namespace: dict, hint: str, place):
    """The function of a text, compiled at its first call; its `dispatcher` is what Numba knows it as.

    What Numba refuses is refused with the user's line, or with `options.fallback` runs as `plain()` from then on.
    """
    import numba

    from ad_transform.jit import overloads  # noqa: F401  (what generated text calls)

    chosen = dict(options.numba)
    recursive, start = text.name in namespace, place(min(text.origins.values(), default=0))
    namespace = {n: jitted(thing, chosen, start) for n, thing in namespace.items() if n != text.name}
    function = function_of(text, namespace, hint, chosen)
    dispatcher = numba.njit(**chosen)(function)
    function.__globals__[text.name] = dispatcher  # it may call itself
    file = function.__code__.co_filename

    def instead(error):
        if not (is_from_compiling(error) or meets_none(error)):
            raise error
        told = explained(error, text, file, place)
        if meets_none(error) or not (options.fallback and plain):  # what has begun to run is not run again
            raise told from None
        warnings.warn(f"this derivative runs as plain Python: {told}", RuntimeWarning, stacklevel=3)
        return plain()

    def checked(*args):
        result = dispatcher(*args)
        require_one_type(dispatcher, start)
        return result

    made = wrapper(function, checked if recursive else dispatcher, instead)
    made.dispatcher = dispatcher
    return made


def function_of(text: Text, namespace, hint, chosen):
    """The Python function of a text: from a file in the cache folder where Numba is to keep what it compiles."""
    if not chosen.get("cache"):
        return named(compile_text(text.source, text.name, namespace, hint))
    if missing := sorted(namespace.keys() - imported(text.source)):
        what = f"`{text.name}` is not cached: no import gives `{missing[0]}`, which it calls"
        warnings.warn(what, RuntimeWarning, stacklevel=2)
        del chosen["cache"]
        return named(compile_text(text.source, text.name, namespace, hint))
    return getattr(module_with(text.source, text.name, made_by(chosen)), text.name)


def named(function):
    """`function` in a module that exists: without one Numba does not link a function that calls itself."""
    function.__module__ = __name__
    return function


def imported(source) -> set[str]:
    """The names that a text imports."""
    statements = [s for s in ast.parse(source).body if isinstance(s, (ast.Import, ast.ImportFrom))]
    return {alias.asname or alias.name for s in statements for alias in s.names}


def made_by(chosen) -> str:
    """What compiled code depends on beside its text: options, and the state of the functions it calls."""
    here = Path(__file__).parent
    files = [*sorted(here.rglob("*.py")), *sorted((here.parent / "runtime").glob("*.py"))]
    return repr([sorted(chosen.items()), [(f.name, f.stat().st_mtime_ns) for f in files]])


def wrapper(function, dispatcher, instead):
    """`dispatcher` as a Python function of the same parameters, which tells of what Numba refuses."""
    parameters = ", ".join(inspect.signature(function).parameters)
    space: dict = {}
    exec(WRAPPER.format(name=function.__name__, parameters=parameters), space)
    made = space["make"](dispatcher, instead)
    made.__module__, made.__doc__, made.__wrapped__ = function.__module__, function.__doc__, function
    return made
