"""What the command line is told to look at: `load("relax.py:relax")` imports the file and finds the function."""

from __future__ import annotations

import contextlib
import difflib
import importlib
import sys
import traceback
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import numpy as np

from ..derivative import Derivative
from ..errors import DifferentiationError
from ..methods import Method
from ..transform import MODES
from .complaint import Complaint

SPELLING = "FILE.py:FUNCTION"


@dataclass(frozen=True)
class Target:
    """A function or a derivative of it, and the module in which it was found; `file` is None for ``module:name``."""

    spelled: str
    file: Path | None
    name: str
    thing: Callable
    module: types.ModuleType


class TextLoader(SourceFileLoader):
    """Runs a file as its text is now: bytecode is kept by seconds, and a derivative is that of the text."""

    def get_code(self, fullname):
        return self.source_to_code(self.get_data(self.path), self.path)


def load(spelled: str) -> Target:
    """Find what ``FILE.py:FUNCTION``, ``FILE.py:Class.method`` or ``package.module:FUNCTION`` means."""
    where, colon, name = spelled.rpartition(":")
    if not colon or not where or not name:
        where, name = (spelled.rstrip(":"), "") if spelled.rstrip(":") else ("", "")
        inside = f", of {listed(functions_of(module_of(where)))}" if where and Path(where).is_file() else ""
        raise Complaint(f"`{spelled}` names no function", f"write {SPELLING}{inside}")
    module = module_of(where)
    file = Path(where) if Path(where).suffix == ".py" or Path(where).is_file() else None
    return Target(spelled, file, name, found_in(module, name, where), module)


def module_of(where: str) -> types.ModuleType:
    """The module that a path, or a dotted name, means."""
    path = Path(where)
    if path.suffix == ".py" or path.exists() or "/" in where:
        return import_file(path)
    sys.path.insert(0, str(Path.cwd()))
    with importing(where, None):
        return importlib.import_module(where)


def import_file(path: Path) -> types.ModuleType:
    """Run a file as the module it would be if it were imported; what it prints goes to the standard error."""
    try:
        path.read_bytes()
    except FileNotFoundError:
        raise Complaint(f"there is no file `{path}`", "check its name and folder") from None
    except OSError as error:
        raise Complaint(f"`{path}` cannot be read: {error.strerror}") from None
    full = path.resolve()
    taken = sys.modules.get(path.stem)
    ours = taken is None or getattr(taken, "__file__", None) == str(full) or hasattr(taken, "__ad_target__")
    name = path.stem if ours else f"target.{path.stem}"
    loader = TextLoader(name, str(full))
    module: Any = module_from_spec(spec_from_file_location(name, str(full), loader=loader))  # type: ignore[arg-type]
    module.__ad_target__ = True
    sys.modules[name] = module
    sys.path.insert(0, str(full.parent))
    with importing(str(path), full):
        loader.exec_module(module)
    return module


@contextlib.contextmanager
def importing(where: str, file: Path | None) -> Iterator[None]:
    """Turn whatever goes wrong while a module runs into a complaint that names its line."""
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    except Complaint:
        raise
    except DifferentiationError as error:
        raise Complaint(f"`{where}` cannot be imported:\n{error}") from None
    except (Exception, SystemExit) as error:
        raise Complaint(f"`{where}` cannot be imported: {told(error, file)}") from None


@contextlib.contextmanager
def running(target: Target) -> Iterator[None]:
    """Turn what the user's function raises into a complaint that names its line."""
    try:
        yield
    except (Complaint, DifferentiationError):
        raise
    except Exception as error:
        file = getattr(target.module, "__file__", None)
        what = told(error, Path(file) if file else None)
        raise Complaint(f"`{target.name}` raised {what}", "choose other arguments with --args") from None


def told(error: BaseException, file: Path | None) -> str:
    """An error of the user's module in a line, with the last line of `file` that it came from."""
    what = f"{type(error).__name__}: {error}"
    if isinstance(error, SyntaxError) and error.filename and not isinstance(error, DifferentiationError):
        return f"{error.filename}:{error.lineno}: {type(error).__name__}: {error.msg}"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if file and f.filename == str(file)]
    return f"{what} ({frames[-1].filename}:{frames[-1].lineno})" if frames else what


