"""Read by the type checker, never run: what it must infer of derivatives."""

from typing import assert_type

import numpy as np

import ad_transform as ad

Vector = np.ndarray[tuple[int], np.dtype[np.float64]]


def smooth(x: float, y: float) -> float:
    return x * y


def energy(x: Vector, k: float, steps: int = 3) -> float:
    return float(np.sum(x)) * k * steps


@ad.differentiate
def area(width: float, height: float) -> float:
    return width * height


@ad.differentiate(wrt="k")
def scaled(x: Vector, k: float) -> float:
    return float(x[0]) * k


assert_type(ad.grad(smooth)(1.0, 2.0), float)
assert_type(ad.value_and_grad(smooth)(1.0, 2.0), tuple[float, float])
assert_type(ad.grad(energy)(np.ones(3), 0.5), Vector)
assert_type(ad.value_and_grad(energy)(np.ones(3), 0.5, steps=2), tuple[float, Vector])
assert_type(ad.jvp(smooth, (1.0, 2.0), (1.0, 0.0)), tuple[float, float])
assert_type(ad.vjp(smooth, 1.0, 2.0)[0], float)
assert_type(area(2.0, 3.0), float)
assert_type(scaled(np.ones(3), 2.0), float)
assert_type(area.grad.source, str)
area.grad(2.0, height=3.0)
area.jvp(2.0, 3.0, width_dot=1.0)

ad.grad(smooth)(1.0)  # E: Missing positional argument
ad.grad(smooth)("1.0", 2.0)  # E: incompatible type "str"
ad.grad(energy, ("x", "k"))(np.ones(3), 0.5, setps=2)  # E: Unexpected keyword argument "setps"
area.grad(2.0)  # E: Missing positional argument
