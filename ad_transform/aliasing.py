"""Functions whose result is another view of their first argument's memory: always, or sometimes."""

import numpy as np

VIEWS = frozenset(
    [np.transpose, np.swapaxes, np.moveaxis, np.rollaxis, np.expand_dims, np.squeeze, np.matrix_transpose,
     np.permute_dims, np.flip, np.fliplr, np.flipud, np.linalg.matrix_transpose, np.rot90]
)  # fmt: skip

READ_ONLY_VIEWS = frozenset(
    [np.diagonal, np.linalg.diagonal, np.broadcast_to, np.lib.stride_tricks.sliding_window_view]
)
"""Always views, which NumPy lets nobody write."""

PARTS = frozenset([np.real, np.imag])
"""Views of complex arrays; of real ones `np.real` is the array itself."""

PIECES = frozenset(
    [np.split, np.array_split, np.hsplit, np.vsplit, np.dsplit]
    + ([np.unstack] if hasattr(np, "unstack") else [])
)
"""Lists or tuples of views."""

WITH_AXES = {np.atleast_1d: 1, np.atleast_2d: 2, np.atleast_3d: 3}
"""Views with new axes, until there are so many."""

RESHAPING = frozenset([np.reshape, np.ravel])
"""Views where the order in memory allows it, copies elsewhere."""

CONVERSIONS = frozenset([np.asarray, np.asanyarray, np.asarray_chkfinite, np.astype, np.array])
"""The array itself where it is of the dtype that is asked for, and no copy is."""

ORDERING = frozenset([np.ascontiguousarray, np.asfortranarray])
"""The array itself where it has this order in memory."""

OF_ALL = frozenset(
    [np.atleast_1d, np.atleast_2d, np.atleast_3d, np.broadcast_arrays, np.meshgrid, np.ix_, np.einsum]
)
"""May give views of any of their arguments."""

MAYBE_VIEWS = (
    OF_ALL
    | VIEWS
    | READ_ONLY_VIEWS
    | PARTS
    | PIECES
    | RESHAPING
    | CONVERSIONS
    | ORDERING
    | frozenset([np.diag, np.require, np.real_if_close, np.trim_zeros])
)

COPY_BY_DEFAULT = frozenset([np.array, np.astype, np.meshgrid])
"""Of those with a parameter `copy`, the ones that copy where it is not given."""

COUNTS = {
    np.diff: (1, "n", 0),
    np.linalg.matrix_power: (1, "n", 1),
    np.polyder: (1, "m", 0),
    np.polyint: (1, "m", 0),
}
"""Functions that do a thing some times, and give their argument itself where nothing is left to do: the place and
name of the count, and that count."""

OF_SCIPY = frozenset(
    [
        "fractional_matrix_power",
        "hessenberg",
        "fft2",
        "ifft2",
        "fftn",
        "ifftn",
        "dctn",
        "dstn",
        "idctn",
        "idstn",
    ]
)
"""Names of functions of SciPy that give their argument itself where there is nothing to do."""

OVER_AXES = frozenset([np.fft.fft2, np.fft.ifft2, np.fft.fftn, np.fft.ifftn])
"""Functions that give their argument itself over no axes."""
