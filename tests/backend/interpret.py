"""What a program means where lists hold an array twice: values, so that a change of one item changes no other."""

import copy
from types import SimpleNamespace
from unittest.mock import patch

import numpy as np

from tests import interpreter


def unshared(value):
    """A copy of `value` in which nothing stands twice; `copy.deepcopy` keeps what is one object one object."""
    match value:
        case list() | tuple():
            return type(value)(map(unshared, value))
        case dict():
            return {key: unshared(item) for key, item in value.items()}
        case np.ndarray():
            return value.copy()
        case _:
            return copy.deepcopy(value)


def interpret(program, *args):
    """The result of `program`; the arguments are not written."""
    with patch.object(interpreter, "copy", SimpleNamespace(deepcopy=unshared)):
        return interpreter.interpret(program, *args)
