"""The zoo through the target for Numba: nothing wrong, and refused what the table says.

Compiling all of it takes a quarter of an hour, so a part is run: one in eight, or AD_JIT=n for one in n. The table is
written by ``python -m tests.jit --update``, which runs all.
"""

import os
import zlib

import pytest

from tests.jit.zoo import cases, outcome, table

SHARE = int(os.environ.get("AD_JIT", "8"))
CHOSEN = [(p, mode) for p, mode in cases() if zlib.crc32(f"{p.name}.{mode}".encode()) % SHARE == 0]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("program", "mode"), CHOSEN, ids=[f"{p.name}.{mode}" for p, mode in CHOSEN])
def test_compiled_derivative_is_the_plain_one(program, mode):
    found = outcome(program, mode)
    if (program.name, mode) in table():
        assert found is not None, "compiled now: take it off the table"
        assert not found.startswith("WRONG"), found
    else:
        assert found is None
