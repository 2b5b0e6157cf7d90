"""What a derivative costs to remember: how often it pushes, and what; and which functions it refuses."""

import inspect

import numpy as np
import pytest

import ad_transform as ad
from ad_transform import ir
from ad_transform.frontend import lower
from ad_transform.results import kind_of
from ad_transform.rules import standard
from ad_transform.transform import Request, derive_program


def derived(function, *args, mode="grad", wrt=None):
    """The derivative's program, as the transform leaves it."""
    names = list(inspect.signature(function).parameters)
    kinds = {n: kind_of(a, name=n) for n, a in zip(names, args, strict=True)}
    return derive_program(
        lower(function, kinds, standard), Request(mode, wrt or (names[0],), True), standard
    ).program


def pushed(function, *args, **options):
    """The names, versions left out, on each tape of the derivative."""
    found = [s for s in ir.walk(derived(function, *args, **options).body) if isinstance(s, ir.Push)]
    return [sorted(ir.base(n) for item in s.items for n in ir.names(item)) for s in found]


def called(program):
    """The functions that a program calls, by name."""
    values = [s.value for s in ir.walk(program.body) if isinstance(s, (ir.Let, ir.Do))]
    return [v.function.__name__ for v in values if isinstance(v, ir.Call)]


def stencil(u, steps):
    for _ in range(steps):
        v = u.copy()
        for i in range(1, len(u) - 1):
            v[i] = 0.25 * u[i - 1] + 0.5 * u[i] + 0.25 * u[i + 1]
        u = v
    return np.sum(u)


def whole_stencil(u, steps):
    for _ in range(steps):
        u[1:-1] = 0.25 * u[:-2] + 0.5 * u[1:-1] + 0.25 * u[2:]
    return np.sum(u)


def straight(x):
    return np.sum(np.sin(x) * x)


def counted(x, n):
    total = 0.0
    for i in range(n):
        total = total + i * x
    return total


@pytest.mark.parametrize(
    "function, args",
    [
        (straight, (np.ones(4),)),
        (counted, (2.0, 3)),
        (stencil, (np.ones(5), 2)),
        (whole_stencil, (np.ones(5), 2)),
    ],
)
def test_linear_work_tapes_nothing(function, args):
    assert pushed(function, *args) == []


def state_in_one_array(w, inputs):
    h = np.zeros(3)
    for t in range(len(inputs)):
        h = np.tanh(w @ h + inputs[t])
    return np.sum(h)


def quotients(x, n):
    for _ in range(n):
        x = 0.5 * (x + 2.0 / x)
    return x


def elements_of_a_kept_array(x, n):
    for _ in range(n):
        x = np.array([np.sin(x[0] * x[1]), x[0] * np.sum(x * x)])
    return np.sum(x)


@pytest.mark.parametrize(
    "function, args, tapes",
    [
        (state_in_one_array, (np.eye(3), np.ones((4, 3))), [["h"]]),
        (quotients, (2.0, 3), [["x"]]),
        (elements_of_a_kept_array, (np.ones(2), 3), [["sum", "x"]]),
    ],
)
def test_what_follows_from_what_is_kept_is_computed_again(function, args, tapes):
    """Not `tanh` beside the `h` it is called; no quotient of kept numbers; no item of a kept array."""
    assert [[name.partition("_")[0] for name in tape] for tape in pushed(function, *args)] == tapes


def outlines(x, n):
    for _ in range(n):
        y = np.cos(x[1:])
        z = np.zeros(2)
        z[0] = y[0] * x[0]
        x = np.append(x[:1] + z[0], y)
    return np.sum(x)


def test_shapes_are_asked_of_what_is_there():
    """No array of known length is kept for the sake of ``zeros_like``."""
    assert not any("z" in tape for tape in pushed(outlines, np.ones(4), 2))


def powers(x, n):
    for _ in range(n):
        x = x * x
    return x


def test_what_is_overwritten_and_read_is_taped():
    tapes = pushed(powers, 2.0, 3)
    assert tapes == [["x"]]


def cumulated(a):
    for i in range(1, len(a)):
        a[i] = a[i] * a[i - 1]
    return a[-1]


def test_an_element_that_is_overwritten_is_taped_alone():
    """No tape holds an array: each round saves the numbers it multiplies."""
    program = derived(cumulated, np.ones(5))
    pushes = [s for s in ir.walk(program.body) if isinstance(s, ir.Push)]
    assert len(pushes) == 1
    assert not any(ir.base(n) == "a" for s in pushes for item in s.items for n in ir.names(item))
    a = np.array([2.0, 3.0, 5.0])
    assert ad.grad(lambda a: cumulated(a.copy()))(a).tolist() == [15.0, 10.0, 6.0]


def test_pushes_and_pops_come_in_pairs():
    for function, args in ((powers, (2.0, 3)), (cumulated, (np.ones(5),))):
        program = derived(function, *args)
        pushes = {s.tape: len(s.items) for s in ir.walk(program.body) if isinstance(s, ir.Push)}
        pops = {s.tape: len(s.names) for s in ir.walk(program.body) if isinstance(s, ir.Pop)}
        assert pushes == pops and pushes


def test_forward_mode_remembers_nothing():
    for function, args in ((powers, (2.0, 3)), (cumulated, (np.ones(5),)), (stencil, (np.ones(5), 2))):
        program = derived(function, *args, mode="jvp")
        assert not any(isinstance(s, (ir.Push, ir.Pop)) for s in ir.walk(program.body))
        assert not any(getattr(s, "backward", False) for s in ir.walk(program.body))


def test_the_adjoint_of_a_product_multiplies_by_the_other_factor():
    program = derived(lambda x, y: x * y, 2.0, 3.0, wrt=("x",))
    assert ir.names(program.result) is not None and called(program).count("mul") <= 2
    assert ad.grad(lambda x, y: x * y)(2.0, 3.0) == 3.0


def test_a_reverse_loop_runs_backward_once_for_each_loop():
    program = derived(stencil, np.ones(5), 2)
    loops = [s for s in ir.walk(program.body) if isinstance(s, ir.For)]
    assert sorted(loop.backward for loop in loops) == [False, False, True, True]


def test_the_tangent_stands_beside_the_primal():
    program = derived(straight, np.ones(3), mode="jvp")
    names = called(program)
    assert names.index("sin") < names.index("cos") and "backward" not in ir.show(program)
    assert isinstance(program.result, ir.Call) and program.result.function is ir.make_tuple
    assert [p.id for p in program.params] == ["x", "x_dot"]


def test_opaque_functions_are_refused_in_both_modes():
    def watched(x, seen):
        seen(x)
        return x * x

    for mode in ("grad", "jvp"):
        with pytest.raises(ad.NoRule, match="has no derivative rule"):
            derived(watched, 1.0, np.poly1d([1.0, 2.0]), mode=mode)
