"""The gradient of sin(x) cos(y) in three ways: by a tape, by dual numbers, and by writing its source."""

import math

import ad_transform as ad
from ad_transform.reference import Dual, Var, cos, sin


def f(x, y):
    return sin(x) * cos(y)


def closed_form(x, y):
    return math.cos(x) * math.cos(y), -math.sin(x) * math.sin(y)


def by_tape(x, y):
    """Run `f` once, remember every step, and walk back: all adjoints at once."""
    x, y = Var(x), Var(y)
    f(x, y).backward()
    return x.grad, y.grad


def by_dual_numbers(x, y):
    """Run `f` once for each argument, on numbers that carry a derivative along."""
    return f(Dual(x, 1.0), Dual(y, 0.0)).derivative, f(Dual(x, 0.0), Dual(y, 1.0)).derivative


by_source = ad.grad(f, wrt=("x", "y"))  # read the text of `f` and write the text of its gradient


def show(title, gradient, x, y):
    by_x, by_y = gradient(x, y)
    print(f"{title:15} at ({x}, {y}): {by_x:+.15f} {by_y:+.15f}")


def main():
    for title, gradient, point in [
        ("by tape", by_tape, (0.5, 1.2)),
        ("by dual numbers", by_dual_numbers, (2.0, 3.0)),
        ("by source", by_source, (2.0, 3.0)),
    ]:
        show(title, gradient, *point)
        show("closed form", closed_form, *point)
        print()
    print(by_source.source_for(2.0, 3.0))


if __name__ == "__main__":
    main()
