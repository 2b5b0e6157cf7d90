"""Laws of scipy.stats with their parameters held: ``norm(mu, s).logpdf(x)`` is ``norm.logpdf(x, loc=mu, scale=s)``."""

from __future__ import annotations

from .. import ir
from .values import Bound, HeldLaw

LAWS = ("scipy.stats._continuous_distns", "scipy.stats._discrete_distns")


def of_law(function):
    """What the frontend makes of a call of a law, or None."""
    cls = type(function)
    if cls.__module__ not in LAWS and cls.__name__ != "multivariate_normal_gen":
        return None

    def native(work, args, kwargs):
        names = parameters(function)
        if len(args) > len(names) or kwargs.keys() - set(names):
            raise work.refuse("a law with other than its parameters", "pass its shapes, `loc` and `scale`")
        return HeldLaw(function, tuple((dict(zip(names, args, strict=False)) | kwargs).items()))

    return native


def parameters(law) -> list[str]:
    """The names of the parameters of a law, in order."""
    if type(law).__name__ == "multivariate_normal_gen":
        return ["mean", "cov"]
    shapes = [word.strip() for word in (law.shapes or "").split(",") if word.strip()]
    return [*shapes, "loc", "scale"] if hasattr(law, "pdf") else [*shapes, "loc"]


def method(work, held, name):
    """A method of a law whose parameters are held."""
    if not hasattr(held.law, name):
        raise work.refuse(f"a law has no method `{name}`", "check the spelling")
    return Bound(ir.Const(getattr(held.law, name)), (), held.parameters)