def found_in(module: types.ModuleType, name: str, where: str) -> Callable:
    """The function called `name`, which may be in a class."""
    thing: Any = module
    for part in name.split("."):
        if not hasattr(thing, part):
            near = difflib.get_close_matches(name, functions_of(module), 1)
            hint = f"did you mean `{near[0]}`?" if near else f"choose of {listed(functions_of(module))}"
            raise Complaint(f"there is no `{name}` in `{where}`", hint)
        thing = getattr(thing, part)
    if not callable(thing) or isinstance(thing, type):
        kind = "a class" if isinstance(thing, type) else f"of type {type(thing).__name__}"
        hint = f"choose of {listed(functions_of(module))}"
        raise Complaint(f"`{name}` in `{where}` is {kind}, not a function", hint)
    return thing


def functions_of(module: types.ModuleType) -> list[str]:
    """The names of functions that a module defines itself."""
    return [
        name
        for name, thing in vars(module).items()
        if isinstance(thing, (types.FunctionType, Derivative)) and thing.__module__ == module.__name__
    ]


def listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none: it defines no function"


# What is asked of it


def derivative_of(target: Target, mode: str | None = None, wrt: Any = None) -> Derivative:
    """The derivative that is asked for: as the function was decorated, unless `mode` or `wrt` say otherwise."""
    thing: Any = target.thing
    if isinstance(thing, Derivative):
        if mode is None and wrt is None:
            return thing
        wanted = thing.wrt if wrt is None else wrt
        return Derivative(thing.function, mode or thing.mode, wanted, thing.rules, thing.checkpoint)
    mode = mode or "grad"
    own = getattr(thing, mode, None)
    if not isinstance(own, Derivative):
        return Derivative(thing, mode, wrt)
    return own if wrt is None else Derivative(thing, mode, wrt, own.rules, own.checkpoint)


def primal(target: Target) -> Callable:
    """The function itself, where the target is a derivative of it or a decorated method."""
    thing: Any = target.thing
    return thing.function if isinstance(thing, (Derivative, Method)) else thing


def wrt_of(text: str | None) -> Any:
    """``x`` as one parameter, ``x,y`` as a tuple; numbers are positions."""
    if text is None:
        return None
    parts = [part.strip() for part in text.split(",") if part.strip()]
    names = tuple(int(part) if part.lstrip("-").isdigit() else part for part in parts)
    if not names:
        raise Complaint("--wrt names no parameter", "write --wrt x or --wrt x,y")
    return names[0] if len(names) == 1 else names


def arguments_of(target: Target, text: str | None) -> tuple[tuple, dict]:
    """What ``--args "np.ones(3), k=0.7"`` means in the module of the function, where `np` is NumPy."""
    if text is None:
        return (), {}
    names = {"np": np, **vars(target.module), "__arguments": lambda *args, **kwargs: (args, kwargs)}
    try:
        return eval(f"__arguments({text}\n)", names)
    except Exception as error:
        what = f"--args {text!r} cannot be evaluated: {type(error).__name__}: {error}"
        raise Complaint(what, 'write them as in a call: --args "np.ones(3), 0.7"') from None


def add_target(parser) -> None:
    parser.add_argument("target", metavar=SPELLING, help="a function of a file (or of package.module)")


def add_derivative(parser) -> None:
    """The options that choose a derivative."""
    parser.add_argument("--mode", choices=MODES, help="what is computed (default: grad)")
    parser.add_argument(
        "--wrt", metavar="NAMES", help="parameters to differentiate with respect to: x or x,y"
    )
    add_arguments(parser, "write it for arguments like these, for example")


def add_arguments(parser, what: str) -> None:
    parser.add_argument("--args", metavar="VALUES", help=f'{what} "np.ones(3), 0.7"; `np` is NumPy')
