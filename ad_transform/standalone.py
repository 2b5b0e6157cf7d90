"""Text for a file that runs on its own: the helpers that it imports from this package copied in, classes imported.

>>> text = "from ad_transform.runtime import mT\\n\\ndef f(a):\\n    return mT(a)\\n"
>>> print(standalone(text, {"mT": runtime.mT}).splitlines()[0])
import numpy as np
"""

from __future__ import annotations

import ast
import builtins
import dis
import inspect
import sys
from types import CodeType

from . import runtime
from .errors import NotSupported

HEADING = "# What the text above calls, from ad_transform.runtime"


def standalone(text: str, namespace: dict, place=None) -> str:
    """Return `text` without its imports from this package; what those names mean stands below it.

    `namespace` tells what the other names mean that the text does not bind: they must be classes or functions that can
    be imported; refused, at `place`, where they cannot.
    """
    asked = imported_helpers(text)
    helpers = closed(name for name, _ in asked)
    imports = [import_of(name, namespace, place) for name in unbound(text)]
    if helpers and "np" not in bound_above(text):
        imports.insert(0, "import numpy as np")
    renamed = [f"{word} = {name}" for name, word in asked if word != name]
    below = [inspect.getsource(getattr(runtime, name)).strip("\n") for name in helpers]
    parts = ["\n".join([*imports, without_package(text).strip("\n")])]
    if below:
        parts.append("\n\n\n".join([f"{HEADING}\n\n\n{below[0]}", *below[1:]]))
    return "\n\n\n".join([*parts, *(["\n".join(renamed)] if renamed else [])]) + "\n"


def from_package(statement) -> bool:
    """True for ``from ad_transform.runtime import …``."""
    return isinstance(statement, ast.ImportFrom) and statement.module == runtime.__name__


def imported_helpers(text) -> list[tuple[str, str]]:
    """The helpers that the text imports, each with its name in the text."""
    aliases = [a for s in ast.parse(text).body if from_package(s) for a in s.names]
    return [(a.name, a.asname or a.name) for a in aliases]


def without_package(text) -> str:
    """The text without the lines that import from this package."""
    lines = text.split("\n")
    for statement in ast.parse(text).body:
        if from_package(statement):
            for number in range(statement.lineno - 1, statement.end_lineno):
                lines[number] = None
    return "\n".join(line for line in lines if line is not None)


def closed(names) -> list[str]:
    """The helpers called `names`, and those that they call in turn, sorted."""
    found, ahead = set(), list(names)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += [n for n in outer_names(getattr(runtime, name).__code__) if n in runtime.__all__]
    return sorted(found)


def outer_names(code: CodeType) -> list[str]:
    """The names that `code` reads from its module, those of functions inside it included."""
    read = [i.argval for i in dis.get_instructions(code) if i.opname in ("LOAD_GLOBAL", "LOAD_NAME")]
    inner = [n for part in code.co_consts if isinstance(part, CodeType) for n in outer_names(part)]
    return list(dict.fromkeys([*read, *inner]))


def bound_above(text) -> set[str]:
    """The names that the statements of the text bind: its imports and its function."""
    names: set[str] = set()
    for statement in ast.parse(text).body:
        match statement:
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                names.update(a.asname or a.name for a in aliases)
            case ast.FunctionDef(name=name):
                names.add(name)
    return names


def unbound(text) -> list[str]:
    """The names that the text reads but neither binds nor finds among the builtins, sorted."""
    known = bound_above(text)
    read = outer_names(compile(text, "<text>", "exec", dont_inherit=True))
    return sorted(n for n in read if n not in known and not hasattr(builtins, n))


def import_of(name, namespace, place) -> str:
    """The statement that imports what `name` means; refused if there is none."""
    thing = namespace.get(name)
    module, path = getattr(thing, "__module__", None), getattr(thing, "__qualname__", "")
    found = getattr(sys.modules.get(module or ""), path, None)
    if found is not thing or thing is None or module == "__main__":
        what = f"the text needs `{name}`, which a file of its own cannot import"
        raise NotSupported(place, what, "define it at the top of a module that can be imported")
    return f"from {module} import {path}" + (f" as {name}" if path != name else "")
