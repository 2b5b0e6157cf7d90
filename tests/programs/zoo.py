"""All programs of the zoo, in the order of their files."""

from tests.programs import (
    branches,
    containers,
    functions,
    lists,
    loops,
    mutation,
    real,
    simulations,
    straight,
    values,
    views,
)

MODULES = (
    straight,
    branches,
    loops,
    functions,
    containers,
    lists,
    mutation,
    views,
    values,
    real,
    simulations,
)

ZOO = tuple(f.program for module in MODULES for f in vars(module).values() if hasattr(f, "program"))
