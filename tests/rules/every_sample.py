"""All calls to try rules on: those of NumPy, and of SciPy if it is there."""

import importlib.util

from tests.rules import (  # noqa: F401  (they add to SAMPLES)
    samples_of_arrays,
    samples_of_linalg,
    samples_of_series,
    samples_of_support,
)
from tests.rules.samples import SAMPLES

if importlib.util.find_spec("scipy"):
    from tests.rules import (  # noqa: F401  # noqa: F401
        samples_of_scipy,
        samples_of_scipy_linalg,
        samples_of_solvers,
        samples_of_special,
        samples_of_stats,
    )

__all__ = ["SAMPLES"]
