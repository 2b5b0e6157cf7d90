"""Facts about a program, computed once and passed on as arguments."""

from .activity import find_active

__all__ = ["find_active"]
