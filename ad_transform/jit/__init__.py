"""The target for Numba: the same programs, written so that Numba compiles them.

options     what users ask for
refine      programs as Numba's types want them; `layout` writes their statements
compiled    what a derivative has of it
compiling   from a text to a function that Numba compiles at its first call
overloads   what generated text calls, as Numba compiles it
inside      derivatives as functions that code compiled by Numba may call
"""

from ad_transform.jit.compiled import Compiled
from ad_transform.jit.options import options_of

__all__ = ["Compiled", "options_of"]
