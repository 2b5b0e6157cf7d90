"""Arrays of no axes, which are changed in place like any other, and functions that write into arrays."""

import numpy as np

import ad_transform as ad
from tests.frontend.checking import check, refused

V = np.array([0.4, -1.3, 0.9, 2.1])


def two_names(x):
    total = np.zeros(())
    other = total
    total += x * x
    return other * x


def written_in_a_loop(x):
    total = np.zeros(())
    for k in range(3):
        total += x * k
        total[...] = total * x
    return total * x


def returned(x):
    total = np.array(x)
    total *= x
    total[()] = total * 2.0
    return total


def view_of_an_item(v):
    w = v * 1.0
    item = w[0, ...]
    item += 2.0
    return w * item


def numbers_are_rebound(v):
    total = np.sum(v)
    other = total
    total += v[0]
    return other * total


def test_arrays_of_no_axes():
    for f in (two_names, written_in_a_loop, returned):
        check(f, 0.7)
    check(two_names, fresh=lambda: (np.array(0.7),))
    check(returned, fresh=lambda: (np.array(0.7),))
    check(view_of_an_item, fresh=lambda: (V.copy(),))
    check(numbers_are_rebound, V)


def put_into_a_matrix(a, s):
    b = a * 2.0
    np.put(b, [0, 4], [s, a[0, 1]])
    np.put(b, [1, 2], s)
    return b * a


def put_mask(a):
    b = a * 2.0
    np.putmask(b, a > 0.5, a * a)
    np.putmask(b, a < -0.5, 3.0)
    return b


def test_put():
    check(put_into_a_matrix, V[:4].reshape(2, 2) @ np.ones((2, 3)), 0.3)
    check(put_mask, V.reshape(2, 2))


def put_mask_of_another_length(a):
    b = a * 2.0
    np.putmask(b, a > 0.5, a[:1])
    return b


def test_refusals():
    refused(
        put_mask_of_another_length, V,
        what="values taken in turn for the places of a mask", hint="assign to items: `a[mask] = values`",
    )  # fmt: skip


def item_beside_float32(a, v, single):
    return a + v.item(2) * single


def test_item_gives_a_number_of_python():
    """Which leaves float32 as it is, where NumPy's float64 would not."""
    single = V.astype(np.float32)
    value, tangent = ad.jvp(item_beside_float32, (0.3, V, single), (1.0, None, None))
    np.testing.assert_array_equal(value, item_beside_float32(0.3, V, single), strict=True)
    assert tangent.dtype == np.float32
