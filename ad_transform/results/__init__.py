"""What a call returns: the kind of its result, told from the kinds of its arguments.

>>> x = kind_of(np.ones((4, 3)), "x")
>>> result(np.sum, [(x, None)], {"axis": (kind_of(0), ir.Const(0))})
Array(dtype='float64', dims=(Dim(symbol='x1', offset=0, loose=False),))

`kind_of` describes an object, `result` a call, `join` a value with two origins; `constant` is a value that is known.
What cannot be told is `Unknown`; a kind that is told is right: dtype, rank, and lengths that are not loose.
"""

from __future__ import annotations

from .calling import result
from .constants import constant
from .describing import kind_of, layout
from .joining import as_dict, freshen, join, key_kind

__all__ = ["as_dict", "constant", "freshen", "join", "key_kind", "kind_of", "layout", "result"]
