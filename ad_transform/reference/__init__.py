"""Two small engines to learn from and to check against: `Var`, a tape, and `Dual`, numbers with a derivative.

Both run a function as it is and follow its numbers through every call; no source is read and none is written.
They share the table of rules with the transform, and nothing else: where they disagree with it, believe them.

>>> x = Var(3.0)
>>> y = x * sin(x) + 1
>>> y.backward()
>>> bool(x.grad == sin(3.0) + 3.0 * cos(3.0))
True
"""

from numpy import abs, cos, exp, log, sin, sqrt, tan, tanh

from ad_transform.reference.dual import Dual, dual_jvp
from ad_transform.reference.tape import Var, tape_grad, tape_vjp

__all__ = ["Dual", "Var", "dual_jvp", "tape_grad", "tape_vjp"]
__all__ += ["abs", "cos", "exp", "log", "sin", "sqrt", "tan", "tanh"]
