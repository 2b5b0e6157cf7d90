"""What has been written so far, by function, request and kinds of arguments; and whether it still holds."""

from __future__ import annotations

import threading
import weakref
from dataclasses import dataclass, field

from .keys import Same, key_of


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
        return STORES.setdefault(function, {}).setdefault((request, Same(rules)), Store())


def current(kernel, expected) -> bool:
    """True if everything outside that a derivative relies on is as it was when it was written."""
    try:
        if any(guard.fetch() is not guard.value for guard in kernel.guards):
            return False
        return all(key_of(f.fetch()) == key for f, key in zip(kernel.inputs, expected, strict=True))
    except (KeyError, AttributeError, ValueError):  # a name from outside is gone
        return False


def fetched(kernel):
    """What is read from outside at this call."""
    return {found.parameter: found.fetch() for found in kernel.inputs}
