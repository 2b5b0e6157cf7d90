"""All programs of the zoo, in the order of their files."""

from tests.programs import (
    arrays,
    attempts,
    branches,
    containers,
    functions,
    holding,
    lists,
    loops,
    memory,
    memory_order,
    mutation,
    objects,
    optional,
    real,
    ruled,
    simulations,
    straight,
    traps,
    values,
    views,
)

MODULES = (
    straight,
    branches,
    attempts,
    loops,
    functions,
    holding,
    objects,
    optional,
    containers,
    lists,
    mutation,
    views,
    memory,
    memory_order,
    arrays,
    values,
    real,
    ruled,
    simulations,
    traps,
)

ZOO = tuple(f.program for module in MODULES for f in vars(module).values() if hasattr(f, "program"))
