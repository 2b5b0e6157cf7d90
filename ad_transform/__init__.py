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
from .rules import RuleTable, standard
from .rules.own import constant, inactive, with_rule
from .tools.check_rules import check_rule
from .tools.explain import explain
from .tools.gradients import check_gradients

__all__ = [
    "Derivative",
    "DifferentiationError",
    "GradientMismatch",
    "InternalError",
    "NoRule",
    "NotDifferentiable",
    "NotSupported",
    "RuleError",
    "RuleTable",
    "SourceError",
    "check_gradients",
    "check_rule",
    "constant",
    "differentiate",
    "explain",
    "grad",
    "inactive",
    "jvp",
    "standard",
    "value_and_grad",
    "vjp",
    "with_rule",
]
