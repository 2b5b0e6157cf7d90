"""The same program gives the same text in another process, whatever its hash seed."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.programs.texts import MODES, text_of
from tests.programs.zoo import ZOO

ROOT = Path(__file__).resolve().parents[2]


@cache
def texts_of_another_process():
    here = os.environ.get("PYTHONHASHSEED")
    other = os.environ | {"PYTHONHASHSEED": "2" if here == "1" else "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "ignore", "-m", "tests.programs.texts"]
    done = subprocess.run(command, cwd=ROOT, env=other, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("program", ZOO, ids=lambda program: program.name)
def test_text_is_the_same_in_another_process(program, mode):
    assert text_of(program, mode) == texts_of_another_process()[f"{program.name}.{mode}"]
