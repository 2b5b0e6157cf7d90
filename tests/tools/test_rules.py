"""The table of rules, printed; and that it leaves out nothing of NumPy without saying so."""

import cmath
import importlib
import importlib.util
import math
import statistics
import subprocess
import sys

import numpy as np
import pytest

from ad_transform.frontend.natives import native_for
from ad_transform.rules import standard
from ad_transform.rules.beyond import BEYOND
from ad_transform.tools.commands import main

FAMILIES = ("polynomial", "chebyshev", "legendre", "hermite", "hermite_e", "laguerre", "polyutils")
MODULES = {
    "np": np,
    "np.linalg": np.linalg,
    "np.fft": np.fft,
    "np.random": np.random,
    "np.emath": np.emath,
    "np.lib.stride_tricks": np.lib.stride_tricks,
    "np.polynomial": np.polynomial,
    **{f"np.polynomial.{name}": getattr(np.polynomial, name) for name in FAMILIES},
    "math": math,
    "cmath": cmath,
    "statistics": statistics,
}
"""Namespaces of which every function is accounted for: ruled, inactive, missing with a reason, or out of scope."""
FUNCTIONS = [
    (f"{prefix}.{name}", getattr(module, name))
    for prefix, module in MODULES.items()
    for name in sorted(set(getattr(module, "__all__", dir(module))))
    if callable(getattr(module, name, None))
    and not isinstance(getattr(module, name), type)
    and name[0] != "_"
]
# Namespaces of SciPy of which every function is accounted for
SCIPY = """special linalg fft integrate interpolate optimize signal ndimage spatial spatial.distance sparse.linalg
    stats""".split()
if importlib.util.find_spec("scipy"):
    for part in SCIPY:
        module = importlib.import_module(f"scipy.{part}")
        FUNCTIONS += [
            (f"scipy.{part}.{name}", getattr(module, name))
            for name in sorted(set(module.__all__))
            if callable(getattr(module, name))
            and not isinstance(getattr(module, name), type)
            and not hasattr(getattr(module, name), "rvs")
        ]


def is_known(function):
    return standard.find(function) is not None or native_for(function) is not None


@pytest.mark.parametrize(("name", "function"), FUNCTIONS, ids=[name for name, _ in FUNCTIONS])
def test_every_function_is_ruled_or_said_to_be_out_of_scope(name, function):
    assert is_known(function) != (name in BEYOND)


def test_the_reason_of_each_missing_rule_is_told():
    assert all(rule.reason for rule in standard if rule.kind == "missing")


def test_the_table_is_printed(capsys):
    assert main(["rules", "np.sin"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert ["np.sin", "elementwise", "x"] in [line.split() for line in lines]
    assert all("np.sin" in line for line in lines)


def test_what_is_missing(capsys):
    assert main(["rules", "--missing"]) == 0
    kinds = {"missing", "out of scope"}
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(line[36:50].strip() in kinds or len(line.split()[0]) > 35 for line in lines)


def test_nothing_is_found(capsys):
    assert main(["rules", "no such function"]) == 1
    assert "no rule" in capsys.readouterr().err


def test_command_line():
    ran = subprocess.run(
        [sys.executable, "-m", "ad_transform", "rules", "np.cos"], capture_output=True, text=True
    )
    assert ran.returncode == 0
    assert "np.cos " in ran.stdout
    assert subprocess.run([sys.executable, "-m", "ad_transform"], capture_output=True).returncode == 2
