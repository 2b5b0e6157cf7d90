"""A test that a derivative writes passes, and fails when the function changes."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import ad_transform as ad

ROOT = Path(__file__).resolve().parents[2]

MODULE = """
from dataclasses import dataclass
import numpy as np
import ad_transform as ad


@dataclass
class Model:
    weight: np.ndarray
    bias: float


@ad.differentiate
def loss(model, x, *, power=2):
    return np.sum((x @ model.weight + model.bias) ** power)


@ad.differentiate
def area(width, height):
    return width * height
"""


def pinned(folder, expression):
    """Write the test that `expression` gives, and run it."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    (folder / "models.py").write_text(MODULE)
    code = f"import numpy as np\nfrom models import *\nprint({expression}, end='')"
    made = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, text=True, capture_output=True, check=True
    )
    (folder / "test_pinned.py").write_text(made.stdout)
    return made.stdout, run_pytest(folder)


def run_pytest(folder):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_pinned.py"],
        cwd=folder, env=environment, text=True, capture_output=True,
    )  # fmt: skip


def test_it_passes_until_the_function_changes(tmp_path):
    text, done = pinned(
        tmp_path, "loss.grad.test_source(Model(np.array([1.0, 2.0]), 0.5), np.eye(2), power=3)"
    )
    assert done.returncode == 0, done.stdout
    assert "from models import Model\nfrom models import loss\n" in text
    (tmp_path / "models.py").write_text(MODULE.replace("+ model.bias", "- model.bias"))
    assert run_pytest(tmp_path).returncode == 1


def test_without_arguments_it_uses_numbers_that_suit(tmp_path):
    text, done = pinned(tmp_path, "area.value_and_grad.test_source()")
    assert done.returncode == 0, done.stdout
    assert "return (0.75, 0.875)" in text


def test_it_is_sorted_and_formatted_as_people_do(tmp_path):
    text, _ = pinned(tmp_path, "area.grad.test_source(2.0, 3.0)")
    assert "assert_same(value, 6.0)" in text
    assert "assert_same(gradient, (3.0, 2.0))" in text


def test_what_a_file_cannot_say_is_refused():
    def local(x):
        return x**2

    with pytest.raises(ad.NotSupported, match="a file cannot import"):
        ad.grad(local).test_source(1.0)
    with pytest.raises(ad.NotSupported, match="an array of 5000 elements is not written out"):
        ad.grad(top).test_source(np.ones(5000))
    with pytest.raises(ad.NotDifferentiable, match="returns an array"):
        ad.grad(vector).test_source(np.ones(3))


def top(x):
    return np.sum(x**2)


def vector(x):
    return x**2
