"""The square of a number."""

import ad_transform as ad
from benchmarks.gradbench.problems import Work


def square(x):
    return x * x


double = ad.grad(square, jit=True)

FUNCTIONS = {"square": Work(lambda x: (float(x),), square), "double": Work(lambda x: (float(x),), double)}
