import numpy as np
from ad_transform.runtime import from_triangle, half_diagonal


def jitter_until_definite_jvp(a, *, a_dot):
    """Value of `jitter_until_definite` and its derivative along tangents of a.

    Written by ad_transform from tests/programs/attempts.py:284, for a: float64 matrix (square).
    """
    jitter = 1.0
    bound_lower = False
    while True:
        try:
            eye_288 = np.eye(3)
            product_288 = jitter * eye_288
            sum_288 = a + product_288
            lower = np.linalg.cholesky(sum_288)
            completed_287 = True
            lower_bound = True
            lower_287 = lower
        except np.linalg.LinAlgError:
            jitter = jitter * 2.0
            completed_287 = False
            lower_bound = bound_lower
        if completed_287:
            a_dot_288 = np.full((3, 3), a_dot)
            left = np.linalg.solve(lower_287, from_triangle(a_dot_288, "L"))
            middle = np.linalg.solve(lower_287, np.matrix_transpose(left))
            cholesky_288_dot = lower_287 @ half_diagonal(np.matrix_transpose(middle))
            lower_dot = np.full((3, 3), cholesky_288_dot)
        bound_lower = lower_bound
        if completed_287:
            break
    if not bound_lower:
        raise UnboundLocalError("`lower` has no value")
    item_292 = lower[0, 0]
    return np.sum(lower * item_292), np.sum(lower_dot * item_292 + lower_dot[0, 0] * lower)
