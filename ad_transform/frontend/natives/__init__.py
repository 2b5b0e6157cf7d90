"""Builtins and library functions that the frontend understands itself: about structure, not about numbers."""

from __future__ import annotations

from ..interpolants import of_interpolant
from ..laws import of_law
from ..solvers import of_solver
from .arrays import ARRAYS
from .asking import ASKING
from .choosing import CHOOSING
from .copying import COPYING
from .items import ITEMS
from .iterating import ITERATING
from .objects import OBJECTS
from .recording import RECORDING, is_recorded, of_logger
from .reducing import REDUCING
from .refusing import REFUSING
from .shuffling import SHUFFLING, of_generator
from .standing import STANDING_IN

NATIVES = {
    **ITEMS,
    **REDUCING,
    **ASKING,
    **ARRAYS,
    **ITERATING,
    **CHOOSING,
    **OBJECTS,
    **RECORDING,
    **COPYING,
    **STANDING_IN,
    **SHUFFLING,
    **REFUSING,
}

__all__ = ["NATIVES", "is_recorded", "native_for"]


def native_for(function):
    """What the frontend makes of a call of `function`, or None."""
    try:
        return NATIVES.get(function) or of_logger(function) or of_generator(function) or of_scipy(function)
    except TypeError:  # not hashable
        return None


def of_scipy(function):
    """What the frontend makes of a call of a function of SciPy that gives an object."""
    return of_solver(function) or of_interpolant(function) or of_law(function)
