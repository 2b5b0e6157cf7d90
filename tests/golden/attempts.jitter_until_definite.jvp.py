import numpy as np
from ad_transform.runtime import from_triangle, half_diagonal


def jitter_until_definite_jvp(a, *, a_dot):
    """Value of `jitter_until_definite` and its derivative along tangents of a.

    Written by ad_transform from tests/programs/attempts.py:286, for a: float64 matrix (square).
    """
    jitter = 1.0
    bound_lower = False
    while True:
        try:
            eye_290 = np.eye(3)
            product_290 = jitter * eye_290
            sum_290 = a + product_290
            lower = np.linalg.cholesky(sum_290)
            completed_289 = True
            lower_bound = True
            lower_289 = lower
        except np.linalg.LinAlgError:
            jitter = jitter * 2.0
            completed_289 = False
            lower_bound = bound_lower
        if completed_289:
            a_dot_290 = np.full((3, 3), a_dot)
            left = np.linalg.solve(lower_289, from_triangle(a_dot_290, "L"))
            middle = np.linalg.solve(lower_289, np.matrix_transpose(left))
            cholesky_290_dot = lower_289 @ half_diagonal(np.matrix_transpose(middle))
            lower_dot = np.full((3, 3), cholesky_290_dot)
        bound_lower = lower_bound
        if completed_289:
            break
    if not bound_lower:
        raise UnboundLocalError("`lower` has no value")
    item_294 = lower[0, 0]
    return np.sum(lower * item_294), np.sum(lower_dot * item_294 + lower_dot[0, 0] * lower)
