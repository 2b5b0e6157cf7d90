"""From generated text to a function that a debugger can step through; the text in a file; each made once.

What is read is what runs: the text is compiled, never the tree it was printed from.
"""

from __future__ import annotations

import io
import linecache
import os
import shutil
import threading
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any

from ad_transform.errors import InternalError

MODULE = "ad_transform.generated"
"""The `__module__` of generated functions, under which nothing is imported."""

_TEXTS: dict[str, str] = {}
_NAMING = threading.Lock()


def compile_text(text: str, name: str, namespace: Mapping[str, Any], filename_hint: str) -> Callable:
    """Return the function `name` that `text` defines; names that the text does not bind are those of `namespace`.

    The text stands under ``<ad_transform {filename_hint}>`` for tracebacks, `inspect.getsource` and debuggers.
    """
    file = register(text, filename_hint)
    scope: dict[str, Any] = {"__name__": MODULE, **namespace}
    try:
        exec(compile(text, file, "exec", dont_inherit=True), scope)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise InternalError.after("compile_text", str(error), text) from error
    if name not in scope:
        raise InternalError.after("compile_text", f"the text does not define `{name}`", text)
    function = scope[name]
    function.__module__ = scope["__name__"]
    return function


def register(text: str, filename_hint: str) -> str:
    """Return the pseudo file name under which `text` is found: the same for the same text, else with a counter."""
    hint = " ".join(filename_hint.split())
    with _NAMING:
        count, file = 1, f"<ad_transform {hint}>"
        while _TEXTS.setdefault(file, text) != text:
            count += 1
            file = f"<ad_transform {hint} ({count})>"
        # Without a time of change `linecache.checkcache` leaves an entry alone.
        linecache.cache[file] = (len(text), None, io.StringIO(text).readlines(), file)
    return file


def save(text: str, path: str | os.PathLike) -> None:
    """Write `text` to the file `path`, whole or not at all."""
    target = Path(path).resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        with open(draft, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if target.exists():
            shutil.copymode(target, draft)
        os.replace(draft, target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


class OnceCache:
    """Values by key, each made once, however many threads ask for it at the same time.

    >>> cache = OnceCache()
    >>> cache.get("two", lambda: 1 + 1), cache.get("two", lambda: 1 / 0)
    (2, 2)
    """

    def __init__(self):
        self._made: dict[Hashable, Any] = {}
        self._makers: dict[Hashable, int] = {}  # the thread that is making the value
        self._waits: dict[int, Hashable] = {}  # the key that a thread is waiting for
        self._changed = threading.Condition()

    def __len__(self) -> int:
        return len(self._made)

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return the value of `key`, from `make` if nobody has made it; what `make` raises is not remembered."""
        try:
            return self._made[key]
        except KeyError:
            pass
        if not self._claim(key):
            return self._made[key]
        try:
            self._made[key] = make()
        finally:
            with self._changed:
                del self._makers[key]
                self._changed.notify_all()
        return self._made[key]

    def _claim(self, key: Hashable) -> bool:
        """Wait until `key` is made or is ours to make, and tell which."""
        me = threading.get_ident()
        with self._changed:
            while key in self._makers:
                if self._needs(key, me):
                    raise RuntimeError(f"{key!r} is needed to make itself")
                self._waits[me] = key
                try:
                    self._changed.wait()
                finally:
                    del self._waits[me]
            if key in self._made:
                return False
            self._makers[key] = me
            return True

    def _needs(self, key: Hashable, thread: int) -> bool:
        """Tell whether the maker of `key` is `thread`, or waits for something that `thread` has to make."""
        while key in self._makers:
            maker = self._makers[key]
            if maker == thread:
                return True
            if maker not in self._waits:
                return False
            key = self._waits[maker]
        return False
