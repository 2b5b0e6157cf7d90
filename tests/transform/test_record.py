"""What the reverse sweep reads of the forward sweep is delivered to where it is read."""

import numpy as np

import ad_transform as ad


def test_a_branch_hands_out_what_it_read_in_the_forward_sweep():
    """The adjoint of `y` is `x[0]` itself, a value of the forward branch."""

    def product_or_not(x, y):
        if y > 0:
            return x[0] * y
        return y

    gradient = ad.grad(product_or_not, 1)
    assert gradient(np.array([3.0, 4.0]), 2.0) == 3.0
    assert gradient(np.array([3.0, 4.0]), -2.0) == 1.0


def test_nested_branches_hand_out_what_they_read():
    def nested(x, y):
        if y > 0:
            if y > 1:
                return x[1] * y
            return x[0] * y
        return y

    gradient = ad.grad(nested, 1)
    assert [gradient(np.array([3.0, 4.0]), y) for y in (2.0, 0.5, -1.0)] == [4.0, 3.0, 1.0]
