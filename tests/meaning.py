"""Lower a function for given arguments, and run the program it becomes without any other part of the package."""

import copy
import inspect

from ad_transform.frontend import lower
from ad_transform.results import kind_of
from ad_transform.rules import standard
from tests.interpreter import interpret


def lowered(function, args):
    """The function as a program of the IR, for the kinds of `args`."""
    return lower(function, kinds_of(function, args), standard)


def kinds_of(function, args):
    """The kind of each parameter."""
    given = inspect.signature(function).bind(*args)
    given.apply_defaults()
    return {name: kind_of(value, name=name) for name, value in given.arguments.items()}


def value_of(program, low, args):
    """What `program`, made from the lowered function `low`, gives for `args`."""
    outside = {found.parameter: found.fetch() for found in low.inputs}
    return interpret(program, *copy.deepcopy(args), **outside)
