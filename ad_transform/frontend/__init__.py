"""From a Python function's text to a program: names resolved, aliases and mutation gone, jumps lowered."""

from .lowering import Lowered, lower

__all__ = ["Lowered", "lower"]
