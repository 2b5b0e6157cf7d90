"""With an `np` and a `math` that know Duals, dual numbers follow nearly all of the zoo and agree with differences.

The plain engines are held to the zoo by tests/programs/test_reference.py; here the programs that write into fresh
arrays or call `math` join.
"""

import numpy as np
import pytest

from ad_transform.errors import NoRule
from ad_transform.reference import Dual, dual_jvp
from tests.helpers import assert_close, flatten
from tests.programs.test_reference import tangents_for
from tests.programs.test_samples import jacobian
from tests.programs.zoo import ZOO
from tests.reference.following import following

ASKS_FOR_TYPES = {"values.is_instance", "functions.recursion_over_tree"}  # a Dual is no float
OTHER_MEMORY = {  # differences are taken in double precision and rows, where these programs do something else
    "traps.cast_then_written",
    "traps.reshaped_fortran_argument",
    "traps.raveled_transposed_fortran_argument",
    "memory_order.outputs_by_position",  # 2026-11-23: the engine looks for `out` by name
}
CHOSEN = [program for program in ZOO if program.name not in ASKS_FOR_TYPES | OTHER_MEMORY]


@pytest.mark.parametrize("program", CHOSEN, ids=lambda program: program.name)
def test_dual_numbers_agree_with_differences_or_refuse(program):
    args = program.args()  # made by NumPy itself
    tangents = tangents_for(program, args)
    try:
        with following(program.function, Dual):
            value, tangent = dual_jvp(program.function, args, tangents)
    except (NoRule, TypeError, AttributeError):
        return
    np.testing.assert_allclose(flatten(value), flatten(program.function(*program.args())), rtol=1e-14)
    expected = jacobian(program)[0] @ flatten([tangents[i] for i in program.wrt])
    assert_close(flatten(tangent), expected, program.tolerance, program.name)
