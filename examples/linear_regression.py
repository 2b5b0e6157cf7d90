"""A straight line through noisy points, by gradient descent; beside it the line that least squares gives."""

import numpy as np

import ad_transform as ad


def loss(slope, offset, x, y):
    """Mean squared distance of the points (x, y) from the line."""
    return np.mean((slope * x + offset - y) ** 2)


def descend(x, y, steps=500, rate=0.1):
    gradient = ad.grad(loss, wrt=("slope", "offset"))
    slope, offset = 0.0, 0.0
    for step in range(steps):
        slope_bar, offset_bar = gradient(slope, offset, x, y)
        slope -= rate * slope_bar
        offset -= rate * offset_bar
        if step in (0, 10, 100, steps - 1):
            print(f"step {step:3}: loss {loss(slope, offset, x, y):.6f}")
    return slope, offset


def main():
    random = np.random.default_rng(0)
    x = random.uniform(-2.0, 2.0, 100)
    y = 3.0 * x - 1.0 + 0.2 * random.standard_normal(100)
    slope, offset = descend(x, y)
    print(f"gradient descent: y = {slope:.6f} x {offset:+.6f}")
    slope, offset = np.polyfit(x, y, 1)
    print(f"least squares:    y = {slope:.6f} x {offset:+.6f}")


if __name__ == "__main__":
    main()
