"""The command line as people meet it: as a process, with its status, its messages, and the files it leaves."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PRIMAL = """
import numpy as np
import ad_transform as ad

print("imported")
rate = 2.0


def relax(x, k, steps: int):
    energy = 0.0
    for i in range(steps):
        x = x * np.exp(-k * x)
        energy = energy + np.sum(x * x)
    return energy


@ad.differentiate(wrt="k")
def scaled(x, k):
    return k * k * x


def generate(x):
    yield x


class Spring:
    def __init__(self):
        self.k = 3.0

    @ad.differentiate
    def energy(self, x):
        return 0.5 * self.k * x**2


ready = ad.value_and_grad(relax, ("x", "k"))
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "primal.py").write_text(PRIMAL)
    return tmp_path


def command(folder, *words, **environment):
    """Run ``ad-transform words…`` in a folder; no traceback may be seen."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"} | environment
    line = [sys.executable, "-m", "ad_transform", *words]
    done = subprocess.run(line, cwd=folder, env=env, capture_output=True, text=True, timeout=120)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def shown(folder, *words, **environment):
    """What a command prints that succeeds."""
    done = command(folder, *words, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(folder, status, *words):
    """What a command says that ends with this status."""
    done = command(folder, *words)
    assert done.returncode == status, done
    return done.stdout + done.stderr


# show


def test_the_text_is_printed_and_nothing_else(folder):
    text = shown(folder, "show", "primal.py:relax", "--wrt", "x")
    assert text.startswith("import numpy as np\n")
    assert "Gradient of `relax` with respect to x." in text
    compile(text, "text", "exec")


def test_a_decorated_function_is_shown_as_it_was_decorated(folder):
    assert "with respect to k." in shown(folder, "show", "primal.py:scaled")
    assert "with respect to x." in shown(folder, "show", "primal.py:scaled", "--wrt", "x")


def test_modes_methods_and_derivatives(folder):
    assert "def relax_jvp(x, k, steps, *, x_dot, k_dot)" in shown(
        folder, "show", "primal.py:relax", "--mode", "jvp"
    )
    assert "Value of `relax` and its gradient with respect to x and k." in shown(
        folder, "show", "primal.py:ready"
    )
    assert "energy_grad(self, x)" in shown(
        folder, "show", "primal.py:Spring.energy", "--args", "Spring(), 2.0"
    )


def test_arguments_choose_the_text(folder):
    assert "x: float64 matrix" in shown(
        folder, "show", "primal.py:relax", "--args", "np.ones((2, 2)), k=rate, steps=3"
    )


def test_a_function_of_a_module(folder):
    assert "relax_grad" in shown(folder, "show", "primal:relax")


def test_colours_are_for_terminals(folder):
    plain = shown(folder, "show", "primal.py:relax")
    coloured = shown(folder, "show", "primal.py:relax", "--color", "always")
    assert "\x1b[" not in plain
    assert "\x1b[35mdef\x1b[0m" in coloured
    for start in ("\x1b[35m", "\x1b[32m", "\x1b[90m", "\x1b[36m", "\x1b[1;34m", "\x1b[34m", "\x1b[0m"):
        coloured = coloured.replace(start, "")
    assert coloured == plain


def test_a_reader_that_stops_early_is_no_error(folder):
    line = f"{sys.executable} -m ad_transform rules | head -n 1"
    done = subprocess.run(
        line,
        shell=True,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert not done.stderr


# write and check


def test_what_is_written_runs_without_the_package_and_is_checked(folder):
    shown(folder, "write", "primal.py:relax", "-o", "out.py", "--args", "np.ones(3), 0.7, 5")
    code = (
        "import sys; sys.modules['ad_transform'] = None\n"
        "import numpy as np, out\n"
        "print(out.relax_grad(np.ones(3), 0.7, 5)[1] < 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
    assert done.stdout == "True\n", done.stderr
    assert shown(folder, "check", "out.py").split() == ["ok", "out.py"]
    assert sorted(p.name for p in folder.iterdir() if p.suffix) == ["out.py", "primal.py"]


def test_the_primal_is_found_from_the_folder_of_the_file(folder):
    (folder / "saved").mkdir()
    shown(folder, "write", "primal.py:relax", "-o", "saved/out.py")
    assert "../primal.py:relax" in (folder / "saved/out.py").read_text()
    shown(folder / "saved", "check", "out.py")
    shown(ROOT, "check", str(folder))


def test_a_changed_primal_makes_it_stale_until_it_is_fixed(folder):
    shown(folder, "write", "primal.py:relax", "-o", "out.py")
    (folder / "primal.py").write_text(PRIMAL.replace("-k * x", "-k * x * x"))
    told = refused(folder, 1, "check", "out.py")
    assert told.startswith("stale  out.py: its function has changed:")
    assert "+" in told
    shown(folder, "check", "--fix", "out.py")
    shown(folder, "check", "out.py")


def test_a_function_that_moved_is_told_from_one_that_changed(folder):
    shown(folder, "write", "primal.py:relax", "-o", "out.py")
    (folder / "primal.py").write_text("# a comment\n" + PRIMAL)
    assert "the function has moved" in refused(folder, 1, "check", "out.py")


def test_a_primal_that_is_refused_now_makes_it_stale(folder):
    shown(folder, "write", "primal.py:scaled", "-o", "out.py")
    (folder / "primal.py").write_text(PRIMAL.replace("return k * k * x", "yield k * k * x"))
    assert "no longer differentiated" in refused(folder, 1, "check", "out.py")


def test_an_edited_file_is_neither_true_nor_written_over(folder):
    shown(folder, "write", "primal.py:relax", "-o", "out.py")
    edited = (folder / "out.py").read_text() + "\nextra = 1\n"
    (folder / "out.py").write_text(edited)
    assert "edited by hand" in refused(folder, 1, "check", "out.py")
    assert "edited by hand" in refused(folder, 1, "check", "--fix", "out.py")
    assert "--force" in refused(folder, 2, "write", "primal.py:relax", "-o", "out.py")
    assert (folder / "out.py").read_text() == edited
    shown(folder, "write", "primal.py:relax", "-o", "out.py", "--force")
    shown(folder, "check", "out.py")


def test_the_users_own_files_are_not_written_over(folder):
    assert "would be lost" in refused(folder, 2, "write", "primal.py:relax", "-o", "primal.py")
    assert (folder / "primal.py").read_text() == PRIMAL


def test_what_cannot_be_checked(folder):
    assert "not written by" in refused(folder, 2, "check", "primal.py")
    assert "there is no file" in refused(folder, 2, "check", "none.py")
    shown(folder, "write", "primal.py:relax", "-o", "out.py")
    (folder / "primal.py").unlink()
    assert "there is no file `primal.py`" in refused(folder, 2, "check", "out.py")
    (folder / "empty").mkdir()
    assert "no saved derivative" in refused(folder, 2, "check", "empty")


def test_what_cannot_be_written_leaves_nothing(folder):
    assert "there is no folder" in refused(folder, 2, "write", "primal.py:relax", "-o", "no/out.py")
    assert "is a folder" in refused(folder, 2, "write", "primal.py:relax", "-o", ".")
    refused(folder, 1, "write", "primal.py:generate", "-o", "out.py")
    assert not (folder / "out.py").exists()


def test_a_file_that_cannot_be_made(folder):
    assert "cannot be written" in refused(
        folder, 2, "write", "primal.py:relax", "-o", f"/proc/{os.getpid()}/out.py"
    )
    assert "too long" in refused(folder, 2, "write", "primal.py:relax", "-o", "x" * 300 + ".py")


# test


def test_derivatives_are_compared_with_differences(folder):
    report = shown(folder, "test", "primal.py:relax", "--args", "np.ones(3), 0.7, 5", "--wrt", "x,k")
    assert report.startswith("the derivative of `relax` agrees with differences\n")
    assert "the derivative of `scaled` agrees" in shown(folder, "test", "primal.py:scaled")
    assert "the derivative of `relax` agrees" in shown(folder, "test", "primal.py:relax")


def test_a_file_is_tested_whole(folder):
    report = shown(folder, "test", "primal.py")
    assert "`scaled` agrees" in report
    assert "`relax` agrees" in report


def test_a_mismatch_is_a_no(folder):
    (folder / "wrong.py").write_text(
        "import ad_transform as ad\n\n@ad.with_rule(elementwise=lambda x: 3.0)\ndef double(x):\n    return 2 * x\n\n"
        "def f(x):\n    return double(x)\n\ndef broken(x):\n    return x / 0\n"
    )
    assert "does not agree" in refused(folder, 1, "test", "wrong.py:f")
    assert "`broken` raised ZeroDivisionError" in refused(folder, 2, "test", "wrong.py:broken")
    assert "no function of `wrong.py` is decorated" in refused(folder, 2, "test", "wrong.py")


def test_a_file_that_pins_a_function_is_printed(folder):
    (folder / "test_scaled.py").write_text(
        shown(folder, "test", "primal.py:scaled", "--source", "--args", "2.0, 3.0").replace("imported\n", "")
    )
    line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_scaled.py"]
    done = subprocess.run(
        line, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
    assert "name one" in refused(folder, 2, "test", "primal.py", "--source")


# explain


def test_the_table_of_a_function_is_printed(folder):
    table = shown(folder, "explain", "primal.py:relax", "--args", "np.ones(3), 0.7, 5", "--round", "1")
    assert "round 1 of 5" in table
    assert table.splitlines()[0].split() == ["step", "value", "partials", "adjoint", "line"]
    assert json.loads(shown(folder, "explain", "primal.py:scaled", "--json"))["function"] == "scaled"
    assert shown(folder, "explain", "primal.py:scaled", "--html").endswith("</table>\n")


# report


def test_what_will_become_of_each_line(folder):
    told = shown(folder, "report", "primal.py:relax")
    assert "elementwise: neg, mul, np.exp" in told
    assert "tapes exp" in told
    assert "a generator is not differentiated" in refused(folder, 1, "report", "primal.py:generate")


# What is asked wrongly


@pytest.mark.parametrize(
    ("status", "words", "said"),
    [
        (2, ["show", "primal.py"], "write FILE.py:FUNCTION, of `relax`, `scaled`, `generate`, `ready`"),
        (2, ["show", ":f"], "names no function"),
        (2, ["show", "primal.py:relay"], "did you mean `relax`?"),
        (2, ["show", "primal.py:rate"], "`rate` in `primal.py` is of type float, not a function"),
        (2, ["show", "primal.py:Spring"], "is a class, not a function"),
        (2, ["show", "none.py:f"], "there is no file `none.py`"),
        (2, ["show", "nomodule:f"], "cannot be imported: ModuleNotFoundError"),
        (2, ["show", "broken.py:f"], "broken.py:2: SyntaxError"),
        (2, ["show", "failing.py:f"], "failing.py:3)"),
        (2, ["show", "leaving.py:f"], "SystemExit"),
        (2, ["show", "primal.py:relax", "--args", "nothing"], "NameError"),
        (2, ["show", "primal.py:relax", "--args", "1 +"], "cannot be evaluated: SyntaxError"),
        (2, ["show", "primal.py:relax", "--wrt", ","], "--wrt names no parameter"),
        (1, ["show", "primal.py:relax", "--wrt", "z"], "there is no parameter 'z'"),
        (1, ["show", "primal.py:relax", "--args", "1.0, 2.0"], "missing a required argument"),
        (1, ["show", "primal.py:generate"], "a generator is not differentiated"),
        (2, ["show"], "the following arguments are required"),
        (2, ["shew"], "invalid choice"),
        (2, [], "required: COMMAND"),
    ],
)
def test_a_clear_message_and_no_traceback(folder, status, words, said):
    (folder / "broken.py").write_text("x = 1\nf = (\n")
    (folder / "failing.py").write_text("def f(x):\n    return x\nf(1 / 0)\n")
    (folder / "leaving.py").write_text("import sys\nsys.exit(3)\n")
    assert said in refused(folder, status, *words)


@pytest.mark.parametrize("name", ["", "show", "write", "check", "test", "explain", "report", "rules"])
def test_help(folder, name):
    text = shown(folder, *filter(None, [name]), "--help")
    assert text.startswith(f"usage: ad-transform {name}".rstrip())
    assert "status: 0 done" in text
