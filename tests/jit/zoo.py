"""The zoo through the target for Numba: what each program gives, or why Numba does not compile it.

``python -m tests.jit`` runs all programs and says which differ from the table; with ``--update`` it is written anew;
names choose programs by a part of theirs.
"""

import warnings
from pathlib import Path

import numpy as np

import ad_transform as ad
from tests.helpers import covector, flatten
from tests.programs.refusals import reason_for, refused
from tests.programs.test_reference import seed_for, tangents_for
from tests.programs.zoo import ZOO

TABLE = Path(__file__).with_name("uncompiled.txt")
MODES = ("vjp",)


def cases():
    """Every program and mode that the plain target differentiates."""
    known = refused()
    return [(program, mode) for mode in MODES for program in ZOO if (program.name, mode) not in known]


def derivative(program, mode, jit):
    """All numbers of one derivative."""
    args = program.args()
    call = ad.Derivative(program.function, mode, program.wrt, jit=jit)
    if mode == "vjp":
        return covector(list(call(*args, out_bar=seed_for(program))), [args[i] for i in program.wrt])
    names = list(call.signature.parameters)
    tangents = tangents_for(program, args)
    value, tangent = call(*args, **{f"{names[i]}_dot": tangents[i] for i in program.wrt})
    return np.concatenate([np.ravel(flatten(value)), np.ravel(flatten(tangent, value))])


def outcome(program, mode):
    """None where the compiled derivative is right; why it is not compiled; or what is wrong, after WRONG."""
    expected = derivative(program, mode, False)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            got = derivative(program, mode, True)
    except ad.NotSupported as error:
        return reason_for(error)
    except Exception as error:
        return f"WRONG {type(error).__name__}: {' '.join(str(error).split())[:100]}"
    near = program.tolerance if program.tolerance > 1e-7 else 1e-9
    same = np.shape(got) == np.shape(expected) and np.allclose(
        got, expected, near, near / 100, equal_nan=True
    )
    return None if same else f"WRONG {got} is not {expected}"


def table():
    """(program, mode) to reason."""
    rows = [line.split(maxsplit=2) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    return {(name, mode): reason for name, mode, reason in rows}


def write(found):
    """Write the table anew."""
    rows = [f"{name:45} {mode}  {reason}\n" for (name, mode), reason in sorted(found.items())]
    TABLE.write_text("".join(rows), encoding="utf-8")
