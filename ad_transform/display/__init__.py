"""What a derivative looks like, to people: its text beside the primal, its graph, a test that pins it."""

from .shown import Shown

__all__ = ["Shown"]
