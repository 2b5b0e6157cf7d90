"""Functions whose result is another view of their first argument's memory: always, or sometimes."""

import numpy as np

VIEWS = frozenset(
    [np.transpose, np.swapaxes, np.moveaxis, np.rollaxis, np.expand_dims, np.squeeze, np.matrix_transpose,
     np.permute_dims, np.flip, np.fliplr, np.flipud, np.linalg.matrix_transpose]
)  # fmt: skip

READ_ONLY_VIEWS = frozenset([np.diagonal, np.linalg.diagonal, np.broadcast_to])
"""Always views, which NumPy lets nobody write."""

MAYBE_VIEWS = frozenset(
    [np.reshape, np.ravel, np.asarray, np.asanyarray, np.ascontiguousarray, np.asfortranarray, np.atleast_1d,
     np.atleast_2d, np.atleast_3d, np.broadcast_to, np.real, np.imag, np.diagonal, np.diag, np.rot90, np.split,
     np.array_split, np.hsplit, np.vsplit, np.dsplit, np.astype, np.einsum, np.asarray_chkfinite, np.require,
     np.linalg.diagonal]
)  # fmt: skip
