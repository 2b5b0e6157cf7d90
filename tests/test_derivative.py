"""A derivative as users hold it: written once for each kind of argument, shared, pickled, saved, stepped through."""

import ast
import gc
import inspect
import pickle
import subprocess
import sys
import threading
import traceback
import weakref

import numpy as np
import pytest

import ad_transform as ad
from ad_transform import derivative, usercalls
from ad_transform.standalone import closed, standalone

FACTOR = 2.0
TABLE = {"weight": 2.0}


def slope_of(x):
    return x * x


def scaled(x):
    return x * FACTOR


def through(x):
    return slope_of(x) * 2


BEND = np.sin


def bent(x):
    return abs(BEND(x))


def weighed(x):
    return x * TABLE["weight"]


@ad.differentiate
def relax(x, k: float, steps: int):
    energy = 0.0
    for _ in range(steps):
        x = np.tanh(k * x)
        energy = energy + k * np.sum(x * x)
    return energy


@pytest.fixture
def written(monkeypatch):
    """A list that grows by one with each derivative that is written."""
    calls = []
    derive = derivative.derive

    def counted(function, *args, **kwargs):
        calls.append(function.__name__)
        return derive(function, *args, **kwargs)

    monkeypatch.setattr(derivative, "derive", counted)
    return calls


# Written once


def test_one_text_for_each_kind_of_arguments(written):
    def dot(a, b):
        return np.sum(a * b)

    slope = ad.grad(dot)
    slope(np.ones(3), np.ones(3))
    slope(np.ones(5), np.zeros(5))
    slope(np.ones(3)[::-1], b=np.ones(3))
    assert len(written) == 1
    slope(np.ones((2, 3)), np.ones(3))
    slope(np.ones(3, np.float32), np.ones(3))
    slope(np.ones(3), 2.0)
    slope(2.0, 2.0)
    slope(np.ones(1), np.ones(3))
    assert len(written) == 6
    slope(np.ones((7, 3)), np.zeros(3))
    slope(3, 5.0)
    assert len(written) == 6


def test_values_are_not_kinds(written):
    def power(x, n, name):
        return x**n if name == "power" else n * x

    slope = ad.grad(power)
    assert [slope(2.0, n, "power") for n in (1, 2, 3)] == [1.0, 4.0, 12.0]
    assert len(written) == 1
    assert slope(2.0, 3, "product") == 3.0
    assert len(written) == 2


def test_derivatives_of_one_function_share_what_is_written(written):
    def cube(x):
        return x * x * x

    assert ad.grad(cube)(2.0) == ad.grad(cube)(2.0) == ad.grad(cube, wrt="x")(2.0) == 12.0
    assert len(written) == 1
    ad.value_and_grad(cube)(2.0), ad.grad(cube, (0,))(2.0)
    assert len(written) == 3


def test_other_rules_share_nothing(written):
    from ad_transform.rules import standard

    def cube(x):
        return x * x * x

    ad.grad(cube)(2.0), ad.grad(cube, rules=standard | standard)(2.0)
    assert len(written) == 2


def test_threads_that_ask_at_once_get_one_text(written):
    def cube(x):
        return np.sum(x * x * x)

    slope, count = ad.grad(cube), 6
    barrier, found = threading.Barrier(count), []

    def ask():
        barrier.wait()
        found.append(slope(np.array([2.0])).tolist())

    threads = [threading.Thread(target=ask) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[12.0]] * count
    assert written == ["cube"]


