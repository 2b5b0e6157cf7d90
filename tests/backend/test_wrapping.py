"""Long lines as people break them; a break changes nothing but the look."""

import ast
import inspect
import random

import pytest

from ad_transform.backend.wrapping import wrap

CASES = """
x_bar = np.where(mask, y_bar * weights, 0.0) + k * np.sum(forces) + correction
---
    x_bar = (
        np.where(mask, y_bar * weights, 0.0)
        + k * np.sum(forces) + correction
    )
===
tape_6.append((x, stretch, exp_9, branch_8, another_name, yet_another_name, x, y, z))
---
    tape_6.append((
        x, stretch, exp_9, branch_8, another_name,
        yet_another_name, x, y, z
    ))
===
x, stretch, exp_9, branch_8, another_name, yet_another_name, x, y, z = tape_6.pop()
---
    (
        x, stretch, exp_9, branch_8, another_name,
        yet_another_name, x, y, z
    ) = tape_6.pop()
===
return energy_at_the_end, (x_bar, k_bar, another_bar, yet_another_bar)
---
    return (
        energy_at_the_end,
        (x_bar, k_bar, another_bar, yet_another_bar)
    )
===
def relax_value_and_grad(x, k, steps, another_parameter: int = 3, yet_another=None) -> tuple:
---
    def relax_value_and_grad(
        x, k, steps, another_parameter: int = 3,
        yet_another=None
    ) -> tuple:
===
if stretch > 1.0 and another_condition(x, y) or not yet_another_condition[i, j] and -x < 3:
---
    if (
        stretch > 1.0 and another_condition(x, y)
        or not yet_another_condition[i, j] and -x < 3
    ):
===
for i in reversed(range(np.maximum(first_thing, second_thing), np.minimum(third_thing, fourth_thing))):
---
    for i in reversed(range(
        np.maximum(first_thing, second_thing),
        np.minimum(third_thing, fourth_thing)
    )):
===
x_bar[i, :] += 2 * np.einsum("ij,jk->ik", np.where(mask, y_bar * weights, 0.0), other) / (a + b)
---
    x_bar[i, :] += (
        2
        * np.einsum(
            "ij,jk->ik",
            np.where(mask, y_bar * weights, 0.0), other
        )
        / (a + b)
    )
===
values = [f(x) + g(y) for x, y in zip(first_list_of_values, second_list_of_values) if x > y and y > 0]
---
    values = [
        f(x) + g(y)
        for x, y in zip(
            first_list_of_values, second_list_of_values
        )
        if x > y and y > 0
    ]
===
from ad_transform.runtime import first_function, second_function, third_function as third
---
    from ad_transform.runtime import (
        first_function, second_function,
        third_function as third
    )
===
raise ValueError(f"the value {x + 1} of {name!r}, which stands at {place}, is not known")
---
    raise ValueError(
        f"the value {x + 1} of {name!r}, which stands at {place}, is not known"
    )
===
y = a_name_that_is_so_long_that_nothing_can_be_done_about_it_here
---
    y = a_name_that_is_so_long_that_nothing_can_be_done_about_it_here
===
y = f()
---
    y = f()
"""


@pytest.mark.parametrize("case", CASES.split("===\n"))
def test_long_lines(case):
    line, expected = case.strip("\n").split("\n---\n")
    assert wrap(line, "    ", 60) == expected.split("\n")


def test_text_of_several_lines_is_left_alone():
    text = 'x = """' + "word " * 40 + '\n"""'
    assert wrap(text) == [text]


def test_brackets_too_deep_to_read_are_left_alone():
    text = "x = " + "(" * 300 + "y" + ")" * 300
    assert wrap(text)[0].startswith("x = ")


def statements():
    """Every statement of the module `random` that stands on one line."""
    for node in ast.walk(ast.parse(inspect.getsource(random))):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.Return, ast.Expr, ast.Assert, ast.Raise)):
            line = ast.unparse(node)
            if "\n" not in line:
                yield line


@pytest.mark.parametrize("width", [10, 25, 50])
def test_a_break_changes_nothing(width):
    for line in statements():
        lines = wrap(line, "", width)
        assert ast.dump(ast.parse("\n".join(lines))) == ast.dump(ast.parse(line))
        assert all(part == part.rstrip() for part in lines)
