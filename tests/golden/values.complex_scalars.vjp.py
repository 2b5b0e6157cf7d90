import numpy as np


def complex_scalars_vjp(z, w, out_bar):
    """Adjoints of `complex_scalars` for the seed `out_bar`: what it does to z and w.

    Written by ad_transform from tests/programs/values.py:88, for z: complex, w: complex.
    """
    w_bar = np.conj(out_bar * 2.0)
    by_base = 2 * z
    z_bar = -out_bar * by_base
    w_bar -= out_bar * (z / w / w)
    z_bar += out_bar / w
    return z_bar + out_bar * w, w_bar + out_bar * z
