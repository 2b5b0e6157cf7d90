"""Branches: if, elif, else, early return, conditional expressions, short-circuit logic, match, assert."""

import math

import numpy as np

from tests.programs.case import draw, program


@program(args=lambda: (0.7, 1.3))
def if_else(x, y):
    if x > y:
        z = x * y
    else:
        z = x - y * y
    return z * x


@program(args=lambda: (1.7,))
def if_without_else(x):
    y = x * x
    if x > 1.0:
        y = y * x
    return y + x


@program(args=lambda: (-0.7,))
def branch_not_taken(x):
    y = x * x
    if x > 1.0:
        y = math.sqrt(x) * y
    return y + x


@program(args=lambda: (0.5, 0.25))
def elif_chain(x, y):
    if x < 0:
        z = x * y
    elif x < 0.3:
        z = x + y
    elif x < 0.6:
        z = x * x / y
    else:
        z = y
    return z * z


@program(args=lambda: (0.5, 0.25, 1.5))
def nested(x, y, z):
    if x > y:
        if z > 1:
            x = x * z
        else:
            x = x + z
        y = x * y
    else:
        if z > 2:
            y = y / z
    return x * y


@program(args=lambda: (0.5, 2.0))
def early_return(x, y):
    if x < 0:
        return y
    z = x * y
    if z > 0.5:
        return z * z
    return x - y


@program(args=lambda: (0.5, 2.0))
def return_in_both(x, y):
    if x > y:
        return x * y
    else:
        w = x / y
        return w * w


@program(args=lambda: (0.5, 2.0))
def conditional_expression(x, y):
    z = x * y if x > y else x / y
    return z * (1.0 if z > 1 else y if z > 0.1 else x)


@program(args=lambda: (0.5, 2.0))
def boolean_logic(x, y):
    if x > 0 and y > 1 and not x * y > 3:
        x = x * y
    if x < 0 or (y > 1 and x < 5):
        y = y + x
    return x * y


@program(args=lambda: (0.5, 0.7))
def chained_comparison(x, y):
    if 0 < x < y <= 1:
        return x * y
    return x + y


@program(args=lambda: (0.0, 2.0), wrt=(1,), note="short circuit: the second test would divide by zero")
def short_circuit(x, y):
    if x == 0 or y / x > 1:
        return y * y
    return x


@program(args=lambda: (0.5, 2.0))
def test_bound_to_a_name(x, y):
    larger = x > y
    small = not larger and x < 1
    z = x * 2.0
    if small:
        z = z * y
    if larger:
        z = z - x
    return z


@program(args=lambda: (0.5, 2.0))
def variable_bound_in_one_branch_only(x, y):
    if x < y:
        w = x * y
    if x < y:
        return w * w
    return x


@program(args=lambda: (0.5, 2.0))
def overwritten_in_branches(x, y):
    z = x
    if x < y:
        z = z * y
        x = z * x
        z = z * x
    else:
        x = y
    return z * x * y


@program(args=lambda: (draw(4),))
def branch_on_array(x):
    if np.sum(x) > 0:
        y = x * 2.0
    else:
        y = np.sin(x)
    if np.any(x > 0.5) and not np.all(x > 0):
        y = y * x
    return y


@program(args=lambda: (draw(4), "sum"), wrt=(0,))
def branch_on_option(x, how):
    if how == "sum":
        return np.sum(x * x)
    elif how == "mean":
        return np.mean(x)
    raise ValueError(how)


@program(args=lambda: (0.5, None), wrt=(0,))
def branch_on_none(x, scale):
    if scale is None:
        scale = x * x
    return x * scale


@program(args=lambda: (0.5, 3), wrt=(0,))
def branch_on_int(x, n):
    if n % 2 == 0:
        return x**n
    if n in (3, 5):
        return x * n
    return x


@program(args=lambda: (0.5, "cube"), wrt=(0,), level=3)
def match_statement(x, how):
    match how:
        case "square":
            return x * x
        case "cube":
            return x * x * x
        case _:
            return x


@program(args=lambda: (0.5,), level=3)
def match_with_pattern(x):
    match (x, 2.0):
        case (a, 3.0):
            return a
        case (a, b) if b > 1:
            return a * b * a
        case _:
            return 0.0


@program(args=lambda: (0.5, 2.0))
def assertion(x, y):
    assert y > 0, "y must be positive"
    z = x * math.log(y)
    assert z < 10
    return z * y


@program(args=lambda: (0.5, 2.0))
def raise_in_dead_branch(x, y):
    if y < 0:
        raise ValueError(f"negative: {y}")
    return x * math.sqrt(y)


@program(args=lambda: (2.0, 3.0))
def or_as_default(x, y):
    scale = 0.0 or y
    return x * scale


@program(args=lambda: (0.5, draw(3)))
def different_values_per_branch(x, a):
    if x > 0:
        b = a * x
        c = x
    else:
        b = a
        c = np.sum(a)
    b = b * c
    return np.sum(b * a)


@program(args=lambda: (0.4,))
def piecewise(x):
    if x < 0.2:
        return 0.0
    if x < 0.5:
        return 3 * x**2 - 2 * x**3
    return 1.0
