"""Facts about a program, computed once and passed on as arguments."""

from .activity import find_active, find_varied, hidden_reads, opaque_calls

__all__ = ["find_active", "find_varied", "hidden_reads", "opaque_calls"]
