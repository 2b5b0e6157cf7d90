import numpy as np
from ad_transform.runtime import half_diagonal, to_triangle, unbroadcast


def jitter_until_definite_vjp(a, out_bar):
    """Adjoints of `jitter_until_definite` for the seed `out_bar`: what it does to a.

    Written by ad_transform from tests/programs/attempts.py:284, for a: float64 matrix (square).
    """
    # Forward sweep
    tape_287, tape_286 = [], []
    jitter = 1.0
    bound_lower = False
    count_286 = 0
    while True:
        count_286 += 1
        try:
            eye_288 = np.eye(3)
            product_288 = jitter * eye_288
            sum_288 = a + product_288
            lower = np.linalg.cholesky(sum_288)
            tape_287.append((lower, sum_288))
            completed_287 = True
            lower_bound = True
        except np.linalg.LinAlgError:
            jitter = jitter * 2.0
            completed_287 = False
            lower_bound = bound_lower
        tape_286.append(completed_287)
        bound_lower = lower_bound
        if completed_287:
            break
    if not bound_lower:
        raise UnboundLocalError("`lower` has no value")

    # Reverse sweep
    # 292: return np.sum(lower * lower[0, 0])
    lower_bar = out_bar * lower[0, 0]
    lower_bar = np.full((3, 3), lower_bar)
    lower_bar[0, 0] += np.sum(out_bar * lower)
    # 286: while True:
    a_bar = np.zeros_like(a)
    for index_286 in reversed(range(count_286)):
        completed_287 = tape_286.pop()
        # 287: try:
        if completed_287:
            cholesky_288, sum_288 = tape_287.pop()
            # 288: lower = np.linalg.cholesky(a + jitter * np.eye(3))
            matrix_transpose_288 = np.matrix_transpose(cholesky_288)
            middle = half_diagonal(matrix_transpose_288 @ lower_bar)
            left = np.linalg.solve(matrix_transpose_288, middle)
            right = np.linalg.solve(matrix_transpose_288, np.matrix_transpose(left))
            to_triangle_288 = to_triangle(np.matrix_transpose(right), "L")
            a_bar += unbroadcast(unbroadcast(to_triangle_288, sum_288), a)
            lower_bar = np.zeros((3, 3))
    return (a_bar,)
