"""What only an array of NumPy's own does: the conjugate of real numbers, by method, is the array itself."""

import numpy as np

import ad_transform as ad


def conjugate_of_real(x):
    z = x * 2.0
    y = z.conj()
    w = np.conj(z)
    y[0] = x[1] * 3.0
    return np.sum(z * y * w)


def test_a_write_into_the_conjugate_of_a_real_array_reaches_the_array():
    x = np.array([0.4, -1.3, 0.9])
    gradient = ad.Derivative(conjugate_of_real, "grad", 0)(x.copy())
    step, units = 1e-6, np.eye(3)
    slopes = [(conjugate_of_real(x + step * u) - conjugate_of_real(x - step * u)) / (2 * step) for u in units]
    np.testing.assert_allclose(gradient, slopes, rtol=1e-7)
