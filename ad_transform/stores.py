"""What has been written so far: derivatives by function and request, and by the kinds of the arguments."""

from __future__ import annotations

import threading
import weakref
from dataclasses import dataclass, field

from .keys import Same


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
