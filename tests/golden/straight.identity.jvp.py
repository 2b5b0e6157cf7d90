def identity_jvp(x, *, x_dot):
    """Value of `identity` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/straight.py:11, for x: float.
    """
    return x, x_dot
