"""The same problems for other tools: each module's `FUNCTIONS` maps (module, function) to a maker of a call.

A maker takes the input of the problem and returns a call without arguments that waits for its result.
"""

import importlib

NAMES = ("jax", "torch", "autograd")


def installed() -> dict:
    """The peers that are installed, by name."""
    found = {}
    for name in NAMES:
        try:
            found[name] = importlib.import_module(f"{__name__}.with_{name}").FUNCTIONS
        except ImportError:
            continue
    return found
