"""From a program to the program of its derivative."""

from .derive import MODES, Derived, Request, derive_program

__all__ = ["MODES", "Derived", "Request", "derive_program"]
