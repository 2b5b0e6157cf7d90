"""A charged particle that falls past two charges: where it lands, minimised over the place of one of them.

The force is the gradient of a potential, so the outer derivative is one of a text of the inner one; in either mode.
"""

import math

import numba

import ad_transform as ad
from benchmarks.gradbench.problems import Work
from benchmarks.gradbench.second import text_of


@numba.njit(error_model="numpy")
def potential(x, y, w):
    first = math.sqrt((x - 10.0) ** 2 + (y - (10.0 - w)) ** 2)
    second = math.sqrt((x - 10.0) ** 2 + y**2)
    return 1.0 / first + 1.0 / second


sample = (0.0, 8.0, 0.0)
reverse = numba.njit(error_model="numpy")(text_of(ad.grad(potential, (0, 1), jit=False), *sample))
tangent = numba.njit(error_model="numpy")(text_of(ad.Derivative(potential, "jvp", (0, 1)), *sample))


@numba.njit(error_model="numpy")
def forward(x, y, w):
    return tangent(x, y, w, 1.0, 0.0)[1], tangent(x, y, w, 0.0, 1.0)[1]


@numba.njit(error_model="numpy")
def landing_with_reverse(w):
    x, y, v, u = 0.0, 8.0, 0.75, 0.0
    while y > 0.0:
        slope_x, slope_y = reverse(x, y, w)
        x += 0.1 * v
        y += 0.1 * u
        if y > 0.0:
            v -= 0.1 * slope_x
            u -= 0.1 * slope_y
    end = x - y / u * v
    return end * end


@numba.njit(error_model="numpy")
def landing_with_forward(w):
    x, y, v, u = 0.0, 8.0, 0.75, 0.0
    while y > 0.0:
        slope_x, slope_y = forward(x, y, w)
        x += 0.1 * v
        y += 0.1 * u
        if y > 0.0:
            v -= 0.1 * slope_x
            u -= 0.1 * slope_y
    end = x - y / u * v
    return end * end


def descent(landing, slope):
    """The solver of the benchmark: steps that double after ten good ones, and halve after a bad one."""

    @numba.njit
    def run(w):
        x, eta, good = w, 1e-5, 0
        value, rate = landing(x), slope(x)
        while abs(rate) > 1e-5:
            if good == 10:
                eta *= 2.0
                good = 0
                continue
            new = x - eta * rate
            if abs(x - new) <= 1e-5:
                break
            lower = landing(new)
            if lower < value:
                x, value, rate = new, lower, slope(new)
                good += 1
            else:
                eta /= 2.0
                good = 0
        return x

    return run


def outer(landing, mode):
    if mode == "r":
        return ad.grad(landing)
    along = ad.Derivative(landing, "jvp", 0)

    @numba.njit
    def slope(w):
        return along(w, 1.0)[1]

    return slope


LANDINGS = {"f": landing_with_forward, "r": landing_with_reverse}
FUNCTIONS = {
    f"{out}{inner}": Work(lambda given: (float(given["w"]),), descent(landing, outer(landing, out)))
    for out in "fr"
    for inner, landing in LANDINGS.items()
}
