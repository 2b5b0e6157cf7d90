"""From a program to the program of its derivative."""

from .budget import Budget, budget_of
from .derive import MODES, Derived, Request, derive_program
from .kept import itself

__all__ = ["MODES", "Budget", "Derived", "Request", "budget_of", "derive_program", "itself"]
