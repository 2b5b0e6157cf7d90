import numpy as np


def complex_scalars_jvp(z, w, *, z_dot, w_dot):
    """Value of `complex_scalars` and its derivative along tangents of z and w.

    Written by ad_transform from tests/programs/values.py:88, for z: complex, w: complex.
    """
    quotient_89 = z / w
    sum_89_dot = z_dot * w + w_dot * z + (z_dot / w - w_dot * (quotient_89 / w))
    by_base = 2 * z
    sum_89_dot = sum_89_dot - z_dot * by_base + np.conj(w_dot) * 2.0
    return z * w + quotient_89 - z**2 + np.conj(w) * 2.0, sum_89_dot
