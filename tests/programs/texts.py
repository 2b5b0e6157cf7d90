"""The generated text of the programs of the zoo; run as a module, this prints all of it as JSON."""

import json
import sys

import ad_transform as ad
from tests.programs.zoo import ZOO

MODES = ("jvp", "vjp")


def text_of(program, mode, jit=None):
    """The text of the derivative at the sample arguments, or the error in its place."""
    try:
        return ad.Derivative(program.function, mode, program.wrt, jit=jit).source_for(*program.args())
    except ad.DifferentiationError as error:
        return f"{type(error).__name__}: {error}"


def texts():
    """The texts of all programs by name and mode."""
    return {f"{program.name}.{mode}": text_of(program, mode) for program in ZOO for mode in MODES}


if __name__ == "__main__":
    json.dump(texts(), sys.stdout)