def test_threads_that_ask_for_different_things_do_not_wait_for_ever():
    def inner(x, n):
        return x if n == 0 else x * inner(x, n - 1)

    slopes = [ad.grad(inner), ad.value_and_grad(inner)] * 2
    barrier, found = threading.Barrier(len(slopes)), []

    def ask(slope):
        barrier.wait()
        found.append(slope(2.0, 2))

    threads = [threading.Thread(target=ask, args=(s,), daemon=True) for s in slopes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(map(str, found)) == sorted(map(str, [12.0, (8.0, 12.0)] * 2))


def test_a_function_that_is_gone_is_forgotten():
    def make(k):
        def cube(x):
            return k * x * x * x

        assert ad.grad(cube)(2.0) == 12.0 * k
        return weakref.ref(cube)

    references = [make(k) for k in (1.0, 2.0, 3.0)]
    usercalls.derivative_call.cache_clear()  # of a bounded size
    gc.collect()
    assert [r() for r in references] == [None] * 3
    assert usercalls.derivative_call.cache_info().maxsize is not None


# What is read from outside


def test_globals_are_read_at_each_call(monkeypatch, written):
    slope = ad.grad(scaled)
    assert slope(1.0) == 2.0
    monkeypatch.setitem(globals(), "FACTOR", 5.0)
    assert slope(1.0) == 5.0
    assert len(written) <= 1
    monkeypatch.setitem(globals(), "FACTOR", np.float32(3.0))
    assert slope(1.0) == 3.0


def test_what_a_global_container_holds_is_read_at_each_call(monkeypatch):
    slope = ad.grad(weighed)
    assert slope(1.0) == 2.0
    monkeypatch.setitem(TABLE, "weight", 7.0)
    assert slope(1.0) == 7.0
    monkeypatch.setitem(TABLE, "another", "word")
    assert slope(1.0) == 7.0


def test_a_function_that_is_replaced_gives_another_derivative(monkeypatch):
    slope = ad.grad(through)
    assert slope(3.0) == 12.0
    monkeypatch.setitem(globals(), "slope_of", lambda x: x * x * x)
    assert slope(3.0) == 54.0
    monkeypatch.undo()
    assert slope(3.0) == 12.0


def test_closure_variables_are_read_at_each_call():
    def make():
        weight, shape = 2.0, np.sin

        def inner(x):
            return weight * shape(x)

        def change(w, s):
            nonlocal weight, shape
            weight, shape = w, s

        return inner, change

    inner, change = make()
    slope = ad.grad(inner)
    assert slope(0.0) == 2.0
    change(3.0, np.sin)
    assert slope(0.0) == 3.0
    change(3.0, np.exp)
    assert slope(1.0) == pytest.approx(3 * np.e, rel=1e-15)


def test_a_library_function_under_a_name_may_be_replaced_too(monkeypatch):
    slope = ad.grad(bent)
    assert slope(0.5) == np.cos(0.5)
    monkeypatch.setitem(globals(), "BEND", np.exp)
    assert slope(0.5) == np.exp(0.5)
    monkeypatch.setitem(globals(), "abs", lambda x: 3.0 * x)
    assert slope(0.5) == 3 * np.exp(0.5)


def test_two_closures_of_one_text_are_two_functions():
    slopes = [ad.grad(lambda x, k=k: c * k * x) for k, c in [(1.0, 2.0)]]
    assert slopes[0](1.0) == 2.0
    made = [(lambda k: lambda x: k * x)(k) for k in (2.0, 3.0)]
    assert [ad.grad(f)(1.0) for f in made] == [2.0, 3.0]


# Errors leave nothing behind


def test_after_an_error_the_next_call_starts_afresh(written):
    def unfinished(x):
        return x * later_defined  # noqa: F821

    slope = ad.grad(unfinished)
    texts = []
    for _ in range(2):
        with pytest.raises(ad.NoRule) as caught:
            slope(2.0)
        texts.append(str(caught.value))
    assert texts[0] == texts[1] and "`later_defined` is not defined" in texts[0]
    assert len(written) == 2 and not slope._store.kernels
    globals()["later_defined"] = 4.0
    try:
        assert slope(2.0) == 4.0
    finally:
        del globals()["later_defined"]
    with pytest.raises(ad.NoRule) as caught:
        slope(2.0)
    assert str(caught.value) == texts[0]


def test_an_error_in_the_text_is_the_primal_s_own():
    def checked(x):
        if x < 0:
            raise ValueError(f"{x} is negative")
        return x**0.5

    slope = ad.grad(checked)
    for _ in range(2):
        with pytest.raises(ValueError, match=r"^-1.0 is negative$"):
            slope(-1.0)
    assert slope(4.0) == 0.25


# Passed on


def test_pickled_by_recipe():
    for thing in (
        ad.grad(slope_of),
        ad.value_and_grad(relax.grad.function, ("x", "k")),
        relax.grad,
        relax.jvp,
    ):
        again = pickle.loads(pickle.dumps(thing))
        assert (again.function, again.request) == (thing.function, thing.request)
        assert len(pickle.dumps(thing)) < 300
    assert pickle.loads(pickle.dumps(ad.grad(slope_of)))(3.0) == 6.0
    assert pickle.loads(pickle.dumps(relax)) is relax


def test_a_pickle_is_read_by_another_process():
    code = (
        "import pickle, sys, numpy as np; f, g = pickle.load(sys.stdin.buffer); "
        "print(f(np.ones(2), 0.5, 0), g(np.ones(2), 0.5, 0)[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps((relax, relax.grad)), capture_output=True, check=True
    )
    assert done.stdout.split() == [b"0.0", b"0.0"]


def test_repr_and_help():
    assert repr(ad.grad(relax, ("x", "k"))) == "<grad of relax wrt x, k>"
    assert relax.grad.__name__ == "relax_grad"
    assert relax.grad.__doc__ == "The grad of `relax` with respect to x, k."
    assert list(inspect.signature(relax.jvp).parameters) == ["x", "k", "steps", "x_dot", "k_dot"]
    assert list(inspect.signature(relax.vjp).parameters) == ["x", "k", "steps", "out_bar"]
    assert list(inspect.signature(relax.grad).parameters) == ["x", "k", "steps"]


# The text as a product

TEXT_CODE = """
from tests.test_derivative import relax, wide
import numpy as np
print(relax.value_and_grad.source_for(np.ones(3), 0.5, 2))
print(relax.jvp.source)
print(wide.grad.source_for(np.ones((3, 2)), np.ones(2)))
"""


@ad.differentiate
def wide(a, b):
    u, s, vh = np.linalg.svd(a, full_matrices=False)
    parts = {"u": np.sum(np.maximum(u @ np.diag(s), 0.5) * b), "v": np.sum(np.cumsum(vh) * np.prod(b))}
    return parts["u"] + parts["v"] + np.sum(a[[0, 0, 1]] / b)


def test_the_text_is_the_same_in_every_process():
    outputs = {
        subprocess.run(
            [sys.executable, "-c", TEXT_CODE], capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("0", "1", "77")
    }  # fmt: skip
    here = "\n".join([
        relax.value_and_grad.source_for(np.ones(3), 0.5, 2),
        relax.jvp.source,
        wide.grad.source_for(np.ones((3, 2)), np.ones(2)),
        "",
    ])  # fmt: skip
    assert outputs == {here}


def test_the_text_of_no_call_follows_annotations():
    source = relax.grad.source
    assert "for x: float64 vector, k: float, steps: int." in source
    assert source == relax.grad.source_for(np.ones(3), 0.5, 2)
    ast.parse(source)


def generated(slope, *args):
    return slope._kernel(slope.bind(*args)).function


def test_getsource_finds_the_text():
    function = generated(relax.grad, np.ones(2), 0.5, 2)
    assert inspect.getsource(function) in relax.grad.source_for(np.ones(2), 0.5, 2)
    assert inspect.getsource(function).startswith("def relax_grad(x, k, steps):")


def test_a_traceback_shows_the_generated_line():
    def inverse(x, n):
        return x * 1 // n

    with pytest.raises(ZeroDivisionError) as caught:
        ad.value_and_grad(inverse)(2.0, 0)
    frames = traceback.extract_tb(caught.tb)
    last = [f for f in frames if f.filename.startswith("<ad_transform value_and_grad of ")][-1]
    assert last.name == "inverse_value_and_grad" and "// n" in last.line
    shown = "".join(traceback.format_exception(caught.value))
    assert last.line in shown and f'File "{last.filename}", line {last.lineno}' in shown


DEBUGGED = """
import pdb
import numpy as np
from tests.test_derivative import relax
slope = relax.grad
function = slope._kernel(slope.bind(np.ones(2), 0.5, 2)).function
pdb.runcall(function, np.ones(2), 0.5, 2)
"""


def test_a_debugger_steps_through_the_text(tmp_path):
    commands = ["next"] * 4 + ["p steps * 21", "where", "list", "continue"]
    done = subprocess.run(
        [sys.executable, "-c", DEBUGGED], input="\n".join(commands) + "\n", capture_output=True, text=True,
        env={"PYTHONPATH": ":".join(sys.path), "HOME": str(tmp_path)}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    shown = [line for line in done.stdout.splitlines() if line.startswith("-> ")]
    lines = [line.strip() for line in relax.grad.source_for(np.ones(2), 0.5, 2).splitlines()]
    assert len(shown) >= 5 and all(line.removeprefix("-> ") in lines for line in shown[:5])
    assert "(Pdb) 42" in done.stdout
    assert "<ad_transform grad of tests/test_derivative.py" in done.stdout
    assert "# Forward sweep" in done.stdout


# Saved


def run_alone(path, code, cwd):
    """What `code` prints in a process that finds the saved file but not this package."""
    guard = "import sys; sys.modules['ad_transform'] = None; sys.path.insert(0, {!r}); import numpy as np; "
    done = subprocess.run(
        [sys.executable, "-c", guard.format(str(path.parent)) + code],
        capture_output=True, text=True, cwd=cwd,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_saved_text_runs_without_this_package(tmp_path):
    path = tmp_path / "relax_grad.py"
    relax.grad.save(path)
    assert path.read_text() == relax.grad.source
    found = run_alone(
        path, "from relax_grad import *; print(relax_grad(np.array([0.5]), 2.0, 2)[1])", tmp_path
    )
    assert float(found[0]) == relax.grad(np.array([0.5]), 2.0, 2)[1]


def test_a_saved_text_has_the_helpers_it_calls(tmp_path):
    path = tmp_path / "wide_grad.py"
    a, b = np.array([[1.0, 2.0], [0.5, 3.0], [2.0, -1.0]]), np.array([0.3, 0.7])
    wide.grad.save(str(path), a, b)
    text = path.read_text()
    assert "ad_transform.runtime import" in wide.grad.source_for(a, b)
    assert "import ad_transform" not in text and "from ad_transform" not in text.split("# What the text")[0]
    code = f"from wide_grad import *; print(*wide_grad(np.array({a.tolist()}), np.array({b.tolist()}))[0].ravel())"
    assert list(map(float, run_alone(path, code, tmp_path))) == wide.grad(a, b)[0].ravel().tolist()


def test_helpers_of_helpers_are_copied_too(monkeypatch):
    from ad_transform import runtime

    def outer(x):
        return [mT(x) for _ in range(2)]  # noqa: F821

    monkeypatch.setattr(runtime, "outer", outer, raising=False)
    assert closed(["outer"]) == ["mT", "outer"]


def test_a_helper_under_another_name():
    text = "from ad_transform.runtime import mT as mT_2\n\n\ndef f(a, mT):\n    return mT_2(a) + mT\n"
    names = {}
    exec(standalone(text, {}), names)
    assert names["f"](np.array([[1.0, 2.0]]), 1.0).tolist() == [[2.0], [3.0]]


def test_a_text_without_helpers_is_saved_as_it_is():
    text = "import numpy as np\n\n\ndef f(a):\n    return np.sum(a)\n"
    assert standalone(text, {}) == text


def test_what_a_file_cannot_have_is_refused(tmp_path):
    import collections

    local = collections.namedtuple("local", "a b")
    slope = ad.grad(lambda p: p.a * p.b)
    path = tmp_path / "none.py"
    with pytest.raises(
        ad.NotSupported, match="the text needs `local`, which a file of its own cannot import"
    ):
        slope.save(path, local(1.0, 2.0))
    assert not path.exists()


def test_a_class_that_can_be_imported_is_imported(tmp_path):
    from tests.test_api import Point

    slope = ad.grad(lambda p: p.x * p.y)
    slope.save(tmp_path / "point_grad.py", Point(1.0, 2.0))
    assert (tmp_path / "point_grad.py").read_text().startswith("from tests.test_api import Point\n")


def flat_view_written(a):
    b = a * 2.0
    flat = b.ravel()
    flat[0] = flat[1] * flat[2]
    return np.sum(b * b * b)


def test_how_arguments_stand_in_memory_decides_what_a_reshape_is(tmp_path):
    """Called in turn with one array by rows and by columns, a derivative follows each; its file asks for its own."""
    rows = np.arange(6.0).reshape(2, 3) / 4.0 + 0.3
    columns = np.asfortranarray(rows)
    slope = ad.grad(flat_view_written)
    for a in (rows, columns, rows, columns, columns, rows):
        moved = [a.copy(order="K") for _ in range(12)]
        for k, place in enumerate(np.ndindex(a.shape)):
            moved[2 * k][place] += 1e-6
            moved[2 * k + 1][place] -= 1e-6
        values = np.array([flat_view_written(m) for m in moved])
        np.testing.assert_allclose(slope(a), (values[::2] - values[1::2]).reshape(2, 3) / 2e-6, atol=1e-7)
    slope.save(tmp_path / "slope.py", rows)
    names = {}
    exec((tmp_path / "slope.py").read_text(), names)
    np.testing.assert_array_equal(names["flat_view_written_grad"](rows), slope(rows))
    with pytest.raises(ValueError, match="`a` in memory order C"):
        names["flat_view_written_grad"](columns)
