"""A first derivative: its text, its value, and the same value by differences."""

import numpy as np

import ad_transform as ad


@ad.differentiate
def f(x, y):
    return np.sin(x) * np.cos(y)


def slope(function, point, step=1e-5):
    """The derivative of a function of one number, by central differences."""
    return (function(point + step) - function(point - step)) / (2 * step)


def main():
    x, y = 1.0, 2.0
    print(f.grad.source)
    x_bar, y_bar = f.grad(x, y)
    by_x, by_y = slope(lambda x: f(x, y), x), slope(lambda y: f(x, y), y)
    print(f"gradient at ({x}, {y}): {x_bar:.9f} {y_bar:.9f}")
    print(f"by differences:         {by_x:.9f} {by_y:.9f}")
    assert abs(x_bar - by_x) < 1e-8 and abs(y_bar - by_y) < 1e-8


if __name__ == "__main__":
    main()
