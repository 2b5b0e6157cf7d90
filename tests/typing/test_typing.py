"""Type checkers infer what a derivative returns, and see wrong calls of it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mypy", reason="2026-11-23: mypy is not installed here")

ROOT = Path(__file__).resolve().parents[2]
TYPED = Path(__file__).with_name("typed.py")
EXPECTED = {
    number: found[1]
    for number, line in enumerate(TYPED.read_text().splitlines(), 1)
    if (found := re.search(r"# E: (.*)", line))
}


def test_mypy_infers_results_and_sees_wrong_calls():
    line = [
        sys.executable,
        "-m",
        "mypy",
        "--python-version",
        "3.11",
        "--follow-imports",
        "silent",
        str(TYPED),
    ]
    told = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=600).stdout
    found = {int(m[1]): m[2] for m in re.finditer(r"typed\.py:(\d+): error: (.*)", told)}
    assert found.keys() == EXPECTED.keys(), told
    for number, words in EXPECTED.items():
        assert words in found[number]
