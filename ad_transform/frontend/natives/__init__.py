"""Builtins and library functions that the frontend understands itself: about structure, not about numbers."""

from __future__ import annotations

from .arrays import ARRAYS
from .asking import ASKING
from .items import ITEMS, known_parts
from .reducing import REDUCING

NATIVES = {**ITEMS, **REDUCING, **ASKING, **ARRAYS}

__all__ = ["NATIVES", "known_parts"]
