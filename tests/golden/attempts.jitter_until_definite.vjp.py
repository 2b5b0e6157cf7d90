import numpy as np
from ad_transform.runtime import half_diagonal, to_triangle, unbroadcast


def jitter_until_definite_vjp(a, out_bar):
    """Adjoints of `jitter_until_definite` for the seed `out_bar`: what it does to a.

    Written by ad_transform from tests/programs/attempts.py:286, for a: float64 matrix (square).
    """
    # Forward sweep
    tape_289, tape_288 = [], []
    jitter = 1.0
    bound_lower = False
    count_288 = 0
    while True:
        count_288 += 1
        try:
            eye_290 = np.eye(3)
            product_290 = jitter * eye_290
            sum_290 = a + product_290
            lower = np.linalg.cholesky(sum_290)
            tape_289.append((lower, sum_290))
            completed_289 = True
            lower_bound = True
        except np.linalg.LinAlgError:
            jitter = jitter * 2.0
            completed_289 = False
            lower_bound = bound_lower
        tape_288.append(completed_289)
        bound_lower = lower_bound
        if completed_289:
            break
    if not bound_lower:
        raise UnboundLocalError("`lower` has no value")

    # Reverse sweep
    # 294: return np.sum(lower * lower[0, 0])
    lower_bar = out_bar * lower[0, 0]
    lower_bar = np.full((3, 3), lower_bar)
    lower_bar[0, 0] += np.sum(out_bar * lower)
    # 288: while True:
    a_bar = np.zeros_like(a)
    for index_288 in reversed(range(count_288)):
        completed_289 = tape_288.pop()
        # 289: try:
        if completed_289:
            cholesky_290, sum_290 = tape_289.pop()
            # 290: lower = np.linalg.cholesky(a + jitter * np.eye(3))
            matrix_transpose_290 = np.matrix_transpose(cholesky_290)
            middle = half_diagonal(matrix_transpose_290 @ lower_bar)
            left = np.linalg.solve(matrix_transpose_290, middle)
            right = np.linalg.solve(matrix_transpose_290, np.matrix_transpose(left))
            to_triangle_290 = to_triangle(np.matrix_transpose(right), "L")
            a_bar += unbroadcast(unbroadcast(to_triangle_290, sum_290), a)
            lower_bar = np.zeros((3, 3))
    return (a_bar,)
