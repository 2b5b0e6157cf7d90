"""Calls to try the rules of scipy.linalg on; see samples.py."""

import numpy as np
from scipy import linalg as sl

from tests.rules.samples import plane, real, sample

SQUARE = real(3, 3) + 4 * np.eye(3)
OTHER = real(2, 2, seed=2) + 3 * np.eye(2)
SYMMETRIC = SQUARE @ SQUARE.T
HERMITIAN = SYMMETRIC + 0.3j * (SQUARE - SQUARE.T)
DOMINANT, THIN = real(2, 4) + 5 * (np.arange(2)[:, None] == 1), real(4, 2)
BAND = real(4, 5) + 9 * (np.arange(4)[:, None] == 2)
HALF_UPPER, HALF_LOWER = (
    real(3, 5) + 9 * (np.arange(3) == 2)[:, None],
    real(3, 5) + 9 * (np.arange(3) == 0)[:, None],
)
COLUMN, ROW = real(4, seed=3) + 9 * (np.arange(4) == 0), real(4, seed=4)
CHOLESKY, LU = sl.cho_factor(SYMMETRIC), sl.lu_factor(SQUARE)
EYE = np.eye(3, dtype=int)
CALLS = [
    (sl.inv, (SQUARE,), {}), (sl.det, (SQUARE,), {}),
    (sl.solve, (SQUARE, real(3)), {}), (sl.solve, (SQUARE, real(3, 2)), {}),
    (sl.solve, (SQUARE + 0.5j, real(3, 2)), {"check_finite": False}),
    *((sl.solve_triangular, (SQUARE, b), {"lower": lower, "unit_diagonal": unit})
      for b in (real(3), real(3, 2)) for lower in (True, False) for unit in (True, False)),
    (sl.solve_triangular, (SQUARE, real(3)), {}),
    (sl.cholesky, (SYMMETRIC,), {"lower": True}),
    (sl.expm, (SQUARE / 3,), {}), (sl.expm, (np.stack([SQUARE / 3, SQUARE / 4]),), {}),
    (sl.expm, (SQUARE / 3 + 0.2j,), {}),
    (sl.sqrtm, (SYMMETRIC,), {}), (sl.solve_sylvester, (SQUARE, OTHER, real(3, 2)), {}),
    (sl.cholesky, (SYMMETRIC,), {}), (sl.cholesky, (HERMITIAN,), {}), (sl.cholesky, (HERMITIAN,), {"lower": True}),
    (sl.pinv, (real(4, 3),), {}), (sl.svdvals, (real(4, 3),), {}),
    (sl.svd, (real(4, 3),), {"full_matrices": False}), (sl.svd, (SQUARE,), {}),
    (sl.svd, (real(3, 4),), {"compute_uv": False}),
    *((sl.norm, (real(3, 4),), {"ord": ord}) for ord in (None, 1, 2, "nuc", np.inf)),
    (sl.norm, (real(5), 3), {}), (sl.norm, (real(3, 4),), {"axis": 1}),
    *((sl.eigvalsh, (SYMMETRIC,), {"lower": lower}) for lower in (True, False)), (sl.eigvalsh, (HERMITIAN,), {}),
    *((fn, (a / 4,), {}) for fn in (sl.sinm, sl.cosm) for a in (SQUARE, SQUARE + 0.2j)),
    (sl.logm, (SYMMETRIC,), {}), (sl.logm, (HERMITIAN,), {}),
    *((fn, (a, q), {}) for fn in (sl.solve_continuous_lyapunov, sl.solve_discrete_lyapunov)
      for a, q in ((SQUARE, real(3, 3)), (SQUARE / 9, SYMMETRIC), (SQUARE + 0.5j, HERMITIAN))),
    (sl.circulant, (real(4),), {}), (sl.circulant, (plane(3),), {}),
    # Systems
    *((sl.solve, (SYMMETRIC, b), {"assume_a": kind, "lower": lower}) for b in (real(3), real(3, 2))
      for kind in ("pos", "sym", "her") for lower in (True, False)),
    *((sl.solve, (SQUARE, b), {"assume_a": kind, "transposed": turned}) for b in (real(3), real(3, 2))
      for kind in ("gen", "upper triangular", "lower triangular", "diagonal", "tridiagonal")
      for turned in (True, False)),
    (sl.solve, (HERMITIAN, plane(3)), {"assume_a": "her"}), (sl.solve, (HERMITIAN, plane(3)), {"assume_a": "pos"}),
    (sl.solve, (SQUARE + 0.3j, plane(3)), {"assume_a": "sym", "lower": True}),
    *((sl.solve_triangular, (a, real(3, 2)), {"trans": trans, "lower": lower, "unit_diagonal": lower})
      for a in (SQUARE, SQUARE + 0.3j * real(3, 3)) for trans in (1, 2, "N", "T", "C") for lower in (True, False)),
    *((sl.cho_solve, (CHOLESKY, b), {}) for b in (real(3), real(3, 2))),
    (sl.cho_solve, (sl.cho_factor(SYMMETRIC, lower=True), real(3)), {}),
    *((sl.cho_solve, (sl.cho_factor(HERMITIAN, lower=lower), plane(3)), {}) for lower in (True, False)),
    *((sl.lu_solve, (LU, b), {"trans": trans}) for b in (real(3), real(3, 2)) for trans in (0, 1)),
    (sl.lu_solve, (sl.lu_factor(SQUARE + 0.3j), plane(3)), {}),
    *((sl.solve_banded, ((1, 2), BAND, b), {}) for b in (real(5), real(5, 2))),
    (sl.solve_banded, ((1, 2), BAND + 0.3j, plane(5)), {}), (sl.solve_banded, ((0, 1), DOMINANT, real(4)), {}),
    *((sl.solveh_banded, (HALF_UPPER, b), {}) for b in (real(5), real(5, 2))),
    (sl.solveh_banded, (HALF_LOWER, real(5)), {"lower": True}),
    *((fn, (first, b), {}) for fn in (sl.solve_toeplitz, sl.matmul_toeplitz) for b in (real(4), real(4, 2))
      for first in (COLUMN, (COLUMN, ROW), COLUMN + 0.5j * ROW)),
    (sl.matmul_toeplitz, ((real(5), ROW), real(4)), {}),
    *((sl.solve_circulant, (COLUMN, b), {}) for b in (real(4), real(4, 2))),
    (sl.solve_circulant, (COLUMN + 0.5j * ROW, plane(4)), {}),
    (sl.solve_continuous_are, (SQUARE, real(3, 2), EYE, np.eye(2, dtype=int)), {}),
    (sl.solve_discrete_are, (SQUARE / 3, real(3, 2), EYE, np.eye(2, dtype=int)), {}),
    # Factors
    *((fn, (a,), {"lower": lower}) for fn in (sl.cho_factor, sl.pinvh) for a in (SYMMETRIC, HERMITIAN)
      for lower in (True, False)),
    *((sl.lu, (a,), {"permute_l": together}) for a in (SQUARE, real(4, 3), real(3, 4), SQUARE + 0.3j)
      for together in (True, False)),
    (sl.lu_factor, (SQUARE[[1, 2, 0]],), {}), (sl.lu_factor, (SQUARE + 0.3j,), {}),
    *((sl.qr, (a,), {"mode": "economic"}) for a in (SQUARE, real(4, 3), real(3, 4))),
    (sl.qr, (SQUARE,), {}), (sl.qr, (real(3, 4),), {}),
    (sl.polar, (SQUARE,), {}), (sl.polar, (real(4, 3),), {}), (sl.polar, (real(3, 4),), {"side": "left"}),
    (sl.orthogonal_procrustes, (real(4, 3), real(4, 3, seed=1)), {}),
    *((sl.eigh, (SYMMETRIC,), {"lower": lower, "driver": "ev"}) for lower in (True, False)),
    *((sl.eigh, (SYMMETRIC, b), {"eigvals_only": only}) for b in (None, SQUARE.T @ SQUARE) for only in (True, False)),
    *((sl.eigvalsh, (HERMITIAN, b), {}) for b in (None, HERMITIAN.conj() + EYE)),
    (sl.eigh, (HERMITIAN, HERMITIAN.conj() + EYE), {"eigvals_only": True}),
    *((sl.eigh_tridiagonal, (real(4), real(3)), {"eigvals_only": only}) for only in (True, False)),
    (sl.eigvalsh_tridiagonal, (real(4), real(3)), {}),
    *((fn, (a,), {}) for fn in (sl.eig, sl.eigvals) for a in (SQUARE, SQUARE + 0.3j * real(3, 3))),
    *((sl.lstsq, (real(4, 3), b), {}) for b in (real(4), real(4, 2))), (sl.lstsq, (real(3, 4), real(3)), {}),
    # Functions of matrices
    *((fn, (a / 4,), {}) for fn in (sl.sinhm, sl.coshm, sl.tanm, sl.tanhm) for a in (SQUARE, SQUARE + 0.2j)),
    (sl.signm, (SQUARE - 4.5 * EYE,), {}),
    (sl.fractional_matrix_power, (SYMMETRIC, 0.7), {}), (sl.fractional_matrix_power, (SYMMETRIC, -1.3), {}),
    (sl.expm_frechet, (SQUARE / 3, real(3, 3)), {}),
    # Patterns
    (sl.toeplitz, (COLUMN,), {}), (sl.toeplitz, (plane(3),), {}), (sl.toeplitz, (real(3), real(5)), {}),
    (sl.hankel, (COLUMN,), {}), (sl.hankel, (real(3), real(5)), {}), (sl.convolution_matrix, (real(3), 4), {}),
    (sl.leslie, (real(4), real(3)), {}), (sl.diagsvd, (real(3), 3, 4), {}),
    (sl.block_diag, (real(2, 3), real(2), 1.5), {}), (sl.block_diag, (plane(2, 2), real(3, 1)), {}),
    (sl.khatri_rao, (real(2, 3), real(4, 3)), {}), (sl.companion, (real(4) + 3,), {}), (sl.fiedler, (real(4),), {}),
]  # fmt: skip
for fn, args, kwargs in CALLS:
    sample(fn, *args, **kwargs)
