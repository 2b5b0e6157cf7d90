"""The problems of GradBench: `PROBLEMS[module][function]`, each a `Work`."""

from dataclasses import dataclass
from importlib import import_module

NAMES = ("hello", "llsq", "lse", "ode", "det", "gmm", "lstm", "kmeans", "ba", "ht", "particle", "saddle")


@dataclass(frozen=True)
class Work:
    """`prepare` makes arguments of the input and `finish` the output of the result; `run` alone is timed."""

    prepare: object
    run: object
    finish: object = lambda result: result


def problem(name) -> dict:
    """The functions of a problem by name; ImportError if there is none such."""
    if name not in NAMES:
        raise ImportError(f"no problem called {name}")
    return import_module(f"{__name__}.{name}").FUNCTIONS
