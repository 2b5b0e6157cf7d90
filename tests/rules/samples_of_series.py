"""Calls of numpy.polynomial to try its rules on, the same for each family."""

import numpy as np
from numpy.polynomial import chebyshev, hermite, hermite_e, laguerre, legendre, polynomial, polyutils

from tests.rules.samples import plane, real, sample

FAMILIES = {
    "poly": polynomial, "cheb": chebyshev, "leg": legendre, "herm": hermite, "herme": hermite_e, "lag": laguerre,
}  # fmt: skip
for prefix, module in FAMILIES.items():
    of = {name.removeprefix(prefix): getattr(module, name) for name in module.__all__}
    sample(of["val"], 0.3, real(4))
    sample(of["val"], real(3), real(4))
    sample(of["val"], real(2, 3), real(1))
    sample(of["val"], real(3), real(4, 2))
    sample(of["val"], 0.3, real(4, 2))
    sample(of["val"], real(2, 3), real(3, 2, 2))
    sample(of["val"], 0.3 + 0.2j, plane(3))
    sample(of["val2d"], real(3), real(3, seed=1), real(2, 4))
    sample(of["val2d"], 0.3, 0.7, real(3, 2))
    sample(of["grid2d"], real(3), real(2), real(2, 4))
    sample(of["vander"], real(3), 3)
    sample(of["vander"], real(2, 2), 1)
    sample(of["vander"], 0.3, 0)
    sample(of["der"], real(5))
    sample(of["der"], real(5), 2, 0.5)
    sample(of["der"], real(2), 3)
    sample(of["der"], real(2, 4), axis=1)
    sample(of["int"], real(4))
    sample(of["int"], real(4), 2, [1.0, 2.0], 0.5, 2.0)
    sample(of["int"], real(2, 4), axis=1)
    sample(of["mul"], real(3), real(4))
    sample(of["mul"], real(1), real(2))
    sample(of["mulx"], real(3))
    sample(of["pow"], real(3), 3)
    sample(of["pow"], real(2), 1)
    sample(of["add"], real(3), real(5))
    sample(of["sub"], real(5), real(3))
    sample(of["roots"], real(4))
    sample(of["roots"], np.array([0.3, 0.5, -1.0]))
    sample(of["roots"], np.array([0.3, 0.5]))
    sample(of["fromroots"], real(3))
    sample(of["fit"], np.linspace(-1, 1, 6), real(6), 2)
    sample(of["fit"], np.linspace(-1, 1, 6), real(6, 2), 3)
for weight in (
    chebyshev.chebweight,
    legendre.legweight,
    hermite.hermweight,
    hermite_e.hermeweight,
    laguerre.lagweight,
):
    sample(weight, real(3, low=-0.8, high=0.8))
    sample(weight, 0.3)
sample(polyutils.mapdomain, real(3), [-1.0, 1.0], [0.0, 5.0])
