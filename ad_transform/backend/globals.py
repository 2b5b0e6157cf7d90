"""The global names of a text: `Globals(taken).path(thing)` gives them, and remembers what the text has to import."""

from __future__ import annotations

import ast
import builtins
import importlib
import sys

import numpy as np

from ad_transform import runtime
from ad_transform.backend.names import fresh, identifier
from ad_transform.rules.names import held_as

_SHORT = {"numpy": "np"}
_NUMPY_WORDS = {"absolute": "abs", "conjugate": "conj", "amax": "max", "amin": "min", "around": "round"}
_LIBRARIES = {"numpy", "scipy"} | (set(sys.stdlib_module_names) - {"builtins", "__main__"})


class Globals:
    """Grows while a text is written; `taken` are the variables of the text, which no global may hide.

    `known`: things by the names that they have already.
    """

    def __init__(self, taken, known=None):
        self.taken = set(taken)
        self.namespace: dict[str, object] = {}
        self.imports: dict[str, tuple[str, str]] = {}
        self._names: dict[int, str] = {}
        self._known = {id(thing): name for name, thing in (known or {}).items()}

    def import_statements(self) -> list[ast.stmt]:
        """The imports of the text, sorted: modules first."""
        modules: list[ast.stmt] = []
        parts: dict[str, list] = {}
        for word, (package, name) in sorted(self.imports.items(), key=lambda item: (*item[1], item[0])):
            alias = ast.alias(name, None if word == name else word)
            if package:
                parts.setdefault(package, []).append(alias)
            else:
                modules.append(ast.Import([alias]))
        return [*modules, *(ast.ImportFrom(package, names, 0) for package, names in parts.items())]

    def path(self, thing) -> list[str]:
        """The words of the dotted path by which the text refers to a function, class or module: ``["np", "sin"]``."""
        if isinstance(thing, type(sys)):
            return [self.module(thing.__name__)]
        if (word := _builtin_word(thing)) is not None:
            return [self._builtin(word)]
        if (place := public_place(thing)) is not None:
            module, words = place
            if module == runtime.__name__:
                return [self._imported(thing, module, words[0])]
            return [self.module(module), *words]
        return [self.bare(thing)]

    def module(self, name: str) -> str:
        """The text's name for the module called `name`; ``numpy.linalg`` and its like go by ``np.linalg``."""
        module = importlib.import_module(name)
        package, _, last = name.rpartition(".")
        word = self._claim(module, _SHORT.get(name, last))
        self.imports[word] = (package, last)
        return word

    def bare(self, thing, hint: str = "") -> str:
        """A name for an object that cannot be imported: the caller of the text finds it in the namespace."""
        word = hint or getattr(thing, "__name__", "") or type(thing).__name__.lower().removeprefix("nd")
        return self._claim(thing, identifier(word))

    def _imported(self, thing, module, word):
        name = self._claim(thing, word)
        self.imports[name] = (module, word)
        return name

    def _builtin(self, word):
        if word not in self.taken:
            return word
        return self._imported(getattr(builtins, word), "builtins", word)

    def _claim(self, thing, word):
        if id(thing) not in self._names:
            if hasattr(builtins, word):
                self.taken.add(word)
            name = self._names[id(thing)] = self._known.get(id(thing)) or fresh(word, self.taken)
            self.namespace[name] = thing
        return self._names[id(thing)]


def _builtin_word(thing):
    word = getattr(thing, "__name__", None)
    return word if isinstance(word, str) and getattr(builtins, word, None) is thing else None


def public_place(thing) -> tuple[str, list[str]] | None:
    """Module and path in it by which a library's function or class can be had, verified; None for a user's."""
    word = getattr(thing, "__qualname__", None) or getattr(thing, "__name__", None)
    if word is None and (held := held_as(thing)) is not None:
        return held[0], [held[1]]
    if not isinstance(word, str) or "<" in word:
        return None
    for module in _candidates(thing):
        for path in dict.fromkeys((_NUMPY_WORDS.get(word, word), word, word.rpartition(".")[2])):
            if _find(module, path) is thing:
                return _split(module, path)
    return None


def _candidates(thing):
    """Modules that may hold it, the most public first."""
    home = getattr(thing, "__module__", None) or ""
    if isinstance(thing, np.ufunc) or home.partition(".")[0] == "numpy":
        yield from ("numpy", "numpy.linalg", "numpy.fft", "numpy.random")
    if isinstance(thing, np.ufunc):
        yield "scipy.special"
    if home == runtime.__name__:
        yield home
    home = {"_operator": "operator"}.get(home, home)
    words = home.split(".")
    if words[0] in _LIBRARIES:
        for length in range(1, len(words) + 1):
            if not any(word.startswith("_") for word in words[:length]):
                yield ".".join(words[:length])


def _find(module, path):
    found = sys.modules.get(module)
    for word in path.split("."):
        found = getattr(found, word, None)
    return found


def _split(module, path):
    """``numpy.linalg`` and its like are reached through ``np``."""
    package, _, rest = module.partition(".")
    if package == "numpy" and rest:
        return package, [*rest.split("."), *path.split(".")]
    return module, path.split(".")
