"""Write plain Python and NumPy; get the source of its derivative: readable, fast, yours to keep."""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    from .tools.nans import debug_nans
    from .tools.report import report

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
    "debug_nans",
    "differentiate",
    "explain",
    "grad",
    "inactive",
    "jvp",
    "report",
    "standard",
    "value_and_grad",
    "vjp",
    "with_rule",
]

_HOMES = {
    "api": "differentiate grad jvp value_and_grad vjp",
    "derivative": "Derivative",
    "errors": """DifferentiationError GradientMismatch InternalError NoRule NotDifferentiable NotSupported RuleError
        SourceError""",
    "rules": "RuleTable standard",
    "rules.own": "constant inactive with_rule",
    "tools.check_rules": "check_rule",
    "tools.explain": "explain",
    "tools.gradients": "check_gradients",
    "tools.nans": "debug_nans",
    "tools.report": "report",
}


def __getattr__(name):
    """A public name, imported when it is first asked for: until then importing the package costs next to nothing."""
    home = next((home for home, names in _HOMES.items() if name in names.split()), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module(f".{home}", __name__), name)
    return value


def __dir__():
    return [*globals(), *__all__]
