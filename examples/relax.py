"""A loop, a branch and an array that is overwritten: the source of the gradient."""

import numpy as np

import ad_transform as ad


@ad.differentiate
def relax(x: np.ndarray, k: float, steps: int):
    """Energy of a chain that is pulled back where it is stretched too far."""
    energy = 0.0
    for _ in range(steps):
        stretch = np.linalg.norm(x)
        if stretch > 1.0:
            x = x * np.exp(-k * stretch)
        else:
            x = np.tanh(x)
        energy = energy + k * np.sum(x * x)
    return energy


def main():
    x, k, steps = np.array([0.6, -1.1, 0.8]), 0.7, 5
    x_bar, k_bar = relax.grad(x, k, steps)
    print(relax.grad.source)
    print(f"energy {relax(x, k, steps):.6f}, by x {np.round(x_bar, 6)}, by k {k_bar:.6f}")


if __name__ == "__main__":
    main()
