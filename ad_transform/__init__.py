"""Write plain Python and NumPy; get the source of its derivative: readable, fast, yours to keep."""

from .api import differentiate, grad, jvp, value_and_grad, vjp
from .derivative import Derivative
from .errors import (
    DifferentiationError,
    GradientMismatch,
    InternalError,
    NoRule,
    NotDifferentiable,
    NotSupported,
    RuleError,
    SourceError,
)

__all__ = [
    "Derivative",
    "DifferentiationError",
    "GradientMismatch",
    "InternalError",
    "NoRule",
    "NotDifferentiable",
    "NotSupported",
    "RuleError",
    "SourceError",
    "differentiate",
    "grad",
    "jvp",
    "value_and_grad",
    "vjp",
]
