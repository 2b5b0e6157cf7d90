"""A saddle point by nested descent: the outer derivative goes through the inner solver, which uses derivatives."""

import math

import numba

import ad_transform as ad
from benchmarks.gradbench.problems import Work
from benchmarks.gradbench.second import text_of


@numba.njit
def height(x0, x1, y0, y1):
    return (x0 * x0 + x1 * x1) - (y0 * y0 + y1 * y1)


sample = (1.0, 1.0, 1.0, 1.0)
reverse = numba.njit(text_of(ad.grad(height, (2, 3), jit=False), *sample, word="_y"))
tangent = numba.njit(text_of(ad.Derivative(height, "jvp", (2, 3)), *sample, word="_y"))


@numba.njit
def forward(x0, x1, y0, y1):
    first = tangent(x0, x1, y0, y1, 1.0, 0.0)[1]
    return first, tangent(x0, x1, y0, y1, 0.0, 1.0)[1]


@numba.njit
def top_with_reverse(x0, x1, s0, s1):
    """The height of the best point above `x`, and that point, from the start `s`."""
    y0, y1, eta, good, going = s0, s1, 1e-5, 0, True
    value = -height(x0, x1, y0, y1)
    g0, g1 = reverse(x0, x1, y0, y1)
    while going and math.sqrt(g0 * g0 + g1 * g1) > 1e-5:
        if good == 10:
            eta *= 2.0
            good = 0
        else:
            n0, n1 = y0 + eta * g0, y1 + eta * g1
            if math.sqrt((y0 - n0) ** 2 + (y1 - n1) ** 2) <= 1e-5:
                going = False
            else:
                lower = -height(x0, x1, n0, n1)
                if lower < value:
                    y0, y1, value = n0, n1, lower
                    g0, g1 = reverse(x0, x1, y0, y1)
                    good += 1
                else:
                    eta /= 2.0
                    good = 0
    return height(x0, x1, y0, y1), y0, y1


@numba.njit
def top_with_forward(x0, x1, s0, s1):
    """The same with the inner derivative in forward mode."""
    y0, y1, eta, good, going = s0, s1, 1e-5, 0, True
    value = -height(x0, x1, y0, y1)
    g0, g1 = forward(x0, x1, y0, y1)
    while going and math.sqrt(g0 * g0 + g1 * g1) > 1e-5:
        if good == 10:
            eta *= 2.0
            good = 0
        else:
            n0, n1 = y0 + eta * g0, y1 + eta * g1
            if math.sqrt((y0 - n0) ** 2 + (y1 - n1) ** 2) <= 1e-5:
                going = False
            else:
                lower = -height(x0, x1, n0, n1)
                if lower < value:
                    y0, y1, value = n0, n1, lower
                    g0, g1 = forward(x0, x1, y0, y1)
                    good += 1
                else:
                    eta /= 2.0
                    good = 0
    return height(x0, x1, y0, y1), y0, y1


@numba.njit
def value_with_reverse(x0, x1, s0, s1):
    return top_with_reverse(x0, x1, s0, s1)[0]


@numba.njit
def value_with_forward(x0, x1, s0, s1):
    return top_with_forward(x0, x1, s0, s1)[0]


def slopes(value, mode):
    """The outer derivative in one mode."""
    if mode == "r":
        return ad.grad(value, (0, 1))
    along = ad.Derivative(value, "jvp", (0, 1))

    @numba.njit
    def both(x0, x1, s0, s1):
        return along(x0, x1, s0, s1, 1.0, 0.0)[1], along(x0, x1, s0, s1, 0.0, 1.0)[1]

    return both


def descent(value, slope, top):
    @numba.njit
    def run(s0, s1):
        x0, x1, eta, good = s0, s1, 1e-5, 0
        lowest = value(x0, x1, s0, s1)
        g0, g1 = slope(x0, x1, s0, s1)
        while math.sqrt(g0 * g0 + g1 * g1) > 1e-5:
            if good == 10:
                eta *= 2.0
                good = 0
                continue
            n0, n1 = x0 - eta * g0, x1 - eta * g1
            if math.sqrt((x0 - n0) ** 2 + (x1 - n1) ** 2) <= 1e-5:
                break
            lower = value(n0, n1, s0, s1)
            if lower < lowest:
                x0, x1, lowest = n0, n1, lower
                g0, g1 = slope(x0, x1, s0, s1)
                good += 1
            else:
                eta /= 2.0
                good = 0
        _, y0, y1 = top(x0, x1, s0, s1)
        return x0, x1, y0, y1

    return run


INNER = {"f": (value_with_forward, top_with_forward), "r": (value_with_reverse, top_with_reverse)}
FUNCTIONS = {
    f"{out}{inner}": Work(
        lambda given: tuple(map(float, given["start"])), descent(value, slopes(value, out), top), list
    )
    for out in "fr"
    for inner, (value, top) in INNER.items()
}
