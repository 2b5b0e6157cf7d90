"""From a program to the program of its derivative."""

from .derive import MODES, Derived, Request, derive_program
from .kept import itself

__all__ = ["MODES", "Derived", "Request", "derive_program", "itself"]
